"""Offers plainer words while somebody writes: a quiet line, and below it what could be changed.

It never blocks and never changes a word by itself. The check runs when the hands rest; a long text
is checked on a worker.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from libdesk.domain.plain_words import Check, PlainWords
    from libdesk.ui.knowledge.plain_words_rows import PlainWordsRows

PAUSE_MS = 600
"""So long the hands rest before the words are looked at."""

SHORT = 2_000
"""Characters that are checked at once, in a few milliseconds; more are checked on a worker."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


class PlainWordsBar(QWidget):
    """What could be said more plainly, or more kindly, in the words of one field.

    Args:
        look: the theme.
        tasks: runs what takes longer.
        load: reads the terms and what sounds like blame; asked on a worker, once words are typed.
    """

    def __init__(self, look: Theme, tasks: Tasks, load: "Callable[[], PlainWords]") -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._load = load
        self._loaded: PlainWords | None = None
        self._edit: QPlainTextEdit | None = None
        self._check: Check | None = None
        self._rows: PlainWordsRows | None = None
        self._is_on = True
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._look_at_words)
        self._column = QVBoxLayout(self)
        self.line = label("", "fine")
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        """Stands below the field: how it reads. It keeps its height, so that nothing jumps."""
        self._build()
        self._keep_height()
        look.changed.connect(self._keep_height)
        self.hide()

    def watch(self, edit: QPlainTextEdit) -> None:
        """Look at what is written in a field."""
        self._edit = edit
        edit.textChanged.connect(self._on_text)

    def set_on(self, is_on: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Look at the words, or leave them alone where nobody else reads them."""
        self._is_on = is_on
        self.line.setVisible(is_on)
        self._on_text()

    def focus_first(self) -> None:
        """Go to the first thing that can be changed or explained, once the words are checked."""
        if self._timer.isActive():
            self._timer.stop()
            self._look_at_words()
        if self.isVisible() and (self._rows is None or not self._rows.focus_first()):
            self._counted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._counted = Button(_tr("How this is counted"), "link")
        self._column.addWidget(self._counted, 0, Qt.AlignmentFlag.AlignLeft)
        self._sums = label("", "fine", selectable=True)
        self._column.addWidget(self._sums)
        self._sums.hide()
        self._counted.clicked.connect(self._on_counted)

    def _keep_height(self) -> None:
        metrics = QFontMetrics(self._look.font(theme.TEXT_FINE))
        self.line.setMinimumHeight(2 * metrics.lineSpacing())

    def _on_text(self) -> None:
        if self._edit is None:
            return
        if self._is_on and self._edit.document().characterCount() > 1:
            self._timer.start()
        else:
            self._timer.stop()
            self._forget()

    def _look_at_words(self) -> None:
        if self._edit is None or not self._is_on:
            return
        text = self._edit.toPlainText()
        if self._loaded is None or len(text) > SHORT:
            self._tasks.database(
                partial(_check, self._load, text),
                partial(self._on_checked, text),
                owner=self,
                key=f"plain words {id(self)}",
                quiet=True,
            )
        else:
            self._show(self._loaded.check(text))

    def _on_checked(self, text: str, told: "tuple[PlainWords, Check]") -> None:
        self._loaded, check = told
        if self._edit is not None and self._is_on and text == self._edit.toPlainText():
            self._show(check)

    def _show(self, check: "Check") -> None:
        # Loaded with the first words: nobody writes before the first lines are there.
        from libdesk.ui.knowledge import plain_words_wording as wording  # noqa: PLC0415 - see above

        if not check.language or self._loaded is None or self._edit is None:
            self._forget()  # nothing true can be said of a language nobody knows
            return
        self._check = check
        self.line.setText(wording.summary(check))
        self._sums.setText(wording.sums(check))
        if self._rows is None:
            from libdesk.ui.knowledge.plain_words_rows import (  # noqa: PLC0415 - see above
                PlainWordsRows,
            )

            self._rows = PlainWordsRows(self._look, self._edit)
            self._rows.changed.connect(self._at_once)
            self._column.insertWidget(0, self._rows)
            self._rows.show()
        self._rows.show_check(check, self._loaded.glossary)
        self.setVisible(self._rows.has_any or check.reading is not None)

    def _forget(self) -> None:
        self._check = None
        self.line.setText("")
        self.hide()

    def _at_once(self) -> None:
        self._timer.stop()
        self._look_at_words()

    def _on_counted(self) -> None:
        self._sums.setVisible(not self._sums.isVisible())


def _check(load: "Callable[[], PlainWords]", text: str) -> "tuple[PlainWords, Check]":
    """Read the lists, once, and check a text; on a worker."""
    plain_words = load()
    return plain_words, plain_words.check(text)
