"""From the first tap to Kept: what a person does, and what is in the outbox afterwards."""

import errno
import time

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from libdesk.domain.priority import HowBad, Stopped
from libdesk.domain.text import TEXT_LIMIT
from libdesk.ui.problems.answers_page import AnswersPage
from tests.ui.problems.conftest import FACTS, GUESS, PHONE, WORDS, Gate

LIMIT_S = 0.2
"""Of this thread's own time: what other programs take from the computer is not the form's."""


@pytest.mark.rows("S01", "S12")
def test_tile_send_kept_without_a_word(form):
    """Three actions: the tile, Send, and reading that it is kept."""
    assert form.shows("Small things too: IT is never too busy.")
    form.press("Little niggle")
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert form.shows(kept.report.number)


def test_b1_without_words_it_goes_under_the_words_of_the_tile(form):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.title == "Printer or copier"
    assert kept.report.saw == ""


@pytest.mark.rows("S03", "S07")
def test_everything_that_was_tapped_and_typed_is_in_the_report(form):
    form.press("Printer or copier", "Faint or striped", "Paper jam", "Several people", "Stopped")
    form.type("Gray stripes on every page.")
    form.type("The drum?", GUESS)
    form.wait_for(FACTS[1].value)  # what does not stand there yet when Send is pressed is not sent
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    report = kept.report
    assert report.category == "PRINT"
    assert report.branch == "FER"
    assert report.saw == report.title == "Gray stripes on every page."
    assert report.guess == "The drum?"
    assert set(report.answers["sees"]) == {"faint", "jam"}
    assert (report.effect.stopped, report.effect.how_bad) == (Stopped.SEVERAL, HowBad.STOPPED)
    assert report.facts == FACTS


