"""The tour's way through a window: what it is about is in sight when its picture is taken."""

import itertools

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from libdesk.app.walking import further, into_sight, to_top
from libdesk.ui.widgets.scroll import scrolling

PAGE = 300
HEIGHTS = {"above": 900, "card": 120, "tall": 800, "below": 700}


@pytest.fixture
def window(qtbot):
    content = QWidget()
    page = QVBoxLayout(content)
    for name, height in HEIGHTS.items():
        frame = QFrame()
        frame.setObjectName(name)
        frame.setAccessibleName(name)
        frame.setFixedHeight(height)
        page.addWidget(frame)
        if name == "card":
            QVBoxLayout(frame).addWidget(QPushButton("Never mind"))
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(scrolling(content))
    window.setFixedSize(400, PAGE)
    window.show()
    return window


def edges(window, name):
    """The first and the last line of a thing, as the window shows it."""
    thing = window.findChild(QFrame, name)
    top = thing.mapTo(window, QPoint()).y()
    return top, top + thing.height()


@pytest.mark.parametrize("name", ["card", "Never mind"])
def test_a_card_is_wholly_in_sight_however_it_is_named(window, name):
    assert edges(window, "card")[0] > PAGE
    assert into_sight(window, name)
    top, bottom = edges(window, "card")
    assert 0 <= top < bottom <= PAGE


def test_of_what_is_taller_than_the_page_its_beginning_and_its_end_are_shown(window):
    assert not into_sight(window, "tall")
    assert 0 <= edges(window, "tall")[0] < PAGE / 4
    assert not into_sight(window, "tall", end=True)
    assert PAGE * 3 / 4 < edges(window, "tall")[1] <= PAGE


def test_what_is_not_there_or_does_not_scroll_stops_the_tour(window, qtbot):
    with pytest.raises(LookupError, match="nothing called"):
        into_sight(window, "elsewhere")
    plain = QWidget()
    qtbot.addWidget(plain)
    QPushButton("Done", plain)
    plain.show()
    with pytest.raises(LookupError, match="scrolls"):
        into_sight(plain, "Done")


def test_a_long_page_is_gone_through_to_its_end_and_no_line_is_cut_twice(window):
    into_sight(window, "tall")
    to_top(window)
    area = window.findChild(QScrollArea)
    bar, height = area.verticalScrollBar(), area.viewport().height()
    places = [bar.value()]
    while further(window):
        places.append(bar.value())
    assert places[0] == 0
    assert places[-1] == bar.maximum()
    assert all(later - earlier <= height * 5 / 6 for earlier, later in itertools.pairwise(places))


def test_a_page_that_fits_is_taken_once(window):
    window.setFixedSize(400, 4_000)
    assert not further(window)
