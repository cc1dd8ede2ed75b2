"""A spare is swapped in and back from the record: by clicks, by keys, and undone."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea

from libdesk.domain.loans import Loan
from libdesk.domain.statuses import Status
from libdesk.services.loans import Loans
from libdesk.ui.equipment.swap_card import MOST, SwapCard
from libdesk.ui.equipment.wording import undo_words
from tests.ui.equipment.conftest import RULES

STAIRS = "CEN-0001"
SWAP = "Swap in a spare…"


@pytest.fixture
def house(room):
    """A laptop in the closet at Ferndale, an older PC of the same kind at Central."""
    room.add("SP-1", name="Spare laptop", kind="laptop", branch="FER", room="Closet", status=SPARE)
    room.add("SP-2", name="", kind="public PC", branch="CEN", room="Office", status=SPARE)
    room.page.read()
    room.settle()
    open_item(room, STAIRS)
    return room


SPARE = Status.SPARE


def open_item(room, tag):
    room.page.open_item(room.record(tag).id)
    room.settle()


def spares(room):
    card = room.page.findChildren(SwapCard)[0]
    buttons = card.findChildren(QPushButton)
    return [
        one for one in buttons if one.isVisible() and one.accessibleDescription().startswith("It")
    ]


def where(room, tag):
    record = room.record(tag)
    return record.status, record.branch, record.room


@pytest.mark.rows("S54")
def test_a_spare_stands_in_after_two_clicks_and_goes_back_after_one(house):
    house.press(SWAP)
    offered = [one.accessibleName() for one in spares(house)]
    assert offered == [
        "SP-2, public PC · public PC · Office, Central",
        "SP-1, Spare laptop · laptop · Closet, Ferndale Road",
    ]
    QTest.mouseClick(spares(house)[1], Qt.MouseButton.LeftButton)
    house.settle()
    assert where(house, STAIRS) == (Status.IN_REPAIR, "CEN", "Hall")
    assert where(house, "SP-1") == (Status.IN_USE, "CEN", "Hall")
    assert "SP-1, Spare laptop stands in for it, since today." in house.words()
    assert "SP-1 stands in for CEN-0001. It can be undone" in house.words()
    assert house.equipment.changes(1)[0].title == "SP-1 stands in for CEN-0001."
    house.press("Swap back")
    assert where(house, STAIRS) == (Status.IN_USE, "CEN", "Hall")
    assert where(house, "SP-1") == (SPARE, "FER", "Closet")
    assert not house.seen(QFrame, "Stand-in")
    assert "SP-1 no longer stands in for CEN-0001." in house.words()
    house.keys("u")
    assert where(house, "SP-1") == (Status.IN_USE, "CEN", "Hall")
    assert house.seen(QFrame, "Stand-in")


@pytest.mark.rows("S54")
def test_a_spare_that_is_booked_soon_says_so_and_one_that_is_lent_is_not_offered(house):
    loans = Loans(house.database, lambda: RULES, house.hands, "Robin")
    today = house.hands().astimezone().date()
    soon = today + timedelta(days=1)
    loans.book(Loan(house.record("SP-2").id, "Ben", soon, soon))
    loans.lend(Loan(house.record("SP-1").id, "Ada", today, today))
    house.press(SWAP)
    offered = [one.accessibleName() for one in spares(house)]
    assert offered == [
        "SP-2, public PC · public PC · Office, Central · booked for Ben from tomorrow"
    ]


def test_what_was_done_elsewhere_is_undone_by_the_same_key(house):
    undone: list[str] = []
    told = partial(undo_words, "It is lent.")
    house.page.undo.offer(lambda: undone.append("taken back"), told)
    assert "It is lent. It can be undone" in house.words()
    house.keys("u")
    assert undone == ["taken back"]
    assert "It is lent." not in house.words()


def test_the_same_by_keys_alone(house):
    house.keys("s")
    assert house.focus is spares(house)[0], "the likeliest has the focus"
    house.key(Qt.Key.Key_Return)
    assert where(house, "SP-2")[0] is Status.IN_USE
    house.keys("u")
    assert where(house, "SP-2")[0] is SPARE
    assert where(house, STAIRS)[0] is Status.IN_USE
    house.keys("s")
    house.key(Qt.Key.Key_Escape)
    assert not house.seen(QPushButton, "Close")
    assert house.seen(QPushButton, SWAP)


def test_what_goes_away_need_not_be_in_repair(house):
    house.press(SWAP)
    house.press("Out of service")
    QTest.mouseClick(spares(house)[0], Qt.MouseButton.LeftButton)
    house.settle()
    assert where(house, STAIRS)[0] is Status.OUT_OF_SERVICE


def test_a_stand_in_is_read_with_what_it_stands_in_for_and_can_stay(house):
    house.press(SWAP)
    QTest.mouseClick(spares(house)[0], Qt.MouseButton.LeftButton)
    house.settle()
    house.press("Show SP-2")
    assert "It stands in for CEN-0001, Catalog by the stairs, since today." in house.words()
    assert house.seen(QPushButton, SWAP), "another may take its place, where it breaks"
    house.press("It stays for good")
    assert not house.seen(QFrame, "Stand-in")
    assert where(house, "SP-2") == (Status.IN_USE, "CEN", "Hall")
    house.press("Undo")
    assert house.seen(QFrame, "Stand-in")


def test_it_is_offered_only_where_it_can_be_done(house):
    for tag, is_offered in ((STAIRS, True), ("SP-1", False), ("CEN-0004", False)):
        open_item(house, tag)
        assert bool(house.seen(QPushButton, SWAP)) is is_offered, tag
        house.keys("s")
        assert bool(house.seen(QPushButton, "Close")) is is_offered, tag
        if is_offered:
            house.key(Qt.Key.Key_Escape)
    for tag in ("SP-1", "SP-2"):
        house.colleague.save(replace(house.record(tag), status=Status.LOST))
    open_item(house, STAIRS)
    house.page.read()
    house.settle()
    assert not house.seen(QPushButton, SWAP)


def test_a_spare_that_a_colleague_took_meanwhile_is_refused_in_words(house):
    house.press(SWAP)
    house.colleague.save(replace(house.record("SP-2"), status=Status.IN_USE))
    QTest.mouseClick(spares(house)[0], Qt.MouseButton.LeftButton)
    house.settle()
    assert "SP-2 is “in use” by now, so it can’t stand in. Choose another." in house.words()
    assert where(house, STAIRS)[0] is Status.IN_USE


def test_all_spares_gone_meanwhile_is_said_on_the_card(house):
    open_item(house, STAIRS)
    for tag in ("SP-1", "SP-2"):
        house.colleague.save(replace(house.record(tag), status=Status.LOST))
    house.press(SWAP)
    assert "Nothing like it is a spare now." in house.words()
    assert house.focus.accessibleName() == "Close"


def test_no_more_are_offered_than_somebody_reads(house):
    for number in range(MOST + 1):
        house.add(f"SX-{number}", kind="public PC", branch="CEN", status=SPARE)
    house.press(SWAP)
    assert len(spares(house)) == MOST
    assert "3 more are in the list" in house.words()


def test_of_one_spare_more_it_is_told_as_of_one(house):
    for number in range(MOST - 1):
        house.add(f"SX-{number}", kind="public PC", branch="CEN", status=SPARE)
    house.press(SWAP)
    assert len(spares(house)) == MOST
    assert "1 more is in the list" in house.words()


def test_pressed_twice_it_is_done_once_and_nothing_is_refused(house):
    house.press(SWAP)
    first, other = spares(house)
    for button in (first, first, other):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    house.settle()
    assert "by now" not in house.words()
    assert where(house, "SP-2")[0] is Status.IN_USE
    assert where(house, "SP-1")[0] is SPARE
    back = house.get(QPushButton, "Swap back")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    house.settle()
    assert "already" not in house.words()
    assert where(house, "SP-2")[0] is SPARE


def test_after_a_refusal_another_can_be_chosen(house):
    house.press(SWAP)
    house.colleague.save(replace(house.record("SP-2"), status=Status.IN_USE))
    for button in spares(house):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        house.settle()
    assert "SP-1, Spare laptop stands in for it, since today." in house.words()


def test_after_undo_by_the_button_the_keys_are_the_list_s(house):
    house.keys("s")
    house.key(Qt.Key.Key_Space)
    house.get(QPushButton, "Undo").setFocus()
    house.key(Qt.Key.Key_Space)
    assert where(house, "SP-2")[0] is SPARE
    assert house.focus is house.list


def test_the_history_tells_what_stood_in_for_what(house):
    house.press(SWAP)
    QTest.mouseClick(spares(house)[0], Qt.MouseButton.LeftButton)
    house.settle()
    lines = house.words().split("\n")
    assert lines.count("SP-2 stands in for CEN-0001.") == 1
    assert any(one.endswith("Changed with 1 other by Sam") for one in lines)


def test_no_label_is_read_as_markup(house):
    tag = "<img src=/x>&"
    house.add(tag, kind="public PC", branch="CEN", room="Attic", status=SPARE)
    house.press(SWAP)
    (button,) = (one for one in spares(house) if tag in one.accessibleName())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    house.settle()
    tip = house.get(QPushButton, "It stays for good").toolTip()
    assert "<img" not in tip
    assert QTextDocumentFragment.fromHtml(tip).toPlainText() == f"{tag} keeps the place"
    assert house.get(QPushButton, f"Show {tag}").text() == f"Show {tag}&"


def test_what_a_colleague_swapped_back_meanwhile_is_refused_and_shown(house):
    house.press(SWAP)
    QTest.mouseClick(spares(house)[0], Qt.MouseButton.LeftButton)
    house.settle()
    change = house.equipment.changes(1)[0].id
    house.stand_ins.swap_back(change)
    house.press("Swap back")
    assert "This was swapped back already." in house.words()
    assert not house.seen(QFrame, "Stand-in"), "it shows how it stands now"


def test_a_label_out_of_a_broken_list_does_not_widen_the_card(house):
    house.add("W" * 200, name="", kind="public PC", branch="CEN", status=SPARE)
    house.press(SWAP)
    (button,) = (one for one in spares(house) if "WWW" in one.accessibleName())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    house.settle()
    areas = [one for one in house.page.findChildren(QScrollArea) if one.isVisible()]
    assert [one.horizontalScrollBar().maximum() for one in areas] == [0] * len(areas)
    (card,) = house.seen(QFrame, "Stand-in")
    (show,) = (one for one in card.findChildren(QPushButton) if one.text().startswith("Show"))
    assert card.rect().contains(show.geometry())


def test_the_card_goes_where_another_item_is_read(house):
    house.press(SWAP)
    house.page.listing.panel.focus_items()
    house.key(Qt.Key.Key_Down)
    assert not house.seen(SwapCard, "Which spare takes its place?")
    assert house.focus is house.list
    house.key(Qt.Key.Key_Up)
    house.keys("s")
    house.page.read()
    house.settle()
    assert house.seen(SwapCard, "Which spare takes its place?"), "it is about the same item"
