"""Everything that a tile asks, checks and says is on its page, and all of it reaches the report."""

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.app.site import load_guidance
from libdesk.domain.bulletin import Notice
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.guidance import wording
from libdesk.domain.priority import HowBad, Risk, Stopped
from libdesk.ui.problems import draft_keeper, privacy_bar, words_box
from libdesk.ui.widgets.buttons import Tile
from libdesk.ui.widgets.scroll import bring_into_sight
from tests.ui.problems.conftest import FACTS, GUESS, ITEMS, PHONE, WORDS, Gate

GUIDANCE = load_guidance()
CONTACT = "Who should IT ask?"
RESTS_MS = (privacy_bar.REST_MS, words_box.REST_MS, draft_keeper.WAIT_MS)


@pytest.fixture
def form(told_form):
    return told_form


def only(form):
    (kept,) = form.kept()
    return kept.report


def on_screen(form, name):
    """Say whether a label or a number is seen without scrolling, as it is and where it is."""
    for label in form.all(QLabel):
        if name in label.text():
            place = QRect(label.mapTo(form.window, QPoint(0, 0)), label.size())
            return form.window.rect().contains(place)
    return False


def rested(form):
    """Wait until what looks at words when typing rests has looked."""

    def is_resting():
        timers = form.window.findChildren(QTimer)
        return not any(one.isActive() for one in timers if one.interval() in RESTS_MS)

    form.qtbot.waitUntil(is_resting)


@pytest.mark.parametrize("category", GUIDANCE.categories, ids=lambda one: one.code)
def test_the_button_for_more_tells_how_many_questions_wait(form, category):
    """What each tile asks and says is read in test_everything_is_read.py."""
    form.press(category.text)
    own = {question.key for question in category.questions}
    count = len(own) - (2 if category.is_danger else 1) + 1  # and for whom it is
    lines = len(form.all(QLineEdit))
    form.press(f"A few more questions ({count})")
    titles = [one.text for one in category.questions] + ["Who are you reporting for?"]
    assert all(form.shows(title) for title in titles)
    assert len(form.all(QLineEdit)) > lines or all(one.choices for one in category.questions)


@pytest.mark.rows("S01")
@pytest.mark.parametrize("tile", ["Printer or copier", "I’m not sure: just tell us"])
def test_three_actions_and_what_counts_is_seen_without_scrolling(make_form, told, tile):
    """Tile, Send, and reading it: on a screen of 1280 x 720, less the window's frame."""
    form = make_form().open(860, 672)
    form.wait_for("Ferndale Road")
    form.press(tile)
    form.press("Send")
    form.wait_kept()
    form.qtbot.waitUntil(lambda: on_screen(form, only(form).number))
    assert on_screen(form, "IT answers by")
    assert on_screen(form, PHONE)


@pytest.mark.rows("S15")
def test_a_promise_is_a_clock_time_before_and_after_send(form):
    form.press("Printer or copier")
    form.wait_for("When we can: IT answers by Thu 26 Nov, ")
    form.press("Everyone here", "Works, but badly")
    form.wait_for("Today: IT answers by ")
    before = promised(form)
    assert "IT aims to have it fixed by " in before
    form.press("Send")
    form.wait_kept()
    assert promised(form) == before, "what was read before is read after"
    assert form.shows(f"Can’t wait? Call {PHONE}.")


@pytest.mark.rows("S15")
def test_on_now_the_same_promise_stands_below_the_call_and_after_send(form):
    form.press("Printer or copier", "Everyone here", "Stopped")
    form.wait_for(f"Call {PHONE} first, then press Send.\nNow: IT answers by ")
    before = promised(form)
    form.press("Send")
    form.wait_kept()
    assert promised(form) == before


def test_a_promise_before_send_keeps_up_with_the_clock(form):
    form.press("Printer or copier", "Everyone here", "Works, but badly")
    form.wait_for("Today: IT answers by ")
    before = promised(form)
    form.hands.at += timedelta(minutes=20)
    form.window.findChild(QTimer, "clock").timeout.emit()
    assert promised(form) != before
    before = promised(form)
    form.press("Send")
    form.wait_kept()
    assert promised(form) == before


