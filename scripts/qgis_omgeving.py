"""The isolated QGIS in which the map is made and tested: the user's own profile stays untouched."""

import os
import shutil
from pathlib import Path
from typing import Dict, Optional

PLUGIN = "verbondenheidskaart_plugin"


def qgis_process() -> Optional[str]:
    """Return the ``qgis_process`` program, or None.

    Debian's ``qgis_process`` is a wrapper whose extra option QGIS 3.22 refuses; the program itself is the ``.bin``.
    """
    return shutil.which("qgis_process.bin") or shutil.which("qgis_process")


def environment(profile: Path, plugins: Path, locale: str = "nl") -> Dict[str, str]:
    """Make a profile in which the plugin of folder ``plugins`` is on; return the environment to run QGIS in it.

    The ini is written whole each time: unlike ``plugins enable`` that also works when the plugin is already on.
    """
    settings = profile / "profiles" / "default" / "QGIS"
    settings.mkdir(parents=True, exist_ok=True)
    ini = f"[PythonPlugins]\n{PLUGIN}=true\n\n[locale]\noverrideFlag=true\nuserLocale={locale}\n"
    (settings / "QGIS3.ini").write_text(ini, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if name != "QGIS_OPTIONS_PATH"}
    return {
        **inherited,
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "QGIS_PLUGINPATH": str(plugins),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
    }
