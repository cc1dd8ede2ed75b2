"""Search in the inbox: live while typing, and no character has a meaning of its own."""

import threading
import time

import pytest
from PySide6.QtCore import Qt

from libdesk.services.inbox import Inbox

KEY = Qt.Key


def search(room, text):
    room.list.setFocus()
    room.key(KEY.Key_Slash)
    assert room.search.hasFocus()
    room.search.clear()
    room.type(text)


def test_the_slash_goes_to_the_search_and_letters_find_while_they_come(room):
    search(room, "str")
    room.wait_titles("Grey stripes")
    assert room.says("1 found, in all views")


def test_single_letters_are_letters_in_the_search_field(room):
    search(room, "jkadwfnu?")
    assert room.search.text() == "jkadwfnu?"


def test_esc_clears_first_and_then_goes_back_to_the_list(room):
    search(room, "grey")
    room.wait_titles("Grey stripes")
    room.key(KEY.Key_Escape)
    assert room.search.text() == ""
    room.qtbot.waitUntil(lambda: len(room.titles()) == 3)
    room.key(KEY.Key_Escape)
    assert room.list.hasFocus()


def test_down_goes_from_the_search_to_the_first_hit(room):
    search(room, "grey")
    room.wait_titles("Grey stripes")
    room.key(KEY.Key_Down)
    assert room.list.hasFocus()
    room.wait_read("Grey stripes")


def test_a_search_looks_into_every_view_and_a_view_ends_it(room):
    search(room, "grey")
    room.wait_titles("Grey stripes")
    room.press("Done")
    room.qtbot.waitUntil(lambda: room.says("Nothing is done yet."))
    assert room.search.text() == ""


def test_nothing_found_says_what_helps(room):
    search(room, "grey elephants")
    room.qtbot.waitUntil(lambda: room.says("Nothing was found with all of these words."))
    assert room.says("Fewer words find more")


BAD = {
    "b17_quote": '"',
    "b18_and": "AND",
    "b19_path": "c:\\x",
    "b20_hyphen": "a-b",
    "b21_apostrophe": "it's",
    "b22_parenthesis": "(",
    "b23_near": "NEAR(",
    "b24_star": "*",
    "b25_percent": "%_" * 400,
    "b26_drop_table": "'; DROP TABLE report;--",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_b17_to_b26_whatever_is_typed_is_text_and_never_an_error(room, library, text):
    library.arrive(f"Odd words: {text}", saw=text)
    search(room, text)
    room.qtbot.waitUntil(
        lambda: room.says("Nothing was found") or room.titles()[:1] == [f"Odd words: {text}"]
    )
    assert not room.says("went wrong")
    room.key(KEY.Key_Escape)
    room.qtbot.waitUntil(lambda: len(room.titles()) == 4)


def test_an_answer_to_older_letters_never_shows(library, open_room):
    """The search for "g" is slow; "grey" has been typed before it is answered."""
    gate = threading.Event()

    class SlowForOneLetter(Inbox):
        def search(self, text, limit=50):
            if text == "g":
                gate.wait(10)
            return super().search(text, limit)

    library.arrive("Grey stripes")
    library.arrive("Gate stays open")
    room = open_room(SlowForOneLetter(library.database.unit, library.hands, "Sam"))
    room.wait_titles("Gate stays open", "Grey stripes")
    search(room, "g")
    room.type("rey")
    shown = []
    room.list.model().modelReset.connect(lambda: shown.append(room.titles()))
    gate.set()
    room.wait_titles("Grey stripes")
    assert all(len(titles) == 1 for titles in shown)


@pytest.mark.alone
def test_a_search_is_answered_at_once(room):
    begun = time.monotonic()
    search(room, "grey")
    room.wait_titles("Grey stripes")
    assert time.monotonic() - begun < 2.0