def promised(form):
    """The line with the promise."""
    told = (one.text().splitlines() for one in form.all(QLabel))
    (line,) = [line for lines in told for line in lines if "IT answers by " in line]
    return line


def test_on_now_the_phone_stands_first_with_the_number_to_give(form):
    form.press("Something looks wrong or unsafe", "Smoke, heat or a shock")
    form.wait_for("get everybody away from it")
    form.press("Send")
    form.wait_kept()
    assert form.shows(f"Call {PHONE} now, and give this number: {only(form).number}.")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Odd pop-up or ransom note", "Don’t press its buttons"),
        ("Suspicious e-mail", "don’t open its links"),
        ("Lost or stolen device", "when it was last seen"),
        ("A stranger at equipment", "your safety comes first"),
        ("Smoke, heat or a shock", "switch it off at the wall"),
    ],
)
def test_what_is_unsafe_says_what_to_do_now_before_anything_else(form, answer, words):
    form.press("Something looks wrong or unsafe")
    form.wait_for("First stop, and tell somebody")
    form.press(answer)
    form.wait_for(words)
    (banner,) = [one for one in form.all(QLabel) if "Do this now" in one.text()]
    first = form.get(answer)
    assert banner.mapTo(form.window, QPoint(0, 0)).y() < first.mapTo(form.window, QPoint(0, 0)).y()


@pytest.mark.rows("S13")
def test_a_niggle_is_two_taps_and_waits_for_the_next_visit(form):
    """Of S13 the form's half; the desk's list for the next visit comes later."""
    form.press("Little niggle")
    assert not form.all(QPushButton, "Everyone here")
    form.press("Send")
    form.wait_kept()
    assert only(form).effect.niggle
    assert form.shows("next visit")


@pytest.mark.rows("S08")
def test_vague_words_bring_the_picture_of_the_parts_once_and_block_nothing(form):
    form.press("My computer")
    form.type("the system is down")
    form.wait_for("Which part is it, as far as you can see?")
    for part in ("The screen", "The computer", "One program", "The internet", "The catalog"):
        assert isinstance(form.get(part), Tile), part
    form.press("The internet")
    assert not form.all(QPushButton, "Never mind")
    form.type("!")
    form.press("Send")
    form.wait_kept()
    assert only(form).answers["part"] == "internet"
    assert "the system is down" in only(form).saw


@pytest.mark.rows("S06")
def test_thin_words_bring_one_follow_up_that_can_be_sent_away(form):
    form.press("Printer or copier")
    form.type("prints gray")
    form.wait_for("One thing more would help")
    form.press("Never mind")
    form.type(" x")
    rested(form)
    assert not form.shows("One thing more would help")
    form.press("Send")
    form.wait_kept()


def test_a_hint_goes_by_itself_when_more_is_said(form):
    form.press("Printer or copier")
    form.type("prints gray")
    form.wait_for("One thing more would help")
    form.type(" stripes on every single page since nine")
    form.qtbot.waitUntil(lambda: not form.shows("One thing more would help"))


def test_what_is_private_is_hidden_by_one_click_in_every_field(form):
    form.press("My computer")
    form.type("Card 21234000123456 of maria@example.org, call 555-0142 or 030 123 45 67")
    form.type("card 2 1234 00012 3456?", GUESS)
    form.wait_for("This looks like a card number and an e-mail address and a phone number.")
    form.press("Hide it")
    form.press("Send")
    form.wait_kept()
    report = only(form)
    assert report.saw == ("Card [card number] of [e-mail address], call 555-0142 or [phone number]")
    assert report.guess == "card [card number]?"


def test_what_is_private_is_told_once_even_to_whoever_types_and_sends_in_one_breath(form):
    form.press("My computer")
    form.type("card 21234000123456")
    form.press("Send")
    form.wait_for("Your words may hold something private")
    assert form.shows("This looks like a card number.")
    assert not form.kept()
    form.press("Send")
    form.wait_kept()
    assert "21234000123456" in only(form).saw


def test_whom_to_ask_may_be_a_number_of_the_staff_and_no_card(form):
    form.press("My computer")
    form.type("Maria, 030 123 45 67, maria@example.org", CONTACT)
    rested(form)
    assert not form.shows("This looks like")
    form.get(CONTACT, QLineEdit).clear()
    form.type("Maria 21234000123456", CONTACT)
    form.wait_for("This looks like a card number.")
    form.press("Hide it")
    assert form.get(CONTACT, QLineEdit).text() == "Maria [card number]"


