"""What is to be known of an item's dates: a shape, a word and the day; never a color alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_lists import ItemLine
from libdesk.domain.lifecycle import About, Level, Sign
from libdesk.domain.windows11 import Fit, Readiness
from libdesk.tokens import Tokens
from libdesk.ui.equipment.sign_words import needs_words, note_of, ready_words, sign_words
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


def sign_texts(signs: Sequence[Sign], windows11: Readiness | None = None) -> tuple[SignText, ...]:
    """Return signs in words, in their order.

    Args:
        signs: the signs.
        windows11: whether the computer can run Windows 11; told where that is what comes next.
    """
    found = []
    for one in signs:
        found.append(SignText(one.level, sign_words(one), _day_of(one), note_of(one)))
        if windows11 is not None and _goes_to_11(one):
            level = _READY[windows11.fit]
            found.append(SignText(level, ready_words(windows11), note=needs_words(windows11)))
    return tuple(found)


_READY = {Fit.YES: Level.FINE, Fit.NO: Level.OVER, Fit.CHECK: Level.UNKNOWN}


def _goes_to_11(sign: Sign) -> bool:
    support = sign.support
    return support is not None and support.successor == "Windows 11"


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
