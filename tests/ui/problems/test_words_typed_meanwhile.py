"""Words typed while something else goes on: nothing takes them away or sends them twice."""

import errno
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QScrollArea

from libdesk.domain.bulletin import Notice
from libdesk.domain.guidance import wording
from libdesk.domain.problems import (
    Fact,
    Picture,
    ReplyKind,
)
from libdesk.ui.problems.answers_page import AnswersPage
from libdesk.ui.problems.pictures import picture_flow
from libdesk.ui.problems.pictures.picture_page import PicturePage
from libdesk.ui.problems.pictures.picture_sources import Source
from libdesk.ui.problems.reports_page import ReportsPage
from libdesk.ui.problems.sent_page import SentPage
from libdesk.ui.widgets.scroll import ScrollsWhenSmall
from tests.delivery.corner import PNG
from tests.delivery.faulty import nothing, only
from tests.ui.problems.conftest import ITEMS, REPORTS, WORDS, a_screen

REPLY = "Reply or add something"
TELL = "What would you like to tell IT?"
PRINTER = "Printer or copier"
WISH = "What would you like to be able to do?"


class Gate:
    """Holds a function until it is opened."""

    def __init__(self, monkeypatch, owner, name):
        self._open, self._reached = threading.Event(), threading.Event()
        real = getattr(owner, name)

        def held(*args, **named):
            self._reached.set()
            self._open.wait(10)
            return real(*args, **named)

        monkeypatch.setattr(owner, name, held)

    def wait(self):
        assert self._reached.wait(5)

    def open(self):
        self._open.set()


def put(form, words, name=WORDS):
    form.get(name, QPlainTextEdit).setPlainText(words)


def typed(form, name=WORDS):
    return form.get(name, QPlainTextEdit).toPlainText()


def put_line(form, name, words):
    form.get(name, QLineEdit).setText(words)


def saw(form):
    return [kept.report.saw for kept in form.kept()]


def file(form):
    form.press("Telephone", "Send")
    form.wait_kept()
    return form.kept()[0].report


def press_beginning(form, words):
    form.qtbot.waitUntil(lambda: any(beginning(form, words)))
    next(beginning(form, words)).click()


def beginning(form, words):
    return (one for one in form.all(QPushButton) if one.accessibleName().startswith(words))


@pytest.fixture
def keeping(form, monkeypatch):
    """A report that was sent, and is being kept by a slow disk."""
    gate = Gate(monkeypatch, form.parts.filing, "submit")
    form.press("Telephone")
    put(form, "First words.")
    form.press("Send")
    gate.wait()
    return gate


def test_words_typed_after_send_stay_and_are_sent_by_themselves(form, keeping):
    put(form, "First words. AND MORE")
    keeping.open()
    form.wait_for("is kept, as it was when you pressed Send")
    assert typed(form) == "First words. AND MORE"
    form.press("Send")
    form.qtbot.waitUntil(lambda: saw(form) == ["First words.", "First words. AND MORE"])
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is None)


def test_another_tile_filled_while_the_disk_is_slow_stays(form, keeping):
    form.press("Back", PRINTER)
    put(form, "SECOND PROBLEM")
    keeping.open()
    form.qtbot.waitUntil(lambda: saw(form) == ["First words."])
    form.wait_for("is kept, as it was when you pressed Send")
    assert typed(form) == "SECOND PROBLEM"
    form.press("Send")
    form.qtbot.waitUntil(lambda: "SECOND PROBLEM" in saw(form))


def test_going_on_with_one_draft_puts_the_other_aside(make_form, form):
    form.press("Telephone")
    put(form, "Old words.")
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    after = make_form(first_id=500).open()
    after.wait_for("Go on with: Telephone")
    after.press(PRINTER)
    put(after, "NEW WORDS")
    after.press("Back")
    press_beginning(after, "Go on with: Telephone")
    assert typed(after) == "Old words."
    after.press("Back")
    press_beginning(after, "Go on with: " + PRINTER)
    assert typed(after) == "NEW WORDS"


