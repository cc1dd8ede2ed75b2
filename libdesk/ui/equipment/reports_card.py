"""A card with an item's reports: how many, what they cost, and the newest of them to open."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.item_reports import ItemReports
from libdesk.domain.money import Money
from libdesk.services.equipment import Chosen
from libdesk.services.item_reports import ReportsByItem
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.equipment.report_words import cost_words, count_words, line_words, times_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import WideButton
from libdesk.ui.widgets.labels import label

_AGAIN = 2
"""So many reports within thirty days are worth a word."""


class ReportsCard(QFrame):
    """Shows what was reported of one item.

    Args:
        look: the theme.
        now: the clock.
        price: what the item cost; None for not known.

    Signals:
        open_requested: the key of a report that is to be read.
    """

    open_requested = Signal(int)

    def __init__(self, look: Theme, now: Clock, price: Money | None = None) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._price = price
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Reports"))
        self._column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(look.px(theme.SMALL))
        self._column.addWidget(label(self.tr("Reports"), "heading"))
        self._again = label("", "strong")
        self._counts = label("")
        self._costs = label("", "quiet")
        for one in (self._again, self._counts, self._costs):
            one.hide()
            self._column.addWidget(one)

    def show_reports(self, reports: ItemReports) -> None:
        """Show an item's reports; called once."""
        again = times_words(reports.lately) if reports.lately >= _AGAIN else ""
        told = (again, count_words(reports), cost_words(reports, self._price))
        for one, words in zip((self._again, self._counts, self._costs), told, strict=True):
            one.setText(words)
            one.setVisible(bool(words))
        for line in reports.newest:
            button = WideButton(line_words(line, self._now()), self._look)
            button.setAccessibleDescription(self.tr("Opens {number}").format(number=line.number))
            button.clicked.connect(partial(self.open_requested.emit, line.sequence))
            self._column.addWidget(button)

    def show_trouble(self) -> None:
        """Say that the reports can't be read just now."""
        self._counts.setText(self.tr("The reports can’t be read just now."))
        self._counts.show()


class ReportsCards(QObject):
    """Makes the card for whichever item is shown; its reports are read on the database's thread.

    Args:
        tasks: the threads.
        reports: reads them.
        look: the theme.
        now: the clock.

    Signals:
        open_requested: the key of a report that is to be read.
    """

    open_requested = Signal(int)

    def __init__(
        self,
        tasks: Tasks,
        reports: ReportsByItem,
        look: Theme,
        now: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._reports = reports
        self._look = look
        self._now = now

    def __call__(self, chosen: Chosen) -> QWidget:
        """Return a card for an item; it fills itself."""
        card = ReportsCard(self._look, self._now, chosen.record.price)
        card.open_requested.connect(self.open_requested)
        self._tasks.database(
            partial(self._reports.of, chosen.record.tag),
            card.show_reports,
            owner=card,
            failed=lambda _error: card.show_trouble(),
            quiet=True,
        )
        return card
