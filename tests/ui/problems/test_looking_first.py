"""The checks beside a tile's questions: a drawing of what to look at, and words that say all."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from libdesk.domain.guidance import Check, Choice, parse
from libdesk.tokens import DARK, LIGHT
from libdesk.ui import icons, theme
from libdesk.ui.problems.try_card import TryCard
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.pictured_row import PICTURE
from tests.ui.problems.test_form_look import scaled

PRINTER = (
    "Is there paper in it, and is every tray shut?",
    "Is a jam light on, or paper showing at a door with a picture?",
    "After off, thirty seconds, and on: does a test page print?",
)

LINES = 60
"""At least so many pixels of a drawing have the full color: its lines are soft at their edges."""


def row(form, words):
    form.wait_for(words)
    return form.get(words, ChipRow)


def beside_words(check):
    """The place before a check's words, as it is on the screen; up to them, gap included."""
    (words,) = [one for one in check.findChildren(QLabel) if one.text()]
    QApplication.processEvents()
    place = QRect(0, words.y(), words.x(), words.height())
    return check.grab(place).toImage()


def inked(image, color):
    """So many pixels have this very color."""
    wanted = QColor(color).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.rows("S09")
def test_each_check_shows_what_to_look_at_beside_its_words(form):
    form.press("Printer or copier")
    pictures = [beside_words(row(form, words)) for words in PRINTER]
    for image in pictures:
        assert image.width() == form.look.px(PICTURE) + form.look.px(theme.MEDIUM)
        assert inked(image, LIGHT.accent) > LINES
        columns = range(form.look.px(PICTURE), image.width())
        gap = {image.pixel(x, y) for x in columns for y in range(image.height())}
        assert len(gap) == 1, "it ends before the words"
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


@pytest.mark.parametrize(("dark", "color"), [(False, LIGHT.accent), (True, DARK.accent)])
def test_a_drawing_stands_in_the_color_of_the_scheme(make_form, dark, color):
    form = make_form(dark=dark).open()
    form.press("Receipt printer")
    check = row(form, "Is the lid shut all the way?")
    assert inked(beside_words(check), color) > LINES


def test_a_drawing_turns_light_or_dark_under_an_open_page(plain_program, make_form):
    form = make_form(dark=None).open()
    form.press("Receipt printer")
    check = row(form, "Is the lid shut all the way?")
    hints = plain_program.styleHints()
    for scheme, color in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        hints.colorSchemeChanged.emit(scheme)
        assert inked(beside_words(check), color.accent) > LINES


def test_a_drawing_grows_with_the_text_under_an_open_page(plain_program, form):
    form.press("Receipt printer")
    check = row(form, "Is the lid shut all the way?")
    small = beside_words(check)
    scaled(plain_program, 2)
    form.qtbot.waitUntil(lambda: beside_words(check).width() > small.width() * 1.8)
    large = beside_words(check)
    assert large.height() >= form.look.px(PICTURE) > PICTURE * 1.8
    assert inked(large, LIGHT.accent) > inked(small, LIGHT.accent) * 3


def test_from_right_to_left_the_drawing_stands_at_the_right(plain_program, form):
    form.press("Receipt printer")
    check = row(form, "Is the lid shut all the way?")
    check.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    edge = form.look.px(PICTURE)
    whole = check.grab().toImage()
    assert inked(whole.copy(whole.width() - edge, 0, edge, edge), LIGHT.accent) > LINES
    assert inked(whole.copy(0, 0, edge, edge), LIGHT.accent) == 0


def test_a_screen_reader_finds_the_words_and_the_chips_only(form):
    form.press("Printer or copier")
    check = row(form, PRINTER[0])
    seen = QAccessible.queryAccessibleInterface(check)
    names = [seen.child(number).text(QAccessible.Text.Name) for number in range(seen.childCount())]
    assert sorted(names) == sorted([PRINTER[0], "Yes", "No", "Didn’t look"])


def test_a_check_with_a_drawing_is_answered_by_keys(form):
    form.press("Printer or copier")
    check = row(form, PRINTER[1])
    check.first().setFocus()
    QTest.keyClick(check.first(), Qt.Key.Key_Space)
    assert check.chosen() == ("yes",)


def test_a_check_without_a_drawing_begins_with_its_words(form, qtbot):
    tile = parse({
        "as_at": "2026-11-21",
        "danger_answers": {},
        "categories": [
            {
                "code": "X", "text": "X", "icon": "book",
                "checks": [
                    {"key": "one", "text": "Is it on?"},
                    {"key": "two", "text": "Is it lit?", "picture": "look-lights"},
                ],
            }
        ],
    }).categories[0]  # fmt: skip
    assert tile.checks == (Check("one", "Is it on?"), Check("two", "Is it lit?", "look-lights"))
    card = TryCard(tile, (Choice("yes", "Yes"),), form.look)
    qtbot.addWidget(card)
    card.resize(288, 300)
    with qtbot.waitExposed(card):
        card.show()
    left = {
        one.accessibleName(): next(label.x() for label in one.findChildren(QLabel))
        for one in card.findChildren(ChipRow)
    }
    assert left == {
        "Is it on?": 0,
        "Is it lit?": form.look.px(PICTURE) + form.look.px(theme.MEDIUM),
    }


def test_where_it_is_unsafe_nothing_is_to_be_tried(form):
    form.press("Something looks wrong or unsafe")
    form.wait_for("If it is safe to look")
    assert [card.accessibleName() for card in form.all(TryCard)] == ["If it is safe to look"]
    assert not form.shows("Try this first")
    form.press("Back", "Printer or copier")
    form.wait_for("Try this first")
    assert [card.accessibleName() for card in form.all(TryCard)] == ["Try this first"]
    assert not form.shows("If it is safe to look")


@pytest.mark.usefixtures("qapp")
def test_a_drawing_is_drawn_once_for_each_color_size_and_density():
    once = icons.picture("look-lid", LIGHT.accent, 48, 1.0)
    assert icons.picture("look-lid", LIGHT.accent, 48, 1.0).cacheKey() == once.cacheKey()
    others = [
        icons.picture("look-lid", DARK.accent, 48, 1.0),
        icons.picture("look-lid", LIGHT.accent, 96, 1.0),
        icons.picture("look-lid", LIGHT.accent, 48, 2.0),
        icons.picture("look-roll", LIGHT.accent, 48, 1.0),
    ]
    assert len({one.cacheKey() for one in (once, *others)}) == 5
    assert [one.width() for one in others] == [48, 96, 96, 48]


def test_a_missing_drawing_is_named():
    with pytest.raises(FileNotFoundError, match="no_such"):
        icons.picture("no_such", LIGHT.accent, 48, 1.0)