def test_what_happens_again_puts_typed_words_aside_and_both_are_sent(form, monkeypatch):
    file(form)
    form.press("Report another")
    form.qtbot.waitUntil(lambda: any(beginning(form, "Again")))
    form.press(PRINTER)
    put(form, "NEW WORDS")
    form.press("Back")
    press_beginning(form, "Again")
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, SentPage))
    form.press("Report another")
    press_beginning(form, "Go on with: " + PRINTER)
    assert typed(form) == "NEW WORDS"


@pytest.mark.parametrize("way", ["Back", "Escape"])
def test_a_follow_up_left_half_written_waits(form, way):
    file(form)
    form.press(REPORTS, REPLY)
    put(form, "LONG WORDS", TELL)
    if way == "Back":
        form.press("Back")
    else:
        form.key(Qt.Key.Key_Escape, widget=form.get(TELL, QPlainTextEdit))
    assert isinstance(form.window.page, ReportsPage)
    form.press("Still hurting us", "Back", REPLY)
    assert typed(form, TELL) == "LONG WORDS"


def test_a_follow_up_is_written_when_the_session_ends(form, make_form):
    file(form)
    form.press(REPORTS, REPLY)
    put(form, "LONG WORDS", TELL)
    form.talk.keep_words()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    assert form.parts.drafts.load().draft.saw == "LONG WORDS"


def test_a_yes_that_is_kept_slowly_takes_no_other_page_away(form, desk, monkeypatch):
    file(form)
    form.wait_for("Handed over")
    (report,) = desk.collect()
    desk.reply(report, 1, kind=ReplyKind.RESTATED, text="It prints gray.")
    form.press(REPORTS)
    form.wait_for("did I get this right?")
    gate = Gate(monkeypatch, form.parts.filing, "follow_up")
    form.press("Yes, that’s right")
    gate.wait()
    form.press(REPLY)
    put(form, "TYPED MEANWHILE", TELL)
    form.press("Send")
    form.wait_for("still being kept")
    gate.open()
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.qtbot.wait(200)  # time for what must not happen
    assert typed(form, TELL) == "TYPED MEANWHILE"
    form.press("Send")
    form.qtbot.waitUntil(lambda: "TYPED MEANWHILE" in saw(form))


@pytest.fixture
def reading(form, tmp_path, monkeypatch):
    """A report with words, and a picture that is being read."""
    gate = Gate(monkeypatch, picture_flow, "read")
    form.press("Telephone")
    put(form, "With a picture")
    path = tmp_path / "a.png"
    a_screen(None).save(str(path))
    (flow,) = form.window.page.findChildren(picture_flow.PictureFlow)
    flow.offer((Source(name="a.png", path=str(path)),))
    gate.wait()
    return gate


def test_send_waits_for_a_picture_that_is_being_read_unless_told_again(form, reading):
    form.press("Send")
    form.wait_for("A picture is still being read.")
    form.qtbot.wait(100)  # time for what must not happen
    assert not form.kept()
    form.press("Send")
    form.wait_kept()
    reading.open()
    form.qtbot.wait(200)  # time for what must not happen
    assert isinstance(form.window.page, SentPage)


def test_a_picture_that_was_waited_for_goes_along(form, reading):
    form.press("Send")
    form.wait_for("A picture is still being read.")
    reading.open()
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, PicturePage))
    form.press("Use this picture")
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, AnswersPage))
    form.press("Send")
    form.wait_kept()
    assert len(form.desk_sees().pictures) == 1


def test_a_picture_that_comes_late_takes_no_other_page_from_the_screen(form, reading):
    form.press("Back", REPORTS)
    reading.open()
    form.qtbot.wait(300)  # time for what must not happen
    assert isinstance(form.window.page, ReportsPage)
    form.press("Back", "Telephone")
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, PicturePage))
    form.press("Use this picture")
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, AnswersPage))
    assert typed(form) == "With a picture"


def test_a_picture_added_while_the_report_is_kept_stays(form, monkeypatch):
    gate = Gate(monkeypatch, form.parts.filing, "submit")
    form.press("Telephone", "Send")
    gate.wait()
    form.window.page.form.pictures.add(Picture("late.png", "image/png", PNG))
    gate.open()
    form.wait_for("is kept, as it was when you pressed Send")
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)


