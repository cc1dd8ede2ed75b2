"""What no form is meant to be given: B8, B9, B13 to B15, hostile bulletins, and hurried hands."""

import json
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import Bulletin, Notice, Pace, Step, Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import ClosedDay
from libdesk.domain.places import Branch
from libdesk.domain.problems import ReplyKind, State
from tests.ui.problems.conftest import (
    ALWAYS,
    GUESS,
    ITEMS,
    LADDER,
    PHONE,
    REPORTS,
    TARGETS,
    WORDS,
)

CONTACT, TELL = "Who should IT ask?", "What would you like to tell IT?"
TAP_LIMIT_S = 0.2
"""CPU time that a tap may take, whatever the desk has told."""

SCRIPTS = "🖨️ טונר אזל · الطابعة متوقفة · 打印机坏了 · ﬁ é à · 𐌰𐍆"
RLO = "\u202e"
HOSTILE = f"{RLO}gnp.exe <img src='file:///etc/passwd'> a<br>b \u200b{'e' + chr(0x301) * 40} &amp;"


@pytest.fixture
def form(make_form):
    return make_form().open()


def only(form):
    (kept,) = form.kept()
    return kept.report


def put(form, words, name=WORDS):
    """Put words into a field as an input method or the clipboard does."""
    field = form.get(name, QPlainTextEdit if name == WORDS else QLineEdit)
    (field.setPlainText if name == WORDS else field.setText)(words)


def test_b8_every_script_is_shown_and_sent_as_it_was_typed(form):
    form.press("Printer or copier")
    put(form, SCRIPTS)
    put(form, SCRIPTS[:60], GUESS)
    put(form, "山田 🙂", CONTACT)
    form.press("Send")
    form.wait_kept()
    assert form.shows(SCRIPTS)
    report = form.desk_sees()
    assert (report.saw, report.guess, report.contact) == (SCRIPTS, SCRIPTS[:60], "山田 🙂")
    form.press(REPORTS)
    form.wait_for(report.title)


def test_b8_a_draft_of_every_script_comes_back(make_form, form):
    form.press("Telephone")
    put(form, SCRIPTS)
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    after = make_form(first_id=500).open()
    after.wait_for("Go on with: Telephone")
    (go_on,) = [one for one in after.all(QPushButton) if one.accessibleName().startswith("Go on")]
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert after.get(WORDS, QPlainTextEdit).toPlainText() == SCRIPTS


@pytest.mark.parametrize("name", [WORDS, GUESS, CONTACT])
def test_b9_no_title_and_no_name_has_a_second_line(form, name):
    form.press("Printer or copier")
    QApplication.clipboard().setText("stripes\r\nBcc: all@example.org\u2028x")
    field = form.get(name, QPlainTextEdit if name == WORDS else QLineEdit)
    field.setFocus()
    field.paste()
    form.press("Send")
    if name != CONTACT:
        form.wait_for("Your words may hold something private")  # the address, seen at once
        form.press("Send")
    form.wait_kept()
    report = form.desk_sees()
    for line in (report.title, report.contact, report.item, report.number):
        assert not re.search("[\r\n\u2028\u2029\x85]", line)
    assert "\r" not in report.saw


@pytest.mark.parametrize("year", [1999, 2031])
def test_b13_a_clock_that_is_years_off_stops_nobody(make_form, desk, hands, year):
    hands.at = datetime(year, 6, 1, 9, 0, tzinfo=UTC)
    form = make_form().open()
    form.press("Printer or copier", "Everyone here", "Send")
    form.wait_kept()
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    assert arrival.report.filed_at == hands.at
    desk.reply(arrival, 1, text="The drum is gray.")
    form.press(REPORTS)
    form.wait_for("The drum is gray.")
    assert not [words for words in form.texts() if re.search(r"-\d+ (min|hour|day|year)", words)]


