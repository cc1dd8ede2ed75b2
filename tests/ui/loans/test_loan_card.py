"""The card at a record: there where a thing is lent, booked, or meant to be; else not seen."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from libdesk.domain.loans import LoanState
from libdesk.domain.statuses import Status
from libdesk.services.errors import Unavailable
from libdesk.ui.loans.loan_card import LoanCards
from libdesk.ui.widgets.refilling import refill


def show(room, item):
    """Show an item's card as the side of the Equipment page does."""
    chosen = room.equipment.get(item)
    page = QWidget()
    column = QVBoxLayout(page)
    room.open(page)
    card = LoanCards(room.deeds, room.look)(chosen)
    refill(column, [card])
    assert not card.isVisible(), "nothing is known yet"
    room.settle()
    return card


def test_what_is_never_lent_has_no_card(room):
    item = room.add("PC-1", Status.IN_USE)
    assert not show(room, item).isVisible()


def test_what_is_meant_to_be_lent_says_that_nobody_has_it(room):
    assert show(room, room.laptop).isVisible()
    assert "Nobody has it. L lends it." in room.words()


def test_who_has_it_and_who_booked_it_stand_there_and_it_goes_back_by_one_click(room):
    lent = room.lend(1)
    room.book(4, 5)
    card = show(room, room.laptop)
    assert card.isVisible()
    assert "With Ben; due back tomorrow" in room.words()
    assert "Booked for Cy" in room.words()
    assert [one.accessibleName() for one in room.seen(QPushButton, "Hand out")] == ["Hand out"]
    told: list[str] = []
    room.deeds.done.connect(lambda words, _change: told.append(words))
    room.press("Take back")
    assert room.loans.get(lent.id).loan.state is LoanState.RETURNED
    assert told == ["LT-1 is back from Ben."]


def test_what_was_lent_before_says_how_often(room):
    item = room.add("SP-1", Status.SPARE)
    for _ in range(2):
        room.loans.give_back(room.lend(0, item).id)
    show(room, item)
    assert "Lent 2 times before" in room.words()


def test_trouble_is_told(room):
    chosen = room.equipment.get(room.laptop)

    def broken():
        raise Unavailable("The database is away.")

    cards = LoanCards(room.deeds, room.look)
    room.open(QWidget())
    room.database.broken = broken
    card = cards(chosen)
    room.qtbot.addWidget(card)
    room.settle()
    assert card.isVisible()
