"""Branches, items, and what the desk knows of itself."""

from datetime import date

from libdesk.domain.bulletin import Identity, Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.places import Branch
from tests.services.made_items import save_item


def test_branches_keep_their_order_and_can_be_renamed(database):
    with database.unit(write=True) as unit:
        for code, name in (("MIL", "Mill Road"), ("CEN", "Central"), ("EST", "East")):
            unit.places.save_branch(Branch(code, name))
        unit.places.save_branch(Branch("CEN", "Central Library"))
    with database.unit() as unit:
        assert unit.places.branches() == (
            Branch("MIL", "Mill Road"),
            Branch("CEN", "Central Library"),
            Branch("EST", "East"),
        )


def test_branches_are_stored_in_the_order_given_and_the_others_go(database):
    mill, central, east = Branch("MIL", "Mill"), Branch("CEN", "Central"), Branch("EST", "East")
    with database.unit(write=True) as unit:
        unit.places.set_branches([mill, central])
        unit.places.set_visits("MIL", [date(2026, 12, 1)])
        unit.places.set_visits("CEN", [date(2026, 12, 2)])
    with database.unit(write=True) as unit:
        unit.places.set_branches([east, Branch("CEN", "Central Library")])
    with database.unit() as unit:
        assert unit.places.branches() == (east, Branch("CEN", "Central Library"))
        assert unit.places.visits(date(2026, 1, 1)) == (Visit("CEN", date(2026, 12, 2)),)
    with database.unit(write=True) as unit:
        unit.places.set_branches([])
        assert unit.places.branches() == ()
        unit.places.save_branch(mill)
        assert unit.places.branches() == (mill,)


def test_items_come_by_branch_and_name_and_are_replaced_by_their_tag(database):
    desk = Item(Tag("LV-2"), "Åland desk PC", "PC", "CEN", "SN1", "CEN-PC-1")
    printer = Item(Tag("LV-1"), "aged printer", "printer", "CEN")
    mill = Item(Tag("LV-3"), "aardvark", "printer", "MIL")
    with database.unit(write=True) as unit:
        for item in (mill, printer, desk):
            save_item(unit, item)
    with database.unit() as unit:
        assert unit.places.items() == (printer, desk, mill)
    moved = Item(Tag("LV-1"), "Zebra printer", "printer", "CEN", "SN9")
    with database.unit(write=True) as unit:
        save_item(unit, moved)
    with database.unit() as unit:
        assert unit.places.items() == (desk, moved, mill)


def test_keys_are_stored_once_and_never_replaced(database):
    first = (bytes(range(32)), bytes(range(32, 64)), Identity(b"a" * 32, b"b" * 32))
    with database.unit() as unit:
        assert unit.desk.identity() is None
        assert unit.desk.secrets() is None
    with database.unit(write=True) as unit:
        unit.desk.set_secrets(*first)
        unit.desk.set_secrets(b"x" * 32, b"y" * 32, Identity(b"z" * 32, b"z" * 32))
    with database.unit(write=True) as unit:
        unit.desk.set_secrets(b"x" * 32, b"y" * 32, Identity(b"z" * 32, b"z" * 32))
    with database.unit() as unit:
        assert unit.desk.secrets() == first[:2]
        assert unit.desk.identity() == first[2]


def test_words_of_the_desk_can_be_set_and_changed(database):
    with database.unit(write=True) as unit:
        assert unit.desk.word("library") == ""
        unit.desk.set_word("library", "Mühlbach\0 \ud800")
        unit.desk.set_word("urgent_phone", "555-0100")
        unit.desk.set_word("urgent_phone", "")
    with database.unit() as unit:
        assert unit.desk.word("library") == "Mühlbach \ufffd"
        assert unit.desk.word("urgent_phone") == ""
        assert unit.desk.word("' OR 1=1") == ""