def test_a_patrons_card_is_not_taken_for_a_things_label(form):
    form.press("My computer", "Not this computer?")
    scan(form, "21234000123456")
    form.wait_for("This looks like somebody’s card number.")
    scan(form, "LV-1017")
    form.press("Send")
    form.wait_kept()
    assert only(form).item == "LV-1017"


@pytest.mark.parametrize(
    "tile", ["A patron told us…", "Something looks wrong or unsafe", "Little niggle"]
)
def test_what_may_be_anywhere_is_not_said_to_be_this_computer(form, tile):
    form.press(tile)
    assert not form.get("This computer: FER-PC-04").isChecked()
    form.press("Back", "I’m not sure: just tell us")
    assert form.get("This computer: FER-PC-04").isChecked()


def test_a_public_computer_in_the_list_is_meant_by_itself(make_form, desk):
    own = Item(Tag("LV-1018"), "PC-04", "public PC", "FER", "", "FER-PC-04")
    desk.publish(items=(*ITEMS, own))
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Public computer")
    assert form.get("This computer: FER-PC-04 (LV-1018)").isChecked()
    assert form.get("PC-07")
    assert not form.all(QPushButton, "PC-04")


def test_without_a_number_to_call_what_is_unsafe_still_calls_for_somebody(make_form):
    form = make_form().open()
    form.press("Something looks wrong or unsafe")
    form.wait_for("Then phone IT or fetch them.")
    form.press("Smoke, heat or a shock")
    form.wait_for("Safety first: do what stands above. Then press Send.")
    assert form.shows("Then phone IT or fetch them.")
    assert not form.shows("Please don’t: look into it"), "beside smoke nothing else is said"
    form.press("Send")
    form.wait_kept()
    number = only(form).number
    assert form.shows(f"Tell IT now, by phone or in person, and give this number: {number}.")


@pytest.mark.parametrize(
    ("typed", "days"), [("Fri 2 pm", 4), ("tomorrow 14:00", 1), ("2026-11-27 14:00", 4)]
)
def test_a_deadline_may_be_another_day(form, typed, days):
    question = "Must it work by a certain time?"
    form.press("Printer or copier", "Is more at stake? A deadline?")
    (chip,) = [
        one
        for one in form.all(QPushButton, "At another time…")
        if one.accessibleDescription() == question
    ]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    form.type(typed, question)
    form.press("Send")
    form.wait_kept()
    expected = (form.hands.at + timedelta(days=days)).replace(hour=14, minute=0)
    assert only(form).effect.deadline_at == expected


def test_what_is_left_stays_and_is_not_asked_of_again(form):
    form.press("My computer")
    form.type("card 21234000123456")
    form.wait_for("This looks like a card number.")
    form.press("Leave it")
    form.type(" again")
    rested(form)
    assert not form.shows("This looks like")
    form.press("Send")
    form.wait_kept()
    assert "21234000123456" in only(form).saw


def scan(form, words):
    line = form.get("Scan its label, or type a few letters of its name", QLineEdit)
    line.clear()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_this_computer_is_meant_by_itself(form):
    form.press("My computer")
    assert form.get("This computer: FER-PC-04").isChecked()
    form.press("Send")
    form.wait_kept()
    assert only(form).item == ""


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("LV-2001", "LV-2001"),
        ("fer-pc-07", "LV-1017"),
        ("upstairs", "LV-2001"),
        ("a toaster", "a toaster"),
    ],
)
def test_another_thing_is_named_by_label_name_or_words(form, typed, tag):
    form.press("My computer", "Not this computer?")
    scan(form, typed)
    form.press("Send")
    form.wait_kept()
    assert only(form).item == tag


def test_the_branchs_things_stand_there_to_be_tapped(form):
    form.press("Printer or copier")
    assert not form.all(QPushButton, "This computer: FER-PC-04")
    form.press("the printer by the door", "Send")
    form.wait_kept()
    assert only(form).item == "LV-1078"


