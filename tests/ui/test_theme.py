"""Colors that can be told apart by everyone, and sizes that follow the system."""

import itertools
import re

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from libdesk.domain.priority import Priority
from libdesk.paths import resources
from libdesk.tokens import DARK, LIGHT
from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme

GROUNDS = ("ground", "card", "side", "soft")
TEXTS = ("ink", "quiet", "accent", "now", "today", "this_week", "when_we_can", "danger")


def luminance(color):
    exact = QColor(color)
    parts = (exact.redF(), exact.greenF(), exact.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of WCAG 2.2, 1.4.3."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def look(plain_program):
    made = Theme(plain_program, dark=False)
    yield made
    made.deleteLater()


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [*itertools.product(TEXTS, GROUNDS)])
def test_text_has_a_contrast_of_4_5(tokens, text, ground):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [("on_accent", "accent"), ("on_accent", "pressed"), ("on_notice", "notice"), ("ink", "notice")],
)
def test_text_on_a_surface_of_its_own_has_a_contrast_of_4_5(tokens, text, ground):
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("edge", "ground"), [*itertools.product(("edge", "accent", "ink"), GROUNDS)]
)
def test_the_border_of_a_control_has_a_contrast_of_3(tokens, edge, ground):
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3


def test_light_and_dark_follow_what_is_asked(qapp, look):
    assert look.tokens is LIGHT
    assert qapp.palette().window().color().name().upper() == LIGHT.ground
    other = Theme(qapp, dark=True)
    assert other.tokens is DARK
    assert qapp.palette().window().color().name().upper() == DARK.ground
    other.deleteLater()


@pytest.mark.parametrize(
    ("window", "text", "tokens"),
    [("#202020", "#f0f0f0", DARK), ("#f0f0f0", "#202020", LIGHT), ("#000080", "#ffff00", DARK)],
    ids=["dark", "light", "high-contrast"],
)
def test_at_the_start_the_systems_own_palette_says_which(qapp, look, window, text, tokens):
    assert look.tokens is LIGHT
    system = qapp.palette()
    system.setColor(QPalette.ColorRole.Window, QColor(window))
    system.setColor(QPalette.ColorRole.WindowText, QColor(text))
    qapp.setPalette(system)
    started = Theme(qapp)
    assert started.tokens is tokens
    started.deleteLater()


def test_it_follows_the_system_while_it_runs(qapp, qtbot, look):
    started = Theme(qapp)
    system = qapp.styleHints()
    with qtbot.waitSignal(started.changed):
        system.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert started.tokens is DARK
    assert look.tokens is LIGHT
    with qtbot.waitSignal(started.changed):
        system.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert started.tokens is LIGHT
    started.deleteLater()


def test_every_role_of_the_sheet_is_listed_and_every_listed_role_is_in_the_sheet():
    sheet = theme.style_sheet(LIGHT, 1)
    in_sheet = set(re.findall(r'role="(\w+)"', sheet))
    assert in_sheet - set(theme.ROLES) <= {"clear", "sheet"}
    assert set(theme.ROLES) <= in_sheet


def test_no_placeholder_is_left_in_the_sheet():
    assert "$" not in theme.style_sheet(DARK, 1.25)


def test_twice_the_text_makes_twice_the_size(qapp, qtbot, look):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    title = QLabel("What’s wrong?")
    title.setProperty("role", "title")
    parts = (title, QPushButton("Send"), QLineEdit())
    for part in parts:
        column.addWidget(part)
    window.show()
    before = [part.sizeHint().height() for part in parts]
    font = qapp.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    with qtbot.waitSignal(look.changed):
        qapp.setFont(font)
    after = [part.sizeHint().height() for part in parts]
    for old, new in zip(before, after, strict=True):
        assert new == pytest.approx(2 * old, rel=0.12)


def test_the_same_font_again_changes_nothing(qapp, qtbot, look):
    with qtbot.assertNotEmitted(look.changed):
        qapp.setFont(qapp.font())


def test_a_role_can_be_given_after_a_widget_was_shown(qtbot, look):
    button = QPushButton("Print slip")
    qtbot.addWidget(button)
    button.show()
    plain = button.grab().toImage().pixelColor(8, 8)
    theme.set_role(button, "primary")
    assert button.grab().toImage().pixelColor(8, 8).name().upper() == LIGHT.accent
    theme.set_role(button, "")
    assert button.grab().toImage().pixelColor(8, 8) == plain
    with pytest.raises(ValueError, match="no such role: loud"):
        theme.set_role(button, "loud")


def test_one_filled_button_stands_out(qtbot, look):
    assert isinstance(look, QObject)
    assert contrast(LIGHT.accent, LIGHT.ground) >= 3


def icon_names():
    folder = resources() / "icons"
    return sorted(path.stem for path in folder.glob("*.svg"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", icon_names())
def test_each_icon_draws_in_the_color_it_is_given(name):
    picture = icons.icon(name, "#0B6B5D", 48).pixmap(48, 48).toImage()
    inked = {
        picture.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert "#0b6b5d" in inked


def test_a_missing_icon_is_named():
    with pytest.raises(FileNotFoundError, match="no_such"):
        icons.icon("no_such", "#000000")


@pytest.mark.usefixtures("qapp")
def test_the_four_shapes_differ_without_their_color():
    """In one color, each shape covers another part of its square."""
    ink = []
    for priority in Priority:
        picture = icons.priority_shape(priority, LIGHT).pixmap(40).toImage()
        ink.append(
            frozenset(
                (x, y)
                for x in range(40)
                for y in range(40)
                if picture.pixelColor(x, y).alpha() > 128
            )
        )
    for one, other in itertools.combinations(ink, 2):
        assert len(one ^ other) > 150


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("priority", "token"),
    list(zip(Priority, ("now", "today", "this_week", "when_we_can"), strict=True)),
)
def test_each_shape_has_its_own_color(priority, token):
    picture = icons.priority_shape(priority, DARK).pixmap(40, 2.0)
    assert picture.devicePixelRatio() == 2
    image = picture.toImage()
    seen = {image.pixelColor(x, 60).name().upper() for x in range(80)}
    assert getattr(DARK, token) in seen
