"""A campaign is begun, scanned into, paused and gone on with; each scan counts once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from libdesk.domain.loans import Loan
from libdesk.domain.places import Branch
from libdesk.domain.rooms import Room
from libdesk.domain.scanned_lists import LINES_LIMIT
from libdesk.domain.stocktake import (
    SPOTS_LIMIT,
    Condition,
    Origin,
    Outcome,
    Spot,
    StocktakeId,
    StocktakeState,
    Why,
)
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.loans import Loans
from libdesk.services.scan_taking import NOTE_LIMIT
from libdesk.services.stocktake import STOCKTAKES_LIMIT
from tests.services.counted_library import CENTRAL, DAY, FERNDALE, HALL, NOON, OFFICE, Library
from tests.services.memory_database import MemoryDatabase

NOBODY = StocktakeId(999)


@pytest.fixture
def library():
    return Library(MemoryDatabase())


def tallies(library, campaign):
    counted = library.count(campaign).tallies()
    return counted.found, counted.elsewhere, counted.missing, counted.unknown


def test_a_campaign_is_begun_with_its_days_and_places(library):
    begun = library.counting.begin(" Fall  count ", DAY, DAY, [CENTRAL], " with Jo ")
    assert (begun.title, begun.note, begun.spots) == ("Fall count", "with Jo", (CENTRAL,))
    assert (begun.state, begun.version) == (StocktakeState.OPEN, 1)
    (line,) = library.counting.list_all()
    assert (line.stocktake, line.scans, line.differences, line.waiting) == (begun, 0, 0, 0)
    loaded = library.counting.load(begun.id)
    assert (loaded.stocktake, loaded.scans, loaded.results) == (begun, (), ())
    assert {loaded.listing.items[one].tag for one in loaded.listing.expected} == {
        "LV-1",
        "LV-2",
        "LV-3",
    }


def test_a_place_within_another_is_counted_with_it(library):
    spots = [HALL, Spot("CEN", " hall "), CENTRAL, Spot("FER"), Spot("FER")]
    assert library.counting.begin("Day", DAY, DAY, spots).spots == (CENTRAL, FERNDALE)
    rooms = [HALL, Spot("CEN", "OFFICE"), OFFICE]
    assert [one.key for one in library.counting.begin("Day", DAY, DAY, rooms).spots] == [
        HALL.key,
        OFFICE.key,
    ]


@pytest.mark.parametrize(
    ("parts", "field", "says"),
    [
        ({"title": " "}, "title", "what it is called"),
        ({"ends_on": DAY - timedelta(days=1)}, "ends_on", "before its first day"),
        ({"ends_on": DAY + timedelta(days=367)}, "ends_on", "more than a year"),
        ({"starts_on": date(1, 1, 1)}, "starts_on", "a slip"),
        ({"ends_on": date(9999, 1, 1)}, "ends_on", "a slip"),
        ({"spots": ()}, "spots", "at least one place"),
        ({"spots": (Spot(""),)}, "spots", "at least one place"),
        ({"spots": (Spot("MIL"),)}, "spots", "“MIL” is not there any more"),
        ({"spots": (Spot("CEN", "Cellar"),)}, "spots", "“Cellar” is not there any more"),
        (
            {"spots": tuple(Spot("CEN", f"{n}") for n in range(SPOTS_LIMIT + 1))},
            "spots",
            "at most",
        ),
        ({"note": "x" * 100_001}, "note", "shorten it"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(library, parts, field, says):
    whole = {"title": "Day", "starts_on": DAY, "ends_on": DAY, "spots": (CENTRAL,), "note": ""}
    with pytest.raises(Refusal, match=says) as refused:
        library.counting.begin(**{**whole, **parts})
    assert refused.value.field == field
    begun = library.counting.begin(**whole)
    with pytest.raises(Refusal, match=says) as refused:
        library.counting.change(replace(begun, **parts))
    assert refused.value.field == field


def test_campaigns_have_an_end(library):
    first = library.begin()
    with library.open_unit(write=True) as unit:
        stored = unit.stocktakes.find(first)
        for _ in range(STOCKTAKES_LIMIT - 1):
            unit.stocktakes.add(stored)
    with pytest.raises(Refusal, match=r"1,000 counts already"):
        library.begin()


def test_a_room_that_somebody_only_keeps_can_be_counted_too(library):
    with library.open_unit(write=True) as unit:
        unit.rooms.add(Room("CEN", "Attic"))
        unit.rooms.add(Room("OLD", "Attic"))
    assert library.begin(Spot("CEN", "attic"))
    with pytest.raises(Refusal, match="not there any more"):
        library.begin(Spot("OLD", "Attic"))


def test_those_that_run_come_first_then_the_newest(library):
    first, second, third = (library.begin(title=title, days=n) for n, title in enumerate("ABC"))
    library.results.finish(third)
    assert [one.stocktake.id for one in library.counting.list_all()] == [second, first, third]


def test_a_campaign_can_be_changed_and_a_colleague_is_not_written_over(library):
    shown = library.counting.load(library.begin()).stocktake
    changed = library.counting.change(replace(shown, title="Winter", spots=(FERNDALE,)))
    assert (changed.title, changed.spots, changed.version) == ("Winter", (FERNDALE,), 2)
    assert library.counting.load(shown.id).stocktake == changed
    with pytest.raises(Conflict, match="“Winter” was changed meanwhile"):
        library.counting.change(replace(shown, title="Mine"))
    library.counting.pause(shown.id)
    paused = library.counting.load(shown.id).stocktake
    kept = library.counting.change(replace(paused, title="Mine", state=StocktakeState.FINISHED))
    assert kept.state is StocktakeState.PAUSED, "its state is no matter of its form"


def test_a_place_that_is_gone_by_now_may_stay_in_its_campaign(library):
    shown = library.counting.load(library.begin(CENTRAL, FERNDALE)).stocktake
    with library.open_unit(write=True) as unit:
        unit.places.set_branches([Branch("CEN", "Central")])
    loaded = library.counting.load(shown.id)
    assert loaded.listing.lost_spots == (FERNDALE,)
    assert library.counting.change(replace(shown, title="Still")).spots == (CENTRAL, FERNDALE)
    library.record(shown.id, library.scan("LV-4", FERNDALE))
    assert library.count(shown.id).tallies().found == 1
    assert library.results.finish(shown.id).results


def test_one_in_which_nothing_was_counted_can_be_taken_out(library):
    empty, counted, ended = library.begin(), library.begin(), library.begin()
    library.record(counted, library.scan("LV-1"))
    library.results.finish(ended)
    library.counting.remove(empty)
    for one in (counted, ended):
        with pytest.raises(Refusal, match="so it stays"):
            library.counting.remove(one)
    with pytest.raises(Refusal, match="removed meanwhile"):
        library.counting.load(empty)
    assert len(library.counting.list_all()) == 2


def test_a_scan_counts_once_however_often_it_is_sent(library):
    campaign = library.begin()
    scan = library.scan("LV-1")
    (stored,) = library.record(campaign, scan)
    assert (stored.by, stored.at) == ("Ada", NOON)
    assert library.record(campaign, scan, replace(scan, note="late")) == ()
    assert library.counting.scans(campaign) == (stored,)
    (second,) = library.record(campaign, library.scan("LV-2", by=" Jo ", note=" dusty "))
    assert (second.by, second.note) == ("Jo", "dusty")
    assert tallies(library, campaign) == (2, 0, 1, 0)


def test_several_are_stored_all_or_none(library):
    campaign = library.begin()
    bad = library.scan("LV-2", FERNDALE)
    with pytest.raises(Refusal, match=r"FER is not a part of “Fall count”"):
        library.record(campaign, library.scan("LV-1"), bad)
    assert library.counting.scans(campaign) == ()


def test_a_scan_must_be_of_its_days_and_places(library):
    campaign = library.begin(HALL)
    late = library.scan("LV-1", at=NOON + timedelta(days=2))
    with pytest.raises(Refusal, match=r"from 2026-11-26 to 2026-11-27.*on 2026-11-28"):
        library.record(campaign, late)
    with pytest.raises(Refusal, match="Office is not a part"):
        library.record(campaign, library.scan("LV-3", OFFICE))
    with pytest.raises(Refusal, match="This place is not a part"):
        library.record(campaign, library.scan("LV-3", Spot("")))
    with pytest.raises(Refusal, match="There is no code"):
        library.record(campaign, library.scan(" \n"))
    with pytest.raises(Refusal, match="at most 1,000 characters") as refused:
        library.record(campaign, library.scan("LV-1", note="x" * (NOTE_LIMIT + 1)))
    assert refused.value.field == "note"


def test_paused_or_finished_nothing_is_scanned(library):
    campaign = library.begin()
    paused = library.counting.pause(campaign)
    assert (paused.state, library.counting.pause(campaign)) == (StocktakeState.PAUSED, paused)
    for scanned in (
        lambda: library.record(campaign, library.scan("LV-1")),
        lambda: library.counting.paste(campaign, "LV-1", HALL),
    ):
        with pytest.raises(Refusal, match=r"is paused. Go on with it first"):
            scanned()
    assert library.counting.go_on(campaign).state is StocktakeState.OPEN
    (stored,) = library.record(campaign, library.scan("LV-1"))
    library.results.finish(campaign)
    for changed in (
        lambda: library.record(campaign, library.scan("LV-2")),
        lambda: library.counting.take_back(campaign, [stored.id]),
        lambda: library.counting.set_condition(campaign, stored.id, Condition.GOOD),
        lambda: library.counting.pause(campaign),
        lambda: library.counting.change(library.counting.load(campaign).stocktake),
    ):
        with pytest.raises(Refusal, match=r"is finished. Open it again"):
            changed()


def test_what_was_removed_meanwhile_is_told(library):
    for asked in (
        lambda: library.counting.load(NOBODY),
        lambda: library.counting.scans(NOBODY),
        lambda: library.record(NOBODY, library.scan("LV-1")),
        lambda: library.counting.remove(NOBODY),
        lambda: library.counting.go_on(NOBODY),
    ):
        with pytest.raises(Refusal, match="removed meanwhile"):
            asked()


def test_a_scan_that_is_taken_back_has_never_been_and_can_come_back(library):
    campaign = library.begin()
    first, second = library.scan("LV-1"), library.scan("LV-2")
    library.record(campaign, first)
    before = library.counting.scans(campaign)
    library.record(campaign, second)
    after = library.counting.scans(campaign)
    gone = library.counting.take_back(campaign, [second.id])
    assert library.counting.scans(campaign) == before
    assert library.counting.take_back(campaign, [second.id]) == ()
    library.counting.record(campaign, gone)
    assert library.counting.scans(campaign) == after


def test_of_another_campaign_nothing_is_taken_back(library):
    campaign, other = library.begin(), library.begin()
    (stored,) = library.record(campaign, library.scan("LV-1"))
    assert library.counting.take_back(other, [stored.id]) == ()
    assert library.counting.scans(campaign) == (stored,)


def test_how_a_thing_was_found_is_said_afterwards(library):
    campaign = library.begin()
    (stored,) = library.record(campaign, library.scan("LV-1"))
    changed = library.counting.set_condition(campaign, stored.id, Condition.WORN, " loose ")
    assert changed == replace(stored, condition=Condition.WORN, note="loose")
    assert library.counting.scans(campaign) == (changed,)
    assert library.count(campaign).tallies().worn == 1
    library.counting.take_back(campaign, [stored.id])
    with pytest.raises(Refusal, match="taken back meanwhile"):
        library.counting.set_condition(campaign, stored.id, Condition.GOOD)


def test_an_item_that_was_taken_out_of_the_list_leaves_its_code(library):
    campaign = library.begin()
    added = library.equipment.add(replace(library.item("LV-1"), tag="LV-9", id=0, version=0))
    scan = replace(library.scan("LV-9"), item=added.records[0].id)
    library.record(campaign, scan)
    assert tallies(library, campaign) == (1, 0, 3, 0)
    library.equipment.undo(added.change)
    assert tallies(library, campaign) == (0, 0, 3, 1)
    library.counting.take_back(campaign, [scan.id])
    library.record(campaign, scan)
    assert tallies(library, campaign) == (0, 0, 3, 1), "the same where it was gone already"


def fates(pasted):
    return [
        (one.number, one.code, one.answer.outcome if one.answer is not None else None)
        for one in pasted.lines
    ]


def test_a_list_that_was_scanned_elsewhere_is_counted_line_by_line(library):
    campaign = library.begin(CENTRAL, FERNDALE)
    text = "@cen/hall\nLV-1\nlv-1\n\nLV-3\nX-9\n@FER\nLV-4\nLV-1\n"
    pasted = library.counting.paste(campaign, text, by="Jo")
    assert fates(pasted) == [
        (1, "@cen/hall", Outcome.SPOT),
        (2, "LV-1", Outcome.FOUND),
        (3, "lv-1", Outcome.AGAIN),
        (5, "LV-3", Outcome.ELSEWHERE),
        (6, "X-9", Outcome.UNKNOWN),
        (7, "@FER", Outcome.SPOT),
        (8, "LV-4", Outcome.FOUND),
        (9, "LV-1", Outcome.ELSEWHERE),
    ]
    assert not any(one.why_not for one in pasted.lines)
    stored = library.counting.scans(campaign)
    assert stored == pasted.scans
    assert [(one.code, one.spot.branch, one.by, one.origin) for one in stored] == [
        ("LV-1", "CEN", "Jo", Origin.PASTED),
        ("LV-3", "CEN", "Jo", Origin.PASTED),
        ("X-9", "CEN", "Jo", Origin.PASTED),
        ("LV-4", "FER", "Jo", Origin.PASTED),
        ("LV-1", "FER", "Jo", Origin.PASTED),
    ]
    assert tallies(library, campaign) == (1, 2, 1, 1), "the later line counts"
    library.counting.take_back(campaign, [one.id for one in pasted.scans])
    assert library.counting.scans(campaign) == ()


def test_pasted_twice_it_is_counted_once(library):
    campaign = library.begin()
    first = library.counting.paste(campaign, "LV-1\nLV-2\nX-9", HALL)
    assert [one.by for one in first.scans] == ["Ada"] * 3
    again = library.counting.paste(campaign, "LV-1\nLV-2\nX-9", HALL)
    assert again.scans == ()
    assert {one.answer.outcome for one in again.lines if one.answer is not None} == {Outcome.AGAIN}


def test_what_cannot_count_is_told_and_the_rest_counts(library):
    campaign = library.begin(HALL)
    text = "LV-1\n@CEN/Cellar\nLV-1\n@CEN/Office\nLV-3\n@CEN/Hall\nLV-2\n2026-11-20 10:00,LV-1"
    pasted = library.counting.paste(campaign, text)
    told = [(one.number, one.why_not) for one in pasted.lines if one.why_not]
    assert [number for number, _ in told] == [1, 2, 3, 4, 5, 8]
    assert "Begin with the code of the place" in told[0][1]
    assert "no such place" in told[1][1]
    assert "not a part of the count" in told[3][1]
    assert "2026-11-20" in told[5][1]
    assert [one.code for one in pasted.scans] == ["LV-2"]
    assert [one.answer.why for one in pasted.lines if one.answer is not None] == [
        Why.NO_PLACE,
        Why.NOT_COUNTED,
        Why.NONE,
        Why.NONE,
    ]


def test_a_moment_that_the_list_tells_counts(library):
    campaign = library.begin()
    text = "2026-11-26T09:00:00Z,LV-1\nLV-2"
    pasted = library.counting.paste(campaign, text, HALL)
    assert [one.at for one in pasted.scans] == [
        NOON.replace(hour=9),
        NOON + timedelta(microseconds=2),
    ]


def test_a_long_list_is_counted_and_one_that_is_too_long_refused(library):
    campaign = library.begin()
    pasted = library.counting.paste(campaign, "LV-1\n" * 500, HALL)
    assert (len(pasted.lines), len(pasted.scans)) == (500, 1)
    with pytest.raises(Refusal, match=r"more than 5,000 lines. Paste it in parts"):
        library.counting.paste(campaign, "LV-1\n" * (LINES_LIMIT + 1), HALL)


def test_two_desks_count_into_one_campaign(library):
    campaign = library.begin()
    mine, theirs = library.count(campaign), library.count(campaign)
    for count, tag, number in ((mine, "LV-1", 1), (theirs, "LV-2", 2)):
        scan = library.scan(tag, number=number)
        count.add(scan)
        library.record(campaign, scan)
    for one in library.counting.scans(campaign):
        mine.add(one)
        theirs.add(one)
    assert mine.tallies() == theirs.tallies() == library.count(campaign).tallies()
    assert mine.tallies().found == 2


def test_what_somebody_has_is_not_expected_until_it_is_taken_back(library):
    loans = Loans(library.open_unit, library.rules, library.clock, "Ada")
    lent = loans.lend(Loan(library.ids["LV-3"], "Ben", DAY, DAY))
    booked = Loan(library.ids["LV-3"], "Jo", DAY + timedelta(days=2), DAY + timedelta(days=3))
    loans.book(booked)
    campaign = library.begin(CENTRAL)
    assert tallies(library, campaign) == (0, 0, 2, 0)
    assert [one.tag for one in library.count(campaign).listing.away()] == ["LV-3"]
    library.record(campaign, library.scan("LV-3", OFFICE))
    (row,) = library.count(campaign).elsewhere()
    assert row.why is Why.LENT
    loans.give_back(lent.left.id)
    assert tallies(library, campaign) == (1, 0, 2, 0)