def test_a_thing_named_on_the_first_page_goes_along_with_the_next_tile(form):
    form.press("Not this computer?", "PC-07 (LV-1017)")
    form.wait_for("About: PC-07 (LV-1017)")
    form.press("Public computer", "Send")
    form.wait_kept()
    assert only(form).item == "LV-1017"
    form.press("Report another")
    form.wait_for("Not this computer?")


def test_back_from_the_list_of_things_changes_nothing(form):
    form.press("Printer or copier", "the big printer", "Another one…")
    form.key(Qt.Key.Key_Escape)
    form.press("Send")
    form.wait_kept()
    assert only(form).item == "LV-1079"


@pytest.mark.rows("S03")
def test_any_fact_can_be_left_out(form):
    form.press("Printer or copier")
    form.wait_for("FER-PC-04")
    form.press("Change what is sent", "Computer: FER-PC-04", "Branch: Ferndale Road", "Done")
    assert form.shows("Not sent: Branch, Computer")
    form.press("Send")
    form.wait_kept()
    assert only(form).facts == FACTS[1:]
    assert only(form).branch == ""


def test_whom_to_ask_is_remembered_for_the_branch(make_form, told, form):
    form.press("Printer or copier")
    form.type("Maria", CONTACT)
    form.press("17:00")
    form.press("Send")
    form.wait_kept()
    assert only(form).contact == "Maria"
    assert only(form).here_until == form.hands.at.replace(hour=17)
    # It is noted on disk a moment later, and the next form reads it once, when it starts.
    form.qtbot.waitUntil(lambda: form.parts.contacts.recall("FER")[0] == "Maria")
    again = make_form().open()
    again.wait_for("Ferndale Road")
    again.press("Telephone")
    again.qtbot.waitUntil(lambda: again.get(CONTACT, QLineEdit).text() == "Maria")
    assert again.get("17:00").isChecked()


class LateContacts:
    """A disk that takes its time to tell whom IT asked the last time."""

    def __init__(self):
        self.gate = Gate(lambda: ("Maria", None))

    def __call__(self, _path, *, remembers):
        assert remembers
        return self

    def recall(self, _branch):
        return self.gate()

    def note(self, branch, contact, here_until):
        pass


@pytest.fixture
def late(make_form, told):
    """A form of which a tile was tapped before that was known."""
    contacts = LateContacts()
    form = make_form(contacts=contacts).open()
    form.press("Telephone")
    form.gate = contacts.gate
    yield form
    contacts.gate.opened.set()


def test_whom_to_ask_is_filled_in_though_the_tile_was_tapped_first(late):
    assert late.get(CONTACT, QLineEdit).text() == ""
    late.gate.opened.set()
    late.qtbot.waitUntil(lambda: late.get(CONTACT, QLineEdit).text() == "Maria")


def test_a_name_that_is_remembered_after_send_makes_no_second_report(late):
    late.press("Send")
    late.gate.opened.set()
    late.wait_kept()
    assert only(late).contact == ""
    assert late.talk._asking.page is None, "nothing was left to be sent"


@pytest.mark.parametrize("typed", ["Sam", ""])
def test_a_name_that_is_remembered_late_comes_into_nobodys_typing(late, typed):
    late.type(typed, CONTACT)
    late.gate.opened.set()
    late.qtbot.waitUntil(lambda: late.talk._asking._contacts.last is not None)
    assert late.get(CONTACT, QLineEdit).text() == typed


def test_a_public_computer_remembers_nobody_and_takes_no_picture(make_form, told):
    form = make_form(public=True).open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier")
    form.type("Maria", CONTACT)
    assert not form.all(QPushButton, "Add a picture of the screen")
    form.press("Send")
    form.wait_kept()
    form.press("Report another", "Telephone")
    assert form.get(CONTACT, QLineEdit).text() == ""


def test_another_time_is_understood_as_it_is_typed(form):
    form.press("Printer or copier")
    names = [
        one
        for one in form.all(QPushButton, "At another time…")
        if one.accessibleDescription() == "Until when are you here?"
    ]
    QTest.mouseClick(names[0], Qt.MouseButton.LeftButton)
    form.type("4:30 pm", "Until when are you here?")
    form.press("Send")
    form.wait_kept()
    assert only(form).here_until == form.hands.at.replace(hour=16, minute=30)


