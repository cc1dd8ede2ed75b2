"""Pictures that take much room, or carry what nobody is meant to have (B27, F26)."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from libdesk.documents.content import Figure
from libdesk.documents.pictures import UnprintableError, load
from libdesk.documents.problem_paper import problem_paper
from libdesk.domain.problems import Picture
from tests.documents.all_papers import problem, report
from tests.documents.paper_parts import TODAY, WORDS

MEASURE = """
import re, sys
from PIL import Image, ImageOps
from libdesk.documents.pictures import UnprintableError, load
content = open(sys.argv[1], "rb").read()
def most():
    return int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
before = most()
try:
    load(content, 400, 300)
except UnprintableError as error:
    print(error.width, error.height)
print((most() - before) // 1024)
"""


def saved(image, kind="JPEG", **how):
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def measured(content, tmp_path):
    """Return what a process of its own says of loading a picture; the last is megabytes."""
    (tmp_path / "picture").write_bytes(content)
    asked = [sys.executable, "-c", MEASURE, str(tmp_path / "picture")]
    root = Path(__file__).parents[2]
    told = subprocess.run(asked, capture_output=True, check=True, text=True, cwd=root)
    return [int(one) for one in told.stdout.split()]


needs_measure = pytest.mark.skipif(sys.platform != "linux", reason="the measure is Linux's")


@needs_measure
def test_a_photo_in_several_scans_is_too_large_by_its_whole_size(tmp_path):
    content = saved(Image.new("L", (9_000, 9_000), 200), quality=5, progressive=True)
    *size, megabytes = measured(content, tmp_path)
    assert size == [9_000, 9_000]
    assert megabytes < 50


@needs_measure
def test_a_photo_in_one_scan_is_read_at_a_part_of_its_size(tmp_path):
    content = saved(Image.new("RGB", (9_000, 9_000), "red"), quality=5)
    (megabytes,) = measured(content, tmp_path)
    assert megabytes < 100


def test_a_photo_that_tells_its_colors_one_by_one_is_held_whole_too():
    content = bytearray(saved(Image.new("RGB", (8_000, 8_000)), quality=5))
    scan = content.index(b"\xff\xda\x00\x0c\x03")
    content[scan : scan + 14] = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    with pytest.raises(UnprintableError) as told:
        load(bytes(content), 400, 300)
    assert told.value.width == 8_000


@needs_measure
def test_a_large_picture_is_held_once(tmp_path):
    content = saved(Image.new("RGB", (6_000, 5_000)), "PNG", compress_level=1)
    (megabytes,) = measured(content, tmp_path)
    assert megabytes < 230  # four bytes for each of 30 million pixels, and something to work with


def test_a_comment_does_not_go_along():
    content = saved(Image.new("L", (30, 30)), "JPEG", comment=b"taken by Ana Canary")
    assert b"Canary" in content
    assert b"Canary" not in load(content, 100, 100).jpeg


@pytest.mark.parametrize("notes", [b"Exif\0\0nonsense", b"Exif\0\0II*\0\xff\xff\xff\xff", b"x"])
def test_notes_that_cannot_be_read_take_no_picture_away(notes):
    content = saved(Image.new("RGB", (30, 20)), exif=notes)
    pixels = load(content, 100, 100)
    assert (pixels.width, pixels.height) == (30, 20)


def test_a_photo_held_sideways_stands_upright():
    notes = Image.Exif()
    notes[0x0112] = 6
    pixels = load(saved(Image.new("RGB", (30, 20)), exif=notes), 100, 100)
    assert (pixels.width, pixels.height) == (20, 30)


def test_what_a_picture_is_called_stays_here():
    sent = (Picture("Ana Canary.png", "image/png", saved(Image.new("RGB", (9, 9)), "PNG")),)
    paper = problem_paper(
        problem("x", report=report("x", pictures=sent)),
        WORDS,
        printed_on=TODAY,
        is_for_outside=True,
    )
    figures = [one for one in paper.blocks if isinstance(one, Figure)]
    assert [(one.alt, one.caption) for one in figures] == [
        ("Picture 1, sent by the reporter", "Picture 1")
    ]
