"""What becomes of each row of a list: one fate, with the reason, and nothing lost."""

import dataclasses
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libdesk.domain.item_columns import guess_columns, with_target
from libdesk.domain.item_fields import texts_of, with_texts
from libdesk.domain.item_history import FieldChange
from libdesk.domain.item_import import (
    About,
    Choices,
    Fate,
    Question,
    Stock,
    ground_of,
    make_plan,
)
from libdesk.domain.item_maps import applied, document_of_map, names_of, parse_map
from libdesk.domain.item_matching import EACH, Known
from libdesk.domain.item_places import NOWHERE
from libdesk.domain.label_numbers import free_tags, next_tag
from libdesk.domain.moments import LAST_YEAR
from libdesk.domain.records import ItemId
from libdesk.domain.tables import CELL_LIMIT, Note, NoteKind
from tests.domain.made_lists import BRANCHES, KINDS, item, snipe_table, table_of

EMPTY = Stock(branches=BRANCHES, kinds=KINDS)
_BASE = item("", "", "")


def plan_of(table, stock=EMPTY, choices=None, columns=None):
    said = choices or Choices()
    guessed = guess_columns(table, ground_of(said, stock), stock.own_fields)
    return make_plan(table, columns or guessed, said, stock)


def rows(headings, *lines, stock=EMPTY, choices=None):
    cells = [line.split("|") for line in lines]
    return plan_of(table_of(headings.split("|"), *cells), stock, choices)


def held(*items, **parts):
    """Return a stock that holds these items, each named by its texts."""
    known = []
    for number, texts in enumerate(items, 1):
        record = with_texts(_BASE, {"name": "a thing", "kind": "switch"} | texts)
        known.append(Known(ItemId(number), 1, texts_of(record)))
    return dataclasses.replace(EMPTY, items=tuple(known), **parts)


def after(plan, stock):
    """Return the stock as the plan leaves it."""
    items = {one.id: one for one in stock.items}
    own = dict.fromkeys(stock.own_fields)
    for fate in plan.fates:
        own |= {name[7:]: None for name in fate.became if name.startswith("custom.")}
        if fate.fate is Fate.NEW:
            number = ItemId(len(items) + 1)
            items[number] = Known(number, 1, texts_of(with_texts(_BASE, fate.became)))
        if fate.fate is Fate.CHANGED:
            was = items[fate.item]
            record = with_texts(with_texts(_BASE, was.texts), fate.became)
            items[fate.item] = Known(was.id, was.version + 1, texts_of(record))
    return dataclasses.replace(stock, items=tuple(items.values()), own_fields=tuple(own))


def fates(plan):
    return [one.fate.value for one in plan.fates]


def whys(plan):
    return [one.why for one in plan.fates]


def test_a_snipe_it_export_comes_in_whole_and_is_the_same_the_second_time():
    plan = plan_of(snipe_table(3))
    assert fates(plan) == ["new"] * 3
    became = plan.fates[0].became
    wanted = {
        "tag": "LV-00001",
        "name": "PC-01",
        "kind": "public PC",
        "status": "in use",
        "branch": "CEN",
        "room": "Reading room",
        "warranty_until": "2026-02-28",
        "price": "1234.50 USD",
        "memory_gb": "16",
        "system": "Windows 11",
        "edition": "Pro",
        "system_version": "23H2",
        "notes": "By the window, line\none",
        "custom.Deep Freeze": "thawed on Mondays",
    }
    assert {name: became[name] for name in wanted} == wanted
    told = " ".join(became.values())
    assert not any(word in told for word in ("Jane", "hunter2", "111111-2", "AAAAA", "jdoe"))
    assert fates(plan_of(snipe_table(3), after(plan, EMPTY))) == ["same"] * 3


def test_a_change_tells_before_and_after_and_empty_cells_wipe_nothing():
    stock = held({"tag": "A-1", "serial": "S1", "room": "Closet", "bought_on": "2020-01-02"})
    plan = rows("Label|Serial|Room|Purchase Date", "a-1|S1|Desk|", stock=stock)
    (fate,) = plan.fates
    assert (fate.fate, fate.item, fate.version) == (Fate.CHANGED, 1, 1)
    assert fate.fields == (FieldChange("tag", "A-1", "a-1"), FieldChange("room", "Closet", "Desk"))
    wiping = Choices(empty_wipes=True)
    lines = ("A-1||||", "A-2|x|Desk|2020-01-02|")
    plan = rows("Label|Name|Room|Purchase Date|Serial", *lines, stock=stock, choices=wiping)
    # A column in which nothing is at all says nothing, so the serial number stays.
    assert dict(plan.fates[0].became) == {"room": "", "bought_on": ""}