def test_a_choice_is_undone_by_a_second_tap_and_replaced_by_another(form):
    form.press("Printer or copier", "Just one person", "Everyone here")
    assert not form.get("Just one person").isChecked()
    form.press("Everyone here", "Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.effect.stopped is None


def test_more_questions_open_where_they_are_asked_for(form):
    form.press("Printer or copier", "A few more questions (6)")
    form.press("Toner", "Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.answers["supplies"] == "toner"


def test_the_whole_way_by_keys_alone(form):
    form.key(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    form.wait_for("Self-check")
    form.key(Qt.Key.Key_Space, Qt.Key.Key_Return)
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.category == "SELF"
    assert len(kept.report.answers) == 1


def test_arrows_go_as_the_tiles_lie(form):
    for key, name in (
        (Qt.Key.Key_Down, "Internet, Wi-Fi"),
        (Qt.Key.Key_Right, "Catalog, check-out"),
        (Qt.Key.Key_Up, "My computer"),
        (Qt.Key.Key_Left, "Public computer"),
        (Qt.Key.Key_Left, "Public computer"),
    ):
        form.key(key)
        assert form.focused().accessibleName() == name


def test_enter_sends_from_a_line_and_ctrl_enter_from_the_large_field(form):
    form.press("Telephone")
    form.type("No tone.")
    form.key(Qt.Key.Key_Return)
    assert form.kept() == ()
    QTest.keyClick(
        form.get(WORDS, QPlainTextEdit), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    form.wait_kept()
    form.press("Report another", "Telephone")
    form.type("A cable", GUESS)
    form.key(Qt.Key.Key_Return)
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)


def test_b10_a_double_click_on_send_files_one_report(form):
    form.press("Printer or copier")
    send = form.get("Send")
    QTest.mouseClick(send, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(send, Qt.MouseButton.LeftButton)
    form.wait_kept()
    assert len(form.kept()) == 1


def test_b10_the_second_half_of_a_double_click_does_not_press_what_came_after(form):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    button = form.get("Close")
    place = QPointF(button.rect().center())
    left = Qt.MouseButton.LeftButton
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(
            kind, place, button.mapToGlobal(place), left, left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(button, event)
    assert form.window.isVisible()


def hold_enter(form):
    """Press Enter, and don't let go."""
    for again in (False, True, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            autorep=again,
        )
        QApplication.sendEvent(form.focused(), event)


def test_b10_enter_held_down_files_one_report(form):
    form.press("Printer or copier")
    form.get("Several people").setFocus()
    form.key(Qt.Key.Key_Space)
    hold_enter(form)
    form.wait_kept()
    assert len(form.kept()) == 1


def test_b10_enter_held_on_an_answer_chooses_it_and_sends_nothing(form):
    form.press("Printer or copier")
    form.get("Several people").setFocus()
    hold_enter(form)
    assert form.get("Several people").isChecked()
    form.tasks.close(5)
    assert form.kept() == ()


def test_enter_chooses_an_answer_as_space_does_and_then_sends(form):
    form.press("Printer or copier")
    form.get("Paper jam").setFocus()
    form.key(Qt.Key.Key_Return)
    assert form.get("Paper jam").isChecked()
    form.get("Several people").setFocus()
    form.key(Qt.Key.Key_Enter)
    assert form.get("Several people").isChecked()
    assert not form.all(QPushButton, "Keeping…")
    form.key(Qt.Key.Key_Return)
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.answers["sees"] == ("jam",)
    assert kept.report.effect.stopped is Stopped.SEVERAL


def test_enter_chooses_a_check_answer(form):
    form.press("Printer or copier")
    form.wait_for("Try this first")
    yes = form.all(QPushButton, "Yes")[0]
    yes.setFocus()
    form.key(Qt.Key.Key_Return)
    assert yes.isChecked()
    assert form.shows("Try this first")


def test_ctrl_enter_sends_from_an_answer_that_is_not_chosen(form):
    form.press("Printer or copier")
    enter, control = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(form.get("Paper jam"), enter, control)
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.answers == {}


def test_b10_enter_held_on_a_tile_does_not_send_what_it_opens(form):
    for again in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            autorep=again,
        )
        QApplication.sendEvent(form.focused(), event)
    assert form.shows("Who is stopped?")
    form.tasks.close(5)
    assert form.kept() == ()


def test_b10_enter_held_under_an_x_server_that_tells_it_as_presses_and_releases(form):
    """Release and press come at the same moment, and neither says that it is a repeat."""
    enter, none = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(form.focused(), timed(QEvent.Type.KeyPress, enter, none, 1000))
    assert form.shows("Who is stopped?")
    for moment in (1660, 1700, 1740):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(form.focused(), timed(kind, enter, none, moment))
    QApplication.sendEvent(form.focused(), timed(QEvent.Type.KeyRelease, enter, none, 1780))
    assert form.shows("Who is stopped?")
    chip = form.focused()
    assert not chip.isChecked()
    for moment in (2500, 3500):  # the first one chooses, the next one sends
        QApplication.sendEvent(form.focused(), timed(QEvent.Type.KeyPress, enter, none, moment))
        QApplication.sendEvent(
            form.focused(), timed(QEvent.Type.KeyRelease, enter, none, moment + 80)
        )
        assert moment != 2500 or chip.isChecked()
    form.wait_kept()
    assert len(form.kept()) == 1


def timed(kind, key, modifiers, moment):
    event = QKeyEvent(kind, key, modifiers, "\r")
    event.setTimestamp(moment)
    return event


def test_b10_a_second_try_after_a_failure_keeps_the_same_id(form):
    form.disk.plan = lambda call, _path: errno.ENOSPC if call == "write" else 0
    form.press("Printer or copier", "Send")
    form.wait_for("The disk is full")
    form.disk.plan = lambda _call, _path: 0
    form.press("Send")
    form.wait_kept()
    assert len(form.kept()) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(errno.ENOSPC, "The disk is full; nothing was lost", id="b11-disk-full"),
        pytest.param(errno.EROFS, "LibDesk may not write to the folder", id="b12-read-only"),
    ],
)
def test_b11_b12_what_cannot_be_kept_stays_on_the_screen(form, code, words):
    form.disk.plan = lambda call, _path: code if call == "write" else 0
    form.press("Printer or copier", "Paper jam")
    form.type("Stuck & <b>bold</b>")
    form.press("Send")
    form.wait_for(words)
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "Stuck & <b>bold</b>"
    assert form.get("Paper jam").isChecked()
    assert form.kept() == ()
    form.press("Copy my words")
    assert "Stuck & <b>bold</b>" in QApplication.clipboard().text()
    form.press("Print them")
    (slip,) = form.printed
    assert "Not kept" in slip.heading
    assert "Paper jam" in slip.text()


@pytest.mark.alone
def test_b2_a_megabyte_is_pasted_within_the_time_and_its_cut_is_told(form):
    form.press("Printer or copier")
    field = form.get(WORDS, QPlainTextEdit)
    pasted = "word " * 200_000
    QApplication.clipboard().setText(pasted)
    begun = time.thread_time()
    field.paste()
    QApplication.processEvents()
    took_s = time.thread_time() - begun
    assert len(field.toPlainText()) == TEXT_LIMIT
    assert form.shows("are left out. The whole text is still on your clipboard")
    assert QApplication.clipboard().text() == pasted
    assert took_s < LIMIT_S
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert len(kept.report.saw) >= TEXT_LIMIT - 1


@pytest.mark.alone
def test_b2_one_endless_line_is_pasted_within_the_time(form):
    form.press("Printer or copier")
    field = form.get(WORDS, QPlainTextEdit)
    QApplication.clipboard().setText("x" * 1_000_000)
    begun = time.thread_time()
    field.paste()
    QApplication.processEvents()
    assert time.thread_time() - begun < LIMIT_S


@pytest.mark.parametrize(
    "words",
    [
        pytest.param('<img src="file:///C:/Windows/x.png">', id="b3-image"),
        pytest.param("toner < 10% & rising", id="b4-signs"),
        pytest.param("<b>x", id="b4-tag"),
        pytest.param("a<br>b", id="b4-break"),
    ],
)
def test_b3_b4_what_was_typed_is_shown_as_it_was_typed(form, words):
    form.press("Printer or copier")
    form.type(words)
    form.press("Send")
    form.wait_kept()
    assert words in [label.text() for label in form.all(QLabel)]
    form.press("This branch’s reports")
    form.wait_for(words)
    assert words in [label.text() for label in form.all(QLabel)]
    form.press("Back")
    form.wait_for(f"Again: {words}")


def test_every_label_of_every_page_is_plain_text(form, desk):
    desk.publish(("<b>Printing</b> is down.", ""))
    form.press("Something looks wrong or unsafe")
    form.type("<i>odd</i>")
    form.press("Send")
    form.wait_kept()
    form.press("This branch’s reports")
    form.wait_for("<i>odd</i>")
    labels = form.window.findChildren(QLabel)
    assert len(labels) > 20
    assert {label.textFormat() for label in labels if label.text()} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("sign", ["\ud800", "\x00", "\u202e"], ids=["b5", "b6", "b7"])
def test_b5_b6_b7_what_no_store_can_hold_does_not_stop_a_report(form, sign):
    form.press("Printer or copier")
    form.get(WORDS, QPlainTextEdit).setPlainText(f"before{sign}after")
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.saw.startswith("before")
    assert sign not in kept.report.saw


def test_b16_a_number_of_5000_digits_is_text(form):
    form.press("Printer or copier")
    form.get(WORDS, QPlainTextEdit).setPlainText("9" * 5000)
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.saw == "9" * 5000


STILL_READ = "A few more are still being read. Only what stands here when you press Send is sent."


@pytest.mark.rows("S03")
def test_what_nobody_has_seen_is_not_sent_and_not_waited_for(make_form):
    gate = Gate(lambda: FACTS)
    form = make_form(facts=gate, facts_at_once=FACTS[:1]).open()
    form.press("Telephone")
    assert form.shows(FACTS[0].value)
    assert form.shows(STILL_READ)
    form.press("Send")
    form.wait_kept()
    gate.opened.set()
    (kept,) = form.kept()
    assert kept.report.facts == FACTS[:1]


@pytest.mark.rows("S03")
def test_what_takes_longer_to_read_joins_the_rest_on_the_page(make_form):
    gate = Gate(lambda: FACTS)
    form = make_form(facts=gate, facts_at_once=FACTS[:1]).open()
    form.press("Telephone", "Change what is sent", "Computer: FER-PC-04")
    form.get("Computer: FER-PC-04").setFocus()
    gate.opened.set()
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "System: Windows 11 25H2")))
    assert not form.shows(STILL_READ)
    assert form.focused() is form.get("Computer: FER-PC-04"), "the focus stays where it was"
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.facts == FACTS[1:]


