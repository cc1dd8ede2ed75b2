"""The card below a record: it tells what there is, and hides where there is nothing."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.app.disposal_files import load_wiping
from libdesk.domain.disposal import Condition, Departure, How, Step
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Remark
from libdesk.ui.disposal import wording
from libdesk.ui.disposal.way_card import WayCards
from tests.ui.disposal.conftest import NOW, TODAY


class Cards:
    """The card of one item, beside a page that waits for the threads."""

    def __init__(self, house):
        self.house = house
        house.open()
        self.maker = WayCards(
            house.tasks, house.disposals, load_wiping(), house.look, lambda: NOW, house.panel
        )
        self.heard: list[tuple[str, int]] = []
        self.maker.open_requested.connect(lambda item: self.heard.append(("open", item)))
        self.maker.certificate_requested.connect(lambda one: self.heard.append(("paper", one)))

    def of(self, item):
        card = self.maker(self.house.equipment.get(item))
        card.setParent(self.house.panel)
        card.show()  # as whoever shows a record does
        self.house.settle()
        return card


@pytest.fixture
def cards(house):
    return Cards(house)


def words(card):
    return "\n".join(one.text() for one in card.findChildren(QLabel))


def press(card, name):
    (one,) = [one for one in card.findChildren(QPushButton) if one.text() == name]
    one.click()


def test_of_what_just_serves_there_is_no_card(house, cards):
    card = cards.of(house.add("LV-1"))
    assert not card.isVisibleTo(house.panel)


def test_what_was_wiped_and_went_is_told_with_its_papers(house, cards):
    pc = house.add("LV-1")
    house.wipe(pc)
    gone = Departure(ItemId(0), How.RECYCLED, TODAY, "Greenway", ("R2",), "123")
    house.disposals.depart([pc], gone)
    card = cards.of(pc)
    assert card.isVisibleTo(house.panel)
    told = words(card)
    assert "Purge: The drive’s own sanitize command. By Ada, checked by Ben." in told
    assert "Greenway, R2" in told
    assert "certificate 123" in told
    press(card, "Print wipe certificate…")
    press(card, "Wipe and dispose…")
    assert cards.heard == [("paper", pc), ("open", pc)]


def test_what_a_giver_was_told_of_a_lost_thing_is_read_with_it(house, cards):
    lost = house.add("L", status=Status.LOST, keep_until=date(2999, 1, 1))
    note = "Told the state library.\nNothing is owed. <b>"
    house.disposals.depart([lost], Departure(ItemId(0), How.WRITTEN_OFF, TODAY, note=note))
    assert "Told the state library. Nothing is owed. <b>" in words(cards.of(lost))


def test_what_a_grant_keeps_says_so_while_it_serves(house, cards):
    kept = house.add("G", keep_until=date(2999, 1, 1), disk_kind=DiskKind.NO_STORAGE)
    card = cards.of(kept)
    assert "To be kept until" in words(card)
    cleared = house.add("C")
    house.clear(cleared)
    assert "Clear: Factory reset" in words(cards.of(cleared))


def test_what_can_not_be_read_leaves_no_card(house, cards):
    pc = house.add("LV-1")
    chosen = house.equipment.get(pc)
    house.is_away = True
    card = cards.maker(chosen)
    card.setParent(house.panel)
    card.show()
    house.settle()
    assert not card.isVisibleTo(house.panel)
    card.show_leaving((), TODAY)
    assert not card.isVisibleTo(house.panel)


@pytest.mark.parametrize(
    ("word", "choices"),
    [
        (wording.step_words, Step),
        (wording.remark_words, Remark),
        (wording.how_words, How),
        (wording.condition_words, Condition),
        (wording.media_words, DiskKind),
    ],
)
def test_everything_has_words_of_its_own(word, choices):
    assert len({word(one) for one in choices}) == len(choices)
