"""The two short forms of the way out: declared surplus, and the certificate that came."""

from datetime import date

from libdesk.domain.disposal import Condition
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.disposal.wording import condition_words
from libdesk.ui.theme import Theme


class RetireForm(LeavingForm):
    """Why something goes, and in what state it is.

    Args:
        look: the theme.
        today: the reader's day.
    """

    def __init__(self, look: Theme, today: date) -> None:
        super().__init__(
            self.tr("Declare it surplus"),
            self.tr(
                "What holds storage is to be wiped then; what has none is ready to go. Whoever "
                "declares it, and their family, may not have it."
            ),
            self.tr("Declare it surplus"),
            look,
            today,
        )
        self._why = self.add_words(
            "why", self.tr("Why it goes"), self.tr("Such as: cannot run Windows 11")
        )
        kinds = [one for one in Condition if one.value]
        self._condition = self.add_chips(
            "condition",
            self.tr("In what state is it?"),
            [(one.value, condition_words(one)) for one in kinds],
        )
        self.be_ready()

    def why(self) -> str:
        """Return why."""
        return self._why.text()

    def condition(self) -> Condition:
        """Return the state."""
        return Condition("".join(self._condition.chosen()))


class CertificateForm(LeavingForm):
    """The number and the day of the certificate that came later.

    Args:
        look: the theme.
        today: the reader's day.
    """

    def __init__(self, look: Theme, today: date) -> None:
        super().__init__(
            self.tr("The certificate"),
            self.tr("It says what became of the thing. Several may have one and the same."),
            self.tr("Keep the certificate"),
            look,
            today,
        )
        self._number = self.add_words("certificate", self.tr("Certificate number"))
        self.add_day("certificate_on", self.tr("Day of the certificate"), today)
        self.be_ready()

    def number(self) -> str:
        """Return the number."""
        return self._number.text()
