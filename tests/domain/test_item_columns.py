"""The columns of an equipment list: what each is taken for, and how its cells are read."""

import pytest

from libdesk.domain.item_cells import (
    COMMA,
    DAY_FIRST,
    MEGABYTES,
    MONTH_FIRST,
    Ground,
    is_cut,
    reader_of,
    split_system,
    status_of,
)
from libdesk.domain.item_columns import (
    Why,
    find_headings,
    guess_columns,
    heading_set,
    own_heading,
    with_target,
)
from libdesk.domain.item_fields import CUSTOM, FIELDS, OWN_FIELDS_LIMIT
from libdesk.domain.item_headings import OWN_HEADINGS, WHY_REFUSED, Special, names_secret
from libdesk.domain.item_places import NOWHERE, Places
from libdesk.domain.places import Branch
from libdesk.domain.statuses import Status
from libdesk.domain.tables import Row
from tests.domain.made_lists import BRANCHES, KINDS, SNIPE_IT, snipe_table, table_of

GROUND = Ground(Places(BRANCHES), KINDS)


def guessed(table, own_fields=()):
    return {one.heading: one for one in guess_columns(table, GROUND, own_fields)}


def targets(*headings, cells=None):
    table = table_of(headings, cells or ["x1"] * len(headings))
    return [one.target for one in guess_columns(table, GROUND)]


def read(target, cell, how="", heading="A heading", ground=GROUND):
    return dict(reader_of(target, heading, how, ground)(cell))


def test_a_snipe_it_export_is_read_by_its_headings():
    assert len(SNIPE_IT) >= 60
    found = {heading: one.target for heading, one in guessed(snipe_table()).items()}
    wanted = {
        "Asset Name": "name",
        "Asset Tag": "tag",
        "Serial": "serial",
        "Model": "model",
        "Category": "kind",
        "Status": "status",
        "Location": Special.PLACE,
        "Manufacturer": "make",
        "Supplier": "supplier",
        "Purchase Date": "bought_on",
        "Purchase Cost": "price",
        "Currency": Special.CURRENCY,
        "Order Number": "order_number",
        "EOL Date": "replace_on",
        "Warranty": Special.WARRANTY_MONTHS,
        "Notes": "notes",
        "Last Audit": "seen_on",
        "RAM": "memory_gb",
        "CPU": "processor",
        "Storage": "disk_gb",
        "Storage Type": "disk_kind",
        "Operating System": Special.WHOLE_SYSTEM,
    }
    assert {heading: found[heading] for heading in wanted} == wanted
    for heading in ("Model No.", "Company", "Deep Freeze", "IP Address", "MAC Address", "BYOD"):
        assert found[heading] == f"{CUSTOM}{heading}"


def test_what_is_left_out_says_why():
    found = guessed(snipe_table())
    left = {heading: one.why for heading, one in found.items() if one.target == Special.LEFT_OUT}
    for heading in ("Checked Out To", "Username", "Email", "Employee No.", "Manager", "Phone"):
        assert left.pop(heading) is Why.PEOPLE
    for heading in ("WiFi Password", "BitLocker Recovery Key", "Windows Product Key"):
        assert left.pop(heading) is Why.SECRET
        assert found[heading].samples == ()
    for heading in ("Warranty Expires", "Last Checkin", "Expected Checkin Date"):
        assert left.pop(heading) is Why.EMPTY
    assert {left.pop("Title"), left.pop("Created By")} == {Why.PEOPLE}
    assert set(left.values()) == {Why.BOOKKEEPING}


