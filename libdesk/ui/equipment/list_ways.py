"""What else can be done from the list of equipment: an entry of its menu each, and a key."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListWay:
    """One of them; another part of the program brings it.

    Attributes:
        words: what the entry says, and where Ctrl+K goes.
        act: opens it.
        key: the key that does the same, such as "C"; "" for none.
        told: what the list of keys says of it.
        also: other words that people have for it, by which Ctrl+K finds it.
    """

    words: str
    act: Callable[[], None]
    key: str = ""
    told: str = ""
    also: str = ""
