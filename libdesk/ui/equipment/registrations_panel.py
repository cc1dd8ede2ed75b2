"""Computers that registered themselves, to be decided on one after the other, by keys or clicks."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from libdesk.domain.problems import ReportId
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.services.registering import Decided, Registering, Waiting
from libdesk.ui import theme
from libdesk.ui.equipment.registration_card import RegistrationCard
from libdesk.ui.equipment.registration_words import line_words, list_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label, plain_tip
from libdesk.ui.widgets.scroll import scrolling

_MS = 1_000
_ROW, _ROWS = 32, 6
"""The height of a row, in pixels at the usual text size; and how many are in sight at once."""


class RegistrationsPanel(QWidget):
    """The list of those that wait, and the one that is chosen; A, M, R decide, U takes back.

    Args:
        look: the theme.
        tasks: the threads.
        registering: decides.
        now: the clock.

    Signals:
        counted: how many wait.
        changed: an item was made, changed or taken back.
        words_may_leave: the time to undo is over.
    """

    counted = Signal(int)
    changed = Signal()
    words_may_leave = Signal()

    def __init__(self, look: Theme, tasks: Tasks, registering: Registering, now: Clock) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._registering = registering
        self._now = now
        self._waiting: tuple[Waiting, ...] = ()
        self._decided: Decided | None = None
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read anew what waits."""
        self._tasks.database(
            self._registering.waiting,
            self._show,
            owner=self,
            failed=self._on_failed,
            key="registrations",
        )

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        content = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.MEDIUM))
        self._heading = label("", "heading")
        self._hint = label(
            self.tr(
                "Open the problem form on a computer and choose “Not this computer?”, then "
                "“Register this computer”. What it says of itself comes here."
            ),
            "quiet",
        )
        self._trouble = Banner(self._look)
        self._undo = Button(self.tr("Undo  (u)"), enter_presses=False)
        self._undo.setAccessibleName(self.tr("Undo"))
        self._done = Banner(self._look, "check", (self._undo,))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Computers that registered themselves"))
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = RegistrationCard(self._look)
        for one in (self._heading, self._hint, self._trouble, self._done, self._list, self._card):
            column.addWidget(one)
        column.addStretch(1)
        self._lapse = QTimer(self, singleShot=True)
        self._lapse.setInterval(int(UNDO_LASTS.total_seconds() * _MS))
        self._card.hide()
        self._list.hide()
        self._hint.hide()

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_turned)
        self._card.accept_requested.connect(self._on_accept)
        self._card.merge_requested.connect(self._on_merge)
        self._card.refuse_requested.connect(self._on_refuse)
        self._undo.clicked.connect(self._take_back)
        self._lapse.timeout.connect(self._on_lapsed)
        for keys, act in (
            ("A", self._card.accept),
            ("M", self._card.merge),
            ("R", self._card.refuse),
            ("J", partial(self._step, 1)),
            ("K", partial(self._step, -1)),
            ("U", self._take_back),
            ("F5", self.refresh),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show(self, waiting: Sequence[Waiting]) -> None:
        kept, had_focus = self._chosen(), self._list.hasFocus()
        row = max(0, self._list.currentRow())
        self._waiting = tuple(waiting)
        self._heading.setText(list_words(len(waiting)))
        self._hint.setVisible(not waiting)
        self._list.setVisible(bool(waiting))
        self._card.setVisible(bool(waiting))
        self._list.blockSignals(True)  # noqa: FBT003 - Qt's own call
        self._list.clear()
        now = self._now()
        for one in waiting:
            item = QListWidgetItem(line_words(one, now))
            item.setToolTip(plain_tip(line_words(one, now)))
            item.setSizeHint(QSize(1, self._look.px(_ROW)))
            self._list.addItem(item)
        ids = [one.registration.id for one in waiting]
        at = ids.index(kept) if kept in ids else min(row, len(ids) - 1)
        self._list.setCurrentRow(at)
        self._list.blockSignals(False)  # noqa: FBT003 - Qt's own call
        height = min(len(ids), _ROWS) * self._look.px(_ROW)
        self._list.setFixedHeight(height + 2 * self._list.frameWidth() + self._look.px(theme.SMALL))
        self._show_row(at)
        if had_focus:
            self.focus_first()
        self.counted.emit(len(ids))

    def _chosen(self) -> ReportId | None:
        row = self._list.currentRow()
        return self._waiting[row].registration.id if 0 <= row < len(self._waiting) else None

    def _on_turned(self, row: int) -> None:
        self._trouble.say("")
        self._show_row(row)

    def _show_row(self, row: int) -> None:
        if 0 <= row < len(self._waiting):
            self._card.show_waiting(self._waiting[row])

    def _step(self, by: int) -> None:
        self._list.setCurrentRow(min(max(0, self._list.currentRow() + by), self._list.count() - 1))

    def _on_accept(self, tag: str) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._do(partial(self._registering.accept, chosen, {"tag": tag}))

    def _on_merge(self, fields: frozenset[str]) -> None:
        waits = self._waiting[self._list.currentRow()]
        if waits.item is not None:
            item = waits.item
            work = partial(self._registering.merge, waits.registration.id, item.id, fields)
            self._do(partial(work, version=item.version))

    def _on_refuse(self, reason: str) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._do(partial(self._registering.refuse, chosen, reason))

    def _do(self, work: Callable[[], Decided]) -> None:
        self._card.set_busy(busy=True)
        self._trouble.say("")
        self._tasks.database(work, self._on_decided, owner=self, failed=self._on_failed)

    def _on_decided(self, decided: Decided) -> None:
        self._card.set_busy(busy=False)
        self._decided = decided
        title = decided.registration.title
        if decided.record is None:
            told = self.tr("{name} is left out. It hears why in 15 seconds.")
        else:
            told = self.tr("{name} is {label}. It hears so in 15 seconds.")
        label_ = decided.record.tag if decided.record is not None else ""
        self._done.say(told.format(name=title, label=label_))
        self._lapse.start()
        self.focus_first()
        self.refresh()
        self.changed.emit()

    def _take_back(self) -> None:
        decided, self._decided = self._decided, None
        if decided is None:
            return
        self._lapse.stop()
        self._done.say("")
        self._tasks.database(
            partial(self._registering.undo, decided),
            self._on_taken_back,
            owner=self,
            failed=self._on_failed,
        )

    def _on_taken_back(self, _nothing: None) -> None:
        self.refresh()
        self.changed.emit()

    def _on_lapsed(self) -> None:
        self._decided = None
        self._done.say("")
        self.words_may_leave.emit()

    def _on_failed(self, error: Exception) -> None:
        self._card.set_busy(busy=False)
        if not isinstance(error, Refusal | Conflict | Unavailable):
            self._tasks.unhandled.emit(error)
            return
        self._trouble.say(error.sentence)
        if isinstance(error, Refusal) and error.field in ("tag", "reason"):
            self._card.focus_field(error.field)
        if isinstance(error, Conflict):
            self.refresh()
