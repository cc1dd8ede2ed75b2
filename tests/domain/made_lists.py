"""Equipment lists made for the tests: as Snipe-IT, Spiceworks and GLPI export them."""

import csv
import io

from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.tables import ReadChoice, Row, make_table

BRANCHES = (Branch("CEN", "Larkmere Central"), Branch("FER", "Ferndale Road Branch"))
KINDS = {"desktop": "public PC", "laptop": "laptop", "printer": "printer", "public pc": "public PC"}

SNIPE_IT = {
    "ID": "{n}",
    "Company": "Larkmere Valley Libraries",
    "Asset Name": "PC-{n:02}",
    "Image": "https://assets.example/uploads/{n}.png",
    "Asset Tag": "LV-{n:05}",
    "Serial": "5CG{n:07}X",
    "Model": "OptiPlex 7010",
    "Model No.": "D15U",
    "Category": "Desktop",
    "Status": "Ready to Deploy (deployed)",
    "Checked Out To": "Jane Doe",
    "Employee No.": "E-1{n}",
    "Title": "Circulation clerk",
    "Username": "jdoe",
    "Email": "jane@example.org",
    "Phone": "555-0142",
    "Manager": "John Roe",
    "Department": "Circulation",
    "Location": "Larkmere Central > Reading room",
    "Address": "1 Main Street",
    "City": "Larkmere",
    "State": "WI",
    "ZIP": "54000",
    "Default Location": "Larkmere Central",
    "Manufacturer": "Dell",
    "Supplier": "CDW-G",
    "Purchase Date": "02/28/2023",
    "Age": "3 years",
    "Purchase Cost": "$1,234.50",
    "Currency": "USD",
    "Order Number": "PO-17",
    "EOL": "60 months",
    "EOL Date": "2028-02-28",
    "Warranty": "36 months",
    "Warranty Expires": "",
    "Current Value": "$400.00",
    "Diff": "$834.50",
    "Book Value": "$400.00",
    "Fully Depreciated": "No",
    "Depreciation": "Computers",
    "Requestable": "TRUE",
    "Notes": "By the window, line\none",
    "Checkouts": "3",
    "Checkins": "2",
    "Requests": "0",
    "Created By": "admin",
    "Created At": "Mon Feb 27, 2023 9:00AM",
    "Updated At": "Mon Feb 27, 2023 9:00AM",
    "Checkout Date": "03/01/2023",
    "Last Checkin": "",
    "Expected Checkin Date": "",
    "Last Audit": "Sun Jan 18, 2026 10:12AM",
    "Next Audit Date": "Mon Jan 18, 2027",
    "BYOD": "FALSE",
    "URL": "https://assets.example/hardware/{n}",
    "RAM": "16384 MB",
    "CPU": "Intel(R) Core(TM) i5-12400",
    "Storage": "256 GB",
    "Storage Type": "NVMe SSD",
    "Operating System": "Microsoft Windows 11 Pro 23H2",
    "IP Address": "10.0.0.{n}",
    "MAC Address": "00:11:22:33:44:{n:02}",
    "WiFi Password": "hunter2",
    "BitLocker Recovery Key": "111111-222222-333333-444444-555555-666666-777777-888888",
    "Windows Product Key": "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
    "Wall port": "A-{n}",
    "Deep Freeze": "thawed on Mondays",
    "Envisionware seat": "{n}",
}
"""A row of an asset export with custom fields; {n} becomes the row's number."""


def item(tag, name, kind, *more, **fields):
    return Record(Tag(tag), name, kind, *more, **fields)


def table_of(headings, *rows, first=2):
    """Return the table of rows of cells, as though they stood below their headings."""
    lines = [Row(first - 1, tuple(headings))]
    lines += [Row(number, tuple(cells)) for number, cells in enumerate(rows, first)]
    return make_table(lines, ReadChoice(heading_row=first - 1))


def snipe_rows(count, **cells):
    return [
        [str(cells.get(name, cell)).format(n=n) for name, cell in SNIPE_IT.items()]
        for n in range(1, count + 1)
    ]


def snipe_table(count=3, **cells):
    return table_of(SNIPE_IT, *snipe_rows(count, **cells))


def snipe_csv(path, count, mend=lambda _number, row: row):
    """Write a file as Snipe-IT exports one; `mend` changes rows by their number from 1."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(SNIPE_IT)
    names = list(SNIPE_IT)
    for number, row in enumerate(snipe_rows(count), 1):
        told = mend(number, dict(zip(names, row, strict=True)))
        writer.writerow(told.values())
    path.write_text(page.getvalue(), "utf-8")
    return path