def test_b13_after_the_clock_was_set_right_the_newest_report_is_still_the_one_sent_last(form):
    form.hands.move(days=2000)
    form.press("Printer or copier")
    put(form, "First.")
    form.press("Send")
    form.wait_kept()
    form.hands.move(days=-2000)
    form.press("Report another", "Telephone")
    put(form, "Second.")
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.press(REPORTS)
    form.wait_for("Second.")
    form.wait_for("First.")


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="the hour that comes twice"),
        pytest.param(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), id="before the hour that is not"),
        pytest.param(datetime(2028, 2, 29, 12, 0, tzinfo=UTC), id="leap day"),
        pytest.param(datetime(2026, 12, 31, 23, 59, tzinfo=UTC), id="the last minute of a year"),
    ],
)
def test_b14_odd_hours_and_days_are_kept_in_utc_and_promised_by_the_clock(
    make_form, desk, hands, moment
):
    hands.at = moment
    desk.publish(hours=ALWAYS, targets=TARGETS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "Everyone here", "Works, but badly")
    form.press("Is more at stake? A deadline?", "Within the hour")
    form.wait_for("first, then press Send")
    form.press("Send")
    form.wait_kept()
    report = form.desk_sees()
    assert report.filed_at == moment
    assert report.filed_at.utcoffset() == timedelta(0)
    assert report.effect.deadline_at == moment + timedelta(hours=1)
    assert form.shows("answers by ")


UNDERSTOOD = ("٣:٣٠",)
"""Other people's digits are digits."""


@pytest.mark.parametrize(
    "typed", [str(2**70), "-1", "25:00", "9" * 20, "1e309", "٣:٣٠", "4:30 pm\x00", "½"]
)
def test_b15_a_number_that_is_no_time_is_asked_for_again_and_stops_no_report(form, typed):
    form.press("Printer or copier")
    (other,) = [
        one
        for one in form.all(QPushButton, "At another time…")
        if one.accessibleDescription() == "Until when are you here?"
    ]
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    put(form, typed, "Until when are you here?")
    is_asked = form.shows("We’ll pass this on as you wrote it. Or type a time, such as 4:30 pm.")
    form.press("Send")
    form.wait_kept()
    assert (only(form).here_until is None) == is_asked
    assert ("here_until_words" in only(form).answers) == is_asked, "what was typed is sent"
    assert is_asked == (typed not in UNDERSTOOD)


# Hostile bulletins.


def test_without_any_bulletin_the_form_works(form):
    form.press("Printer or copier", "Send")
    form.wait_kept()


def tap(form, name="Printer or copier"):
    """Tap a tile; return the CPU time until its page is there and painted."""
    tile = form.get(name)
    begun = time.thread_time()
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    form.window.grab()
    took_s = time.thread_time() - begun
    assert form.all(QPushButton, "Send")
    return took_s


def drop_folder(form):
    return form.data.inbox / "bulletin"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="gone"),
        pytest.param(
            lambda folder: (folder / "manifest.json").write_bytes(b"[" * 10_000_000), id="10 MB"
        ),
        pytest.param(
            lambda folder: [
                one.write_bytes(b"[" * 10_000_000) for one in (folder / "parts").iterdir()
            ],
            id="10 MB in each part",
        ),
        pytest.param(
            lambda folder: (folder / "manifest.json").write_text(
                json.dumps({"libdesk": "bulletin", "version": 1, "manifest": 7, "signature": []})
            ),
            id="numbers for words",
        ),
        pytest.param(lambda folder: (folder / "manifest.json").write_bytes(b""), id="empty"),
        pytest.param(
            lambda folder: [one.write_bytes(b"{}") for one in (folder / "parts").iterdir()],
            id="other parts",
        ),
    ],
)
def test_a_bulletin_that_cannot_be_one_is_left_alone_and_the_form_works(make_form, desk, spoil):
    desk.publish(("Printing is down.", ""))
    form = make_form()
    spoil(drop_folder(form))
    form.open()
    done: list[Bulletin | None] = []
    form.tasks.outside(form.parts.board.latest, done.append, owner=form.talk)
    form.qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert done == [None]
    assert not form.shows("Printing is down.")
    assert tap(form) < TAP_LIMIT_S
    form.press("Send")
    form.wait_kept()


def test_a_bulletin_that_is_spoiled_later_takes_nothing_of_the_one_before(make_form, desk):
    desk.publish(("Printing is down.", ""), hours=ALWAYS, targets=TARGETS)
    form = make_form().open()
    form.wait_for("Printing is down.")
    (drop_folder(form) / "manifest.json").write_bytes(b"[" * 10_000_000)
    after = make_form(first_id=500).open()
    after.wait_for("Printing is down.")
    after.press("Printer or copier", "Send")
    after.wait_kept()
    assert after.shows(PHONE)


