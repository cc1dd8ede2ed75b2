"""The sections of the page of loans: what is out, what is booked, four weeks, what is back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.loans import Loan
from libdesk.services.loan_views import Lent, LoansOverview
from libdesk.ui import theme
from libdesk.ui.loans.loan_deeds import LoanDeeds
from libdesk.ui.loans.loan_row import LoanRow
from libdesk.ui.loans.month_view import MonthView, legend_words
from libdesk.ui.loans.wording import loan_words, more_words, thing_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import card, hairline, label
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import bring_into_sight

_PAST = 20
"""Loans that are over, as many as are listed; an export has all of them."""


class LoanLists(QWidget):
    """Shows them.

    Args:
        deeds: does what is pressed.
        look: the theme.

    Signals:
        free_chosen: the id of a thing, and a day on which it is free.
    """

    free_chosen = Signal(int, object)

    def __init__(self, deeds: LoanDeeds, look: Theme) -> None:
        super().__init__()
        self._deeds = deeds
        self._look = look
        self._wanted = 0
        self._rows: dict[int, LoanRow] = {}
        self._month = MonthView(look)
        self._legend = label("", "fine")
        self._pointed = label("", "strong")
        self._pointed.hide()
        self._nothing = label(
            self.tr(
                "Nothing is there to be lent yet. Give a thing the role “loan kit” in its record, "
                "or choose a spare in the list and press L."
            ),
            "quiet",
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.MEDIUM))
        _, self._out_rows = self._section(self.tr("Out now"))
        self._booked, self._booked_rows = self._section(self.tr("Booked"))
        _, rows = self._section(self.tr("The next four weeks"))
        for part in (self._nothing, self._month, self._pointed, self._legend):
            rows.addWidget(part)
        self._past, self._past_rows = self._section(self.tr("Back again"))
        self._month.free_chosen.connect(self.free_chosen)
        self._month.loan_chosen.connect(self._on_loan)
        self._month.pointed.connect(self._on_pointed)

    def show_overview(self, shown: LoansOverview) -> None:
        """Show what there is."""
        self._rows = {}
        out = self._made(shown.out, shown) or [_quiet(self.tr("Nothing is out."))]
        refill(self._out_rows, out)
        refill(self._booked_rows, self._made(shown.booked, shown))
        self._booked.setVisible(bool(shown.booked))
        self._month.show_overview(shown)
        for part in (self._month, self._legend):
            part.setVisible(bool(shown.things))
        self._nothing.setVisible(not shown.things)
        self._legend.setText(legend_words(shown.today))
        refill(self._past_rows, [_past_line(one, shown) for one in shown.ended[:_PAST]])
        self._past.setVisible(bool(shown.ended))
        self._go_to_wanted()

    def show_loan(self, loan_id: int) -> None:
        """Go to a loan as soon as it is there."""
        self._wanted = loan_id
        self._go_to_wanted()

    def _section(self, heading: str) -> tuple[QFrame, QVBoxLayout]:
        frame = card()
        frame.setAccessibleName(heading)
        inside = QVBoxLayout(frame)
        edge = self._look.px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(self._look.px(theme.MEDIUM))
        inside.addWidget(label(heading, "heading"))
        rows = QVBoxLayout()
        rows.setSpacing(self._look.px(theme.MEDIUM))
        inside.addLayout(rows)
        self._column.addWidget(frame)
        return frame, rows

    def _made(self, some: tuple[Lent, ...], shown: LoansOverview) -> list[QWidget]:
        made: list[QWidget] = []
        for one in some:
            if made:
                made.append(hairline())
            others = [
                thing.record
                for thing in shown.things
                if not thing.why_not and thing.record.id != one.loan.item
            ]
            row = LoanRow(
                one, shown.today, shown.hours, self._look, names_thing=True, others=others
            )
            self._deeds.serve(row)
            self._rows[one.loan.id] = row
            made.append(row)
        return made

    def _on_loan(self, loan: Loan) -> None:
        self.show_loan(loan.id)

    def _on_pointed(self, words: str) -> None:
        self._pointed.setText(words)
        self._pointed.setVisible(bool(words))

    def _go_to_wanted(self) -> None:
        row = self._rows.get(self._wanted)
        first = row.first() if row is not None else None
        if row is None or first is None:
            return
        self._wanted = 0
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(row)


def _past_line(one: Lent, shown: LoansOverview) -> QWidget:
    told = (thing_words(one.record), loan_words(one.loan, shown.today))
    return _quiet(". ".join(filter(None, (*told, more_words(one.loan)))))


def _quiet(words: str) -> QWidget:
    return label(words, "quiet", selectable=True)
