"""A card on a record: how far setting the machine up is, or when it was set up last."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.reimaging import SERVICE, Reimaging
from libdesk.services.equipment import Chosen
from libdesk.services.reimagings import SetUp
from libdesk.ui import theme
from libdesk.ui.reimaging.parts import SetUpParts, ended_only
from libdesk.ui.reimaging.words import (
    ended_words,
    excused_words,
    history_words,
    running_words,
    since_words,
    tried_words,
)
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_EARLIER = 8
"""Earlier times that are told one by one; an export has all of them."""


class RunCard(QFrame):
    """Shows one machine's runs; hidden where there is none.

    Args:
        parts: tells the day.
        look: the theme.

    Signals:
        go_on_requested: open the page.
    """

    go_on_requested = Signal()

    def __init__(self, parts: SetUpParts, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self.setAccessibleName(self.tr("Setting it up"))
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_set_up(self, shown: SetUp) -> None:
        """Show how a machine stands; called once."""
        if not shown.runs:
            self.hide()
            return
        self.setProperty("role", "card")
        self.style().unpolish(self)
        self.style().polish(self)
        edge = self._look.px(theme.LARGE)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(self._look.px(theme.SMALL))
        today, last = self._parts.today(), shown.last
        if shown.running is not None:
            words = running_words(shown.running, today)
            self._column.addWidget(label(words, "strong", selectable=True))
            go_on = Button(self.tr("Go on"), enter_presses=False)
            go_on.setAccessibleDescription(words)
            go_on.clicked.connect(self.go_on_requested)
            self._column.addWidget(go_on)
            self._column.setAlignment(go_on, Qt.AlignmentFlag.AlignLeading)
        elif last is not None:
            words = ended_words(last, today)
            self._column.addWidget(label(words, "strong", selectable=True))
            for told in filter(None, (tried_words(last, today), *excused_words(last))):
                self._column.addWidget(label(told, selectable=True))
            self._column.addWidget(label(since_words(last, today), "fine", selectable=True))
            sheet = Button(self.tr("Print how it was set up…"), "link", enter_presses=False)
            sheet.clicked.connect(lambda: self._parts.print_run(ended_only(shown)))
            self._column.addWidget(sheet)
            self._column.setAlignment(sheet, Qt.AlignmentFlag.AlignLeading)
        self._show_earlier(shown.runs[1:])

    def _show_earlier(self, runs: Sequence[Reimaging]) -> None:
        today = self._parts.today()
        for run in runs[:_EARLIER]:
            self._column.addWidget(label(history_words(run, today), "fine", selectable=True))
        if len(runs) > _EARLIER:
            one, many = self.tr("And once before that."), self.tr("And {count} times before that.")
            self._column.addWidget(label(counted(len(runs) - _EARLIER, one, many), "fine"))


class RunCards(QObject):
    """Makes the card for whichever item is shown; it is read on the database's thread.

    Args:
        parts: reads it.
        look: the theme.

    Signals:
        go_on_requested: the item whose page is to be opened.
    """

    go_on_requested = Signal(object)

    def __init__(self, parts: SetUpParts, look: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._look = look

    def __call__(self, chosen: Chosen) -> QWidget:
        """Return a card for an item; it fills itself."""
        card = RunCard(self._parts, self._look)
        # Of a machine that does not serve, why, and how to go on, is asked before what it is.
        card.setProperty("stands_first", chosen.record.status not in SERVICE)
        card.go_on_requested.connect(partial(self.go_on_requested.emit, chosen.record))
        self._parts.tasks.database(
            partial(self._parts.reimagings.of, chosen.record.id),
            card.show_set_up,
            owner=card,
            failed=lambda _error: card.hide(),
            quiet=True,
        )
        return card
