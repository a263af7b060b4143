"""Where the map comes from: every parameter, input, library and anchor of a run, for the table ``herkomst``."""

import configparser
import hashlib
import json
import re
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Dict, List, Optional
from urllib.parse import urlsplit

import numpy
import pandas as pd
import scipy
from qgis.core import Qgis, QgsProviderRegistry

from ..i18n import language, tr
from ..paths import metadata_path
from .credits import credits
from .crs import RD_NEW

_INPUTS = ("BUURTEN", "KERNCIJFERS", "OSM", "VOORZIENINGEN", "LOOPNETWERK", "BEVOLKING", "INDICATOREN", "INDELING",
           "GROEPEN", "CATALOGUS", "MODEL", "ORGANISATIES", "BANDEN", "ANKERS")
_OUTPUTS = ("UITVOERMAP",)
_BLOCK = 1 << 20
_CONNECTION = re.compile(r"[?|]|\w+:?\w+=")


def version() -> str:
    """Return the version of the plugin."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(metadata_path(), encoding="utf-8")
    return parser["general"]["version"]


def rows(run, index: Dict[str, str], anchor: float) -> pd.DataFrame:
    """Return the rows (sleutel, waarde) of a run; ``index`` adds those of the index."""
    found = {
        "titel": run.text("TITEL") or "Verbondenheidskaart",
        "datum": datetime.now().strftime("%Y-%m-%d"),
        "tijdstip": datetime.now().isoformat(timespec="seconds"),
        "versie": version(),
        "qgis": Qgis.QGIS_VERSION,
        "bibliotheken": f"numpy {numpy.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}",
        "taal": language(),
        "crs": run.crs.authid() or run.crs.toWkt(),
        "seed": str(run.integer("SEED")),
        "attributie": run.text("BRONVERMELDING") or default_credits(run),
        "anker.A_ref": repr(anchor),
        **index,
    }
    for key, value in run.parameters.items():
        if key in _INPUTS and value not in (None, "", []):
            found[f"bron.{key}"] = "; ".join(_describe(**source) for source in _sources(run, key))
        elif key not in _INPUTS + _OUTPUTS and value not in (None, ""):
            found[f"instelling.{key}"] = str(value)
    return pd.DataFrame({"sleutel": list(found), "waarde": list(found.values())})


def default_credits(run) -> str:
    """Name whom the fetched data ask to name, else the usual publishers of what was used."""
    keys = [key for key in _INPUTS if run.parameters.get(key) not in (None, "", [])]
    return credits([(key, source["path"]) for key in keys for source in _sources(run, key)],
                   run.crs.authid() == RD_NEW)


def _sources(run, key: str) -> List[Dict[str, str]]:
    """Return the sources behind a parameter: path, and layer and filter where there are any."""
    if key == "INDICATOREN":
        layers = run.algorithm.parameterAsLayerList(run.parameters, key, run.context)
    else:
        layers = [run.algorithm.parameterAsLayer(run.parameters, key, run.context)]
    found = []
    for layer in layers:
        if layer is None:
            found.append({"path": run.text(key)})
            continue
        parts = QgsProviderRegistry.instance().decodeUri(layer.dataProvider().name(), layer.source())
        # Other addresses can hold a password: the name of the layer tells enough.
        found.append({"path": parts.get("path") or layer.name(), "layer": parts.get("layerName") or "",
                      "subset": parts.get("subset") or ""})
    return found


def _describe(path: str, layer: str = "", subset: str = "") -> str:
    """Return for a file what is needed to find it again and to know it by, for another source its bare name.

    A path to a folder of the user, a connection or an address may tell who he is, or a password.
    """
    file = Path(path)
    if not path or not file.is_file():
        host = urlsplit(path).hostname if "://" in path else None
        return host or PureWindowsPath(_CONNECTION.split(path)[0]).name or tr("a source that is no file")
    date = datetime.fromtimestamp(file.stat().st_mtime).strftime("%Y-%m-%d")
    known = {"bestand": file.name, "laag": layer, "filter": subset, "datum": date, "sha256": checksum(file)}
    return json.dumps({key: value for key, value in known.items() if value}, ensure_ascii=False)


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
