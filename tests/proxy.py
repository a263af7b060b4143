"""A reverse proxy on loopback that spoils answers, for the tests of fetching."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

KEPT = ("Content-Type", "Content-Crs")
OPENER = build_opener(ProxyHandler({}))


class Proxy:
    """Passes requests on to ``before``'s server; answers to a path that ``pattern`` finds are spoiled."""

    def __init__(self):
        self.base, self.pattern, self.fault, self.left, self.spoiled = "", None, None, 0, 0
        self.rewrite = lambda path: path
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def before(self, address):
        """Stand before the server of ``address``; return the address to ask instead."""
        parts = urlsplit(address)
        self.base = f"{parts.scheme}://{parts.netloc}"
        return address.replace(self.base, self.address)

    def spoil(self, pattern, fault, times=10 ** 9):
        """Spoil the answers to paths that ``pattern`` finds: fault(status, headers, body) gives others."""
        self.pattern, self.fault, self.left, self.spoiled = pattern, fault, times, 0

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path):
        try:
            with OPENER.open(Request(self.base + self.rewrite(path)), timeout=60) as answer:
                status, headers, body = answer.status, dict(answer.headers), answer.read()
        except HTTPError as error:
            status, headers, body = error.code, dict(error.headers), error.read()
        headers = {key: value for key, value in headers.items() if key in KEPT}
        body = body.replace(self.base.encode(), self.address.encode())  # its links lead here
        if self.pattern is not None and self.left and self.pattern.search(path):
            self.left, self.spoiled = self.left - 1, self.spoiled + 1
            status, headers, body = self.fault(status, headers, body)
        return status, headers, body

    def handler(proxy):  # noqa: N805  the handler has a self of its own
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                status, headers, body = proxy.answer(self.path)
                try:
                    self.send_response(status)
                    for key, value in {"Content-Length": str(len(body)), **headers}.items():
                        self.send_header(key, value)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:  # the other side gave up waiting
                    self.close_connection = True

            def log_message(self, *arguments):
                pass

        return Handler
