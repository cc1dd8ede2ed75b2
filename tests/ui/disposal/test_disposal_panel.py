"""The page of wiping and disposal: each step by few keys, taken back, and with nothing lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.domain.disposal import Condition, Departure, How, Step
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Method
from tests.ui.disposal.conftest import TODAY


def test_with_nothing_on_its_way_it_says_how_to_begin(house):
    house.open()
    assert "Nothing is on its way out" in house.words()
    assert house.lines() == []


def test_a_thing_goes_the_whole_way_by_keys_and_back_again(house):
    pc = house.add("LV-1", serial="4XK")
    house.open(pc)
    assert house.chips()[0] == "To be declared surplus  1"
    house.type("Why it goes", "Cannot run Windows 11")
    house.press("Works")
    house.save()
    assert house.step(pc) is Step.WIPE
    assert "Declared surplus" in house.words()
    assert "Purge: a laboratory finds nothing any more." in house.words()
    house.type("Checked by", "Ben")
    QTest.keyClick(house.get(QLineEdit, "Checked by"), Qt.Key.Key_Return)
    house.settle()
    assert house.step(pc) is Step.READY
    (leaving,) = house.disposals.of([pc])
    assert (leaving.wiped.by, leaving.wiped.checked_by) == ("IT", "Ben")
    assert leaving.wiped.method is Method.PURGE
    house.type("To whom", "Greenway Recycling")
    house.press("R2")
    house.save()
    assert house.step(pc) is Step.CERTIFICATE
    house.type("Certificate number", "GW-77")
    house.save()
    assert house.step(pc) is Step.GONE
    for step in (Step.CERTIFICATE, Step.READY, Step.WIPE, Step.SERVES):
        QTest.keyClick(house.list, Qt.Key.Key_U)
        house.settle()
        assert house.step(pc) is step
    assert house.heard == ["changed"] * 8


def test_what_is_not_enough_is_told_before_and_refused_beside_its_field(house):
    pc = house.add("LV-1")
    house.disposals.retire([pc], "old", Condition.WORKS)
    house.open()
    house.press("Overwrite once")
    assert "This only clears it." in house.words()
    assert "Overwriting misses parts" in house.words()
    house.save()
    assert house.step(pc) is Step.WIPE
    assert "choose the drive’s own sanitize command" in house.words()
    house.press("It stays inside")
    assert "This only clears it." not in house.words()
    house.type("With what, and which version", "DBAN DoD 7-pass")
    assert "are outdated" in house.words()
    house.press("It failed")
    assert "best destroyed" in house.words()
    house.press("Yes, done")
    house.press("Nobody else is here")
    assert "the certificate says so" in house.words()
    house.save()
    assert house.disposals.of([pc])[0].wipes[0].is_alone


def test_what_failed_is_proposed_to_be_destroyed(house):
    pc = house.add("LV-1")
    house.fail(pc)
    house.open()
    assert "failed: destroy it" in house.lines()[0]
    assert "Destroy: nothing is left" in house.words()
    assert not house.sees(QPushButton, "Print wipe certificate…")


def test_words_typed_for_one_thing_are_there_when_one_comes_back(house):
    for tag in ("A", "B"):
        house.fail(house.add(tag))
    house.open()
    house.type("Checked by", "Ben")
    QTest.keyClick(house.list, Qt.Key.Key_J)
    house.settle()
    assert house.get(QLineEdit, "Checked by").text() == ""
    QTest.keyClick(house.list, Qt.Key.Key_K)
    house.settle()
    assert house.get(QLineEdit, "Checked by").text() == "Ben"
    assert "Not kept yet." in house.words()
    house.panel.hide()
    house.open()
    assert house.get(QLineEdit, "Checked by").text() == "Ben", "a new page, the same words"
    house.panel.read()
    house.settle()
    assert house.get(QLineEdit, "Checked by").text() == "Ben"


def test_several_go_at_once_and_one_way_back(house):
    pallet = [house.add(tag) for tag in ("A", "B", "C")]
    for one in pallet:
        house.wipe(one)
    house.open()
    QTest.keyClick(house.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert "3 things" in house.words()
    assert "A, B, C" in house.words()
    house.press("Sold")
    house.type("To whom", "public sale")
    house.type("What came in for all of it", "$40")
    house.save()
    assert "Please ask, and tick it" in house.words()
    house.press("Asked:")
    house.save()
    assert {house.step(one) for one in pallet} == {Step.GONE}
    prices = [one.departure.price.minor for one in house.disposals.of(pallet)]
    assert sum(prices) == 4000
    assert "3 things gone since" in house.words()
    house.press("Print what left…")
    assert house.heard[-1] == "list"
    QTest.keyClick(house.list, Qt.Key.Key_U)
    house.settle()
    assert {house.step(one) for one in pallet} == {Step.READY}


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("What came in for all of it", "a lot", "“a lot” is no amount"),
        ("Left on", "never", "“never” is no day"),
        ("Decided on", "2999-01-01", "still to come"),
    ],
)
def test_what_can_not_be_read_is_told_beside_its_field(house, field, typed, told):
    pc = house.add("LV-1")
    house.wipe(pc)
    house.open()
    house.type("To whom", "Greenway")
    house.type(field, typed)
    house.save()
    assert told in house.words()
    assert house.get(QLineEdit, field).text() == typed
    assert house.step(pc) is Step.READY


def test_a_day_without_a_year_lies_behind(house):
    pc = house.add("LV-1")
    house.wipe(pc)
    house.open()
    house.type("To whom", "Greenway")
    house.type("Left on", "12 Dec")
    house.save()
    assert house.disposals.of([pc])[0].departure.on == date(2025, 12, 12)


def test_what_a_grant_keeps_is_shown_with_its_day_and_no_form(house):
    kept = house.add("G", keep_until=date(2999, 1, 1), keep_why="LSTA grant")
    house.wipe(kept)
    house.open()
    assert "To be kept until" in house.lines()[0]
    assert "LSTA grant" in house.words()
    assert "It may not go yet." in house.words()
    assert house.panel._side.form is None
    house.press("Open its record")
    assert house.heard == [("open", "G")]
    QTest.keyClick(house.list, Qt.Key.Key_Return)
    assert house.get(QPushButton, "Open its record") is not None


def test_what_e_rate_paid_for_is_proposed_to_be_kept(house):
    switch = house.add(
        "S", disk_kind=DiskKind.NO_STORAGE, funder="E-rate", bought_on=date(2024, 2, 1)
    )
    house.disposals.retire([switch], "", Condition.UNKNOWN)
    house.open()
    assert "E-rate paid for it" in house.words()
    house.press("Put it into the record")
    assert house.step(switch) is Step.LOCKED
    QTest.keyClick(house.list, Qt.Key.Key_U)
    house.settle()
    assert house.step(switch) is Step.READY


def test_the_papers_are_asked_for_what_is_chosen(house):
    first, second = house.add("A"), house.add("B")
    for one in (first, second):
        house.wipe(one)
    house.open()
    house.press("Print wipe certificate…")
    house.press("Print the proposal for the board…")
    assert house.heard == [("certificate", first), ("proposal", (first, second))]
    QTest.keyClick(house.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    house.press("Print the proposal for the board…")
    assert house.heard[-1] == ("proposal", (first, second))


def test_the_board_can_be_asked_before_the_wiping(house):
    items = house.add("A", status=Status.TO_WIPE), house.add("B", status=Status.TO_WIPE)
    house.open()
    house.press("Print the proposal for the board…")
    assert house.heard == [("proposal", items)]


def test_what_is_lost_is_written_off_and_told_that_data_is_on_it(house):
    lost = house.add("L", status=Status.LOST)
    house.open()
    assert "Lost with data on it" in house.words()
    assert "change the passwords" in house.words()
    house.enter()
    house.save()
    assert house.step(lost) is Step.GONE
    assert house.disposals.of([lost])[0].departure.how is How.WRITTEN_OFF


def test_what_is_lost_before_a_grants_day_is_written_off_with_what_the_giver_was_told(house):
    lost = house.add("L", status=Status.LOST, keep_until=date(2999, 1, 1), keep_why="LSTA grant")
    house.open()
    assert "It was to be kept for whoever paid for it" in house.words()
    house.enter()
    house.save()
    assert "Say in the note what whoever paid for it was told." in house.words()
    assert house.at() == "Note"
    QTest.keyClicks(house.focus, "Told the state library.")
    house.save()
    assert house.step(lost) is Step.GONE


def test_what_went_and_nobody_said_how_is_asked_for(house):
    gone = house.add("X", status=Status.GONE)
    house.open()
    assert house.chips()[0] == "Gone, not said how  1"
    assert "Say how it went" in house.words()
    house.press("Given")
    house.type("To whom", "Fernhill School")
    house.press("Asked:")
    house.press("Keep how it went")
    assert house.step(gone) is Step.GONE


def test_the_steps_lead_to_each_list_and_one_stays_chosen(house):
    cleared, called = house.add("A", status=Status.TO_WIPE), house.add("B")
    house.clear(cleared)
    record = house.equipment.get(called).record
    house.equipment.change_all({called: record.version}, {"status": "wiped"}, corrects=True)
    ready = house.add("C")
    house.wipe(ready)
    house.open()
    assert [line.split(" · ")[1] for line in house.lines()] == [
        "Only cleared: enough inside, not for what leaves",
        "Called wiped, but no record says how",
    ]
    house.press("Ready to go")
    assert house.lines()[0].startswith("C · Wiped")
    house.press("Ready to go")
    assert house.lines()[0].startswith("C · Wiped"), "one stays chosen"
    house.equipment.change_all({ready: 2}, {"status": "in use"}, corrects=True)
    house.equipment.change_all({ready: 3}, {"status": "to wipe"})
    house.panel.read()
    house.settle()
    house.press("To be wiped")
    assert "Served again" in house.lines()[-1]


def test_trouble_keeps_what_was_typed_and_says_so(house):
    pc = house.add("LV-1")
    house.fail(pc)
    house.open()
    house.type("Checked by", "Ben")
    house.is_away = True
    house.save()
    assert "The database is away." in house.words()
    house.panel.read()
    house.settle()
    house.is_away = False
    house.save()
    assert house.disposals.of([pc])[0].wipes[0].checked_by == "Ben"
    house.equipment.change_all({pc: house.equipment.get(pc).record.version}, {"room": "Closet"})
    QTest.keyClick(house.list, Qt.Key.Key_U)
    house.settle()
    assert "was changed since" in house.words(), "somebody else has changed it"


def test_many_chosen_are_named_up_to_a_dozen(house):
    items = [house.add(f"P{n:02}") for n in range(14)]
    house.disposals.retire(items, "", Condition.BROKEN)
    house.open(*items)
    assert "14 things" in house.words()
    assert "P11, and 2 more" in house.words()
    house.enter()
    house.save()
    assert {house.step(one) for one in items} == {Step.READY}


def test_a_departure_back_by_a_correction_is_no_departure_any_more(house):
    pc = house.add("LV-1")
    house.wipe(pc)
    house.disposals.depart([pc], Departure(ItemId(0), How.DESTROYED, TODAY, certificate="7"))
    house.equipment.change_all(
        {pc: house.equipment.get(pc).record.version}, {"status": "in use"}, corrects=True
    )
    house.open()
    assert house.lines() == []


def test_in_a_narrow_window_there_is_one_thing_at_a_time(house):
    pc = house.add("LV-1")
    house.fail(pc)
    house.add("LV-2", status=Status.TO_WIPE)
    house.open()
    house.panel.resize(500, 700)
    house.settle()
    assert house.chips() == ["To be wiped  2"]
    house.enter()
    house.settle()
    assert "To be wiped  2" not in house.chips()
    bar = house.panel._side._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    house.save()
    assert house.chips() == ["To be wiped  1", "Ready to go  1"], "back at the list"
    house.open(pc)
    house.panel.resize(500, 700)
    house.settle()
    assert house.sees(QPushButton, "Back to the list")


def test_of_what_is_gone_it_can_be_said_that_it_was_lost(house):
    gone = house.add("G", status=Status.GONE)
    house.open(gone)
    house.press("Written off")
    assert "change the passwords" in house.words()
    house.save()
    assert house.disposals.of([gone])[0].departure.how is How.WRITTEN_OFF


def test_what_is_lost_without_storage_had_no_data_on_it(house):
    lost = house.add("M", status=Status.LOST, disk_kind=DiskKind.NO_STORAGE)
    house.open(lost)
    assert "Nothing to wipe" in house.words()
    assert "change the passwords" not in house.words()


def test_what_went_the_year_before_is_not_counted_with_what_went_this_year(house):
    old, new = house.add("O"), house.add("N")
    for item, day in ((old, date(2025, 3, 1)), (new, TODAY)):
        house.wipe(item)
        house.disposals.depart([item], Departure(ItemId(0), How.DESTROYED, day))
    house.open()
    assert len(house.lines()) == 2, "both certificates are awaited"
    assert "1 thing gone since" in house.words()


HOSTILE = (
    "\u202eevil\u202c <b>bold</b> &amp; \x00\x07 😀 e\u0301\u0302\u0303 العربية \ud83d"
    + "x" * 10_000
)


def test_hostile_words_stay_words(house):
    pc = house.add("LV-1")
    house.open(pc)
    house.get(QLineEdit, "Why it goes").setText(HOSTILE)
    house.save()
    house.disposals.retire([pc], HOSTILE, Condition.WORKS)
    house.wipe(pc, by=HOSTILE, tool=HOSTILE, note=HOSTILE, checked_by=HOSTILE)
    told = Departure(ItemId(0), How.DESTROYED, TODAY, HOSTILE, certificate=HOSTILE, note=HOSTILE)
    house.disposals.depart([pc], told)
    house.panel.read()
    house.settle()
    assert "<b>bold</b>" in house.words()
    kept = house.disposals.of([pc])[0]
    for text in (kept.departure.to, kept.wipes[0].by, kept.retirement.why, kept.wipes[0].tool):
        assert "\x00" not in text
        assert len(text) < 2_000
