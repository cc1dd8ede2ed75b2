"""What the form looks like: nothing clipped at any size, every control has a name and a size."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
)

from libdesk.ui.theme import FORM_TARGET
from libdesk.ui.widgets.buttons import Button
from tests.ui.problems.conftest import REPORTS


def scaled(app, factor):
    font = app.font()
    font.setPointSizeF(9.5 * factor)
    app.setFont(font)


def pages(form):
    """Lead through every page; yield its name."""
    yield "tiles"
    form.press("Something looks wrong or unsafe")
    yield "danger"
    form.press("Back", "Printer or copier", "A few more questions (6)")
    form.wait_for("FER-PC-04")
    yield "answers"
    form.press("Send")
    form.wait_kept()
    yield "sent"
    form.press(REPORTS)
    form.wait_for("Printer or copier")
    yield "reports"


def in_window(form, widget):
    return QRect(widget.mapTo(form.window, QPoint(0, 0)), widget.size())


def holds_its_words(widget):
    words = widget.words() if isinstance(widget, Button) else widget.text()
    if words and widget.hasHeightForWidth():
        longest = max(map(QFontMetrics(widget.font()).horizontalAdvance, words.split()))
        tall_enough = widget.heightForWidth(widget.width()) <= widget.height() + 1
        return tall_enough and longest <= widget.width() + 1
    return QFontMetrics(widget.font()).horizontalAdvance(words) <= widget.width() + 1


def clipped(form, width):
    """Name what is cut off: at the window's sides, beside a scroll bar, or in its own bounds."""
    beside = [
        "a page beside its scroll bar"
        for area in form.all(QScrollArea)
        if area.widget().width() > area.viewport().width()
    ]
    return beside + [
        widget.accessibleName() or widget.text()
        for widget in [*form.all(QAbstractButton), *form.all(QLabel)]
        if in_window(form, widget).left() < 0
        or in_window(form, widget).right() > width
        or not holds_its_words(widget)
    ]


@pytest.mark.parametrize(
    ("factor", "width", "height"),
    [(1, 860, 720), (1, 1280, 672), (2, 1280, 672), (2, 860, 672), (2, 800, 672), (1, 640, 480)],
)
def test_nothing_is_clipped_on_any_page(plain_program, make_form, desk, factor, width, height):
    scaled(plain_program, factor)
    desk.publish(("Printing is down at Ferndale Road. Back by about 2 pm today.", "FER"))
    form = make_form().open(width, height)
    for page in pages(form):
        assert form.window.width() == width
        # Layouts inside layouts settle over a few turns of the event loop.
        form.qtbot.waitUntil(lambda: clipped(form, width) == [], timeout=2000)
        assert clipped(form, width) == [], page


def test_everything_to_tap_is_large_enough_and_has_a_name(form):
    for page in pages(form):
        QApplication.processEvents()
        for widget in [*form.all(QAbstractButton), *form.all(QLineEdit), *form.all(QPlainTextEdit)]:
            assert widget.accessibleName(), (page, widget)
            assert widget.height() >= FORM_TARGET, (page, widget.accessibleName())
            assert widget.width() >= FORM_TARGET, (page, widget.accessibleName())


def test_the_focus_can_be_seen_on_everything_that_takes_it(form):
    """The picture of a control differs by dozens of pixels with and without the focus."""
    form.press("Printer or copier")
    form.wait_for("A few more questions (6)")
    for name in ("Paper jam", "Back", "Send", "A few more questions (6)"):
        button = form.get(name)
        form.get("Several people" if name != "Several people" else "Back").setFocus()
        before = button.grab().toImage()
        button.setFocus()
        after = button.grab().toImage()
        changed = sum(
            before.pixel(x, y) != after.pixel(x, y)
            for x in range(before.width())
            for y in range(before.height())
        )
        assert changed > 60, name


def test_a_chosen_chip_differs_by_more_than_color(form):
    form.press("Printer or copier")
    chip = form.get("Paper jam")
    width, before = chip.width(), chip.grab().toImage()
    form.press("Paper jam")
    assert chip.isChecked()
    assert chip.width() == width
    after = chip.grab().toImage()
    darker = [
        sum(image.pixelColor(x, y).lightness() < 128 for x in range(width) for y in range(40))
        for image in (before, after)
    ]
    assert darker[1] > darker[0] * 1.1


@pytest.mark.parametrize("dark", [False, True])
def test_the_scheme_can_change_under_an_open_form(make_form, plain_program, dark):
    form = make_form(dark=dark).open()
    form.press("Printer or copier")
    ground = form.window.grab().toImage().pixelColor(3, 300).name().upper()
    assert ground == form.look.tokens.ground


def test_large_text_while_the_form_is_open_makes_everything_larger(plain_program, form):
    tile = form.get("Telephone")
    before = tile.minimumSizeHint()
    scaled(plain_program, 2)
    QApplication.processEvents()
    assert form.look.scale == pytest.approx(2, abs=0.15)
    after = form.get("Telephone").minimumSizeHint()
    assert after.height() > before.height() * 1.8
    assert form.focused() is form.get("Public computer")


def test_no_label_hides_its_words_from_a_screen_reader(make_form, desk):
    """An accessible name stands for a label's own words, so it must tell them too."""
    desk.publish(("Printing is down.", "FER"))
    form = make_form().open()
    for page in pages(form):
        for label in form.all(QLabel):
            name, words = label.accessibleName(), label.text()
            assert not name or words in name, (page, name, words)


@pytest.mark.parametrize("height", [480, 560, 620, 672, 700, 720])
@pytest.mark.parametrize("notices", [1, 3])
def test_known_problems_push_the_tiles_down_and_never_out_of_sight(
    make_form, desk, height, notices
):
    desk.publish(
        *(
            (f"Printing is down, {number}. " + "A new drum is on its way. " * 5, "FER")
            for number in range(notices)
        )
    )
    form = make_form().open(860, height)
    form.wait_for("Known: Printing is down")
    form.qtbot.wait(100)  # time for a second bar to come
    assert len(form.all(QScrollArea)) <= 1
    (heading,) = [one for one in form.all(QLabel) if one.text() == "What’s wrong?"]
    assert heading.mapTo(form.window, QPoint(0, 0)).y() < 60
    first = form.get("Public computer")
    assert first.mapTo(form.window, QPoint(0, 0)).y() > 60


def test_the_first_page_lives_through_every_size_and_text_size(make_form, desk, plain_program):
    """It moves into its scroll area in the middle of a layout: the program ended there once."""
    desk.publish(("Printing is down.", "FER"))
    form = make_form().open()
    form.qtbot.wait(100)  # at rest before it is pulled about
    for step in range(30):
        form.window.resize(500 + step * 20, 700 - step * 12)
        if step % 10 == 5:
            scaled(plain_program, 1 + step / 20)
        form.qtbot.wait(2)  # each step is laid out and painted
    assert len(form.all(QScrollArea)) <= 1
    assert form.get("Public computer").isEnabled()
