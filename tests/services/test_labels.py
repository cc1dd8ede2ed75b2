"""Whom labels are printed for: chosen items, a list as it is seen, branches and rooms."""

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import ItemFacet, ItemFilter, ItemOrder
from libdesk.domain.labels import Label
from libdesk.domain.place_codes import read_place_code
from libdesk.domain.places import Branch
from libdesk.domain.records import ItemId, Record
from libdesk.services.equipment import Equipment
from libdesk.services.labels import Labels, ReadLabels
from tests.services.made_items import NO_RULES


def add(database, hands, tag, branch="CEN", room="", name=""):
    equipment = Equipment(database, lambda: NO_RULES, hands)
    return equipment.add(Record(Tag(tag), name, "public PC", branch, room)).records[0].id


def name_library(database):
    with database(write=True) as unit:
        unit.desk.set_word("library", "Larkmere Valley")
        unit.places.save_branch(Branch("MIL", "Mill Pond"))
        unit.places.save_branch(Branch("CEN", "Central"))


def test_chosen_items_have_labels_in_their_order(database, hands):
    name_library(database)
    first, second = add(database, hands, "LV-1", name="PC 1"), add(database, hands, "LV-2")
    read = Labels(database).of_items([second, ItemId(99), first])
    assert read == ReadLabels(
        (Label("LV-2", "LV-2", "public PC"), Label("LV-1", "LV-1", "PC 1")), "Larkmere Valley"
    )


def test_a_list_has_labels_for_all_that_is_seen(database, hands):
    add(database, hands, "LV-1")
    add(database, hands, "LV-2", branch="MIL")
    labels = Labels(database)
    every = labels.of_list(ItemFilter(), ItemOrder())
    assert {one.code for one in every.labels} == {"LV-1", "LV-2"}
    only = labels.of_list(ItemFilter(values={ItemFacet.BRANCH: ("MIL",)}), ItemOrder())
    assert [one.code for one in only.labels] == ["LV-2"]


def test_branches_stand_before_their_rooms(database, hands):
    name_library(database)
    add(database, hands, "LV-1", room="Server closet")
    add(database, hands, "LV-2", room="Back office")
    add(database, hands, "LV-3", branch="OLD", room="Garage")
    read = Labels(database).of_places()
    assert read.library == "Larkmere Valley"
    codes = [one.code for one in read.labels]
    assert sorted(codes) == sorted(
        ["@MIL", "@CEN", "@CEN/Back office", "@CEN/Server closet", "@/Garage"]
    )
    at = codes.index("@CEN")
    assert codes[at + 1 : at + 3] == ["@CEN/Back office", "@CEN/Server closet"]
    assert codes[-1] == "@/Garage", "a room of no branch that is known"
    assert all(read_place_code(code) is not None for code in codes)


def test_many_are_read_in_turns(database, hands):
    ids = [add(database, hands, f"LV-{number}") for number in range(3)]
    rests = []
    Labels(database, lambda: rests.append(1)).of_items(ids)
    assert rests == [1]
