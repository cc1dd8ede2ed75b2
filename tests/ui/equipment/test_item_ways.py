"""What other parts of the program bring to an item's record: a menu, keys, and the list of keys."""

from PySide6.QtWidgets import QMenu, QPushButton

from libdesk.domain.statuses import Status
from libdesk.ui.equipment.item_ways import ItemWay
from libdesk.ui.equipment.list_ways import ListWay


def _way(done, words="Print a label", key="", *, spares_only=False):
    def offers(chosen):
        return not spares_only or chosen.record.status is Status.SPARE

    return ItemWay(words, lambda chosen: done.append(chosen.record.tag), key, "one label", offers)


def _open(room, ways, status=Status.IN_USE):
    room.ways = ways
    room.add("PC-1", status=status)
    return room.open()


def test_what_can_be_done_with_an_item_stands_in_its_menu(empty):
    done: list[str] = []
    room = _open(empty, [_way(done, key="L"), _way(done, "Hand it out", spares_only=True)])
    room.press("More…")
    menu = next(one for one in room.page.findChildren(QMenu) if one.isVisible())
    assert [one.text() for one in menu.actions()] == ["Print a label\tL"]
    menu.actions()[0].trigger()
    menu.close()
    assert done == ["PC-1"]


def test_a_key_does_the_same_where_it_can_be_done(empty):
    done: list[str] = []
    room = _open(empty, [_way(done, key="L", spares_only=True)], Status.SPARE)
    room.keys("l")
    assert done == ["PC-1"]


def test_where_nothing_can_be_done_no_menu_is_offered(empty):
    done: list[str] = []
    room = _open(empty, [_way(done, key="L", spares_only=True)])
    room.keys("l")
    assert done == []
    assert room.seen(QPushButton, "More…") == []


def test_its_key_is_told_among_the_keys(empty):
    room = _open(empty, [_way([], key="L")])
    room.keys("?")
    words = room.words()
    assert words.index("swap in a spare") < words.index("one label") < words.index("these keys")


def test_nothing_is_done_where_no_item_is_read(empty):
    done: list[str] = []
    empty.ways = [_way(done, key="L")]
    room = empty.open()
    room.keys("l")
    assert done == []


def test_a_way_from_the_list_has_a_key_of_its_own(empty):
    done: list[str] = []
    way = ListWay("Counting day", lambda: done.append("count"), "C", "count what stands here")
    empty.list_ways = [way, ListWay("Loans", done.clear)]
    empty.add("PC-1")
    room = empty.open()
    room.keys("c")
    assert done == ["count"]
    room.keys("?")
    assert "count what stands here" in room.words()
