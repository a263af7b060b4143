"""The ``other_tags`` column of GDAL's OSM layers: many tags in one text, ``"key"=>"value","key"=>"value"``."""

import re
from typing import Callable, Iterable, Optional, Sequence

import numpy as np
import pandas as pd

from .interruptible import deaf, heard

COLUMN = "other_tags"
_ESCAPED = re.compile(r"\\(.)")


def tags(texts: Sequence[Optional[str]], keys: Optional[Iterable[str]] = None,
         listen: Callable[[], None] = deaf) -> pd.DataFrame:
    """Return a table of tags, one row per text: a column for each of ``keys`` (default: all) that occurs."""
    wanted = "|".join(map(re.escape, sorted(keys))) if keys is not None else r"(?:[^\"\\]|\\.)*"
    pair = re.compile(rf'"({wanted})"\s*=>\s*"((?:[^"\\]|\\.)*)"')
    texts = np.asarray(texts, dtype=object)
    columns = {}
    for row, text in enumerate(heard(texts, listen)):
        if not text:
            continue
        for key, value in pair.findall(str(text)):
            if key not in columns:
                columns[key] = np.full(len(texts), None, dtype=object)
            columns[key][row] = _ESCAPED.sub(r"\1", value) if "\\" in value else value
    return pd.DataFrame(columns, index=range(len(texts)), dtype=object)
