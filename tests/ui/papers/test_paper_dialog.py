"""The window for papers: what is offered, what is shown, and that nothing outlives its question."""

import gc
import threading
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from libdesk.services.errors import Unavailable
from libdesk.ui.papers.parts import Choice, Chosen, Format, MissingSign, Tick
from libdesk.ui.theme import Theme
from tests.ui.papers.conftest import Sketch

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_first_offer_is_shown_and_another_can_be_chosen(window):
    window.open(
        window.offer("This problem", Sketch("Printer eats paper")),
        window.offer("Visit sheet: Mill Pond", Sketch("Mill Pond", 3)),
    )
    window.wait_shown("Printer eats paper, page 1")
    window.press("Visit sheet: Mill Pond")
    window.wait_shown("Mill Pond, page 1")
    assert "Page 1 of 3" in window.words()
    assert [name for name, _ in window.asked] == ["This problem", "Visit sheet: Mill Pond"]


def test_a_single_paper_is_not_offered_among_itself(window):
    window.open_one()
    assert "What to print" not in window.words()
    assert not window.seen(QPushButton, "Visit sheet")


def test_another_size_is_made_anew_and_remembered(window):
    content = window.open_one()
    wide = window.view.zoom
    window.press("Letter")
    window.qtbot.waitUntil(lambda: content.made == [Format.A4, Format.LETTER])
    window.qtbot.waitUntil(lambda: window.view.zoom < wide)  # Letter is wider
    assert window.memory.value("papers/size") == "letter"
    assert len(window.asked) == 1, "the database was not asked again"
    assert window.get(QPushButton, "Letter").isChecked()


def test_what_all_papers_ask_for_is_remembered(window):
    month = Choice("month", "Budget year", (("7", "July"), ("1", "January")), "papers/month")
    offer = window.offer("Sheet", lambda chosen: Sketch(chosen.picked["month"]), choices=(month,))
    window.memory.setValue("papers/month", "13")
    window.open(offer)
    window.wait_shown("7, page 1")
    picker = window.get(QComboBox, "Budget year")
    picker.setFocus()
    QTest.keyClick(picker, Qt.Key.Key_Down)
    window.wait_shown("1, page 1")
    assert window.memory.value("papers/month") == "1"
    window.dialog.reject()
    window.open(offer)
    window.wait_shown("1, page 1")


def test_what_can_be_chosen_is_handed_on(window):
    choice = Choice("branch", "Branch", (("CEN", "Central"), ("FER", "Ferndale Road")))
    tick = Tick("names", "Names left out")
    window.open(
        window.offer(
            "Sheet",
            lambda chosen: Sketch(f"{chosen.picked['branch']} {sorted(chosen.ticked)}"),
            choices=(choice,),
            ticks=(tick,),
        )
    )
    window.wait_shown("CEN []")
    picker = window.get(QComboBox, "Branch")
    picker.setFocus()
    window.key(Qt.Key.Key_Down)
    window.wait_shown("FER []")
    window.press("Names left out")
    window.wait_shown("FER ['names']")
    assert window.asked[-1] == ("Sheet", Chosen({"branch": "FER"}, frozenset({"names"})))


def test_signs_that_cannot_be_printed_are_listed_before_printing(window):
    missing = (MissingSign("م", "U+0645", 2), MissingSign("李", "U+674E", 1))
    window.open_one(missing=missing)
    window.wait_says("2 characters can’t be printed and stand as their codes:")
    window.wait_says("م [U+0645], 2 times, 李 [U+674E].")


def test_one_sign_and_very_many_are_told_too(window):
    many = tuple(MissingSign(chr(code), f"U+{code:04X}", 1) for code in range(0x4E00, 0x4E40))
    window.open(
        window.offer("One", Sketch("One", missing=many[:1])),
        window.offer("Many", Sketch("Many", missing=many)),
        window.offer("None", Sketch("None")),
    )
    window.wait_says("1 character can’t be printed and stands as its code: \u4e00 [U+4E00]")
    window.press("Many")
    window.wait_says("64 characters can’t be printed")
    window.wait_says("and 40 more.")
    window.press("None")
    window.wait_shown("None, page 1")
    assert "can’t be printed" not in window.words()


def test_a_paper_that_is_longer_than_its_page_is_told(window):
    window.open_one(is_cut=True, count=2)
    window.wait_says("This doesn’t fit on one page")


def test_what_was_asked_before_the_last_question_is_dropped(window):
    slow = Sketch("Slow", gate=window.gate())
    window.open(window.offer("Slow", slow), window.offer("Quick", Sketch("Quick")), shown=False)
    window.qtbot.waitUntil(slow.entered.is_set)
    window.press("Quick")
    window.wait_shown("Quick, page 1")
    window.gates[0].set()
    window.qtbot.waitUntil(lambda: slow.made == [Format.A4])
    window.qtbot.wait(50)  # time for what must not happen
    assert "Quick, page 1" in window.view.accessibleDescription()


def test_waiting_is_shown_after_a_moment_only(window):
    window.open(window.offer("Slow", Sketch("Slow", gate=window.gate())), shown=False)
    from PySide6.QtWidgets import QProgressBar

    assert not window.seen(QProgressBar)
    window.qtbot.waitUntil(lambda: window.seen(QProgressBar, "The paper is being made") != [])
    window.gates[0].set()
    window.wait_shown("Slow")
    assert not window.seen(QProgressBar)


def test_the_keys_turn_pages_wherever_the_focus_is(window):
    window.open_one(count=5)
    assert window.view.page == 0
    window.get(QPushButton, "Print…").setFocus()
    for _ in range(3):
        window.key(Qt.Key.Key_PageDown)
    assert window.view.page > 0
    window.view.setFocus()
    window.key(Qt.Key.Key_End)
    window.wait_shown("Mill Pond, page 5")
    assert "Page 5 of 5" in window.words()
    window.key(Qt.Key.Key_Home)
    assert "Page 1 of 5" in window.words()


