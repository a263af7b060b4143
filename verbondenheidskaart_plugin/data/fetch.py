"""Fetching that can be trusted: status 200 only, checked content, retries, a cache that survives a failed run."""

import hashlib
import json
import os
import re
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Optional, Tuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QUrl

from ..core.errors import Cancelled, Unreadable
from ..i18n import tr
from . import request
from .services import origin

ATTEMPTS = 4
PAUSE_S = 2.0  # before the second attempt; doubled for every next one
LONGEST_PAUSE_S = 120.0
TIMEOUT_S = 60.0
LARGE = 20_000_000  # bytes between two signs of life
_TICK_S = 0.1  # of a pause
_PASSING = {408, 425, 429, 500, 502, 503, 504}  # what may be over a little later
_MOVED = {301, 302, 303, 307, 308}
REDIRECTS = 5
_ADDRESS = re.compile(r"\w+://[^\s'\"]+")
_SECRET = ("key", "token", "pass", "pwd", "secret", "sig", "auth")  # in the names of what follows the ? of an address
_KEPT_HEADERS = ("Content-Crs", "Content-Type")


class Unfit(Exception):
    """The content of an answer is not what was asked for; the text says why."""


@dataclass
class Answer:
    """A checked answer: ``value`` is what its check made of ``body``; ``date`` in ISO form, UTC."""

    url: str
    body: bytes
    date: str
    headers: Dict[str, str]
    value: Any = None
    cached: bool = False


