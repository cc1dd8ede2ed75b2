"""A donor's list of machines, row by row: what each heading was taken for, and what can't be read.

Every row becomes a machine or is refused with the reason, so that rows = machines + refused. A
single fact that can't be read refuses nothing: it is not known then, and told as a fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.donation_cells import Draft
from libdesk.domain.donation_headings import Special, fact_of, heading_words
from libdesk.domain.donation_specs import read_spec
from libdesk.domain.donations import MOST_ALIKE, Machine
from libdesk.domain.item_cells import is_cut, is_nothing
from libdesk.domain.item_headings import names_secret
from libdesk.domain.tables import NoteKind, Row, Table, column_name
from libdesk.domain.text import clean_line, fold

CELL_LIMIT = 5_000
"""Signs of a cell that are looked at."""

_EVERYTHING = "name|nombre|nom|bezeichnung|asset name|title|model description"
_NAMES = frozenset({"make", "model", "processor", "kind", "serial"})
"""Facts of which a machine needs one, to be one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what it was taken for.

    Attributes:
        heading: as it stands there; of a column without one, what spreadsheets call it.
        target: the name of a fact, or one of `Special`; LEFT_OUT where it is not read.
        is_known: somebody knows what it holds; False where it is left out for that reason.
    """

    heading: str
    target: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """What became of a row.

    Attributes:
        number: its number in the file, as a spreadsheet shows it.
        machine: the machine; None where the row is refused.
        why: why it is refused, in a sentence; "" where it is not.
        unread: what of its free text was not understood.
    """

    number: int
    machine: Machine | None
    why: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as it was read; for a preview, and for an offer.

    Attributes:
        columns: each column in order.
        rows: each row in order.
    """

    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]

    @property
    def machines(self) -> tuple[Machine, ...]:
        """Return the machines, in the order of their rows."""
        return tuple(one.machine for one in self.rows if one.machine is not None)

    @property
    def refused(self) -> tuple[ListRow, ...]:
        """Return the rows that can't be read."""
        return tuple(one for one in self.rows if one.machine is None)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the headings that nobody knows."""
        return tuple(one.heading for one in self.columns if not one.is_known)

    @property
    def sums(self) -> str:
        """Return how many rows became what, in a sentence."""
        rows, machines, refused = len(self.rows), len(self.machines), len(self.refused)
        listed = sum(one.count for one in self.machines)
        of_rows = f"{rows:,} {_s(rows, 'row')}"
        told = f"{of_rows} = {machines:,} {_s(machines, 'machine')} + {refused:,} refused"
        return (
            f"{told}; {listed:,} {_s(listed, 'machine')} with those that are alike."
            if listed != machines
            else f"{told}."
        )


def read_list(table: Table, today: date) -> ReadList:
    """Read a donor's list.

    Args:
        table: as it was read from its file; without headings each row is read as a text.
        today: the day of the offer: ages count up to it, and no machine was made later.
    """
    columns = columns_of(table)
    seen: dict[str, int] = {}
    cut = {number: _CUT for note in table.noted(NoteKind.ROW_SKIPPED) for number in note.rows}
    rows = [_row(row, columns, today, seen) for row in table.rows if row.number not in cut]
    rows += [ListRow(number, None, why) for number, why in cut.items()]
    return ReadList(columns, tuple(sorted(rows, key=lambda one: one.number)))


_CUT = "A cell in it is far too long. Shorten it, and read the list again."


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return what each column of a list is taken for; of two alike the first is read."""
    found: list[Column] = []
    if not any(map(str.strip, table.headings)):
        return tuple(Column(column_name(at), Special.WHOLE) for at, _ in enumerate(table.headings))
    has_whole = False
    for at, heading in enumerate(table.headings):
        target = target_of(heading)
        name = heading or column_name(at)
        if target is None:
            found.append(Column(name, Special.LEFT_OUT, is_known=False))
        elif target and target != "notes" and any(one.target == target for one in found):
            found.append(Column(name, "notes"))
        else:
            has_whole |= target == Special.WHOLE
            found.append(Column(name, target))
    if not has_whole and not any(one.target in _NAMES for one in found):
        # Whatever the heading is called: all that is said stands in the only column with words.
        found = [replace(one, target=Special.WHOLE) if not one.is_known else one for one in found]
    return tuple(found)


