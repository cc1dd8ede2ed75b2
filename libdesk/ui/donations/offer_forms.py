"""The one form that is open in an offer, with what was typed in it, kept until it is saved."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from libdesk.domain.donations import OfferId
from libdesk.services.donation_items import Proposal
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui.disposal.leaving_form import Draft, LeavingForm
from libdesk.ui.donations.items_form import ItemsForm
from libdesk.ui.donations.machine_card import MachineCard
from libdesk.ui.donations.offer_deeds import Decided, OfferDeeds
from libdesk.ui.donations.offer_reader import OfferShown
from libdesk.ui.donations.offer_side import OfferSide
from libdesk.ui.donations.outcome_form import OutcomeForm
from libdesk.ui.donations.override_form import OverrideForm
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button

DraftKey = tuple[str, OfferId, int]
"""Of which form, for which offer, for the machine at which place."""

_OVERRIDE, _OUTCOME, _ITEMS = "override", "outcome", "items"


class OfferForms(QObject):
    """Opens a form in a machine's card, and keeps it there while the offer is read anew.

    Args:
        side: shows the offer.
        deeds: does what is pressed.
        look: the theme.
        today: tells the reader's day.
        who: whoever sits here.
        drafts: what was typed and not kept; it is added to.

    Attributes:
        branches: codes and names.
    """

    def __init__(
        self,
        side: OfferSide,
        deeds: OfferDeeds,
        look: Theme,
        today: Callable[[], date],
        who: str,
        drafts: dict[DraftKey, Draft],
    ) -> None:
        super().__init__(side)
        self._side = side
        self._deeds = deeds
        self._look = look
        self._today = today
        self._who = who
        self._drafts = drafts
        self._key: DraftKey | None = None
        self._card: MachineCard | None = None
        self._proposal: Proposal | None = None
        self.branches: Mapping[str, str] = {}
        side.override_requested.connect(partial(self._open, _OVERRIDE))
        side.outcome_requested.connect(partial(self._open, _OUTCOME))
        side.items_requested.connect(self._on_items)
        side.take_back_requested.connect(self._on_take_back)

    def show_offer(self, shown: OfferShown) -> None:
        """Show an offer; the form that is open in it, or was left with words in it, stays."""
        self.keep_draft()
        key, self._key, self._card = self._key, None, None
        self._side.show_offer(shown)
        offer = shown.kept.offer
        if key is None or key[1] != offer.id:
            key = next((one for one in self._drafts if one[1] == offer.id), None)
        if key is not None and key[0] == _ITEMS:
            # Other labels may be free by now: it is proposed anew when somebody asks for it.
            key = None
        if key is not None and key[2] < len(self._side.cards):
            self._open(key[0], self._side.cards[key[2]], takes_focus=False)

    def keep_draft(self) -> None:
        """Put aside what was typed and not kept."""
        form = self._card.form if self._card is not None else None
        if form is not None and form.is_written and self._key is not None:
            self._drafts[self._key] = form.draft()

    def leave(self) -> bool:
        """Close the form, and put aside what was typed in it; say whether one was open."""
        self.keep_draft()
        return self._close()

    def _close(self) -> bool:
        card, self._card, self._key = self._card, None, None
        if card is None:
            return False
        card.drop_form()
        card.focus_first()
        return True

    def _open(self, which: str, card: MachineCard, *, takes_focus: bool = True) -> None:
        self.leave()
        shown = self._side.shown
        if shown is None:
            return
        self._key = which, shown.kept.offer.id, card.place
        form = self._made(which, card, shown)
        if (draft := self._drafts.get(self._key)) is not None:
            form.take_draft(draft)
            form.say(self.tr("Not kept yet."))
        leave = Button(self.tr("Leave it"), enter_presses=False)
        leave.clicked.connect(self._on_leave)
        form.add_button(leave)
        form.save_requested.connect(partial(self._save, card, form))
        form.look_requested.connect(self._side.look_at)
        self._card = card
        card.show_form(form)
        if takes_focus:
            form.focus_first()
            self._side.look_at(form)

    def _made(self, which: str, card: MachineCard, shown: OfferShown) -> LeavingForm:
        kept, today = shown.kept, self._today()
        if which == _ITEMS and self._proposal is not None:
            return ItemsForm(self._proposal, self.branches, self._look, today)
        if which == _OUTCOME:
            return OutcomeForm(kept.offer.fate(card.place), self._look, today)
        deciders = shown.policy.deciders if shown.policy is not None else ""
        return OverrideForm(kept.verdict(card.place), deciders, self._who, self._look, today)

    def _save(self, card: MachineCard, form: LeavingForm) -> None:
        shown = self._side.shown
        if shown is None or not form.begin():
            return
        form.set_trouble("")
        then, failed = partial(self._on_kept, form), partial(self._on_refused, form)
        if isinstance(form, OverrideForm):
            decided = Decided(card.place, form.verdict(), form.by(), form.reason())
            self._deeds.override(shown.kept, decided, then=then, failed=failed)
            return
        try:
            if isinstance(form, OutcomeForm):
                fated = form.fated()
                self._deeds.set_fate(shown.kept, card.place, fated, then=then, failed=failed)
            elif isinstance(form, ItemsForm):
                self._deeds.make_items(shown.kept, form.wanted(), then=then, failed=failed)
        except Refusal as refusal:
            failed(refusal)

    def _on_kept(self, form: LeavingForm) -> None:
        form.finish()
        if self._key is not None:
            self._drafts.pop(self._key, None)
        self._close()

    def _on_refused(self, form: LeavingForm, error: Exception) -> None:
        form.finish()
        if isinstance(error, Refusal | Conflict | Unavailable):
            # Of items the place of the line stands before the field, such as "3.tag".
            field = getattr(error, "field", "").rpartition(".")[2]
            form.set_trouble(error.sentence, field)
        else:
            self._deeds.failed.emit(error)

    def _on_leave(self) -> None:
        if self._key is not None:
            self._drafts.pop(self._key, None)
        self._close()

    def _on_items(self, card: MachineCard) -> None:
        def on_proposal(proposal: Proposal) -> None:
            if card in self._side.cards:
                self._proposal = proposal
                self._open(_ITEMS, card)

        if self._side.shown is not None:
            self._deeds.propose(self._side.shown.kept, card.place, on_proposal)

    def _on_take_back(self, card: MachineCard) -> None:
        if self._side.shown is not None:
            self._deeds.take_back_override(self._side.shown.kept, card.place)