class Fetcher:
    """Asks one thing at a time; keeps every good answer in ``cache`` so that a next run needs no server for it."""

    def __init__(self, origins: FrozenSet[Tuple[str, str]], cache: Path, feedback: Optional[QgsFeedback] = None,
                 again: bool = False):
        """``origins``: (scheme, host) that may be asked. ``again``: do not read the cache, only write it."""
        self.origins, self.cache, self.feedback, self.again = origins, Path(cache), feedback, again
        self.asked = 0  # requests that really went out
        self._told = 0  # bytes of the present answer that the user knows of

    def get(self, url: str, check: Callable[[Answer], Any], data: bytes = b"", timeout: float = 0.0,
            authcfg: str = "", patience: float = 1.0) -> Answer:
        """Return the answer to a GET, or to a POST of ``data``; ``check`` raises ``Unfit`` or returns its value.

        ``timeout``: seconds without a byte, 0 = ``TIMEOUT_S``. ``patience``: how many times longer than ``PAUSE_S``
        to rest before asking again.

        Raises ``Unreadable`` with the reason after the last attempt, and ``Cancelled``.
        """
        url = self._allowed(url)
        kept = None if self.again else self._kept(url, data)
        if kept is not None:
            try:
                kept.value = check(kept)
                return kept
            except Unfit:  # an earlier version of the plugin accepted it
                self.forget(url, data)
        return self._fetched(url, check, data, timeout or TIMEOUT_S, authcfg, PAUSE_S * patience)

    def _fetched(self, url: str, check, data: bytes, timeout: float, authcfg: str, pause: float) -> Answer:
        problem = ""
        for attempt in range(ATTEMPTS):
            self.check_cancelled()
            answer, problem, wait = self._ask(url, data, timeout, authcfg)
            if answer is not None:
                try:
                    answer.value = check(answer)
                except Unfit as error:
                    problem, wait = str(error), 0.0
                else:
                    self._keep(answer, data)
                    return answer
            if wait is None:
                break
            if attempt + 1 < ATTEMPTS:
                self._rest(max(wait, pause), problem)
                pause *= 2
        raise Unreadable(path=public(url), detail=problem)

    def check_cancelled(self) -> None:
        """Raise ``Cancelled`` when the user cancelled."""
        if self._cancelled():
            raise Cancelled()

    def _cancelled(self) -> bool:
        return self.feedback is not None and self.feedback.isCanceled()

    def _pulse(self, received: int) -> bool:
        """Tell how far a large answer is; return whether the user cancelled."""
        if received >= self._told + LARGE:
            self._told = received
            self.tell(tr("{n} MB received").format(n=received // 1_000_000))
        return self._cancelled()

    def tell(self, text: str) -> None:
        """Show what is going on."""
        if hasattr(self.feedback, "setProgressText"):
            self.feedback.setProgressText(text)

    def forget(self, url: str, data: bytes = b"") -> None:
        """Remove an answer from the cache: together with others it turned out to be no good."""
        for suffix in (".json", ".data"):
            path = self._path(url, data, suffix)
            if path.exists():
                path.unlink()

    def _allowed(self, url: str) -> str:
        parts = urlsplit(url)
        scheme, host = origin(url)
        if scheme == "http" and (scheme, host) not in self.origins and ("https", host) in self.origins:
            url = urlunsplit(("https", *parts[1:]))  # servers behind a proxy often write their links so
        # Qt may read an odd address otherwise than Python does: it is Qt that goes there.
        if origin(url) not in self.origins or origin(QUrl(url).toString()) != origin(url):
            raise Unreadable(path=public(url), detail=tr("this address is not one of the catalogue of services"))
        return url

    def _ask(self, url: str, data: bytes, timeout: float, authcfg: str):
        """Return (answer, problem, seconds to wait): an answer, or else a problem; None seconds = do not ask again."""
        target = url
        for _ in range(REDIRECTS + 1):
            self.asked, self._told = self.asked + 1, 0
            reply = request.send(target, data, timeout, authcfg, self._pulse)
            self.check_cancelled()
            if reply.status not in _MOVED:
                break
            target = urljoin(target, reply.headers.get("location", ""))
            try:
                target = self._allowed(target)
            except Unreadable:
                return None, tr("the server refers to another address: {url}").format(url=public(target)), None
        headers, size = reply.headers, len(reply.body)
        if reply.status is None:
            # What Qt says may repeat the address, with all that is secret in it.
            return None, _ADDRESS.sub(lambda found: public(found[0]), reply.problem), None if reply.final else 0.0
        if reply.status != 200:
            text = tr("the server answered with status {status}").format(status=reply.status)
            return None, text, _retry_after(headers) if reply.status in _PASSING else None
        length = headers.get("content-length", "")
        if length.isdigit() and "content-encoding" not in headers and int(length) != size:
            return None, tr("the answer broke off: {n} of {total} bytes").format(n=size, total=length), 0.0
        kept = {name: headers[name.lower()] for name in _KEPT_HEADERS if name.lower() in headers}
        return Answer(url, reply.body, datetime.now(timezone.utc).isoformat(timespec="seconds"), kept), "", 0.0

    def _rest(self, seconds: float, problem: str) -> None:
        seconds = min(seconds, LONGEST_PAUSE_S)
        self.tell(tr("{problem}; asked again in {n} seconds").format(problem=problem, n=round(seconds)))
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.check_cancelled()
            time.sleep(_TICK_S)

    def _path(self, url: str, data: bytes, suffix: str) -> Path:
        return self.cache / (hashlib.sha256(url.encode() + b"\n" + data).hexdigest()[:40] + suffix)

    def _kept(self, url: str, data: bytes) -> Optional[Answer]:
        try:
            about = json.loads(self._path(url, data, ".json").read_text(encoding="utf-8"))
            body = self._path(url, data, ".data").read_bytes()
        except (OSError, ValueError):
            return None
        if not isinstance(about, dict) or hashlib.sha256(body).hexdigest() != about.get("sha256"):
            return None
        return Answer(url, body, about["date"], about["headers"], cached=True)

    def _keep(self, answer: Answer, data: bytes) -> None:
        self.cache.mkdir(parents=True, exist_ok=True)
        about = {"url": public(answer.url), "date": answer.date, "headers": answer.headers,
                 "sha256": hashlib.sha256(answer.body).hexdigest()}
        for suffix, content in ((".data", answer.body), (".json", json.dumps(about).encode())):
            path = self._path(answer.url, data, suffix)
            part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")  # two runs, one cache
            part.write_bytes(content)
            os.replace(part, path)


def public(url: str) -> str:
    """Return an address without user, password and keys."""
    parts = urlsplit(url)
    query = "&".join(pair for pair in parts.query.split("&")
                     if not any(word in pair.partition("=")[0].lower() for word in _SECRET))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def _retry_after(headers: Dict[str, str]) -> float:
    """Return the seconds of the header Retry-After (a number or a date); 0 without."""
    text = headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError, IndexError):
        return 0.0
