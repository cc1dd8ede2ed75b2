"""What stands in for an item, told where a report on it is read; or the way to swap one in."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.stand_ins import StandIns, standing_of_problem
from libdesk.ui.inbox.parts import ItemOfReport
from tests.services.made_items import NO_RULES
from tests.ui.inbox.conftest import off

SWAP = "Swap in a spare…"


class Ways:
    """Where somebody was sent."""

    def __init__(self, library):
        self.library = library
        self.gone: list[tuple[str, str]] = []
        self.stand_ins = StandIns(library.database.unit, lambda: NO_RULES, library.hands, "Robin")
        self.jam = off(lambda: self.add("FER-0300", Status.IN_USE))
        self.spare = off(lambda: self.add("FER-0301", Status.SPARE))

    def read(self, problem):
        return standing_of_problem(self.library.database.unit, NO_RULES, problem)

    def parts(self):
        return ItemOfReport(
            self.read,
            lambda tag: self.gone.append(("show", tag)),
            lambda tag: self.gone.append(("swap", tag)),
        )

    def add(self, tag, status):
        record = Record(Tag(tag), f"Thing {tag}", "printer", "FER", status=status)
        with self.library.database.unit(write=True) as unit:
            return unit.items.add([(record, Dates())])[0]


@pytest.fixture
def ways(library):
    made = Ways(library)
    library.arrive("It jams", item="FER-0300")
    library.arrive("Something else", item="CEN-1")
    return made


@pytest.mark.rows("S54")
def test_a_report_tells_what_stands_in_and_where_to_swap(open_room, ways):
    room = open_room(item=ways.parts())
    room.choose("It jams")
    room.qtbot.waitUntil(lambda: room.sees(QPushButton, SWAP))
    room.press(SWAP)
    assert ways.gone == [("swap", "FER-0300")]
    off(lambda: ways.stand_ins.swap_in(ways.jam, ways.spare))
    room.choose("Something else")
    assert not room.sees(QPushButton, SWAP)
    room.choose("It jams")
    told = "FER-0301, Thing FER-0301 stands in for it, since today."
    room.qtbot.waitUntil(lambda: room.says(told))
    assert not room.sees(QPushButton, SWAP)
    room.press("Show FER-0300")
    assert ways.gone[-1] == ("show", "FER-0300")


def test_nothing_is_offered_for_what_is_fixed_or_no_item(open_room, ways, library):
    fixed = library.arrive("It jammed", item="FER-0300")
    off(lambda: library.inbox.fix(fixed, "A cable.", version=1, minutes=5))
    read: list[object] = []

    def note(problem):
        read.append(problem.report.title)
        return ways.read(problem)

    room = open_room(item=replace(ways.parts(), read=note))
    room.key(Qt.Key.Key_5)
    room.choose("It jammed")
    room.qtbot.waitUntil(lambda: read == ["It jammed"])
    library.settle()
    room.qtbot.wait(1)
    assert not room.sees(QPushButton, SWAP)
    room.choose("Something else")
    assert not room.sees(QPushButton, SWAP)


def test_what_a_colleague_swapped_is_told_when_the_room_is_gone_to_again(open_room, ways, library):
    report = library.arrive("It jams again", item="FER-0300")
    off(lambda: library.colleague.see(report))
    room = open_room(item=ways.parts())
    room.choose("It jams again")
    room.qtbot.waitUntil(lambda: room.sees(QPushButton, SWAP))
    room.page.hide()
    off(lambda: ways.stand_ins.swap_in(ways.jam, ways.spare))
    room.page.show()
    room.qtbot.waitUntil(lambda: room.says("FER-0301, Thing FER-0301 stands in for it"))
    assert not room.sees(QPushButton, SWAP)
