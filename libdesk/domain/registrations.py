"""A computer registers itself: what it says of itself, and what the desk makes of it.

It travels as a report under a category of its own, so that every desk can take it: one that does
not know the category has a report in its inbox, which tells in plain words what it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import texts_of, value_of, with_texts
from libdesk.domain.item_history import ChangeId, FieldChange
from libdesk.domain.problems import Report, ReportId, number
from libdesk.domain.records import ItemId, Record
from libdesk.domain.text import clean_line, fold

REGISTER = "REGISTER"
"""The category of such a report; no tile has it."""

NAME, KIND, ROOM = "name", "kind", "room"
"""The keys of its answers."""

FACTS = ("computer", "serial", "model", "processor", "memory", "disk", "system", "secure_boot")
"""The keys of the facts that are sent, in the order in which they are shown; none is a person's."""

FIRST_LABEL = Tag("PC-0001")
"""The label that is proposed where no item has one yet."""

PUBLIC_PC, STAFF_PC, LAPTOP = "public PC", "staff PC", "laptop"
KINDS = (PUBLIC_PC, STAFF_PC, LAPTOP)
"""Kinds that a form's computer may be; others are typed at the desk."""

_LONGEST_LABEL = 80
_DIGITS_LIMIT = 12
_PORTABLE = ("book", "laptop", "latitude", "thinkpad", "ideapad", "travelmate", "swift", "yoga")
_GIGABYTES = re.compile(r"([0-9]{1,12})(?:\.([0-9]))?\s*GB")
_DISK = re.compile(r"of ([0-9]{1,12}) GB")
_WINDOWS = re.compile(
    r"(Windows [0-9]{1,3}(?:\.[0-9])?)(?: (.*?))?(?: ([0-9]{2}H[0-9]|[0-9]{4}))?, build .*"
)
_VERSION = re.compile(r" ([0-9][\w.]*)")


class Decision(Enum):
    """What became of a registration."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    MERGED = "merged"
    REFUSED = "refused"
    REPLACED = "replaced"
    """The same computer registered itself once more before anybody had decided."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A computer that registered itself.

    Attributes:
        id: the report by which it came.
        received_at: when the desk collected it (aware, UTC).
        said: what it says of itself: texts by the names of a record's fields; none is empty.
        decision: what became of it.
        item: the item that was made or changed; None before that.
        change: the change set that did it; None where nothing was changed.
        decided_at: when that was (aware, UTC).
        decided_by: who decided; "" before that.
    """

    id: ReportId
    received_at: datetime
    said: Mapping[str, str]
    decision: Decision = Decision.WAITING
    item: ItemId | None = None
    change: ChangeId | None = None
    decided_at: datetime | None = None
    decided_by: str = ""

    @property
    def number(self) -> str:
        """The number that people say to each other."""
        return number(self.said.get("branch", ""), self.id)

    @property
    def label(self) -> str:
        """The label that it asks for; "" for any."""
        return self.said.get("tag", "")

    @property
    def title(self) -> str:
        """What to call it: its name, its name on the network, or what it is."""
        names = ("name", "computer_name", "model", "kind")
        return next((self.said[one] for one in names if one in self.said), self.number)


def is_registration(report: Report) -> bool:
    """Say whether a report registers a computer; what was added to one later is a follow-up."""
    return report.category == REGISTER and report.follow_up is None


def said_by(report: Report) -> dict[str, str]:
    """Return what a computer says of itself, as texts by the names of a record's fields.

    Anybody may have written it: what can't be a field's value is left out, and of two that say the
    same thing the first counts.
    """
    told: dict[str, str] = {}
    for name, text in _told(report):
        line = clean_line(text)
        if not line or name in told:
            continue
        try:
            value_of(name, line)
        except ValueError:
            continue
        told[name] = line
    return told


def record_of(said: Mapping[str, str]) -> Record:
    """Return the item that a registration makes; its label may still be missing."""
    return with_texts(Record(Tag(""), "", said.get("kind", PUBLIC_PC)), said)


def changes_to(record: Record, said: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """Return the fields of an item that a registration knows otherwise, in the record's order.

    Case and spaces make no difference; a label that another item wears is one, and is told too.
    """
    texts = texts_of(record)
    return tuple(
        FieldChange(name, was, said[name])
        for name, was in texts.items()
        if name in said and fold(said[name]) != fold(was)
    )


def same_computer(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Say whether two registrations are of one computer: its serial says so, else its name."""
    for name in ("serial", "computer_name"):
        if name in one and name in other:
            return fold(one[name]) == fold(other[name])
    return False


def next_label(tags: Iterable[str]) -> Tag:
    """Return the label after the highest of the kind that most items wear.

    Args:
        tags: all labels, those of items that are gone too: none is given twice.
    """
    found = [match for one in tags if (match := re.fullmatch(r"(.*?)([0-9]+)", one))]
    found = [one for one in found if len(one[2]) <= _DIGITS_LIMIT]
    if not found:
        return FIRST_LABEL
    prefix, _ = Counter(one[1] for one in found).most_common(1)[0]
    digits = [one[2] for one in found if one[1] == prefix]
    highest = max(map(int, digits))
    return Tag(f"{prefix}{highest + 1:0{len(max(digits, key=int))}}")


def kind_of(model: str, *, is_public: bool) -> str:
    """Return what a computer most likely is; whoever registers it can say otherwise."""
    if any(word in fold(model) for word in _PORTABLE):
        return LAPTOP
    return PUBLIC_PC if is_public else STAFF_PC


def _told(report: Report) -> Iterator[tuple[str, str]]:
    yield "tag", report.item[:_LONGEST_LABEL]
    for name in (NAME, KIND, ROOM):
        answer = report.answers.get(name, "")
        yield name, answer if isinstance(answer, str) else ""
    yield "branch", report.branch
    for fact in report.facts:
        yield from _fields(fact.key, fact.value)


def _fields(key: str, value: str) -> Iterator[tuple[str, str]]:
    names = {"computer": "computer_name", "serial": "serial", "model": "model"}
    if key in names or key == "processor":
        yield names.get(key, key), value
    elif key == "memory":
        yield "memory_gb", _memory(value)
    elif key == "disk":
        match = _DISK.search(value)
        yield "disk_gb", match[1] if match else ""
    elif key == "system":
        yield from _system(value)
    elif key == "secure_boot":
        yield "secure_boot", {"on": "yes", "off": "no"}.get(value, "")


def _memory(value: str) -> str:
    """Return the gigabytes that were sold: what a machine tells is a little less."""
    match = _GIGABYTES.match(value)
    if match is None:
        return ""
    whole = int(match[1]) + (1 if (match[2] or "0") != "0" else 0)
    return str(whole)


def _system(value: str) -> Iterator[tuple[str, str]]:
    match = _WINDOWS.fullmatch(value)
    if match is not None:
        yield "system", match[1]
        yield "edition", match[2] or ""
        yield "system_version", match[3] or ""
        return
    name = value.partition(",")[0]
    version = _VERSION.search(name)
    yield "system", name[: version.start()] if version else name
    yield "system_version", version[1] if version else ""