def test_a_second_send_while_the_first_is_kept_loses_nothing(form, monkeypatch):
    gate = Gate(monkeypatch, form.parts.filing, "submit")
    form.press("Telephone")
    put(form, "one")
    form.press("Send")
    gate.wait()
    put(form, "one, two")
    form.window.page.send_requested.emit()
    gate.open()
    form.wait_for("is kept, as it was when you pressed Send")
    assert typed(form) == "one, two"


def test_two_forms_on_one_draft_lose_nothing(make_form, form):
    form.press("Telephone")
    put(form, "Shared.")
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    other = make_form(first_id=500).open()
    press_beginning(other, "Go on with: Telephone")
    form.press("Send")
    form.wait_kept()
    put(other, "Shared. And more.")
    other.press("Send")
    other.wait_kept()
    assert sorted(saw(other)) == ["Shared.", "Shared. And more."]


def test_another_tile_never_leaves_the_disk_without_the_words(form):
    form.press("Telephone")
    put(form, "A long story.")
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    form.press("Back", PRINTER)
    for _ in range(40):
        form.qtbot.wait(20)  # each look finds what is kept then
        kept = form.parts.drafts.load()
        assert kept is not None
        assert kept.draft.saw == "A long story."


def test_what_was_typed_on_one_tile_is_there_again_after_another(form):
    form.press("Please may I have…")
    put_line(form, WISH, "A large-print keyboard")
    form.press("Back", PRINTER, "Back", "Please may I have…")
    form.qtbot.waitUntil(lambda: form.get(WISH, QLineEdit).text() == "A large-print keyboard")


def test_a_typed_answer_outlives_its_window(make_form, form):
    form.press("Please may I have…")
    put_line(form, WISH, "A large-print keyboard")
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    after = make_form(first_id=500).open()
    press_beginning(after, "Go on with: Please may I have")
    after.qtbot.waitUntil(lambda: after.get(WISH, QLineEdit).text() == "A large-print keyboard")


def test_a_reply_comes_back_as_a_reply(make_form, form):
    report = file(form)
    form.press(REPORTS, REPLY)
    put(form, "LONG WORDS", TELL)
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    after = make_form(first_id=500).open()
    after.qtbot.waitUntil(lambda: len(after.kept()) == 1)
    after.qtbot.wait(300)  # time for what must not happen
    press_beginning(after, "Go on with: Telephone")
    assert typed(after, TELL) == "LONG WORDS"
    after.press("Send")
    after.qtbot.waitUntil(lambda: len(after.kept()) == 2)
    added = next(one.report for one in after.kept() if one.report.follow_up)
    assert (added.saw, added.follow_up.of) == ("LONG WORDS", report.id)


def test_what_still_hurts_is_not_lost_by_going_back(form):
    file(form)
    form.press(REPORTS, "Still hurting us", "Just one person", "Back", "Still hurting us")
    assert form.get("Just one person").isChecked()


def test_a_half_written_reply_does_not_keep_the_program_for_ever(form):
    file(form)
    form.press(REPORTS, REPLY)
    put(form, "LONG WORDS", TELL)
    form.window.close()
    assert form.talk.has_words()
    assert not form.talk._reading.following_up.is_busy


DEADLINE, UNTIL = "Must it work by a certain time?", "Until when are you here?"
AS_WRITTEN = "We’ll pass this on as you wrote it."


def at_another_time(form, question, words):
    (other,) = [
        one
        for one in form.all(QPushButton, "At another time…")
        if one.accessibleDescription() == question
    ]
    if not other.isChecked():
        other.click()
    put_line(form, question, words)


def test_a_time_that_cannot_be_read_is_sent_as_it_was_written(form, desk):
    form.press(PRINTER, "Is more at stake? A deadline?")
    at_another_time(form, DEADLINE, "before the bus")
    assert form.shows(AS_WRITTEN)
    at_another_time(form, UNTIL, "till story time")
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert (kept.report.effect.deadline_at, kept.report.here_until) == (None, None)
    worded = dict(wording(form.parts.guidance, form.desk_sees()))
    assert (worded["Must work by"], worded["Here until"]) == ("before the bus", "till story time")