def test_spiceworks_and_glpi_are_read_by_their_headings():
    assert targets(
        "Name", "Device Type", "Manufacturer", "Model", "Serial Number", "Memory",
        "Processor Type", "Location", "Owner", "Last Scan",
        cells=["PC1", "Laptop", "HP", "x", "s1", "8 GB", "i5", "Main", "Jane", "1/2/2024"],
    ) == [
        "name", "kind", "make", "model", "serial", "memory_gb", "processor", Special.PLACE, "", "",
    ]  # fmt: skip
    assert targets(
        "Name", "Entity", "Status", "Manufacturers", "Serial Number", "Inventory number", "Types",
        "Operating System - Name", "Locations", "Last Update", "Components - Processor",
    ) == [
        "name", "custom.Entity", "status", "make", "serial", "tag", "kind", Special.WHOLE_SYSTEM,
        Special.PLACE, "", "processor",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (("N° de série", "Étiquette", "Salle", "Marque"), ["serial", "tag", "room", "make"]),
        (
            ("Seriennummer", "Inventarnummer", "Raum", "Hersteller"),
            ["serial", "tag", "room", "make"],
        ),
        (("Número de serie", "Etiqueta", "Sala", "Fabricante"), ["serial", "tag", "room", "make"]),
        (("Label", "Tag", "Room", "S/N"), ["tag", "custom.Tag", "room", "serial"]),
        (("Windows", "Memory type", "Use"), [Special.WHOLE_SYSTEM, "custom.Memory type", "role"]),
    ],
)
def test_plain_headings_in_four_languages(headings, wanted):
    assert targets(*headings) == wanted


def test_our_own_headings_are_each_their_field():
    samples = {"day": "2026-01-02", "whole": "4", "money": "5.00 USD"}
    cells = [samples.get(FIELDS[name].holds.value, "x") for name in OWN_HEADINGS]
    found = targets(*OWN_HEADINGS.values(), cells=cells)
    assert found == [Special.PLACE if name == "branch" else name for name in OWN_HEADINGS]


@pytest.mark.parametrize(
    "heading",
    ["Password", "Admin PW", "PIN", "BitLocker key", "Wi-Fi key", "Contraseña", "Mot de passe",
     "Kennwort", "Product key", "WPA2 key", "Passcode", "Recovery keys"],
)  # fmt: skip
def test_passwords_and_keys_have_no_place(heading):
    assert names_secret(heading)
    columns = guess_columns(table_of(("Label", heading), ("A-1", "x")), GROUND)
    assert with_target(columns, 1, Special.LEFT_OUT) == columns
    with pytest.raises(ValueError, match="passwords or keys"):
        with_target(columns, 1, f"{CUSTOM}{heading}")


@pytest.mark.parametrize("heading", ["Keyboard", "Monkey", "Opinion", "Shipping", "Passed test"])
def test_words_that_only_look_so_are_no_secrets(heading):
    assert not names_secret(heading)


def test_keys_are_known_by_their_looks_too():
    table = table_of(("Label", "Sticker"), ("A-1", "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1"))
    assert guess_columns(table, GROUND)[1].why is Why.SECRET


def test_unknown_columns_are_guessed_by_their_values():
    table = table_of(
        ("Label", "Chip", "Software", "Firm", "Sort", "Whereabouts", "Color"),
        ("A-1", "Intel Core i5-8500", "Windows 10 Pro", "Dell", "Desktop", "CEN", "red"),
        ("A-2", "AMD Ryzen 5", "Windows 11", "HP", "Laptop", "Ferndale Road", "blue"),
    )
    found = guess_columns(table, GROUND)
    assert [one.target for one in found[1:]] == [
        "processor", Special.WHOLE_SYSTEM, "make", "kind", Special.PLACE, "custom.Color",
    ]  # fmt: skip
    assert {one.why for one in found[1:6]} == {Why.VALUES}


def test_without_headings_values_are_all_that_tells():
    table = table_of(
        ("", "", "", ""),
        ("LV-1001", "5CG1234X", "2023-01-02", "by the door"),
        ("LV-1002", "5CG1235X", "2023-01-03", "by the door"),
    )
    assert [one.target for one in guess_columns(table, GROUND)] == [
        "tag", "serial", "bought_on", "custom.Column 4",
    ]  # fmt: skip


def test_a_column_of_words_is_no_price_and_one_of_numbers_no_day():
    assert targets("Value", "Purchased", "Disk", cells=["dear", "at a shop", "large"]) == [
        "custom.Value", "custom.Purchased", "custom.Disk",
    ]  # fmt: skip


