"""After Send: known problems, papers, what came back, going on from a report, and quiet news."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from libdesk.app.site import load_guidance
from libdesk.domain.bulletin import Notice, Pace
from libdesk.domain.places import Branch
from libdesk.domain.priority import HowBad, Priority, Stopped
from libdesk.domain.problems import FollowUpKind, ReplyKind, State, WaitingOn
from libdesk.ui import strings
from libdesk.ui.problems.news_card import NewsCard
from tests.ui.problems.conftest import (
    ALWAYS,
    BRANCHES,
    FACTS,
    ITEMS,
    LADDER,
    PHONE,
    REPORTS,
    TARGETS,
    Gate,
)

REPLY, HURTS, OVER = "Reply or add something", "Still hurting us", "No longer needed"
TELL = "What would you like to tell IT?"


@pytest.fixture
def told(desk, hands):
    desk.publish(
        Notice("Printing is down.", "FER", hands(), id="n-1", category="PRINT", count=2),
        Notice("The internet is slow.", "", hands(), id="n-2", waits_for="the provider"),
        items=ITEMS,
        hours=ALWAYS,
        targets=TARGETS,
        ladder=LADDER,
        paces=(Pace("FER", date(2026, 10, 1), 6, 62),),
    )
    return desk


@pytest.fixture
def form(told_form):
    return told_form


def file(form, tile="Printer or copier"):
    form.press(tile, "Send")
    form.wait_kept()
    return form.kept()[0].report


def arrive(form, told):
    """Let the desk collect what was filed; return it."""
    form.wait_for("Handed over")
    (arrival,) = told.collect()
    return arrival


def follow_ups(form):
    return [one.report for one in form.kept() if one.report.follow_up is not None]


def type_here(form, words, name):
    (field,) = [
        one
        for one in form.window.findChildren(type(form.get(name, _any(form, name))))
        if one.isVisible() and one.accessibleName() == name
    ]
    field.setFocus()
    QTest.keyClicks(field, words)


def _any(form, name):
    return next(type(one) for one in form.all(QWidget) if one.accessibleName() == name)


@pytest.mark.rows("S20")
def test_same_here_is_one_click_and_counts(form, told):
    form.wait_for("Known: Printing is down. 2 reports say the same.")
    assert form.shows("Waiting for the provider since")
    QTest.mouseClick(same_here(form, "Printing is down"), Qt.MouseButton.LeftButton)
    form.wait_kept()
    (kept,) = form.kept()
    assert (kept.report.notice, kept.report.category) == ("n-1", "PRINT")
    assert form.shows("Counted.")
    assert arrive(form, told).report.notice == "n-1"
    form.press("Report another")
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "You said so")))
    assert not form.get("You said so").isEnabled()


@pytest.mark.rows("S20")
@pytest.mark.parametrize("public", [False, True])
def test_same_here_says_what_goes_along_and_sends_no_more(make_form, told, public):
    form = make_form(public=public, item="LV-1078").open()
    form.wait_for("Printing is down")
    words = (
        "“Same here” sends only: Ferndale Road, FER-PC-04, the printer by the door (LV-1078) "
        "and the time."
    )
    form.wait_for(words)
    button = same_here(form, "Printing is down")
    assert button.accessibleDescription().endswith(words), "it is read with the button"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    form.wait_kept()
    report = form.kept()[0].report
    assert report.saw == "Same here: Printing is down."
    assert (report.branch, report.item) == ("FER", "LV-1078")
    assert report.facts == FACTS[:1]
    assert (report.contact, report.answers, report.pictures) == ("", {}, ())


def test_same_here_sends_no_name_of_a_computer_that_it_did_not_show(make_form, told):
    gate = Gate(lambda: FACTS)
    form = make_form(facts=gate).open()
    form.wait_for("“Same here” sends only: Ferndale Road and the time.")
    QTest.mouseClick(same_here(form, "Printing is down"), Qt.MouseButton.LeftButton)
    form.wait_kept()
    gate.opened.set()
    assert form.kept()[0].report.facts == ()


def same_here(form, words):
    (button,) = [
        one for one in form.all(QPushButton, "Same here") if words in one.accessibleDescription()
    ]
    return button


def test_same_here_pressed_twice_files_one(form):
    button = same_here(form, "The internet is slow")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    form.wait_kept()
    assert len(form.kept()) == 1


def test_a_half_written_report_waits_while_somebody_says_same_here(form):
    form.press("Telephone")
    form.type("No tone.")
    form.press("Back")
    QTest.mouseClick(same_here(form, "Printing is down"), Qt.MouseButton.LeftButton)
    form.wait_kept()
    form.press("Report another", "Telephone", "Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    assert {one.report.saw for one in form.kept()} >= {"No tone."}


def test_a_sign_points_to_another_machine_and_tells_no_cause(form):
    form.press("Printer or copier", "the printer by the door", "Stopped", "Send")
    form.wait_kept()
    form.press("Out-of-order sign…")
    assert form.get("What is out of order?", QLineEdit).text() == "the printer by the door"
    assert form.get("What can people use instead?", QLineEdit).text() == "the big printer"
    form.press("Print the sign")
    (sign,) = form.printed
    assert (sign.machine, sign.instead) == ("the printer by the door", "the big printer")
    assert sign.on == form.hands.at.date()
    form.press("Back")
    assert form.shows(form.kept()[0].report.number)


MACHINE = "What is out of order?"
TILES = {category.code: category for category in load_guidance().categories}
NAMELESS = ("STAFFPC", "PATRON", "ASK", "SEC", "NIGGLE", "UNSURE")


@pytest.mark.parametrize("code", TILES)
def test_a_sign_from_any_tile_names_a_thing_or_asks_for_its_name(form, code):
    file(form, TILES[code].text)
    form.press("Out-of-order sign…")
    line = form.get(MACHINE, QLineEdit)
    assert line.text() == ("" if code in NAMELESS else TILES[code].text)
    assert line.placeholderText()
    assert form.focused() is (line if code in NAMELESS else form.get("Print the sign"))


def test_an_empty_sign_is_not_printed_and_says_what_is_missing(form):
    file(form, TILES["SEC"].text)
    form.press("Out-of-order sign…")
    form.get(MACHINE, QLineEdit).setText("   ")
    form.press("Print the sign")
    assert form.printed == []
    missing = "Please write what is out of order"
    assert form.shows(missing)
    assert form.focused() is form.get(MACHINE, QLineEdit)
    form.type("the gate", MACHINE)
    assert not form.shows(missing)
    form.press("Print the sign")
    (sign,) = form.printed
    assert sign.machine == "the gate"


def test_what_is_missing_on_a_sign_is_not_said_of_the_next_report(form):
    file(form, TILES["SEC"].text)
    form.press("Out-of-order sign…", "Print the sign", "Back", "Report another")
    form.press("Something looks wrong or unsafe", "Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.wait_kept()
    form.press("Out-of-order sign…")
    assert not form.shows("Please write what is out of order")


def test_a_sign_for_another_branch_carries_the_name_of_that_one(make_form, desk):
    desk.publish(branches=(*BRANCHES, Branch("CEN", "Central Library")), items=ITEMS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "Where is it?", "Central Library", "Send")
    form.wait_kept()
    form.press("Out-of-order sign…", "Print the sign", "Back", "Report another")
    form.press("Printer or copier", "Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.wait_kept()
    form.press("Out-of-order sign…", "Print the sign")
    assert [sign.branch for sign in form.printed] == ["Central Library", "Ferndale Road"]


def test_what_was_typed_on_a_sign_stays_for_that_report_and_no_other(form):
    file(form)
    form.press("Out-of-order sign…")
    machine, instead = "What is out of order?", "What can people use instead?"
    form.get(machine, QLineEdit).clear()
    form.type("the copier", machine)
    form.get(instead, QLineEdit).clear()
    form.type("the one upstairs", instead)
    form.press("Back", "Out-of-order sign…")
    assert form.get(machine, QLineEdit).text() == "the copier"
    assert form.get(instead, QLineEdit).text() == "the one upstairs"
    form.press("Back", "Report another", "Telephone", "Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.wait_kept()
    form.press("Out-of-order sign…")
    assert form.get(machine, QLineEdit).text() != "the copier"
    assert form.get(instead, QLineEdit).text() != "the one upstairs"


def test_slip_and_blank_slips_are_printed_from_the_same_page(form):
    file(form)
    form.press("Print slip", "Blank slips to print")
    slip, pad = form.printed
    assert form.kept()[0].report.number in slip.text()
    assert "IT answers by" in slip.text()
    assert PHONE in pad.phone


def test_a_reply_with_words_reaches_the_desk_as_a_report_of_its_own(form, told):
    first = file(form)
    arrive(form, told)
    form.press(REPORTS, REPLY)
    type_here(form, "It is the left one.", TELL)
    form.press("Send")
    form.wait_for("It is kept, and goes to IT by itself")
    (added,) = follow_ups(form)
    assert added.follow_up.of == first.id
    assert added.follow_up.kind is FollowUpKind.SAID
    form.wait_for("It is the left one.")
    assert form.shows("You added")
    form.qtbot.waitUntil(lambda: any(one.report.id == added.id for one in told.collect()))


def test_what_it_asked_stands_above_the_answer_as_plain_text(form, told):
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, text="An older word.")
    told.reply(arrival, 2, text="Which <b>tray</b> is it? " + "The upper one? " * 20)
    form.press(REPORTS)
    form.wait_for("Which <b>tray</b> is it?")
    form.press(REPLY)
    (asked,) = [one for one in form.all(QLabel) if "Which <b>tray</b>" in one.text()]
    assert asked.textFormat() is Qt.TextFormat.PlainText
    assert asked.wordWrap()
    assert asked.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert form.shows("Sam · ")
    assert not form.shows("An older word.")
    box = form.get(TELL, QPlainTextEdit)
    assert box is form.focused()
    top = {one: one.mapTo(form.window, QPoint(0, 0)).y() for one in (asked, box)}
    assert top[asked] < top[box]
    type_here(form, "The lower one.", TELL)
    form.press("Back")
    told.reply(arrival, 3, text="And now?")
    form.wait_for("And now?")
    form.press(REPLY)
    assert form.shows("And now?")
    assert form.get(TELL, QPlainTextEdit).toPlainText() == "The lower one."


def test_where_it_has_written_nothing_no_empty_box_stands_there(form):
    file(form)
    form.press(REPORTS, REPLY)
    assert not form.shows("What IT wrote last")


def test_a_reply_without_a_word_is_asked_for_it_and_nothing_is_kept(form, told):
    file(form)
    form.press(REPORTS, REPLY, "Send")
    form.wait_for("Write a few words first")
    assert follow_ups(form) == []
    form.press("Back")
    assert form.shows("This branch")


def test_still_hurting_adds_the_effect(form, told):
    file(form)
    form.press(REPORTS, HURTS, "Everyone here", "Stopped", "Send")
    form.wait_for("You said it is still hurting")
    (added,) = follow_ups(form)
    assert added.follow_up.kind is FollowUpKind.HURTS
    assert (added.effect.stopped, added.effect.how_bad) == (Stopped.EVERYONE, HowBad.STOPPED)


@pytest.mark.parametrize("state", [State.FIXED, State.NOT_NOW])
def test_still_hurting_after_it_was_closed_tells_how_far_that_has_come(form, told, state):
    """Nobody has read it yet, so neither "Fixed" nor "IT is working on it" would be true."""
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, kind=ReplyKind.STATE, state=state, text="A new drum.")
    form.press(REPORTS)
    form.wait_for("A new drum.")
    assert form.shows(strings.state_words(state))
    form.press(HURTS, "Several people", "Send")
    form.wait_for("You said it is still hurting")
    form.wait_for("Handed over")
    texts = [label.text() for label in form.all(QLabel)]
    assert strings.state_words(state) not in texts
    assert "IT is working on it" not in texts


def test_a_new_rank_is_told(form, told):
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, kind=ReplyKind.STATE, state=State.SEEN, priority=Priority.NOW)
    form.press(REPORTS)
    form.wait_for("Sam looks at it: Now")


def test_what_is_no_longer_needed_can_be_withdrawn(form, told):
    file(form)
    form.press(REPORTS, OVER, "Tell IT it is over")
    form.wait_for("You said it is no longer needed")
    assert form.shows(OVER)
    assert not form.all(QPushButton, OVER)
    assert follow_ups(form)[0].follow_up.kind is FollowUpKind.WITHDRAWN


@pytest.mark.rows("S18")
def test_it_asks_whether_it_has_understood_and_one_click_says_yes(form, told):
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, kind=ReplyKind.RESTATED, text="The left printer prints gray.")
    form.press(REPORTS)
    form.wait_for("Sam asks: did I get this right?")
    form.press("Yes, that’s right")
    form.wait_for("You said IT has it right")
    assert follow_ups(form)[0].follow_up.kind is FollowUpKind.RIGHT
    assert not form.all(QPushButton, "Yes, that’s right")


@pytest.mark.rows("S18")
def test_what_is_not_right_is_said_in_words(form, told):
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, kind=ReplyKind.RESTATED, text="The left printer prints gray.")
    form.press(REPORTS, "Not quite")
    type_here(form, "No, the right one.", "In your words")
    form.press("Send")
    form.wait_for("You said it is not quite so")
    assert follow_ups(form)[0].saw == "No, the right one."


@pytest.mark.rows("S20", "S21")
@pytest.mark.parametrize(
    ("on", "words"),
    [
        (WaitingOn.PART, "Waiting for a part, until Mon 30 Nov"),
        (WaitingOn.SUPPLIER, "Waiting for the supplier, until Mon 30 Nov"),
        (WaitingOn.VISIT, "Waiting for IT’s next visit, until Mon 30 Nov"),
        (WaitingOn.OTHER_IT, "Waiting for other IT people, until Mon 30 Nov"),
        (WaitingOn.REPORTER, "IT waits for your answer, until Mon 30 Nov"),
    ],
)
def test_why_it_waits_on_whom_and_until_when_is_told_in_plain_words(form, told, on, words):
    file(form)
    arrival = arrive(form, told)
    told.reply(
        arrival,
        1,
        kind=ReplyKind.STATE,
        state=State.WAITING,
        text="The drum is on its way.",
        waiting_on=on,
        until=date(2026, 11, 30),
    )
    form.press(REPORTS)
    form.wait_for(words)
    assert form.shows("The drum is on its way.")


@pytest.mark.rows("S22")
def test_how_soon_it_answers_here_is_shown(form):
    form.press(REPORTS)
    form.wait_for("October 2026: half of 6 reports within 62 minutes")


@pytest.mark.rows("S26")
def test_whom_to_turn_to_is_one_tap_away_and_printed(form):
    form.press(REPORTS, "Not getting an answer?")
    form.wait_for("Your branch lead")
    assert form.shows("after two days")
    form.press("Print this")
    (paper,) = form.printed
    assert paper.steps == LADDER
    form.press("Back")
    assert form.shows("This branch")


def news(form):
    cards = [one for one in QApplication.topLevelWidgets() if isinstance(one, NewsCard)]
    return [one for one in cards if one.isVisible()]


def test_an_answer_is_told_by_number_only_also_with_the_window_closed(form, told):
    report = file(form)
    arrival = arrive(form, told)
    form.window.close()
    told.reply(arrival, 1, text="A secret: the drum is gray.")
    form.qtbot.waitUntil(lambda: bool(news(form)), timeout=10_000)
    (card,) = news(form)
    words = [label.text() for label in card.findChildren(QLabel)]
    assert words == [f"{report.number}: IT has answered."]
    assert "secret" not in card.windowTitle()
    # The offscreen screen gives every new window the focus; a real one heeds this.
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    (read,) = [one for one in card.findChildren(QPushButton) if one.text() == "Read it"]
    QTest.mouseClick(read, Qt.MouseButton.LeftButton)
    form.wait_for("A secret: the drum is gray.")
    assert news(form) == []


def test_an_answer_that_nobody_has_read_is_counted_on_the_first_page(make_form, form, told):
    report = file(form)
    arrival = arrive(form, told)
    form.press("Report another")
    told.reply(arrival, 1, text="The drum is gray.")
    one = "This branch’s reports: 1 new answer"
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, one)), timeout=10_000)
    form.press(one)
    form.wait_for("The drum is gray.")
    form.press("Back")
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, REPORTS)))
    # It is noted on disk a moment later, and the next form reads it once, when it starts.
    form.qtbot.waitUntil(lambda: form.parts.reads.recall() == {report.id: 1})
    after = make_form(first_id=900).open()
    after.wait_for("Again: Printer or copier")  # it has looked at what came
    assert after.all(QPushButton, REPORTS)


def test_the_hidden_form_lives_while_an_answer_is_awaited_and_ends_after(form, told):
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, kind=ReplyKind.RECEIVED, state=State.NEW)
    form.wait_for("In IT’s inbox")
    form.qtbot.waitUntil(lambda: not form.talk.may_end())
    told.reply(arrival, 2, kind=ReplyKind.STATE, state=State.FIXED, text="A new drum.")
    form.qtbot.waitUntil(form.talk.may_end, timeout=10_000)


def test_a_public_computer_waits_for_no_answer(make_form, told):
    form = make_form(public=True).open()
    form.wait_for("Ferndale Road")
    file(form)
    arrival = arrive(form, told)
    told.reply(arrival, 1, kind=ReplyKind.RECEIVED, state=State.NEW)
    form.wait_for("In IT’s inbox")
    form.qtbot.waitUntil(form.talk.may_end, timeout=10_000)


def test_a_follow_up_that_cannot_be_kept_stays_on_the_screen(form, told):
    file(form)
    form.press(REPORTS, REPLY)
    type_here(form, "The left one.", TELL)
    form.disk.plan = lambda call, _path: 28 if call == "write" else 0
    form.press("Send")
    form.wait_for("full")
    assert follow_ups(form) == []
    form.disk.plan = lambda _call, _path: 0
    form.press("Send")
    form.wait_for("It is kept, and goes to IT by itself")
    assert follow_ups(form)[0].saw == "The left one."


def test_what_still_hurts_everybody_calls_for_the_telephone_as_a_report_does(form, desk):
    form.press("Telephone", "Send")
    form.wait_for("Handed over")
    form.press(REPORTS, "Still hurting us", "Everyone here", "Stopped")
    form.wait_for(f"Call {PHONE} first, then press Send.")
    form.press("Send")
    form.wait_for(f"It is kept, and goes to IT by itself. Call {PHONE} now.")