def test_wiping_is_the_same_the_second_time():
    stock = held({"tag": "A-1", "custom.Color": "red", "branch": "CEN", "system": "Windows 10"})
    stock = dataclasses.replace(stock, own_fields=("Color",))
    table = table_of(
        ("Label", "Branch", "OS", "Color", "Only one here", "Disk kind"),
        ("A-1", "", "", "", "", ""),
        ("A-2", "CEN", "Windows 11", "blue", "yes", "SSD"),
    )
    wiping = Choices(empty_wipes=True)
    plan = plan_of(table, stock, wiping)
    assert set(plan.fates[0].became) == {"branch", "system", "custom.Color"}
    assert fates(plan_of(table, after(plan, stock), wiping)) == ["same", "same"]


def test_items_are_found_by_label_then_serial_then_computer_name():
    stock = held(
        {"tag": "A-1", "serial": "S1"},
        {"tag": "A-2", "serial": "S2", "computer_name": "PC2"},
    )
    plan = rows("Label|Serial|Hostname", "A-1||", "|s2|", "||pc2", stock=stock)
    assert [one.item for one in plan.fates] == [1, 0, 0]
    assert "about the same item, A-2" in plan.fates[1].why
    plan = rows("Label|Serial|Hostname", "|s2|", stock=stock)
    assert plan.fates[0].item == 2
    relabeled = rows("Label|Serial", "A-9|S2", stock=stock).fates[0]
    assert dict(relabeled.became) == {"tag": "A-9"}


def test_what_can_be_meant_in_two_ways_is_refused():
    stock = held(
        {"tag": "A-1", "serial": "S1"},
        {"tag": "A-2", "serial": "S1"},
        {"tag": "A-3", "serial": "S3"},
    )
    plan = rows("Label|Serial", "|S1", "A-1|S3", stock=stock)
    assert fates(plan) == ["refused", "refused"]
    assert fates(rows("Label|Serial", "A-2|S1", stock=stock)) == ["same"]
    assert "Several items have the serial number S1: A-1, A-2." in plan.fates[0].why
    assert "are of two items" in plan.fates[1].why


def test_twins_are_listed_and_the_user_says_which_one_counts():
    """Bad input B70."""
    lines = ("A-1|S1|one", "A-1|S2|two", "A-3|S3|three", "A-4|S3|four", "A-5|S5|five")
    plan = rows("Label|Serial|Name", *lines)
    assert fates(plan) == ["refused"] * 4 + ["new"]
    assert plan.fates[0].why.startswith("Rows 2 and 3 have the same label, A-1. Choose which")
    assert [(one.key, one.rows) for one in plan.twins] == [
        ("tag:a-1", (2, 3)),
        ("serial:s3", (4, 5)),
    ]
    chosen = Choices(twins={"tag:a-1": 3, "serial:s3": EACH})
    plan = rows("Label|Serial|Name", *lines, choices=chosen)
    assert fates(plan) == ["refused", "new", "new", "new", "new"]
    assert plan.fates[0].why == "Row 3 counts for the label A-1."
    many = rows("Label|Name", *(f"A-1|n{number}" for number in range(6)))
    assert "Rows 2, 3, 4, 5 and 2 more have" in many.fates[0].why


def test_a_row_that_says_the_same_again_is_the_same():
    plan = rows("Label|Serial|Name", "A-1|S1|x", "A-1|S1|x", "|S9|y", "|S9|y")
    assert fates(plan) == ["new", "same", "new", "same"]
    assert plan.fates[1].why == "It says the same as row 2."
    plan = rows("Label|Serial|Name", "A-1|S1|x", "A-1|S1|x", "A-1|S2|x")
    assert fates(plan) == ["refused"] * 3
    assert plan.fates[1].why.startswith("It says the same as row 2: Rows 2 and 4 have")


def test_a_cut_number_is_kept_and_tells_nothing_apart():
    """Bad input B68."""
    plan = rows("Label|Serial", "A-1|1.23E+11", "A-2|1.23E+11")
    assert [one.became["serial"] for one in plan.fates] == ["1.23E+11"] * 2


