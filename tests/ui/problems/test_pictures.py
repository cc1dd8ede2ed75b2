"""A picture of the screen: taken, looked at, blacked out, used; by mouse and by keys."""

import gc
import os
import tempfile
import time
import weakref
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.problems import PICTURE_COUNT, PICTURES_LIMIT, Picture
from libdesk.ui.problems.pictures.picture_canvas import PictureCanvas
from libdesk.ui.problems.pictures.picture_drop import PictureDrop
from libdesk.ui.problems.pictures.picture_flow import PictureFlow
from libdesk.ui.problems.pictures.picture_page import PicturePage
from libdesk.ui.problems.pictures.picture_sources import Loaded, Source, read
from libdesk.ui.problems.pictures.picture_strip import PictureStrip
from libdesk.ui.problems.pictures.picture_taking import ScreenTaker
from libdesk.ui.theme import FORM_TARGET
from libdesk.ui.widgets.words_edit import WordsEdit
from tests.ui.problems import picturing
from tests.ui.problems.picturing import CANARY, SECRET_AT, SECRET_BYTES

USE, LEAVE, UNDO = "Use this picture", "Leave it out", "Undo"
BLACK_OUT, CROP = "Black out names and numbers", "Crop to one part"
LARGER, WHOLE = "Show it larger", "Show all of it"
ADD, CHOOSE = "Add a picture of the screen", "Choose a picture file…"
WRONG = "doesn’t let LibDesk take its screen"
BLACK = b"\0\0\0"


