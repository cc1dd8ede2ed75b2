"""The how-to sheets and checklists that LibDesk ships."""

from functools import cache

from libdesk import files, paths
from libdesk.domain.knowledge import Checklist, HowTo
from libdesk.domain.knowledge_documents import parse_how_to
from libdesk.domain.text import sort_key


@cache
def shipped_sheets() -> tuple[HowTo, ...]:
    """Return them by their titles: the sheets, then the checklists.

    Raises:
        ValueError: one of the files makes no sense; the message names the part.
    """
    folder = paths.resources() / "sheets"
    found = [parse_how_to(files.read_json(path)) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted(found, key=lambda one: (isinstance(one, Checklist), sort_key(one.title))))
