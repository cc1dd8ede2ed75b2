"""The paper of a machine that is being set up, or was: its checklist, as far as it is."""

from PySide6.QtCore import QCoreApplication

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.app.site import load_guidance, now
from libdesk.services.places import Overview
from libdesk.services.reimagings import SetUp
from libdesk.ui.papers.parts import Chosen, PaperOffer


def run_offer(shown: SetUp, overview: Overview) -> PaperOffer:
    """Return what is printed of a machine: what is ticked by now; else the open checklist."""

    def gather(_chosen: Chosen) -> Printable:
        from libdesk.documents.checklist_paper import checklist_paper, run_paper
        from libdesk.services.errors import Refusal

        words, day = PaperWords(overview, load_guidance()), now().astimezone().date()
        run, checklist, item = shown.running, shown.checklist, shown.record.item
        library = overview.library
        if run is not None:
            paper = run_paper(run, words, printed_on=day, item=item, library=library)
        elif checklist is not None:
            paper = checklist_paper(checklist, words, printed_on=day, item=item, library=library)
        else:
            raise Refusal("There is no checklist for a machine like this.")
        return Printable(paper, now)

    return PaperOffer(QCoreApplication.translate("papers", "Its checklist"), gather)
