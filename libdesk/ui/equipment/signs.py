"""What is to be known of an item's dates: a shape, a word and the day; never a color alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_lists import ItemLine
from libdesk.domain.lifecycle import About, Level, Sign
from libdesk.tokens import Tokens
from libdesk.ui.equipment.sign_words import note_of, sign_words
from libdesk.ui.icons import Shape

_SOON = timedelta(days=365)
_TRIANGLE, _SQUARE, _DIAMOND, _RING = 1, 2, 3, 4


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


@dataclass(frozen=True, slots=True)
class SignText:
    """One sign of an item.

    Attributes:
        level: how much it asks for.
        words: what it says without its day, such as "Out of warranty since".
        day: the day that belongs to it; None where there is none.
        note: what else is to be known, or what would have to be; "" for nothing.
    """

    level: Level
    words: str
    day: date | None = None
    note: str = ""


def sign_shape(level: Level, tokens: Tokens) -> Shape:
    """Return a level's shape: over triangle, soon square, not known diamond, fine ring."""
    shapes = {
        Level.OVER: (_TRIANGLE, tokens.now),
        Level.SOON: (_SQUARE, tokens.today),
        Level.UNKNOWN: (_DIAMOND, tokens.quiet),
        Level.FINE: (_RING, tokens.when_we_can),
    }
    return Shape(*shapes[level])


def sign_texts(signs: Sequence[Sign]) -> tuple[SignText, ...]:
    """Return signs in words, in their order."""
    return tuple(SignText(one.level, sign_words(one), _day_of(one), note_of(one)) for one in signs)


def _day_of(sign: Sign) -> date | None:
    # Of a certificate that is there, or that nobody has looked for, the day says nothing.
    is_told = sign.about is not About.CERTIFICATE or sign.level in (Level.OVER, Level.SOON)
    return sign.on if is_told else None


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
