"""One part of the page: a list of entries, and beside it the form of the one that is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.planning_stores import Entry
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.planning.entry_deeds import EntryDeeds, Service
from libdesk.ui.planning.entry_form import EntryForm
from libdesk.ui.planning.entry_list import EntryLine, EntryList
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

_WIDTHS, _WIDEST = (340, 620), 620

Read = TypeVar("Read")
"""What a kind of entries is read with."""


@dataclass(frozen=True, slots=True)
class PanelWords:
    """Words of a panel.

    Attributes:
        name: what it lists.
        new: on the button for a new one.
        empty: what to do first, where there is none.
    """

    name: str
    new: str
    empty: str


class EntryPanel(QWidget, Generic[Entry, Read]):
    """What is typed stays until it is saved or left; each change can be taken back.

    Args:
        service: keeps the entries.
        form: shows one.
        words: the panel's words.
        tasks: the threads.
        look: the theme.
        now: tells the time.

    Signals:
        changed: something was stored; forms may be told something else now.
    """

    changed = Signal()

    def __init__(
        self,
        service: Service[Entry],
        form: EntryForm[Entry],
        words: PanelWords,
        tasks: Tasks,
        look: Theme,
        now: Clock,
    ) -> None:
        super().__init__()
        self.look = look
        self.tasks = tasks
        self.form: EntryForm[Entry] = form
        self.deeds: EntryDeeds[Entry] = EntryDeeds(service, form, tasks, now, self)
        self._entries: dict[int, Entry] = {}
        self._wanted = 0
        self._build(words)
        self._connect()
        form.show_entry(None)
        form.setEnabled(False)  # what was saved before it was read would be saved blindly

    def read(self) -> None:
        """Read all anew; what is being typed stays."""
        self._read_then(lambda: None)

    def show_one(self, entry_id: int) -> None:
        """Go to an entry, now or as soon as it was read."""
        self._wanted = entry_id
        self.read()

    def focus_first(self) -> None:
        """Put the hands where the keys work."""
        (self.list if self.list.count() else self._new).setFocus(Qt.FocusReason.OtherFocusReason)

    def read_all(self) -> Read:
        """Read what is shown; on the database's thread."""
        raise NotImplementedError

    def take(self, read: Read) -> tuple[Sequence[Entry], Sequence[EntryLine]]:
        """Take note of what was read; return the entries and their lines."""
        raise NotImplementedError

    def shown(self, entry: Entry | None) -> None:
        """Take note that the form shows another entry."""

    def write(self, draft: Entry | None) -> None:
        """Open the form for a new entry, empty or filled with a draft."""
        if not self._may_leave():
            return
        self.list.choose_quietly(0)
        self._show(draft)
        self._panes.open_second()
        self.form.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        """Offer no more to take back what was done before the room was left."""
        super().hideEvent(event)
        self.deeds.forget()
        self._told.say("")

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the panel, also through what was added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self, words: PanelWords) -> None:
        px = self.look.px
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(self.look, "notice", (self._again,))
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._told = Banner(self.look, "check", (self._undo,))
        self.list = EntryList(words.name, self.look)
        self._empty = label(words.empty, "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.hide()
        self._new = Button(words.new, enter_presses=False)
        self._new.setToolTip(self.tr("Ctrl+N"))
        side = QWidget()
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(px(theme.SMALL))
        self.side.addWidget(self._empty)
        self.side.addWidget(self.list, 1)
        self.side.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeading)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, px(theme.SMALL), 0)
        row.setSpacing(0)
        inner = QWidget()
        inner.setMaximumWidth(px(_WIDEST))
        # Beside a stretch, so that the height is counted for the width that the form has.
        row.addWidget(inner, 1)
        row.addStretch(0)
        self.right = QVBoxLayout(inner)
        self.right.setContentsMargins(0, 0, 0, px(theme.LARGE))
        self.right.setSpacing(px(theme.MEDIUM))
        self.right.addWidget(self.form)
        self.right.addStretch(1)
        self.area = scrolling(content)
        self._panes = Panes(self.look, side, self.area)
        self._panes.setSizes([px(width) for width in _WIDTHS])
        self._panes.setStretchFactor(0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        for one in (self._trouble, self._told):
            whole.addWidget(one)
        whole.addWidget(self._panes, 1)

    def _connect(self) -> None:
        self._again.clicked.connect(self.read)
        self._undo.clicked.connect(self.deeds.take_back)
        self.deeds.done.connect(self._on_done)
        self.deeds.taken_back.connect(partial(self._on_done, ""))
        self._new.clicked.connect(lambda: self.write(None))
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._panes.open_second)
        self.list.opened.connect(self.form.focus_first)
        self.form.leave_requested.connect(self._on_leave)
        self.form.look_requested.connect(self.area.ensureWidgetVisible)
        self.deeds.saving.read_requested.connect(self.read)
        self.deeds.saving.shown_requested.connect(self._read_then)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(lambda: self.write(None))

    def _read_then(self, then: Callable[[], None]) -> None:
        def on_read(read: Read) -> None:
            self._on_read(read)
            then()

        self.tasks.database(
            self.read_all, on_read, owner=self, failed=self._on_trouble, key="entries"
        )

    def _on_read(self, read: Read) -> None:
        entries, lines = self.take(read)
        self._entries = {one.id: one for one in entries}
        self._trouble.say("")
        self._empty.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self.form.setEnabled(True)
        if self.form.is_dirty:
            own = self.form.shown.id if self.form.shown else 0
            self.list.show_lines(lines)
            self.list.choose_quietly(own)
            return
        wanted, self._wanted = self._wanted, 0
        own = self.form.shown.id if self.form.shown else 0
        self.list.show_lines(lines, wanted or own)
        if not self.list.chosen_id() and lines:
            self.list.choose_quietly(lines[0].id)
        self._show(self._entries.get(self.list.chosen_id()))

    def _show(self, entry: Entry | None) -> None:
        self.form.show_entry(entry)
        self.shown(self.form.shown)

    def _may_leave(self) -> bool:
        if not self.form.is_dirty:
            return True
        told = self.tr("Save what you typed first, or leave it as it was.")
        self.form.set_trouble(told)
        self._panes.open_second()
        return False

    def _on_chosen(self, entry_id: int) -> None:
        own = self.form.shown.id if self.form.shown else 0
        if entry_id == own and not self.form.is_dirty:
            return
        if not self._may_leave():
            self.list.choose_quietly(own)
            return
        self._show(self._entries.get(entry_id))
        self.area.verticalScrollBar().setValue(0)

    def _on_leave(self) -> None:
        self.form.let_go()
        self.read()
        self.focus_first()

    def _on_done(self, words: str, entry_id: int) -> None:
        self._told.say(words)
        self._wanted = entry_id
        if words and not entry_id:
            # It was removed. Not the next one's "Remove", for a hand that presses twice.
            self._undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()
        self.changed.emit()

    def _on_trouble(self, error: Exception) -> None:
        sentence = self.tr("This could not be read. Nothing was lost.")
        if isinstance(error, Refusal | Unavailable | Conflict):
            sentence = error.sentence
        else:
            self.tasks.unhandled.emit(error)
        self._trouble.say(sentence)
