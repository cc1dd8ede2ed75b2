"""A bulletin read from where somebody stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import Bulletin, Notice, Pace, Step, Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.guidance import Category
from libdesk.domain.hours import Hours, Span
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Lead, Target
from libdesk.domain.retention import Keeping
from libdesk.domain.told import VISITS_COUNT_FOR, Told

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = (Span(time(8, 30), time(17)),)
HOURS = Hours((DAY,) * 5 + ((), ()), zone="UTC")
TARGETS = tuple(
    Target(each, Lead(timedelta(hours=1)), Lead(timedelta(hours=8))) for each in Priority
)
DOOR = Item(Tag("LV-1"), "the printer by the door", "printer", "FER")
DESK = Item(Tag("LV-2"), "the printer at the desk", "printer", "FER")
FAR = Item(Tag("LV-3"), "the printer upstairs", "printer", "CEN")
BULLETIN = Bulletin(
    NOW,
    NOW,
    library="Larkmere",
    urgent_phone="555-0142",
    branches=(Branch("CEN", "Larkmere Central"), Branch("FER", "Ferndale Road")),
    items=(FAR, DOOR, DESK),
    notices=(
        Notice("Printing is down.", "FER", NOW, id="n1"),
        Notice("Wi-Fi is slow.", "", NOW, id="n2"),
        Notice("Elsewhere.", "CEN", NOW, id="n3"),
    ),
    hours=HOURS,
    targets=TARGETS,
    ladder=(Step("Sam", "555-0143", "first"), Step("The director", "", "then")),
    paces=(Pace("FER", date(2026, 10, 1), 6, 60), Pace("CEN", date(2026, 10, 1), 9, 90)),
    visits=(
        Visit("FER", TODAY - timedelta(days=1)),
        Visit("FER", TODAY + timedelta(days=9)),
        Visit("FER", TODAY + timedelta(days=2)),
        Visit("CEN", TODAY),
    ),
)
HERE = Told(BULLETIN, "FER")
NOTHING = Told(None, "FER")
PRINT = Category("PRINT", "Printer or copier", "printer")


def test_it_tells_what_concerns_the_branch():
    assert (HERE.branch_name, HERE.library, HERE.phone) == (
        "Ferndale Road", "Larkmere", "555-0142",
    )  # fmt: skip
    assert [note.id for note in HERE.notices] == ["n1", "n2"]
    assert [pace.branch for pace in HERE.paces] == ["FER"]
    assert HERE.hours is HOURS
    assert NOTHING.hours is None
    assert HERE.own_numbers == {"555-0142", "555-0143"}
    assert HERE.find_notice("n2") is BULLETIN.notices[1]
    assert HERE.find_notice("n3") is None
    assert HERE.things(("printer",)) == (DOOR, DESK)
    assert HERE.things(()) == ()
    assert HERE.look_up("upstairs", ("printer",)) == (FAR,)
    assert HERE.find_thing("lv-3") is FAR
    assert Told(BULLETIN, "NEW").branch_name == "NEW"


def test_without_a_bulletin_nothing_is_known_and_nothing_promised():
    assert (NOTHING.branch_name, NOTHING.library, NOTHING.phone) == ("FER", "", "")
    assert (NOTHING.ladder, NOTHING.notices, NOTHING.paces) == ((), (), ())
    assert NOTHING.own_numbers == frozenset()
    assert NOTHING.things(("printer",)) == NOTHING.look_up("printer", ()) == ()
    assert NOTHING.find_thing("LV-1") is None
    assert NOTHING.silent_since(NOW) is None
    assert NOTHING.promise(Priority.NOW, NOW, TODAY).answer_by is None


@pytest.mark.parametrize(
    ("category", "scanned", "sign"),
    [
        (PRINT, "LV-1", ("the printer by the door", "the printer at the desk")),
        (PRINT, "LV-3", ("the printer upstairs", "the printer by the door")),
        (PRINT, "the one at the back", ("the one at the back", "")),
        (PRINT, "", ("Printer or copier", "")),
        (None, "", ("", "")),
    ],
)
def test_a_sign_names_the_machine_and_another_one(category, scanned, sign):
    assert HERE.sign(category, scanned) == sign


PC = Category("PUBPC", "Public computer", "monitor", kinds=("public PC",))
ROOM = (
    Item(Tag("LV-7"), "PC-07", "public PC", "FER", "", "FER-PC-07"),
    Item(Tag("LV-8"), "PC-08", "public PC", "FER", "", "FER-PC-08"),
    Item(Tag("LV-9"), "the staff PC", "staff PC", "FER", "", "FER-PC-01"),
)


@pytest.mark.parametrize(
    ("scanned", "computer", "sign"),
    [
        ("", "FER-PC-07", ("PC-07", "PC-08")),
        ("LV-8", "FER-PC-07", ("PC-08", "PC-07")),
        ("", "FER-PC-01", ("Public computer", "")),
        ("", "UNKNOWN", ("Public computer", "")),
        ("the one at the back", "FER-PC-07", ("the one at the back", "")),
        ("21234000123456", "FER-PC-01", ("Public computer", "")),
    ],
)
def test_a_sign_knows_this_computer_and_shows_no_card_that_was_scanned(scanned, computer, sign):
    here = Told(Bulletin(NOW, NOW, items=ROOM), "FER")
    assert here.sign(PC, scanned, computer) == sign


def test_a_sign_names_what_was_typed_on_a_tile_that_names_no_thing():
    unsafe = Category("SEC", "Something looks wrong or unsafe", "shield", is_danger=True)
    assert HERE.sign(unsafe, "the gate") == ("the gate", "")
    assert HERE.sign(unsafe, "LV-1") == ("the printer by the door", "the printer at the desk")
    assert HERE.sign(unsafe, "") == ("", "")


def test_a_sign_names_no_other_where_there_is_none():
    only = Told(Bulletin(NOW, NOW, items=(DOOR,)), "FER")
    assert only.sign(PRINT, "LV-1") == ("the printer by the door", "")


@pytest.mark.rows("S15")
def test_a_promise_is_a_time_in_its_own_hours():
    assert HERE.promise(Priority.TODAY, NOW, TODAY).answer_by == NOW + timedelta(hours=1)


def test_a_silent_desk_promises_nothing():
    silent = Told(BULLETIN, "FER")
    later = NOW + timedelta(days=3)
    assert silent.silent_since(later) == NOW
    assert silent.promise(Priority.NOW, later, later.date()).answer_by is None


@pytest.mark.rows("S13", "S14")
def test_a_little_thing_waits_for_the_next_visit_to_its_branch():
    """Of S13 and S14 the form's half: which visit. The desk's lists for a visit come later."""
    promised = HERE.promise(Priority.WHEN_WE_CAN, NOW, TODAY, niggle=True)
    assert promised.visit_on == TODAY + timedelta(days=2)
    far = Told(BULLETIN, "FER").promise(
        Priority.WHEN_WE_CAN, NOW, TODAY - VISITS_COUNT_FOR - timedelta(days=5), niggle=True
    )
    assert far.visit_on is None


def test_how_long_things_are_kept_is_known_once_the_desk_says_so():
    assert Told(None, "CEN").keeping is None
    assert Told(BULLETIN, "CEN").keeping is None
    assert Told(replace(BULLETIN, keeping=Keeping(14, 60)), "CEN").keeping == Keeping(14, 60)
