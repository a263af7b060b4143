"""The Processing provider: the list of algorithms."""

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms.bevolking import Bevolking
from .algorithms.buurtatlas import Buurtatlas
from .algorithms.buurten import Buurten
from .algorithms.enquete import Enquete
from .algorithms.exporteren import Exporteren
from .algorithms.gegevens_ophalen import GegevensOphalen
from .algorithms.kaart_opmaken import KaartOpmaken
from .algorithms.koppeltabel import Koppeltabel
from .algorithms.loopbereik import Loopbereik
from .algorithms.loopnetwerk import Loopnetwerk
from .algorithms.netwerkstructuur import Netwerkstructuur
from .algorithms.rapport import Rapport
from .algorithms.rotondes import Rotondes
from .algorithms.stagnatieplekken import Stagnatieplekken
from .algorithms.verbindingslijnen import Verbindingslijnen
from .algorithms.verbondenheidsindex import Verbondenheidsindex
from .algorithms.verbondenheidskaart import Verbondenheidskaart
from .algorithms.voorzieningen import Voorzieningen
from .paths import resource

ALGORITHMS = (Verbondenheidskaart, Buurten, Voorzieningen, Loopnetwerk, Bevolking, Loopbereik, Rotondes,
              Enquete, Verbondenheidsindex, Verbindingslijnen, Stagnatieplekken,
              Netwerkstructuur, KaartOpmaken, Rapport, Buurtatlas, Exporteren, GegevensOphalen,
              Koppeltabel)


class VerbondenheidskaartProvider(QgsProcessingProvider):
    """Offers the algorithms under the id ``verbondenheidskaart``."""

    def id(self):
        return "verbondenheidskaart"

    def name(self):
        return "Verbondenheidskaart"

    def icon(self):
        return QIcon(str(resource("icons", "verbondenheidskaart.svg")))

    def loadAlgorithms(self):
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
