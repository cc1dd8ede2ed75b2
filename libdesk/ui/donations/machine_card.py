"""One machine of an offer: the verdict with its reasons, what was decided, and where it went."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Machine, OfferState, Outcome
from libdesk.domain.records import DiskKind
from libdesk.services.donation_stores import KeptOffer, Override
from libdesk.ui import theme
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.donations.cost_view import CostView
from libdesk.ui.donations.offer_reader import MachineShown, OfferShown
from libdesk.ui.donations.offer_words import fated_words, override_words
from libdesk.ui.donations.verdict_view import VerdictView
from libdesk.ui.donations.wording import DOT, machine_words, verdict_words
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

WELCOME = frozenset({Verdict.ACCEPT, Verdict.SPARE, Verdict.PARTS})
"""After these verdicts items may be made."""


class MachineCard(QFrame):
    """One line of an offer.

    Args:
        shown: the line.
        offer: the offer that it belongs to.
        look: the theme.

    Signals:
        override_requested: decide otherwise than the checker.
        take_back_requested: let the checker's verdict hold again.
        outcome_requested: say what became of it.
        items_requested: make items of it.
    """

    override_requested = Signal()
    take_back_requested = Signal()
    outcome_requested = Signal()
    items_requested = Signal()

    def __init__(self, shown: MachineShown, offer: OfferShown, look: Theme) -> None:
        super().__init__()
        self.place = shown.place
        self._shown = shown
        self._look = look
        self.form: LeavingForm | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(machine_words(shown.machine))
        self._column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(look.px(theme.MEDIUM))
        self._build(offer)

    def show_form(self, form: LeavingForm) -> None:
        """Show a form at its end, in the place of any other."""
        self.drop_form()
        self.form = form
        self._column.addWidget(form)
        self._buttons.hide()
        form.show()

    def drop_form(self) -> None:
        """Take the form away."""
        form, self.form = self.form, None
        self._buttons.show()
        if form is not None:
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        if self.form is not None:
            self.form.focus_first()
        elif (first := next(iter(self._buttons.findChildren(Button)), None)) is not None:
            first.setFocus()

    def _build(self, offer: OfferShown) -> None:
        shown, kept, column = self._shown, offer.kept, self._column
        head = QVBoxLayout()
        head.setSpacing(self._look.px(theme.TINY))
        head.addWidget(label(machine_words(shown.machine), "heading", selectable=True))
        if facts := machine_facts(shown.machine):
            head.addWidget(label(facts, "quiet", selectable=True))
        column.addLayout(head)
        said = [one for one in kept.overrides if one.place == shown.place]
        if said:
            column.addWidget(self._decided(kept, said))
        verdict = VerdictView(self._look, brief=True)
        if offer.policy is not None:
            verdict.show_kept(shown.kept, offer.policy, shown.hints)
            column.addWidget(verdict)
        else:
            # Its lines name a version of the policy that can't be read any more.
            column.addWidget(label(verdict_words(shown.kept.verdict), "strong"))
        if shown.machine.notes:
            column.addWidget(label(shown.machine.notes, selectable=True))
        self._add_cost(offer)
        fated = kept.offer.fate(shown.place)
        if told := fated_words(fated):
            column.addWidget(label(told, "strong", selectable=True))
        self._buttons = self._row(self._ways(kept))
        column.addWidget(self._buttons)

    def _add_cost(self, offer: OfferShown) -> None:
        """Add the sum, folded: what decides stands above it."""
        fold = Button(self.tr("What it would cost you"), "link", enter_presses=False)
        fold.setCheckable(True)
        cost = CostView(self._look)
        cost.show_sum(self._shown.cost, offer.costs)
        cost.hide()
        fold.toggled.connect(cost.setVisible)
        self._column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(cost)

    def _decided(self, kept: KeptOffer, said: Sequence[Override]) -> QWidget:
        """Return what a person decided; the last word in large letters."""
        frame = QFrame()
        frame.setProperty("role", "banner")
        inside = QVBoxLayout(frame)
        edge = self._look.px(theme.MEDIUM)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(self._look.px(theme.SMALL))
        inside.addWidget(label(verdict_words(said[-1].verdict), "notice"))
        for one in said:
            inside.addWidget(label(override_words(kept, one), "notice", selectable=True))
        back = Button(self.tr("Take this decision back"), enter_presses=False)
        back.clicked.connect(self.take_back_requested)
        inside.addWidget(self._row([back]))
        return frame

    def _ways(self, kept: KeptOffer) -> list[Button]:
        offer = kept.offer
        if offer.state is OfferState.WITHDRAWN:
            return []
        fated = offer.fate(self.place)
        made = []
        if fated.outcome in (Outcome.NONE, Outcome.NOT_BROUGHT):
            is_welcome = kept.verdict(self.place) in WELCOME
            if is_welcome:
                made.append(self._button(self.tr("Make the items…"), self.items_requested.emit))
            made.append(self._button(self.tr("Decide otherwise…"), self.override_requested.emit))
        if fated.outcome is not Outcome.TAKEN:
            is_new = fated.outcome is Outcome.NONE
            words = self.tr("What became of it…") if is_new else self.tr("Correct what became…")
            made.append(self._button(words, self.outcome_requested.emit))
        return made

    def _button(self, words: str, act: Callable[[], None]) -> Button:
        made = Button(words, enter_presses=False)
        made.setAccessibleDescription(machine_words(self._shown.machine))
        made.clicked.connect(act)
        return made

    def _row(self, buttons: Sequence[Button]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(self._look.px(theme.SMALL))
        row.setLayout(flow)
        for button in buttons:
            flow.addWidget(button)
        return row


def machine_facts(machine: Machine) -> str:
    """Return what is known of a machine in a line, as people say it."""
    told = [machine.processor]
    if machine.memory_gb is not None:
        told.append(f"{machine.memory_gb} GB")
    if machine.disk_gb is not None:
        kind = "" if machine.disk_kind is DiskKind.UNKNOWN else f" {machine.disk_kind.value}"
        told.append(f"{machine.disk_gb} GB{kind}")
    if machine.made_on is not None:
        told.append(made_words(machine.made_on))
    if machine.serial:
        told.append(machine.serial)
    return DOT.join(filter(None, told))


def made_words(day: date) -> str:
    """Return when something was made; a year alone is kept as its first of July."""
    return str(day.year) if (day.month, day.day) == (7, 1) else short_day_words(day)
