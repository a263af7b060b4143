"""One request with the proxy, certificates and logins of QGIS, in the thread that asks; a cancel is heard at once.

QGIS has ``QgsBlockingNetworkRequest`` for this, but a cancel that comes while it sends the request can delete the reply
without telling the loop that waits for it: then it waits for ever (seen on 3.22; later versions read the same).
"""

import time
from typing import Callable, Dict, NamedTuple, Optional

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ..i18n import tr

_TICK_MS = 100
_ALWAYS_NETWORK = _MANUAL_REDIRECTS = 0  # Qt wants numbers here, and enums of Qt 6 are none


class Reply(NamedTuple):
    """What came: the status with headers (names in lower case) and body, or no status and the ``problem``."""

    status: Optional[int]
    headers: Dict[str, str]
    body: bytes
    problem: str = ""
    final: bool = False  # asking again does not help


def send(url: str, data: bytes, timeout: float, authcfg: str, stopped: Callable[[int], bool]) -> Reply:
    """Send a GET, or a POST of ``data``, and wait for the answer; a redirect is an answer like any other.

    timeout: seconds without a new byte. stopped: is told ten times a second how many bytes came; when it says so the
    request is dropped.
    """
    try:
        return _send(url, data, timeout, authcfg, stopped)
    except RuntimeError as error:
        # PyQt hears in the main thread, so a little later, that an object of another thread is gone, and knows it by
        # its address only: by then that may be the address of this reply.
        return Reply(None, {}, b"", str(error))


def _send(url: str, data: bytes, timeout: float, authcfg: str, stopped: Callable[[int], bool]) -> Reply:
    manager = QgsNetworkAccessManager.instance()
    kept = manager.cache()
    if kept is not None:
        kept.remove(QUrl(url))  # Qt would answer a status 500 with what it has kept itself, as if all were well
    request, attribute = QNetworkRequest(QUrl(url)), QNetworkRequest.Attribute
    request.setAttribute(attribute.CacheLoadControlAttribute, _ALWAYS_NETWORK)
    request.setAttribute(attribute.CacheSaveControlAttribute, False)
    request.setAttribute(attribute.RedirectPolicyAttribute, _MANUAL_REDIRECTS)
    if data:
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/x-www-form-urlencoded")
    if authcfg:
        known, request = QgsApplication.authManager().updateNetworkRequest(request, authcfg)
        if not known:
            return _without_login(authcfg)
    reply = manager.post(request, QByteArray(data)) if data else manager.get(request)
    try:
        if authcfg and not QgsApplication.authManager().updateNetworkReply(reply, authcfg):
            return _without_login(authcfg)
        late = _wait(reply, timeout, stopped)
        return _read(reply, timeout if late else None)
    finally:
        reply.abort()
        reply.deleteLater()  # not sooner: its address must not be used again while PyQt still knows it


def _wait(reply: QNetworkReply, timeout: float, stopped: Callable[[int], bool]) -> bool:
    """Wait till the reply is finished or dropped; return whether nothing came for too long.

    What is waited for is a state, not a signal: a signal can be missed.
    """
    # QGIS drops a request after a time of its own, shorter than some services need for their first byte.
    own = reply.findChild(QTimer, "timeoutTimer")
    if own is not None:
        own.setInterval(int(2000 * timeout))
    pulse, loop = QTimer(), QEventLoop()
    pulse.start(_TICK_MS)  # wakes the loop
    seen, since = 0, time.monotonic()
    while not reply.isFinished():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        received = reply.bytesAvailable()
        if stopped(received):
            break
        if received != seen:
            seen, since = received, time.monotonic()
        elif time.monotonic() - since > timeout and not reply.isFinished():
            return True
    return False


def _read(reply: QNetworkReply, waited: Optional[float]) -> Reply:
    """Return what came; ``waited``: the seconds without a byte after which it was given up."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if waited is not None:
        return Reply(None, {}, b"", tr("no answer within {n} seconds").format(n=round(waited)))
    body = reply.readAll().data()
    broken = not reply.isFinished() or reply.error() != QNetworkReply.NetworkError.NoError
    if status is None or status < 400 and broken:
        return Reply(None, {}, body, reply.errorString())
    headers = {name.data().decode("latin-1").lower(): value.data().decode("utf-8", "replace")
               for name, value in reply.rawHeaderPairs()}
    return Reply(status, headers, body)


def _without_login(authcfg: str) -> Reply:
    return Reply(None, {}, b"", tr("the login {authcfg} of the catalogue of services cannot be used").format(
        authcfg=authcfg), True)
