"""Why people stagnate somewhere, in plain sentences."""

from typing import Iterator

from ..core import stagnation as core
from ..core.groups import Groups
from ..core.privacy import TOO_FEW
from ..data.naming import in_sentence, short
from ..i18n import language, tr


def name_of(item) -> str:
    """Return the name of a group or indicator in the language of QGIS."""
    return item.nl if language() == "nl" else item.en


def reason(row: dict, near: str, groups: Groups, kinds: dict) -> str:
    """Say in one readable sentence what makes the people vulnerable and what they lack, and in one how sure it is.

    row: of the table of ``core.stagnation``. near: the nearest fitting rotonde as amid a sentence, "" = none. kinds:
    type_id → name.
    """
    unknown = {TOO_FEW: tr("Too few persons to show."),
               core.NO_PERSONS: tr("How many persons of this group live here is not known."),
               core.NO_VULNERABILITY: tr("Too little is known about vulnerability here."),
               core.NO_ACCESS: tr("It is not known where these persons live or how they reach the rotondes.")}
    if row["code"] in unknown:
        return unknown[row["code"]]
    text = "; ".join(_clauses(row, near, groups, kinds))
    sure = {core.HOT: tr("Significantly high together with its surroundings."),
            core.SURE: tr("High in nearly all draws."), core.NOT_SURE: tr("High, but not certain."),
            core.LOW_COVERAGE: tr("High, but with too few indicators.")}
    parts = [f"{text[:1].upper()}{text[1:]}." if text else "", sure.get(row["code"], "")]
    return " ".join(part for part in parts if part)


def _clauses(row: dict, near: str, groups: Groups, kinds: dict) -> Iterator[str]:
    names = [in_sentence(name_of(groups.indicators[key]), None) for key in row["kenmerk"].split("&") if key]
    if names and row["kenmerk_waarde"] == row["kenmerk_waarde"]:
        yield tr("weighs most: {name} ({share}%, in the middle neighbourhood {median}%)").format(
            name=names[0], share=round(100 * row["kenmerk_waarde"]), median=round(100 * row["kenmerk_mediaan"]))
    elif len(names) > 1:
        yield tr("both above the middle: {name} and {other}").format(name=names[0], other=names[1])
    elif names:
        yield tr("weighs most: {name}").format(name=names[0])
    if row["ontbreekt_type"]:
        yield tr("lacks most: {kind}").format(kind=in_sentence(short(kinds[row["ontbreekt_type"]]), None))
    if near:
        yield tr("the nearest fitting rotonde is {name}, {minutes} min on foot").format(
            name=near, minutes=max(round(row["looptijd_min"]), 1))
    lack, without = (round(100 * share) if share == share else None for share in (
        1 - row["toegang"], row["zonder_rotonde"]))
    if lack and without:
        yield tr("the lack is {lack}% on average: {share}% reach no fitting rotonde at all, the others too few").format(
            lack=lack, share=without)
    elif lack and without == 0:
        yield tr("the lack is {lack}% on average: nearly all reach a fitting rotonde, but too few").format(lack=lack)
