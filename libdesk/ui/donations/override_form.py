"""That a person decides otherwise than the checker: what, who, and why; both are kept."""

from datetime import date

from libdesk.domain.donation_policy import Verdict
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.donations.wording import verdict_words
from libdesk.ui.theme import Theme

REASON_LIMIT = 500


class OverrideForm(LeavingForm):
    """One decision on one machine.

    Args:
        holds: the verdict that holds until now.
        deciders: who may say yes, as the policy has it; "" where it says nothing.
        who: whoever sits here.
        look: the theme.
        today: the reader's day.
    """

    def __init__(self, holds: Verdict, deciders: str, who: str, look: Theme, today: date) -> None:
        lead = self.tr("The checker’s verdict stays beside it, and the letter follows yours.")
        if deciders:
            told = self.tr("By the policy, this may decide: {deciders}.")
            lead = f"{told.format(deciders=deciders.rstrip('.'))} {lead}"
        super().__init__(
            self.tr("Decide otherwise"), lead, self.tr("Keep this decision"), look, today
        )
        others = [one for one in reversed(Verdict) if one is not holds]
        self._verdict = self.add_chips(
            "verdict",
            self.tr("What is decided?"),
            [(one.word, verdict_words(one)) for one in others],
        )
        self._by = self.add_words("by", self.tr("Who decides"), self.tr("A person’s name"))
        self._by.setText(who)
        self._reason = self.add_note("reason", self.tr("Why"), REASON_LIMIT)
        self.be_ready()

    def verdict(self) -> Verdict | None:
        """Return what is decided; None where nothing is chosen."""
        chosen = "".join(self._verdict.chosen())
        return next((one for one in Verdict if one.word == chosen), None)

    def by(self) -> str:
        """Return who decides."""
        return self._by.text().strip()

    def reason(self) -> str:
        """Return why."""
        return self._reason.words().strip()
