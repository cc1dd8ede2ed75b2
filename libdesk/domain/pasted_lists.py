"""A list that was scanned elsewhere, before it is counted: what scanners put around is taken off.

Codes in one breath come apart, and patrons' cards are taken out: they are not even looked at.
"""

import re
from dataclasses import dataclass

from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR
from libdesk.domain.scanned import NOTHING_AROUND, Around, Known, Why, read_scan

_DELIMITERS = re.compile(r"([\t;,])")
_STAMP = re.compile(r"(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d")
"""A moment in digits alone has as many of them as a patron's card."""


@dataclass(frozen=True, slots=True)
class CleanList:
    """A list that can be counted.

    Attributes:
        text: its lines.
        patrons: so many lines had a patron's card on them, which is not in the text any more.
    """

    text: str
    patrons: int = 0


def clean_list(text: str, known: Known, around: Around = NOTHING_AROUND) -> CleanList:
    """Return a list without what no label is.

    Args:
        text: one line for each code, or for several; beside them may stand when it was scanned.
        known: the labels and places that there are.
        around: what scanners here put around each code.
    """
    lines = []
    patrons = 0
    for line in text.splitlines():
        clean = _line(line, known, around)
        lines.append("" if clean is None else clean)
        patrons += clean is None
    return CleanList("\n".join(lines), patrons)


def _line(line: str, known: Known, around: Around) -> str | None:
    """Return a line as it can be counted; None where a patron's card stood on it."""
    whole = known.find(line.strip())
    if whole is not None and _DELIMITERS.search(whole):
        # A room's name may have a comma in it; in quotes it stays one code.
        return '"' + whole.replace('"', '""') + '"'
    kept: list[str] = []
    codes: list[str] = []
    has_more = False
    for part in _DELIMITERS.split(line):
        is_code = bool(part.strip()) and not _DELIMITERS.fullmatch(part) and not _is_stamp(part)
        found = read_scan(part, known, around) if is_code else ()
        if any(one.why is Why.PATRON for one in found):
            return None
        if found and all(one.is_certain for one in found):
            codes += (one.code for one in found)
            kept.append("\n".join(one.code for one in found))
        else:
            has_more = has_more or is_code or _is_stamp(part)
            kept.append(part)
    return "".join(kept) if has_more else "\n".join(codes)


def _is_stamp(part: str) -> bool:
    found = _STAMP.fullmatch(part.strip(" \"'"))
    return found is not None and FIRST_YEAR < int(found[1]) < LAST_YEAR
