"""Items: the library's things, as far as a report needs to name them and to find them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NewType

from libdesk.domain.text import clean_line, fold

Tag = NewType("Tag", str)
"""A label number; one thing, one tag."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing.

    Attributes:
        tag: the label number.
        name: what people call it, such as "the printer by the door".
        kind: such as "printer".
        branch: the code of its branch.
        serial: the maker's number; "" for unknown.
        computer_name: its name on the network; "" for none.
        room: where in the branch it stands, such as "Workroom"; "" for unknown.
    """

    tag: Tag
    name: str
    kind: str
    branch: str
    serial: str = ""
    computer_name: str = ""
    room: str = ""


def find_item(items: Iterable[Item], scanned: str) -> Item | None:
    """Return the one thing that this label, serial or computer name belongs to.

    Args:
        items: the things.
        scanned: what was scanned or typed; case and spaces around it do not matter.
    """
    wanted = fold(clean_line(scanned))
    if not wanted:
        return None
    found = [
        item
        for item in items
        if wanted in (fold(item.tag), fold(item.serial), fold(item.computer_name))
    ]
    by_tag = [item for item in found if fold(item.tag) == wanted]
    best = by_tag or found
    return best[0] if len(best) == 1 else None


def matching(
    items: Iterable[Item], typed: str, *, branch: str, kinds: tuple[str, ...] = ()
) -> tuple[Item, ...]:
    """Return the things that all typed words fit, the likeliest first.

    Args:
        items: the things.
        typed: words of a name, a kind, a label, a serial or a computer name; "" for all things.
        branch: things of this branch come first; with nothing typed no others are named.
        kinds: things of these kinds come before others.
    """
    words = fold(clean_line(typed)).split()
    fitting = []
    for place, item in enumerate(items):
        if not words and item.branch != branch:
            continue
        text = _folded(item)
        if all(word in text for word in words):
            order = (item.branch != branch, bool(kinds) and item.kind not in kinds, place)
            fitting.append((order, item))
    return tuple(item for _, item in sorted(fitting, key=lambda pair: pair[0]))


@lru_cache(maxsize=10_000)  # a list is looked through at every key
def _folded(item: Item) -> str:
    return fold(
        f"{item.name} {item.kind} {item.tag} {item.serial} {item.computer_name} {item.room}"
    )