def test_a_warranty_of_days_is_its_last_day():
    assert targets("Warranty", cells=["2026-01-02"]) == ["warranty_until"]
    assert targets("Warranty", cells=["36"]) == [Special.WARRANTY_MONTHS]
    both = targets("Warranty", "Warranty until", cells=["2026-01-02", "2026-01-02"])
    assert both == [Special.WARRANTY_MONTHS, "warranty_until"]


def test_own_fields_are_known_again_and_end_somewhere():
    table = table_of(("Label", "wall PORT", "Depth", "Depth"), ("A-1", "x", "y", "z"))
    assert [one.target for one in guess_columns(table, GROUND, ["Wall port"])[1:]] == [
        "custom.Wall port", "custom.Depth", "custom.Depth 2",
    ]  # fmt: skip
    known = [f"field {number}" for number in range(OWN_FIELDS_LIMIT - 1)]
    full = guess_columns(table, GROUND, known)
    assert [one.why for one in full[1:]] == [Why.OWN, Why.NO_ROOM, Why.NO_ROOM]


@pytest.mark.parametrize("name", ["Serial", "Owner", "Own field: x", "custom.y", "Wall port", "°"])
def test_an_own_field_is_written_so_that_it_is_read_as_one(name):
    found = targets("Label", own_heading(name), cells=["A-1", "x"])
    assert found[1] == f"{CUSTOM}{name}"


def test_the_reasons_of_refused_rows_are_left_out_and_change_no_list():
    assert targets(WHY_REFUSED) == [""]
    whole = heading_set([WHY_REFUSED, "Label", "Room", "Password"])
    assert whole == heading_set(["room", "LABEL", ""])


def test_days_of_one_file_are_written_alike():
    table = table_of(
        ("Label", "Purchase Date", "Last Audit", "Warranty until"),
        ("A-1", "25/12/2023", "03/04/2024", "2026-01-02"),
        ("A-2", "01/02/2023", "", ""),
    )
    assert [one.how for one in guess_columns(table, GROUND)[1:]] == [DAY_FIRST] * 3
    open_ = guess_columns(table_of(("Label", "Bought"), ("A-1", "1/2/2023")), GROUND)[1]
    assert (open_.how, open_.is_sure) == (MONTH_FIRST, False)
    chosen = with_target((open_,), 0, "bought_on", DAY_FIRST)[0]
    assert (chosen.how, chosen.is_sure, chosen.why) == (DAY_FIRST, True, Why.CHOSEN)
    torn = table_of(
        ("Bought", "Last Audit"), ("25/12/2023", "12/25/2023"), ("1/2/2023", "1/3/2023")
    )
    assert [one.how for one in guess_columns(torn, GROUND)] == [DAY_FIRST, MONTH_FIRST]


def test_amounts_and_sizes_are_read_as_the_column_tells():
    table = table_of(("Price", "RAM (MB)", "Disk"), ("1.234,50", "8192", "500"))
    found = guessed(table)
    assert (found["Price"].how, found["RAM (MB)"].how) == (COMMA, MEGABYTES)
    assert (found["Disk"].how, found["Disk"].is_sure) == ("GB", True)
    bare = guess_columns(table_of(("Memory",), ("4096",), ("x 1",)), GROUND)[0]
    assert (bare.how, bare.is_sure) == (MEGABYTES, False)
    assert guess_columns(table_of(("Memory",), ("4 GB",)), GROUND)[0].how == "GB"


def test_the_first_values_tell_enough():
    lines = [(f"A-{number}", "16") for number in range(300)]
    assert guess_columns(table_of(("Label", "Memory"), *lines), GROUND)[1].samples == ("16",)


def test_a_row_of_headings_is_found_by_them():
    lines = [("Our things", ""), ("Label", "Room"), ("A-1", "Desk")]
    rows = [Row(number, cells) for number, cells in enumerate(lines, 1)]
    assert find_headings(rows) == 2
    assert find_headings(rows[:1]) is None
    assert find_headings([]) is None


def test_no_target_that_is_no_field():
    columns = guess_columns(table_of(("Label",), ("A-1",)), GROUND)
    for target in ("pasword", CUSTOM):
        with pytest.raises(ValueError, match="no field"):
            with_target(columns, 0, target)