def test_only_pages_in_sight_are_drawn(window):
    drawn: list[int] = []
    content = window.open_one(count=60)
    assert content.count == 60
    window.view.drawn.connect(drawn.append)
    window.view.setFocus()
    window.key(Qt.Key.Key_End)
    window.wait_shown("Mill Pond, page 60")
    assert len(drawn) <= 3
    assert 59 in drawn


def test_pages_are_made_larger_and_smaller(window):
    window.open_one(count=3)
    fits = window.view.zoom
    window.press("Larger")
    larger = window.view.zoom
    assert larger > fits
    window.key(Qt.Key.Key_Minus, CTRL)
    assert window.view.zoom < larger
    window.key(Qt.Key.Key_0, CTRL)
    assert window.view.zoom == pytest.approx(fits)
    turn(window.view, 120)
    assert window.view.zoom == larger
    turn(window.view, -120)
    assert window.view.zoom < larger
    assert f"{round(window.view.zoom * 100)} %" in window.words()


def turn(view, by):
    """Turn the wheel with Ctrl held."""
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_page_is_there_to_be_seen_dot_for_dot(window):
    window.open_one()
    shown = window.view.grab().toImage()
    dark = [
        (x, y)
        for x in range(0, shown.width(), 4)
        for y in range(0, shown.height(), 4)
        if shown.pixelColor(x, y).lightness() < 20
    ]
    assert len(dark) > 40, "the black square of the sketch"


def test_trouble_is_told_and_another_paper_can_be_chosen(window):
    def fail(_chosen):
        raise Unavailable("The database is away.")

    window.open(window.offer("Away", fail), window.offer("Here", Sketch("Here")), shown=False)
    window.wait_says("The database is away.")
    window.press("Here")
    window.wait_shown("Here, page 1")
    assert "The database is away." not in window.words()
    assert window.troubles == []


def test_a_bug_is_no_end(window):
    def fail(_chosen):
        raise KeyError("a bug")

    window.open(window.offer("Broken", fail), shown=False)
    window.wait_says("This paper could not be made.")
    assert [type(one) for one in window.troubles] == [KeyError]
    window.troubles.clear()


def test_escape_closes_and_nothing_is_left(window):
    closed: list[int] = []
    window.open(window.offer("One", Sketch("One", 3)))
    window.dialog.finished.connect(closed.append)
    gone = weakref.ref(window.dialog)
    parts = [window.view, *window.seen(QPushButton)]
    window.key(Qt.Key.Key_Escape)
    assert closed == [0]
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(window.dialog))
    assert not any(shiboken6.isValid(one) for one in parts)
    parts.clear()
    window.page = None
    window.qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None)


def test_closed_while_it_is_made_nothing_comes_home(window):
    slow = Sketch("Slow", gate=window.gate())
    dialog = window.open(window.offer("Slow", slow), shown=False)
    window.qtbot.waitUntil(slow.entered.is_set)
    window.key(Qt.Key.Key_Escape)
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    window.gates[0].set()
    window.qtbot.waitUntil(lambda: slow.made == [Format.A4])
    window.qtbot.wait(30)  # time for what must not happen
    assert window.troubles == []


def test_every_control_has_a_name_and_room_for_a_finger(window):
    window.open(window.offer("A", Sketch("A")), window.offer("B", Sketch("B")))
    for one in (*window.seen(QPushButton), window.view):
        assert one.accessibleName()
        assert one.height() >= 24
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in window.seen(QLabel))


def test_with_large_text_on_a_small_screen_all_can_be_reached(window):
    font = window.app.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    window.app.setFont(font)
    window.look.deleteLater()
    window.look = Theme(window.app, dark=True)
    dialog = window.open(
        *(window.offer(f"Paper number {number}", Sketch(f"P{number}")) for number in range(5))
    )
    dialog.resize(1280, 672)
    assert dialog.minimumSizeHint().width() <= 1280
    assert dialog.minimumSizeHint().height() <= 672
    for name in ("Print…", "Save as PDF…", "Save as Word…", "E-mail draft…", "Close"):
        button = window.get(QPushButton, name)
        button.setFocus()
        window.qtbot.wait(1)  # it scrolls when the loop comes round
        assert button.visibleRegion().boundingRect().height() >= 24, name


def test_the_wheel_alone_scrolls(window):
    window.open_one(count=4)
    before = window.view.zoom
    QTest.mouseMove(window.view.viewport())
    view = window.view
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120 * 30),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.verticalScrollBar().value() > 0
    assert view.zoom == before


def test_no_thread_but_the_workers_touches_a_paper(window):
    threads: list[str] = []

    class Watched(Sketch):
        def pdf(self, size):
            threads.append(threading.current_thread().name)
            return super().pdf(size)

    window.open(window.offer("Watched", Watched("Watched")))
    assert all(name.startswith("libdesk-papers") for name in threads)


def test_beside_large_text_nothing_is_cut_off_at_the_side(big_window):
    big_window.open(
        big_window.offer("This problem", Sketch("Printer eats paper")),
        big_window.offer("Visit sheet: Mill Pond", Sketch("Mill Pond", 3)),
    )
    big_window.wait_shown("Printer eats paper, page 1")
    dialog = big_window.dialog
    for one in (*big_window.seen(QPushButton), big_window.view):
        if one.isVisible():
            right = one.mapTo(dialog, QPoint(one.width(), 0)).x()
            assert right <= dialog.width(), one.accessibleName()
