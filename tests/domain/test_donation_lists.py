"""Donors' lists: headings in three languages, a row for each machine, and every bad one named."""

from datetime import date

import pytest

from libdesk.domain.donation_headings import Special, fact_of
from libdesk.domain.donation_lists import columns_of, read_list, refused_rows
from libdesk.domain.donations import Condition, Data, Kind, License, Machine, Piece, Port
from libdesk.domain.records import DiskKind
from libdesk.domain.tables import Note, NoteKind, Row, Table
from libdesk.domain.windows11 import Fit

TODAY = date(2026, 11, 27)


def table(headings, *rows, notes=()):
    numbered = (Row(at, tuple(cells)) for at, cells in enumerate(rows, 2))
    return Table(tuple(headings), tuple(numbered), tuple(notes))


def read(headings, *rows):
    return read_list(table(headings, *rows), TODAY)


def machine(headings, *cells):
    found = read(headings, cells)
    assert found.refused == ()
    return found.machines[0]


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Kind", "Make", "Model", "Processor", "Memory", "Disk", "Year", "Serial", "Count",
            "Notes",
        ),
        (
            "Tipo", "Marca", "Modelo", "Procesador", "Memoria", "Disco duro", "Año",
            "Número de serie", "Cantidad", "Observaciones",
        ),
        (
            "Type", "Marque", "Modèle", "Processeur", "Mémoire", "Disque dur", "Année",
            "N° de série", "Quantité", "Remarques",
        ),
        (
            "kind", "make", "model", "processor", "memory_gb", "disk_gb", "made_on", "serial",
            "count", "notes",
        ),
        (
            "Typ", "Manufactuer", "Modell", "Procesor", "Memmory", "Storage", "Yaer bought",
            "Serial numbr", "Quantity", "Coments",
        ),
    ],
    ids=["English", "Spanish", "French", "names of facts", "typing faults"],
)  # fmt: skip
def test_headings_are_known(headings):
    cells = (
        "laptop", "HP", "ProBook 455", "i5-8250U", "16", "256 GB SSD", "2021", "S1", "3", "red",
    )  # fmt: skip
    if "Yaer bought" in headings:
        headings = tuple("Year bought" if one == "Yaer bought" else one for one in headings)
    assert machine(headings, *cells) == Machine(
        Kind.LAPTOP, 3, "HP", "ProBook 455", "S1", date(2021, 7, 1), "i5-8250U",
        memory_gb=16, disk_gb=256, disk_kind=DiskKind.SSD, notes="red",
    )  # fmt: skip


def test_every_fact_can_stand_in_a_column_of_its_own():
    cells = {
        "Model": "Dell Latitude 5490", "Chassis": "mobile", "SSD": "256", "RAM (MB)": "8192",
        "TPM": "2.0", "Secure Boot": "on", "AUE date": "2027-06", "works": "yes", "wiped": "yes",
        "Condition": "good, small scratches", "Missing": "charger and mouse", "License": "OEM",
        "Warranty": "1 year", "port": "Ethernet", "Screen size": "14\"", "windows11": "yes",
        "processor_since": "2017", "Place": "Hall", "Age": "3,5", "is_owned": "sí",
        "OS": "Windows 11", "BIOS mode": "UEFI", "GPU": "GeForce", "Device ID": "77",
        "use": "spare", "repair_agreed": "yes",
    }  # fmt: skip
    found = machine(tuple(cells), *cells.values())
    assert (found.make, found.model, found.kind) == ("Dell", "Latitude 5490", Kind.LAPTOP)
    assert (found.disk_gb, found.disk_kind, found.memory_gb) == (256, DiskKind.SSD, 8)
    assert (found.tpm, found.secure_boot, found.works, found.is_owned) == (True,) * 4
    assert found.support_until == date(2027, 6, 1)
    assert (found.data, found.condition) == (Data.WIPED, Condition.WORN)
    assert found.missing == {Piece.POWER, Piece.MOUSE}
    assert (found.license, found.warranty_months) == (License.DIGITAL, 12)
    assert (found.port, found.inches) == (Port.NETWORK, 14)
    assert (found.windows11, found.processor_since) == (Fit.YES, 2017)
    assert (found.place, found.made_on) == ("Hall", date(2023, 5, 27))
    assert found.notes == "Windows 11"
    assert found.repair_agreed


