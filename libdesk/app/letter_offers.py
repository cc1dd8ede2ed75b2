"""Letters to donors at the desk: what makes them, and the paper that is printed of one."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale

from libdesk.app.donation_letter_files import load_letters
from libdesk.app.paper_press import Printable
from libdesk.domain.donation_letters import Letter, guess_country
from libdesk.domain.donation_policy import Policy
from libdesk.services.donation_letters import DonationLetters
from libdesk.services.stores import OpenUnit


def donation_letters(
    open_unit: OpenUnit,
    policy: Callable[[int], Policy | None],
    now: Callable[[], datetime],
    who: str,
) -> DonationLetters:
    """Return what makes letters to donors.

    Args:
        open_unit: the desk's database.
        policy: returns a version of the policy.
        now: tells the time (aware, UTC).
        who: who writes.
    """
    guess = guess_country(QLocale().name())
    return DonationLetters(open_unit, load_letters, policy, now, who, guess)


def letter_content(letter: Letter, now: Callable[[], datetime]) -> Printable:
    """Return a letter as the window for papers makes it."""
    from libdesk.documents.donation_letter import donation_letter

    return Printable(donation_letter(letter), now)
