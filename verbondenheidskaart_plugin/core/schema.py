"""The tables of the Verbondenheidskaart: the one definition of every layer and field.

Writing, aliases, help, the data dictionary and the tests all read it. Scores run 0–100, shares 0–1;
units are in the name where they could be doubted. Pure Python: importable without numpy.
"""

from dataclasses import dataclass
from typing import Dict, Tuple

TEXT, REAL, INT, BOOL = "text", "real", "int", "bool"
POINT, LINE, POLYGON, TABLE = "Point", "LineString", "Polygon", None

# The dimensions in which the population is divided, each with its groups (fields of `buurten`).
# Household groups count households, the others persons. Origin: the classes CBS uses since 2023,
# or the older ones; METHOD section i forbids comparing them across the break.
DIMENSIONS: Dict[str, Tuple[str, ...]] = {
    "leeftijd": ("lft_0_15", "lft_15_25", "lft_25_45", "lft_45_65", "lft_65_plus"),
    "huishouden": ("hh_eenpersoons", "hh_zonder_kinderen", "hh_met_kinderen"),
    "herkomst": ("herk_nl", "herk_europa", "herk_buiten_europa"),
    "herkomst_oud": ("herk_nl", "herk_westers", "herk_niet_westers"),
}
GROUPS: Tuple[str, ...] = tuple(dict.fromkeys(g for groups in DIMENSIONS.values() for g in groups))
CONSTRUCTS: Tuple[str, ...] = ("omgang_relaties", "participatie", "plaatsidentiteit", "plaatsgeschiktheid")
SOCIAL, SPATIAL = CONSTRUCTS[:2], CONSTRUCTS[2:]


def total_of(group: str) -> str:
    """Return the field that a group is a part of: households for household groups, else residents."""
    return "huishoudens" if group.startswith("hh_") else "inwoners"


@dataclass(frozen=True)
class Field:
    """A field: name, type, unit (Dutch, may be empty), label and description in both languages."""

    name: str
    type: str
    unit: str
    nl: str
    en: str
    omschrijving: str = ""
    description: str = ""

    def label(self, language: str) -> str:
        """Return the label in ``language`` ("nl" or else English)."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Layer:
    """A layer or table of the GeoPackage."""

    name: str
    geometry: object
    nl: str
    en: str
    fields: Tuple[Field, ...]

    def label(self, language: str) -> str:
        """Return the title in ``language`` ("nl" or else English)."""
        return self.nl if language == "nl" else self.en

    def field(self, name: str) -> Field:
        """Return the field called ``name``; KeyError when there is none."""
        return {f.name: f for f in self.fields}[name]

    @property
    def names(self) -> Tuple[str, ...]:
        """The field names, in order."""
        return tuple(f.name for f in self.fields)
