"""Write the layout templates of ``resources/layouts``, in both languages, from a GeoPackage of the example city.

``maak_layouts.py verbondenheidskaart.gpkg`` (made with ``make kaart``). The layouts are made by the code of the plugin;
a test compares these files with it. Needs the Python of QGIS and QT_QPA_PLATFORM=offscreen.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "layouts"
os.environ["QT_HASH_SEED"] = "0"  # the same order of attributes in every run


def write(geopackage: Path, locale: str) -> None:
    """Write the templates in one language; QGIS takes its language when it starts."""
    sys.path.insert(0, str(ROOT / "build" / "plugins"))
    from qgis.core import QgsApplication, QgsProject
    from qgis.PyQt.QtCore import QLocale

    application = QgsApplication([], True)
    application.initQgis()
    QgsApplication.setLocale(QLocale(locale))
    from verbondenheidskaart_plugin.i18n import install_translator
    from verbondenheidskaart_plugin.kaart import project, source, templates
    from verbondenheidskaart_plugin.kaart.facts import read_facts

    translator = install_translator()
    with source.rollback_journal():
        filled = QgsProject()
        layers = project.fill_project(filled, geopackage, only_atlas=True)
        facts = read_facts(geopackage, source.open_layers(geopackage))
        layouts = templates.template_layouts(filled, layers, facts, project.map_extent(layers))
        for path in templates.write_templates(layouts, FOLDER):
            print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} kB")
        del layouts
        filled.clear()
    del translator
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash while Python takes it down


def main() -> None:
    if len(sys.argv) == 3:
        write(Path(sys.argv[1]).resolve(), sys.argv[2])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for locale in ("nl", "en"):
        subprocess.run([sys.executable, __file__, sys.argv[1], locale], check=True)


if __name__ == "__main__":
    main()
