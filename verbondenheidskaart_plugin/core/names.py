"""Whose name may be read: organisations keep theirs, persons get a role and a number."""

import re
from dataclasses import dataclass
from typing import Optional, Sequence, Set

import numpy as np

from .privacy import pseudonyms

# What the field soort says. Words count whole; an organisation may also be a part of a longer word.
_PERSON = {"persoon", "personen", "person", "mens", "bewoner", "resident", "inwoner", "vrijwilliger", "volunteer",
           "sleutelfiguur", "sleutelpersoon", "ervaringsdeskundige", "professional", "rol", "role", "functionaris",
           "contactpersoon"}
_ORGANISATION = re.compile("organisati|organizati|instelling|stichting|vereniging|bedrijf|gemeente|overheid|fonds")
# Words in a name that organisations have and persons do not.
_NAME_OF_ORGANISATION = re.compile(
    r"\b(\w*(stichting|vereniging|coöperatie|cooperatie|corporatie|bibliotheek|school|centrum|museum|theater|club|"
    r"fonds|federatie|moskee|synagoge|parochie|kerkgemeente|platform|netwerk|werkgroep|comité|commissie|organisatie|"
    r"bewonersgroep|kinderboerderij|speeltuin|welzijn|zorggroep)|gemeente|provincie|politie|brandweer|ggd|ggz|"
    r"universiteit|(buurt|wijk|dorps|bewoners|ouder|cliënten)(raad|team)|(buurt|wijk|dorps|zieken|verpleeg|inloop)huis|"
    r"huis van de (wijk|buurt)|foundation|association|society|library|council|municipality)\b|\b[bn]\.?v\.?$")
_CONTACT = re.compile(r"[@,(/:;]|\b(dhr|mevr|mw|mevrouw|meneer|heer|contactpersoon|t\.a\.v|c/o)\b")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Shown:
    """What may be read of nodes (n,): ``ids`` and ``names`` (None = none), and which were ``hidden`` (bool)."""

    ids: np.ndarray
    names: np.ndarray
    hidden: np.ndarray


def is_person(kind: Optional[str]) -> bool:
    """Tell whether a value of soort says that a row is a person, or a person in a role."""
    return kind is not None and bool(_PERSON & set(_WORD.findall(str(kind).lower())))


def is_organisation(kind: Optional[str]) -> bool:
    """Tell whether a value of soort says that a row is an organisation."""
    return kind is not None and not is_person(kind) and bool(_ORGANISATION.search(str(kind).lower()))


def names_organisation(name: Optional[str]) -> bool:
    """Tell whether a name can only be that of an organisation: by its words, and without a contact person."""
    text = str(name or "").lower()
    return bool(_NAME_OF_ORGANISATION.search(text)) and not _CONTACT.search(text)


def like_a_name(key: str, name: Optional[str]) -> bool:
    """Tell whether the id of who is not known to be an organisation could give a name away.

    That is when it has words of the name, is an address, or is words; codes, which have a digit or are short, do not.
    """
    words = [word.lower() for word in _WORD.findall(str(key))]
    coded = any(letter.isdigit() for letter in str(key)) or len(str(key)) <= 2
    return bool(_words(name) & set(words)) or "@" in str(key) or sum(len(word) > 1 for word in words) > 1 or not coded


def shown(ids: Sequence[str], names: Sequence, kinds: Sequence, role_names: Sequence, other: str, seed: int = 1
          ) -> Shown:
    """Return what may be read of the nodes when names of persons may not leave.

    kinds, role_names: fields soort and rol, None = unknown. Who is an organisation by soort, or has no soort of a
    person and a name that only an organisation has, is shown as it is. The others are called by their role, else
    soort, else ``other``, with a number that is the same wherever they occur; so is their id when it is like a name.
    """
    keys, called = np.asarray(ids, dtype=object), np.asarray(names, dtype=object)
    person = np.array([is_person(kind) for kind in kinds], dtype=bool)
    hidden = ~np.array([is_organisation(kind) or (not told and names_organisation(name or key))
                        for kind, told, name, key in zip(kinds, person, called, keys)], dtype=bool)
    number = pseudonyms(keys[hidden].tolist(), seed=seed)
    out_ids, out_names = keys.copy(), called.copy()
    concerned = np.zeros(len(keys), dtype=bool)
    for k in np.flatnonzero(hidden):
        own = _words(called[k]) | _words(keys[k])
        alias = f"{_role(role_names[k], own) or _role(kinds[k], own) or other} {number[keys[k]]}"
        told = like_a_name(keys[k], called[k])
        concerned[k] = told or called[k] is not None or person[k]
        out_names[k] = alias if concerned[k] else None
        out_ids[k] = alias if told else keys[k]
    return Shown(out_ids, out_names, concerned)


def _words(name: Optional[str]) -> Set[str]:
    """Return the words of a name that say who it is: of three letters or more."""
    return {word.lower() for word in _WORD.findall(str(name or "")) if len(word) > 2}


def _role(text: Optional[str], own: Set[str]) -> Optional[str]:
    """Return a role in small letters; None when it may hold a name: a capital after the first letter, or an address.

    own: words of the name of who has the role.
    """
    text = " ".join(str(text or "").split())
    words = {word.lower() for word in _WORD.findall(text)}
    if not words or text[1:] != text[1:].lower() or "@" in text or words & own:
        return None
    return text.lower()