@pytest.mark.rows("S23")
def test_what_is_at_stake_and_a_deadline_are_taps_and_rank_higher(form):
    form.press("Printer or copier")
    form.wait_for("When we can")
    form.press("Is more at stake? A deadline?")
    form.press("Money", "Our good name", "The only one of its kind here", "The only accessible one")
    form.press("Within the hour")
    form.wait_for("Now")
    form.press("Send")
    form.wait_kept()
    effect = only(form).effect
    assert effect.risks == {Risk.MONEY, Risk.GOOD_NAME}
    assert effect.only_one
    assert effect.only_accessible
    assert effect.deadline_at == form.hands.at + timedelta(hours=1)


@pytest.mark.rows("S09")
def test_the_checks_travel_and_what_a_look_has_fixed_is_told_at_once(form):
    form.press("Printer or copier")
    form.wait_for("Try this first")
    yes = [
        one
        for one in form.all(QPushButton, "Yes")
        if one.accessibleDescription() == "Is there paper in it, and is every tray shut?"
    ]
    QTest.mouseClick(yes[0], Qt.MouseButton.LeftButton)
    form.press("This fixed it")
    form.wait_kept()
    assert form.shows("Nothing more to do.")
    assert not form.shows("IT answers by")
    assert not form.shows("Can’t wait?")
    answers = only(form).answers
    assert answers["paper"] == "yes"
    assert answers["fixed"] == "yes"


@pytest.mark.rows("S05")
def test_no_message_seen_is_one_tap(form):
    form.press("My computer", "A few more questions (6)", "No message seen", "Send")
    form.wait_kept()
    assert only(form).answers["message"] == "No message seen"


@pytest.mark.rows("S17")
def test_a_patron_told_us_offers_four_lines_that_can_be_printed(form):
    form.press("A patron told us…")
    for step in ("Ask openly", "Say it back", "Make sure", "Note where it was"):
        form.wait_for(step)
    form.press("Print this card")
    (paper,) = form.printed
    assert paper.name


HUNCH = "Your hunch: what might it be? (optional)"
TOLD = "What the patron told you, without names"


@pytest.mark.rows("S16")
def test_what_a_patron_told_goes_with_the_desks_hunch_and_without_the_patron(form):
    form.press("A patron told us…")
    open_more(form)
    asked = {one.accessibleName() for one in form.all(QLineEdit)}
    assert asked == {HUNCH, CONTACT, "What were they trying to do?"}
    assert form.shows("give a patron’s name, card number or e-mail")
    form.get(TOLD, QPlainTextEdit).setFocus()
    QTest.keyClicks(form.focused(), "Card 21234000123456, maria@example.org: the print got lost")
    form.type("The station timed out", HUNCH)
    form.wait_for("This looks like a card number and an e-mail address.")
    form.press("Hide it", "Send")
    form.wait_kept()
    report = form.desk_sees()
    assert report.guess == "The station timed out"
    assert report.saw == "Card [card number], [e-mail address]: the print got lost"
    assert "21234000123456" not in repr(report)
    assert "maria" not in repr(report)


def open_more(form):
    form.wait_for("A few more questions")
    (more,) = (
        one.accessibleName()
        for one in form.all(QPushButton)
        if one.accessibleName().startswith("A few more questions")
    )
    form.press(more)


def tap(form, question, *choices):
    """Tap the chips of one question: another one may have the same words."""
    for choice in choices:
        (chip,) = (
            one for one in form.all(QPushButton, choice) if one.accessibleDescription() == question
        )
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


@pytest.mark.rows("S05")
@pytest.mark.parametrize("message", ["Error 49", ""])
def test_which_computer_what_was_being_done_and_the_message_reach_the_desk(form, message):
    form.press("Public computer", "PC-07")
    open_more(form)
    tap(form, "What was the person doing?", "Printing")
    if message:
        form.type(message, "Any message? Word for word. A photo is fine too.")
    else:
        form.press("No message seen")
    form.press("Send")
    form.wait_kept()
    report = form.desk_sees()
    assert report.item == "LV-1017"
    answers = dict(wording(GUIDANCE, report))
    assert answers["What was the person doing?"] == "Printing"
    assert answers["Any message? Word for word. A photo is fine too."] == (
        message or "No message seen"
    )


