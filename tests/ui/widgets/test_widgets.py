"""The small widgets by themselves: buttons, layouts, banner, scrolling."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import WRAPPED_AND_CENTERED, Button, Chip, Tile
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout, TileLayout
from libdesk.ui.widgets.scroll import ScrollsWhenSmall
from libdesk.ui.widgets.words_edit import WordsEdit


@pytest.fixture
def shown(qtbot):
    def show(widget, width=400, height=300):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show


@pytest.mark.usefixtures("qapp")
def test_an_ampersand_on_a_button_is_a_sign_and_no_shortcut(shown):
    button = shown(Button("Salt & pepper"))
    assert button.words() == button.accessibleName() == "Salt & pepper"
    assert button.shortcut().isEmpty()


def test_a_tile_with_a_long_word_is_wide_and_one_with_many_words_is_tall(look):
    short, long = Tile("Wi-Fi", "wifi", look), Tile("Catalog and check-out " * 4, "book", look)
    assert long.heightForWidth(180) > short.heightForWidth(180)
    assert long.heightForWidth(180) > long.heightForWidth(600)
    wide = Tile("Donaudampfschifffahrtsgesellschaft", "book", look)
    assert wide.minimumSizeHint().width() > short.minimumSizeHint().width()


def test_the_way_of_drawing_words_is_the_one_that_qt_numbers_so():
    named = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignCenter.value
    assert named == WRAPPED_AND_CENTERED


def test_the_pointer_becomes_a_hand_over_a_button(look, shown):
    tile = shown(Tile("Wi-Fi", "wifi", look))
    point = QPointF(4, 4)
    QApplication.sendEvent(tile, QEnterEvent(point, point, point))
    assert tile.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_words_that_change_are_measured_anew(look):
    tile = Tile("Wi-Fi", "wifi", look)
    before = tile.heightForWidth(120)
    tile.set_words("Internet and Wi-Fi in the whole building, or one area of it")
    assert tile.heightForWidth(120) > before


class Box(QWidget):
    def __init__(self, width, height):
        super().__init__()
        self.setFixedSize(width, height)


def boxes(shown, layout, count, *, width=300, height=400, size=(80, 20)):
    area = QWidget()
    area.setLayout(layout)
    made = [Box(*size) for _ in range(count)]
    for box in made:
        layout.addWidget(box)
    shown(area, width, height)
    return area, made


@pytest.mark.usefixtures("qapp")
def test_flow_begins_a_new_row_where_the_width_ends(shown):
    _area, made = boxes(shown, FlowLayout(10), 5)
    assert [box.pos() for box in made] == [
        QPoint(0, 0), QPoint(90, 0), QPoint(180, 0), QPoint(0, 30), QPoint(90, 30),
    ]  # fmt: skip


@pytest.mark.usefixtures("qapp")
def test_what_is_lower_stands_in_the_middle_of_its_row(shown):
    area, layout = QWidget(), FlowLayout(10)
    area.setLayout(layout)
    low, high, alone = Box(80, 20), Box(80, 44), Box(290, 20)
    for box in (low, high, alone):
        layout.addWidget(box)
    shown(area, 300, 400)
    assert (low.pos(), high.pos()) == (QPoint(0, 12), QPoint(90, 0))
    assert alone.pos() == QPoint(0, 54)
    assert layout.heightForWidth(300) == 74


@pytest.mark.usefixtures("qapp")
def test_flow_and_tiles_begin_at_the_right_where_reading_does(shown):
    for layout in (FlowLayout(10), TileLayout(10, 2, 80, 40)):
        area = QWidget()
        area.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        area.setLayout(layout)
        first, second = QLabel("a"), QLabel("b")
        layout.addWidget(first)
        layout.addWidget(second)
        shown(area)
        assert first.x() > second.x()
        assert first.geometry().right() == area.width() - 1


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("width", "columns"), [(800, 4), (430, 4), (420, 2), (210, 2), (200, 1)])
def test_tiles_stand_in_four_two_or_one_columns(width, columns):
    assert TileLayout(10, 4, 100, 96).columns(width) == columns


@pytest.mark.usefixtures("qapp")
def test_tiles_share_spare_height_up_to_their_limit(shown):
    layout = TileLayout(10, 2, 80, 60)
    area = QWidget()
    area.setLayout(layout)
    for _ in range(4):
        layout.addWidget(QLabel("x"))
    shown(area, 210, 90)
    assert {layout.itemAt(index).geometry().size() for index in range(4)} == {QSize(100, 40)}
    area.resize(210, 500)
    assert layout.itemAt(3).geometry() == QRect(110, 70, 100, 60)


@pytest.mark.usefixtures("qapp")
def test_a_layout_without_items_takes_no_room():
    assert TileLayout(10, 4, 100, 96).heightForWidth(500) <= 0
    assert FlowLayout(10).heightForWidth(500) == 0
    assert FlowLayout(10).itemAt(0) is None


def test_one_of_several_answers_and_several_at_once(look, shown):
    choices = (("yes", "Yes"), ("no", "No"))
    one = shown(ChipRow("Did it work?", choices, look))
    many = shown(ChipRow("What do you see?", choices, look, several=True))
    for row in (one, many):
        for chip in row.findChildren(Chip):
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert one.chosen() == ("no",)
    assert many.chosen() == ("yes", "no")
    many.choose(("no", "no_such"))
    assert many.chosen() == ("no",)


def test_a_question_with_several_answers_says_so(look, shown):
    choices = (("yes", "Yes"), ("no", "No"))
    for several, told in ((False, "What is it?"), (True, "What is it? (tap all that fit)")):
        row = shown(ChipRow("What is it?", choices, look, several=several))
        assert [label.text() for label in row.findChildren(QLabel)] == [told]
        assert {chip.accessibleDescription() for chip in row.findChildren(Chip)} == {told}
        assert row.accessibleName() == "What is it?"


def test_a_banner_without_words_is_not_there(look, shown):
    area = QWidget()
    column = QVBoxLayout(area)
    banner = Banner(look)
    column.addWidget(banner)
    shown(area)
    assert not banner.isVisible()
    banner.say("Known: <b>x</b>")
    assert banner.isVisible()
    assert banner.words() == "Known: <b>x</b>"
    banner.say("")
    assert not banner.isVisible()


@pytest.mark.usefixtures("qapp")
def test_a_page_scrolls_from_the_moment_that_it_does_not_fit(shown, qtbot):
    content = QWidget()
    column = QVBoxLayout(content)
    words = label("word " * 40)
    column.addWidget(words)
    holder = ScrollsWhenSmall(content)
    shown(holder, 500, 300)
    assert content.parent() is holder
    holder.resize(120, 100)
    qtbot.waitUntil(lambda: content.parent() is not holder)
    qtbot.waitUntil(lambda: content.height() > holder.height())
    assert content.width() <= holder.width()


def test_tab_leaves_the_field_for_words(look, shown):
    area = QWidget()
    column = QVBoxLayout(area)
    field, button = WordsEdit(look), Button("Send")
    column.addWidget(field)
    column.addWidget(button)
    shown(area)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.words() == ""
    assert area.focusWidget() is button


def test_a_field_for_words_grows_a_little_and_then_scrolls(look, shown, qtbot):
    field = shown(WordsEdit(look, (2, 5)))
    least = field.height()
    field.set_words("one\ntwo\nthree\nfour")
    qtbot.waitUntil(lambda: field.height() > least)
    grown = field.height()
    field.set_words("line\n" * 50)
    qtbot.waitUntil(lambda: field.height() > grown)
    most = field.height()
    field.set_words("line\n" * 500)
    assert field.height() == most


def test_b2_what_is_pasted_over_a_selection_counts_as_its_replacement(look, shown, qapp):
    field = shown(WordsEdit(look, limit=10))
    field.set_words("0123456789")
    field.selectAll()
    qapp.clipboard().setText("abcdefghij")
    told: list[int] = []
    field.cut_short.connect(told.append)
    field.paste()
    assert (field.words(), told) == ("abcdefghij", [])
    field.paste()
    assert (field.words(), told) == ("abcdefghij", [10])


def test_pasted_markup_arrives_as_text(look, shown, qapp):
    field = shown(WordsEdit(look))
    both = QMimeData()
    both.setHtml('<img src="file:///etc/hostname"><b>bold</b>')
    both.setText("bold")
    qapp.clipboard().setMimeData(both)
    field.paste()
    assert field.words() == "bold"


def test_words_wrap_and_never_scroll_sideways(look, shown):
    """A space that hangs over the end of a line counts as wide: it brought a scroll bar."""
    field = shown(WordsEdit(look))
    field.setPlainText(" word3x 30 Nov word5x 30 Nov word6x card [card number] word7x it is broken")
    widths = range(200, 600)
    scrolls = [width for width in widths if shows_bar(field, width)]
    assert scrolls == []


def shows_bar(field, width):
    field.resize(width, 200)
    QApplication.processEvents()
    return field.horizontalScrollBar().isVisible()
