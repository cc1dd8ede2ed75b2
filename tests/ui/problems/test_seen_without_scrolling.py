"""After Send, on a screen of 1280 x 720 less the window's frame: what counts is seen at once."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.app.tour import enlarge
from libdesk.ui.problems.send_bar import SendBar
from libdesk.ui.widgets.buttons import Tile, WideButton
from tests.ui.problems.conftest import ALWAYS, ITEMS, PHONE, TARGETS

SIZE = (860, 672)
NOW = ("Something looks wrong or unsafe", "Smoke, heat or a shock")


def is_whole(form, kind, words):
    """Say whether a thing is seen as it is and where it is, cut off by nothing."""
    for one in form.all(kind):
        said = one.accessibleName() if kind is QPushButton else one.text()
        if words in said:
            place = QRect(one.mapTo(form.window, QPoint(0, 0)), one.size())
            return form.window.rect().contains(place) and one.visibleRegion().contains(one.rect())
    return False


def sent(make_form, desk, *buttons, size=SIZE, in_sight=True, **asked):
    desk.publish(items=ITEMS, hours=ALWAYS, targets=TARGETS)
    form = make_form(**asked).open(*size)
    form.wait_for("Ferndale Road")
    if not asked.get("lasts", True):
        # What was handed over is not forgotten: here it can't be.
        form.data.inbox.rename(form.data.root / "away")
        form.data.inbox.write_text("a file where the folder should be", "utf-8")
    for button in (*buttons, "Send"):
        if in_sight:
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


@pytest.mark.rows("S01", "S15")
@pytest.mark.parametrize("width", [1280, 860, 800])
@pytest.mark.parametrize("buttons", [("Printer or copier",), ("Telephone",), NOW])
def test_with_text_twice_as_large_what_counts_is_still_seen(
    plain_program, make_form, desk, buttons, width
):
    enlarge(plain_program, 2)
    # The tiles may lie below the fold then.
    form, number = sent(make_form, desk, *buttons, size=(width, SIZE[1]), in_sight=False)
    all_seen(form, number, "IT answers by ", PHONE)


@pytest.mark.parametrize(("factor", "width"), [(1, 860), (2, 1280), (2, 860), (2, 800), (1, 640)])
def test_the_promise_beside_send_leaves_room_for_the_questions(
    plain_program, make_form, desk, factor, width
):
    enlarge(plain_program, factor)
    desk.publish(items=ITEMS, hours=ALWAYS, targets=TARGETS)
    form = make_form().open(width, SIZE[1])
    form.wait_for("Ferndale Road")
    form.press("Printer or copier")
    form.wait_for("IT aims to have it fixed by ")
    (told,) = [one for one in form.all(QLabel) if "IT answers by " in one.text()]
    form.qtbot.waitUntil(lambda: told.height() <= 3 * told.fontMetrics().lineSpacing() + 2)
    (bar,) = form.all(SendBar)
    assert bar.height() <= form.window.height() * 0.3


def test_what_is_below_the_fold_is_not_taken_for_seen(make_form, desk):
    form, number = sent(make_form, desk, *NOW)
    all_seen(form, number, "Now: IT answers by ")
    form.window.resize(SIZE[0], 220)
    form.qtbot.waitUntil(lambda: not is_whole(form, QLabel, "Now: IT answers by "))


@pytest.mark.parametrize(
    ("factor", "width", "seen"), [(1, 860, 16), (1, 1280, 16), (2, 1280, 2), (2, 860, 2)]
)
def test_words_that_were_put_aside_stand_above_the_tiles_and_leave_them_in_sight(
    plain_program, make_form, desk, factor, width, seen
):
    enlarge(plain_program, factor)
    desk.publish(("Printing is down at Ferndale Road.", "FER"))
    form = make_form().open(width, SIZE[1])
    form.wait_for("Known: Printing is down")
    form.press("Meeting room, projector, hearing loop", "Send")
    form.wait_kept()
    form.press("Report another", "Telephone")
    form.type("No tone.")
    form.press("Back", "Again: Meeting room, projector, hearing loop", "Back")
    (draft,) = [one for one in form.all(WideButton) if one.words().startswith("Go on with: Tele")]
    form.qtbot.waitUntil(lambda: is_whole(form, QPushButton, "Go on with: Telephone"))
    assert draft.height() == draft.heightForWidth(10_000), "one line"
    tiles = form.all(Tile)
    form.qtbot.waitUntil(lambda: sum(map(in_sight, tiles)) >= seen)
    place = {one: one.mapTo(form.window, QPoint(0, 0)).y() for one in (draft, tiles[0])}
    assert place[draft] < place[tiles[0]]


def in_sight(widget):
    return widget.visibleRegion().contains(widget.rect())
