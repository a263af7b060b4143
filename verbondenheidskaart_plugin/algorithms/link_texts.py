"""Why a link is missing and what happens when a rotonde closes, in plain sentences."""

import numpy as np

from ..core import missing
from ..core.privacy import MIN_GROUP
from ..data.naming import in_sentence
from ..i18n import number, tr


def link_reason(row: dict, own: dict) -> str:
    """Say in two sentences why a link is missing and who would gain; own: facility id → its name, None = none."""
    a, b = (in_sentence(row[f"{end}_naam"], own[row[f"{end}_id"]]) for end in ("van", "naar"))
    values = {"a": a, "b": tr("one more {place}").format(place=b) if a == b else b,
              "straight": number(row["hemelsbreed_m"]), "walk": number(np.nan_to_num(row["loopafstand_m"])),
              "factor": number(np.nan_to_num(row["omwegfactor"]), 1)}
    text = {
        missing.DETOUR: tr("{a} and {b} lie {straight} m apart, but the walk is {walk} m ({factor} times as long)."),
        missing.NO_WALK: tr("{a} and {b} lie {straight} m apart, and there is no walk between them."),
        missing.NOTHING_SHARED: tr("{a} and {b} draw different publics and share no organisation."),
        missing.JOINS: tr("A link between {a} and {b} ({straight} m) would join two parts of the network."),
        missing.SHORTENS: tr("A link between {a} and {b} ({straight} m) would shorten the walks between the rotondes "
                             "more than most others."),
    }[row["code"]].format(**values)
    return f"{text[:1].upper()}{text[1:]} {_gain(row)}"


def _gain(row: dict) -> str:
    """Say how many residents would gain by a link."""
    people = _people(row["bewoners"])
    if row["code"] == missing.NOTHING_SHARED:
        return tr("{people} have only one of the two within walking distance.").format(people=people)
    if row["code"] == missing.JOINS:
        return tr("{people} live around the smaller part.").format(people=people)
    if round(row["bewoners"]) == 0:
        return tr("Nobody gets a place within walking distance by it, but walks become shorter.")
    return tr("{people} would gain a place within walking distance.").format(people=people)


def closing_text(row: dict) -> str:
    """Say what happens when a rotonde closes; row: of ``core.closures``."""
    lost, cut, lines = row["verliest_laatste"], row["afgesneden"], int(row["lijnen"])
    parts = []
    if round(lost):
        parts.append(tr("{people} lose their last rotonde within walking distance.").format(people=_people(lost)))
    if round(cut):
        parts.append(tr("{people} are cut off from the rest of the network.").format(people=_people(cut)))
    if not parts:
        parts.append(tr("Nobody loses the last rotonde within walking distance."))
    parts.append(tr("Lines that go: {n}.").format(n=number(lines)))
    return " ".join(parts)


def _people(count: float) -> str:
    return tr("{n} residents").format(n=number(count)) if count >= MIN_GROUP else tr("Fewer than 10 residents")
