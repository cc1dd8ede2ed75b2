"""The sheets of labels that LibDesk ships."""

from functools import cache

from libdesk import files, paths
from libdesk.domain.label_sheets import Sheets, parse_sheets


@cache
def load_sheets() -> Sheets:
    """Return the sheets that are shipped."""
    return parse_sheets(files.read_json(paths.resources() / "label_sheets" / "sheets.json"))
