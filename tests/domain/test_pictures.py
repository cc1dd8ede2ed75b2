"""What a picture is, and what it may be called."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.pictures import (
    NAME_LIMIT,
    Kind,
    clean_file_name,
    is_whole,
    sniff,
    without_notes,
)

PNG = b"\x89PNG\r\n\x1a\n"
CANARY = b"ZZPATRON-7731"


def chunk(name, content=b""):
    return struct.pack(">I", len(content)) + name + content + b"crc!"


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


WHOLE_PNG = (
    PNG
    + chunk(b"IHDR", b"13 bytes here")
    + chunk(b"tEXt", b"Comment\0" + CANARY)
    + chunk(b"eXIf", CANARY)
    + chunk(b"tRNS", b"01")
    + chunk(b"IDAT", b"pixels")
    + chunk(b"IEND")
)
SCAN = segment(0xDA, b"head") + b"pix\xff\x00els"
ADOBE = segment(0xEE, b"Adobe" + bytes(7))
WHOLE_JPEG = (
    b"\xff\xd8"
    + segment(0xE0, b"JFIF\0" + CANARY)
    + segment(0xE1, b"Exif\0\0" + CANARY + b"\xff\xd8small preview\xff\xd9")
    + segment(0xFE, CANARY)
    + ADOBE
    + segment(0xDB, b"table")
    + SCAN
    + b"\xff\xd9"
)


def test_a_picture_is_told_by_its_first_bytes():
    assert sniff(WHOLE_PNG) is Kind.PNG
    assert sniff(WHOLE_JPEG) is Kind.JPEG
    assert (Kind.PNG.media_type, Kind.JPEG.media_type) == ("image/png", "image/jpeg")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG",
        b"\xff\xd8",
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg><script/></svg>',
        b"<svg onload='alert(1)'/>",
        b"<html>",
        b"GIF89a",
        b"BM",
        b"RIFF0000WEBP",
        b"MZ\x90\x00",
        b"L\x00\x00\x00\x01\x14\x02\x00",
        b"[InternetShortcut]\nURL=file://server/x.png",
        b"PK\x03\x04",
        b" \x89PNG\r\n\x1a\n",
    ],
)
def test_b29_b41_anything_else_is_no_picture_whatever_it_is_called(content):
    assert sniff(content) is None


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Screen shot 1.png", "Screen shot 1.png"),
        ("photo.JPEG", "photo.png"),
        ("photo", "photo.png"),
        ("übersicht März.png", "übersicht März.png"),
        ("..\\..\\evil.exe", "evil.exe.png"),  # B31
        ("../../etc/passwd", "passwd.png"),
        ("a\x00b/../c.png", "c.png"),  # B32
        ("a%00b.png", "ab.png"),
        ("a%%0000b.png", "ab.png"),
        ("a%\u200b00b.png", "ab.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe.png"),  # B33
        ("\u200b.htaccess", "htaccess.png"),  # B34
        ("\u3164\ufe0f.\u200dhidden", "hidden.png"),
        ("CON", "picture-CON.png"),  # B35
        ("C\u200bON.png", "picture-CON.png"),
        ("NUL.txt", "picture-NUL.txt.png"),
        ("nul .txt", "picture-nul .txt.png"),
        ("com¹.jpg", "picture-com¹.png"),
        ("LPT9.tar.gz", "picture-LPT9.tar.gz.png"),
        ("console.png", "console.png"),
        ("x.", "x.png"),
        ("x ", "x.png"),
        ("x. . .png", "x.png"),
        ("C:\\abs", "abs.png"),  # B37
        ("\\\\srv\\share\\x", "x.png"),
        ("C:abs.png", "C-abs.png"),
        ("file.pdf:ads", "file.pdf-ads.png"),  # B38
        ("-rf", "rf.png"),  # B40
        ("--. -rf", "rf.png"),
        ("<img src=x>.png", "img src=x-.png"),
        ("two\nlines\t.png", "twolines.png"),
        ("\udce4.png", "picture.png"),
        ("", "picture.png"),
        ("...", "picture.png"),
        (".png", "picture.png"),
        ("folder/", "picture.png"),
        ("\u202e\u200b", "picture.png"),
    ],
)
def test_b31_to_b40_a_name_is_harmless_text(name, cleaned):
    assert clean_file_name(name, Kind.PNG) == cleaned


def test_the_ending_says_what_the_content_is():
    assert clean_file_name("scan.png", Kind.JPEG) == "scan.jpg"
    assert clean_file_name("scan.jpg", Kind.JPEG) == "scan.jpg"


@pytest.mark.parametrize("length", [70, 76, 77, 300, 100_000])
def test_b36_a_long_name_is_cut_and_keeps_its_ending(length):
    cleaned = clean_file_name("a" * length + ".png", Kind.PNG)
    assert len(cleaned) <= NAME_LIMIT
    assert cleaned.endswith("a.png")


@given(st.text(max_size=200) | st.text(alphabet="./\\:%0\u202e\u200b -CONcon~", max_size=30))
def test_no_name_is_ever_a_path_a_device_or_hidden(name):
    cleaned = clean_file_name(name, Kind.JPEG)
    assert cleaned.endswith(".jpg")
    assert len(cleaned) <= NAME_LIMIT
    assert cleaned[0] not in ".- "
    assert not set(cleaned) & set('/\\:*?"<>|\x00\u202e\u200b')
    assert "%00" not in cleaned
    assert cleaned.partition(".")[0].strip().casefold() not in {"con", "nul", "prn", "aux"}
    assert clean_file_name(cleaned, Kind.JPEG) == cleaned


def test_a_picture_with_its_end_is_whole():
    assert is_whole(WHOLE_PNG, Kind.PNG)
    assert is_whole(WHOLE_PNG + b"more", Kind.PNG)
    assert is_whole(WHOLE_JPEG, Kind.JPEG)
    assert is_whole(WHOLE_JPEG + b"what a telephone appends", Kind.JPEG)


@pytest.mark.parametrize("kept", [8, 12, 40, len(WHOLE_PNG) - 4])
def test_b28_a_png_that_was_cut_off_is_not_whole(kept):
    assert not is_whole(WHOLE_PNG[:kept], Kind.PNG)


@pytest.mark.parametrize("kept", [3, 60, WHOLE_JPEG.index(SCAN), len(WHOLE_JPEG) - 2])
def test_b28_a_jpeg_that_was_cut_off_is_not_whole_whatever_small_preview_it_has(kept):
    assert not is_whole(WHOLE_JPEG[:kept], Kind.JPEG)


def test_notes_go_and_pixels_stay():
    png = without_notes(WHOLE_PNG + CANARY, Kind.PNG)
    assert CANARY not in png
    pixels = (chunk(b"IHDR", b"13 bytes here"), chunk(b"tRNS", b"01"), chunk(b"IDAT", b"pixels"))
    assert png == PNG + b"".join(pixels) + chunk(b"IEND")
    jpeg = without_notes(WHOLE_JPEG + CANARY, Kind.JPEG)
    assert CANARY not in jpeg
    assert jpeg == b"\xff\xd8" + ADOBE + segment(0xDB, b"table") + SCAN + b"\xff\xd9"


def test_b28_notes_go_from_what_was_cut_off_too():
    png = without_notes(WHOLE_PNG[: WHOLE_PNG.index(b"pixels") + 3], Kind.PNG)
    assert png.endswith(b"IDATpix")
    assert CANARY not in png
    jpeg = without_notes(WHOLE_JPEG[: WHOLE_JPEG.index(b"\xff\x00els")], Kind.JPEG)
    assert jpeg.endswith(b"headpix")
    assert CANARY not in jpeg
    assert without_notes(WHOLE_JPEG[:30], Kind.JPEG) == b"\xff\xd8"
    assert without_notes(b"\xff\xd8\xffgarbage", Kind.JPEG).startswith(b"\xff\xd8")