class Bench:
    """The parts on a window of their own, used by name, mouse and keys."""

    def __init__(self, qtbot, look, tasks, grab):
        self.qtbot = qtbot
        self.window = QWidget()
        self.window.setProperty("touch", True)
        self.answers = QWidget()
        self.words, self.line = WordsEdit(look), QLineEdit()
        self.strip = PictureStrip(look, tasks)
        column = QVBoxLayout(self.answers)
        for widget in (self.words, self.line, self.strip):
            column.addWidget(widget)
        self.page = PicturePage(look, tasks)
        self.taker = ScreenTaker(self.window, grab, wait_ms=0)
        self.flow = PictureFlow(self.strip, self.answers, self.page, self.taker, tasks)
        self.flow.page_requested.connect(self.show_page)
        self.flow.page_left.connect(self.show_answers)
        self.kept: list[Picture] = []
        self.page.picture_ready.connect(self.kept.append)
        outer = QVBoxLayout(self.window)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.answers)
        outer.addWidget(self.page)
        self.page.hide()
        self.window.resize(860, 720)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def show_page(self):
        self.answers.hide()
        self.page.show()

    def show_answers(self):
        self.page.hide()
        self.answers.show()

    def named(self, name, kind=QPushButton):
        return [
            widget
            for widget in self.window.findChildren(kind)
            if widget.isVisible() and widget.accessibleName() == name
        ]

    def get(self, name, kind=QPushButton):
        # What comes onto a page that is shown already is shown a turn of the loop later.
        self.qtbot.waitUntil(lambda: len(self.named(name, kind)) == 1)
        return self.named(name, kind)[0]

    def press(self, *names):
        for name in names:
            QTest.mouseClick(self.get(name), Qt.MouseButton.LeftButton)

    def shows(self, words):
        labels = [child for child in self.window.findChildren(QWidget) if child.isVisible()]
        return any(words in getattr(child, "text", str)() for child in labels)

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: self.shows(words), timeout=5000)

    @property
    def canvas(self):
        return self.get("Your picture", PictureCanvas)

    def open(self, image=None, name="screen.png"):
        self.flow.offer((Source(name=name, image=image or picturing.screen()),))
        self.qtbot.waitUntil(self.page.isVisible, timeout=5000)
        self.qtbot.waitUntil(lambda: self.canvas._preview is not None, timeout=5000)

    def drag(self, box, by=None):
        """Drag over a box of the image, as it is shown."""
        place = self.canvas._shown().from_image(box)
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(self.canvas, left, pos=place.topLeft().toPoint())
        QTest.mouseMove(self.canvas, place.center().toPoint())
        if by is not None:
            by()
        QTest.mouseRelease(self.canvas, left, pos=place.bottomRight().toPoint() + QPoint(1, 1))

    def keys(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        focused: Any = QApplication.focusWidget()
        for key in keys:
            QTest.keyClick(focused, key, modifier)

    def use(self):
        before = len(self.kept)
        self.press(USE)
        self.qtbot.waitUntil(lambda: len(self.kept) > before, timeout=10_000)
        return self.kept[-1]


@pytest.fixture
def make_bench(qtbot, look, tasks):
    return lambda grab=lambda _screen: picturing.screen(): Bench(qtbot, look, tasks, grab)


@pytest.fixture
def bench(make_bench):
    return make_bench()


def around(box, by=6):
    return box.adjusted(-by, -by, by, by)


@pytest.mark.rows("S11")
def test_what_is_blacked_out_is_black_in_the_bytes_and_its_colors_are_nowhere(bench):
    bench.open()
    assert bench.shows("Nothing is blacked out yet.")
    bench.drag(around(SECRET_AT))
    assert bench.shows("1 part is blacked out.")
    picture = bench.use()
    image = picturing.pixels(picture.content)
    assert image.size() == picturing.screen().size()
    assert picturing.colors(image, SECRET_AT) == {BLACK}
    assert SECRET_BYTES not in picturing.colors(image)
    assert (picture.name, picture.media_type) == ("screen.png", "image/png")
    assert bench.strip.pictures() == (picture,)


def test_it_is_black_in_a_jpeg_too(bench):
    noisy = QImage(3000, 1500, QImage.Format.Format_RGB32)
    noisy.fill(picturing.SECRET)
    grain = picturing.screen(2400, 1500, noise=True)
    big = QImage(os.urandom(1500 * 1500 * 4), 1500, 1500, QImage.Format.Format_RGB32)
    painter = QPainter(noisy)
    painter.drawImage(600, 0, grain)
    painter.drawImage(1500, 0, big)
    painter.end()
    bench.open(noisy)
    bench.drag(QRect(0, 0, 620, 1500))
    picture = bench.use()
    assert (picture.name, picture.media_type) == ("screen.jpg", "image/jpeg")
    found = picturing.colors(picturing.pixels(picture.content), QRect(0, 0, 590, 1500))
    assert all(max(color) < 40 for color in found)


def test_the_picture_itself_shows_what_will_be_black(bench):
    bench.open()
    place = bench.canvas._shown().from_image(SECRET_AT).center().toPoint()
    before = bench.canvas.grab().toImage().pixelColor(place)
    assert before == picturing.SECRET
    bench.drag(around(SECRET_AT))
    assert bench.canvas.grab().toImage().pixelColor(place) == QColor(0, 0, 0)


@pytest.mark.rows("S11")
def test_no_file_appears_anywhere_while_a_picture_is_looked_at(bench, tmp_path, monkeypatch, qtbot):
    bench.open()
    here = set(tmp_path.rglob("*"))
    temporary = _files_of_the_program()
    bench.drag(around(SECRET_AT))
    bench.press(LARGER, WHOLE)
    bench.use()
    assert set(tmp_path.rglob("*")) == here
    assert _files_of_the_program() == temporary
    assert QApplication.clipboard().image().isNull()


def _files_of_the_program():
    """Return the files that are open for writing, and those in the folder for temporary ones."""
    mine = {each.path for each in psutil.Process().open_files() if "w" in each.mode}
    return mine | {str(path) for path in Path(tempfile.gettempdir()).glob("*.[pj][np]g")}


def test_by_keys_alone_a_part_is_blacked_out(bench):
    bench.open()
    assert QApplication.focusWidget() is bench.canvas
    key, held = Qt.Key, Qt.KeyboardModifier
    bench.keys(key.Key_Return)  # shows the box and hides nothing
    assert bench.shows("Nothing is blacked out yet.")
    bench.keys(*[key.Key_Left] * 100, *[key.Key_Up] * 100)
    bench.keys(*[key.Key_Right] * 8, *[key.Key_Down] * 5)
    bench.keys(*[key.Key_Right] * 20, *[key.Key_Down] * 4, modifier=held.ShiftModifier)
    bench.keys(key.Key_Right, modifier=held.ControlModifier)
    bench.keys(key.Key_Space)
    assert bench.shows("1 part is blacked out.")
    image = picturing.pixels(bench.use().content)
    assert BLACK in picturing.colors(image, QRect(150, 100, 100, 30))
    assert SECRET_BYTES not in picturing.colors(image)


def test_the_box_of_the_keys_stays_on_the_picture_and_does_not_vanish(bench):
    bench.open()
    key, held = Qt.Key, Qt.KeyboardModifier
    moved: list[QRect] = []
    bench.canvas.box_moved.connect(moved.append)
    for arrow in (key.Key_Left, key.Key_Up, key.Key_Right, key.Key_Down):
        bench.keys(*[arrow] * 120)
        assert bench.canvas.rect().contains(moved[-1])
    bench.keys(*[key.Key_Left] * 50, *[key.Key_Up] * 50, modifier=held.ShiftModifier)
    assert min(moved[-1].width(), moved[-1].height()) >= 4
    bench.keys(key.Key_Escape)
    assert bench.page.isVisible()
    bench.keys(key.Key_Escape)
    assert not bench.page.isVisible()
    assert bench.strip.pictures() == ()


def test_a_box_is_seen_while_it_is_drawn_and_while_keys_move_it(bench):
    bench.open()
    at = bench.canvas._shown().from_image(SECRET_AT).center().toPoint()
    seen: list[QColor] = []

    def look_at_it():
        seen.append(bench.canvas.grab().toImage().pixelColor(at))

    bench.drag(around(SECRET_AT), by=look_at_it)
    assert 0 < seen[0].red() < picturing.SECRET.red()  # darker, and what is below shows through
    before = bench.canvas.grab().toImage()
    bench.keys(Qt.Key.Key_Left)
    assert bench.canvas.grab().toImage() != before
    bench.get(UNDO).setFocus()
    assert bench.canvas._key_box is None


def test_undo_takes_back_one_step_by_button_and_by_key(bench):
    bench.open()
    assert not bench.get(UNDO).isEnabled()
    bench.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    bench.drag(around(SECRET_AT))
    bench.drag(QRect(700, 300, 100, 100))
    assert bench.shows("2 parts are blacked out.")
    bench.canvas.setFocus()
    bench.keys(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.shows("1 part is blacked out.")
    bench.press(UNDO)
    assert bench.shows("Nothing is blacked out yet.")
    assert SECRET_BYTES in picturing.colors(picturing.pixels(bench.use().content))


def test_a_press_without_a_drag_and_another_button_mark_nothing(bench):
    bench.open()
    QTest.mouseClick(bench.canvas, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bench.canvas, Qt.MouseButton.RightButton)
    bench.drag(around(SECRET_AT), by=lambda: QTest.keyClick(bench.canvas, Qt.Key.Key_Escape))
    assert bench.shows("Nothing is blacked out yet.")
    assert not bench.get(UNDO).isEnabled()


def test_cropping_keeps_one_part_and_what_is_black_in_it(bench):
    bench.open()
    bench.drag(around(SECRET_AT))
    bench.press(CROP)
    assert bench.shows("Enter crops")
    bench.drag(QRect(100, 80, 600, 300))
    assert bench.get(BLACK_OUT).isChecked()
    image = picturing.pixels(bench.use().content)
    assert abs(image.width() - 600) <= 4
    assert abs(image.height() - 300) <= 4
    assert SECRET_BYTES not in picturing.colors(image)
    assert picturing.colors(image, SECRET_AT.translated(-100, -80)) == {BLACK}


def test_shown_larger_each_dot_is_a_dot_and_boxes_fit(bench):
    bench.open(picturing.screen(2400, 1400))
    bench.press(LARGER)
    assert bench.canvas.size().width() >= 2400
    shown = bench.canvas._shown()
    assert shown.from_image(SECRET_AT).size() == SECRET_AT.size()
    bench.drag(SECRET_AT)
    bench.press(WHOLE)
    bench.qtbot.waitUntil(lambda: bench.canvas.width() < 900)
    image = picturing.pixels(bench.use().content)
    assert SECRET_BYTES not in picturing.colors(image)


def test_a_picture_that_fits_is_not_offered_larger(bench):
    bench.open(picturing.screen(600, 300))
    larger = [b for b in bench.page.findChildren(QPushButton) if b.accessibleName() == LARGER]
    assert not larger[0].isVisible()


def test_b28_a_broken_picture_says_so_and_can_be_used_or_left_out(bench, qtbot):
    content = picturing.exif_jpeg(picturing.screen())
    half = content[: len(content) // 2]
    bench.flow.offer((Source(name="half.jpg", content=half),))
    bench.wait_for("can’t be shown here")
    assert bench.get(LEAVE).hasFocus()
    picture = bench.use()
    assert (picture.name, picture.media_type) == ("half.jpg", "image/jpeg")
    assert CANARY.encode() not in picture.content
    assert bench.strip.pictures() == (picture,)


def test_what_is_left_out_or_used_is_forgotten(bench):
    """Only a small copy that is being made may still hold it for a moment."""
    for name in (LEAVE, USE):
        bench.open()
        picture = weakref.ref(bench.page._loaded.image)
        assert picture() is not None
        bench.press(name)
        bench.qtbot.waitUntil(lambda picture=picture: gc.collect() >= 0 and picture() is None)
        bench.qtbot.waitUntil(bench.answers.isVisible)
    assert len(bench.strip.pictures()) == 1


@pytest.mark.parametrize("way", [LEAVE, "Escape"])
def test_what_was_worked_on_and_left_can_be_brought_back_with_all_that_was_done(bench, way):
    bench.open()
    bench.drag(around(SECRET_AT))
    bench.press(CROP)
    bench.drag(QRect(100, 60, 800, 500))
    if way == LEAVE:
        bench.press(LEAVE)
    else:
        bench.keys(Qt.Key.Key_Escape)
    bench.qtbot.waitUntil(bench.answers.isVisible)
    assert bench.shows("Picture not used.")
    bench.press("Bring it back")
    bench.qtbot.waitUntil(bench.page.isVisible)
    assert not bench.named("Bring it back")
    assert bench.shows("1 part is blacked out.")
    bench.press(UNDO)
    assert bench.shows("1 part is blacked out."), "the crop is undone, not the black-out"
    image = picturing.pixels(bench.use().content)
    assert SECRET_BYTES not in picturing.colors(image)
    assert len(bench.strip.pictures()) == 1


def test_what_nothing_was_done_to_is_left_without_a_word(bench):
    bench.open()
    bench.keys(Qt.Key.Key_Escape)
    bench.qtbot.waitUntil(bench.answers.isVisible)
    assert not bench.shows("Picture not used.")
    bench.open()
    bench.drag(around(SECRET_AT))
    bench.press(UNDO, LEAVE)
    bench.qtbot.waitUntil(bench.answers.isVisible)
    assert not bench.shows("Picture not used.")


def test_what_could_be_brought_back_is_forgotten_with_the_next_picture(bench):
    bench.open()
    bench.drag(around(SECRET_AT))
    picture = weakref.ref(bench.page._loaded.image)
    bench.press(LEAVE)
    bench.qtbot.waitUntil(bench.answers.isVisible)
    bench.open(picturing.screen(300, 200))
    bench.qtbot.waitUntil(lambda: gc.collect() >= 0 and picture() is None)
    bench.press(LEAVE)
    bench.qtbot.waitUntil(bench.answers.isVisible)
    assert not bench.shows("Picture not used.")


def test_pressing_use_twice_uses_it_once_and_leaving_takes_it_back(bench, qtbot):
    bench.open()
    bench.press(USE, USE)
    bench.drag(around(SECRET_AT))  # too late for this one, so it is not shown as done
    assert bench.shows("Nothing is blacked out yet.")
    qtbot.waitUntil(lambda: bool(bench.kept))
    bench.open()
    bench.press(USE, LEAVE)
    bench.open(picturing.screen(300, 200))
    bench.use()
    assert [picturing.pixels(each.content).width() for each in bench.kept] == [1280, 300]


def test_every_control_has_a_name_and_is_large_enough(bench):
    bench.open()
    buttons = [b for b in bench.page.findChildren(QPushButton) if b.isVisible()]
    assert {b.accessibleName() for b in buttons} == {
        BLACK_OUT, CROP, UNDO, LARGER, LEAVE, USE,
    }  # fmt: skip
    for button in buttons:
        assert button.height() >= FORM_TARGET, button.accessibleName()
    assert "arrows" in bench.canvas.accessibleDescription()


@pytest.mark.parametrize(("width", "height"), [(860, 672), (1280, 672), (800, 672)])
def test_at_200_percent_the_picture_is_in_sight(plain_program, make_bench, width, height):
    font = plain_program.font()
    font.setPointSizeF(19)
    plain_program.setFont(font)
    bench = make_bench()
    bench.window.resize(width, height)
    bench.open()
    assert bench.window.width() == width
    for button in bench.page.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(bench.window, QPoint(button.width(), 0)).x()
            assert right <= width, button.accessibleName()
    assert bench.canvas.visibleRegion().boundingRect().height() > 100


def test_a_change_of_size_and_of_scheme_shows_the_picture_again(bench, qtbot, look):
    bench.open()
    before = bench.canvas._preview.size()
    bench.window.resize(1200, 900)
    qtbot.waitUntil(lambda: bench.canvas._preview.size() != before)
    bench.canvas.setFocus()
    assert bench.canvas.grab().toImage().pixelColor(5, bench.canvas.height() // 2).isValid()


class Screen:
    """Stands for the screen: notes what could be seen of the windows when it was taken."""

    def __init__(self, image):
        self.image = image
        self.seen: list[bool] = []
        self.windows: list[QWidget] = []

    def __call__(self, screen):
        assert screen is not None
        self.seen += [window.isVisible() for window in self.windows]
        return self.image


@pytest.mark.rows("S11")
def test_one_click_takes_the_screen_without_any_window_of_libdesk(make_bench, qtbot):
    screen = Screen(picturing.screen())
    bench = make_bench(screen)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    screen.windows = [bench.window, other]
    bench.press(ADD)
    assert not bench.window.isVisible()
    bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)
    assert screen.seen == [False, False]
    assert bench.window.isVisible()
    assert other.isVisible()
    bench.use()
    assert bench.strip.pictures()[0].name == "screen.png"


@pytest.mark.parametrize("color", [None, "#000000", "#ffffff"])
def test_a_system_that_shows_nothing_gets_another_way_told(make_bench, color):
    image = QImage()
    if color:
        image = QImage(1920, 1080, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
    bench = make_bench(Screen(image))
    bench.press(ADD)
    bench.wait_for(WRONG)
    assert bench.window.isVisible()
    assert bench.answers.isVisible()


def test_one_small_window_on_a_plain_screen_is_a_picture(make_bench):
    image = QImage(1920, 1080, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    image.setPixelColor(1001, 501, QColor("#ffffff"))
    bench = make_bench(Screen(image))
    bench.press(ADD)
    bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)


def test_the_window_comes_back_when_taking_fails_and_when_asked_twice(make_bench, qtbot):
    taken: list[QImage] = []
    bench = make_bench(Screen(picturing.screen()))
    bench.taker.taken.connect(taken.append)
    bench.taker.take()
    bench.taker.take()
    qtbot.waitUntil(lambda: bool(taken))
    qtbot.wait(20)  # time for what must not happen
    assert len(taken) == 1
    assert bench.window.isVisible()
    assert not bench.page.isVisible()  # nobody on this page asked


def paste(widget):
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def clip(mime):
    QApplication.clipboard().setMimeData(mime)


def image_mime(text=""):
    mime = QMimeData()
    mime.setImageData(picturing.screen(200, 100))
    if text:
        mime.setText(text)
    return mime


@pytest.mark.parametrize("where", ["words", "line", "button"])
def test_a_picture_can_be_pasted_wherever_the_focus_is(bench, where):
    clip(image_mime())
    paste({"words": bench.words, "line": bench.line}.get(where) or bench.get(ADD))
    bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)
    assert (bench.words.words(), bench.line.text()) == ("", "")


def test_a_copied_file_can_be_pasted_and_its_path_is_no_words(bench, tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(picturing.written(picturing.screen(200, 100)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    clip(mime)
    paste(bench.words)
    bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)
    assert bench.words.words() == ""
    assert bench.use().name == "scan.png"


def test_words_are_pasted_as_ever(bench):
    mime = QMimeData()
    mime.setText("words")
    clip(mime)
    paste(bench.words)
    paste(bench.line)
    assert (bench.words.words(), bench.line.text()) == ("words", "words")
    clip(image_mime("a cell"))
    paste(bench.words)
    assert bench.words.words() == "wordsa cell"
    assert not bench.page.isVisible()


def drop(widget, mime):
    """Drag over a widget and let go; say whether it was taken."""
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(widget, entered)
    dropped = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    if entered.isAccepted():
        QApplication.sendEvent(widget, dropped)
    return entered.isAccepted()


def test_a_picture_can_be_dropped_on_the_page_and_on_its_fields(bench, tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(picturing.written(picturing.screen(200, 100)))
    for widget in (bench.answers, bench.words.viewport(), bench.line):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        mime.setData("text/plain", str(path).encode())
        assert drop(widget, mime)
        bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)
        bench.press(LEAVE)
    assert (bench.words.words(), bench.line.text()) == ("", "")


def test_words_are_dropped_as_ever_and_nothing_else_is_taken(bench):
    words = QMimeData()
    words.setText("words")
    assert drop(bench.words.viewport(), words)
    assert bench.words.words() == "words"
    assert not drop(bench.answers, words)


def test_several_files_come_one_after_the_other_and_a_bad_one_is_told(bench, tmp_path):
    for name, content in (
        ("a.png", picturing.written(picturing.screen(200, 100))),
        ("b.png", b"MZ no picture"),
        ("c.png", picturing.written(picturing.screen(300, 100))),
        ("d.png", b""),
    ):
        (tmp_path / name).write_bytes(content)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{name}.png")) for name in "abcd"])
    assert drop(bench.answers, mime)
    for count in (1, 2):
        bench.qtbot.waitUntil(lambda: bench.page.isVisible() and bool(bench.page._steps))
        bench.press(USE)
        bench.qtbot.waitUntil(lambda count=count: len(bench.kept) == count)
    bench.qtbot.waitUntil(bench.answers.isVisible)
    assert [each.name for each in bench.strip.pictures()] == ["a.png", "c.png"]
    bench.wait_for("empty")


def test_f28_a_patron_in_a_file_name_is_only_where_the_picture_is(bench, tmp_path, caplog, capfd):
    path = tmp_path / f"{CANARY}\u202e.png"
    path.write_bytes(picturing.exif_jpeg(picturing.screen(200, 100)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(bench.answers, mime)
    bench.qtbot.waitUntil(bench.page.isVisible)
    picture = bench.use()
    assert picture.name == f"{CANARY}.png"
    assert CANARY.encode() not in picture.content
    out, err = capfd.readouterr()
    assert CANARY not in caplog.text + out + err
    assert bench.get(f"Remove picture 1, {CANARY}.png")


def kept(name="x.png", size=100):
    return Picture(name, "image/png", picturing.written(picturing.screen(size, size)))


def test_pictures_can_be_removed_one_by_one(bench):
    told: list[int] = []
    bench.strip.changed.connect(lambda: told.append(1))
    one, two = kept("one.png"), kept("two.png", 120)
    assert bench.strip.add(one)
    assert bench.strip.add(two)
    bench.press("Remove picture 1, one.png")
    assert bench.strip.pictures() == (two,)
    bench.press("Remove picture 1, two.png")
    assert bench.strip.pictures() == ()
    assert QApplication.focusWidget() is bench.get(ADD)
    assert len(told) == 4


def test_a_small_picture_shows_what_is_on_it(bench, qtbot):
    bench.strip.add(kept(size=600))
    made = bench.strip._cards[0]
    qtbot.waitUntil(lambda: made._has_image)
    assert max(made._shown.pixmap().width(), made._shown.pixmap().height()) <= 120
    bench.strip.set_pictures((Picture("b.jpg", "image/jpeg", b"\xff\xd8\xff"), kept("c.png")))
    assert [each.name for each in bench.strip.pictures()] == ["b.jpg", "c.png"]
    bench.strip.add(Picture("bomb.png", "image/png", picturing.bomb()))
    qtbot.waitUntil(lambda: bench.strip._cards[1]._has_image)
    qtbot.wait(20)  # time for what must not happen
    assert not bench.strip._cards[2]._has_image
    assert not bench.strip._cards[2]._shown.pixmap().isNull()


def test_b39_no_more_pictures_than_a_report_carries(bench):
    small = kept("same.png")
    for _ in range(PICTURE_COUNT):
        assert bench.strip.add(small)
    assert not bench.strip.add(small)
    assert bench.shows(f"A report takes {PICTURE_COUNT} pictures")
    bench.strip.set_pictures(())
    heavy = Picture("h.png", "image/png", picturing.PNG + bytes(PICTURES_LIMIT // 2))
    assert bench.strip.add(heavy)
    assert not bench.strip.add(heavy)
    assert bench.shows("more than 30 MB")
    bench.press("Remove picture 1, h.png")
    assert not bench.shows("more than 30 MB")


def test_where_pictures_are_off_nothing_takes_them(bench):
    bench.strip.add(kept())
    bench.flow.set_allowed(False)
    assert bench.strip.pictures() == ()
    assert bench.shows("Pictures are off on this computer.")
    assert not bench.strip._screen.isVisible()
    clip(image_mime())
    paste(bench.words)
    assert not drop(bench.answers, image_mime())
    bench.qtbot.wait(20)  # time for what must not happen
    assert not bench.page.isVisible()
    bench.flow.set_allowed(True)
    assert bench.get(ADD)


def test_a_picture_file_is_chosen_in_a_window_that_holds_up_nothing(bench, tmp_path, qtbot):
    path = tmp_path / "scan.png"
    path.write_bytes(picturing.written(picturing.screen(200, 100)))
    bench.press(CHOOSE)
    (dialog,) = bench.window.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("scan.png")
    gone = weakref.ref(dialog)
    dialog.accept()
    del dialog
    bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)
    assert bench.use().name == "scan.png"
    qtbot.waitUntil(lambda: not bench.window.findChildren(QFileDialog))
    assert gone is not None


def test_a_field_that_came_later_is_watched_too(bench, tmp_path):
    late = QLineEdit()
    bench.answers.layout().addWidget(late)
    bench.show_page()
    bench.show_answers()
    clip(image_mime())
    paste(late)
    bench.qtbot.waitUntil(bench.page.isVisible, timeout=5000)


def test_a_drop_alone_offers_what_it_was_given(look, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    offered: list[tuple[Source, ...]] = []
    PictureDrop(page).offered.connect(offered.append)
    assert drop(page, image_mime())
    assert offered[0][0].image is not None


def longest_gap(beats):
    return max(later - earlier for earlier, later in pairwise(beats))


@pytest.mark.alone
def test_a_4k_picture_never_holds_up_the_window(make_bench, qtbot):
    image = picturing.screen(3840, 2160, noise=True)
    bench = make_bench(Screen(image))
    beats: list[float] = []
    heart = QTimer(interval=2)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    bench.press(ADD)
    qtbot.waitUntil(bench.page.isVisible, timeout=5000)
    qtbot.waitUntil(lambda: bench.canvas._preview is not None, timeout=5000)
    bench.drag(around(SECRET_AT))
    bench.use()
    qtbot.waitUntil(lambda: bench.strip._cards[0]._has_image, timeout=5000)
    heart.stop()
    assert longest_gap(beats) < 0.4  # a promise of 0.1, on a machine that tests share


def test_reading_on_a_worker_gives_what_it_gives_here(tasks, qtbot):
    told: list[Loaded] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    image = picturing.screen()
    tasks.outside(lambda: read(Source(name="a", image=image)), told.append, owner=owner)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].image == image
