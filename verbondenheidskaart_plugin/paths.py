"""The only module that knows where the resources lie: in the checkout or in the installed plugin."""

from pathlib import Path

PLUGIN_DIR = Path(__file__).resolve().parent


def _root() -> Path:
    """Return the folder that holds ``resources`` and ``metadata.txt``."""
    return PLUGIN_DIR if (PLUGIN_DIR / "metadata.txt").exists() else PLUGIN_DIR.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under ``resources``."""
    return _root().joinpath("resources", *parts)


def metadata_path() -> Path:
    """Return the path of ``metadata.txt``, the single source of the version."""
    return _root() / "metadata.txt"


def translations_dir() -> Path:
    """Return the folder with the compiled translations."""
    return _root() / "i18n"
