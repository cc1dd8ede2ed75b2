"""The hours and promises that LibDesk ships, with which a new library begins."""

from libdesk import files, paths
from libdesk.domain import promises, weeks
from libdesk.services.library import ensure_library
from libdesk.services.ports import OpenUnit


def settle_library(open_unit: OpenUnit) -> None:
    """Let a library that has settled nothing begin with what is shipped."""
    folder = paths.resources() / "promises"
    hours = weeks.parse_hours(files.read_json(folder / "hours.json"))
    targets = promises.parse_targets(files.read_json(folder / "targets.json"))
    ensure_library(open_unit, hours, targets)
