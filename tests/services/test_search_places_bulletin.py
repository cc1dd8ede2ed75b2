"""The small services: search across rooms, the library at a glance, the bulletin, the keys."""

from dataclasses import replace

import pytest

from libdesk.domain.bulletin import Bulletin, Identity
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.retention import Keeping
from libdesk.domain.statuses import Status
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.intake import Intake
from libdesk.services.places import Overview, Places
from libdesk.services.search import Found, Search
from tests.services.fakes import START, MemoryShare, a_report
from tests.services.made_items import save_item

CENTRAL, FERNDALE = Branch("CEN", "Larkmere Central"), Branch("FER", "Ferndale Road")
PRINTER = Item(Tag("LV-1001"), "the printer by the door", "printer", "FER", serial="SMP-00AB")
LAPTOP = Item(Tag("LV-1002"), "CEN-L-01", "loan laptop", "CEN", computer_name="CEN-L-01")


@pytest.fixture
def library(database, hands):
    share = MemoryShare()
    share.drop(a_report(1, title="Printer jam", item="LV-1001"), "1")
    share.drop(a_report(2, title="Slow laptop"), "2")
    Intake(database, [share], hands).collect()
    with database(write=True) as unit:
        unit.desk.set_word("library", "Larkmere Valley")
        unit.desk.set_word("urgent_phone", "555-0142")
        for branch in (CENTRAL, FERNDALE):
            unit.places.save_branch(branch)
        for item in (PRINTER, LAPTOP):
            save_item(unit, item)
    return database


@pytest.mark.parametrize(
    ("text", "problems", "items"),
    [
        ("printer", ["Printer jam"], [PRINTER]),
        ("lv-1001", ["Printer jam"], [PRINTER]),
        ("LV1001", ["Printer jam"], [PRINTER]),
        ("lap", ["Slow laptop"], [LAPTOP]),
        ("laptop loan", [], [LAPTOP]),
        ("cen-l", [], [LAPTOP]),
        ("smp-00ab ", [], [PRINTER]),
        ("the door", [], [PRINTER]),
        ("nowhere", [], []),
    ],
)
def test_one_search_finds_problems_and_items(library, text, problems, items):
    found = Search(library).find(text)
    assert [line.title for line in found.problems] == problems
    assert list(found.items) == items


def test_an_item_is_found_by_all_that_is_known_of_it_while_it_is_here(library):
    switch = Record(
        Tag("LV-7"),
        "the switch",
        "switch",
        "FER",
        room="Closet",
        make="Kestrel",
        model="GS-108",
        serial="SW-17-A",
        funder="E-rate",
        custom={"Wall port": "B 12"},
    )
    gone = replace(switch, tag=Tag("LV-8"), status=Status.GONE)
    with library(write=True) as unit:
        unit.items.add([(switch, Dates()), (gone, Dates())])
    for text in ("kestrel", "gs108", "sw17a", "closet ", "erate", "b 12", "fer switch", "lv7"):
        assert Search(library).find(text).items == (switch.item,), text
    assert Places(library).overview().items == 3


@pytest.mark.parametrize("text", ["", "  ", '"', "%_%_%", "*"])
def test_b17_to_b25_nothing_to_look_for_finds_nothing(library, text):
    before = library.units
    assert Search(library).find(text) == Found()
    assert library.units == before


def test_a_search_is_limited_in_both_rooms(library):
    found = Search(library).find("l", limit=1)
    assert (len(found.problems), len(found.items)) == (1, 1)


def test_the_library_at_a_glance(library):
    overview = Places(library).overview()
    assert (overview.library, overview.items) == ("Larkmere Valley", 2)
    assert overview.branch_name("FER") == "Ferndale Road"
    assert overview.branch_name("OLD") == "OLD", "a branch that is not known keeps its code"
    tag, name = next(iter(overview.things.items()))
    assert overview.thing_name(tag) == f"{name} ({tag})"
    assert overview.thing_name("the old one") == "the old one"


def test_an_empty_library_has_an_overview_too(database):
    assert Places(database).overview() == Overview()


def test_the_bulletin_tells_the_desks_own_words_to_every_place(library, hands):
    shares = MemoryShare(name="one"), MemoryShare(name="two")
    assert Publishing(library, shares, hands).publish() == ()
    expected = Bulletin(
        published_at=START,
        collected_at=START,
        library="Larkmere Valley",
        urgent_phone="555-0142",
        branches=(CENTRAL, FERNDALE),
        items=(LAPTOP, PRINTER),
        keeping=Keeping(30, 90),
    )
    assert [share.bulletins for share in shares] == [[expected]] * 2


def test_no_word_of_a_reporter_is_in_the_bulletin(library, hands):
    share = MemoryShare()
    Publishing(library, [share], hands).publish()
    assert "jam" not in repr(share.bulletins)
    assert "Slow" not in repr(share.bulletins)


def test_a_place_that_is_away_is_told_and_the_others_get_the_bulletin(library, hands):
    away, there = MemoryShare(name="away"), MemoryShare(name="there")
    away.away.start("The share is away.")
    assert Publishing(library, [away, there], hands).publish() == ("The share is away.",)
    assert len(there.bulletins) == 1


class Keys:
    """Makes different keys each time, and counts."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        key = bytes([self.made]) * 32
        return key, key, Identity(key, key)


def test_keys_are_made_at_the_first_start_and_never_again(database):
    make = Keys()
    first = ensure_keys(database, make)
    assert first == (b"\x01" * 32, b"\x01" * 32)
    assert ensure_keys(database, make) == first
    assert make.made == 1


def test_of_two_desks_that_start_at_once_the_first_keys_stand(database):
    others = Keys()
    others.made = 7

    def make_while_another_desk_starts():
        ensure_keys(database, others)
        return Keys()()

    assert ensure_keys(database, make_while_another_desk_starts) == (b"\x08" * 32, b"\x08" * 32)
    with database() as unit:
        assert unit.desk.identity() == Identity(b"\x08" * 32, b"\x08" * 32)
