"""Codes of places: what a barcode at a door says, so that a scanner tells where it is.

`@CEN` is a branch, `@CEN/Reading room` a room of it. No label number begins with the sign.
"""

from libdesk.domain.places import clean_code
from libdesk.domain.text import clean_line

SIGN = "@"
"""With this every code of a place begins."""

_PART = "/"


def place_code(branch: str, room: str = "") -> str:
    """Return the code of a branch, or of a room in it."""
    code = f"{SIGN}{clean_code(branch)}"
    name = clean_line(room)
    return f"{code}{_PART}{name}" if name else code


def read_place_code(text: str) -> tuple[str, str] | None:
    """Return the branch's code and the room's name ("" for none); None for what is no such code."""
    plain = clean_line(text)
    if not plain.startswith(SIGN):
        return None
    branch, _, room = plain.removeprefix(SIGN).partition(_PART)
    code = clean_code(branch)
    return (code, clean_line(room)) if code else None
