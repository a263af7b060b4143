"""The proxy and the authentication of QGIS are used: against servers on loopback."""

import base64
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtCore import QUrl
from qgis_omgeving import environment, qgis_process

from verbondenheidskaart_plugin.core.errors import Unreadable
from verbondenheidskaart_plugin.data import fetch
from verbondenheidskaart_plugin.data.fetch import Fetcher

USER, WORD = "burger", "open-sesam"
LOGIN = "Basic " + base64.b64encode(f"{USER}:{WORD}".encode()).decode()


class Seen:
    """A server that notes what it is asked, and wants a login when ``closed``."""

    def __init__(self, closed=False):
        self.asked, self.logins, seen = [], [], self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                seen.asked.append(self.path)
                seen.logins.append(self.headers.get("Authorization"))
                welcome = not closed or self.headers.get("Authorization") == LOGIN
                self.send_response(200 if welcome else 401)
                if not welcome:
                    self.send_header("WWW-Authenticate", 'Basic realm="loket"')
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.port = self.server.server_port

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def seen(qgis_app, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE_S", 0.05)
    monkeypatch.setattr(fetch, "ATTEMPTS", 2)
    made = []

    def make(**more):
        made.append(Seen(**more))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def body(answer):
    return answer.body


def behind_proxy(loket, plugins_dir, tmp_path, excluded=""):
    """Fetch from a host that only the proxy in the options of QGIS knows: the server on loopback plays the proxy."""
    program = qgis_process()
    assert program, "qgis_process is not installed"
    services = loket.catalogue(tmp_path / "diensten.csv")
    text = (tmp_path / "diensten.csv").read_text("utf-8").replace(loket.address, "http://loket.invalid")
    (tmp_path / "diensten.csv").write_text(text, "utf-8")
    env = environment(tmp_path / "profiel", plugins_dir, "en")
    with (tmp_path / "profiel" / "profiles" / "default" / "QGIS" / "QGIS3.ini").open("a", encoding="utf-8") as options:
        options.write("\n[proxy]\nproxyEnabled=true\nproxyType=HttpProxy\nproxyHost=127.0.0.1\n"
                      f"proxyPort={loket.server.server_port}\nnoProxyUrls={excluded}\n")
    return subprocess.run(
        [program, "run", "verbondenheidskaart:gegevens_ophalen", "--", "GEMEENTE=Stadje", "BRONNEN=buurten",
         f"DIENSTEN={services}", "ONVERSLEUTELD=true", f"UITVOERMAP={tmp_path / 'uit'}"],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", errors="replace",
        timeout=600, check=False)


def test_the_proxy_of_qgis_is_used(loket, plugins_dir, tmp_path):
    done = behind_proxy(loket, plugins_dir, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "uit" / "gm9998_2024.gpkg").exists()
    assert loket.asked and all(path.startswith("http://loket.invalid/2024/") for _, path in loket.asked)


def test_what_the_user_excludes_does_not_go_through_the_proxy(loket, plugins_dir, tmp_path):
    done = behind_proxy(loket, plugins_dir, tmp_path, "http://loket.invalid")
    assert done.returncode != 0 and loket.asked == []
    assert "loket.invalid not found" in done.stdout + done.stderr


@pytest.fixture
def login(qgis_app):
    """The id of a login that QGIS keeps."""
    manager = QgsApplication.authManager()
    if manager.isDisabled():
        pytest.skip(f"QGIS has no authentication here: {manager.disabledMessage()}")
    if not manager.masterPasswordIsSet():
        assert manager.setMasterPassword("proefproef", True)
    kept = QgsAuthMethodConfig("Basic")
    kept.setName("loket")
    kept.setConfig("username", USER)
    kept.setConfig("password", WORD)
    stored = manager.storeAuthenticationConfig(kept)
    assert stored[0] if isinstance(stored, tuple) else stored
    yield kept.id()
    manager.removeAuthenticationConfig(kept.id())


def test_the_login_of_qgis_is_used_and_not_kept(seen, login, tmp_path):
    server = seen(closed=True)
    address = f"http://127.0.0.1:{server.port}/items"
    fetcher = Fetcher(frozenset([("http", f"127.0.0.1:{server.port}")]), tmp_path)
    with pytest.raises(Unreadable) as caught:
        fetcher.get(address, body)
    assert "401" in caught.value.detail or "denied" in caught.value.detail or "auth" in caught.value.detail.lower()
    assert fetcher.get(address, body, authcfg=login).value == b"{}"
    assert server.logins[-1] == LOGIN
    for path in tmp_path.rglob("*"):
        assert WORD.encode() not in path.read_bytes() and LOGIN.encode() not in path.read_bytes()


def test_a_catalogue_names_the_login(loket, take, seen, login, tmp_path):
    server = seen(closed=True)
    changes = {"kerncijfers": f"2024,odata3,http://127.0.0.1:{server.port},85984NED"}
    path = loket.catalogue(tmp_path / "met.csv", **changes)
    lines = (tmp_path / "met.csv").read_text("utf-8").splitlines()
    lines = [lines[0] + ",authcfg", *(f"{line},{login if line.startswith('kern') else ''}" for line in lines[1:])]
    (tmp_path / "met.csv").write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(Exception, match="StatLine"):  # it let us in, but has no figures
        take(["kerncijfers"], DIENSTEN=path)
    assert server.logins and set(server.logins) == {LOGIN}


def sends_on(seen, other, status=302):
    """Return a server that refers every question to another one."""
    server = seen()

    def referred(handler):
        server.asked.append(handler.path)
        handler.send_response(status)
        handler.send_header("Location", f"http://127.0.0.1:{other.port}/elders")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.server.RequestHandlerClass.do_GET = referred
    return server


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_takes_no_login_along(seen, login, tmp_path, status):
    other = seen()
    server = sends_on(seen, other, status)
    fetcher = Fetcher(frozenset([("http", f"127.0.0.1:{server.port}")]), tmp_path)
    with pytest.raises(Unreadable):
        fetcher.get(f"http://127.0.0.1:{server.port}/items", body, authcfg=login)
    assert server.asked and not any(other.logins)
    assert other.asked == []


@pytest.mark.parametrize("address", [
    f"https://{USER}:{WORD}@host.nl/wfs?apikey=abc&typename=x", "https://host.nl/wfs?typename=x&access_token=abc",
    "https://host.nl/wfs?PASSWORD=abc&Signature=abc&typename=x&client_secret=abc"])
def test_what_is_secret_in_an_address_is_not_repeated(address):
    shown = fetch.public(address)
    assert "abc" not in shown and WORD not in shown and "typename=x" in shown and "host.nl/wfs" in shown


@pytest.mark.parametrize("address", [
    "https://good.nl@evil.nl/x", "https://evil.nl\\@good.nl/x", "https://good.nl.evil.nl/x", "http://good.nl/x/..",
    "https://good.nl:444/x", "file:///etc/passwd", "//evil.nl/x", "https://evil.nl#@good.nl/", "ftp://good.nl/x",
    "https://good.nl\t@evil.nl/"])
def test_only_addresses_of_the_catalogue_are_asked(qgis_app, tmp_path, address, monkeypatch):
    """Whatever a link in an answer says, no request goes to another host, by another door or without encryption."""
    went = []
    monkeypatch.setattr(fetch.request, "send", lambda url, *others: went.append(QUrl(url)) or fetch.request.Reply(
        200, {}, b"{}"))
    fetcher = Fetcher(frozenset([("https", "good.nl")]), tmp_path)
    try:
        fetcher.get(address, body)
    except Unreadable:
        pass
    assert all((url.scheme(), url.host(), url.port()) == ("https", "good.nl", -1) for url in went)


def test_a_problem_is_told_without_the_secrets_of_the_address(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE_S", 0.0)
    monkeypatch.setattr(fetch.request, "send", lambda url, *others: fetch.request.Reply(
        None, {}, b"", f"Error transferring {url} - server replied: gone"))
    fetcher = Fetcher(frozenset([("https", "good.nl")]), tmp_path)
    with pytest.raises(Unreadable) as caught:
        fetcher.get(f"https://{USER}:{WORD}@good.nl/x?apikey={WORD}&a=1", body)
    assert WORD not in caught.value.path + caught.value.detail and "good.nl/x?a=1" in caught.value.detail
