"""The card below a record: who has the thing, what is booked, and what can be done about it."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.loans import LENT_ROLES, READY_TO_LEND
from libdesk.services.equipment import Chosen
from libdesk.services.loan_views import Lent, LoansOf
from libdesk.ui import theme
from libdesk.ui.loans.loan_deeds import LoanDeeds
from libdesk.ui.loans.loan_row import LoanRow
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import hairline, label


class LoanCard(QFrame):
    """Shows the loans of one thing; hidden where it has none.

    Args:
        deeds: what can be done.
        look: the theme.
    """

    def __init__(self, deeds: LoanDeeds, look: Theme) -> None:
        super().__init__()
        self._deeds = deeds
        self._look = look
        self._has_words = False
        self.setProperty("role", "card")
        self.setProperty("stands_first", True)  # noqa: FBT003 - a property takes no name
        self.setAccessibleName(self.tr("Loans"))
        self._column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(look.px(theme.MEDIUM))
        self._column.addWidget(label(self.tr("Loans"), "heading"))
        self.hide()

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own signature
        """Stay hidden until there is something to show: most things are never lent."""
        super().setVisible(visible and self._has_words)

    def show_loans(self, told: LoansOf, *, is_meant_for_it: bool) -> None:
        """Show them; called once.

        Args:
            told: how the thing stands to loans.
            is_meant_for_it: that nobody has it is worth a word.
        """
        for place, loan in enumerate(told.loans):
            if place:
                self._column.addWidget(hairline())
            lent = Lent(loan, told.record)
            row = LoanRow(lent, told.today, told.hours, self._look, names_thing=False)
            self._deeds.serve(row)
            self._column.addWidget(row)
        if told.past:
            one, many = self.tr("Lent once before"), self.tr("Lent {count} times before")
            self._column.addWidget(label(counted(told.past, one, many), "quiet"))
        elif not told.loans:
            self._column.addWidget(label(self.tr("Nobody has it. L lends it."), "quiet"))
        self._has_words = bool(told.loans or told.past) or is_meant_for_it
        self.setVisible(self._has_words)

    def show_trouble(self) -> None:
        """Say that the loans can't be read just now."""
        self._column.addWidget(label(self.tr("The loans can’t be read just now.")))
        self._has_words = True
        self.show()


class LoanCards(QObject):
    """Makes the card for whichever thing is shown; it fills itself.

    Args:
        deeds: reads, and does what is pressed.
        look: the theme.
    """

    def __init__(self, deeds: LoanDeeds, look: Theme) -> None:
        super().__init__(deeds)
        self._deeds = deeds
        self._look = look

    def __call__(self, chosen: Chosen) -> QWidget:
        """Return a card for a thing."""
        card = LoanCard(self._deeds, self._look)
        record = chosen.record
        meant = record.role in LENT_ROLES and record.status in READY_TO_LEND
        self._deeds.tasks.database(
            partial(self._deeds.loans.of, record.id),
            partial(card.show_loans, is_meant_for_it=meant),
            owner=card,
            failed=lambda _error: card.show_trouble(),
            quiet=True,
        )
        return card