@pytest.mark.parametrize(
    ("target", "cell", "how", "wanted"),
    [
        ("bought_on", "02/28/2023", MONTH_FIRST, "2023-02-28"),
        ("bought_on", "28.2.23", DAY_FIRST, "2023-02-28"),
        ("bought_on", "Mon Feb 27, 2023 9:00AM", "", "2023-02-27"),
        ("bought_on", "45000", "", "2023-03-15"),
        ("bought_on", "0000-00-00", "", ""),
        ("bought_on", "never", "", ""),
        ("price", "$1,234.50", "", "1234.50 USD"),
        ("price", "1.234,50 €", COMMA, "1234.50 EUR"),
        ("price", "CAD 12", "", "12.00 CAD"),
        ("price", "n/a", "", ""),
        ("memory_gb", "16 GB", "", "16"),
        ("memory_gb", "16384 MB", "", "16"),
        ("memory_gb", "16,384", MEGABYTES, "16"),
        ("memory_gb", "15.9 GB", "", "16"),
        ("memory_gb", "15", "", "15"),
        ("memory_gb", "17179869184 bytes", "", "16"),
        ("memory_gb", "N/A", "", ""),
        ("disk_gb", "1 TB", "", "1024"),
        ("disk_gb", "476.9 GB", "", "477"),
        ("disk_gb", "0", "", "0"),
        ("tpm", "TRUE", "", "yes"),
        ("tpm", "2.0", "", "yes"),
        ("tpm", "nein", "", "no"),
        ("secure_boot", "No", "", "no"),
        ("is_only_one", "x", "", "yes"),
        ("disk_kind", "Samsung NVMe 256GB", "", "SSD"),
        ("disk_kind", "no storage", "", "no storage"),
        ("role", "Staff", "", "staff"),
        ("serial", "To be filled by O.E.M.", "", ""),
        ("serial", " 00123 ", "", "00123"),
        ("serial", "1.23E+11", "", "1.23E+11"),
        ("make", "Unknown", "", ""),
        ("kind", "DESKTOP", "", "public PC"),
        ("kind", "public PC", "", "public PC"),
        ("kind", "sewing machine", "", "sewing machine"),
        ("notes", "two\r\nlines", "", "two\nlines"),
        ("custom.Color", " red ", "", "red"),
    ],
)
def test_cells_become_texts_of_fields(target, cell, how, wanted):
    assert read(target, cell, how) == {target: wanted}


@pytest.mark.parametrize(
    ("target", "cell", "why"),
    [
        ("bought_on", "last spring", "is no day"),
        ("bought_on", "3/31/2023", "is no day"),
        ("price", "about five", "is no amount"),
        ("price", "9" * 14, "is no amount"),
        ("memory_gb", "plenty", "is no size"),
        ("memory_gb", "x GB", "is no size"),
        ("memory_gb", "1.2.3 GB", "is no size"),
        ("memory_gb", "512 KB", "less than 1 GB"),
        ("disk_gb", "99999999 GB", "more than any"),
        ("name", "x" * 201, "longer than 200"),
        ("notes", "x" * 20_001, "longer than 20,000"),
        ("custom.Color", "x" * 20_001, "longer than 20,000"),
        (Special.WARRANTY_MONTHS, "900", "is no number of months"),
    ],
)
def test_what_can_not_be_is_refused_with_the_reason(target, cell, why):
    if cell == "3/31/2023":
        assert read(target, cell, MONTH_FIRST)
        return
    with pytest.raises(ValueError, match=why):
        read(target, cell)


def test_what_has_no_field_of_its_own_is_kept_in_an_own_one():
    assert read("status", "Kiosk", heading="Status") == {"custom.Status (as it was)": "Kiosk"}
    assert read("role", "juggling", heading="Use") == {"custom.Use (as it was)": "juggling"}
    assert read("tpm", "maybe", heading="TPM") == {"custom.TPM (as it was)": "maybe"}
    assert read(Special.CURRENCY, "shells", heading="") == {"custom.Other": "shells"}
    assert read(Special.WARRANTY_MONTHS, "as agreed") == {"custom.A heading": "as agreed"}
    assert read("status", "n/a") == read(Special.PLACE, "-") == read("role", "?") == {}
    assert read(Special.WARRANTY_MONTHS, "none") == {}