def test_a_time_that_cannot_be_read_goes_along_to_another_tile(form):
    form.press(PRINTER, "Is more at stake? A deadline?")
    at_another_time(form, DEADLINE, "before the bus")
    at_another_time(form, UNTIL, "till story time")
    form.press("Back", "Telephone")
    assert form.get(DEADLINE, QLineEdit).text() == "before the bus"
    assert form.get(UNTIL, QLineEdit).text() == "till story time"
    put_line(form, DEADLINE, "")
    form.press("Back", PRINTER, "Send")
    form.wait_kept()
    report = form.kept()[0].report
    assert report.answers == {"here_until_words": "till story time"}


def test_until_when_goes_along_to_another_tile_where_nobody_is_named(form):
    form.press(PRINTER)
    form.press("17:00")
    form.press("Back", "Telephone", "Send")
    form.wait_kept()
    assert form.kept()[0].report.here_until == form.hands.at.replace(hour=17)


def test_a_time_that_cannot_be_read_is_looked_over_and_counts_as_words(form):
    form.press(PRINTER)
    at_another_time(form, UNTIL, "ask maria@example.org")
    assert form.talk.has_words()
    form.wait_for("Hide it")


def test_a_time_of_another_day_is_not_said_again(form):
    form.press(PRINTER)
    at_another_time(form, UNTIL, "till story time")
    form.press("Send")
    form.wait_kept()
    form.press("Report another")
    form.press("Again: Printer or copier", "Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    (again,) = [one.report for one in form.kept() if one.report.saw == "Again: Printer or copier"]
    assert again.answers == {}


def test_that_looking_was_enough_is_not_said_by_a_later_send(form):
    form.press(PRINTER)
    form.disk.plan = only("write", errno.ENOSPC)
    form.press("This fixed it")
    form.wait_for("full")
    form.disk.plan = nothing
    form.press("Send")
    form.wait_kept()
    assert "fixed" not in form.kept()[0].report.answers


def test_a_thing_named_for_nobody_is_forgotten_with_the_window(form):
    form.talk._asking._naming.remember("the laminator upstairs")
    form.window.close()
    assert form.talk._asking._naming.thing == ""


def test_where_the_public_sits_nothing_happens_again(make_form):
    form = make_form(public=True).open()
    form.press("Telephone")
    put(form, "Mrs Miller could not log in")
    form.press("Send")
    form.wait_kept()
    form.press("Report another")
    form.qtbot.wait(300)  # time for what must not happen
    assert not list(beginning(form, "Again"))


def test_nothing_personal_goes_along_that_nobody_has_seen(make_form):
    gate = threading.Event()

    def facts():
        gate.wait(10)
        return (Fact("computer", "FER-PC-04"), Fact("user", "ann"))

    at_once = (Fact("computer", "FER-PC-04"),)
    form = make_form(facts=facts, facts_at_once=at_once).open()
    form.press("Telephone", "Send")
    form.wait_kept()
    gate.set()
    assert form.kept()[0].report.facts == at_once


def test_same_here_can_be_said_again_after_a_full_disk(make_form, hands, desk):
    desk.publish(Notice("Printing is down.", "FER", hands(), id="n-1"), items=())
    form = make_form().open()
    form.wait_for("Printing is down")
    form.disk.plan = only("write", errno.ENOSPC)
    form.press("Same here")
    form.wait_for("full")
    form.disk.plan = nothing
    form.press("Same here")
    form.wait_kept()
    assert form.kept()[0].report.notice == "n-1"


def test_news_that_come_with_the_tap_take_no_key_from_whoever_types(form, desk, hands):
    """The first page outgrew its window when it had just been left, and took the focus back."""
    desk.publish(*[Notice("It is down.\n" * 30, "", hands(), id=f"n-{n}") for n in range(4)])
    known = form.talk._known

    def tap():
        if known.told.bulletin is not None:
            known.changed.disconnect(tap)
            form.press("Telephone")

    known.changed.connect(tap)
    known.look_again()
    (scrolls,) = form.window.tiles.findChildren(ScrollsWhenSmall)
    form.qtbot.waitUntil(lambda: scrolls.findChild(QScrollArea) is not None)
    assert form.focused() in form.all(QPushButton)


def test_the_focus_stays_where_it_was_when_the_list_of_things_comes_in_anew(form, desk):
    form.press("Public computer")
    form.get("This computer: FER-PC-04").setFocus()
    desk.publish(items=ITEMS)
    form.talk._known.look_again()
    form.wait_for("PC-07")
    assert form.focused() is form.get("This computer: FER-PC-04")
    form.get("PC-07").setFocus()
    form.hands.move(minutes=1)
    desk.publish(items=())
    form.talk._known.look_again()
    form.qtbot.waitUntil(lambda: not form.shows("PC-07"))
    other = form.get("Not this computer?")
    assert form.focused() is other, "where it is gone, another one can be named"
    form.hands.move(minutes=1)
    desk.publish(items=ITEMS)
    form.talk._known.look_again()
    form.wait_for("PC-07")
    assert form.focused() is other


def test_two_known_problems_said_in_a_row_both_count(make_form, hands, desk):
    known = [Notice(f"Trouble {n}.", "FER", hands(), id=f"n-{n}", category="GONE") for n in (1, 2)]
    desk.publish(*known, items=())
    form = make_form().open()
    form.wait_for("Trouble 1")
    for button in form.all(QPushButton, "Same here"):
        button.click()
    form.qtbot.waitUntil(lambda: {one.report.notice for one in form.kept()} == {"n-1", "n-2"})


def test_the_question_that_makes_it_now_is_open_at_once_where_it_looks_unsafe(form):
    form.press("Something looks wrong or unsafe")
    assert "Was anything clicked or typed?" in form.texts()


def restated(form, desk):
    file(form)
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    desk.reply(arrival, 1, kind=ReplyKind.RESTATED, text="It prints gray.")
    form.press(REPORTS)
    form.wait_for("did I get this right?")


def test_words_whose_send_failed_outlive_the_next_thing_that_is_kept(form, desk):
    restated(form, desk)
    form.press(REPLY)
    put(form, "PRECIOUS WORDS", TELL)
    form.disk.plan = only("write", errno.ENOSPC)
    form.press("Send")
    form.wait_for("The disk is full")
    form.disk.plan = nothing
    form.press("Back", "Yes, that’s right")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.qtbot.wait(200)  # time for what must not happen
    form.press(REPLY)
    assert typed(form, TELL) == "PRECIOUS WORDS"


def test_what_is_private_in_a_reply_is_told_even_to_whoever_sends_in_one_breath(form, desk):
    restated(form, desk)
    form.press(REPLY)
    field = form.get(TELL, QPlainTextEdit)
    field.setFocus()
    QTest.keyClicks(field, "Ask card 21234000567890")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form.wait_for("Your words may hold something private")
    assert len(form.kept()) == 1
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)


