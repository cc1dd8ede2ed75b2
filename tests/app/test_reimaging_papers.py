"""What is offered on paper of a machine: its checklist, and how it was set up last."""

from dataclasses import replace

import pytest

from libdesk.app.paper_press import Printable
from libdesk.app.reimaging_papers import run_offers
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeId
from libdesk.domain.knowledge import Checklist
from libdesk.domain.records import ItemId, Record
from libdesk.domain.reimaging import End, Occasion, Outcome, begun
from libdesk.services.errors import Refusal
from libdesk.services.places import Overview
from libdesk.services.reimagings import SetUp
from libdesk.ui.papers.parts import Chosen
from tests.services.fakes import START

PC = Record(Tag("PC-1"), "By the stairs", "public PC")
LIST = next(
    one for one in shipped_sheets() if one.id == "re-image-public" and isinstance(one, Checklist)
)
RUN = begun(ChangeId(1), ItemId(1), LIST, Occasion.AFRESH, START, "Sam")
ENDED = replace(RUN, end=End(ChangeId(2), Outcome.FINISHED, START, "Sam"))


@pytest.mark.rows("S43")
@pytest.mark.parametrize(
    ("shown", "names"),
    [
        (SetUp(PC, LIST, (RUN, ENDED)), ["Its checklist"]),
        (SetUp(PC, LIST), ["Its checklist"]),
        (SetUp(PC, LIST, (ENDED,)), ["Its checklist", "How it was set up last"]),
        (SetUp(PC, None, (ENDED,)), ["How it was set up last"]),
    ],
)
def test_what_is_offered_can_be_printed(qapp, shown, names):
    offers = run_offers(shown, Overview("Larkmere"))
    assert [one.name for one in offers] == names
    for one in offers:
        printable = one.gather(Chosen())
        assert isinstance(printable, Printable)
        told = repr(printable._paper.blocks)
        assert ("Set up and back in service" in told) == (one.name == "How it was set up last")


def test_without_a_checklist_it_is_told(qapp):
    (offer,) = run_offers(SetUp(PC, None), Overview())
    with pytest.raises(Refusal, match="no checklist"):
        offer.gather(Chosen())
