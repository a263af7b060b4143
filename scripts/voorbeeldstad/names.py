"""Street names per district, in the Dutch way: one theme per part of the town."""

from typing import Dict, Iterator, List

_PLAIN: Dict[str, str] = {
    "centrum": "Achter de Kerk;Bagijnhof;Kromme Elleboog;Korte Nering;Botersteeg;Wolweverstraat;Papengang;Torenstraat;"
               "Muntsteeg;Schoolsteeg;Zwanensteeg;Nieuwstraat;Turfstraat;Kuipersteeg;Gasthuisstraat;Smedestraat;"
               "Waagsteeg;Sint Jansgang;Brouwersgracht;Appelmarkt;Molenpoort;Touwslagerspad;Hofstraat;Kalverstraatje;"
               "Doelen;Stoofsteeg;Ridderstraat;Lombardsteeg;Leprozenpad;Vleeshouwersgang;Kloosterstraat;Rozengang;"
               "Haverstraat;Gierstraat;Melksteeg;Pottenbakkersstraat;Weeshuisgang;Rosmolen;Blauwe Hand;Raamstraat",
    "staatslieden": "Thorbeckestraat;Groen van Prinstererstraat;Kuyperstraat;Schaepmanstraat;Troelstrastraat;"
                    "De Savornin Lohmanstraat;Van Hogendorpstraat;Talmastraat;Drucker straat;Goeman Borgesiusstraat;"
                    "Cort van der Lindenstraat;Aletta Jacobsstraat;Suze Groenewegstraat;Domela Nieuwenhuisstraat;"
                    "Van Houtenstraat;Kappeynestraat;Oppenheimstraat;De Vriesstraat;Nolensstraat;Ruijsstraat",
    "helden": "Van Speijkstraat;Evertsenstraat;Trompstraat;Witte de Withstraat;Van Galenstraat;Kortenaerstraat;"
              "Karel Doormanstraat;Kenaustraat;Bontekoestraat;Barentszstraat;Heemskerkstraat;Tasmanstraat;"
              "Houtmanstraat;Linschotenstraat;Van Neckstraat;Roggeveenstraat;De Rijpstraat;Banckertstraat;"
              "Van Brakelstraat;Brandtstraat;Sweersstraat;Van Nesstraat;Binckesstraat;Lambertstraat;Haultainstraat;"
              "Schouten straat;Le Mairestraat;Van Kinsbergenstraat;Zoutmanstraat;Zwartepad;Tolstraat;Wilgenplein",
    "zeelieden": "Loodsstraat;Bootsmanstraat;Kompasstraat;Ankerstraat;Stuurmanstraat;Zeilmakerstraat;Schippersstraat;"
                 "Roerstraat;Kielstraat;Mastbosstraat;Sextantstraat;Logstraat;Vlaggenstraat;Boegstraat;Lijnbaan;"
                 "Wimpelstraat;Dekstraat;Reddersstraat;Kadepad;Werfstraat",
    "schilders": "Rembrandtstraat;Frans Halsstraat;Jan Steenstraat;Vermeerstraat;Hobbemastraat;Judith Leysterstraat;"
                 "Jozef Israëlsstraat;Mesdagstraat;Breitnerstraat;Van Goghstraat;Mondriaanstraat;Tooropstraat;"
                 "Ruysdaelstraat;Paulus Potterstraat;Gerard Doustraat;Ostadestraat;Rachel Ruyschstraat;Saenredamstraat;"
                 "Weissenbruchstraat;Marisstraat;Thérèse Schwartzestraat;Jacoba van Heemskerckstraat;Isaac Israëlspad",
    "koningshuis": "Prins Hendrikstraat;Emmastraat;Koningsplein;Sophiastraat;Anna Paulownastraat;Prinsenhof;"
                   "Willem de Zwijgerstraat;Louise de Colignystraat;Mauritsstraat;Stadhouderslaan",
    "rivieren": "Lekstraat;Waalstraat;Maasstraat;IJsselstraat;Lingestraat;Vechtstraat;Amstelstraat;Dommelstraat;"
                "Eemstraat;Merwedestraat;Rijnstraat;Scheldestraat;Regge straat;Berkelstraat;Dinkelstraat;Roerpad",
    "oranje": "Julianaplein;Bernhardlaan;Beatrixstraat;Irenestraat;Margrietstraat;Christinastraat;Oranjestraat;"
              "Nassaustraat;Bernadottelaan;Anjerstraat;Dahliastraat;Tulpstraat;Violierstraat;Lathyrusstraat;Asterhof;"
              "Goudsbloemstraat;Resedastraat;Papaverstraat;Ridderspoorstraat;Zonnebloemstraat;Irisstraat;Margrietenhof",
    "dorp": "Achterom;Kosterspad;Weversweg;Smidshof",
    "industrie": "Wattweg;Ohmstraat;Edisonweg;Marconiweg;Newtonweg;Siemensstraat;Galvaniweg;Joulestraat;Hertzweg;"
                 "Morseweg;Daltonstraat;Faradayweg;Celsiusweg;Kelvinstraat;Fahrenheitweg;Curieweg;Boyleweg;Pascalweg",
}
_STEMS: Dict[str, str] = {
    "bomen": "Eiken;Linden;Iepen;Essen;Kastanje;Platanen;Esdoorn;Acacia;Elzen;Wilgen;Larix;Dennen;Cipressen;Olmen",
    "componisten": "Mozart;Bach;Haydn;Schubert;Brahms;Chopin;Verdi;Vivaldi;Mahler;Liszt;Ravel;Sweelinck;Diepenbrock;"
                   "Clara Schumann;Debussy;Grieg",
    "vaderland": "Hoogveld;Drenthe;Twente;Salland;Veluwe;Betuwe;Achterhoek;Kempen;Peel;Zeeland;Walcheren;Texel;"
                 "Terschelling;Ameland;Vlieland",
    "vogels": "Mees;Vink;Lijster;Zwaluw;Roodborst;Spreeuwen;Kwartel;Fazanten;Patrijzen;Leeuwerik;Nachtegaal;Koekoek;"
              "Ekster;Gaai;Specht;Wielewaal;Havik;Buizerd",
    "hagen": "Meidoorn;Sleedoorn;Liguster;Beuken;Vlier;Hazelaar;Hulst;Taxus;Kornoelje;Braam;Rozen;Buxus;Jeneverbes;"
             "Veldesdoorn;Kamperfoelie;Vuurdoorn;Laurier;Haagwinde;Egelantier;Wegedoorn;Bosrank;Klimop",
    "weiden": "Klaver;Boter;Hooi;Paarden;Koe;Pinksterbloem;Zuring;Distel;Madelief;Klaproos;Veldbies;Kievits;Grutto;"
              "Lammer;Kalver;Ganzen;Zwanen;Vlas;Hop;Rogge;Haver;Gerst;Tarwe",
    "oever": "Oever;Kribben;Baken;Uiterwaard;Strang;Zomerdijk;Griend;Aanleg;Veerman;Wilgenroos;Stroom;Bocht",
    "waterdieren": "Otter;Bever;Snoek;Karper;Libel;Fuut;Reiger;Ijsvogel;Zeelt;Voorn;Brasem;Kikker;Salamander;"
                   "Aalscholver;Waterral;Dodaars;Slobeend;Krakeend",
    "waterplanten": "Lisdodde;Waterlelie;Gele Plomp;Kalmoes;Dotterbloem;Waterviolier;Pijlkruid;Zwanenbloem;"
                    "Krabbescheer;Watermunt;Fonteinkruid;Egelskop",
    "riet": "Roerdomp;Karekiet;Rietgors;Kiekendief;Baardman;Snor;Blauwborst;Wouw;Sprinkhaan;Porselein;Purper",
}
_SUFFIX = {"bomen": "laan straat hof pad", "componisten": "laan straat hof", "vaderland": "laan straat plein hof",
           "vogels": "straat hof pad plein", "hagen": "hage", "weiden": "weide", "oever": "straat hof pad",
           "waterdieren": "singel straat hof kade", "waterplanten": "straat singel hof laan", "riet": "hof kade straat"}


def _names(theme: str) -> Iterator[str]:
    plain: List[str] = [n.replace(" straat", "straat") for n in _PLAIN.get(theme, "").split(";") if n]
    yield from plain
    for suffix in _SUFFIX.get(theme, "").split():
        for stem in _STEMS[theme].split(";"):
            join = " " if " " in stem and theme != "waterplanten" else ""
            yield f"{stem}{join}{suffix}".replace(" laan", "laan").replace(" straat", "straat")
    number = 2
    while True:  # a district with more streets than names numbers its hofjes
        for stem in _STEMS.get(theme, _PLAIN.get(theme, "Hof")).split(";")[:12]:
            yield f"{stem.split('straat')[0]}hof {number}"
        number += 1


class StreetNames:
    """Hands out names, each once."""

    def __init__(self):
        self._themes: Dict[str, Iterator[str]] = {}

    def next(self, theme: str) -> str:
        """Return the next unused name of a theme."""
        return next(self._themes.setdefault(theme, _names(theme)))
