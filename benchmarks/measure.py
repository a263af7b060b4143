"""Fair measuring on a shared machine: every round runs all competitors in turn, each in a process of its own."""

import os
import pickle
import sys
import tempfile
import time
from dataclasses import dataclass, field
from statistics import median
from typing import Callable, Dict, List, Tuple

WALL, CPU = 0, 1


@dataclass
class Score:
    """What one competitor needed: (wall, CPU) seconds of every round, peak memory above the start in MB, its answer."""

    build: List[Tuple[float, float]] = field(default_factory=list)
    query: List[Tuple[float, float]] = field(default_factory=list)
    peak_mb: float = 0.0
    answer: object = None

    def seconds(self, phase: str = "query", clock: int = WALL) -> float:
        """Median seconds of a phase (query or build)."""
        return median(seconds[clock] for seconds in getattr(self, phase))


class Clock:
    """Splits the time of a competitor in building and answering, on the wall and in CPU seconds of all threads."""

    def __init__(self):
        self._start = self._now()
        self.build = (0.0, 0.0)
        self.own = None

    @staticmethod
    def _now():
        return time.perf_counter(), time.process_time()

    def stop(self):
        """Return (wall, CPU) seconds since the start, or since the network stood."""
        return tuple(now - then for now, then in zip(self._now(), self._start))

    def report(self, build: float, query: float):
        """Take the times that a competitor measured itself in another process."""
        self.build, self.own = (build, build), (query, query)

    def built(self):
        """Call when the network of the competitor stands."""
        self.build = self.stop()
        self._start = self._now()


def memory_mb(key: str) -> float:
    """Return what the kernel says of the memory of this process: VmRSS (now) or VmHWM (at its peak)."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(key)) / 1024


def reset_peak() -> float:
    """Let the peak of the memory start anew; return the MB in use now."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as reset:
        reset.write("5")
    return memory_mb("VmRSS")


def apart(competitor: Callable, *inputs):
    """Run ``competitor(clock, *inputs)`` in a child process; return (build s, query s, peak MB, answer)."""
    with tempfile.NamedTemporaryFile() as out:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                before = reset_peak()
                clock = Clock()
                answer = competitor(clock, *inputs)
                seconds = clock.own or clock.stop()
                peak = memory_mb("VmHWM") - before
                with open(out.name, "wb") as file:
                    pickle.dump((clock.build, seconds, peak, answer), file, protocol=4)
                code = 0
            except BaseException as problem:  # the child must never run on as a second parent
                print(type(problem).__name__, problem, file=sys.stderr)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        if status:
            raise RuntimeError(f"{competitor.__name__} failed")
        with open(out.name, "rb") as file:
            return pickle.load(file)


def interleave(competitors: Dict[str, Callable], inputs: Dict[str, tuple], rounds: int) -> Dict[str, Score]:
    """Run all competitors ``rounds`` times in turn; a competitor that fails is reported and left out."""
    scores = {name: Score() for name in competitors}
    for _ in range(rounds):
        for name, competitor in competitors.items():
            if name not in scores:
                continue
            try:
                build, query, peak, answer = apart(competitor, *inputs[name])
            except RuntimeError as problem:
                print("  left out:", problem, file=sys.stderr)
                del scores[name]
                continue
            score = scores[name]
            score.build.append(build)
            score.query.append(query)
            score.peak_mb, score.answer = max(score.peak_mb, peak), answer
    return scores


def ratio(other: Score, ours: Score, clock: int = WALL, build: bool = False) -> float:
    """Median over the rounds of the other's seconds divided by ours, with ``build`` the building included."""
    return median((q[clock] + build * b[clock]) / (r[clock] + build * c[clock])
                  for b, q, c, r in zip(other.build, other.query, ours.build, ours.query))
