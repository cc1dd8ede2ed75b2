"""Collects the words that stand in the program's open fields, so that a bug takes none along.

Nothing here ever raises: it runs when something is wrong already. What it finds goes to the screen
and nowhere else.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

KEEPS_OUT = "keeps_out_of_rescue"
"""The property of a window whose own fields are not somebody's typing."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """Words that somebody typed.

    Attributes:
        field: what the field is called; "" where it has no name.
        words: all that stands in it.
    """

    field: str
    words: str


@runtime_checkable
class KeepsWords(Protocol):
    """A widget that remembers words which stand in no field just now."""

    def words_put_by(self) -> Mapping[str, str]:
        """Return them by what they are for."""


def typed_words(
    widgets: Callable[[], list[QWidget]] = QApplication.allWidgets,
) -> tuple[Rescued, ...]:
    """Return what was typed into any field, that of the focus first, then as it is in sight.

    A field of one line counts when somebody has typed in it: what it was filled with is kept
    somewhere already. Hidden pages count, passwords do not.
    """
    found: list[tuple[int, Rescued]] = []
    fields: list[QWidget] = []
    with suppress(Exception):  # a half-built program may not even be able to list its widgets
        fields = widgets()
    for widget in fields:
        with suppress(Exception):  # one field that fails must not cost the words of the others
            found += [(_rank(widget), one) for one in _words_in(widget)]
    found.sort(key=lambda one: one[0])
    return tuple(dict.fromkeys(one for _rank_, one in found))


def as_text(rescued: tuple[Rescued, ...]) -> str:
    """Return the words as one text, each under the name of its field."""
    return "\n\n".join(f"{one.field}\n{one.words}" if one.field else one.words for one in rescued)


def _words_in(widget: QWidget) -> Iterator[Rescued]:
    if not shiboken6.isValid(widget) or widget.window().property(KEEPS_OUT):
        return
    if isinstance(widget, KeepsWords):
        for name, words in widget.words_put_by().items():
            if words.strip():
                yield Rescued(name, words)
    words = _typed(widget)
    if words.strip():
        yield Rescued(_name(widget), words)


def _typed(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return "" if widget.isReadOnly() else widget.toPlainText()
    if not isinstance(widget, QLineEdit) or widget.isReadOnly() or not widget.isModified():
        return ""
    return widget.text() if widget.echoMode() is QLineEdit.EchoMode.Normal else ""


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or getattr(widget, "placeholderText", str)()


def _rank(widget: QWidget) -> int:
    if widget.hasFocus():
        return 0
    return 1 if widget.isVisible() else 2
