"""One request: in whatever thread, cancelled at whatever moment, redirected, timed out."""

import json
import random
import threading
import time

import pytest
from qgis.core import QgsFeedback, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QThread

from verbondenheidskaart_plugin.core.errors import Cancelled, Unreadable
from verbondenheidskaart_plugin.data import fetch
from verbondenheidskaart_plugin.data.fetch import Unfit


def as_json(answer):
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise Unfit(str(error)) from error


def in_threads(works, qgis_app):
    """Run functions in threads of their own, six at a time; return what each gave. A thread that hangs fails.

    Not as tasks: with many of them QGIS now and then leaves one in its queue.
    """
    class Worker(QThread):
        def run(self):
            try:
                self.given = self.work()
            except BaseException as error:  # PyQt ends the program for one that leaves a thread
                self.given = error

    workers, end = [], time.monotonic() + 300
    for work in works:
        workers.append(Worker())
        workers[-1].work = work
    waiting, running = list(workers), []
    while (waiting or running) and time.monotonic() < end:
        running = [worker for worker in running if not worker.isFinished()]
        while waiting and len(running) < 6:
            running.append(waiting.pop())
            running[-1].start()
        qgis_app.processEvents()
        time.sleep(0.01)
    assert not waiting and not running, "a request never ended"
    for worker in workers:
        if isinstance(worker.given, BaseException):
            raise worker.given
    return [worker.given for worker in workers]


def test_in_the_background_as_the_toolbox_does(fetcher, loket, held, qgis_app):
    """Requests work in a thread that is not the main one, and a cancel there does not wait for the answer."""
    loket.faults.append(lambda path, n: held(path, n) if path == "/a" else None)
    fetcher.feedback = QgsFeedback()

    def work():
        found = fetcher.get(f"{loket.address}/2024/collections/gemeenten/items", as_json).value
        threading.Timer(0.5, fetcher.feedback.cancel).start()
        with pytest.raises(Cancelled):
            fetcher.get(f"{loket.address}/a", as_json)
        return found, held.given

    (found, answers), = in_threads([work], qgis_app)
    assert len(found["features"]) == 4 and answers == 0


def test_a_cancel_at_any_moment_ends_the_request(loket, held, qgis_app, tmp_path):
    """Also while the request is being sent, of which QGIS' own blocking request could hang for good."""
    loket.faults.append(held)
    moments = random.Random(1)

    def work():
        fetcher = fetch.Fetcher(frozenset([("http", loket.address[7:])]), tmp_path, QgsFeedback(), True)
        moment = moments.uniform(0, 0.02)
        timer = threading.Timer(moment, fetcher.feedback.cancel)
        timer.start()
        with pytest.raises(Cancelled):
            fetcher.get(f"{loket.address}/a", as_json)
        return held.given

    assert max(in_threads([work] * 60, qgis_app)) == 0


def test_many_requests_in_a_row(fetcher, loket, qgis_app):
    """Replies live on till the end of their thread: no reply may take the address of one that PyQt still knows."""
    def work():
        return sum(fetcher.get(f"{loket.address}/2024/collections/gemeenten/items?{n}", as_json).value["numberMatched"]
                   for n in range(150))

    fetcher.again = True  # two runs that share a cache do not disturb each other either
    assert in_threads([work] * 2, qgis_app) == [600, 600]


def test_a_cancel_of_just_before_the_request_is_heard(fetcher, loket, held):
    class Pressed(QgsFeedback):
        asked = 0

        def isCanceled(self):
            self.asked += 1
            return self.asked > 1

    loket.faults.append(held)
    fetcher.feedback = Pressed()
    with pytest.raises(Cancelled):
        fetcher.get(f"{loket.address}/a", as_json)
    assert held.given == 0


@pytest.mark.parametrize("busy", [True, False], ids=["busy", "waiting"])
def test_cancel_waits_for_nothing(fetcher, loket, held, busy):
    """Neither for a server that is silent, nor for the end of a pause that it asked for."""
    loket.faults.append(held if busy else lambda path, n: (429, {"Retry-After": "20"}, ""))
    fetcher.feedback = QgsFeedback()
    timer = threading.Timer(0.5, fetcher.feedback.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        fetcher.get(f"{loket.address}/a", as_json)
    assert held.given == 0 and len(loket.asked) <= 1
    timer.join()


def test_a_time_out_is_not_an_answer(fetcher, loket, held, monkeypatch):
    monkeypatch.setattr(fetch, "ATTEMPTS", 2)
    loket.faults.append(held)
    with pytest.raises(Unreadable, match="127.0.0.1"):
        fetcher.get(f"{loket.address}/a", as_json, timeout=0.5)
    assert held.given == 0 and fetcher.asked == 2


def test_waiting_longer_than_qgis_itself_would(fetcher, loket):
    before = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(500)
    loket.faults.append(lambda path, n: (time.sleep(1.5), (200, {}, "{}"))[1])
    try:
        fetcher.get(f"{loket.address}/a", as_json, timeout=10)
        assert fetcher.asked == 1 and QgsNetworkAccessManager.timeout() == 500
    finally:
        QgsNetworkAccessManager.setTimeout(before)


def test_retry_after_is_kept(fetcher, loket):
    loket.faults.append(lambda path, n: (429, {"Retry-After": "1"}, "") if n == 1 else (200, {}, "{}"))
    fetcher.get(f"{loket.address}/a", as_json)
    assert 0.95 < loket.asked[1][0] - loket.asked[0][0]


def test_qgis_does_not_hide_an_error_behind_an_old_answer(fetcher, loket, monkeypatch):
    """Qt answers a 500 from its own cache, with status 200 and the two bodies in one."""
    monkeypatch.setattr(fetch, "ATTEMPTS", 1)
    fetcher.again = True
    fetcher.get(f"{loket.address}/2024/collections/gemeenten/items", as_json)
    loket.faults.append(lambda path, n: (500, {}, "dicht"))
    with pytest.raises(Unreadable) as caught:
        fetcher.get(f"{loket.address}/2024/collections/gemeenten/items", as_json)
    assert "500" in caught.value.detail


def test_only_addresses_of_the_catalogue_are_asked(fetcher, loket):
    with pytest.raises(Unreadable, match="not one of the catalogue"):
        fetcher.get("https://example.org/", as_json)
    loket.faults.append(lambda path, n: (200, {}, json.dumps({
        "features": [], "links": []})) if n else None)
    assert fetcher.get(f"{loket.address}/a", as_json).value["features"] == []


def test_a_redirect_is_followed_within_the_catalogue_only(fetcher, loket):
    loket.faults.append(lambda path, n: (302, {"Location": "b?c=1"}, "") if path == "/x/a" else None)
    loket.faults.append(lambda path, n: (200, {}, '{"hier": 1}') if path == "/x/b?c=1" else None)
    assert fetcher.get(f"{loket.address}/x/a", as_json).value == {"hier": 1}
    for target, text in (("/rond", "status 302"), ("https://elders.nl/x", "https://elders.nl/x")):
        loket.faults.append(lambda path, n, target=target: (302, {"Location": target}, ""))
        with pytest.raises(Unreadable) as caught:
            fetcher.get(f"{loket.address}/rond", as_json)
        assert text in caught.value.detail
        loket.faults.pop()
    assert sum(path == "/rond" for _, path in loket.asked) == fetch.REDIRECTS + 2


def test_a_login_that_is_not_there(fetcher, loket):
    with pytest.raises(Unreadable) as caught:
        fetcher.get(f"{loket.address}/a", as_json, authcfg="weg1234")
    assert "weg1234" in caught.value.detail and loket.asked == []
