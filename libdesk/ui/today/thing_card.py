"""What Today says of something that is no problem: why it is there, and where it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.inbox import Line
from libdesk.domain.today import TodayLine
from libdesk.ui import theme
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.strings import priority_words
from libdesk.ui.theme import Theme
from libdesk.ui.today.wording import TodayWords, kind_of
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, hairline, label
from libdesk.ui.widgets.layouts import FlowLayout


class ThingCard(QFrame):
    """Shows one line.

    Args:
        look: the theme.

    Signals:
        action_requested: the TodayLine: go where it is done.
        done_requested: it is done.
        later_requested: ask until when it is put off.
        not_mine_requested: it is nothing for this desk.
        left: Esc.
    """

    action_requested = Signal(object)
    done_requested = Signal()
    later_requested = Signal()
    not_mine_requested = Signal()
    left = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._line: TodayLine | None = None
        self._actions = {
            "branch": self.tr("Open this branch’s problems"),
            "notice": self.tr("Open known problems"),
            "change": self.tr("Open planned work"),
            "loan": self.tr("Open the loan"),
            "quarantine": self.tr("Open the folder"),
            "backup": self.tr("Look at the copies"),
            "away": self.tr("Open the folder"),
            "set_up": self.tr("Settle it"),
            "untouched": self.tr("Open the inbox"),
            "registered": self.tr("Decide on them"),
            "setting_up": self.tr("Open their checklists"),
            "count": self.tr("Open the count"),
            "offer": self.tr("Open the offer"),
            "policy": self.tr("Open the policy"),
        }
        self._more = {
            "branch": self.tr("What is open there, most urgent first:"),
            "notice": self.tr("Forms tell it until you end it, or say a later time."),
            "change": self.tr("There you tell staff, put it off, or say that it is done."),
            "loan": self.tr("There you take it back, extend it, or hand it out."),
            "quarantine": self.tr(
                "Beside each file stands why it could not be read. Nothing was thrown away."
            ),
            "backup": self.tr("Your work is safe in the database; a copy is for a broken disk."),
            "away": self.tr(
                "Reports wait where they are and come by themselves as soon as there is a way."
            ),
            "set_up": self.tr("Forms work without it; with it, staff know more."),
            "registered": self.tr(
                "They are in no list yet: accept each, or merge it with the item that it is."
            ),
            "setting_up": self.tr(
                "Until each line of its checklist is ticked or excused, none of them is back in "
                "service."
            ),
            "count": self.tr(
                "There you scan on, finish it, and say about each difference what is done."
            ),
            "offer": self.tr("There you write to the donor, or say what became of each thing."),
            "policy": self.tr(
                "It still counts as it is. Look it over with the board, and set the next day."
            ),
            "untouched": self.tr("None of them is pressing; their reporters wait for a word."),
        }
        self._build(look)

    def show_line(self, line: TodayLine, words: TodayWords) -> None:
        """Show a line."""
        kind = kind_of(line)
        self._line = line
        self.setAccessibleName(words.title(line))
        self._title.setText(words.title(line))
        self._why.setText("\n".join(words.reason(reason) for reason in line.reasons))
        self._hint.setText(self._more[kind])
        self._action.set_words(self._actions[kind])
        self.show_problems(())

    def show_problems(self, lines: Sequence[Line]) -> None:
        """List problems below the reason, such as those that are open at a branch."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in lines:
            facts = DOT.join(filter(None, (priority_words(line.priority), line.number, line.item)))
            self._list.addWidget(hairline())
            self._list.addWidget(label(line.title, "strong"))
            self._list.addWidget(label(facts, "fine"))

    def focus_action(self) -> None:
        """Put the focus on the button that goes where it is done."""
        self._action.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self, look: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.px(theme.TINY), look.px(theme.HUGE))
        frame = card()
        column.addWidget(frame)
        column.addStretch(1)
        inside = QVBoxLayout(frame)
        edge = look.px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look.px(theme.MEDIUM))
        self._title = label("", "heading", selectable=True)
        self._why = label("", selectable=True)
        self._hint = label("", "quiet")
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(theme.SMALL))
        for words in (self._title, self._why):
            words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for one in (self._title, self._why):
            inside.addWidget(one)
        self._action = Button("", "primary")
        self._done = Button(self.tr("Done  (f)"), enter_presses=False)
        self._later = Button(self.tr("Later…  (l)"), enter_presses=False)
        self._not_mine = Button(self.tr("Not mine  (i)"), enter_presses=False)
        flow = FlowLayout(look.px(theme.SMALL))
        for button in (self._action, self._done, self._later, self._not_mine):
            flow.addWidget(button)
        inside.addLayout(flow)
        inside.addWidget(self._hint)
        inside.addLayout(self._list)
        self._action.clicked.connect(self._on_action)
        self._done.clicked.connect(self.done_requested)
        self._later.clicked.connect(self.later_requested)
        self._not_mine.clicked.connect(self.not_mine_requested)

    def _on_action(self) -> None:
        if self._line is not None:
            self.action_requested.emit(self._line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
