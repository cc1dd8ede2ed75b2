"""The verdict with its reasons, and the cost, as they stand in an offer."""

from PySide6.QtWidgets import QWidget

from libdesk.domain.donation_policy import Policy
from libdesk.ui.donations.offer_reader import MachineShown
from libdesk.ui.donations.offer_words import verdict_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


def verdict_of(shown: MachineShown, policy: Policy | None, look: Theme) -> QWidget:
    """Return what shows a verdict."""
    return label(verdict_words(shown.kept.verdict), "strong")


def cost_of(shown: MachineShown, look: Theme) -> QWidget:
    """Return what shows the cost."""
    return label("", "quiet")