def target_of(heading: str) -> str | None:
    """Return what a heading stands for; None where nobody knows it, or it names a secret."""
    if names_secret(heading):
        return None
    key = heading_words(heading)
    return Special.WHOLE if key in _EVERYTHING.split("|") else fact_of(heading)


def _row(row: Row, columns: tuple[Column, ...], today: date, seen: dict[str, int]) -> ListRow:
    draft = Draft(today)
    unread: list[str] = []
    wholes = [
        cell
        for column, cell in zip(columns, row.cells, strict=True)
        if cell.strip() and not _take(draft, column, cell)
    ]
    for cell in wholes:
        unread += _whole(draft, cell)
    if why := _why_refused(draft, seen):
        return ListRow(row.number, None, why)
    machine = draft.machine()
    if serial := machine.serial:
        seen[_serial_key(serial)] = row.number
    return ListRow(row.number, machine, unread=tuple(unread))


def _take(draft: Draft, column: Column, cell: str) -> bool:
    """Take a cell of a column with one fact; returns False where it is to be read as a text."""
    target = column.target
    if target == Special.WHOLE:
        return False
    text = cell[:CELL_LIMIT]
    line = clean_line(text, CELL_LIMIT)
    if target in {"disk_gb", "disk_kind"}:
        line = f"{line} {fold(column.heading)}" if fold(column.heading) in {"ssd", "hdd"} else line
    elif target == "memory_gb" and _is_megabytes(column.heading, line):
        line = f"{line} MB"
    elif target == "serial" and is_cut(line):
        draft.faults.append(f"Serial number “{line}”: a spreadsheet has cut it.")
        return True
    if draft.take(target, line):
        return True
    if target == "count":
        draft.values["count"] = 0
    draft.faults.append(f"{column.heading} “{line[:60]}”: this can’t be read.")
    return True


def _is_megabytes(heading: str, line: str) -> bool:
    return " mb" in f" {fold(heading)}".replace("(", " ") and line.replace(".", "").isdecimal()


def _whole(draft: Draft, cell: str) -> tuple[str, ...]:
    """Take what a cell with everything in it says; what a column of its own says holds."""
    if is_nothing(cell):
        return ()
    spec = read_spec(cell[:CELL_LIMIT], draft.today)
    said = spec.machine
    for name in Machine.__dataclass_fields__:
        value = getattr(said, name)
        if name == "notes" and value:
            draft.note(value)
        elif name == "faults":
            draft.faults += value
        elif value != getattr(_NOBODY, name):
            draft.put(name, value)
    unread = spec.unread
    if unread and "model" not in draft.values and len(cell) <= _SHORT and said.make == "":
        # "Workgroup Station 9": a name that nobody knows is a name still.
        draft.put("model", " ".join(unread[0].split()))
        return unread[1:]
    return unread


_NOBODY = Machine()
_SHORT = 80


def _why_refused(draft: Draft, seen: Mapping[str, int]) -> str:
    """Return why a row is no machine, or one that stands in the list already; "" for neither."""
    if not draft.values.keys() & (_NAMES | {"memory_gb", "disk_gb", "inches"}):
        return (
            "Nothing in it says what machine it is. Give it a kind, a make, a model or a processor."
        )
    key = _serial_key(draft.values.get("serial", ""))
    if key in seen:
        return f"Its serial number is that of row {seen[key]:,}. Take one of the two out."
    if not draft.values.get("count", 1):
        return (
            f"How many there are can’t be read: a whole number from 1 to {MOST_ALIKE:,} is needed."
        )
    return ""


def _serial_key(serial: str) -> str:
    return fold(serial).replace(" ", "").replace("-", "")


def refused_rows(found: ReadList, table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the refused rows with the reason in front, to be mended and read again."""
    cells = {row.number: row.cells for row in table.rows}
    for one in found.refused:
        yield (one.why, *cells.get(one.number, ()))


def _s(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
