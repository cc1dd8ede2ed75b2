"""Setting one machine up: begun, gone through line by line, finished or given up; taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from libdesk.domain.records import ItemId
from libdesk.domain.reimaging import Line, Mark, Occasion
from libdesk.domain.statuses import Status
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.item_changes import Changed
from libdesk.services.places import Overview
from libdesk.services.reimagings import SetUp
from libdesk.ui import theme
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.reimaging.begin_view import BeginView
from libdesk.ui.reimaging.ended_view import EndedView
from libdesk.ui.reimaging.parts import SetUpParts, ended_only
from libdesk.ui.reimaging.run_view import RunView
from libdesk.ui.reimaging.words import (
    begun_title,
    finished_title,
    given_up_title,
    length_words,
    marked_over_words,
    place_words,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class SetUpPanel(QWidget):
    """Shows what can be done with one machine now; U takes the last step back.

    Args:
        parts: does it.
        look: the theme.
        item: the machine.

    Signals:
        changed: the item was changed.
        left: back to the list.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parts: SetUpParts, look: Theme, item: ItemId) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._item = item
        self._shown: SetUp | None = None
        self._overview = Overview()
        self._is_busy = False
        self._undone: Callable[[], object] | None = None
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read anew how the machine stands."""
        read = partial(_read, self._parts, self._item)
        self._parts.tasks.database(read, self._on_read, owner=self, failed=self._on_unread)

    def _build(self) -> None:
        px = self._look.px
        self._about = label("", "quiet", selectable=True)
        self._trouble = Banner(self._look)
        self._undo = Button(self.tr("Undo  (u)"), enter_presses=False)
        self._undo.setAccessibleName(self.tr("Undo"))
        self._done = Banner(self._look, "check", (self._undo,))
        self._take = Button(self.tr("Take the new lines"), enter_presses=False)
        self._newer = Banner(self._look, "sheet", (self._take,))
        self._begin = BeginView(self._look)
        self._going = RunView(self._look, self._parts.now)
        self._ended = EndedView(self._look)
        self._stack = QStackedWidget()
        for view in (self._begin, self._going, self._ended):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        for part in (self._about, self._trouble, self._done, self._newer):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._stack.hide()

    def _connect(self) -> None:
        bar = self._going.bar
        self._begin.begin_requested.connect(self._on_begin)
        self._begin.print_requested.connect(self._on_print)
        self._going.marked.connect(self._on_marked)
        self._going.confirmed.connect(self._on_confirmed)
        bar.finish_requested.connect(self._on_finish)
        bar.give_up_requested.connect(self._on_give_up)
        bar.print_requested.connect(self._on_print)
        self._take.clicked.connect(self._on_take)
        self._undo.clicked.connect(self._on_undo)
        self._ended.left.connect(self.left)
        self._ended.print_requested.connect(lambda: self._on_print(ends=True))
        for keys, act in (("U", self._on_undo), ("Ctrl+Z", self._on_undo), ("F5", self.refresh)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_read(self, read: tuple[SetUp, Overview]) -> None:
        self._overview = read[1]
        self._show(read[0])

    def _show(self, shown: SetUp, *, just_ended: bool = False) -> None:
        before, self._shown = self._shown, shown
        run, last = shown.running, shown.last
        about = [place_words(shown.record, self._overview)]
        if run is not None:
            about.append(length_words(run.checklist))
        self._about.setText(DOT.join(about))
        newer = shown.newer
        told = self.tr("The checklist was changed since this was begun. Lines that are equal stay.")
        self._newer.say(told if newer is not None else "")
        if run is not None:
            view: RunView | BeginView | EndedView = self._going
            self._going.show_run(run)
        elif just_ended and last is not None:
            view = self._ended
            self._ended.show_set_up(shown, self._parts.today())
        else:
            view = self._begin
            self._begin.show_set_up(shown)
        is_other = before is None or self._stack.currentWidget() is not view
        self._stack.setCurrentWidget(view)
        self._stack.show()
        if is_other:
            view.take_focus()

    def _on_begin(self, occasion: Occasion) -> None:
        if self._shown is not None:
            self._begin.set_busy(busy=True)
            title = begun_title(self._shown.record)
            work = partial(self._parts.reimagings.begin, self._item, occasion, title)
            self._step(work, title)

    def _on_marked(self, line: Line, mark: Mark, reason: str) -> None:
        run = self._shown.running if self._shown is not None else None
        if run is not None:
            work = partial(self._parts.reimagings.mark, run.change, line, mark, reason)
            # What is open and ticked again by a click needs no word; what somebody said does.
            is_over = line.marked.mark is not Mark.OPEN
            self._go_on(work, marked_over_words(line, mark) if is_over else "")

    def _on_confirmed(self, profile: tuple[str, ...], is_so: bool) -> None:  # noqa: FBT001 - a signal
        run = self._shown.running if self._shown is not None else None
        if run is not None:
            work = partial(self._parts.reimagings.confirm, run.change, profile, is_so=is_so)
            self._go_on(work, "" if is_so else self.tr("The tick is taken away."))

    def _on_take(self) -> None:
        shown = self._shown
        if shown is not None and shown.running is not None and shown.newer is not None:
            change, version = shown.running.change, shown.newer.version
            work = partial(self._parts.reimagings.take_new_lines, change, version)
            self._go_on(work, self.tr("The checklist is gone through as it stands now."))

    def _go_on(self, work: Callable[[], SetUp], words: str) -> None:
        """Do a step on the lines; with words, they are told, and it can be taken back."""
        self._trouble.say("")

        def done(shown: SetUp) -> None:
            # What was begun can't be taken back any more by a key that is meant for a line.
            self._forget()
            before, left = shown.before, shown.running
            if words and before is not None and left is not None and before != left:
                self._undone = partial(self._parts.reimagings.put_back, before, left)
                self._done.say(words)
            self._show(shown)

        self._run(work, done)

    def _on_finish(self, becomes: Status) -> None:
        run = self._shown.running if self._shown is not None else None
        if self._shown is not None and run is not None:
            title = finished_title(self._shown.record)
            work = partial(self._parts.reimagings.finish, run.change, becomes, title)
            self._step(work, title, ends=True)

    def _on_give_up(self, reason: str) -> None:
        run = self._shown.running if self._shown is not None else None
        if self._shown is not None and run is not None:
            title = given_up_title(self._shown.record)
            work = partial(self._parts.reimagings.give_up, run.change, reason, title)
            self._step(work, title, ends=True)

    def _on_print(self, *, ends: bool = False) -> None:
        if self._shown is not None:
            self._parts.print_run(ended_only(self._shown) if ends else self._shown)

    def _on_undo(self) -> None:
        take_back = self._undone
        if take_back is None:
            return
        self._forget()

        def work() -> SetUp:
            take_back()
            return self._parts.reimagings.of(self._item)

        def done(shown: SetUp) -> None:
            self._show(shown)
            self.changed.emit()

        self._run(work, done)

    def _step(self, work: Callable[[], Changed], words: str, *, ends: bool = False) -> None:
        """Do what begins or ends it, once however often it is pressed; offer to take it back."""
        if self._is_busy:
            return
        self._is_busy = True
        self._trouble.say("")

        def both() -> tuple[Changed, SetUp]:
            return work(), self._parts.reimagings.of(self._item)

        def done(both: tuple[Changed, SetUp]) -> None:
            self._is_busy = False
            self._begin.set_busy(busy=False)
            change = both[0].change
            self._undone = partial(self._parts.undo, change) if change is not None else None
            self._done.say(words)
            self._show(both[1], just_ended=ends)
            self.changed.emit()

        self._run(both, done)

    def _forget(self) -> None:
        self._undone = None
        self._done.say("")

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._parts.tasks.database(work, done, owner=self, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        self._begin.set_busy(busy=False)
        self._on_unread(error)
        if isinstance(error, Conflict | Refusal):
            self.refresh()  # somebody else was there: what is shown is no longer so

    def _on_unread(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)


def _read(parts: SetUpParts, item: ItemId) -> tuple[SetUp, Overview]:
    return parts.reimagings.of(item), parts.overview()
