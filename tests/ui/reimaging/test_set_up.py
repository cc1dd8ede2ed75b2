"""A machine is gone through line by line, with the keys or the mouse, and comes back."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.domain.reimaging import Mark, Occasion, Outcome
from libdesk.domain.statuses import Status
from libdesk.ui.equipment.detail_side import STANDS_FIRST
from libdesk.ui.reimaging.profile_box import ProfileBox
from libdesk.ui.reimaging.run_card import RunCards
from libdesk.ui.reimaging.running_panel import RunningPanel
from libdesk.ui.reimaging.tick_row import TickRow

FINISH = "Back into service"
CONFIRM = "I tried it: it allows this, and no more."
WHY = "Why it is left out"


@pytest.mark.rows("S43", "S44")
def test_with_the_keys_from_the_first_line_to_the_last(bench):
    bench.open()
    assert "How the public may use this machine" in bench.words()
    assert bench.at() == "Begin"
    bench.key(Qt.Key.Key_Return)
    assert bench.status() is Status.OUT_OF_SERVICE
    assert "PC-1 is being set up." in bench.words()
    first, second, third, *_ = [one.words for one in bench.lines()]
    assert bench.at() == first
    bench.key(Qt.Key.Key_Space)
    assert bench.ticked() == [first]
    assert "1 of 25 done" in bench.words()
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_X)
    assert bench.at() == WHY
    bench.type(WHY, "no games here")
    bench.key(Qt.Key.Key_Return)
    assert bench.at() == second
    excused = bench.lines()[1].marked
    assert (excused.mark, excused.reason, excused.by) == (Mark.EXCUSED, "no games here", "Sam")
    assert "24" not in bench.words().split("done")[0]
    assert "23 lines open, 1 excused" in bench.words()
    bench.key(Qt.Key.Key_Up)
    bench.key(Qt.Key.Key_Return)
    assert bench.at() == third, "Enter goes on to what is open"
    for _ in range(23):
        bench.key(Qt.Key.Key_Space)
        bench.key(Qt.Key.Key_Return)
    assert bench.run().open_count == 0
    assert not bench.get(QPushButton, FINISH).isEnabled()
    assert "Confirm how the public may use it." in bench.words()
    bench.press(CONFIRM)
    bench.press(FINISH)
    assert bench.status() is Status.IN_USE
    assert "Set up today by Sam. PC-1 is “In use” now." in bench.words()
    assert "Because: no games here." in bench.words()
    assert bench.desk.of(bench.pc).last.end.outcome is Outcome.FINISHED
    assert len(bench.changes) == 2
    bench.key(Qt.Key.Key_U)
    assert bench.status() is Status.OUT_OF_SERVICE
    assert bench.run().can_finish
    assert bench.get(TickRow, first).isChecked()


@pytest.mark.rows("S43")
def test_it_is_not_finished_while_a_line_is_open(bench):
    bench.begin()
    bench.tick(bench.lines()[:-1])
    bench.open()
    bench.press(CONFIRM)
    finish = bench.get(QPushButton, FINISH)
    assert not finish.isEnabled()
    assert finish.accessibleDescription() == "1 line is open: tick it, or excuse it."
    assert finish.accessibleDescription() in bench.words()
    assert bench.at() in (CONFIRM, bench.lines()[-1].words)
    bench.press(bench.lines()[-1].words)
    bench.press("A spare")
    bench.press(FINISH)
    assert bench.status() is Status.SPARE


def test_a_tick_is_taken_back_with_a_click(bench):
    bench.begin()
    bench.open()
    line = bench.lines()[0].words
    bench.press(line)
    assert bench.ticked() == [line]
    row = bench.get(TickRow, line)
    assert row.accessibleDescription().startswith("Ticked: Sam,")
    bench.press(line)
    assert bench.ticked() == []
    assert row.accessibleDescription() == "Open"


def test_a_reason_that_was_typed_is_not_lost(bench):
    bench.begin()
    bench.open()
    line = bench.lines()[0].words
    bench.press(f"Excuse: {line}")
    bench.press("Excuse it")
    assert bench.at() == WHY, "a reason is wanted"
    bench.type(WHY, "no license")
    bench.key(Qt.Key.Key_Escape)
    assert bench.at() == line
    assert bench.seen(QLineEdit, WHY) == []
    bench.key(Qt.Key.Key_X)
    assert bench.get(QLineEdit, WHY).text() == "no license"
    bench.press("Cancel")
    assert bench.run().done_count == 0
    bench.key(Qt.Key.Key_X)
    bench.press("Excuse it")
    assert bench.lines()[0].marked.reason == "no license"
    bench.press(line)
    assert bench.lines()[0].marked.mark is Mark.TICKED


def test_the_arrows_end_at_the_first_line_and_at_what_finishes(bench):
    bench.begin()
    bench.open()
    first = bench.lines()[0].words
    bench.key(Qt.Key.Key_Up)
    assert bench.at() == first
    for _ in bench.lines():
        bench.key(Qt.Key.Key_Down)
    assert bench.at() == "In use"


def test_what_another_desk_has_ticked_is_told_and_shown(bench):
    bench.begin()
    bench.open()
    line = bench.lines()[0]
    bench.colleague.mark(bench.run().change, line, Mark.EXCUSED, "ours is new")
    bench.press(line.words)
    assert "excused by Robin meanwhile: ours is new" in bench.words()
    assert "Excused: ours is new (Robin," in bench.get(TickRow, line.words).accessibleDescription()
    assert bench.lines()[0].marked.mark is Mark.EXCUSED


def test_what_was_begun_is_taken_back_until_a_line_is_ticked(bench):
    bench.open()
    bench.press("Begin")
    bench.press("Undo")
    assert bench.status() is Status.IN_USE
    assert bench.desk.of(bench.pc).runs == ()
    assert bench.at() == "Begin"
    bench.press("It is new")
    bench.press("Begin")
    assert bench.run().occasion.value == "new"
    bench.press(bench.lines()[0].words)
    assert bench.seen(QPushButton, "Undo") == []
    bench.key(Qt.Key.Key_U)
    assert bench.run() is not None


def test_given_up_with_a_reason(bench):
    bench.begin()
    bench.open()
    bench.press("Give it up…")
    bench.press("Give it up")
    assert bench.at() == "Why it is given up"
    bench.key(Qt.Key.Key_Escape)
    assert bench.at() == "Give it up…"
    bench.press("Give it up…")
    bench.type("Why it is given up", "its disk is broken")
    bench.press("Cancel")
    bench.press("Give it up…")
    bench.key(Qt.Key.Key_Return)
    assert bench.run() is None
    assert bench.status() is Status.OUT_OF_SERVICE
    assert "Setting it up was given up today by Sam: its disk is broken" in bench.words()
    bench.press("Back to its record")
    assert bench.lefts == [True]


def test_new_lines_are_offered_and_taken(bench):
    bench.begin()
    line = bench.lines()[0]
    bench.tick([line])
    checklist = bench.run().checklist
    sections = (replace(checklist.sections[0], lines=(line.words, "Tell the branch")),)
    bench.knowledge.save(replace(checklist, sections=sections))
    bench.open()
    assert "The checklist was changed since this was begun." in bench.words()
    assert "1 of 25 done" in bench.words()
    bench.press("Take the new lines")
    assert "1 of 2 done" in bench.words()
    assert bench.ticked() == [line.words]
    assert "The checklist was changed" not in bench.words()


def test_who_agreed_stands_beside_the_rules(bench):
    shipped = bench.knowledge.get("re-image-public").how_to
    bench.knowledge.save(replace(shipped, agreed_by="The board", agreed_on=bench.hands().date()))
    bench.begin()
    bench.open()
    assert "The board" in bench.words()


@pytest.mark.parametrize(("width", "is_beside"), [(1134, True), (640, False)])
def test_the_rules_are_in_the_page_in_any_window(bench, width, is_beside):
    bench.begin()
    bench.open(size=(width, 700))
    row = bench.get(TickRow, bench.lines()[0].words)
    boxes = [one for one in bench.page.findChildren(ProfileBox) if one.isVisible()]
    (box,) = boxes
    left = box.mapTo(bench.page, box.rect().topLeft()).x()
    assert (left > row.mapTo(bench.page, row.rect().topRight()).x()) == is_beside
    bench.page.resize(1774 - width, 700)
    bench.settle()
    assert box.isVisible()
    bench.press(CONFIRM)
    assert bench.get(TickRow, CONFIRM).isChecked()


def test_however_long_a_word_is_all_of_it_is_in_the_row(look):
    short, long = TickRow("short", look), TickRow("x" * 600, look)
    assert long.heightForWidth(400) > 5 * look.metrics().height() > short.heightForWidth(400)
    before = short.heightForWidth(400)
    short.show_mark(Mark.EXCUSED, "y" * 300)
    assert short.heightForWidth(400) > before
    assert short.sizeHint().height() >= short.minimumSizeHint().height()


def test_without_a_checklist_it_says_what_to_do(bench):
    printer = bench.add("PR-1", Status.IN_USE, "printer")
    bench.open(printer)
    assert "There is no checklist for this printer yet." in bench.words()
    assert bench.seen(QPushButton, "Begin") == []


def test_what_waits_to_be_wiped_is_not_begun(bench):
    bench.open(bench.add("PC-2", Status.TO_WIPE))
    assert "so it can’t be set up" in bench.words()
    bench.open(bench.add("PC-3", Status.IN_REPAIR))
    assert "It stays “In repair” until" in bench.words()


def test_it_is_printed_begun_or_not(bench):
    bench.open()
    bench.press("Print the checklist…")
    bench.press("Begin")
    bench.press("Print…")
    assert bench.printed == ["PC-1", "PC-1"]


def test_somebody_else_was_first(bench):
    bench.open()
    bench.colleague.begin(bench.pc, Occasion.NEW)
    bench.press("Begin")
    assert "PC-1 is being set up already." in bench.words()
    assert "0 of 25 done" in bench.words()


def test_a_database_that_is_away_is_told_and_nothing_is_lost(bench):
    bench.begin()
    bench.open()
    line = bench.lines()[0].words
    bench.database.broken.start("The database is away.", times=2)
    bench.press(line)
    assert "The database is away." in bench.words()
    bench.database.broken.stop()
    bench.press(line)
    assert bench.ticked() == [line]
    assert "The database is away." not in bench.words()


def test_a_machine_that_was_taken_out_of_the_list_meanwhile_is_told(bench):
    bench.open()
    with bench.database(write=True) as unit:
        unit.items.remove([bench.pc])
    bench.press("Begin")
    assert "not in the list any more" in bench.words()


def test_a_bug_goes_where_bugs_are_told(bench):
    def undo(_change):
        raise ZeroDivisionError

    bench.parts = replace(bench.parts, undo=undo)
    bench.open()
    bench.press("Begin")
    bench.press("Undo")
    assert [type(one) for one in bench.troubles] == [ZeroDivisionError]
    bench.troubles.clear()


def test_tab_goes_from_the_last_line_to_how_it_ends(bench):
    bench.begin()
    bench.open()
    last = bench.seen(QPushButton, "Excuse: The branch knows that it is back, and what is new.")
    last[0].setFocus()
    bench.key(Qt.Key.Key_Tab)
    assert bench.at() == "In use"


def test_the_card_on_a_record(bench):
    cards = RunCards(bench.parts, bench.look)
    asked: list[Any] = []
    cards.go_on_requested.connect(asked.append)
    bench.show(cards(bench.equipment.get(bench.pc)))
    assert not bench.page.isVisible(), "nothing was set up yet"
    bench.begin()
    bench.tick(bench.lines()[:9])
    bench.show(cards(bench.equipment.get(bench.pc)))
    assert "Being set up: 9 of 25 done, 16 lines open, begun today by Sam." in bench.words()
    assert bench.page.property(STANDS_FIRST), "it does not serve: why is asked first"
    bench.press("Go on")
    assert [one.tag for one in asked] == ["PC-1"]
    bench.desk.give_up(bench.run().change, "its disk broke")
    bench.begin()
    bench.tick(bench.lines()[1:])
    bench.desk.mark(bench.run().change, bench.lines()[0], Mark.EXCUSED, "no games")
    bench.confirm(bench.colleague)
    bench.desk.finish(bench.run().change)
    bench.hands.move(days=1)
    bench.show(cards(bench.equipment.get(bench.pc)))
    assert not bench.page.property(STANDS_FIRST)
    assert "Set up yesterday by Sam." in bench.words()
    assert "Because: no games." in bench.words()
    assert "It allows the public what the rules say, and no more: tried yesterday by Robin." in (
        bench.words()
    )
    told = "Setting it up was given up yesterday by Sam: its disk broke. It was begun yesterday by"
    assert told in bench.words()


def test_the_card_tells_of_a_run_that_changed_no_status_and_has_no_line_in_the_history(bench):
    broken = bench.add("PC-2", Status.IN_REPAIR)
    cards = RunCards(bench.parts, bench.look)
    for day in range(10):
        change = bench.desk.begin(broken, Occasion.REPAIRED, "Begun").change
        bench.desk.give_up(change, f"Reason {day}!")
    bench.desk.begin(broken, Occasion.NEW, "Begun")
    bench.hands.move(days=1)
    bench.show(cards(bench.equipment.get(broken)))
    assert "begun yesterday by Sam" in bench.words()
    assert "Reason 9! It was begun yesterday by Sam, when the machine came back" in bench.words()
    assert "Reason 2!" in bench.words()
    assert "Reason 1!" not in bench.words()
    assert "And 2 times before that." in bench.words()


def test_a_reason_that_is_ticked_over_is_told_and_comes_back_by_u(bench):
    bench.begin()
    bench.open()
    line = bench.lines()[0]
    bench.colleague.mark(bench.run().change, line, Mark.EXCUSED, "ours is new")
    bench.key(Qt.Key.Key_F5)
    excused = bench.lines()[0].marked
    bench.press(line.words)
    assert bench.lines()[0].marked.mark is Mark.TICKED
    assert "It is not excused any more. The reason was: ours is new" in bench.words()
    bench.key(Qt.Key.Key_U)
    assert bench.lines()[0].marked == excused
    assert "The reason was" not in bench.words()
    bench.press(line.words)
    bench.press(line.words)
    assert "The tick is taken away." in bench.words()
    bench.colleague.mark(bench.run().change, bench.lines()[1], Mark.TICKED)
    bench.press("Undo")
    assert "Somebody has gone on with it since" in bench.words()


def test_new_lines_are_taken_back_and_what_was_said_of_old_ones_is_in_sight(bench):
    bench.begin()
    first, second, *_ = bench.lines()
    bench.tick([first])
    bench.desk.mark(bench.run().change, second, Mark.EXCUSED, "no games here")
    checklist = bench.run().checklist
    sections = (replace(checklist.sections[0], lines=(first.words, "Tell the branch")),)
    bench.knowledge.save(replace(checklist, sections=sections))
    bench.open()
    bench.press("Take the new lines")
    assert "Marked, and not on the checklist any more:" in bench.words()
    assert "Excused: no games here (Sam," in bench.words()
    bench.key(Qt.Key.Key_U)
    assert "not on the checklist any more" not in bench.words()
    assert bench.lines()[1].marked.reason == "no games here"
    assert "2 of 25 done" in bench.words()
    assert "The checklist was changed since this was begun." in bench.words()


@pytest.mark.rows("S44")
def test_who_tried_it_is_kept_and_seen_at_the_other_desk(bench):
    bench.begin()
    bench.tick(bench.lines())
    bench.open()
    assert not bench.get(QPushButton, FINISH).isEnabled()
    bench.confirm(bench.colleague)
    bench.key(Qt.Key.Key_F5)
    assert bench.get(TickRow, CONFIRM).accessibleDescription().startswith("Ticked: Robin,")
    assert bench.get(QPushButton, FINISH).isEnabled()
    bench.press(CONFIRM)
    assert not bench.run().is_confirmed
    assert not bench.get(QPushButton, FINISH).isEnabled()
    bench.press("Undo")
    assert bench.run().confirmed.by == "Robin"
    bench.press(FINISH)
    assert "and no more: tried today by Robin." in bench.words()


def test_other_rules_meanwhile_are_not_confirmed_by_a_click(bench):
    bench.begin()
    bench.open()
    checklist = bench.run().checklist
    bench.knowledge.save(replace(checklist, profile=("Nobody may use it.",)))
    bench.colleague.take_new_lines(bench.run().change, bench.desk.of(bench.pc).newer.version)
    bench.press(CONFIRM)
    assert "Somebody took the new rules meanwhile." in bench.words()
    assert "Nobody may use it." in bench.words()
    assert not bench.run().is_confirmed


def test_what_is_being_set_up_is_listed_and_opened(bench):
    panel = RunningPanel(bench.parts, bench.look)
    opened: list[Any] = []
    panel.opened.connect(opened.append)
    bench.show(panel)
    panel.refresh()
    bench.settle()
    assert "Nothing is being set up now." in bench.words()
    bench.begin()
    bench.begin(bench.add("PC-2", Status.IN_REPAIR))
    panel.refresh()
    bench.settle()
    assert "2 machines are being set up" in bench.words()
    told = "PC-1, By the stairs · public PC · Hall, Central\n0 of 25 done, begun today by Sam"
    assert bench.at() == told
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)
    assert [one.tag for one in opened] == ["PC-2"]


def test_how_it_was_set_up_is_printed_when_it_has_ended(bench):
    bench.begin()
    bench.tick(bench.lines())
    bench.confirm()
    bench.open()
    bench.press(FINISH)
    bench.press("Print…")
    bench.show(RunCards(bench.parts, bench.look)(bench.equipment.get(bench.pc)))
    bench.press("Print how it was set up…")
    assert bench.printed == ["PC-1", "PC-1"]
    assert bench.sheets[0] == bench.sheets[1]
    (told,) = bench.sheets[0].runs
    assert (told.end.outcome, bench.sheets[0].checklist) == (Outcome.FINISHED, None)


def test_another_reason_tells_the_one_before(bench):
    bench.begin()
    bench.desk.mark(bench.run().change, bench.lines()[0], Mark.EXCUSED, "no games")
    bench.open()
    bench.press(f"Excuse: {bench.lines()[0].words}")
    bench.type(WHY, "no license")
    bench.key(Qt.Key.Key_Return)
    assert "It has another reason now. The reason was: no games" in bench.words()
    bench.press("Undo")
    assert bench.lines()[0].marked.reason == "no games"


@pytest.mark.parametrize("ends", ["finish", "give up"])
def test_pressed_twice_it_ends_once_and_says_how(bench, ends):
    bench.begin()
    bench.tick(bench.lines())
    bench.confirm()
    bench.open()
    name = FINISH
    if ends == "give up":
        bench.press("Give it up…")
        bench.type("Why it is given up", "its disk is broken")
        name = "Give it up"
    button = bench.get(QPushButton, name)
    button.click()
    button.click()
    bench.settle()
    assert "This has ended by now" not in bench.words()
    assert "today by Sam" in bench.words()
    assert bench.at() == "Back to its record"
    bench.press("Undo")
    assert bench.run() is not None
    bench.get(QPushButton, FINISH).click()
    bench.settle()
    assert bench.run() is None, "after a step back it ends again"
