"""Pictures of strangers: small in the report, large in the window, never in another program."""

import struct
import subprocess
import sys
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from libdesk.domain.problems import FollowUp, FollowUpKind, Picture
from libdesk.ui.inbox.picture_reading import read, size_words
from libdesk.ui.inbox.picture_view import PictureView
from tests.services.fakes import a_report

ROOM = QSize(132, 96)
KEY = Qt.Key
SVG = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><text>&b;</text></svg>'
)


def made(width, height, kind="PNG", color="teal"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(content.data())


def huge_png(side=20_000):
    """A real picture of one bit for each dot: 47 KB that would fill 1.6 GB."""

    def chunk(name, body):
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    packer = zlib.compressobj(9)
    line = b"\0" * (1 + side // 8)
    pixels = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def a_picture(name="screen.png", content=None):
    return Picture(name, "image/png", made(800, 600) if content is None else content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("size", "wanted"),
    [((800, 600), (128, 96)), ((3000, 10), (132, 1)), ((10, 3000), (1, 96)), ((20, 30), (20, 30))],
)
def test_a_picture_is_made_to_fit_and_never_larger(qapp, kind, size, wanted):
    width, height = size
    shown = read(a_picture(content=made(width, height, kind)), ROOM)
    assert shown.trouble == ""
    assert shown.image is not None
    width, height = shown.image.size().toTuple()
    assert abs(width - wanted[0]) <= 1
    assert abs(height - wanted[1]) <= 1


@pytest.mark.alone
def test_b27_a_picture_that_would_fill_the_memory_is_told_at_once(tmp_path):
    path = tmp_path / "huge.png"
    path.write_bytes(huge_png())
    assert path.stat().st_size < 60_000
    script = (
        "import resource, sys, time\n"
        "from PySide6.QtCore import QSize\n"
        "from libdesk.domain.problems import Picture\n"
        "from libdesk.ui.inbox.picture_reading import read\n"
        "content = open(sys.argv[1], 'rb').read()\n"
        "read(Picture('small', '', b'\\x89PNG\\r\\n\\x1a\\n'), QSize(132, 96))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "begun = time.perf_counter()\n"
        "shown = read(Picture('huge.png', 'image/png', content), QSize(132, 96))\n"
        "took = time.perf_counter() - begun\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(took < 0.1, grown < 50_000, shown.image is None, shown.trouble)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("True True True huge.png (")
    assert "20000 x 20000 dots are more than can be shown." in ran.stdout


@pytest.mark.parametrize("size", [(2**31 - 1, 2**31 - 1), (40_000, 1), (1, 40_000)])
def test_b27_dimensions_that_nobody_can_paint_are_told(qapp, size):
    png = bytearray(made(1, 1))
    struct.pack_into(">II", png, 16, *size)
    struct.pack_into(">I", png, 29, zlib.crc32(bytes(png[12:29])))
    shown = read(a_picture(content=bytes(png)), ROOM)
    assert shown.image is None
    assert "can’t be shown" in shown.trouble


def test_b28_a_truncated_picture_is_named_with_its_size(qapp):
    for kind in ("PNG", "JPEG"):
        whole = made(800, 600, kind)
        shown = read(a_picture("photo.jpg", whole[:40]), ROOM)
        assert shown.image is None
        assert shown.trouble == "photo.jpg (1 KB) can’t be shown: the file is damaged."


@pytest.mark.parametrize(
    "content", [SVG, b"GIF89a" + bytes(50), b"BM" + bytes(60), b"%PDF-1.7", b"MZ", b"", b"\0" * 99]
)
def test_b29_what_is_no_png_or_jpeg_is_not_even_looked_into(qapp, content):
    shown = read(a_picture("drawing.png", content), ROOM)
    assert shown.image is None
    assert shown.trouble.startswith("drawing.png (")
    assert shown.trouble.endswith("can’t be shown: it is no PNG or JPEG picture.")


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0.0 MB"), (1, "1 KB"), (1499, "1 KB"), (49_999, "50 KB"), (50_000, "0.1 MB")],
)
def test_sizes_are_short(qapp, size, words):
    assert size_words(Picture("a", "b", b"x" * size)) == words


class Opened(QObject):
    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def note(self, url):
        self.urls.append(url)


@pytest.fixture
def opened():
    handler = Opened()
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, handler, "note")  # type: ignore[arg-type] # its stub says bytes, it takes text
    yield handler
    for scheme in ("file", "http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)
    assert handler.urls == [], "another program was asked"


@pytest.fixture
def with_pictures(room, library, opened):
    report = a_report(60, title="With pictures", pictures=(a_picture(), a_picture("x.svg", SVG)))
    added = a_report(
        61,
        pictures=(a_picture("photo.jpg", made(3000, 2000, "JPEG", "red")),),
        follow_up=FollowUp(report.id, FollowUpKind.SAID),
    )
    library.collect(report, added)
    room.page.refresh()
    room.choose("With pictures")
    room.qtbot.waitUntil(lambda: small(room, "screen.png") and small(room, "photo.jpg"))
    return room


def small(room, name):
    button = room.find(QPushButton, f"Picture {name}")
    return not button.icon().isNull()


def view(room):
    found = room.page.findChildren(PictureView) or room.page.window().findChildren(PictureView)
    return next((one for one in found if one.isVisible()), None)


def dots(room):
    labels = [one for one in view(room).findChildren(QLabel) if not one.pixmap().isNull()]
    return labels[0].pixmap().toImage() if labels else QImage()


def test_pictures_of_the_report_and_of_what_was_added_stand_small_in_it(with_pictures):
    room = with_pictures
    text = room.report_text()
    assert "screen.png (" in text
    assert "photo.jpg (" in text
    room.qtbot.waitUntil(lambda: room.says("x.svg (1 KB) can’t be shown: it is no PNG or JPEG"))
    assert not room.sees(QPushButton, "Picture x.svg"), "there is nothing to open"


def test_one_opens_large_in_the_window_and_esc_goes_back_to_it(with_pictures):
    room = with_pictures
    button = room.find(QPushButton, "Picture photo.jpg")
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: not dots(room).isNull())
    shown = dots(room)
    window = room.page.window()
    assert shown.width() > window.width() - 100, "as large as there is room for"
    assert shown.width() <= window.width()
    assert shown.pixelColor(5, 5).red() > 200
    assert view(room).window() is room.page.window()
    assert view(room).geometry() == room.page.window().rect()
    room.key(KEY.Key_Escape)
    room.qtbot.waitUntil(lambda: view(room) is None)
    assert button.hasFocus()


def test_it_opens_by_the_keyboard_and_keeps_the_focus(with_pictures):
    room = with_pictures
    button = room.find(QPushButton, "Picture screen.png")
    button.setFocus()
    room.key(KEY.Key_Space)
    room.qtbot.waitUntil(lambda: view(room) is not None)
    for _ in range(7):
        assert view(room).isAncestorOf(QApplication.focusWidget())
        room.key(KEY.Key_Tab)
    for _ in range(7):
        assert view(room).isAncestorOf(QApplication.focusWidget())
        room.key(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    before = room.current()
    room.key(KEY.Key_J)
    room.key(KEY.Key_F)
    assert (room.current(), view(room) is not None) == (before, True), "keys stay up here"
    room.key(KEY.Key_Escape)


def test_full_size_is_every_dot_and_back(with_pictures):
    room = with_pictures
    room.qtbot.mouseClick(room.find(QPushButton, "Picture photo.jpg"), Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: not dots(room).isNull())
    full, back = (
        next(one for one in view(room).findChildren(QPushButton) if one.text() == words)
        for words in ("Full size", "Back")
    )
    room.qtbot.mouseClick(full, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: dots(room).width() == 3000)
    room.qtbot.mouseClick(full, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: 0 < dots(room).width() < 3000)
    room.qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: view(room) is None)


def test_it_stays_as_large_as_the_window(with_pictures):
    room = with_pictures
    room.press("Picture screen.png")
    room.page.window().resize(900, 700)
    room.qtbot.waitUntil(lambda: view(room).size() == room.page.window().size())
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, KEY.Key_Escape)


def test_b28_a_picture_cut_short_in_the_report_is_named_there(room, library, opened):
    cut = made(3000, 2000, "PNG")
    library.arrive("Cut", pictures=(a_picture("cut.png", cut[: len(cut) - 200]),))
    room.page.refresh()
    room.choose("Cut")
    room.qtbot.waitUntil(lambda: room.says("can’t be shown: the file is damaged."))
    assert "cut.png (" in room.report_text()


def test_another_problem_has_its_own_pictures_and_the_same_one_keeps_them(with_pictures):
    room = with_pictures
    button = room.find(QPushButton, "Picture screen.png")
    room.page.refresh()
    room.choose("Grey stripes")
    room.qtbot.waitUntil(lambda: not room.sees(QPushButton, "Picture screen.png"))
    room.choose("With pictures")
    room.qtbot.waitUntil(lambda: small(room, "screen.png"))
    assert room.find(QPushButton, "Picture screen.png") is not button
