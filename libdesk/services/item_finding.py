"""Which item a report is about: by the label, serial or computer name that it names or carries.

Nothing is guessed: where more than one item fits, or two of its facts point at two items, none is
found. What was found is kept beside the report, which stays as it was sent.
"""

from collections.abc import Callable, Iterable

from libdesk.domain.problems import Report
from libdesk.domain.records import Record
from libdesk.domain.statuses import HERE
from libdesk.domain.text import clean_line, fold
from libdesk.services.stores import Unit

SERIAL, COMPUTER = "serial", "computer"
"""The keys of the facts by which a computer is known."""

_FIELDS = {SERIAL: "serial", COMPUTER: "computer_name"}

IsHere = Callable[[str], bool]
"""Says of a tile's code whether its reports are about the computer that sends them."""


def everywhere(_category: str) -> bool:
    """Say of every tile that its reports are about the computer that sends them."""
    return True


def find_item(unit: Unit, report: Report, is_here: IsHere = everywhere) -> str:
    """Return the label of the one item that a report is about; "" where none is known for sure.

    What it names counts alone: whoever names something that is in no list means that, and not the
    computer they sit at. At another branch than the item's it is no computer of this branch.

    Args:
        unit: the transaction.
        report: the report.
        is_here: says which tiles are about the computer that sends the report.
    """
    if report.item:
        return _tag(named(unit, report.item))
    if not is_here(report.category):
        return ""
    found = by_facts(unit, ((fact.key, fact.value) for fact in report.facts))
    if found is None or report.branch not in ("", found.branch):
        return ""
    return found.tag


def named(unit: Unit, words: str) -> Record | None:
    """Return the one item with this label; else the one here with this serial or computer name."""
    key = fold(clean_line(words))
    found = unit.items.find(words)
    labeled = [one for one in found if fold(clean_line(one.tag)) == key]
    return _only(labeled) if labeled else _only(_here(found))


def by_facts(unit: Unit, facts: Iterable[tuple[str, str]]) -> Record | None:
    """Return the one item here that a computer's serial and name both leave.

    Args:
        unit: the transaction.
        facts: keys and values; others than SERIAL and COMPUTER count for nothing.
    """
    fitting: dict[int, Record] = {}
    for key, value in facts:
        if key not in _FIELDS:
            continue
        found = [
            one
            for one in _here(unit.items.find(value))
            if fold(clean_line(getattr(one, _FIELDS[key]))) == fold(clean_line(value))
        ]
        fitting.update((one.id, one) for one in found)
    return _only(list(fitting.values()))


def _here(found: Iterable[Record]) -> list[Record]:
    # A computer that is gone has often left its name to the next one.
    return [one for one in found if one.status in HERE]


def _only(found: list[Record]) -> Record | None:
    return found[0] if len(found) == 1 else None


def _tag(record: Record | None) -> str:
    return record.tag if record is not None else ""
