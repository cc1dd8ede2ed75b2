"""Reading what was pasted, dropped or chosen: judged first, decoded afterwards."""

import os
import socket
import time

import psutil
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QSize, QUrl
from PySide6.QtGui import QColor, QImage

from libdesk.domain.pictures import Kind
from libdesk.domain.problems import PICTURE_COUNT, PICTURE_LIMIT
from libdesk.services.errors import Refusal
from libdesk.ui.problems.pictures.picture_keeping import LARGE_PNG, encoded
from libdesk.ui.problems.pictures.picture_sources import (
    WIDEST,
    Source,
    decode,
    read,
    redrawn,
    sources_in,
)
from tests.ui.problems import picturing
from tests.ui.problems.picturing import CANARY, SECRET_AT, SECRET_BYTES

pytestmark = pytest.mark.usefixtures("qapp")


def refused(source):
    with pytest.raises(Refusal) as told:
        read(source)
    return told.value.sentence


def file_source(path, content):
    path.write_bytes(content)
    return Source(name=path.name, path=str(path))


def urls(*addresses):
    mime = QMimeData()
    mime.setUrls([QUrl(address) for address in addresses])
    return mime


@pytest.mark.parametrize("way", ["PNG", "JPEG"])
def test_a_file_is_read_by_its_content_and_named_by_it(tmp_path, way):
    image = picturing.screen(400, 300)
    loaded = read(file_source(tmp_path / "my\u202e scan.bmp", picturing.written(image, way)))
    assert loaded.image is not None
    assert loaded.image.size() == image.size()
    assert loaded.name == ("my scan.bmp.png" if way == "PNG" else "my scan.bmp.jpg")
    assert loaded.content == b""


@pytest.mark.alone
def test_b27_a_small_file_with_huge_pixels_is_refused_before_it_is_decoded(tmp_path):
    source = file_source(tmp_path / "bomb.png", picturing.bomb())
    assert (tmp_path / "bomb.png").stat().st_size < 100_000
    before = psutil.Process().memory_info().rss
    begun = time.perf_counter()
    sentence = refused(source)
    took = time.perf_counter() - begun
    assert "too large" in sentence
    assert "20000" in sentence.replace(",", "")
    assert took < 0.1
    assert psutil.Process().memory_info().rss - before < 50_000_000


def test_b27_pixels_on_the_clipboard_and_very_long_pictures_are_limited_too():
    assert "too large" in refused(Source(image=QImage(8000, 8000, QImage.Format.Format_Mono)))
    assert "too large" in refused(Source(image=QImage(40_000, 1, QImage.Format.Format_Mono)))


@pytest.mark.parametrize("way", ["PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_b28_a_truncated_picture_is_kept_without_a_preview_and_without_notes(tmp_path, way, part):
    image = picturing.screen(noise=True)
    whole = (
        picturing.exif_jpeg(image) if way == "JPEG" else picturing.written(image, way, text=CANARY)
    )
    loaded = read(file_source(tmp_path / "half.png", whole[: int(len(whole) * part)]))
    assert loaded.image is None
    assert loaded.name.endswith(".jpg" if way == "JPEG" else ".png")
    assert len(loaded.content) > len(whole) * part * 0.9
    assert CANARY.encode() not in loaded.content


@pytest.mark.qt_log_ignore(".*")
def test_a_picture_that_is_damaged_inside_is_kept_without_a_preview():
    content = bytearray(picturing.written(picturing.screen(400, 300)))
    content[60:400] = bytes(340)
    loaded = read(Source(name="hurt.png", content=bytes(content)))
    assert loaded.image is None


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        b"GIF89a" + bytes(100),
        b"MZ" + bytes(100),
        b"L\x00\x00\x00\x01\x14\x02\x00",
        b"<html><img src='file:///etc/hostname'>",
    ],
)
def test_b29_b41_what_is_neither_png_nor_jpeg_is_refused_whatever_its_name(tmp_path, content):
    sentence = refused(file_source(tmp_path / "picture.png", content))
    assert "PNG and JPEG" in sentence


def test_b30_an_empty_file_is_refused(tmp_path):
    assert "empty" in refused(file_source(tmp_path / "empty.png", b""))


@pytest.mark.alone
def test_b30_two_gigabytes_are_refused_unread_and_their_size_is_told(tmp_path):
    large = tmp_path / "large.png"
    large.touch()
    os.truncate(large, 2_000_000_000)
    begun = time.perf_counter()
    sentence = refused(Source(path=str(large)))
    assert time.perf_counter() - begun < 0.1
    assert "2000.0 MB" in sentence.replace(",", "")
    assert "25 MB" in sentence


def test_b30_too_many_bytes_on_the_clipboard_are_refused():
    assert "25 MB" in refused(Source(content=picturing.PNG + bytes(PICTURE_LIMIT)))


def test_what_is_no_file_is_never_waited_for(tmp_path):
    pipe, folder = tmp_path / "pipe.png", tmp_path / "folder.png"
    os.mkfifo(pipe)
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(tmp_path, os.O_RDONLY)
        try:
            # A short way: an address of this kind has 108 characters at most.
            os.mknod(f"/proc/self/fd/{here}/socket.png", 0o140600)
        finally:
            os.close(here)
        assert listening
    for path in (pipe, folder, tmp_path / "socket.png", "/dev/zero", "/dev/tty"):
        assert refused(Source(path=str(path)))


@pytest.mark.parametrize(
    "address",
    ["file://server/share/x.png", "file:////server/share/x.png", "file:////./pipe/x.png"],
)
def test_b37_a_file_on_another_computer_is_refused_without_asking_for_it(address):
    (source,) = sources_in(urls(address))
    assert source.path.startswith("//")
    assert "this computer" in refused(source)
    assert "this computer" in refused(Source(path="\\\\server\\share\\x.png"))


