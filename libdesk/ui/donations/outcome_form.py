"""What became of a machine that the library did not take: where it went, when, with which proof."""

from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from libdesk.domain.donations import WITH_CERTIFICATE, Fated, Outcome
from libdesk.services.errors import Refusal
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.donations.wording import outcome_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

_WAYS = (Outcome.NOT_BROUGHT, Outcome.RETURNED, Outcome.REFURBISHER, Outcome.RECYCLED)
_WITH_PLACE = frozenset({Outcome.REFURBISHER, Outcome.RECYCLED})


class OutcomeForm(LeavingForm):
    """One machine's way after a no.

    Args:
        before: what is known of it already.
        look: the theme.
        today: the reader's day.
    """

    def __init__(self, before: Fated, look: Theme, today: date) -> None:
        super().__init__(
            self.tr("What became of it"),
            self.tr("A donor, or an auditor, may ask for it years later."),
            self.tr("Keep what became of it"),
            look,
            today,
        )
        self._before = before
        self._build()
        if before.outcome in _WAYS:
            self._outcome.choose((before.outcome.value,))
            self._to.setText(before.to)
            self._certificate.setText(before.certificate)
        self.be_ready()

    def fated(self) -> Fated:
        """Return what is written here.

        Raises:
            Refusal: nothing is chosen, a place is missing, or the day is none; names the field.
        """
        outcome = self._chosen()
        if outcome is Outcome.NONE:
            raise Refusal(self.tr("Choose what became of it."), field="outcome")
        to = self._to.text().strip() if outcome in _WITH_PLACE else ""
        if outcome in _WITH_PLACE and not to:
            raise Refusal(self.tr("Say to which firm or group it went."), field="to")
        certificate = self._certificate.text().strip() if outcome in WITH_CERTIFICATE else ""
        return Fated(outcome, self.day("on") or self.today, to, certificate)

    def follow(self) -> None:
        """Show what belongs to the way that is chosen."""
        outcome = self._chosen()
        self._ask.setVisible(outcome is Outcome.RETURNED)
        self._passed.setVisible(outcome is Outcome.REFURBISHER)
        self._certified.setVisible(outcome is Outcome.RECYCLED)
        _show(self._to, is_shown=outcome in _WITH_PLACE, within=self)
        _show(self._certificate, is_shown=outcome in WITH_CERTIFICATE, within=self)

    def _build(self) -> None:
        self._outcome = self.add_chips(
            "outcome",
            self.tr("Where did it go?"),
            [(one.value, outcome_words(one)) for one in _WAYS],
        )
        self._ask = self._told(
            self.tr(
                "Ask the donor first. Where no answer comes within 14 days, it goes on to a "
                "refurbisher or a recycler."
            )
        )
        self._passed = self._told(
            self.tr(
                "A refurbisher takes what is sound but not for us. Wipe it first, unless they "
                "promise in writing to do so."
            )
        )
        self._certified = self._told(
            self.tr(
                "Only to a certified recycler: R2 or e-Stewards, or WEEE in Europe. Look the firm "
                "up yourself. Batteries, tube screens and projector lamps never go into the bin."
            )
        )
        row = self.add_row()
        self._to = self.add_words(
            "to", self.tr("To whom"), self.tr("A refurbisher, a recycler"), row
        )
        self.add_day("on", self.tr("On which day"), self._before.on or self.today, row)
        self._certificate = self.add_words(
            "certificate", self.tr("Certificate number"), self.tr("May come later: leave it empty")
        )

    def _told(self, words: str) -> QLabel:
        told = label(words, "quiet")
        self.column.addWidget(told)
        return told

    def _chosen(self) -> Outcome:
        return Outcome("".join(self._outcome.chosen()))


def _show(field: QWidget, *, is_shown: bool, within: QWidget) -> None:
    """Show or hide a field with the words above it."""
    field.setVisible(is_shown)
    for one in within.findChildren(QLabel):
        if one.buddy() is field:
            one.setVisible(is_shown)