def test_currencies_by_code_and_sign():
    assert read(Special.CURRENCY, "eur") == {Special.CURRENCY: "EUR"}
    assert read(Special.CURRENCY, "£") == {Special.CURRENCY: "GBP"}


def test_warranties():
    months = "warranty months"
    assert read(Special.WARRANTY_MONTHS, "36 months") == {months: "36"}
    assert read(Special.WARRANTY_MONTHS, "3 years") == {months: "36"}
    assert read(Special.WARRANTY_MONTHS, "0") == {months: ""}
    assert read(Special.WARRANTY_MONTHS, "2026-01-02") == {"warranty_until": "2026-01-02"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ready to Deploy", Status.READY),
        ("Ready to Deploy (deployed)", Status.IN_USE),
        ("Ready to Deploy (deployable)", Status.READY),
        ("Kiosk (deployed)", Status.IN_USE),
        ("Shelf (archived)", Status.GONE),
        ("Out for Repair (undeployable)", Status.IN_REPAIR),
        ("Deployed", Status.IN_USE),
        ("Archived", Status.GONE),
        ("Out for Repair", Status.IN_REPAIR),
        ("Broken - Not Fixable", Status.OUT_OF_SERVICE),
        ("Lost/Stolen", Status.LOST),
        ("Pending", Status.BEING_CHECKED),
        ("Out for Diagnostics", Status.IN_REPAIR),
        ("In use", Status.IN_USE),
        ("défekt", Status.IN_REPAIR),
    ],
)
def test_words_for_statuses(text, wanted):
    assert status_of(text, {}) == wanted.value


def test_what_somebody_said_of_a_status_counts_more():
    assert status_of("Kiosk", {"kiosk": "spare"}) == "spare"
    assert status_of("Kiosk", {}) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Windows 11 Pro 23H2", ["Windows 11", "Pro", "23H2"]),
        ("Microsoft Windows 11 Professional", ["Windows 11", "Pro"]),
        ("windows 10 Education 64-bit", ["Windows 10", "Education"]),
        ("macOS Sonoma 14.5", ["macOS Sonoma", "14.5"]),
        ("ChromeOS", ["ChromeOS"]),
        ("Windows 11 Pro with a twist", ["Windows 11 Pro with a twist"]),
        ("TempleOS", ["TempleOS"]),
        ("unknown", [""]),
    ],
)
def test_a_whole_system_is_parted(text, wanted):
    assert [part for _, part in split_system(text)] == wanted


def test_a_number_that_a_spreadsheet_cut_is_known_as_one():
    assert is_cut("1.23E+11")
    assert not is_cut("1E")


def place(text, **parts):
    found = Places(BRANCHES, **parts).of(text)
    return found.branch, found.room, found.is_known


def test_places_by_code_name_and_parts():
    assert place("cen") == ("CEN", "", True)
    assert place("LARKMERE CENTRAL") == ("CEN", "", True)
    assert place("Ferndale Road Library") == ("FER", "", True)
    assert place("Larkmere Central > Reading room") == ("CEN", "Reading room", True)
    assert place("CEN / Workroom / Shelf 2") == ("CEN", "Workroom, Shelf 2", True)
    assert place("Upstairs - Ferndale Road") == ("FER", "Upstairs", True)
    assert place("Main") == ("", "Main", False)
    assert place("The Library") == ("", "The Library", False)


def test_places_that_somebody_has_named():
    assert place("Main", chosen={"main": "CEN"}) == ("CEN", "", True)
    assert place("Main > Desk", chosen={"main": "CEN"}) == ("CEN", "Desk", True)
    assert place("Bookmobile", chosen={"bookmobile": NOWHERE}) == ("", "Bookmobile", True)
    assert Places((Branch("A", "Alder"),), only="A").of("Attic").branch == "A"
