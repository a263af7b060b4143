"""Translation of user-facing text: English source, one context for the whole plugin."""

from qgis.PyQt.QtCore import QCoreApplication, QLocale
from qgis.core import QgsApplication

# pylupdate5 files a bare, module-level tr("…") under this context.
CONTEXT = "@default"


def tr(text: str) -> str:
    """Return ``text`` in the language of QGIS; fill placeholders after it: ``tr("… {}").format(x)``."""
    return QCoreApplication.translate(CONTEXT, text)


def language() -> str:
    """Return ``"nl"`` when QGIS runs in Dutch, else ``"en"``."""
    locale = QgsApplication.instance().locale() if QgsApplication.instance() else QLocale().name()
    return "nl" if locale.lower().startswith("nl") else "en"
