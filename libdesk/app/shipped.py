"""The hours and promises that LibDesk ships, with which a new library begins."""

from pathlib import Path

from libdesk import files, paths
from libdesk.domain import promises, weeks
from libdesk.domain.hours import Hours
from libdesk.services.library import ensure_library
from libdesk.services.stores import OpenUnit


def usual_targets() -> tuple[promises.Target, ...]:
    """Return the promises that are shipped."""
    return promises.parse_targets(files.read_json(_folder() / "targets.json"))


def usual_hours() -> Hours:
    """Return the hours that are shipped."""
    return weeks.parse_hours(files.read_json(_folder() / "hours.json"))


def settle_library(open_unit: OpenUnit) -> None:
    """Let a library that has settled nothing begin with what is shipped."""
    ensure_library(open_unit, usual_hours(), usual_targets())


def _folder() -> Path:
    return paths.resources() / "promises"