@pytest.mark.rows("S10")
def test_program_site_message_and_what_was_tried_reach_the_desk(form):
    form.press("My computer")
    open_more(form)
    tap(form, "Which program?", "Web browser")
    form.type("The map of the branches", "What were you doing just before?")
    form.type("Error 49", "Any message? Word for word.")
    tap(form, "Have you tried a restart?", "Yes, it’s the same")
    tap(form, "Are all cords pushed in all the way?", "Yes")
    form.press("Send")
    form.wait_kept()
    answers = dict(wording(GUIDANCE, form.desk_sees()))
    assert answers["Which program?"] == "Web browser"
    assert answers["Any message? Word for word."] == "Error 49"
    assert answers["Have you tried a restart?"] == "Yes, it’s the same"
    assert answers["Are all cords pushed in all the way?"] == "Yes"
    form.hands.move(minutes=1)  # the newest is the one that is looked at
    form.press("Report another", "Website, e-books, databases")
    open_more(form)
    form.type("The map of the branches", "Which site or service?")
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    answers = dict(wording(GUIDANCE, form.desk_sees()))
    assert answers["Which site or service?"] == "The map of the branches"


@pytest.mark.rows("S19")
def test_somebody_else_can_be_reported_for(form):
    form.press("Printer or copier", "A few more questions (6)", "A colleague", "Send")
    form.wait_kept()
    assert only(form).answers["reporting_for"] == "colleague"


@pytest.mark.rows("S11")
def test_a_picture_of_the_screen_goes_along_once_it_was_looked_at(form):
    form.press("My computer", "Add a picture of the screen")
    form.press("Use this picture")
    form.press("Send")
    form.wait_kept()
    (picture,) = form.desk_sees().pictures
    assert picture.content.startswith(b"\x89PNG")


def test_everything_said_goes_along_to_another_tile(form):
    form.press("Printer or copier", "Several people", "Stopped")
    form.type("Gray stripes.")
    form.press("Is more at stake? A deadline?", "Money")
    form.type("Maria", CONTACT)
    form.press("Back", "Telephone", "Send")
    form.wait_kept()
    report = only(form)
    assert report.category == "PHONE"
    assert (report.effect.stopped, report.effect.how_bad) == (Stopped.SEVERAL, HowBad.STOPPED)
    assert report.effect.risks == {Risk.MONEY}
    assert (report.saw, report.contact) == ("Gray stripes.", "Maria")


def test_words_survive_a_crash_and_are_gone_once_sent(make_form, told, form):
    form.press("Printer or copier", "Faint or striped")
    form.type("Half a sen")
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    form.qtbot.waitUntil(lambda: form.parts.drafts.load().draft.saw == "Half a sen", timeout=5000)
    after = make_form(first_id=500).open()
    after.wait_for("Go on with: Printer or copier")
    (button,) = [
        one for one in after.all(QPushButton) if one.accessibleName().startswith("Go on with")
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert after.get(WORDS, QPlainTextEdit).toPlainText() == "Half a sen"
    assert after.get("Faint or striped").isChecked()
    after.press("Send")
    after.wait_kept()
    after.qtbot.waitUntil(lambda: after.parts.drafts.load() is None)
    assert only(after).saw == "Half a sen"


def test_closing_the_window_writes_the_words_at_once(form):
    form.press("Telephone")
    form.type("No tone in the off")
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    assert form.parts.drafts.load().draft.saw == "No tone in the off"


def test_a_draft_whose_report_was_sent_is_not_offered_again(make_form, told, form):
    """As after a power cut between the two."""
    form.press("Printer or copier")
    form.type("Gray.")
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    draft = form.parts.drafts.load()
    form.press("Send")
    form.wait_kept()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is None)
    form.parts.drafts.save(draft.draft, draft.report_id)
    after = make_form(first_id=500).open()
    after.wait_for("Ferndale Road")
    after.qtbot.waitUntil(lambda: after.parts.drafts.load() is None)
    assert not [one for one in after.texts() if one.startswith("Go on with")]


def test_words_typed_in_the_last_moment_before_send_leave_no_draft(form):
    form.press("Telephone")
    form.type("No tone.")
    form.press("Send")
    form.wait_kept()
    rested(form)
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is None)
    form.press("Report another", "Telephone")
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == ""


