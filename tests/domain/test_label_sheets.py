"""Sheets of labels: where each label lies, and that a sheet which can't be is refused."""

import copy
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk import files, paths
from libdesk.domain.label_sheets import (
    NO_NUDGE,
    NUDGE_MOST,
    Nudge,
    next_cell,
    pages_of,
    parse_sheets,
    placed,
)

DOCUMENT = files.read_json(paths.resources() / "label_sheets" / "sheets.json")
SHEETS = parse_sheets(DOCUMENT)

# The table of domain facts 3.8, typed once more: page, columns, rows, label, first, pitch.
FACTS = {
    "5160": ((215.9, 279.4), 3, 10, (66.675, 25.4), (4.7625, 12.7), (69.85, 25.4)),
    "5163": ((215.9, 279.4), 2, 5, (101.6, 50.8), (3.96875, 12.7), (106.3625, 50.8)),
    "5161": ((215.9, 279.4), 2, 10, (101.6, 25.4), (3.96875, 12.7), (106.3625, 25.4)),
    "5167": ((215.9, 279.4), 4, 20, (44.45, 12.7), (7.14375, 12.7), (52.3875, 12.7)),
    "L7160": ((210, 297), 3, 7, (63.5, 38.1), (7.21, 15.15), (66.04, 38.1)),
    "L7161": ((210, 297), 3, 6, (63.5, 46.6), (7.21, 8.7), (66.04, 46.6)),
    "L7163": ((210, 297), 2, 7, (99.1, 38.1), (4.65, 15.15), (101.6, 38.1)),
    "L7651": ((210, 297), 5, 13, (38.1, 21.2), (4.7, 10.9), (40.6, 21.2)),
    "62 x 29 mm roll": ((62, 29), 1, 1, (62, 29), (0, 0), (62, 29)),
}
ALSO = {
    "5160": "5260 5520 5960 8160 8460 18160",
    "5163": "5263 5523 5963 8163",
    "5161": "5261 8161",
    "5167": "5267 8167",
    "L7160": "J8160",
    "L7161": "J8161",
    "L7163": "J8163",
    "L7651": "L7551",
}

a_sheet = st.sampled_from(SHEETS.all)
a_nudge = st.builds(
    Nudge, st.integers(-NUDGE_MOST, NUDGE_MOST), st.integers(-NUDGE_MOST, NUDGE_MOST)
)


def test_every_sheet_is_as_the_facts_have_it():
    assert {one.name for one in SHEETS.all} == set(FACTS)
    assert SHEETS.as_at == date(2026, 11, 21)
    assert SHEETS.source
    for name, (page, columns, rows, label, first, pitch) in FACTS.items():
        sheet = SHEETS.get(name)
        assert sheet.page == page
        assert (sheet.columns, sheet.rows) == (columns, rows)
        assert (sheet.width, sheet.height) == label
        assert (sheet.left, sheet.top) == first
        assert (sheet.pitch_x, sheet.pitch_y) == pitch


def test_every_sheet_is_found_by_the_names_of_those_cut_alike():
    for name, also in ALSO.items():
        for other in also.split():
            assert SHEETS.get(other).name == name


@pytest.mark.parametrize("typed", ["8160", "Avery 8160", " 5160 ", "avery-5160"])
def test_a_sheet_is_found_however_its_name_is_written(typed):
    assert SHEETS.get(typed).name == "5160"


def test_a_sheet_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="no sheet '5169' is known; the nearest is 516"):
        SHEETS.get("5169")
    with pytest.raises(ValueError, match="nearest is L7163"):
        SHEETS.get("L7763")
    with pytest.raises(ValueError, match="no sheet"):
        SHEETS.get("")


def test_sheets_are_searched_by_a_part_of_any_name():
    assert [one.name for one in SHEETS.matching("8160")] == ["5160"], "the whole name wins"
    assert [one.name for one in SHEETS.matching("j81")] == ["L7160", "L7161", "L7163"]
    assert [one.name for one in SHEETS.matching("62 x 29")] == ["62 x 29 mm roll"]
    assert SHEETS.matching("") == SHEETS.all
    assert SHEETS.matching("no such") == ()


def test_cells_go_across_then_down():
    sheet = SHEETS.get("5160")
    assert (sheet.cell(0).left, sheet.cell(0).top) == (4.7625, 12.7)
    assert sheet.cell(1).left == pytest.approx(4.7625 + 69.85)
    assert (sheet.cell(3).left, sheet.cell(3).top) == pytest.approx((4.7625, 12.7 + 25.4))
    with pytest.raises(ValueError, match="has labels 1 to 30, not 31"):
        sheet.cell(30)
    with pytest.raises(ValueError, match="not 0"):
        sheet.cell(-1)


