"""How a row is measured: LibDesk and its floor in turn, in one run, the median of fifteen.

Machines are shared and noisy, so only the ratio of two things measured side by side is trusted.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

TIMES = 15
SMALL_FLOOR_MS = 10.0
"""Under this floor a ratio says little: floor + 10 ms is allowed too."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured row; the unit is milliseconds, or megabytes where the name says so."""

    name: str
    goal: float
    libdesk: float
    floor: float
    unit: str = "ms"

    @property
    def ratio(self):
        return self.libdesk / self.floor if self.floor else float("inf")

    @property
    def allowed(self):
        bound = self.goal * self.floor
        return max(bound, self.floor + SMALL_FLOOR_MS) if self._is_small else bound

    @property
    def _is_small(self):
        return self.unit == "ms" and self.floor < SMALL_FLOOR_MS

    @property
    def holds(self):
        return self.libdesk <= self.allowed

    def as_json(self):
        return {
            "name": self.name,
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "libdesk_ms": round(self.libdesk, 3),
            "floor_ms": round(self.floor, 3),
        }


def interleaved(
    name: str,
    goal: float,
    libdesk: Callable[[], float],
    floor: Callable[[], float],
    times: int = TIMES,
) -> Row:
    """Measure both in turn, each once unmeasured first; each call returns what it took."""
    libdesk()
    floor()
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(times):
        # Whoever comes second finds warmer caches, so they take turns at that too.
        pair = ((ours, libdesk), (theirs, floor))
        for figures, measure in pair if turn % 2 else reversed(pair):
            gc.collect()
            figures.append(measure())
    return Row(name, goal, statistics.median(ours), statistics.median(theirs))


class Heart:
    """Beats every millisecond while the event loop turns: between two beats nobody is heard.

    It begins to count at once, so that what is called before the loop turns again counts too.
    """

    def __init__(self):
        from PySide6.QtCore import QTimer

        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._beats = [time.perf_counter()]

    def stop(self) -> float:
        """Return the longest pause until now, in milliseconds."""
        self._beat()
        self._timer.stop()
        return max(later - earlier for earlier, later in pairwise(self._beats)) * 1000

    def _beat(self):
        self._beats.append(time.perf_counter())
