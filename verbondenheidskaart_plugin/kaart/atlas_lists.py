"""The lists of an atlas page: strongest and lacking places, stagnation, rules of thumb and what can be done."""

from ..core.layers import LAYERS
from ..i18n import language, tr
from . import palette
from .atlas_page import COLUMN, GROUPS, HALF, HANDLES, LACKING, RULES
from .atlas_places import STRONGEST
from .charts import bar, cell, field, hatch, mark, plain, span, tick
from .items import Page

LISTS, BOTTOM = 152.6, 211.8  # where the lists begin: three above, two below
MET, NOT_MET = "#0f7173", "#b9416d"


def _heading(page: Page, text: str, x: float, y: float, width: float, note: str = "") -> float:
    """Write a heading with a rule, and an explanation; return where the body starts."""
    page.text(text, x, y, width, 4.4, 9.5, bold=True, smallest=8)
    page.box(x, y + 4.9, width, 0.25, palette.INK)
    if note:
        page.text(note, x, y + 5.8, width, 3.2, 6.3, palette.GREY, smallest=5.5)
    return y + 10.0


def _row_head(page: Page, key: str, x: float, y: float, width: float, size: float = 7.6) -> None:
    field(page, f"{key}_naam", x, y, width, 3.8, size, bold=True)


def strongest(page: Page, x: float) -> None:
    """Draw the strongest rotondes, with their scores and intervals."""
    y = _heading(page, tr("Strongest rotondes"), x, LISTS, COLUMN,
                 tr("up to 400 m outside the buurt; line: 90% of the draws"))
    field(page, "sterk_leeg", x, y, COLUMN, 8, 7.5, palette.GREY)
    for i in range(1, STRONGEST + 1):
        key = f"sterk_{i}"
        mark(page, f"{cell(key + '_naam')} IS NOT NULL", x, y + 0.3, 3.6, plain(palette.INK), True, f"{key} schijf")
        number = page.text("", x, y + 0.55, 3.6, 3.2, 6.8, "#ffffff", bold=True, centre=True, name=f"{key} nummer")
        number.setText(f"[% if({cell(key + '_naam')} IS NULL, '', '{i}') %]")
        _row_head(page, key, x + 5, y, COLUMN - 12)
        field(page, f"{key}_tekst", x + COLUMN - 8, y, 8, 3.8, 8, palette.ACCENT, bold=True, right=True)
        field(page, f"{key}_soort", x + 5, y + 3.6, COLUMN - 21, 3, 6.3, palette.GREY)
        field(page, f"{key}_band", x + COLUMN - 16, y + 3.6, 16, 3, 6.3, palette.GREY, right=True)
        left, room = x + 5, COLUMN - 5
        bar(page, f"{key}_waarde", left, y + 6.8, room, 1.3, palette.SCORE_RAMP[2], row=f"{key}_naam")
        span(page, f"{key}_laag", f"{key}_hoog", left, y + 7.3, room, 0.35, palette.SCORE_RAMP[4])
        y += 9.0


def lacking(page: Page, x: float) -> None:
    """Draw the kinds of places that are lacking within a walk."""
    y = _heading(page, tr("Lacking within a walk"), x, LISTS, COLUMN,
                 tr("residents with one within 800 m; tick: whole map"))
    field(page, "ontbreekt_leeg", x, y, COLUMN, 8, 7.5, palette.GREY)
    for i in range(1, LACKING + 1):
        key = f"ontbreekt_{i}"
        _row_head(page, key, x, y, COLUMN)
        field(page, f"{key}_tekst", x, y + 3.6, COLUMN, 3, 6.3, palette.GREY)
        bar(page, f"{key}_waarde", x, y + 6.8, COLUMN, 1.3, palette.FLOW_RAMP[1], row=f"{key}_naam")
        tick(page, f"{key}_gemeente", x, y + 6.4, COLUMN, 2.1, palette.INK)
        y += 9.0


def stagnation(page: Page, x: float) -> None:
    """Draw the groups for which the buurt stagnates, with the reasons."""
    y = _heading(page, LAYERS["stagnatieplekken"].label(language()), x, LISTS, COLUMN,
                 tr("per group, 0–100: vulnerable, with few fitting places near"))
    field(page, "stagnatie_leeg", x, y, COLUMN, 8, 7.5, palette.GREY)
    for i in range(1, GROUPS + 1):
        key = f"stagnatie_{i}"
        _row_head(page, key, x, y, COLUMN - 12)
        field(page, f"{key}_tekst", x + COLUMN - 16, y, 16, 3.8, 8, palette.STAGNATION_RAMP[-1], bold=True, right=True)
        bar(page, f"{key}_waarde", x, y + 4.0, COLUMN, 1.3, palette.STAGNATION_RAMP[3], row=f"{key}_naam")
        field(page, f"{key}_status", x, y + 5.6, COLUMN, 3, 6.3)
        field(page, f"{key}_reden", x, y + 8.2, COLUMN, 7.6, 6, palette.GREY)
        y += 16.4
    field(page, "stagnatie_meer", x + 28, LISTS + 1.2, COLUMN - 28, 3, 5.8, palette.GREY, right=True)


def rules(page: Page, x: float) -> None:
    """Draw the rules of thumb: met, not met or not to be determined."""
    y = _heading(page, LAYERS["vuistregels"].label(language()), x, BOTTOM, HALF,
                 tr("share for whom the rule holds; met from the tick on (80% is a choice of this project)"))
    field(page, "regel_leeg", x, y, HALF, 8, 7.5, palette.GREY)
    for i in range(1, RULES + 1):
        key = f"regel_{i}"
        state = cell(f"{key}_merk")
        there = f"{cell(key + '_naam')} IS NOT NULL"
        mark(page, f"{state} = 1", x, y + 0.6, 2.8, plain(MET), True, f"{key} voldoet")
        mark(page, f"{state} = 0", x, y + 0.6, 2.8, plain(NOT_MET), False, f"{key} voldoet niet")
        hatch(page, x, y + 1.0, 3.2, 2.0, f"{there} AND {state} IS NULL", f"{key} onbekend")
        field(page, f"{key}_naam", x + 4.5, y, HALF - 28, 3.4, 7, bold=True)
        field(page, f"{key}_eis", x + 4.5, y + 3.0, HALF - 26, 3, 6, palette.GREY)
        left, room = x + HALF - 22, 22.0
        field(page, f"{key}_oordeel", left, y, room, 3.2, 6.5)
        field(page, f"{key}_tekst", left, y, room, 3.2, 6.5, bold=True, right=True)
        bar(page, f"{key}_waarde", left, y + 3.5, room, 1.4, palette.FLOW_RAMP[2], row=f"{key}_naam")
        tick(page, f"{key}_minimaal", left, y + 3.1, room, 2.2, palette.INK)
        y += 6.2


def handles(page: Page, x: float) -> None:
    """Draw what can be done for the weakest construct."""
    y = _heading(page, tr("What can be done"), x, BOTTOM, HALF)
    field(page, "hand_kop", x, BOTTOM + 5.8, HALF, 3.2, 6.3, palette.GREY)
    for i in range(1, HANDLES + 1):
        key = f"hand_{i}"
        field(page, f"{key}_titel", x, y, HALF - 20, 3.6, 7.6, bold=True)
        field(page, f"{key}_soort", x + HALF - 22, y + 0.3, 22, 3, 6, palette.ACCENT, right=True)
        field(page, f"{key}_tekst", x, y + 3.5, HALF - 2, 6.4, 6.8, palette.GREY)
        y += 9.9
