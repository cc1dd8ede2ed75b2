"""Label numbers: how a library's own look, and which one comes next."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from libdesk.domain.equipment import Tag
from libdesk.domain.text import fold

_NUMBERED = re.compile(r"(.*?)(\d{1,12})", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How label numbers look.

    Attributes:
        prefix: what stands before the number, such as "LV-".
        width: digits of the number, zeros before it counted.
        last: the highest number in use.
    """

    prefix: str = "LV-"
    width: int = 4
    last: int = 0

    def tag(self, number: int) -> Tag:
        """Return the label with a number."""
        return Tag(f"{self.prefix}{number:0{self.width}}")


def guess_pattern(tags: Iterable[str]) -> Pattern:
    """Return how most of these labels look; the usual pattern where none ends in a number."""
    found = [(match[1], match[2]) for tag in tags if (match := _NUMBERED.fullmatch(tag))]
    if not found:
        return Pattern()
    prefix = Counter(before for before, _ in found).most_common(1)[0][0]
    digits = [one for before, one in found if before == prefix]
    width = Counter(map(len, digits)).most_common(1)[0][0]
    return Pattern(prefix, width, max(map(int, digits)))


def free_tags(tags: Iterable[str]) -> Iterator[Tag]:
    """Yield labels that none of these is, each after the one before it."""
    taken = list(tags)
    pattern = guess_pattern(taken)
    keys = set(map(fold, taken))
    number = pattern.last
    while True:
        number += 1
        tag = pattern.tag(number)
        if fold(tag) not in keys:
            yield tag


def next_tag(tags: Iterable[str]) -> Tag:
    """Return the label that comes after these."""
    return next(free_tags(tags))