@given(sheet=a_sheet)
def test_no_label_leaves_its_page_or_lies_over_another(sheet):
    boxes = [sheet.cell(number) for number in range(sheet.count)]
    for place, box in enumerate(boxes):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= sheet.page[0] + 0.005
        assert box.bottom <= sheet.page[1] + 0.005
        for other in boxes[place + 1 :]:
            apart = (
                box.right <= other.left + 0.001
                or other.right <= box.left + 0.001
                or box.bottom <= other.top + 0.001
                or other.bottom <= box.top + 0.001
            )
            assert apart


@given(sheet=a_sheet, nudge=a_nudge, data=st.data())
def test_a_nudge_moves_every_label_by_just_so_much(sheet, nudge, data):
    number = data.draw(st.integers(0, sheet.count - 1))
    still, moved = sheet.cell(number), sheet.cell(number, nudge)
    assert moved.left - still.left == pytest.approx(nudge.x / 10)
    assert moved.top - still.top == pytest.approx(nudge.y / 10)
    assert (moved.width, moved.height) == (still.width, still.height)


@given(sheet=a_sheet, nudge=a_nudge)
def test_what_leaves_the_paper_is_told(sheet, nudge):
    margin = sheet.margin
    boxes = [sheet.cell(number, nudge) for number in range(sheet.count)]
    inside = all(
        box.left + margin >= -0.01
        and box.top + margin >= -0.01
        and box.right - margin <= sheet.page[0] + 0.01
        and box.bottom - margin <= sheet.page[1] + 0.01
        for box in boxes
    )
    assert (sheet.beyond(nudge) <= 0.02) == inside or abs(sheet.beyond(nudge)) < 0.02


def test_a_print_is_moved_by_five_millimeters_at_most():
    assert Nudge(50, -50).x_mm == 5.0
    assert Nudge(50, -12).y_mm == -1.2
    for x, y in ((51, 0), (0, -51)):
        with pytest.raises(ValueError, match="5 mm at most"):
            Nudge(x, y)


@given(sheet=a_sheet, count=st.integers(0, 400), data=st.data())
def test_every_label_has_a_place_of_its_own(sheet, count, data):
    start_at = data.draw(st.integers(0, sheet.count - 1))
    spots = list(placed(sheet, count, start_at))
    assert len(spots) == len(set(spots)) == count
    assert spots == sorted(spots, key=lambda spot: (spot.page, spot.cell))
    if count:
        assert (spots[0].page, spots[0].cell) == (0, start_at)
        assert pages_of(sheet, count, start_at) == spots[-1].page + 1
        assert next_cell(sheet, count, start_at) == (spots[-1].cell + 1) % sheet.count
    else:
        assert pages_of(sheet, count, start_at) == 0


def test_no_sheet_begins_where_it_has_no_label():
    with pytest.raises(ValueError, match="labels 1 to 21, not 22"):
        list(placed(SHEETS.get("L7160"), 1, 21))


def changed(**values):
    made = copy.deepcopy(DOCUMENT)
    for key, value in values.items():
        if value is None:
            del made["sheets"][0][key]
        else:
            made["sheets"][0][key] = value
    return made


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"pitch": [60, 25.4]}, "over each other: 5160"),
        ({"pitch": [69.85, 25]}, "over each other: 5160"),
        ({"label": [0, 25.4]}, "have no size: 5160"),
        ({"columns": 4}, "leave their page: 5160"),
        ({"rows": 11}, "leave their page: 5160"),
        ({"first": [10, 12.7]}, "leave their page: 5160"),
        ({"columns": None}, "columns and rows: 5160"),
        ({"rows": None}, "columns and rows: 5160"),
        ({"page": [215.9]}, r"two lengths in millimeters: sheets\[0\].page"),
        ({"page": "Letter"}, "two lengths"),
        ({"first": [True, 1]}, "two lengths"),
        ({"first": [-1, 1]}, "two lengths"),
        ({"pitch": None}, "two lengths"),
        ({"sheet": " "}, "need words"),
        ({"also": ["J8160"]}, "two label sheets claim j8160: 5160 and L7160"),
        ({"margin": 1}, "know no such part"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_by_name(values, told):
    with pytest.raises(ValueError, match=told):
        parse_sheets(changed(**values))


@pytest.mark.parametrize(
    "document", [None, [], {}, {"as_at": "2026-11-21", "sheets": []}, {**DOCUMENT, "as_at": "soon"}]
)
def test_what_is_no_list_of_sheets_is_refused(document):
    with pytest.raises(ValueError, match="the label sheets need"):
        parse_sheets(document)


def test_the_file_is_plain_data():
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT
    assert Nudge(0, 0) == NO_NUDGE
    assert SHEETS.get("roll").is_roll
    assert not SHEETS.get("5167").is_roll
