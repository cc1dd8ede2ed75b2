"""How a list is read, as a document: kept for the next list of its kind, or in a file of its own.

A document names columns by their headings, so it serves a list with more columns, fewer, or others
in between; what it doesn't name is guessed. A column without a heading is named by its letter.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from libdesk.domain.item_columns import Columns, Why, with_target
from libdesk.domain.item_fields import CUSTOM
from libdesk.domain.item_headings import heading_key
from libdesk.domain.item_import import Choices
from libdesk.domain.money import is_currency
from libdesk.domain.statuses import Status
from libdesk.domain.tables import column_name
from libdesk.domain.text import clean_line

_TEXTS = ("places", "statuses", "kinds")
_PARTS = frozenset({"columns", "twins", "kind", "empty_wipes", "currency", *_TEXTS})
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class ReadMap:
    """How a list is read.

    Attributes:
        columns: target and how, by the key of the heading.
        choices: what somebody has said.
    """

    columns: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    choices: Choices = field(default_factory=Choices)


def document_of_map(columns: Columns, choices: Choices) -> dict[str, Any]:
    """Return the document of how a list is read; twins are of one file only, and left out."""
    said: dict[str, object] = {}
    for name, one in zip(names_of(columns), columns, strict=True):
        # What was left out because it was empty, or there was no room, is looked at anew.
        if one.why not in (Why.SECRET, Why.EMPTY, Why.NO_ROOM):
            said[name] = {"target": one.target, "how": one.how} if one.how else one.target
    return {
        "columns": said,
        "places": dict(choices.places),
        "statuses": dict(choices.statuses),
        "kinds": dict(choices.kinds),
        "kind": choices.kind,
        "empty_wipes": choices.empty_wipes,
        "currency": choices.currency,
    }


def names_of(columns: Columns) -> tuple[str, ...]:
    """Return by what a document names each column: its heading, the second alike "Notes 2"."""
    seen: Counter[str] = Counter()
    names = []
    for index, column in enumerate(columns):
        key = heading_key(column.heading)
        seen[key] += 1
        name = column.heading if key else f"Column {column_name(index)}"
        names.append(f"{name} {seen[key]}" if key and seen[key] > 1 else name)
    return tuple(names)


def parse_map(value: object) -> ReadMap:
    """Read the document of how a list is read.

    Raises:
        ValueError: a part is of the wrong kind or unknown; the message names it.
    """
    if not isinstance(value, dict):
        raise ValueError("a mapping is one object with columns in it")
    for name in value:
        if name not in _PARTS:
            raise ValueError(f"there is nothing called {str(name)[:80]!r} in a mapping")
    texts = {name: _texts(value, name) for name in _TEXTS}
    for said in texts["statuses"].values():
        if said not in {one.value for one in Status}:
            raise ValueError(f"{said[:80]!r} is no status: statuses")
    twins = value.get("twins", {})
    if not isinstance(twins, dict) or not all(type(row) is int for row in twins.values()):
        raise ValueError("twins names the row that counts of each: twins")
    wipes = value.get("empty_wipes", False)
    if not isinstance(wipes, bool):
        raise ValueError("it is true or false: empty_wipes")
    currency = _text(value.get("currency", "USD"), "currency")
    if not is_currency(currency):
        raise ValueError("it is a code such as USD: currency")
    choices = Choices(
        texts["places"],
        texts["statuses"],
        texts["kinds"],
        clean_line(_text(value.get("kind", "other"), "kind")),
        {str(key): row for key, row in twins.items()},
        wipes,
        currency,
    )
    return ReadMap(_columns(value.get("columns", {})), choices)


def applied(columns: Columns, read_map: ReadMap) -> Columns:
    """Return guessed columns, read as a document says where it names them.

    Raises:
        ValueError: it names what is no field, or a column of passwords.
    """
    for index, (name, column) in enumerate(zip(names_of(columns), columns, strict=True)):
        said = read_map.columns.get(heading_key(name))
        if said is None:
            continue
        target, how = said
        if column.target == target and how in ("", column.how):
            columns = (*columns[:index], replace(column, is_sure=True), *columns[index + 1 :])
        else:
            columns = with_target(columns, index, target, how)
    return columns


def _columns(value: object) -> dict[str, tuple[str, str]]:
    if not isinstance(value, dict):
        raise ValueError("columns names what each heading stands for: columns")
    found = {}
    for heading, said in value.items():
        parts = said if isinstance(said, dict) else {"target": said}
        if set(parts) - {"target", "how"}:
            raise ValueError(f"a column has a target and how it is written: {str(heading)[:80]}")
        target = _text(parts.get("target"), str(heading)[:80])
        if target.startswith(CUSTOM):
            target = f"{CUSTOM}{clean_line(target.removeprefix(CUSTOM))}"
        found[heading_key(str(heading))] = target, _text(parts.get("how", ""), "how")
    return found


def _texts(value: Mapping[str, Any], name: str) -> dict[str, str]:
    told = value.get(name, {})
    if not isinstance(told, dict):
        raise ValueError(f"it names what each text means: {name}")
    found = {_text(text, name): clean_line(_text(answer, name)) for text, answer in told.items()}
    if not all(found.values()):
        raise ValueError(f"each text needs a meaning with letters in it: {name}")
    return found


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError(f"it is a short text: {name}")
    return value
