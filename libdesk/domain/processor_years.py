"""The year in which a processor first came, told by its name and by rules in a file.

A machine that is older than its processor is a contradiction, and somebody is told so: the year is
the earliest that any reading of a name allows, and of a name that no rule has there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from libdesk.domain.processor_names import NAME_LIMIT, mended, numbers_in, plain, read
from libdesk.domain.processors import said_of
from libdesk.domain.processors_file import Named, parse_as_at, parse_families, part_of

FIRST_YEAR = 1971
"""The first processor on one chip."""

_TOP = frozenset({"as_at", "source", "how_to_read", "families"})
_YEAR = frozenset({"since"})


@dataclass(frozen=True, slots=True)
class ProcessorYears:
    """The rules about when processors came.

    Attributes:
        as_at: the day of the lists that they were made from.
        source: where they are from.
        named: the years, by the processors' families.
    """

    as_at: str
    source: str
    named: Named[int]

    def since(self, text: str) -> int | None:
        """Return the year in which a processor came, or an earlier one; None where nobody knows.

        Args:
            text: its name, as it was typed or as the computer tells it.
        """
        line = plain(text)
        # The numbers that a processor gives of itself are shared by some of several years.
        if not line or len(line) > NAME_LIMIT or numbers_in(line) is not None:
            return None
        name = read(line, self.named.makers)
        if found := said_of(self.named.families, name):
            return min(found)
        ways = mended(name, self.named.known, self.named.makers)
        found = [year for way in ways for year in said_of(self.named.families, way)]
        return min(found, default=None)


def parse_processor_years(document: object) -> ProcessorYears:
    """Read the rules about when processors came.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind; the message names it.
    """
    top = part_of(document, "the file", _TOP)
    as_at = parse_as_at(top)
    named = parse_families(top, _YEAR, _year)
    return ProcessorYears(as_at, top["source"].strip(), named)


def _year(part: Mapping[str, Any], where: str) -> int:
    year, last = part.get("since"), date.max.year
    if not isinstance(year, int) or isinstance(year, bool) or not FIRST_YEAR <= year <= last:
        raise ValueError(f"the rules about processors need a year such as 2020: {where}.since")
    return year
