"""Whose turn it is to write: first come, first served, on the threads of one process.

A lock of Python's goes to whoever asks in the right moment, so that one thread that writes again
and again would keep all others out. Here whoever gives the turn away hands it to the one who has
waited longest.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from libdesk.storage import troubles


class Turns:
    """A fair lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    def take(self, wait_s: float) -> bool:
        """Wait for the turn; say whether it is ours.

        Args:
            wait_s: seconds to wait at most.
        """
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=wait_s):
            return True
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it was handed over in the last moment

    def give(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class Writer:
    """The one connection that this process writes with, and whose turn it is.

    Args:
        engine: has one connection.
        path: the SQLite file, for a sentence.
        patience_s: how long one waits for the others.
    """

    def __init__(self, engine: Engine, path: Path, patience_s: float) -> None:
        self.engine = engine
        self._path = path
        self._patience_s = patience_s
        self._turns = Turns()

    def take(self) -> None:
        """Wait for the turn.

        Raises:
            Unavailable: it did not come in time.
        """
        if not self._turns.take(self._patience_s):
            raise troubles.busy(self._path)

    def give(self) -> None:
        """Give the turn away."""
        self._turns.give()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the turn for the length of a block.

        Raises:
            Unavailable: it did not come in time.
        """
        self.take()
        try:
            yield
        finally:
            self.give()