def test_a_bulletin_from_the_future_is_not_believed(make_form, desk, hands):
    hands.move(days=3)
    desk.publish(("All is over.", ""), phone="666")
    hands.move(days=-3)
    form = make_form().open()
    done: list[Bulletin | None] = []
    form.tasks.outside(form.parts.board.latest, done.append, owner=form.talk)
    form.qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert done == [None]
    form.press("Something looks wrong or unsafe", "Send")
    form.wait_kept()
    assert not form.shows("666")
    assert not form.shows("All is over.")


def a_hostile_bulletin(desk, hands):
    """As large as it can be signed, with hostile words in every place that has words."""
    long = (HOSTILE + "x" * 200)[:200]
    desk.publish(
        *(
            Notice(f"{number} {HOSTILE * 20}", "", hands(), id=f"n-{number}", count=999_999_999)
            for number in range(1000)
        ),
        phone=HOSTILE,
        library=HOSTILE,
        branches=(Branch("FER", HOSTILE), *(Branch(f"B{n}", long) for n in range(900))),
        items=tuple(
            Item(Tag(f"LV-{n}{RLO}"), long, "printer", "FER", f"S{n}", f"PC{n}")
            for n in range(5000)
        ),
        hours=replace(ALWAYS, closed=(ClosedDay(date(2026, 12, 25), HOSTILE),)),
        targets=TARGETS,
        ladder=tuple(Step(long, HOSTILE, HOSTILE) for _ in range(20)),
        paces=tuple(
            Pace("FER", date(2000 + n // 12, n % 12 + 1, 1), 999_999_999, 999_999_999)
            for n in range(300)
        ),
        visits=tuple(Visit("FER", date(2026, 11, 24) + timedelta(days=n)) for n in range(2000)),
    )


@pytest.fixture
def overfed(make_form, desk, hands):
    a_hostile_bulletin(desk, hands)
    opened = make_form().open()
    opened.wait_for("Show 97 more")
    return opened


def signs_in_sight(form):
    return "".join(form.texts())


def test_a_hostile_bulletin_leaves_the_first_page_usable(overfed):
    assert overfed.shows("Known: 0 ")
    assert RLO not in signs_in_sight(overfed)
    (place,) = [one for one in overfed.texts() if one.endswith("FER-PC-04")]
    assert "\u200b" not in place
    assert chr(0x301) * 9 not in signs_in_sight(overfed)
    for tile in ("Printer or copier", "I’m not sure: just tell us"):
        assert overfed.all(QPushButton, tile)
    assert tap(overfed) < TAP_LIMIT_S
    overfed.press("Send")
    overfed.wait_kept()
    assert only(overfed).category == "PRINT"


def test_a_hostile_bulletin_can_be_shown_whole_and_the_first_page_stays_usable(overfed):
    for button in ("Show 97 more", "Show fewer", "Show 97 more"):
        begun = time.thread_time()
        overfed.press(button)
        QApplication.processEvents()
        overfed.window.grab()
        assert time.thread_time() - begun < 4 * TAP_LIMIT_S
    assert overfed.shows("Known: 99 ")
    assert RLO not in signs_in_sight(overfed)
    assert tap(overfed) < TAP_LIMIT_S


def test_a_hostile_bulletin_lets_a_thing_be_found_and_every_page_be_opened(overfed):
    overfed.press("Not this computer?")
    scan = overfed.get("Scan its label, or type a few letters of its name", QLineEdit)
    begun = time.thread_time()
    QTest.keyClicks(scan, "LV-4")
    QApplication.processEvents()
    assert time.thread_time() - begun < 4 * TAP_LIMIT_S
    scan.clear()
    QTest.keyClicks(scan, "a toaster")
    QTest.keyClick(scan, Qt.Key.Key_Return)
    overfed.press("Printer or copier", "Everyone here", "Stopped", "Send")
    overfed.wait_kept()
    assert only(overfed).item == "a toaster"
    overfed.press(REPORTS, "Not getting an answer?", "Print this", "Back", "Back")
    assert len(overfed.printed) == 1


def test_a_thing_that_was_named_stays_named_when_a_bulletin_comes_in(make_form, desk, hands):
    desk.publish(items=ITEMS, ladder=LADDER)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "Another one…")
    scan = form.get("Scan its label, or type a few letters of its name", QLineEdit)
    QTest.keyClicks(scan, "a toaster")
    QTest.keyClick(scan, Qt.Key.Key_Return)
    hands.move(minutes=1)
    desk.publish(("Printing is down.", ""), items=ITEMS[:1])
    form.talk._known.look_again()
    form.qtbot.waitUntil(lambda: form.talk._known.told.notices != ())
    assert form.get("a toaster").isChecked()
    form.press("Send")
    form.wait_kept()
    assert only(form).item == "a toaster"


def test_words_that_were_typed_just_before_send_are_no_draft_after_it(make_form, form):
    form.press("Printer or copier")
    form.type("Gray stripes.")
    form.press("Send")
    form.wait_kept()
    timers = [form.talk._asking._drafts._wait]
    assert not any(one.isActive() for one in timers)
    form.tasks.close(5)
    assert form.parts.drafts.load() is None


# Hurried hands.


def hold(widget, key, *, begins=True):
    """Hold a key: its press, unless that was elsewhere, and its repeats."""
    for again in (False, True, True, True) if begins else (True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", autorep=again
        )
        QApplication.sendEvent(widget, event)


@pytest.fixture
def told(make_form, desk, hands):
    desk.publish(
        Notice("Printing is down.", "FER", hands(), id="n-1", category="PRINT"),
        items=ITEMS,
        hours=ALWAYS,
        targets=TARGETS,
        ladder=LADDER,
    )
    opened = make_form().open()
    opened.wait_for("Printing is down.")
    return opened


def test_b10_enter_held_on_same_here_counts_once_and_presses_nothing_after(told):
    same = told.get("Same here")
    same.setFocus()
    hold(same, Qt.Key.Key_Return)
    told.wait_kept()
    hold(told.focused(), Qt.Key.Key_Return, begins=False)
    assert told.shows("Counted.")
    told.tasks.close(5)
    assert len(told.kept()) == 1
    assert told.window.isVisible()


@pytest.mark.parametrize("way", ["double click", "held Enter", "Ctrl+Enter twice"])
def test_b10_a_follow_up_is_kept_once_however_often_send_is_pressed(told, desk, way):
    told.press("Printer or copier", "Send")
    told.wait_kept()
    told.press(REPORTS, "Reply or add something")
    field = told.get(TELL, QPlainTextEdit)
    field.setFocus()
    QTest.keyClicks(field, "The left one.")
    send = told.get("Send")
    if way == "double click":
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(send, Qt.MouseButton.LeftButton)
    elif way == "held Enter":
        send.setFocus()
        hold(send, Qt.Key.Key_Return)
    else:
        for _ in range(2):
            QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    told.wait_for("It is kept, and goes to IT by itself")
    told.tasks.close(5)
    added = [one for one in told.kept() if one.report.follow_up is not None]
    assert [one.report.saw for one in added] == ["The left one."]


@pytest.mark.parametrize("way", ["Yes, that’s right", "Tell IT it is over"])
def test_b10_one_click_answers_are_kept_once(told, desk, way):
    told.press("Printer or copier", "Send")
    told.wait_kept()
    told.wait_for("Handed over")
    (arrival,) = desk.collect()
    if way == "Yes, that’s right":
        desk.reply(arrival, 1, text="The left one?", kind=ReplyKind.RESTATED)
        told.press(REPORTS)
        told.wait_for("The left one?")
    else:
        desk.reply(arrival, 1, text="On my way.", state=State.DOING)
        told.press(REPORTS)
        told.wait_for("On my way.")
        told.press("No longer needed")
    button = told.get(way)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    told.wait_for("You said ")
    told.tasks.close(5)
    assert len([one for one in told.kept() if one.report.follow_up is not None]) == 1


def test_b10_a_held_enter_prints_a_sign_once(told):
    told.press("Printer or copier", "Send")
    told.wait_kept()
    told.press("Out-of-order sign…")
    button = told.get("Print the sign")
    button.setFocus()
    hold(button, Qt.Key.Key_Return)
    assert len(told.printed) == 1
