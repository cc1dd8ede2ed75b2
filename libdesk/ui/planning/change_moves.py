"""What can be done with planned work: tell staff, put it off, say that it is done."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.moments import read_day
from libdesk.domain.planned_changes import PlannedChange, is_overdue
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.planning.wording import notice_draft
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.words_edit import WordsEdit


class ChangeMoves(QFrame):
    """Three buttons; two of them open a card with what still has to be said.

    Args:
        look: the theme.
        now: tells the time.

    Signals:
        tell_requested: the PlannedChange: tell it to staff in `words()`.
        put_off_requested: the PlannedChange: plan it for `day()`.
        finished: the PlannedChange that is done.
        look_requested: this should be in sight.
    """

    tell_requested = Signal(object)
    put_off_requested = Signal(object)
    finished = Signal(object)
    look_requested = Signal(QWidget)

    def __init__(self, look: Theme, now: Clock) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._change: PlannedChange | None = None
        self._build()
        self._connect()
        self.hide()

    @property
    def tell_card(self) -> SettingCard:
        """The card in which a notice is written."""
        return self._tell

    @property
    def put_off_card(self) -> SettingCard:
        """The card in which another day is typed."""
        return self._put_off

    def show_change(self, change: PlannedChange | None) -> None:
        """Offer the moves of planned work; a notice that is being written to it stays."""
        is_same = change is not None and change == self._change
        self._change = change
        self.setVisible(change is not None and not change.is_over)
        if is_same or change is None:
            return
        # Of what is past nobody is told any more; it is done, or it was put off.
        is_past = is_overdue(change, self._now().astimezone().date())
        self._to_tell.setVisible(not is_past)
        for card in (self._tell, self._put_off):
            card.hide()
            card.set_trouble("")
        self._words.set_words(notice_draft(change, self._now().astimezone().date()))
        self._day.clear()
        told = self.tr("Tell staff again…") if change.is_told else self.tr("Tell staff…")
        self._to_tell.set_words(told)

    def words(self) -> str:
        """Return the notice as it was written."""
        return self._words.words()

    def day(self) -> date | None:
        """Return the day that was typed; None where it is none, which is told."""
        day = read_day(self._day.text(), self._now().astimezone().date())
        if day is None:
            self._put_off.set_trouble(self.tr("Type the day as 2026-12-03 or Dec 3 2026."), "on")
        return day

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        self._to_tell = Button("", "primary")
        self._to_finish = Button(self.tr("It is done"), enter_presses=False)
        self._to_put_off = Button(self.tr("Put it off…"), enter_presses=False)
        flow = FlowLayout(px(theme.SMALL))
        for button in (self._to_tell, self._to_finish, self._to_put_off):
            flow.addWidget(button)
        column.addLayout(flow)
        lead = self.tr("Read it once more as if you knew nothing of computers. It ends by itself.")
        self._tell = SettingCard(
            self.tr("Tell staff"), lead, self.tr("Tell all forms there"), self._look
        )
        self._words = WordsEdit(self._look, (3, 8))
        self._tell.add_field(self.tr("What staff read"), self._words, "text")
        lead = self.tr("Later times of work that comes again stay as they are.")
        self._put_off = SettingCard(self.tr("Put it off"), lead, self.tr("Put it off"), self._look)
        self._day = self._put_off.add_line(
            self.tr("To which day"), self.tr("A day, such as 2026-12-03"), "on"
        )
        for card in (self._tell, self._put_off):
            back = Button(self.tr("Back"), enter_presses=False)
            back.clicked.connect(card.hide)
            back.clicked.connect(self._to_finish.setFocus)
            card.add_button(back)
            card.look_requested.connect(self.look_requested)
            card.hide()
            column.addWidget(card)

    def _connect(self) -> None:
        self._words.textChanged.connect(self._tell.touch)
        self._to_tell.clicked.connect(self._open_tell)
        self._to_put_off.clicked.connect(self._open_put_off)
        self._to_finish.clicked.connect(lambda: self.finished.emit(self._change))
        self._tell.save_requested.connect(lambda: self.tell_requested.emit(self._change))
        self._put_off.save_requested.connect(lambda: self.put_off_requested.emit(self._change))

    def _open_tell(self) -> None:
        self._open(self._tell, self._words)
        self._tell.is_dirty = True  # the draft is as good as typed

    def _open_put_off(self) -> None:
        self._open(self._put_off, self._day)

    def _open(self, card: SettingCard, field: QWidget) -> None:
        for one in (self._tell, self._put_off):
            one.setVisible(one is card)
        field.setFocus()
        self.look_requested.emit(card)
