"""The papers of loans: the slip that goes with a thing, and the list of what is out."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.domain.guidance import Guidance
from libdesk.services.errors import Refusal
from libdesk.services.loans import Loans
from libdesk.services.places import Overview
from libdesk.ui.papers.parts import Choice, Chosen, PaperOffer

BRANCH = "branch"
"""The name of what can be chosen, for machines."""

Names = Callable[[], Overview]
"""Reads the library's name and its branches'; on the database's thread."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


class LoanOffers:
    """Makes offers.

    Args:
        loans: reads them.
        names: reads what the library and its branches are called.
        guidance: reads what words tiles.
        now: tells the time (aware, UTC).
    """

    def __init__(
        self,
        loans: Loans,
        names: Names,
        guidance: Callable[[], Guidance],
        now: Callable[[], datetime],
    ) -> None:
        self._loans = loans
        self._names = names
        self._guidance = guidance
        self._now = now

    def slip(self, loan_id: int) -> PaperOffer:
        """Return the slip of a loan."""

        def gather(_chosen: Chosen) -> Printable:
            from libdesk.documents.loan_slip_paper import loan_slip_paper

            lent = self._loans.get(loan_id)
            if lent.record is None:
                raise Refusal("The record of this thing can’t be read any more.")
            names = self._names()
            words = PaperWords(names, self._guidance())
            today = self._now().astimezone().date()
            paper = loan_slip_paper(
                lent.loan, lent.record, words, printed_on=today, library=names.library
            )
            return Printable(paper, self._now)

        return PaperOffer(_tr("The slip that goes with it"), gather)

    def out(self, branch: str, overview: Overview) -> PaperOffer:
        """Return the list of what is lent.

        Args:
            branch: the code of the branch that is looked at; "" for all.
            overview: the branches.
        """

        def gather(chosen: Chosen) -> Printable:
            from libdesk.documents.loans_paper import loans_paper

            code, names = chosen.picked[BRANCH], self._names()
            words = PaperWords(names, self._guidance())
            paper = loans_paper(
                self._loans.overview().of_branch(code),
                words,
                printed_on=self._now().astimezone().date(),
                branch=code,
                library=names.library,
            )
            return Printable(paper, self._now)

        branches = [("", _tr("All branches")), *overview.branches.items()]
        branches.sort(key=lambda pair: pair[0] != branch)  # the one that is looked at comes first
        choice = Choice(BRANCH, _tr("Where"), tuple(branches))
        return PaperOffer(_tr("What is lent and booked"), gather, (choice,))
