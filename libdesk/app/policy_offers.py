"""The papers of the donation policy: for the board and the front desk, and for the wall."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.domain.guidance import Guidance
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.errors import Refusal
from libdesk.services.places import Overview
from libdesk.ui.papers.parts import Choice, Chosen, PaperOffer

FOR, BOARD, WALL = "for", "board", "wall"
"""Names of what can be chosen, for machines."""

Names = Callable[[], Overview]
"""Reads the library's name and its branches'; on the database's thread."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


class PolicyOffers:
    """Makes offers.

    Args:
        policies: reads the policy.
        names: reads what the library and its branches are called.
        guidance: reads what words tiles.
        now: tells the time (aware, UTC).
    """

    def __init__(
        self,
        policies: DonationPolicies,
        names: Names,
        guidance: Callable[[], Guidance],
        now: Callable[[], datetime],
    ) -> None:
        self._policies = policies
        self._names = names
        self._guidance = guidance
        self._now = now

    def policy(self, version: int | None = None) -> PaperOffer:
        """Return the policy's papers; of the version that counts where none is named."""

        def gather(chosen: Chosen) -> Printable:
            from libdesk.documents.donation_policy_paper import (
                donation_policy_paper,
                donation_wall_sheet,
            )

            found = (
                self._policies.current().policy
                if version is None
                else self._policies.version(version)
            )
            if found is None:
                raise Refusal("This version of the policy can’t be read any more.")
            names = self._names()
            paper_of = (
                donation_wall_sheet if chosen.picked.get(FOR) == WALL else donation_policy_paper
            )
            paper = paper_of(
                found,
                PaperWords(names, self._guidance()),
                printed_on=self._now().astimezone().date(),
                library=names.library,
            )
            return Printable(paper, self._now)

        options = (
            (BOARD, _tr("The board and the front desk: all of it")),
            (WALL, _tr("The wall: one page in large letters")),
        )
        return PaperOffer(_tr("Donation policy"), gather, (Choice(FOR, _tr("For"), options),))
