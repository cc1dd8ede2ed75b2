"""Labels that show any text as it was typed, and the hairline between things."""

from html import escape

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(
    text: str = "", role: str = "", *, wraps: bool = True, selectable: bool = False
) -> QLabel:
    """Return a label for plain text; nothing in it is ever read as markup.

    Args:
        text: the words.
        role: its look, one of `theme.ROLES`; "" for body text.
        wraps: long text takes another line.
        selectable: it can be marked and copied, with the mouse or the keyboard.
    """
    made = QLabel()
    made.setProperty("textFormat", "PlainText")
    made.setText(text)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(
            QtCore.Qt.TextInteractionFlag.TextSelectableByMouse
            | QtCore.Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    if wraps:
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        # A wrapped label asks for the width of its longest line; it can do with much less.
        made.setMinimumWidth(1)
    return made


def plain_tip(text: str) -> str:
    """Return a text for a tooltip, in which Qt would read what looks like markup as such."""
    return f"<qt>{escape(text)}</qt>" if "<" in text or "&lt;" in text else text


def card(role: str = "card") -> QFrame:
    """Return an empty surface to lay things on."""
    frame = QFrame()
    frame.setProperty("role", role)
    return frame


def hairline(parent: QWidget | None = None) -> QFrame:
    """Return a thin line that only pleases the eye."""
    line = QFrame(parent)
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
