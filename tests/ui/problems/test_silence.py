"""A form says when the desk has not picked up reports for long, also when it stays open."""

from datetime import timedelta

from libdesk.domain.bulletin import Bulletin

WORDS = "last picked up reports"


def test_a_silent_desk_is_told_with_the_number_to_call(make_form, hands):
    form = make_form()
    collected = hands() - timedelta(hours=5)
    form.parts.board.latest = lambda: Bulletin(collected, collected, urgent_phone="555-0142")
    form.open()
    form.wait_for(WORDS)
    assert form.shows("555-0142")


def test_a_form_that_stays_open_hears_of_it_too(make_form, hands, qtbot):
    form = make_form()
    collected = hands()
    form.parts.board.latest = lambda: Bulletin(collected, collected)
    form.open()
    qtbot.waitUntil(lambda: form.shows("Printer or copier"))
    assert not form.shows(WORDS)
    hands.move(hours=5)
    form.press("This branch’s reports")
    form.press("Back")
    form.wait_for(WORDS)
