"""Long work that hears a cancel: ``listen`` is called often, and raises ``Cancelled`` when the user cancelled."""

from concurrent.futures import ThreadPoolExecutor, wait
from typing import Callable, Iterable, Iterator, TypeVar

_TICK_S = 0.1
_EVERY = 1000  # features, of which thousands are read, made or written in a second
T = TypeVar("T")


def deaf() -> None:
    """Listen to nobody."""


def heard(items: Iterable[T], listen: Callable[[], None], every: int = _EVERY) -> Iterator[T]:
    """Yield the items, and listen before the first and after every so many."""
    for number, item in enumerate(items):
        if number % every == 0:
            listen()
        yield item


def in_own_thread(work: Callable[[], T], listen: Callable[[], None]) -> T:
    """Return what ``work`` returns, or raise what it raises, and listen ten times a second while it is at it.

    For work that is silent for long, in GDAL or numpy. It runs in a thread of its own, which a cancel leaves to end by
    itself: it must change nothing that others see.
    """
    pool = ThreadPoolExecutor(1)
    done = pool.submit(work)
    try:
        while not wait([done], _TICK_S).done:
            listen()
        return done.result()
    finally:
        pool.shutdown(wait=False)