def test_a_reply_of_another_day_does_not_take_the_place_of_todays(make_form, desk):
    first = make_form().open()
    file(first)
    first.wait_for("Handed over")
    first.press(REPORTS, REPLY)
    put(first, "FIRST DAY", TELL)
    first.talk.keep_words()
    first.qtbot.waitUntil(lambda: first.parts.drafts.load() is not None)
    first.window.close()
    form = make_form(first_id=50).open()
    form.wait_for("Go on with")
    form.press(REPORTS, REPLY)
    put(form, "SECOND DAY", TELL)
    form.press("Back", "Back")
    (go_on,) = [one for one in form.all(QPushButton) if one.accessibleName().startswith("Go on")]
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    form.qtbot.waitUntil(lambda: bool(form.all(QPlainTextEdit, TELL)))
    assert typed(form, TELL) == "FIRST DAY"
    seen = set()
    for _ in range(2):
        form.press("Back", REPLY)
        seen.add(typed(form, TELL))
    assert "SECOND DAY" in seen | {page._words.words() for page in held(form)}


def held(form):
    return form.talk._reading.following_up._pages()


def test_all_words_that_gave_way_are_offered_one_after_the_other(form):
    file(form)
    form.press("Report another", "Telephone")
    put(form, "WORDS A")
    form.press("Back")
    again(form)
    put(form, "WORDS B")
    form.press("Back")
    again(form)
    form.press("Back")
    found = []
    while buttons := [
        one for one in form.all(QPushButton) if one.accessibleName().startswith("Go on with")
    ]:
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        found.append(typed(form))
        put(form, "")
        form.press("Back")
        assert len(found) < 9
    assert {"WORDS A", "WORDS B"} <= set(found)


def again(form):
    form.wait_for("Again: ")
    (button,) = [one for one in form.all(QPushButton) if one.accessibleName().startswith("Again")]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "Send")))
