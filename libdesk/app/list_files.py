"""A list of equipment as a file: CSV or XLSX, by the name that somebody gave it."""

from pathlib import Path

from libdesk.delivery.tables.writing import write_csv, write_xlsx
from libdesk.services.errors import Unavailable
from libdesk.services.item_export import Sheet

TITLE = "Equipment"


def write_list(path: Path, sheet: Sheet) -> None:
    """Write a list; formulas in it are text to a spreadsheet.

    Args:
        path: the file to make or replace; one that ends in .xlsx becomes a spreadsheet.
        sheet: the list.

    Raises:
        Refusal: it is larger than a spreadsheet can be.
        Unavailable: the disk refuses it.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            write_xlsx(path, TITLE, sheet.headings, sheet.rows)
        else:
            write_csv(path, sheet.headings, sheet.rows)
    except OSError as error:
        raise Unavailable(
            f"{path} can't be written: {error.strerror}. Nothing was changed. Choose another place."
        ) from error