@pytest.mark.parametrize("name", ["gone.png", "a\x00b.png", "n" * 300])
def test_b32_b36_a_file_that_cannot_be_opened_is_refused_in_plain_words(tmp_path, name):
    assert "can’t be read" in refused(Source(path=f"{tmp_path}/{name}"))


def test_b39_no_more_is_taken_at_once_than_a_report_carries(tmp_path):
    same = QUrl.fromLocalFile(str(tmp_path / "same.png"))
    mime = QMimeData()
    mime.setUrls([same] * 1000)
    found = sources_in(mime)
    assert len(found) == PICTURE_COUNT
    assert {source.name for source in found} == {"same.png"}


def test_only_files_of_this_computer_are_pictures():
    assert sources_in(urls("https://example.org/x.png")) == ()
    assert sources_in(urls("file:///a.png", "https://example.org/x.png")) == ()
    assert sources_in(QMimeData()) == ()


def test_words_that_come_with_a_picture_stay_words_in_a_field():
    both = QMimeData()
    both.setText("cell A1")
    both.setImageData(picturing.screen(40, 30))
    assert sources_in(both, in_field=True) == ()
    assert len(sources_in(both)) == 1
    words = QMimeData()
    words.setText("words")
    assert sources_in(words) == ()


def test_bytes_of_a_picture_are_taken_before_its_pixels():
    content = picturing.written(picturing.screen(40, 30))
    mime = QMimeData()
    mime.setData("image/png", QByteArray(content))
    (source,) = sources_in(mime)
    assert source.content == content
    assert source.image is None
    mime = QMimeData()
    mime.setImageData(QImage())
    assert sources_in(mime) == ()


def test_notes_of_camera_and_program_do_not_survive():
    image = picturing.screen(400, 300)
    for content in (
        picturing.exif_jpeg(image),
        picturing.written(image, "PNG", text=CANARY),
    ):
        assert CANARY.encode() in content
        loaded = read(Source(content=content))
        assert loaded.image is not None
        assert loaded.image.textKeys() == []
        kept = encoded(loaded.image, loaded.name).content
        assert CANARY.encode() not in kept
        assert b"Exif" not in kept
    noted = image.copy()
    noted.setText("Title", CANARY)
    assert CANARY.encode() not in encoded(noted, "x").content


def test_a_photo_that_was_held_upright_is_shown_upright():
    upright = read(Source(content=picturing.exif_jpeg(picturing.screen(400, 300), orientation=6)))
    assert upright.image is not None
    assert upright.image.size() == QSize(300, 400)
    wide = picturing.exif_jpeg(picturing.screen(400, 5000), orientation=6)
    turned = read(Source(content=wide))
    assert turned.image is not None
    assert turned.image.size() == QSize(WIDEST, 307)


@pytest.mark.parametrize("way", ["PNG", "JPEG"])
def test_what_is_wider_than_a_4k_screen_is_made_smaller(way):
    content = picturing.written(picturing.screen(6000, 900), way)
    loaded = read(Source(content=content))
    assert loaded.image is not None
    assert loaded.image.size() == QSize(WIDEST, 576)
    image = read(Source(image=picturing.screen(6000, 900))).image
    assert image is not None
    assert image.size() == QSize(WIDEST, 576)


def test_what_can_be_seen_through_stands_on_white():
    clear = QImage(50, 40, QImage.Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    clear.setDevicePixelRatio(2)
    drawn = redrawn(clear)
    assert drawn.devicePixelRatio() == 1
    assert picturing.colors(drawn) == {b"\xff\xff\xff"}
    assert clear.devicePixelRatio() == 2


def test_drawing_anew_changes_no_pixel_of_a_large_picture():
    image = picturing.screen(3840, 2160, noise=True)
    assert redrawn(image) == image


def test_a_small_copy_fits_and_a_small_picture_is_not_made_larger():
    content = picturing.written(picturing.screen(1280, 720))
    small = decode(content, Kind.PNG, QSize(120, 80))
    assert small is not None
    assert small.size() == QSize(120, 67)
    tiny = decode(picturing.written(picturing.screen(20, 10)), Kind.PNG, QSize(120, 80))
    assert tiny is not None
    assert tiny.size() == QSize(20, 10)


def test_a_picture_travels_as_png_unless_that_is_large():
    kept = encoded(picturing.screen(), "screen.png")
    assert (kept.name, kept.media_type) == ("screen.png", "image/png")
    noisy = picturing.screen(3840, 2160, noise=True)
    side = QImage(os.urandom(1500 * 1500 * 4), 1500, 1500, QImage.Format.Format_RGB32)
    large = encoded(side, "screen.png")
    assert (large.name, large.media_type) == ("screen.jpg", "image/jpeg")
    assert len(encoded(noisy, "x").content) < LARGE_PNG
    assert picturing.pixels(large.content).size() == QSize(1500, 1500)


def test_a_picture_that_is_too_heavy_even_as_jpeg_is_made_smaller():
    grain = QImage(os.urandom(800 * 600 * 4), 800, 600, QImage.Format.Format_RGB32)
    whole = len(encoded(grain, "x", limit=1_000_000).content)
    kept = encoded(grain, "x", limit=whole - 1)
    assert len(kept.content) < whole
    assert kept.media_type == "image/jpeg"
    assert picturing.pixels(kept.content).size() == QSize(400, 300)


def test_the_canary_of_this_file_is_where_it_is_looked_for():
    image = picturing.screen()
    assert picturing.colors(image, SECRET_AT) == {SECRET_BYTES}