def test_rows_without_any_number_are_the_same_the_second_time():
    lines = ("mouse|Desk|", "mouse|Desk|", "mouse|Closet|", "lamp||red")
    table = table_of(("Name", "Room", "Color"), *(line.split("|") for line in lines))
    first = plan_of(table)
    assert fates(first) == ["new"] * 4
    assert [one.tag for one in first.fates] == ["0001", "0002", "0003", "0004"]
    stock = after(first, EMPTY)
    assert fates(plan_of(table, stock)) == ["same"] * 4
    more = table_of(("Name", "Room", "Color"), *[("mouse", "Desk", "")] * 3)
    assert Counter(fates(plan_of(more, stock))) == {"same": 2, "new": 1}
    red = table_of(("Name", "Room", "Color"), ("mouse", "Desk", "red"))
    assert fates(plan_of(red, stock)) == ["new"]


def test_new_labels_follow_the_librarys_own():
    stock = held({"tag": "LV-0998"})
    plan = rows("Label|Serial", "LV-0999|S1", "|S2", "|S3", stock=stock)
    assert [one.tag for one in plan.fates] == ["LV-0999", "LV-1000", "LV-1001"]
    assert next(free_tags(["a-1", "A-2"])) == "a-3"
    assert next_tag(["LV-0998"]) == "LV-0999"


def test_names_and_kinds_that_are_not_told():
    plan = rows(
        "Serial|Manufacturer|Model|Name|Hostname",
        "S1|Dell|Latitude Laptop|||",
        "S2|Dell|Dell Precision||PC9|",
        "S3||||Front printer",
    )
    told = [(one.became["name"], one.became["kind"]) for one in plan.fates]
    assert told[:2] == [("Dell Latitude Laptop", "laptop"), ("PC9", "other")]
    assert rows("Serial|Name", "S1|Front printer").fates[0].became["kind"] == "printer"
    refused = rows("Serial", "S1", choices=Choices(kind=""))
    assert "doesn’t tell what it is" in refused.fates[0].why


def test_what_is_wrong_in_a_row_is_told_all_at_once():
    plan = rows("Label|Purchase Date|Cost", "A-1|last spring|cheap", "A-2|2020-01-02|5")
    assert fates(plan) == ["refused", "new"]
    assert plan.fates[0].why == (
        "“last spring” in the column “Purchase Date” is no day that LibDesk can read. Write it as "
        "2026-11-30. “cheap” in the column “Cost” is no amount that LibDesk can read. Write it as "
        "1234.50."
    )
    assert plan.fates[0].tag == "A-1"


def test_a_row_that_names_nothing_is_refused():
    plan = rows("Label|Notes", "|lost in a box", "A-1|", " |x")
    assert [one.fate for one in plan.fates].count(Fate.REFUSED) == 2
    assert "neither a label nor" in plan.fates[0].why


def test_a_row_that_could_not_be_read_has_its_fate_too():
    """Bad input B61."""
    table = table_of(("Label",), ("A-1",))
    table = dataclasses.replace(table, notes=(Note(NoteKind.ROW_SKIPPED, (3, 9)),))
    plan = plan_of(table)
    assert [(one.row, one.fate.value) for one in plan.fates] == [
        (2, "new"), (3, "refused"), (9, "refused"),
    ]  # fmt: skip
    assert f"{CELL_LIMIT:,}" in plan.fates[1].why


def test_open_questions_are_asked_and_nothing_is_lost_without_an_answer():
    lines = ("A-1|Main|Kiosk", "A-2|Main|Kiosk", "A-3|CEN|Ready")
    plan = rows("Label|Location|Status", *lines)
    assert plan.questions == (
        Question(About.PLACE, "Main", 2),
        Question(About.STATUS, "Kiosk", 2),
    )
    became = plan.fates[0].became
    assert (became["room"], became["status"]) == ("Main", "in use")
    assert became["custom.Status (as it was)"] == "Kiosk"
    said = Choices(places={"Main": "FER"}, statuses={"Kiosk": "sandbox"}, kinds={"x": "y"})
    plan = rows("Label|Location|Status", *lines, choices=said)
    assert plan.questions == ()
    nowhere = rows("Label|Location", "A-1|Main", choices=Choices(places={"main": NOWHERE}))
    assert nowhere.questions == ()
    assert (nowhere.fates[0].became["room"], "branch" in nowhere.fates[0].became) == ("Main", False)
    assert (plan.fates[0].became["branch"], plan.fates[0].became["status"]) == ("FER", "sandbox")


def test_a_location_and_a_room_are_both_kept():
    plan = rows("Label|Location|Room", "A-1|Main|Desk", "A-2|CEN > Hall|Desk", "A-3|CEN|Desk")
    assert [one.became["room"] for one in plan.fates] == ["Main, Desk", "Hall, Desk", "Desk"]


