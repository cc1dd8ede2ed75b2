"""Long work in parts: between two of them whoever else waits for a turn gets it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Rest = Callable[[], None]
"""Called between two parts of long work, on its thread; returns when the work may go on."""

AT_ONCE = 200
"""Items in one part: worked on in a few milliseconds."""

_T = TypeVar("_T")


def no_rest() -> None:
    """Go on at once: nobody waits."""


def in_turns(all_: Iterable[_T], rest: Rest) -> Iterator[_T]:
    """Yield one after the other, and rest after each part."""
    for at, one in enumerate(all_, 1):
        yield one
        if at % AT_ONCE == 0:
            rest()


def parts_in_turns(all_: Sequence[_T], rest: Rest) -> Iterator[Sequence[_T]]:
    """Yield part after part, and rest after each."""
    for at in range(0, len(all_), AT_ONCE):
        yield all_[at : at + AT_ONCE]
        rest()
