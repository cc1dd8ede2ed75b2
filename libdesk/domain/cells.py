"""Values as cells of a CSV file that spreadsheets open, and text that must stay text in them.

A spreadsheet takes a cell that begins with one of a few signs for a formula, and runs it. So an
apostrophe is put before such a line, as people do who type one; reading it back takes it away
again, and nothing else (OWASP, CSV injection; trust facts, section 5).
"""

import re
from datetime import UTC, date, datetime

Cell = str | int | bool | datetime | date | None
"""What a cell can hold; moments are aware."""

# What spreadsheets skip at a line's beginning, and the signs that make a formula after it, the wide
# forms too. The apostrophe is among them, so that one that was typed is told from one put before.
_SKIPPED = "[ \t\v\f\xa0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]*"
_FORMULA = "['=+\\-@|%\uff1d\uff0b\uff0d\uff20]"
_LINE = "(?:^|(?<=[\r\n]))"
_RISKY = re.compile(f"{_LINE}(?={_SKIPPED}{_FORMULA}|\t)")
_DEFUSED = re.compile(f"{_LINE}'")


def text_of(value: Cell) -> str:
    """Return a value as the text of its cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return defuse(value) if isinstance(value, str) else str(value)


def defuse(text: str) -> str:
    """Return text of which no line is a formula to a spreadsheet."""
    return _RISKY.sub("'", text)


def restore(cell: str) -> str:
    """Return the text that `defuse` was given."""
    return _DEFUSED.sub("", cell)
