"""What stands on a label: a code for a scanner, and words for people."""

from dataclasses import dataclass, replace
from enum import StrEnum

from libdesk.domain.place_codes import place_code
from libdesk.domain.records import Record


class Part(StrEnum):
    """What a label may show beside its code and its number."""

    NAME = "name"
    LIBRARY = "library"
    REPORT = "report"


USUAL = frozenset({Part.NAME, Part.LIBRARY})
"""What a label shows until somebody chooses otherwise."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label.

    Attributes:
        code: what a scanner reads, and nothing else: it stays true whatever becomes of the thing.
        title: what stands there large: the number of a thing, the name of a place.
        name: below it; "" for nothing.
        library: above all; "" for nothing.
        report: the last line; "" for nothing.
    """

    code: str
    title: str
    name: str = ""
    library: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Extras:
    """Words that all labels have in common, and what of all is shown.

    Attributes:
        shown: the parts that are wanted.
        library: the library's name.
        report: what to do when it breaks.
    """

    shown: frozenset[Part] = USUAL
    library: str = ""
    report: str = ""

    def put_on(self, label: Label) -> Label:
        """Return a label with them, and without what is not wanted."""
        return replace(
            label,
            name=label.name if Part.NAME in self.shown else "",
            library=self.library if Part.LIBRARY in self.shown else "",
            report=self.report if Part.REPORT in self.shown else "",
        )


def item_label(record: Record) -> Label:
    """Return the label of an item; one without a name shows its kind."""
    return Label(record.tag, record.tag, record.name or record.kind)


def place_label(branch: str, branch_name: str, room: str) -> Label:
    """Return the label of a branch, or of a room of it.

    Args:
        branch: the branch's code; "" for a room of no known branch.
        branch_name: its name; "" for not known.
        room: the room's name; "" for the branch itself.

    Raises:
        ValueError: branch and room are empty.
    """
    code = place_code(branch, room)
    if room:
        return Label(code, room, branch_name or branch)
    return Label(code, branch_name or branch, branch)