def test_another_tile_keeps_the_draft_under_its_own_id(form):
    form.press("Telephone")
    form.type("No tone.")
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    first = form.parts.drafts.load()
    form.press("Back", "Printer or copier")

    def is_moved():
        kept = form.parts.drafts.load()
        return kept is not None and kept.report_id != first.report_id

    form.qtbot.waitUntil(is_moved, timeout=5000)
    kept = form.parts.drafts.load()
    assert (kept.draft.category, kept.draft.saw) == ("PRINT", "No tone.")


def test_a_tap_alone_leaves_nothing_behind_when_the_window_is_closed(form):
    form.press("Printer or copier", "Faint or striped")
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is None, timeout=5000)
    form.window.bring_forward()
    form.press("Printer or copier")
    assert not form.get("Faint or striped").isChecked()


def test_same_here_forgets_nobody(make_form, told, hands, desk):
    desk.publish(Notice("Printing is down.", "FER", hands(), id="n-1"), items=ITEMS)
    form = make_form().open()
    form.wait_for("Printing is down")
    form.press("Telephone")
    form.type("Maria", CONTACT)
    form.press("Send")
    form.wait_kept()
    form.press("Report another")
    form.wait_for("FER-PC-04 and the time.")
    form.press("Same here")
    form.wait_for("Counted.")
    same = next(kept.report for kept in form.kept() if kept.report.notice)
    assert [fact.key for fact in same.facts] == ["computer"]  # no card of facts was shown
    form.press("Report another", "Telephone")
    form.qtbot.waitUntil(lambda: form.get(CONTACT, QLineEdit).text() == "Maria")


@pytest.mark.parametrize(
    "tile", ["Printer or copier", "Something looks wrong or unsafe", "Public computer"]
)
def test_tab_goes_as_the_page_is_read_whatever_was_added_meanwhile(form, tile):
    form.press(tile)
    form.qtbot.waitUntil(lambda: form.shows("A few more questions"))
    form.press("Is more at stake? A deadline?")
    (more,) = [
        one
        for one in form.all(QPushButton)
        if one.accessibleName().startswith("A few more questions")
    ]
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    answers = form.window.page.form
    form.qtbot.wait(50)  # what was opened is laid out only when the loop comes round
    answers.first().setFocus()
    walked = []
    while answers.isAncestorOf(form.focused()):
        walked.append(form.focused())
        form.key(Qt.Key.Key_Tab)
    assert len(walked) > 30
    middles = [one.mapTo(answers, one.rect().center()) for one in walked]
    side = answers._side.x()
    for here, there in pairwise(middles):
        is_below = there.y() > here.y() + 8
        is_behind = abs(there.y() - here.y()) <= 8 and there.x() > here.x()
        assert is_below or is_behind or here.x() < side <= there.x()
    assert form.focused().accessibleName() == "Back"
    form.key(Qt.Key.Key_Backtab)
    assert answers.isAncestorOf(form.focused())


def test_a_hint_that_nobody_could_see_does_not_count_as_told(form):
    form.window.resize(860, 420)
    form.press("My computer")
    form.type("card 21234000123456")
    rested(form)
    form.qtbot.wait(50)  # it is laid out when the loop comes round
    (hide,) = form.all(QPushButton, "Hide it")
    assert hide.visibleRegion().isEmpty(), "it stands below the fold"
    form.press("Send")
    form.wait_for("Your words may hold something private")
    assert not form.kept()


@pytest.mark.parametrize("tile", ["Little niggle", "Please may I have…"])
def test_who_reports_no_fault_is_not_asked_what_happened(form, tile):
    form.press(tile)
    name = form.window.page.form._words.saw.accessibleName()
    form.get(name, QPlainTextEdit).setPlainText("a better system")
    rested(form)
    assert not form.all(QPushButton, "Never mind")


def test_beside_smoke_nothing_is_to_be_looked_at(form):
    form.press("Something looks wrong or unsafe")
    form.wait_for("If it is safe to look")
    form.press("Smoke, heat or a shock")
    assert not form.shows("If it is safe to look")
    form.press("Smoke, heat or a shock")
    assert form.shows("If it is safe to look")


