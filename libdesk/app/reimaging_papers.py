"""The paper of a machine that is being set up, or was: its checklist, as far as it is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.app.site import load_guidance, now
from libdesk.services.places import Overview
from libdesk.services.reimagings import SetUp
from libdesk.ui.papers.parts import Chosen, PaperOffer

if TYPE_CHECKING:
    from libdesk.domain.reimaging import Reimaging


def run_offers(shown: SetUp, overview: Overview) -> tuple[PaperOffer, ...]:
    """Return what is printed of a machine: what is ticked by now.

    Where nothing is under way, it is the open checklist, and how the machine was set up last.
    """
    told, run, last = partial(QCoreApplication.translate, "papers"), shown.running, shown.last
    if run is not None:
        return (_offer(told("Its checklist"), shown, overview, run),)
    offers = []
    if shown.checklist is not None or last is None:
        offers.append(_offer(told("Its checklist"), shown, overview))
    if last is not None:
        offers.append(_offer(told("How it was set up last"), shown, overview, last))
    return tuple(offers)


def _offer(
    title: str, shown: SetUp, overview: Overview, run: "Reimaging | None" = None
) -> PaperOffer:
    def gather(_chosen: Chosen) -> Printable:
        from libdesk.documents.checklist_paper import checklist_paper, run_paper
        from libdesk.services.errors import Refusal

        words, day = PaperWords(overview, load_guidance()), now().astimezone().date()
        checklist, item, library = shown.checklist, shown.record.item, overview.library
        if run is not None:
            paper = run_paper(run, words, printed_on=day, item=item, library=library)
        elif checklist is not None:
            paper = checklist_paper(checklist, words, printed_on=day, item=item, library=library)
        else:
            raise Refusal("There is no checklist for a machine like this.")
        return Printable(paper, now)

    return PaperOffer(title, gather)
