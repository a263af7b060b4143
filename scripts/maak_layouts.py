"""Write the layout templates of ``resources/layouts``, in both languages.

Run with the Python of QGIS after a change to a layout, when ``make build`` has made the translation:
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/maak_layouts.py
The layouts are made by the code of the plugin; a test compares these files with it.
"""

import os
import subprocess
import sys
from pathlib import Path

from qgis_omgeving import environment

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "layouts"
os.environ["QT_HASH_SEED"] = "0"  # the same order of attributes in every run


def write(locale: str) -> None:
    """Write the templates in one language."""
    sys.path.insert(0, str(ROOT / "build" / "plugins"))
    from qgis.core import QgsApplication, QgsProject, QgsSettings

    application = QgsApplication([], True)
    application.initQgis()
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", locale)
    from verbondenheidskaart_plugin.i18n import install_translator
    from verbondenheidskaart_plugin.kaart import templates

    translator, project = install_translator(), QgsProject()
    for path in templates.write_templates(templates.template_layouts(project), FOLDER):
        print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB")
    del translator
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash while Python takes it down


def main() -> None:
    if len(sys.argv) == 2:
        write(sys.argv[1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for locale in ("nl", "en"):
        own = environment(ROOT / "build" / "profiel", ROOT / "build" / "plugins", locale)
        subprocess.run([sys.executable, __file__, locale], env=own, check=True)


if __name__ == "__main__":
    main()