def test_what_was_objected_to_goes_with_the_next_thing_that_is_said(form):
    form.press("My computer")
    form.type("card 21234000123456")
    form.press("Send")
    form.wait_for("Your words may hold something private")
    form.type(" again")
    assert not form.shows("Your words may hold something private")


def test_more_questions_come_into_sight_where_they_stand(form):
    form.press("Printer or copier")
    form.qtbot.waitUntil(lambda: form.shows("A few more questions (6)"))
    button = form.get("A few more questions (6)")
    button.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert not form.focused().visibleRegion().isEmpty()


def test_a_promise_that_comes_too_late_says_to_call_before_send_and_after(make_form, told):
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Barcode scanner", "Is more at stake? A deadline?", "Within the hour")
    sooner = f"You need it sooner than that: please call {PHONE}."
    form.wait_for(sooner)
    form.press("Send")
    form.wait_kept()
    assert form.shows(sooner)


@pytest.mark.parametrize(
    "taps",
    [
        ("Something looks wrong or unsafe",),
        ("Something looks wrong or unsafe", "Lost or stolen device"),
        ("Little niggle",),
        ("Little niggle", "Is more at stake? A deadline?", "Within the hour", "Money"),
        ("Little niggle", "Is more at stake? A deadline?", "The only one of its kind here"),
        ("Internet, Wi-Fi", "No site opens"),
    ],
    ids=" + ".join,
)
def test_what_is_promised_is_the_same_before_send_and_after(form, taps):
    form.press(*taps)
    (before,) = (
        one.text()
        for one in form.all(QLabel)
        if "IT answers by" in one.text() or "visit" in one.text()
    )
    form.press("Send")
    form.wait_kept()
    assert any(one.text() == before for one in form.all(QLabel)), before


def test_what_looks_unsafe_is_never_promised_weeks(form):
    form.press("Something looks wrong or unsafe", "Lost or stolen device")
    form.wait_for("Today: IT answers by ")
    form.press("Send")
    form.wait_kept()
    assert form.shows("Today: IT answers by ")


POPUP = "A pop-up or ransom note: stop, and tell somebody."
FLEE = "leave the building and call the fire department first"


@pytest.mark.parametrize("tile", ["Public computer", "My computer"])
def test_an_odd_pop_up_is_as_unsafe_on_the_tile_of_the_computer(form, tile):
    form.press(tile)
    form.wait_for("Try this first")
    form.press("Odd pop-up")
    form.wait_for(POPUP)
    assert form.shows(f"Then call {PHONE}.")
    form.qtbot.waitUntil(lambda: not form.shows("Try this first"))
    form.wait_for("Today: IT answers by ")
    form.press("Odd pop-up")
    form.qtbot.waitUntil(lambda: not form.shows(POPUP))
    form.wait_for("Try this first")


def test_smoke_from_the_copier_comes_before_any_call(form):
    form.press("Printer or copier", "Smoke or a burning smell")
    form.wait_for(FLEE)
    form.wait_for("Safety first: do what stands above. Then press Send.")
    assert not form.shows("first, then press Send")
    form.press("Send")
    form.wait_kept()
    assert form.shows(FLEE)
    assert only(form).effect.danger


@pytest.mark.parametrize("tile", ["Printer or copier", "I’m not sure: just tell us"])
def test_smoke_in_somebodys_words_brings_what_to_do_now(form, tile):
    form.press(tile)
    form.type("there is smoke and it smells")
    form.wait_for(FLEE)
    assert not form.shows("Try this first")


def test_advice_that_comes_is_scrolled_into_sight(make_form, told):
    form = make_form().open(860, 480)
    form.wait_for("Ferndale Road")
    form.press("Something looks wrong or unsafe")
    form.wait_for("A few more questions")
    form.get("Something was typed").setFocus()
    bring_into_sight(form.get("Something was typed"))
    form.press("Something was typed")
    form.wait_for("Something was clicked or typed: stop using that computer now")
    form.qtbot.waitUntil(lambda: on_screen(form, "Something was clicked or typed: stop"))


def test_who_cannot_phone_is_told_to_use_a_phone_that_works(form):
    form.press("Telephone", "No dial tone", "Everyone here", "Stopped")
    form.wait_for(f"Call {PHONE} first, from a phone that works, then press Send.")
