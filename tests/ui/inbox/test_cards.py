"""The cards beside the list: what is shown, what is joined, who asked in person; by keys."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import notice_of
from libdesk.domain.inbox import Filter, View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReplyKind, State
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.inbox import Inbox
from libdesk.ui.inbox.wording import orders
from tests.ui.inbox.conftest import off

KEY = Qt.Key
WHOLE = Filter()
CTRL = Qt.KeyboardModifier.ControlModifier
STOPPED, STRIPES, SPACE_BAR = "Check-out stopped at both desks", "Grey stripes", "Sticky space bar"


def tabs_to(room, name):
    """Press Tab until the focus stands on something of this name."""
    for _ in range(30):
        focus = room.page.window().focusWidget()
        if focus is not None and focus.accessibleName().startswith(name):
            return
        room.key(KEY.Key_Tab)
    raise AssertionError(f"no Tab leads to {name}")


class TestFilter:
    def test_the_list_is_narrowed_while_it_is_looked_at(self, room):
        room.key(KEY.Key_O)
        room.qtbot.waitUntil(lambda: room.sees(QPushButton, "Ferndale Road  2"))
        room.press("Ferndale Road  2")
        room.wait_titles(STRIPES, SPACE_BAR)
        assert room.says("Only: Ferndale Road")
        room.press("Today  1")
        room.wait_titles(STRIPES)
        room.key(KEY.Key_Escape)
        assert room.list.hasFocus()
        assert room.titles() == [STRIPES]
        room.press("Show all")
        room.wait_titles(STOPPED, STRIPES, SPACE_BAR)
        assert not room.says("Only:")

    def test_it_stays_from_view_to_view_and_says_what_it_leaves_out(self, room):
        room.key(KEY.Key_O)
        room.qtbot.waitUntil(lambda: room.sees(QPushButton, "Now  1"))
        room.press("Now  1")
        room.wait_titles(STOPPED)
        room.key(KEY.Key_Escape)
        room.key(KEY.Key_3)
        room.qtbot.waitUntil(lambda: room.says("Nothing here fits what you chose."))
        room.key(KEY.Key_5)
        room.wait_titles(STOPPED)

    def test_a_thing_and_a_time_are_chosen_too(self, room):
        room.key(KEY.Key_O)
        room.qtbot.waitUntil(lambda: room.sees(QComboBox, "Which thing?"))
        things = room.find(QComboBox, "Which thing?")
        things.setCurrentIndex(things.findData("FER-0118"))
        things.activated.emit(things.currentIndex())
        room.wait_titles(STRIPES)
        things.setCurrentIndex(0)
        things.activated.emit(0)
        room.wait_titles(STOPPED, STRIPES, SPACE_BAR)
        room.press("Earlier")
        room.qtbot.waitUntil(lambda: room.says("Nothing here fits what you chose."))
        room.press("In the last week")
        room.wait_titles(STOPPED, STRIPES, SPACE_BAR)
        assert room.says("Only: In the last week")

    def test_a_view_without_reports_can_be_narrowed_by_time_only(self, room):
        room.key(KEY.Key_4)
        room.qtbot.waitUntil(lambda: room.says("Nothing is done yet."))
        room.key(KEY.Key_O)
        room.qtbot.waitUntil(lambda: room.sees(QPushButton, "In the last month"))
        assert room.find(QPushButton, "Today").hasFocus()


@pytest.mark.parametrize("words", [words for words, _ in orders()])
def test_every_order_is_on_offer_and_turns_round_when_it_is_chosen_again(library, open_room, words):
    def choose():
        room.press("Order")
        menu = next(one for one in room.page.findChildren(QMenu) if one.isVisible())
        action = next(one for one in menu.actions() if one.text() == words)
        action.trigger()
        menu.close()

    asked = []

    class Asked(Inbox):
        def sequences(self, view, order, filter_=WHOLE):
            asked.append(order)
            return super().sequences(view, order, filter_)

    room = open_room(Asked(library.database.unit, library.hands, "Sam"))
    asked.clear()
    choose()
    room.qtbot.waitUntil(lambda: len(asked) == 1)
    choose()
    room.qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[0].by is asked[1].by
    assert asked[0].descending is not asked[1].descending


class TestMoves:
    def test_a_note_is_kept_for_the_desk_and_never_sent(self, room, library, qtbot):
        room.choose(STRIPES)
        before = len(library.due())
        room.key(KEY.Key_T)
        room.type("Drum is worn; ask for a price.")
        room.send()
        qtbot.waitUntil(lambda: room.says("Drum is worn") or "Note" in history(room))
        assert "Note by Sam" in history(room)
        assert "Drum is worn; ask for a price." in history(room)
        assert len(library.due()) == before
        assert not room.sees(QPushButton, "Undo")

    def test_another_urgency_is_told_with_its_reason_and_can_be_undone(self, room, library, qtbot):
        room.choose(SPACE_BAR)
        room.key(KEY.Key_P)
        room.send()
        qtbot.waitUntil(lambda: room.says("Say how soon it is to be."))
        room.press("Today")
        room.words.setFocus()
        room.type("Exams begin tomorrow.")
        room.send()
        qtbot.waitUntil(lambda: room.spoken()[0] and room.sees(QPushButton, "Undo"))
        report = next(one for one in off(lambda: ids(library)) if one[1] == SPACE_BAR)[0]
        qtbot.waitUntil(lambda: library.problem(report).priority is Priority.TODAY)
        assert (ReplyKind.ANSWER, "Exams begin tomorrow.", State.SEEN) in library.due() or any(
            text == "Exams begin tomorrow." for _, text, _ in library.due()
        )

    def test_time_spent_is_one_tap(self, room, library, qtbot):
        room.choose(STRIPES)
        room.key(KEY.Key_F)
        room.type("A new drum.")
        room.press("15 minutes")
        room.send()
        report = next(one for one in off(lambda: ids(library)) if one[1] == STRIPES)[0]
        qtbot.waitUntil(lambda: library.problem(report).spent_minutes == 15)
        assert library.problem(report).state is State.FIXED

    def test_every_form_is_told_in_its_own_words_and_undo_tells_none(self, room, library, qtbot):
        room.choose(STOPPED)
        room.key(KEY.Key_E)
        room.type("Check-out is down; use the offline list.")
        room.find(QLineEdit, "Expected back at").setText("noonish")
        room.send()
        assert room.says("Type the time as 2 pm or 14:00")
        room.find(QLineEdit, "Expected back at").setText("23:59")
        room.send()
        report = next(one for one in off(lambda: ids(library)) if one[1] == STOPPED)[0]
        qtbot.waitUntil(lambda: told(library) == ["Check-out is down; use the offline list."])
        qtbot.waitUntil(lambda: room.sees(QPushButton, "Undo"))
        room.list.setFocus()
        room.key(KEY.Key_U)
        qtbot.waitUntil(lambda: told(library) == [])
        assert library.problem(report).state is not State.FIXED

    def test_the_rarer_moves_are_in_a_menu(self, room):
        room.choose(STOPPED)
        room.press("More…")
        menu = next(one for one in room.page.findChildren(QMenu) if one.isVisible())
        names = [one.text().split("\t")[0] for one in menu.actions() if one.isEnabled()]
        assert names == [
            "Note to yourself…",
            "More urgent, or less…",
            "Tell every form…",
            "Join with others…",
            "Print…",
            "Delete…",
        ]
        menu.actions()[0].trigger()
        menu.close()
        assert room.says("Note to yourself")


@pytest.mark.parametrize("key", [KEY.Key_F, KEY.Key_N, KEY.Key_P])
def test_a_missing_reason_is_told_beside_its_field(room, key):
    room.choose(STRIPES)
    room.key(key)
    if key == KEY.Key_P:
        room.press("Now")
    room.send()
    room.qtbot.waitUntil(lambda: bool(room.words.accessibleDescription()))
    assert room.words.hasFocus()


class TestJoining:
    @pytest.fixture
    def outage(self, room, library, qtbot):
        """Three reports of one outage, among the others."""
        for title in ("No internet", "Catalog will not load", "Wi-Fi is gone"):
            library.arrive(title, Priority.TODAY, category="NET")
        room.page.refresh()
        qtbot.waitUntil(lambda: len(room.titles()) == 6)
        return room

    def test_three_become_one_by_keys_only(self, outage, qtbot):
        room = outage
        room.choose("Wi-Fi is gone")
        room.key(KEY.Key_M)
        qtbot.waitUntil(lambda: room.sees(QPushButton, "Catalog will not load"))
        room.key(KEY.Key_Space)
        room.key(KEY.Key_Down)
        room.key(KEY.Key_Space)
        tabs_to(room, "Join 2 reports")
        room.key(KEY.Key_Return)
        qtbot.waitUntil(lambda: len(room.titles()) == 4)
        qtbot.waitUntil(lambda: any("2 more joined" in (one or "") for one in room.spoken()))
        assert "2 more reports, answered with this one:" in room.report_text()
        room.key(KEY.Key_U)
        qtbot.waitUntil(lambda: len(room.titles()) == 6)

    def test_what_was_chosen_in_the_list_is_chosen_already(self, outage, qtbot):
        room = outage
        room.choose("No internet")
        room.key(KEY.Key_X)
        here = room.titles().index("No internet")
        room.key(KEY.Key_J if here == 0 else KEY.Key_K)
        room.key(KEY.Key_X)
        chosen = room.list.selected_keys()
        assert len(chosen) == 2
        room.wait_read(room.list.currentIndex().data())
        room.key(KEY.Key_M)
        qtbot.waitUntil(lambda: room.sees(QPushButton, "Join 1 report"))
        assert room.find(QPushButton, "Join 1 report").hasFocus()

    def test_all_hear_the_one_answer(self, outage, library, qtbot):
        room = outage
        join_two(room, qtbot)
        room.list.setFocus()
        room.key(KEY.Key_A)
        room.type("The provider is on it.")
        room.send()
        wanted = "The provider is on it."
        qtbot.waitUntil(lambda: [text for _, text, _ in library.due()].count(wanted) == 2)

    def test_one_is_taken_apart_again(self, outage, qtbot):
        room = outage
        join_two(room, qtbot)
        room.press("Take one apart again…")
        menu = next(one for one in room.page.findChildren(QMenu) if one.isVisible())
        menu.actions()[0].trigger()
        menu.close()
        qtbot.waitUntil(lambda: len(room.titles()) == 6)

    def test_what_was_closed_meanwhile_is_refused_on_the_card(self, outage, library, qtbot):
        room = outage
        room.choose("Wi-Fi is gone")
        room.key(KEY.Key_M)
        qtbot.waitUntil(lambda: room.sees(QPushButton, "Catalog will not load"))
        other = next(one for one in off(lambda: ids(library)) if one[1].startswith("Catalog"))[0]
        version = library.problem(other).version
        off(lambda: library.colleague.fix(other, "Back.", version=version))
        room.key(KEY.Key_Space)
        tabs_to(room, "Join 1 report")
        room.key(KEY.Key_Return)
        qtbot.waitUntil(lambda: room.says("is closed. Only open problems can be joined."))

    def test_nothing_alike_says_so(self, room, qtbot):
        room.choose(STOPPED)
        room.key(KEY.Key_M)
        qtbot.waitUntil(
            lambda: room.says("Nothing open looks like it") or room.sees(QPushButton, "Join 0")
        )
        room.key(KEY.Key_Escape)
        assert room.list.hasFocus()


class TestWalkIn:
    @pytest.mark.rows("S02")
    def test_it_takes_at_most_eight_keys_beside_the_words(self, room, library, qtbot):
        pressed = []

        def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
            pressed.append(key)
            room.key(key, modifiers)

        press(KEY.Key_N, CTRL)
        qtbot.waitUntil(lambda: isinstance(focus(room), QPlainTextEdit))
        room.type("Projector shows blue only")
        press(KEY.Key_Tab)
        room.type("Mee")  # the list of tiles goes to what is typed
        press(KEY.Key_Tab)
        press(KEY.Key_Right)
        press(KEY.Key_Space)
        press(KEY.Key_Return, CTRL)
        qtbot.waitUntil(lambda: "Projector shows blue only" in room.titles())
        assert len(pressed) <= 8
        room.wait_read("Projector shows blue only")
        report = next(one for one in off(lambda: ids(library)) if one[1].startswith("Proj"))[0]
        made = library.problem(report).report
        assert (made.category, made.branch) == ("ROOM", "FER")
        assert "Asked in person" in history(room)

    def test_fixed_on_the_spot_is_counted_and_closed(self, room, library, qtbot):
        room.press("Somebody asked in person")
        room.type("Could not find the print button")
        room.press("Yes, in 5 minutes")
        room.press("Put it into the inbox")
        qtbot.waitUntil(lambda: off(library.inbox.counts)[View.DONE] == 1)
        report = next(one for one in off(lambda: ids(library)) if one[1].startswith("Could"))[0]
        assert library.problem(report).spent_minutes == 5

    def test_without_words_nothing_is_written_down(self, room, library):
        room.key(KEY.Key_N, CTRL)
        room.key(KEY.Key_Return, CTRL)
        assert room.says("Write in a few words what they said.")
        assert off(library.inbox.counts)[View.ALL] == 3

    def test_words_stay_when_the_card_is_left_and_opened_again(self, room):
        room.key(KEY.Key_N, CTRL)
        room.type("Half a sen")
        room.key(KEY.Key_Escape)
        room.choose(STRIPES)
        room.key(KEY.Key_N, CTRL)
        assert room.find(QPlainTextEdit, "What did they say?").toPlainText() == "Half a sen"

    def test_a_report_that_comes_in_does_not_take_the_card_away(self, room, library, qtbot):
        room.choose(STRIPES)
        room.key(KEY.Key_N, CTRL)
        room.type("Half a sen")
        library.arrive("Another one", Priority.NOW)
        room.page.refresh()
        qtbot.waitUntil(lambda: "Another one" in room.titles())
        assert room.sees(QPlainTextEdit, "What did they say?")


def test_same_here_joins_while_the_desk_is_open(room, library, qtbot):
    room.choose(STOPPED)
    room.key(KEY.Key_E)
    room.type("Check-out is down.")
    room.send()
    report = next(one for one in off(lambda: ids(library)) if one[1] == STOPPED)[0]
    qtbot.waitUntil(lambda: bool(told(library)))
    from tests.services.fakes import a_report

    library.collect(a_report(77, notice=notice_of(report), title="Mine too"))
    room.page.refresh()
    qtbot.waitUntil(lambda: any("1 more joined" in (one or "") for one in room.spoken()))
    assert "Mine too" not in room.titles()


def join_two(room, qtbot):
    room.choose("Wi-Fi is gone")
    room.key(KEY.Key_M)
    qtbot.waitUntil(lambda: room.sees(QPushButton, "Catalog will not load"))
    room.key(KEY.Key_Space)
    tabs_to(room, "Join 1 report")
    room.key(KEY.Key_Return)
    qtbot.waitUntil(lambda: len(room.titles()) == 5)
    room.wait_read("Wi-Fi is gone")
    qtbot.waitUntil(lambda: "1 more report" in room.report_text())


def focus(room):
    return room.page.window().focusWidget()


def ids(library):
    keys = library.inbox.sequences(View.ALL, orders()[0][1])
    return [(line.id, line.title) for line in library.inbox.lines(keys)]


def told(library):
    def work():
        with library.database.unit() as unit:
            return [one.text for one in unit.notices.open()]

    return off(work)


def history(room):
    from PySide6.QtWidgets import QTextEdit

    return next(
        one.toPlainText()
        for one in room.page.findChildren(QTextEdit)
        if one.accessibleName() == "What happened so far"
    )


def test_every_control_of_the_cards_has_a_name_and_shows_plain_text(room, qtbot):
    room.choose(STRIPES)
    for key in (KEY.Key_O, KEY.Key_M):
        room.key(key)
        qtbot.wait(1)  # what opens has one turn of the loop
        room.key(KEY.Key_Escape)
        room.list.setFocus()
    room.key(KEY.Key_N, CTRL)
    for kind in (QPushButton, QLineEdit, QPlainTextEdit, QComboBox):
        nameless = [
            one
            for one in room.page.findChildren(kind)
            if one.isVisible() and not one.accessibleName()
        ]
        assert not nameless
    plain = Qt.TextFormat.PlainText
    assert all(one.textFormat() is plain for one in room.page.findChildren(QLabel))
    assert timedelta(0) < UNDO_LASTS


def test_a_second_deed_by_quick_hands_goes_over_the_first(room, library):
    """Neither is dropped, and nobody is told that somebody else was first."""
    room.choose(STOPPED)
    room.key(KEY.Key_D)
    room.key(KEY.Key_A)
    room.type("I am on my way.")
    room.send()
    room.send()  # a held key sends it once
    report = next(one for one in off(lambda: ids(library)) if one[1] == STOPPED)[0]
    room.qtbot.waitUntil(lambda: len(library.problem(report).answers) == 1)
    assert library.problem(report).state is State.DOING
    assert not room.says("Changed meanwhile")


class TestDeleting:
    def test_a_test_report_goes_by_one_key_and_comes_back_by_another(self, room, library, qtbot):
        library.arrive("Test, please ignore", saw="Test, please ignore")
        room.page.refresh()
        room.choose("Test, please ignore")
        room.key(KEY.Key_Delete)
        room.wait_titles(STOPPED, STRIPES, SPACE_BAR)
        assert room.says("is deleted for good in")
        assert not room.says("There is no such problem")
        room.list.setFocus()
        room.key(KEY.Key_U)
        qtbot.waitUntil(lambda: "Test, please ignore" in room.titles())

    def test_what_is_no_test_is_asked_about_first(self, room, library, qtbot):
        room.choose(STRIPES)
        room.key(KEY.Key_Delete)
        assert room.says("Delete it for good?")
        assert STRIPES in room.titles()
        room.key(KEY.Key_Escape)
        room.list.setFocus()
        room.key(KEY.Key_Delete)
        room.press("Delete it")
        qtbot.waitUntil(lambda: STRIPES not in room.titles())
        assert off(library.inbox.counts)[View.ALL] == 2