def test_who_moves_to_another_branch_leaves_the_room():
    stock = held({"tag": "A-1", "branch": "CEN", "room": "Desk"}, {"tag": "A-2", "room": "Desk"})
    plan = rows("Label|Location", "A-1|FER", "A-2|FER", stock=stock)
    assert dict(plan.fates[0].became) == {"branch": "FER", "room": ""}
    assert dict(plan.fates[1].became) == {"branch": "FER"}


def test_several_notes_are_kept_in_one():
    table = table_of(("Label", "Notes", "Comments"), ("A-1", "one", "two"))
    columns = with_target(guess_columns(table, ground_of(Choices(), EMPTY)), 2, "notes")
    assert plan_of(table, columns=columns).fates[0].became["notes"] == "one\ntwo"


def test_the_list_is_what_counts_but_data_does_not_go_by_it():
    stock = held(
        {"tag": "A-1", "status": "gone"}, {"tag": "A-2"}, {"tag": "A-3"}, holds_data={ItemId(2)}
    )
    plan = rows("Label|Status", "A-1|Deployed", "A-2|Archived", "A-3|Archived", stock=stock)
    assert fates(plan) == ["changed", "refused", "changed"]
    assert plan.fates[1].why.startswith("A-2 holds data. Record first that it was wiped")


def test_what_is_to_be_kept_or_is_lent_does_not_go_by_a_list():
    until = {"keep_until": "2030-01-02", "status": "wiped"}
    stock = held(
        {"tag": "A-1", **until, "keep_why": "E-rate"},
        {"tag": "A-2", **until, "funder": "LSTA"},
        {"tag": "A-3", **until},
        {"tag": "A-4"},
        {"tag": "A-5", "keep_until": "2030-01-02", "status": "lost", "keep_why": "E-rate"},
        stays={ItemId(4): "A-4 is with Ben."},
        today=date(2030, 1, 1),
    )
    gone = [f"A-{at}|gone|" for at in (1, 2, 3, 4, 5)]
    plan = rows("Label|Status|Keep until", *gone, stock=stock)
    assert fates(plan) == ["refused"] * 5
    told = [one.why for one in plan.fates]
    assert told[0].startswith("A-1 is to be kept until 2030-01-02 (E-rate). Keep it until then")
    assert "2030-01-02 (paid by LSTA)" in told[1]
    assert told[3] == "A-4 is with Ben. Then read this row again."
    assert told[4].startswith("A-5 was to be kept until 2030-01-02 (E-rate), and is lost.")
    assert "write it off there" in told[4]
    plan = rows("Label|Status|Keep until", "A-1|gone|2030-01-01", "A-4|lost|", stock=stock)
    assert fates(plan) == ["changed", "changed"], "the day was wrong; what is lost is lost"


def test_warranties_begin_when_a_thing_was_bought():
    plan = rows(
        "Label|Purchase Date|Warranty|Warranty Expires",
        "A-1|2024-01-31|1|",
        "A-2||36|",
        "A-3|2024-01-31|36|2030-01-01",
        f"A-4|{LAST_YEAR}-01-31|600|",
    )
    first, second, third, fourth = plan.fates
    assert first.became["warranty_until"] == "2024-02-29"
    assert second.became["custom.Warranty"] == "36"
    assert third.became["warranty_until"] == "2030-01-01"
    assert fourth.fate is Fate.REFUSED
    assert "no year" in fourth.why


