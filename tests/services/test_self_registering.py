"""A computer registers itself: kept like any report, and remembered."""

import pytest

from libdesk.domain.priority import Priority
from libdesk.domain.problems import Fact
from libdesk.domain.registrations import REGISTER, said_by
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.self_registering import Remembered, Said, SelfRegistering
from tests.services.fakes import START, MemoryOutbox, numbered_ids

FACTS = (Fact("computer", "FER-PC-04"), Fact("user", "anna"), Fact("serial", "5CG0001"))
SAID = Said(" lv-1017 ", "PC-07", "public PC", "fer", "Hall\n2", FACTS)


class Noted:
    """Remembers in memory."""

    def __init__(self):
        self.remembered = None

    def recall(self):
        return self.remembered

    def note(self, remembered):
        self.remembered = remembered


@pytest.fixture
def outbox():
    return MemoryOutbox()


@pytest.fixture
def registering(outbox, hands):
    ids = numbered_ids()
    return SelfRegistering(outbox, Noted(), hands, lambda: next(ids))


def test_what_is_said_is_kept_as_a_report_that_any_desk_can_read(registering, outbox):
    receipt = registering.submit(SAID)
    (kept,) = outbox.list()
    report = kept.report
    assert report == receipt.report
    assert (report.category, report.title) == (REGISTER, "Register this computer: PC-07")
    assert (report.filed_at, report.branch, report.item) == (START, "FER", "lv-1017")
    assert (receipt.lasts, receipt.priority) == (True, Priority.WHEN_WE_CAN)
    assert said_by(report) == {
        "tag": "lv-1017",
        "name": "PC-07",
        "kind": "public PC",
        "room": "Hall 2",
        "branch": "FER",
        "computer_name": "FER-PC-04",
        "serial": "5CG0001",
    }
    assert [fact.key for fact in report.facts] == ["computer", "serial"], "nobody's name"


def test_a_second_press_keeps_nothing_new_and_other_words_a_report_of_their_own(
    registering, outbox
):
    first = registering.submit(SAID)
    again = registering.submit(SAID, first.report.id)
    assert again.report.id == first.report.id
    other = registering.submit(Said(name="Another", facts=FACTS), first.report.id)
    assert other.report.id != first.report.id
    assert len(outbox.list()) == 2


def test_it_is_remembered_for_the_computer_with_that_name(registering):
    assert registering.remembered("FER-PC-04") is None
    receipt = registering.submit(SAID)
    told = Remembered(receipt.report.id, "FER-PC-04", "lv-1017")
    assert registering.remembered(" FER-PC-04 ") == told
    assert registering.remembered("CEN-PC-01") is None, "a copied disk is another computer"


def test_what_names_no_computer_and_a_patrons_card_are_refused(registering, outbox):
    with pytest.raises(Refusal, match="what people call") as refused:
        registering.submit(Said(kind="public PC", room="Hall"))
    assert refused.value.field == "name"
    with pytest.raises(Refusal, match="card number") as refused:
        registering.submit(Said("21234000123456", facts=FACTS))
    assert refused.value.field == "label"
    assert outbox.list() == ()
    assert registering.submit(Said("LV-7")).report.title == "Register this computer: LV-7"


def test_on_a_full_disk_nothing_is_kept_or_remembered(registering, outbox):
    outbox.full.start("The disk is full.")
    with pytest.raises(Unavailable):
        registering.submit(SAID)
    assert registering.remembered("FER-PC-04") is None
