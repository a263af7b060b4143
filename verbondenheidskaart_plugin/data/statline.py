"""Key figures from CBS StatLine (OData, version 3 and 4): of every buurt that is asked for, or refused.

Keys are padded with blanks, to a width that differs from table to table; a question with the wrong width is answered
with an empty list and status 200. So questions ask what keys start with, and the answer is checked code by code.
"""

import hashlib
import json
from typing import Callable, Dict, List, NamedTuple, Sequence
from urllib.parse import quote, urljoin

import numpy as np
import pandas as pd

from ..core.errors import Unreadable
from ..i18n import tr
from .fetch import Answer, Fetcher, Unfit, public
from .paged import read_json, start_of
from .report import some
from .services import ODATA4, Service

KEY = "WijkenEnBuurten"
_NEXT = ("odata.nextLink", "@odata.nextLink")
_PRESENT = ("None", "")  # of ValueAttribute: the value is what it seems


class Figures(NamedTuple):
    """A row per buurt, its code in ``WijkenEnBuurten``; with what there is to know about the origin."""

    table: pd.DataFrame
    url: str
    date: str
    sha256: str


def figures(fetcher: Fetcher, service: Service, codes: Sequence[str],
            progress: Callable[[float], None] = lambda fraction: None) -> Figures:
    """Return the figures of the buurten ``codes`` (BU…), the columns named as StatLine does (v4: codes of measures).

    Raises ``Unreadable``, with the number that is missing when not every buurt came.
    """
    prefixes = sorted({code[:6] for code in codes})  # one gemeente at a time: never 10,000 rows
    rows: List[dict] = []
    answers: List[Answer] = []
    for number, prefix in enumerate(prefixes):
        progress(number / len(prefixes))
        fetcher.tell(tr("{source}: {got} of {total} features").format(
            source=service.source, got=len(rows), total="?"))
        found = _of_prefix(fetcher, service, prefix)
        answers += found
        rows += [row for answer in found for row in answer.value["value"]]
    try:
        table = _complete(_observed(rows) if service.kind == ODATA4 else pd.DataFrame(rows), codes)
    except Unfit as error:
        for answer in answers:
            fetcher.forget(answer.url)
        raise Unreadable(path=public(answers[0].url if answers else service.address), detail=str(error)) from error
    digest = hashlib.sha256(b"".join(answer.body for answer in answers)).hexdigest()
    progress(1.0)
    return Figures(table, public(answers[0].url), min(answer.date for answer in answers), digest)


def _of_prefix(fetcher: Fetcher, service: Service, prefix: str) -> List[Answer]:
    """Return the answers with all rows whose key starts with ``prefix``, by the links that the service gives."""
    what = "Observations" if service.kind == ODATA4 else "TypedDataSet"
    condition = quote(f"startswith({KEY},'{prefix}')", safe="(),'")
    url = f"{service.address}/{service.collection}/{what}?$filter={condition}"
    if service.kind != ODATA4:
        url += "&$format=json"
    answers: List[Answer] = []
    while url:
        if any(answer.url == url for answer in answers):
            raise Unreadable(path=public(url), detail=tr("the pages go round in a circle"))
        answer = fetcher.get(url, _page, authcfg=service.authcfg)
        answers.append(answer)
        following = next((answer.value[key] for key in _NEXT if answer.value.get(key)), "")
        url = urljoin(answer.url, following) if following else ""
    return answers


def _page(answer: Answer) -> dict:
    page = read_json(answer)
    rows = page.get("value") if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get(KEY), str) for row in rows):
        raise Unfit(tr("the answer is not a table of StatLine: {text}").format(text=start_of(answer.body)))
    return page


def _observed(rows: Sequence[Dict]) -> pd.DataFrame:
    """Return observations (one value a row) as one row per area; a value with a remark is no value.

    Every area has every measure, known or not: raises ``Unfit`` when some did not come.
    """
    found: Dict[str, Dict[str, object]] = {}
    for row in rows:
        present = str(row.get("ValueAttribute") or "") in _PRESENT
        number, text = row.get("Value"), row.get("StringValue")
        value = (text if number is None else number) if present else None
        found.setdefault(row[KEY].strip(), {})[str(row.get("Measure")).strip()] = value
    measures = {measure for values in found.values() for measure in values}
    missing = len(found) * len(measures) - sum(map(len, found.values()))
    if missing:
        raise Unfit(tr("{missing} of {total} observations did not come; nothing is used of an incomplete "
                       "answer").format(missing=missing, total=len(found) * len(measures)))
    return pd.DataFrame([{KEY: code, **values} for code, values in found.items()])


def _complete(table: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Return the rows of ``codes``, text without padding; raises ``Unfit`` when one lacks or differs from itself."""
    if not len(table):
        raise Unfit(tr("StatLine has no row for {codes}").format(codes=some(sorted(codes))))
    for column in table:
        if table[column].map(lambda value: isinstance(value, str)).any():
            table[column] = table[column].map(lambda value: value.strip() if isinstance(value, str) else value)
    table = table[table[KEY].isin(set(codes))].drop(columns=["ID"], errors="ignore").drop_duplicates()
    missing = sorted(set(codes) - set(table[KEY]))
    if missing:
        raise Unfit(tr("{missing} of {total} areas did not come: {codes}; nothing is used of an incomplete "
                       "answer").format(missing=len(missing), total=len(set(codes)), codes=some(missing)))
    double = table[KEY][table[KEY].duplicated()]
    if len(double):
        raise Unfit(tr("several different rows for {codes}").format(codes=some(sorted(set(double)))))
    order = np.argsort(table[KEY].to_numpy(dtype=object), kind="stable")
    table = table.iloc[order].reset_index(drop=True)
    nested = [c for c in table if table[c].map(lambda value: isinstance(value, (dict, list))).any()]
    return table.assign(**{c: table[c].map(json.dumps) for c in nested})
