"""After Send, on a screen of 1280 x 720 less the window's frame: what counts is seen at once."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.problems.conftest import ALWAYS, ITEMS, PHONE, TARGETS

SIZE = (860, 672)
NOW = ("Looks unsafe", "Smoke, heat or a shock")


def is_whole(form, kind, words):
    """Say whether a thing is seen as it is and where it is, cut off by nothing."""
    for one in form.all(kind):
        said = one.accessibleName() if kind is QPushButton else one.text()
        if words in said:
            place = QRect(one.mapTo(form.window, QPoint(0, 0)), one.size())
            return form.window.rect().contains(place) and one.visibleRegion().contains(one.rect())
    return False


def sent(make_form, desk, *buttons, **asked):
    desk.publish(items=ITEMS, hours=ALWAYS, targets=TARGETS)
    form = make_form(**asked).open(*SIZE)
    form.wait_for("Ferndale Road")
    if not asked.get("lasts", True):
        # What was handed over is not forgotten: here it can't be.
        form.data.inbox.rename(form.data.root / "away")
        form.data.inbox.write_text("a file where the folder should be", "utf-8")
    for button in (*buttons, "Send"):
        form.qtbot.waitUntil(lambda button=button: is_whole(form, QPushButton, button))
        form.press(button)
    form.wait_kept()
    (kept,) = form.kept()
    return form, kept.report.number


def all_seen(form, *words):
    """Wait until the page has been laid out; fail where something stays out of sight."""
    form.qtbot.waitUntil(lambda: [one for one in words if not is_whole(form, QLabel, one)] == [])


@pytest.mark.rows("S01", "S15")
def test_on_now_number_time_and_telephone_are_seen(make_form, desk):
    form, number = sent(make_form, desk, *NOW)
    call = f"Call {PHONE} now, and give this number: {number}."
    all_seen(form, number, call, "Now: IT answers by ")


@pytest.mark.rows("S15")
@pytest.mark.parametrize("buttons", [("Printer or copier",), NOW])
def test_on_a_computer_that_forgets_the_advice_to_print_pushes_nothing_out_of_sight(
    make_form, desk, buttons
):
    form, number = sent(make_form, desk, *buttons, lasts=False)
    advice = "This PC forgets when it restarts: print the slip."
    all_seen(form, advice, number, "IT answers by ", PHONE)
    assert is_whole(form, QPushButton, "Print slip")


def test_what_is_below_the_fold_is_not_taken_for_seen(make_form, desk):
    form, number = sent(make_form, desk, *NOW)
    all_seen(form, number, "Now: IT answers by ")
    form.window.resize(SIZE[0], 300)
    form.qtbot.waitUntil(lambda: not is_whole(form, QLabel, "Now: IT answers by "))
