"""How a count ended is saved as a table: all, what was found, what is missing, what differs."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from libdesk.domain.count_results import Decision
from libdesk.domain.stocktake import Condition, Spot
from tests.services.counted_library import CENTRAL, DAY, OFFICE


@pytest.fixture
def ended(day):
    """LV-1 is found, and broken; LV-4 is here by mistake; two are missing; one is unknown."""
    day.count(CENTRAL)
    library = day.library
    library.record(
        day.campaign,
        library.scan("LV-1", condition=Condition.BROKEN, note="=1+1", by="Jo"),
        library.scan("LV-4", OFFICE),
        library.scan("XY-1", Spot("CEN")),
    )
    results = library.results.finish(day.campaign).results
    place = {(one.code, one.outcome.value): one.place for one in results}
    library.results.decide(day.campaign, [place["LV-1", "broken"]], Decision.OUT_OF_SERVICE)
    library.results.decide(day.campaign, [place["LV-2", "missing"]], Decision.KNOWN, "at home")
    day.page.open(day.campaign)
    day.settle()
    return day


def asking(day):
    return [one for one in day.page.findChildren(QFileDialog) if one.isVisible()]


def save(day, at, path, kind=""):
    """Press an entry of the menu, and name the file."""
    button = day.get(QPushButton, "Save as a table…")
    button.menu().actions()[at].trigger()
    (dialog,) = asking(day)
    if kind:
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)
    suffix = dialog.defaultSuffix()
    proposed = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    day.wait(lambda: day.says("Saved: ") or day.says("disk is full"))
    return proposed, suffix


def codes(sheet):
    return [(row[0], row[3]) for row in sheet.rows]


FOUND = ("LV-1", "Found")
ELSEWHERE = ("LV-4", "Here by mistake")
MISSING = [("LV-2", "Missing"), ("LV-3", "Missing")]
UNKNOWN = ("XY-1", "Unknown")


@pytest.mark.parametrize(
    ("at", "proposed", "rows"),
    [
        (0, "Fall count all.xlsx", [FOUND, ELSEWHERE, *MISSING, UNKNOWN]),
        (1, "Fall count found.xlsx", [FOUND]),
        (2, "Fall count missing.xlsx", MISSING),
        (3, "Fall count differences.xlsx", [FOUND, ELSEWHERE, *MISSING, UNKNOWN]),
    ],
)
def test_each_part_is_saved_with_each_thing_once(ended, tmp_path, at, proposed, rows):
    assert save(ended, at, tmp_path / "count.xlsx") == (proposed, "xlsx")
    assert sorted(codes(ended.tables["count.xlsx"])) == sorted(rows)
    assert ended.says("Saved: count.xlsx")


def test_a_row_tells_all_of_a_thing(ended, tmp_path):
    _, suffix = save(ended, 0, tmp_path / "count.csv", "CSV (*.csv)")
    assert suffix == "csv"
    sheet = ended.tables["count.csv"]
    rows = {row[0]: dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows}
    broken = rows["LV-1"]
    assert (broken["Branch in the list"], broken["Room in the list"]) == ("Central", "Hall")
    assert (broken["Day"], broken["Seen by"], broken["Note"]) == (DAY, "Jo", "=1+1")
    assert (broken["Condition"], broken["Decided by"]) == ("Broken", "Ada")
    assert broken["What differs"] == "Broken, seen in Central, Hall."
    assert broken["Decided"] == "Out of service"
    assert "at home" in rows["LV-2"]["Decided"]
    assert (rows["LV-2"]["Day"], rows["LV-2"]["Time"]) == (None, "")
    assert rows["XY-1"]["Branch in the list"] == ""
    assert rows["XY-1"]["Branch where seen"] == "Central"


def test_what_the_disk_refuses_is_told(ended, tmp_path):
    save(ended, 0, tmp_path / "full.xlsx")
    assert ended.says("The disk is full. Make room.")
    assert not ended.says("Saved: ")
