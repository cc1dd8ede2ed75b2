"""Set-up as a use case: where it stands, what is typed, what is settled, what is refused."""

from datetime import time

import pytest

from libdesk.domain.bulletin import Identity, Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import Hours, Span
from libdesk.domain.places import Branch
from libdesk.services.errors import Refusal
from libdesk.services.intake import Intake
from libdesk.services.set_up import (
    BRANCHES_LIMIT,
    Settled,
    SetUp,
    Standing,
    wanted_name,
)
from tests.services.fakes import START, MemoryShare, a_report
from tests.services.made_items import save_item

CENTRAL, FERNDALE = Branch("CEN", "Larkmere Central"), Branch("FER", "Ferndale Road")
HOURS = Hours(((Span(time(9), time(17)),),) + ((),) * 6)


class Copies:
    """Remembers a folder."""

    def __init__(self):
        self.folder = ""

    def second_place(self):
        return self.folder

    def choose_second_place(self, folder):
        self.folder = folder

    def forget_second_place(self):
        self.folder = ""


@pytest.fixture
def set_up(database):
    return SetUp(database, Copies())


def settle(database, key, value):
    with database(write=True) as unit:
        unit.desk.set_word(key, value)


def refused(change, *given):
    with pytest.raises(Refusal) as refusal:
        change(*given)
    return refusal.value


def test_a_new_library_is_new_and_one_with_a_name_was_set_up_before(database, set_up):
    assert set_up.standing() is Standing.NEW
    with database(write=True) as unit:
        unit.places.set_hours(HOURS)  # as the first start does it by itself
    assert set_up.standing() is Standing.NEW
    settle(database, "library", "Larkmere")
    assert set_up.standing() is Standing.DONE


def test_a_library_with_branches_was_set_up_before(database, set_up):
    with database(write=True) as unit:
        unit.places.save_branch(CENTRAL)
    assert set_up.standing() is Standing.DONE


def test_a_library_with_reports_was_at_work_before(database, set_up, hands):
    share = MemoryShare()
    share.drop(a_report())
    Intake(database, [share], hands).collect()
    assert set_up.standing() is Standing.DONE


def test_what_was_chosen_stays_chosen_until_it_is_done(database, set_up):
    for standing in (Standing.OFFERED, Standing.BEGUN, Standing.LATER, Standing.BEGUN):
        set_up.move(standing)
        settle(database, "library", "Larkmere")
        assert set_up.standing() is standing
    set_up.move(Standing.DONE)
    set_up.move(Standing.BEGUN)
    assert set_up.standing() is Standing.DONE


def test_a_word_that_nobody_knows_is_judged_by_what_is_there(database, set_up):
    settle(database, "set_up", "from a later LibDesk")
    assert set_up.standing() is Standing.NEW


def test_what_is_typed_is_kept_as_it_was_typed_and_goes_when_all_is_done(set_up):
    typed = {"library": " Lark\u00fc ", "step": "2"}
    set_up.keep(typed)
    assert set_up.read().draft == typed
    set_up.move(Standing.LATER)
    assert set_up.read().draft == typed
    set_up.move(Standing.DONE)
    assert set_up.read().draft == {}


@pytest.mark.parametrize("words", ["{", "[1]", '"x"', "null"])
def test_a_draft_that_makes_no_sense_is_none(database, set_up, words):
    settle(database, "set_up_draft", words)
    assert set_up.read().draft == {}


def test_of_a_draft_only_words_are_taken(database, set_up):
    settle(database, "set_up_draft", '{"library": "Larkmere", "step": 4}')
    assert set_up.read().draft == {"library": "Larkmere"}


def test_everything_that_is_settled_is_read_again(database, set_up):
    assert set_up.read() == Settled()
    settle(database, "library", "Larkmere Valley")
    settle(database, "urgent_phone", "555-0142")
    set_up.set_branches([FERNDALE, CENTRAL])
    set_up.set_second_place("/media/stick")
    identity = Identity(b"a" * 32, b"b" * 32)
    with database(write=True) as unit:
        unit.places.set_hours(HOURS)
        unit.desk.set_secrets(bytes(32), bytes(32), identity)
    assert set_up.read() == Settled(
        library="Larkmere Valley",
        urgent_phone="555-0142",
        branches=(FERNDALE, CENTRAL),
        hours=HOURS,
        second_place="/media/stick",
        identity=identity,
    )
    set_up.set_second_place("")
    assert set_up.read().second_place == ""


def test_where_a_server_makes_the_copies_no_second_place_is_named(database):
    set_up = SetUp(database)
    set_up.set_second_place("")
    assert refused(set_up.set_second_place, "/media/stick").field == "second_place"
    assert set_up.read().second_place == ""


def test_a_library_needs_a_name_of_something_that_can_be_seen():
    assert refused(wanted_name, " \n\u200b").field == "library"
    assert wanted_name(" Larkmere\nValley ") == "Larkmere Valley"


def test_branches_are_cleaned_and_the_nameless_go(set_up):
    set_up.set_branches([Branch("cen!", " Larkmere  Central"), Branch("X", " "), Branch("", "")])
    assert set_up.read().branches == (CENTRAL,)


def test_a_branch_without_a_code_or_with_anothers_is_refused_at_its_row(set_up):
    assert refused(set_up.set_branches, [CENTRAL, Branch("-", "Mill Pond")]).field == "1"
    twice = refused(set_up.set_branches, [CENTRAL, Branch("", ""), Branch("cen", "Ferndale")])
    assert twice.field == "0"
    assert "CEN is there twice" in twice.sentence
    assert set_up.read().branches == ()


def test_a_nameless_row_may_have_any_code(set_up):
    set_up.set_branches([CENTRAL, Branch("CEN", "")])
    assert set_up.read().branches == (CENTRAL,)


def test_there_are_not_more_branches_than_a_bulletin_holds(set_up):
    many = [Branch(f"B{number}", f"Branch {number}") for number in range(BRANCHES_LIMIT + 1)]
    assert refused(set_up.set_branches, many).field == "branches"
    set_up.set_branches(many[:-1])
    assert len(set_up.read().branches) == BRANCHES_LIMIT


def test_a_branch_with_equipment_can_be_renamed_and_not_removed(database, set_up):
    set_up.set_branches([CENTRAL, FERNDALE])
    with database(write=True) as unit:
        save_item(unit, Item(Tag("LV-1"), "the printer", "printer", "FER"))
    refusal = refused(set_up.set_branches, [CENTRAL, Branch("FRN", "Ferndale Road")])
    assert refusal.field == "branches"
    assert "Ferndale Road (FER)" in refusal.sentence
    set_up.set_branches([Branch("FER", "Ferndale")])
    assert set_up.read().branches == (Branch("FER", "Ferndale"),)


def test_a_branch_with_reports_stays(database, set_up, hands):
    set_up.set_branches([CENTRAL, FERNDALE])
    share = MemoryShare()
    share.drop(a_report(branch="FER"))
    Intake(database, [share], hands).collect()
    assert refused(set_up.set_branches, [CENTRAL]).field == "branches"
    set_up.set_branches([FERNDALE])
    assert set_up.read().branches == (FERNDALE,)


def test_the_visits_to_a_branch_that_goes_go_with_it(database, set_up):
    set_up.set_branches([CENTRAL, FERNDALE])
    with database(write=True) as unit:
        unit.places.set_visits("CEN", [START.date()])
        unit.places.set_visits("FER", [START.date()])
    set_up.set_branches([FERNDALE])
    with database() as unit:
        assert unit.places.visits(START.date()) == (Visit("FER", START.date()),)