@pytest.mark.parametrize(
    ("heading", "cell", "fact", "value"),
    [
        ("Warranty", "expired", "warranty_months", 0),
        ("Warranty", "6", "warranty_months", 6),
        ("Port", "Wi-Fi only", "port", Port.WIFI),
        ("Port", "USB", "port", Port.USB),
        ("Model", "Chromebook 3100", "kind", Kind.CHROMEBOOK),
        ("Missing", "nothing", "missing", frozenset()),
        ("Disk", "no disk", "disk_kind", DiskKind.NO_STORAGE),
        ("Disk type", "HDD", "disk_kind", DiskKind.HARD_DISK),
        ("BIOS mode", "Legacy", "secure_boot", False),
        ("Wiped", "no", "data", Data.UNKNOWN),
        ("Screen", "1920 x 1080", "inches", None),
        ("Screen", "1920x1080, 15,6 inch", "inches", 15.6),
        ("Display", "Built-in", "inches", None),
        ("Model", "System Product Name", "model", ""),
        ("Manufacturer", "To be filled by O.E.M.", "make", ""),
        ("Serial", "Default string", "serial", ""),
        ("TPM", "disabled", "tpm", False),
        ("TPM", "yes", "tpm", True),
        ("Memory", "N/A", "memory_gb", None),
        ("Date", "43831", "made_on", date(2020, 1, 1)),
        ("Date", "Q3 2020", "made_on", date(2020, 7, 1)),
        ("Date", "3/4/2019", "made_on", date(2019, 7, 1)),
        ("Age", "18 months", "made_on", date(2025, 5, 27)),
        ("AUE", "in 9 months", "support_until", date(2027, 8, 27)),
        ("AUE", "2028", "support_until", date(2028, 1, 1)),
    ],
)
def test_cells_are_read_as_people_write_them(heading, cell, fact, value):
    assert getattr(machine(("Processor", heading), "i5-8250U", cell), fact) == value
    assert machine(("Processor", heading), "i5-8250U", cell).faults == ()


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Memory", "plenty"),
        ("Disk", "big"),
        ("Disk type", "round"),
        ("Year", "19"),
        ("Age", "old"),
        ("AUE", "3 years old"),
        ("TPM", "perhaps"),
        ("Works", "sometimes"),
        ("Wiped", "half"),
        ("Condition", "purple"),
        ("Missing", "a leg"),
        ("Warranty", "long"),
        ("Port", "harbor"),
        ("Type", "spaceship"),
        ("Screen size", "wide"),
        ("License", "perhaps"),
        ("Faults", "x"),
    ],
)
def test_a_cell_that_cant_be_read_is_a_fault_and_refuses_nothing(heading, cell):
    found = machine(("Model", heading), "Alpha 1", cell)
    assert found.faults == (f"{heading} “{cell}”: this can’t be read.",)


def test_a_cell_with_everything_in_it_is_understood():
    cell = "HP ProDesk 400 G7, i5-10500, 16GB RAM, 256GB SSD, 2022, 8192 GB RAM, Windows 11 Pro"
    found = machine(("Description", "Memory"), cell, "32 GB")
    assert (found.make, found.memory_gb, found.disk_gb) == ("HP", 32, 256)
    assert found.notes == "Windows 11 Pro"
    assert machine(("Whatever",), "Lenovo ThinkPad T480, i5-8350U").make == "Lenovo"
    assert machine(("",), "Lenovo ThinkPad T480, i5-8350U").make == "Lenovo"
    named = machine(("Item", "Memory"), "Workgroup Station", "8")
    assert named.model == "Workgroup Station"
    assert machine(("Item", "Model"), "n/a", "A1").model == "A1"
    faulty = machine(("Item",), "HP ProDesk 400, made 2031")
    assert faulty.faults == ("Made in 2031: that is still to come.",)


def test_rows_are_machines_and_refused_ones():
    headings = ("Model", "Serial", "Count", "Notes")
    found = read(
        headings,
        ("A", "S-1", "2", ""),
        ("B", "s1", "1", ""),
        ("", "", "", "only a note"),
        ("C", "", "99999", ""),
        ("D", "1.23E+11", "many", ""),
        ("E", "1.23E+11", "1", ""),
        ("E", "1.23E+11", "1", ""),
    )
    assert [one.number for one in found.refused] == [3, 4, 5, 6]
    assert "that of row 2" in found.refused[0].why
    assert "Nothing in it" in found.refused[1].why
    assert "How many" in found.refused[2].why
    assert found.sums == "7 rows = 3 machines + 4 refused; 4 machines with those that are alike."
    assert "a spreadsheet has cut it" in found.machines[1].faults[0]
    rows = table(headings, *[("", "", "", "")] * 7)
    assert {len(one) for one in refused_rows(found, rows)} == {5}
    assert read(headings, ("A", "", "1", "")).sums == "1 row = 1 machine + 0 refused."


def test_a_row_that_was_too_long_to_be_read_is_refused_too():
    notes = (Note(NoteKind.ROW_SKIPPED, (9,)),)
    found = read_list(table(("Model",), ("A",), notes=notes), TODAY)
    assert [(one.number, bool(one.machine)) for one in found.rows] == [(2, True), (9, False)]


def test_it_is_told_what_each_heading_was_taken_for():
    found = columns_of(table(("Model", "Model", "Password", "Zork", "", "Notes", "Notes")))
    told = [(one.heading, one.target, one.is_known) for one in found]
    assert told == [
        ("Model", "model", True),
        ("Model", "notes", True),
        ("Password", "", False),
        ("Zork", "", False),
        ("E", "", False),
        ("Notes", "notes", True),
        ("Notes", "notes", True),
    ]
    assert read(("Model", "Zork"), ("A", "1")).left_out == ("Zork",)
    assert fact_of("Device ID") == Special.LEFT_OUT
    assert fact_of("x") is None
    assert fact_of("память") == "memory_gb"