@pytest.mark.rows("S03")
def test_what_it_will_get_lists_every_fact_that_is_sent(make_form):
    form = make_form(item="FER-0118").open()
    form.press("Printer or copier")
    for words in ("What IT will get", "Computer", "FER-PC-04", "Windows 11 25H2", "FER-0118"):
        form.wait_for(words)
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.item == "FER-0118"
    assert {fact.value for fact in kept.report.facts} == {"FER-PC-04", "Windows 11 25H2"}


def test_back_keeps_words_and_another_tile_takes_them_along(form):
    form.press("Printer or copier", "Several people")
    form.type("It hums.")
    form.press("Back", "Telephone")
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "It hums."
    assert form.get("Several people").isChecked()
    form.key(Qt.Key.Key_Escape)
    form.press("Telephone")
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "It hums."


def test_how_soon_is_told_while_answering_and_the_phone_stands_first_on_now(form, desk):
    desk.publish()
    form.press("Printer or copier")
    assert form.shows("When we can")
    form.press("Several people", "Stopped")
    assert form.shows("Today:")
    form.press("Everyone here")
    form.qtbot.waitUntil(lambda: form.shows("Now:"))


def test_the_phone_of_the_bulletin_stands_first(make_form, desk):
    desk.publish()
    form = make_form().open()
    form.wait_for("Ferndale Road · FER-PC-04")
    form.press("Printer or copier", "Everyone here", "Stopped")
    assert form.shows(f"Call {PHONE} first, then press Send.")
    form.press("Back", "Something looks wrong or unsafe")
    assert form.shows("First stop, and tell somebody in the building.")
    assert form.shows(f"Then call {PHONE}.")
    assert form.shows("Please don’t: look into it yourself")


