"""Where the inbox tells of trouble: beside the field, over the page, and never over the words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from libdesk.services.errors import Unavailable
from libdesk.services.inbox import Inbox
from libdesk.ui.bugs.rescue import as_text, typed_words

KEY = Qt.Key
STRIPES, BAR = "Grey stripes", "Sticky space bar"


def top_of(room, widget):
    return widget.mapTo(room.page, QPoint(0, 0)).y()


def told(room, words):
    (label,) = [
        one for one in room.page.findChildren(QLabel) if words in one.text() and one.isVisible()
    ]
    return label


@pytest.mark.parametrize(
    ("key", "words", "after"),
    [
        (KEY.Key_A, "Write a few words first", "Answer"),
        (KEY.Key_R, "Say in one line what you have understood.", "Did I get this right?"),
    ],
)
def test_missing_words_are_told_right_below_them_and_the_focus_is_there(room, key, words, after):
    room.choose(STRIPES)
    room.key(key)
    room.send()
    room.qtbot.waitUntil(lambda: room.says(words))
    label = told(room, words)

    def gap():
        return top_of(room, label) - (top_of(room, room.words) + room.words.height())

    # Its place is known once the page is laid out anew.
    room.qtbot.waitUntil(lambda: 0 <= gap() <= 16)
    assert room.words.hasFocus()
    assert words in room.words.accessibleDescription()
    room.type("N")
    assert not room.says(words)
    assert room.words.accessibleDescription() == ""


def test_on_whom_it_waits_and_until_when_are_told_below_their_own_rows(room, library):
    room.choose(STRIPES)
    room.key(KEY.Key_W)
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Say on whom or what it waits."))
    label = told(room, "Say on whom or what it waits.")
    # Its place is known once the page is laid out anew.
    room.qtbot.waitUntil(lambda: top_of(room, label) < top_of(room, room.words))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleDescription() == "Say on whom or what it waits."
    room.press("A part")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Say until when"))
    until = told(room, "Say until when")
    room.qtbot.waitUntil(lambda: top_of(room, until) > top_of(room, room.words))
    assert not room.says("Say on whom or what it waits.")


class Away(Inbox):
    """An inbox whose database goes away and comes back."""

    is_away = False

    def counts(self):
        if self.is_away:
            raise Unavailable("The database can't be reached. What was saved before is safe.")
        return super().counts()


@pytest.fixture
def away(library):
    return Away(library.database.unit, library.hands, "Sam")


def test_a_list_that_cannot_be_read_is_a_banner_over_what_was_shown(library, open_room, away):
    library.arrive(STRIPES)
    room = open_room(away)
    room.wait_titles(STRIPES)
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Half an answer")
    away.is_away = True
    room.page.refresh()
    room.qtbot.waitUntil(lambda: room.says("can't be reached"))
    assert room.titles() == [STRIPES]
    assert room.words.toPlainText() == "Half an answer"
    room.press("Try again")
    room.qtbot.waitUntil(lambda: room.says("can't be reached"))
    away.is_away = False
    room.press("Try again")
    room.qtbot.waitUntil(lambda: not room.says("can't be reached"))
    assert room.words.toPlainText() == "Half an answer"


def test_the_banner_goes_by_itself_when_the_list_can_be_read_again(library, open_room, away):
    library.arrive(STRIPES)
    room = open_room(away)
    away.is_away = True
    room.page.refresh()
    room.qtbot.waitUntil(lambda: room.says("can't be reached"))
    away.is_away = False
    room.page.refresh()
    room.qtbot.waitUntil(lambda: not room.says("can't be reached"))


def test_a_bug_rescues_the_answer_that_is_typed_and_those_begun_before(room):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("A new drum is on its way")
    room.choose(BAR)
    room.key(KEY.Key_A)
    room.type("I come at three")
    rescued = as_text(typed_words())
    assert "I come at three" in rescued
    assert "A new drum is on its way" in rescued
    assert rescued.index("I come at three") < rescued.index("A new drum"), "the focus comes first"


def test_after_it_was_sent_there_is_nothing_to_rescue(room, library):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Fixed it")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("leaves in"))
    assert "Fixed it" not in as_text(typed_words())
