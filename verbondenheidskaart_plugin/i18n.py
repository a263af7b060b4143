"""Translation of user-facing text: English source, one context for the whole plugin."""

from typing import Optional

try:
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator
except ImportError:  # what needs no QGIS is tested without it; texts are then as they stand in the source
    QCoreApplication = None

from .paths import translations_dir

# pylupdate5 files a bare, module-level tr("…") under this context.
CONTEXT = "@default"


def tr(text: str) -> str:
    """Return ``text`` in the language of QGIS; fill placeholders after it: ``tr("… {}").format(x)``."""
    return QCoreApplication.translate(CONTEXT, text) if QCoreApplication else text


def language() -> str:
    """Return ``"nl"`` when QGIS runs in Dutch, else ``"en"``."""
    return "nl" if QgsApplication.instance().locale().lower().startswith("nl") else "en"


def number(value: float, decimals: Optional[int] = 0, sign: bool = False) -> str:
    """Return a number as the language of QGIS writes it, 1.234,5 in Dutch, with a true minus.

    decimals None: as many as it needs. sign: with a plus too.
    """
    shape = ("g", 6) if decimals is None else ("f", decimals)
    text = QLocale(language()).toString(abs(float(value)), *shape)
    if not text.strip("0.,"):
        return text  # what is shown as 0 has no sign
    return f"\u2212{text}" if value < 0 else f"+{text}" if sign else text


def install_translator() -> "Optional[QTranslator]":
    """Load the translation for the language of QGIS; keep the result alive as long as it is needed."""
    path = translations_dir() / f"verbondenheidskaart_{language()}.qm"
    translator = QTranslator()
    if path.exists() and translator.load(str(path)) and QCoreApplication.installTranslator(translator):
        return translator
    return None
