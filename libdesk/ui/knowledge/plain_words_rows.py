"""What could be said more plainly or more kindly, row by row, with what can be done about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from libdesk.domain.blame import Blame
from libdesk.domain.glossary import Glossary, Occurrence, Term
from libdesk.domain.phrases import key_of
from libdesk.domain.plain_words import Check, Edit, edit_for
from libdesk.domain.sentences import Sentence
from libdesk.domain.text import first_line
from libdesk.ui import theme
from libdesk.ui.knowledge.term_card import TermCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import bring_into_sight
from libdesk.ui.widgets.signs import qt_places

T = TypeVar("T", Occurrence, Blame)

_SHOWN = 6
"""Rows; more at once would be read by nobody, and the next come when these are done."""

_BEGINNING = 40
"""Signs of a long sentence that are enough to know it by."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing to look at.

    Attributes:
        words: what it says.
        edits: what "Use" does, from the first to the last; none for nothing that could be used.
        used: what is put in, for a screen reader.
        term: what "Explain" explains; None for nothing.
        shown: the sentence that "Show" shows; None for none.
    """

    words: str
    edits: tuple[Edit, ...] = ()
    used: str = ""
    term: Term | None = None
    shown: Sentence | None = None


class PlainWordsRows(QWidget):
    """Shows the rows and does what is pressed in them, in the field itself: Ctrl+Z takes it back.

    Args:
        look: the theme.
        edit: the field.

    Signals:
        changed: words were put in.
    """

    changed = Signal()

    def __init__(self, look: Theme, edit: QPlainTextEdit) -> None:
        super().__init__()
        self._look = look
        self._edit = edit
        self._text = ""
        self._rows: tuple[_Row, ...] = ()
        self._glossary = Glossary()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.TINY))
        self._card = TermCard(look)
        self._column.addWidget(self._card)
        self.setAccessibleName(_tr("Plainer words"))

    @property
    def has_any(self) -> bool:
        """Say whether there is a row."""
        return bool(self._rows)

    def focus_first(self) -> bool:
        """Go to the first thing that can be pressed; say whether there is one."""
        buttons = [one for line in self._lines for one in line.findChildren(Button)]
        first = buttons[0] if buttons else None
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            bring_into_sight(first)
        return first is not None

    def show_check(self, check: Check, glossary: Glossary) -> None:
        """Show what was found in a text, unless just that is shown."""
        self._text = check.text
        self._glossary = glossary
        rows = (*_jargon_rows(check), *_blame_rows(check), *_sentence_rows(check))
        if rows == self._rows:
            return
        self._rows = rows
        self._renew(rows)

    def _renew(self, rows: Sequence[_Row]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(row) for row in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            rest = _tr("And {count} more.").format(count=len(rows) - _SHOWN)
            self._lines.append(label(rest, "fine"))
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)
            line.show()  # a layout would do it later, and the focus may be wanted now
        shown = {row.term.term for row in rows if row.term is not None}
        if self._card.accessibleName() not in shown:
            self._card.hide()

    def _line(self, row: _Row) -> QWidget:
        line = QWidget()
        flow = QHBoxLayout(line)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(self._look.px(theme.TINY))
        flow.addWidget(label(row.words), 1)
        if row.edits:
            use = Button(_tr("Use"), "link")
            use.setAccessibleName(_tr("Use {words}").format(words=row.used))
            use.clicked.connect(partial(self._use, row))
            flow.addWidget(use)
        if row.term is not None:
            explain = Button(_tr("Explain"), "link")
            explain.setAccessibleName(_tr("Explain {term}").format(term=row.term.term))
            explain.clicked.connect(partial(self._explain, row.term))
            flow.addWidget(explain)
        if row.shown is not None:
            show = Button(_tr("Show"), "link")
            show.setAccessibleName(_tr("Show the long sentence"))
            show.clicked.connect(partial(self._show, row.shown))
            flow.addWidget(show)
        return line

    def _use(self, row: _Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        """Put the words in, in one step that can be undone; never into a text that has changed."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._edit.toPlainText() != self._text:
            self.changed.emit()
            return
        cursor = self._edit.textCursor()
        cursor.beginEditBlock()
        for edit in reversed(row.edits):
            self._select(cursor, edit.start, edit.end)
            cursor.insertText(edit.words)
        cursor.endEditBlock()
        self.changed.emit()

    def _explain(self, term: Term, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self._card.open(term, self._glossary)

    def _show(self, sentence: Sentence, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        if self._edit.toPlainText() == self._text:
            cursor = self._edit.textCursor()
            self._select(cursor, sentence.start, sentence.end)
            self._edit.setTextCursor(cursor)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _select(self, cursor: QTextCursor, start: int, end: int) -> None:
        first, last = qt_places(self._text, (start, end))
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)


def _grouped(found: Sequence[T]) -> list[list[T]]:
    """Return what was found, the same words together, by where they stand first."""
    groups: dict[str, list[T]] = {}
    for one in found:
        groups.setdefault(key_of(one.found), []).append(one)
    return list(groups.values())


def _jargon_rows(check: Check) -> list[_Row]:
    rows = []
    for found in _grouped(check.jargon):
        first = found[0]
        if first.plain:
            edits = tuple(edit_for(check.text, one) for one in found)
            rows.append(_Row(f"{first.found} → {first.plain}", edits, first.plain, first.term))
        else:
            rows.append(_Row(f"{first.found}: {first.term.advice}", term=first.term))
    return rows


def _blame_rows(check: Check) -> list[_Row]:
    rows = []
    for found in _grouped(check.blame):
        first, harsh = found[0], found[0].harsh
        if harsh.kinder:
            edits = tuple(edit_for(check.text, one) for one in found)
            told = _tr("Kinder: {harsh} → {kinder}").format(harsh=first.found, kinder=harsh.kinder)
            rows.append(_Row(told, edits, harsh.kinder))
        else:
            told = _tr("Kinder without “{harsh}”. {advice}")
            rows.append(_Row(told.format(harsh=first.found, advice=harsh.advice)))
    return rows


def _sentence_rows(check: Check) -> list[_Row]:
    rows = []
    for one in check.reading.long_sentences if check.reading is not None else ():
        told = _tr("{count} words in one sentence: “{beginning}”")
        beginning = first_line(check.text[one.start : one.end], _BEGINNING)
        rows.append(_Row(told.format(count=one.words, beginning=beginning), shown=one))
    return rows
