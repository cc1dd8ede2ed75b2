"""Label numbers: the pattern that a library's labels follow, and the next one that is free."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from libdesk.domain.text import fold

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})([^0-9]*)", re.DOTALL)
"""A label parted around its last number; of a longer one, the last nine digits count."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What labels have in common.

    Attributes:
        before: what stands before the number, such as "CEN-".
        after: what stands behind it.
        digits: as many digits at least, with zeros before; 1 for none.
    """

    before: str = ""
    after: str = ""
    digits: int = 4

    def tag(self, number: int) -> str:
        """Return the label with a number."""
        return f"{self.before}{number:0{self.digits}}{self.after}"


def guess_pattern(tags: Iterable[str]) -> Pattern | None:
    """Return the pattern that most labels follow; None where none has a number.

    Of two that are as frequent, the one that was used first.
    """
    parted = _parted(tags)
    if not parted:
        return None
    frames = Counter((before, after) for before, _, after in parted)
    before, after = frames.most_common(1)[0][0]
    numbers = [number for first, number, last in parted if (first, last) == (before, after)]
    padded = [number for number in numbers if number.startswith("0")]
    if not padded:
        return Pattern(before, after, 1)
    return Pattern(before, after, Counter(map(len, padded)).most_common(1)[0][0])


def next_tag(tags: Iterable[str]) -> str:
    """Return the next free label after the greatest of the pattern that most follow."""
    known = tuple(tags)
    pattern = guess_pattern(known) or Pattern()
    taken = {fold(one) for one in known}
    number = 1 + max(
        (
            int(number)
            for before, number, after in _parted(known)
            if (before, after) == (pattern.before, pattern.after)
        ),
        default=0,
    )
    # Case and accents apart, "cen-12" has the number too.
    while fold(pattern.tag(number)) in taken:
        number += 1
    return pattern.tag(number)


def _parted(tags: Iterable[str]) -> list[tuple[str, str, str]]:
    found = (_NUMBERED.fullmatch(one) for one in tags)
    return [(one[1], one[2], one[3]) for one in found if one is not None]
