"""What the label of a place says to a scanner: "@CEN" a branch, "@CEN/Server closet" a room of it.

No item's code begins so: on counting day the place is scanned first, then what stands there.
"""

from libdesk.domain.places import clean_code
from libdesk.domain.text import clean_line

BEGINS = "@"
"""The sign that every place's code begins with."""

_BETWEEN = "/"


def place_code(branch: str, room: str) -> str:
    """Return the code of a place.

    Args:
        branch: the branch's code; "" for a room of no known branch.
        room: the room's name; "" for the branch itself.

    Raises:
        ValueError: both are empty.
    """
    code, name = clean_code(branch), clean_line(room)
    if not code and not name:
        raise ValueError("a place has a branch or a room")
    return f"{BEGINS}{code}{_BETWEEN}{name}" if name else f"{BEGINS}{code}"


def read_place_code(text: str) -> tuple[str, str] | None:
    """Return the branch's code and the room's name that a scanned text stands for, or None.

    Either may be "", never both. The room is as it was printed: names of rooms are compared by
    `rooms.key_of`, so that a scanner's Caps Lock does no harm.
    """
    line = clean_line(text, limit=len(text))
    if not line.startswith(BEGINS):
        return None
    code, _, name = line.removeprefix(BEGINS).partition(_BETWEEN)
    branch, room = clean_code(code), clean_line(name)
    # What is no code of a branch to the last sign is something else, such as "@home".
    is_code = branch == code.strip().upper()
    return (branch, room) if is_code and (branch or room) else None
