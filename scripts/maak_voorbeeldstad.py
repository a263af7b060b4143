"""Make the synthetic example town: ``/usr/bin/python3 scripts/maak_voorbeeldstad.py [folder]``."""

import sys
from pathlib import Path

from osgeo import gdal
from voorbeeldstad.town import build
from voorbeeldstad.write import write

if __name__ == "__main__":
    gdal.UseExceptions()
    default = Path(__file__).resolve().parent.parent / "resources" / "voorbeeldstad"
    write(build(), Path(sys.argv[1]) if len(sys.argv) > 1 else default)
