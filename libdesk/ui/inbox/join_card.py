"""Which reports are the same thing: chosen here, joined to the problem that is read."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.inbox import Line
from libdesk.domain.problems import Problem, ReportId
from libdesk.ui import theme
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.inbox.wording import DOT, LineWords
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class JoinCard(SideCard):
    """Offers what looks alike; what somebody chose in the list is chosen here too.

    Args:
        look: the theme.
        words: words a line.

    Signals:
        join_requested: the ids of the reports that join.
    """

    join_requested = Signal(object)

    def __init__(self, look: Theme, words: Callable[[], LineWords]) -> None:
        super().__init__(look, self.tr("Join into one problem"), stays=True)
        self._words = words
        self._ids: dict[str, ReportId] = {}
        self._announcer = Announcer(self)
        self._lead = label("", "quiet")
        self._title = label("", "strong")
        self._none = label(
            self.tr("Nothing open looks like it. Choose others in the list with x first."), "quiet"
        )
        self._row = ChipRow(self.tr("What is the same thing?"), (), look, several=True)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        self._join = Button(self.tr("Join"), "primary")
        self._back = Button(self.tr("Back"), enter_presses=False)
        buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        buttons.setLayout(flow)
        flow.addWidget(self._back)
        flow.addWidget(self._join)
        for one in (self._title, self._lead, self._row, self._none, self._trouble, buttons):
            self.inside.addWidget(one)
        self._row.changed.connect(self._on_chosen)
        self._back.clicked.connect(self.closed)
        self._join.clicked.connect(self._on_join)

    def first(self) -> QWidget:
        """Return the first report on offer, or the button when enough is chosen already."""
        if not self._ids:
            return self._back
        return self._join if self._row.chosen() else self._row.first()

    def offer(self, root: Problem, lines: Sequence[Line], chosen: Sequence[int]) -> None:
        """Show what may join a problem.

        Args:
            root: the problem that stays in the list.
            lines: what may be the same thing.
            chosen: keys of those that somebody has chosen already.
        """
        self.refuse("")
        words = self._words()
        self._title.setText(f"{root.report.number}{DOT}{root.report.title}")
        self._lead.setText(
            self.tr(
                "What you choose is read and answered with it: you answer once, and all their "
                "reporters hear it."
            )
        )
        self._ids = {str(line.sequence): line.id for line in lines}
        self._row.set_choices(())
        self._row.set_choices(
            [
                (str(line.sequence), DOT.join((line.title, words.facts(line), words.when(line))))
                for line in lines
            ]
        )
        self._row.choose([str(key) for key in chosen])
        self._row.setVisible(bool(lines))
        self._none.setVisible(not lines)
        self._on_chosen()

    def refuse(self, sentence: str) -> None:
        """Say why they did not join; "" takes it off."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        if sentence:
            self._announcer.say(sentence)

    def _on_chosen(self) -> None:
        count = len(self._row.chosen())
        self._join.setEnabled(count > 0)
        self._join.set_words(
            counted(count, self.tr("Join 1 report"), self.tr("Join {count} reports"))
        )

    def _on_join(self) -> None:
        chosen = tuple(self._ids[key] for key in self._row.chosen() if key in self._ids)
        if chosen:
            self.join_requested.emit(chosen)
