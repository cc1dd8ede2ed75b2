"""A card on a record: how far setting the machine up is, or when it was set up last."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.reimaging import SERVICE
from libdesk.services.equipment import Chosen
from libdesk.services.reimagings import SetUp
from libdesk.ui import theme
from libdesk.ui.reimaging.parts import SetUpParts
from libdesk.ui.reimaging.words import ended_words, excused_words, running_words
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


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
            for told in excused_words(last):
                self._column.addWidget(label(told, selectable=True))
        earlier = len(shown.runs) - 1
        if earlier:
            told = counted(
                earlier,
                self.tr("It was set up once before."),
                self.tr("It was set up {count} times before."),
            )
            self._column.addWidget(label(told, "fine"))


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
