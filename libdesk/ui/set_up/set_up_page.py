"""Set-up as one calm way: a step at a time, Back and Next, and nothing that was typed is lost."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.set_up import Settled, Standing
from libdesk.ui import theme
from libdesk.ui.set_up.branches_step import BranchesStep
from libdesk.ui.set_up.foot import Foot
from libdesk.ui.set_up.hours_step import HoursStep
from libdesk.ui.set_up.keeping import Keeping
from libdesk.ui.set_up.names_step import NamesStep
from libdesk.ui.set_up.others_step import OthersStep
from libdesk.ui.set_up.running import Running
from libdesk.ui.set_up.second_step import SecondStep
from libdesk.ui.set_up.step import SetUpParts, Step
from libdesk.ui.set_up.step_list import StepList
from libdesk.ui.set_up.trial_step import TrialStep
from libdesk.ui.set_up.way_step import WayStep
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import is_held
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.pages import Page, fill_page
from libdesk.ui.widgets.tab_order import move_focus

_WIDEST, _NARROW, _RAIL = 720, 980, 220
_STEP = "step"
"""The draft's name for the step that was in sight."""


class SetUpPage(Page):
    """Each Next settles its step, so that whatever was reached counts from then on.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        changed: something was settled that every form should hear of.
        collect_requested: the desk should look for reports now.
        ended: it was left, with all done or the rest for later.
    """

    changed = Signal()
    collect_requested = Signal()
    ended = Signal()

    def __init__(self, parts: SetUpParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._at = 0
        self._is_read = False
        self._announcer = Announcer(self)
        self._keeping = Keeping(parts.set_up, tasks, self._draft, self)
        self._running = Running(tasks, parts.slow_after_ms, self)
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is settled and what was typed, the first time."""
        super().showEvent(event)
        if not self._is_read:
            read = self._parts.set_up.read
            self._tasks.database(read, self._on_read, owner=self, failed=self._on_failed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed: the window may be on its way out."""
        super().hideEvent(event)
        self._keeping.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the list of steps where there is room for it."""
        super().resizeEvent(event)
        self._list.setVisible(self.width() >= self._look.px(_NARROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a field go on to the next step."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not is_held(event, self) and isinstance(self.focusWidget(), QLineEdit):
            self._on_next()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through rows that were added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        parts, look, px = self._parts, self._look, self._look.px
        names = NamesStep(parts, look)
        self._way = WayStep(parts, look)
        self._trial = TrialStep(parts, self._tasks, look)
        self._steps: tuple[Step | HoursStep, ...] = (
            names,
            BranchesStep(parts, names.library, look),
            HoursStep(parts, look),
            self._way,
            SecondStep(parts, look),
            self._trial,
            OthersStep(parts, self._tasks, look),
        )
        self._count = label("", "quiet")
        self._trouble = label("", "trouble")
        self._trouble.hide()
        inner = QWidget()
        inner.setMaximumWidth(px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("Set up your library"), "title"))
        column.addWidget(self._count)
        column.addWidget(self._trouble)
        for step in self._steps:
            step.hide()
            column.addWidget(step)
        column.addStretch(1)
        self._list = StepList([step.name for step in self._steps], look)
        self._list.setFixedWidth(px(_RAIL))
        content = QWidget()
        row = QHBoxLayout(content)
        edge = px(theme.HUGE)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(edge)
        row.addWidget(self._list, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(inner, 1)
        row.addStretch(0)
        self._foot = Foot(look)
        self._area = fill_page(self, content, look, self._foot)

    def _connect(self) -> None:
        for step in self._steps:
            step.touched.connect(self._keeping.note)
            step.look_requested.connect(self._area.ensureWidgetVisible)
        self.back_requested.connect(self._on_back)
        self._foot.back.clicked.connect(self._on_back)
        self._foot.next.clicked.connect(self._on_next)
        self._foot.later.clicked.connect(partial(self._end, Standing.LATER))
        self._list.step_chosen.connect(self._go_to)
        self._running.done.connect(self._on_done)
        self._running.failed.connect(self._on_failed)
        self._running.is_slow.connect(self._on_slow)
        self._trial.collect_requested.connect(self.collect_requested)
        self._trial.ended.connect(self._on_works)

    def _on_read(self, settled: Settled) -> None:
        self._is_read = True
        self._trouble.hide()
        for step in self._steps:
            step.fill(settled)
            step.is_dirty = bool(step.draft().keys() & settled.draft.keys())
        self._keeping.begin(settled.draft)
        place = settled.draft.get(_STEP, "")
        self._go_to(min(int(place), self._last()) if place.isdecimal() else 0)

    def _go_to(self, place: int) -> None:
        self._running.give_up()
        left, self._at = self._steps[self._at], place
        left.say("")
        left.leave()
        left.hide()
        step = self._steps[place]
        step.show()
        told = self.tr("Step {number} of {count}")
        self._count.setText(told.format(number=place + 1, count=self._last() + 1))
        self._announcer.say(f"{step.name}. {self._count.text()}")
        self._list.show_steps(place, self._last() + 1)
        self._area.verticalScrollBar().setValue(0)
        step.enter()
        self._name_next()
        # A field that is filled in asks for nothing: Enter goes on from it as from the button.
        (_first_field(step) or self._foot.next).setFocus(Qt.FocusReason.OtherFocusReason)
        self._keeping.note()

    def _last(self) -> int:
        """Return the place of the last step; without other computers it is the test report."""
        last = len(self._steps) - 1
        return last if self._way.shares() else last - 1

    def _name_next(self) -> None:
        self._foot.show_place(
            is_first=self._at == 0,
            is_last=self._at == self._last(),
            is_untested=self._steps[self._at] is self._trial and not self._trial.works,
        )

    def _on_works(self) -> None:
        if self._steps[self._at] is self._trial:
            self._name_next()
            self._foot.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()  # the inbox has something to show

    def _on_back(self) -> None:
        if self._at > 0:
            self._go_to(self._at - 1)

    def _on_next(self) -> None:
        if self._running.is_running or not self._is_read:
            return
        step = self._steps[self._at]
        step.set_trouble("")
        if (work := step.work()) is not None:
            self._running.run(work)

    def _on_slow(self) -> None:
        told = self.tr("The folder has not answered yet. Wait for it, or go back.")
        self._steps[self._at].say(told)

    def _on_done(self, result: object) -> None:
        step = self._steps[self._at]
        step.say("")
        step.is_dirty = False
        if step is self._way:
            self._trial.begin_anew()
        self.changed.emit()
        if not step.may_go_on(result):
            return
        if self._at == self._last():
            self._end(Standing.DONE)
        else:
            self._go_to(self._at + 1)

    def _on_failed(self, error: Exception) -> None:
        sentence, field = self.tr("That went wrong. What you typed is still here."), ""
        if isinstance(error, Refusal):
            sentence, field = error.sentence, error.field
        elif isinstance(error, Unavailable | Conflict):
            sentence = error.sentence
        else:
            self._tasks.unhandled.emit(error)
        if self._is_read:
            self._steps[self._at].say("")
            self._steps[self._at].set_trouble(sentence, field)
        else:
            self._trouble.setText(sentence)
            self._trouble.show()

    def _end(self, standing: Standing = Standing.LATER) -> None:
        self._running.give_up()
        self._steps[self._at].leave()
        self._keeping.keep()
        if standing is Standing.DONE:
            self._keeping.end()
        self._tasks.database(
            lambda: self._parts.set_up.move(standing),
            lambda _: self.ended.emit(),
            owner=self,
            failed=self._on_failed,
        )

    def _draft(self) -> Mapping[str, str]:
        """Return what was typed and not settled."""
        typed = {_STEP: str(self._at)}
        for step in self._steps:
            if step.is_dirty:
                typed |= step.draft()
        return typed


def _first_field(step: QWidget) -> QWidget | None:
    """Return the field to begin with; None where nothing is to be typed."""
    fields = (one for one in step.findChildren(QLineEdit) if one.isVisibleTo(step))
    return next((one for one in fields if not one.isReadOnly()), None)
