"""Where the map comes from: every parameter, input, library and anchor of a run, for the table ``herkomst``."""

import configparser
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Dict, List, Optional

import numpy
import pandas as pd
import scipy
from qgis.core import Qgis, QgsProviderRegistry

from ..i18n import tr
from ..paths import metadata_path

_INPUTS = ("BUURTEN", "KERNCIJFERS", "OSM", "VOORZIENINGEN", "LOOPNETWERK", "BEVOLKING", "INDICATOREN", "INDELING",
           "GROEPEN", "CATALOGUS", "MODEL", "ORGANISATIES", "BANDEN", "ANKERS")
_OUTPUTS = ("UITVOERMAP",)
_BLOCK = 1 << 20


def version() -> str:
    """Return the version of the plugin."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(metadata_path(), encoding="utf-8")
    return parser["general"]["version"]


def rows(run, index: Dict[str, str], anchor: float) -> pd.DataFrame:
    """Return the rows (sleutel, waarde) of a run; ``index`` adds those of the index."""
    credits = run.text("BRONVERMELDING") or default_credits(run)
    found = {
        "titel": run.text("TITEL") or "Verbondenheidskaart",
        "datum": datetime.now().strftime("%Y-%m-%d"),
        "tijdstip": datetime.now().isoformat(timespec="seconds"),
        "versie": version(),
        "qgis": Qgis.QGIS_VERSION,
        "bibliotheken": f"numpy {numpy.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}",
        "crs": run.crs.authid() or run.crs.toWkt(),
        "seed": str(run.integer("SEED")),
        "attributie": credits,
        "anker.A_ref": repr(anchor),
        **index,
    }
    for key, value in run.parameters.items():
        if key in _INPUTS and value not in (None, "", []):
            found[f"bron.{key}"] = "; ".join(_describe(path) for path in _paths(run, key))
        elif key not in _INPUTS + _OUTPUTS and value not in (None, ""):
            found[f"instelling.{key}"] = str(value)
    return pd.DataFrame({"sleutel": list(found), "waarde": list(found.values())})


def default_credits(run) -> str:
    """Name the usual publishers of what was used."""
    names = [tr("neighbourhoods and figures: CBS/Kadaster (CC BY 4.0)")]
    if run.text("OSM") or run.source("VOORZIENINGEN") is not None:
        names.append(tr("streets and facilities: © OpenStreetMap contributors (ODbL)"))
    return "; ".join(names)


def _paths(run, key: str) -> List[str]:
    """Return the sources behind a parameter, as paths where they are files."""
    if key == "INDICATOREN":
        layers = run.algorithm.parameterAsLayerList(run.parameters, key, run.context)
    else:
        layers = [run.algorithm.parameterAsLayer(run.parameters, key, run.context)]
    found = []
    for layer in layers:
        if layer is None:
            found.append(run.text(key))
            continue
        parts = QgsProviderRegistry.instance().decodeUri(layer.dataProvider().name(), layer.source())
        # Other addresses can hold a password: the name of the layer tells enough.
        found.append(parts.get("path") or layer.name())
    return found


def _describe(path: str) -> str:
    file = Path(path)
    if not path or not file.is_file():
        return path
    date = datetime.fromtimestamp(file.stat().st_mtime).strftime("%Y-%m-%d")
    return json.dumps({"bestand": file.name, "datum": date, "sha256": checksum(file)}, ensure_ascii=False)


def checksum(path: Path, block: int = _BLOCK) -> Optional[str]:
    """Return the SHA-256 of a file, None when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            for part in iter(lambda: stream.read(block), b""):
                digest.update(part)
    except OSError:
        return None
    return digest.hexdigest()
