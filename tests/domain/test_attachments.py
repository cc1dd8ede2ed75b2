"""What is taken as a photo or paper, judged by its bytes; and what it is called."""

import struct
from datetime import UTC, datetime

import pytest

from libdesk.domain.attachments import (
    SIZE_LIMIT,
    Attachment,
    FileKind,
    Owner,
    OwnerKind,
    clean_caption,
    hash_of,
    is_hash,
    size_of,
    taken,
)
from libdesk.domain.pictures import Kind

CANARY = b"ZZPATRON-7731"
PNG = b"\x89PNG\r\n\x1a\n"
PDF = b"%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>>\n%%EOF\n"


def chunk(name, content=b""):
    return struct.pack(">I", len(content)) + name + content + b"crc!"


def png(width=4, height=3):
    head = chunk(b"IHDR", struct.pack(">II", width, height) + bytes(5))
    return PNG + head + chunk(b"eXIf", CANARY) + chunk(b"IDAT", b"pixels") + chunk(b"IEND")


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(width=4, height=3, *, marker=0xC0):
    size = segment(marker, b"\x08" + struct.pack(">HH", height, width) + bytes(4))
    notes = segment(0xE1, b"Exif\0\0GPS" + CANARY)
    scan = segment(0xDA, b"head") + b"pix"
    return b"\xff\xd8" + notes + segment(0xC4, bytes(9)) + size + scan + b"\xff\xd9" + CANARY


def refusal(name, content):
    with pytest.raises(ValueError, match=r"\w") as told:
        taken(name, content)
    return str(told.value)


@pytest.mark.parametrize(("content", "kind"), [(png(), FileKind.PNG), (jpeg(), FileKind.JPEG)])
def test_a_picture_is_kept_without_what_cameras_note_in_it(content, kind):
    one = taken("IMG_1.HEIC", content)
    assert one.kind is kind
    assert one.kind.is_picture
    assert one.name == f"IMG_1.HEIC.{kind.value}"
    assert CANARY in content
    assert CANARY not in one.content
    assert taken("again", one.content).content == one.content


def test_a_paper_is_kept_as_it_is_and_never_shown():
    one = taken("invoice.PDF", PDF)
    assert (one.name, one.kind, one.content) == ("invoice.pdf", FileKind.PDF, PDF)
    assert not one.kind.is_picture


def test_kinds_have_their_media_types():
    assert [kind.media_type for kind in FileKind] == ["image/png", "image/jpeg", "application/pdf"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\Ann\\closet.png", "closet.png"),
        ("con.png", "picture-con.png"),
        ("", "picture.png"),
        ("photo\u202egnp.exe", "photognp.exe.png"),
        ("x" * 500, "x" * 76 + ".png"),
    ],
)
def test_a_pictures_name_leads_nowhere(name, kept):
    assert taken(name, png()).name == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../order.pdf", "order.pdf"),
        ("C:\\papers\\nul", "paper nul.pdf"),
        ("", "paper.pdf"),
        ("--output.pdf", "output.pdf"),
        ("a\0b\u202ec.exe", "a bc.exe.pdf"),
        ("x" * 500, "x" * 80 + ".pdf"),
    ],
)
def test_a_papers_name_leads_nowhere(name, kept):
    assert taken(name, PDF).name == kept


def test_what_is_no_picture_or_paper_is_not_taken():
    assert "empty" in refusal("closet.jpg", b"")
    assert "something else" in refusal("closet.jpg", b"GIF89a")
    assert "something else" in refusal("closet.jpg", b"MZ\x90\0")
    assert "something else" in refusal("a.svg", b"<svg onload='alert(1)'/>")


def test_a_photo_of_an_iphone_is_told_with_what_to_do():
    assert "Save it as JPEG" in refusal("IMG_1.jpg", b"\0\0\0\x18ftypheic" + bytes(9))


def test_what_is_cut_off_is_not_taken():
    assert "not whole" in refusal("a.png", png()[:-12])
    assert "not whole" in refusal("a.jpg", jpeg().partition(b"\xff\xd9")[0])
    assert "not whole" in refusal("a.pdf", PDF[:40])


def test_what_is_too_large_is_not_taken():
    assert "25 MB" in refusal("a.pdf", b"%PDF-" + bytes(SIZE_LIMIT))
    assert "20,000 x 20,000" in refusal("a.png", png(20_000, 20_000))
    assert "20,000 x 20,000" in refusal("a.jpg", jpeg(20_000, 20_000))
    assert "40,000 x 1" in refusal("a.png", png(40_000, 1))


def test_a_picture_without_a_size_is_not_taken():
    assert "damaged" in refusal("a.png", png(0, 7))
    assert "damaged" in refusal("a.jpg", jpeg(marker=0xC8))


def test_the_size_stands_in_the_head():
    assert size_of(jpeg(640, 480), Kind.JPEG) == (640, 480)
    assert size_of(jpeg(640, 480, marker=0xC2), Kind.JPEG) == (640, 480)
    assert size_of(png(640, 480), Kind.PNG) == (640, 480)
    assert size_of(PNG, Kind.PNG) == (0, 0)
    assert size_of(b"\xff\xd8\xff\xe1\0\x04no picture", Kind.JPEG) == (0, 0)


def test_a_hash_is_64_signs_and_leads_to_no_other_file():
    name = hash_of(b"closet")
    assert is_hash(name)
    assert not is_hash(name.upper())
    assert not is_hash("../" + name[3:])
    assert not is_hash(name[1:])


def test_a_caption_is_one_line():
    assert clean_caption(" before\nthe\u202e tidying ") == "before the tidying"


def test_attachments_with_the_same_facts_are_equal():
    owner = Owner(OwnerKind.ROOM, 7)
    at = datetime(2026, 11, 26, tzinfo=UTC)
    one = Attachment(owner, hash_of(b"a"), "a.png", FileKind.PNG, 1, at)
    assert one == Attachment(owner, hash_of(b"a"), "a.png", FileKind.PNG, 1, at)