def test_a_price_has_the_currency_of_its_row():
    plan = rows(
        "Label|Cost|Currency", "A-1|5|EUR", "A-2|£5|EUR", "A-3||EUR", "A-4|5.50|JPY", "A-5|5|"
    )
    told = [one.became.get("price") for one in plan.fates]
    assert told == ["5.00 EUR", "5.00 GBP", None, None, "5.00 USD"]
    assert "no amount" in plan.fates[3].why


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["A-1", "A-2", "a-1", "S1", "S2", "2020-01-02", "3/4/2020", "5.00", "Desktop", "CEN",
         "Main", "gone", "Kiosk", "yes", "N/A", "16 GB", "36", "EUR"]
    ),
)  # fmt: skip
HEADINGS = st.lists(
    st.sampled_from(
        ["Label", "Serial", "Hostname", "Name", "Kind", "Location", "Room", "Status", "Bought",
         "Cost", "Currency", "Memory", "Warranty", "Notes", "Color", "OS", "Password", "Owner", ""]
    ),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_fates_always_add_up_and_the_second_time_all_is_the_same(data):
    headings = data.draw(HEADINGS)
    cells = st.lists(CELLS, min_size=len(headings), max_size=len(headings))
    lines = data.draw(st.lists(cells, max_size=8))
    wipes = data.draw(st.booleans())
    table = table_of(headings, *lines)
    stock = held({"tag": "A-1", "serial": "S2"}, {"tag": "B-1", "serial": "S1", "status": "gone"})
    choices = Choices(empty_wipes=wipes)
    columns = guess_columns(table, ground_of(choices, stock))
    plan = make_plan(table, columns, choices, stock)
    assert [one.row for one in plan.fates] == [row.number for row in table.rows]
    assert sum(plan.count(fate) for fate in Fate) == len(table.rows)
    assert all(one.why.endswith((".", "”")) for one in plan.of(Fate.REFUSED))
    then = after(plan, stock)
    tags = [one.texts["tag"] for one in then.items]
    assert len(set(tags)) == len(tags)
    again = make_plan(table, columns, choices, then)
    assert again.count(Fate.NEW) == again.count(Fate.CHANGED) == 0


def test_a_map_serves_the_next_list_of_its_kind():
    table = snipe_table()
    columns = guess_columns(table, ground_of(Choices(), EMPTY))
    at = list(table.headings).index("Deep Freeze")
    columns = with_target(columns, at, "funder")
    said = {"Kiosk": "in use"}
    choices = Choices(places={"Main": "CEN"}, statuses=said, kind="thing", currency="CAD")
    document = document_of_map(columns, choices)
    assert "WiFi Password" not in document["columns"]
    assert "Warranty Expires" not in document["columns"]
    read = parse_map(document)
    assert (read.choices.places, read.choices.currency) == ({"Main": "CEN"}, "CAD")
    again = applied(guess_columns(table, ground_of(Choices(), EMPTY)), read)
    assert [(one.target, one.how) for one in again] == [(one.target, one.how) for one in columns]
    twice = table_of(("Label", "Depth", "Depth"), ("A-1", "x", "y"))
    guessed = guess_columns(twice, ground_of(Choices(), EMPTY))
    assert applied(guessed, parse_map(document_of_map(guessed, Choices()))) == guessed


def test_a_map_names_columns_without_a_heading_and_those_with_the_same_one():
    table = table_of(("Label", "", "Notes", "notes"), ("A-1", "x", "y", "z"))
    guessed = guess_columns(table, ground_of(Choices(), EMPTY))
    assert names_of(guessed) == ("Label", "Column B", "Notes", "notes 2")
    columns = with_target(with_target(guessed, 1, "funder"), 3, "supplier")
    again = applied(guessed, parse_map(document_of_map(columns, Choices())))
    assert [one.target for one in again] == ["tag", "funder", "notes", "supplier"]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ([], "one object"),
        ({"colums": {}}, "colums"),
        ({"columns": []}, "columns"),
        ({"columns": {"Label": {"goal": "tag"}}}, "a target and how"),
        ({"columns": {"Label": 3}}, "short text"),
        ({"places": []}, "places"),
        ({"statuses": {"Kiosk": "flying"}}, "no status"),
        ({"twins": {"tag:a": "x"}}, "twins"),
        ({"twins": []}, "twins"),
        ({"empty_wipes": 1}, "empty_wipes"),
        ({"currency": "dollars"}, "currency"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(document, why):
    with pytest.raises(ValueError, match=why):
        parse_map(document)


def test_a_map_names_how_a_column_is_written():
    read = parse_map({"columns": {"Bought": {"target": "bought_on", "how": "day first"}}})
    table = table_of(("Label", "Bought"), ("A-1", "3/4/2020"))
    columns = applied(guess_columns(table, ground_of(Choices(), EMPTY)), read)
    assert plan_of(table, columns=columns).fates[0].became["bought_on"] == "2020-04-03"


def test_kinds_that_differ_in_case_only_stay_as_they_are_written():
    table = table_of(("Label", "Kind"), ("A-1", "Lamp"), ("A-2", "lamp"))
    stock = after(plan_of(table), EMPTY)
    assert [one.texts["kind"] for one in stock.items] == ["Lamp", "lamp"]
    assert fates(plan_of(table, stock)) == ["same", "same"]


def test_a_loose_word_for_a_kind_leaves_one_that_the_library_has_chosen():
    """A monthly list that says "Desktop" must not turn a staff PC back into a public one."""
    stock = held({"tag": "LV-00001", "kind": "staff PC"}, {"tag": "LV-00002", "kind": "other"})
    plan = plan_of(snipe_table(3), stock)
    assert "kind" not in plan.fates[0].became
    assert [one.became["kind"] for one in plan.fates[1:]] == ["public PC"] * 2
    assert fates(plan_of(snipe_table(3), after(plan, stock))) == ["same"] * 3
    assert fates(rows("Label|Kind", "LV-00001| DESKTOP ", stock=stock)) == ["same"]


@pytest.mark.parametrize("word", ["Public PC", "Kiosk", "desktop"])
def test_an_exact_word_for_a_kind_counts(word):
    """The kind itself does, a word that nobody knows, and one that the library has as a kind."""
    others = [{"tag": "B-1", "kind": "Desktop"}] if word == "desktop" else []
    stock = held({"tag": "A-1", "kind": "staff PC"}, *others)
    plan = rows("Label|Kind", f"A-1|{word}", stock=stock)
    wanted = {"Public PC": "public PC", "desktop": "Desktop"}.get(word, word)
    assert plan.fates[0].became == {"kind": wanted}


def test_a_word_that_somebody_has_said_to_mean_a_kind_counts():
    stock = held({"tag": "A-1", "kind": "staff PC"})
    said = Choices(kinds={"Desktop": "catalog-only PC"})
    plan = rows("Label|Kind", "A-1|desktop", stock=stock, choices=said)
    assert plan.fates[0].became == {"kind": "catalog-only PC"}


def test_a_loose_word_makes_no_two_things_one():
    """What has no number is told apart by all that its row says; a screen is no PC of its name."""
    stock = held({"tag": "A-1", "kind": "staff PC", "name": "Front desk"})
    assert fates(rows("Name|Kind", "Front desk|Desktop", stock=stock)) == ["new"]


def test_a_number_without_end_is_no_size():
    """Bad input B16."""
    plan = rows("Label|RAM", f"A-1|{'9' * 400}", f"A-2|{'9' * 5_000}", "A-3|16")
    assert fates(plan) == ["refused", "refused", "new"]
    assert "more than any memory or disk" in plan.fates[0].why


def test_a_row_that_says_little_takes_no_item_of_one_that_says_more():
    headings = "Name|Kind|Notes"
    lines = ("|lamp|", "by the door|lamp|", "by the door|lamp|broken")
    first = rows(headings, *lines)
    stock = after(first, EMPTY)
    for known in (stock.items, stock.items[::-1]):
        again = rows(headings, *lines, stock=dataclasses.replace(stock, items=known))
        assert fates(again) == ["same"] * 3


def test_rows_whose_only_number_a_spreadsheet_has_cut_are_the_same_the_second_time():
    """Bad input B68: such a number tells nothing apart, and is no reason to add a thing again."""
    lines = ("lamp|1.23E+11", "lamp|1.23E+11", "chair|1.23E+11")
    first = rows("Name|Serial", *lines)
    assert fates(first) == ["new"] * 3
    assert fates(rows("Name|Serial", *lines, stock=after(first, EMPTY))) == ["same"] * 3


def test_a_branch_that_is_gone_since_somebody_chose_it_is_asked_for_again():
    said = Choices(places={"Main": "OLD", "Depot": "-"})
    plan = rows("Label|Location", "A-1|Main", "A-2|Depot", choices=said)
    assert [one.became.get("branch") for one in plan.fates] == [None, None]
    assert plan.questions == (Question(About.PLACE, "Main", 1),)


def test_a_map_is_as_clean_as_what_somebody_types():
    """It may be a file that somebody has written by hand, or that a script has made."""
    columns = {"Stuff": "custom. Wall\nport\ud800 "}
    read = parse_map({"columns": columns, "kind": "a\nb\u202e", "kinds": {"x": " y\u200b"}})
    assert read.columns == {"stuff": ("custom.Wall port\N{REPLACEMENT CHARACTER}", "")}
    assert (read.choices.kind, read.choices.kinds) == ("a b", {"x": "y"})
    for name in ("kinds", "places"):
        with pytest.raises(ValueError, match=f"needs a meaning with letters in it: {name}"):
            parse_map({name: {"Desktop": " \u200b"}})
    blank = parse_map({"columns": {"Stuff": "custom.\n"}})
    with pytest.raises(ValueError, match="is no field"):
        applied(guess_columns(table_of(("Stuff",), ("x",)), ground_of(Choices(), EMPTY)), blank)
