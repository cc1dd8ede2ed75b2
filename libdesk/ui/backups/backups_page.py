"""The room of the copies: how each place stands, a copy now, the second place, putting one back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.services.backups import Backups, BackupState
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.restoring import Newer
from libdesk.ui import theme
from libdesk.ui.backups.copies_card import CopiesCard
from libdesk.ui.backups.copies_reader import CopiesReader
from libdesk.ui.backups.keeper import Keeper
from libdesk.ui.backups.place_card import PlaceCard
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

WIDEST = 760


@dataclass(frozen=True, slots=True)
class BackupsParts:
    """What the page is given.

    Attributes:
        backups: the copies.
        keeper: makes them, and tells how they stand.
        newer: returns what is not in a copy.
        now: the time.
    """

    backups: Backups
    keeper: Keeper
    newer: Callable[[Path], Newer]
    now: Callable[[], datetime]


class BackupsPage(QWidget):
    """A column of cards.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        restore_requested: the path of the copy that is to be the database.
    """

    restore_requested = Signal(object)

    def __init__(self, parts: BackupsParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._has_second = False
        self.setProperty("role", "page")
        self._reader = CopiesReader(parts.backups, parts.newer, tasks, self)
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read how the copies stand."""
        super().showEvent(event)
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no further."""
        super().hideEvent(event)
        self.stop_reading()

    def stop_reading(self) -> None:
        """Read no further: the thread is wanted for something else."""
        self._reader.stop()

    def show_state(self, state: BackupState) -> None:
        """Show how the copies stand."""
        now = self._parts.now()
        self._here.show_state(state.here, now)
        self._second.show_state(state.second, now)
        self._has_second = state.second is not None
        self._choose.set_words(
            self.tr("Choose another folder…") if self._has_second else self.tr("Choose a folder…")
        )
        self._forget.setVisible(self._has_second)

    def _build(self) -> None:
        px = self._look.px
        self._now = Button(self.tr("Back up now"), "primary")
        self._here = PlaceCard(
            self.tr("On this computer"),
            self.tr("Reading how the copies stand…"),
            (self._now,),
            self._look,
        )
        self._choose = Button(self.tr("Choose a folder…"), enter_presses=False)
        self._forget = Button(self.tr("Use no second place"), enter_presses=False)
        self._forget.hide()
        self._second = PlaceCard(
            self.tr("In a second place"),
            self.tr(
                "None is chosen. A stick, or a folder on another computer, still has the copies "
                "when this computer breaks or is stolen."
            ),
            (self._choose, self._forget),
            self._look,
        )
        self._copies = CopiesCard(self._look, self._parts.now)
        content = QWidget()
        row = QHBoxLayout(content)
        edge = px(theme.HUGE)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(0)
        inner = QWidget()
        inner.setMaximumWidth(px(WIDEST))
        row.addWidget(inner, 1)
        row.addStretch(0)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.LARGE))
        column.addWidget(label(self.tr("Backups"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "LibDesk copies its database by itself while you work, every half hour in "
                    "which something was changed, and when you close it."
                ),
                "quiet",
            )
        )
        for widget in (self._here, self._second, self._copies):
            column.addWidget(widget)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(content))

    def _connect(self) -> None:
        self._now.clicked.connect(self._on_now)
        self._choose.clicked.connect(self._on_choose)
        self._forget.clicked.connect(self._on_forget)
        self._parts.keeper.state_told.connect(self.show_state)
        self._parts.keeper.copied.connect(self._on_copied)
        connect_list(self._copies, self._reader)
        self._copies.restore_requested.connect(self.restore_requested)

    def _read(self) -> None:
        self._parts.keeper.read_state()
        self._reader.read()

    def _on_now(self) -> None:
        self._now.setEnabled(False)
        self._here.say(self.tr("A copy is being made…"))
        self._parts.keeper.copy_now()

    def _on_copied(self, trouble: str) -> None:
        self._now.setEnabled(True)
        self._here.say(trouble or self.tr("The copy was made, and read back to its end."))
        if self.isVisible():
            self._reader.read()

    def _on_choose(self) -> None:
        asking = QFileDialog(self, self.tr("Choose a stick or a folder on another computer"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setFileMode(QFileDialog.FileMode.Directory)
        asking.setOption(QFileDialog.Option.ShowDirsOnly)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self._on_folder)
        asking.open()

    def _on_folder(self, folder: str) -> None:
        self._tasks.long(
            lambda: self._parts.backups.choose_second_place(folder),
            self._on_chosen,
            owner=self,
            failed=self._on_not_chosen,
        )

    def _on_chosen(self, advice: str) -> None:
        self._second.say(advice or self.tr("The newest copy is being taken there…"))
        self._parts.keeper.look()
        self._read()

    def _on_forget(self) -> None:
        self._tasks.long(
            self._parts.backups.forget_second_place,
            lambda _: self._on_forgotten(),
            owner=self,
            failed=self._on_not_chosen,
        )

    def _on_forgotten(self) -> None:
        self._second.say(self.tr("No copies go there any more. Those that are there stay."))
        self._choose.setFocus()
        self._read()

    def _on_not_chosen(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self._second.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)


def connect_list(card: CopiesCard, reader: CopiesReader) -> None:
    """Let a list be filled by a reader, and its questions be answered by it."""
    reader.begun.connect(card.begin)
    reader.found.connect(card.add)
    reader.finished.connect(card.finish)
    reader.newer_told.connect(card.tell_newer)
    reader.refused.connect(card.tell_trouble)
    card.newer_wanted.connect(reader.ask)
    card.restore_requested.connect(reader.stop)


class ServerPage(QWidget):
    """Says who makes the copies of a database on a server.

    Args:
        sentence: says it.
        look: the theme.
    """

    def __init__(self, sentence: str, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.LARGE))
        column.addWidget(label(self.tr("Backups"), "title"))
        words = label(sentence, selectable=True)
        words.setMaximumWidth(look.px(WIDEST))
        column.addWidget(words)
        column.addStretch(1)
