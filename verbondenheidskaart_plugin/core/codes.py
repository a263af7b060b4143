"""CBS area codes: buurt ``BU`` + gemeente (4) + wijk (2) + buurt (2), wijk ``WK…`` (6), gemeente ``GM…`` (4)."""

import re
from typing import Optional, Sequence

import numpy as np
import pandas as pd

LENGTH = {"BU": 8, "WK": 6, "GM": 4}
_CBS = re.compile(r"(BU\w{8}|WK\w{6}|GM\d{4})", re.IGNORECASE)
_LETTERS = re.compile(r"\d{4}[A-Z]{2}\d{2}", re.IGNORECASE)  # 0363AC01: since 2022 some gemeenten number with letters
_SHORT = re.compile(r"\d{1,4}|[A-Z]{2}\d{2}", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")


def texts(values: Sequence) -> np.ndarray:
    """Return values as an object array of stripped text, None where missing; 363.0 becomes "363"."""
    out = np.full(len(values), None, dtype=object)
    for i, value in enumerate(values):
        if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
            continue
        text = str(value).strip()
        whole = _WHOLE_FLOAT.fullmatch(text)
        out[i] = (whole.group(1) if whole else text) or None
    return out


def area_codes(values: Sequence, level: str = "BU", gemeente: Optional[Sequence] = None) -> np.ndarray:
    """Return area codes in CBS form where that is what they are; own codes stay as they are.

    values: (n,) codes as text or numbers. level: "BU", "WK" or "GM". gemeente: (n,) gemeente codes
    ("GM0758"), with which a code that counts within the gemeente ("0601") becomes BU07580601.
    Digits of full length get the prefix. In a column of numbers that lost their leading zeros (one digit
    short, or more where ``gemeente`` confirms it) they are padded first. Returns (n,) object, None = missing.
    """
    out = texts(values)
    known = [t for t in out if t is not None]
    full = LENGTH[level]
    lost_zero = all(t.isdigit() for t in known) and (
        level == "GM"
        or (not any(t.startswith("0") for t in known) and any(full - 1 <= len(t) <= full for t in known))
        or (gemeente is not None and all(t is None or f"GM{t.zfill(full)[:4]}" == g for t, g in zip(out, gemeente)))
    )
    within = (
        level != "GM" and gemeente is not None and len(known) > 0
        and all(_SHORT.fullmatch(t) and len(t) <= full - 4 for t in known)
    )
    for i, text in enumerate(out):
        if text is None:
            continue
        if _CBS.fullmatch(text):
            out[i] = text.upper()
        elif text.isdigit() and (len(text) == full or (lost_zero and len(text) < full)):
            out[i] = level + text.zfill(full)
        elif level == "BU" and _LETTERS.fullmatch(text):
            out[i] = level + text.upper()
        elif within and gemeente is not None and str(gemeente[i]).startswith("GM"):
            out[i] = level + str(gemeente[i])[2:] + text.zfill(full - 4).upper()
    return out


def parents(codes: Sequence, level: str) -> np.ndarray:
    """Return the wijk ("WK") or gemeente ("GM") code that each buurt or wijk code lies in, else None."""
    out = np.full(len(codes), None, dtype=object)
    for i, code in enumerate(codes):
        if code is None or not _CBS.fullmatch(str(code)):
            continue
        if len(code) - 2 >= LENGTH[level]:
            out[i] = level + str(code)[2:2 + LENGTH[level]]
    return out


def level_of(codes: Sequence) -> str:
    """Return the level most codes have ("BU", "WK" or "GM"), or "" when most are own codes."""
    known = [str(c) for c in codes if c is not None]
    for level in LENGTH:
        if sum(bool(_CBS.fullmatch(c)) and c.startswith(level) for c in known) * 2 > len(known):
            return level
    return ""
