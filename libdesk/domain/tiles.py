"""The form's first page as data: what its tiles show, without the questions behind them.

The tiles stand on the screen before the questions are read; those are in guidance.py.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class TileFace(NamedTuple):
    """What is seen of a category; its fields mean what they mean in `Category`.

    A named tuple, which is made faster than a dataclass: it stands before the first frame.
    """

    code: str
    text: str
    icon: str
    tile: bool
    is_danger: bool


def faces(document: Mapping[str, Any]) -> tuple[TileFace, ...]:
    """Read the faces from the questions file, in the order in which they stand.

    Raises:
        ValueError: a part is missing; the message names it.
    """
    try:
        return tuple(_face(entry) for entry in document["categories"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the questions file lacks a part: {error}") from error


def _face(entry: Mapping[str, Any]) -> TileFace:
    return TileFace(
        code=entry["code"],
        text=entry["text"],
        icon=entry["icon"],
        tile=entry.get("tile", True),
        is_danger=entry.get("is_danger", False),
    )