class Flashes(QObject):
    """Notes every other window that comes up."""

    def __init__(self, window):
        super().__init__()
        self.window = window
        self.seen = []

    def eventFilter(self, watched, event):
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self.window
        ):
            self.seen.append(type(watched).__name__)
        return False


def test_no_other_window_flashes_up_on_the_way(form, qapp):
    flashes = Flashes(form.window)
    qapp.installEventFilter(flashes)
    form.press("Something looks wrong or unsafe", "Back", "Little niggle", "Send")
    form.wait_kept()
    for way in ("Reply or add something", "Still hurting us", "No longer needed"):
        form.press("This branch’s reports")
        form.wait_for("Handed over")
        form.press(way)
        form.qtbot.wait(20)  # time for another window to come forward
        assert QApplication.activeWindow() is form.window
        form.press("Back", "Back")
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []
    assert QApplication.activeWindow() is form.window


def test_escape_after_send_goes_to_the_first_page_and_closes_nothing(form):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    form.key(Qt.Key.Key_Escape)
    assert form.window.isVisible()
    assert form.shows("What’s wrong?")


def test_the_number_is_copied_whole_from_where_the_focus_is(form):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    number = form.focused()
    QTest.keySequence(number, QKeySequence.StandardKey.Copy)
    assert QApplication.clipboard().text() == number.text() == form.kept()[0].report.number


class Resized(QObject):
    """Notes the sizes that a widget takes."""

    def __init__(self, widget):
        super().__init__(widget)
        self.sizes = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Resize:
            self.sizes.append(event.size())
        return super().eventFilter(watched, event)


def test_the_page_that_is_read_makes_no_room_for_one_that_is_made_ready(form):
    tiles = Resized(form.window.tiles)
    form.qtbot.waitUntil(lambda: bool(form.window.findChildren(AnswersPage)), timeout=3000)
    form.qtbot.wait(100)  # time for what must not happen
    assert tiles.sizes == []
    form.press("Printer or copier")
    answers = Resized(form.window.page)
    form.press("Send")
    form.wait_kept()
    assert answers.sizes == []
    assert form.window.page.geometry() == form.window.rect()
