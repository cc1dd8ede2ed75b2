"""A PDF as pictures: sizes, what is black and what is white, words, closing, many threads."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError

import pytest

from libdesk.documents.pages import MOST_PIXELS, PageImages
from tests.documents.sketches import A4, LETTER, sketch


@pytest.fixture
def open_():
    opened = []

    def make(content):
        opened.append(PageImages(content))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def dot(image, x, y):
    at = y * image.stride + 4 * x
    return tuple(image.pixels[at : at + 3])


def test_pages_have_the_sizes_of_their_paper(open_):
    pages = open_(sketch("Tall", 3))
    assert len(pages.sizes) == 3
    assert pages.sizes[0] == pytest.approx(A4, abs=0.1)
    wide = open_(sketch("Wide", 1, LETTER, is_wide=True))
    assert wide.sizes == ((792.0, 612.0),)


def test_a_page_looks_as_it_was_drawn(open_):
    image = open_(sketch("Look")).render(0, 1.0)
    assert (image.width, image.height, image.stride) == (595, 842, 595 * 4)
    assert len(image.pixels) == image.stride * image.height
    assert dot(image, 50, 50) == (0, 0, 0)
    assert dot(image, 10, 10) == dot(image, 300, 800) == (255, 255, 255)
    assert open_(sketch("Look")).render(0, 2.0).width == 1191


def test_a_picture_larger_than_memory_likes_is_made_smaller(open_):
    image = open_(sketch("Large")).render(0, 100)
    assert image.width * image.height <= MOST_PIXELS * 1.01


def test_words_are_those_of_the_page(open_):
    pages = open_(sketch("Zoë’s paper", 2))
    assert pages.words(1) == "Zoë’s paper, page 2"


def test_a_page_without_words_has_none(open_):
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.showPage()
    canvas.save()
    assert open_(out.getvalue()).words(0) == ""


def test_what_is_no_pdf_is_said_so():
    for content in (b"", b"%PDF-1.7 and no more", b"<html>"):
        with pytest.raises(ValueError, match="no PDF"):
            PageImages(content)


def test_a_page_that_is_not_there_is_said_so(open_):
    pages = open_(sketch("One"))
    for page in (-1, 1):
        with pytest.raises(ValueError, match="no page"):
            pages.render(page, 1)


def test_closed_pages_draw_nothing_more(open_):
    pages = open_(sketch("Closed"))
    pages.render(0, 0.1)
    pages.close()
    pages.close()
    with pytest.raises(ValueError, match="closed"):
        pages.render(0, 1)


def test_a_picture_is_a_value(open_):
    with pytest.raises(FrozenInstanceError):
        open_(sketch("Value")).render(0, 0.1).width = 3


def test_many_threads_may_ask_at_once(open_):
    pages = [open_(sketch(f"File {number}", 4)) for number in range(3)]
    alone = [[one.render(page, 0.5).pixels for page in range(4)] for one in pages]

    def work(number):
        file, page = number % 3, number % 4
        assert pages[file].words(page) == f"File {file}, page {page + 1}"
        return pages[file].render(page, 0.5).pixels == alone[file][page]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(96)))


def test_nothing_is_loaded_before_a_page_is_wanted():
    script = "import sys, libdesk.documents.pages; print('pypdfium2_raw' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
