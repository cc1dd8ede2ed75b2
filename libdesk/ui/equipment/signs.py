"""What is to be known of an item's dates: a shape, a word and the day; never a color alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_lists import ItemLine
from libdesk.tokens import Tokens
from libdesk.ui.icons import Shape

_SOON = timedelta(days=365)
_TRIANGLE, _SQUARE, _RING = 1, 2, 4


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


class Level(Enum):
    """How much a sign asks for."""

    FINE = "fine"
    SOON = "soon"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class SignText:
    """One sign of an item.

    Attributes:
        level: how much it asks for.
        words: what it says without its day, such as "Out of warranty since".
        day: the day that belongs to it; None where there is none.
    """

    level: Level
    words: str
    day: date | None = None


def sign_shape(level: Level, tokens: Tokens) -> Shape:
    """Return a level's shape: over triangle, soon square, fine ring."""
    shapes = {
        Level.OVER: (_TRIANGLE, tokens.now),
        Level.SOON: (_SQUARE, tokens.today),
        Level.FINE: (_RING, tokens.when_we_can),
    }
    return Shape(*shapes[level])


def replace_sign(line: ItemLine, today: date) -> SignText | None:
    """Return what a list says of when an item is to be replaced; None for nothing."""
    day = line.replace_by
    if day is None:
        return None
    if day < today:
        return SignText(Level.OVER, _tr("overdue"), day)
    if day - today <= _SOON:
        return SignText(Level.SOON, _tr("soon"), day)
    return SignText(Level.FINE, _tr("later"), day)
