"""The shipped rules, and records to try them on."""

from datetime import date

from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.domain.equipment import Tag
from libdesk.domain.records import Record

RULES = load_lifecycle()
TODAY = date(2026, 11, 21)
"""When the dates of the domain facts were checked."""


def item(kind="public PC", **more):
    return Record(**{"tag": Tag("LV-1001"), "name": "PC-01", "kind": kind, **more})


def known(value):
    """Return what must be there."""
    assert value is not None
    return value
