"""The commands that read equipment lists in, and take them back.

The desk is the one writer of its database: while it is open, only a dry run is possible from here.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from libdesk import files, logs
from libdesk.app.import_jobs import FileImport, KeptMaps
from libdesk.app.import_plain import Worked
from libdesk.app.item_rules import item_rules, kind_words
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.printing import DONE, say
from libdesk.app.shipped import settle_library
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import database_target, no_folder, no_lock, now, print_error
from libdesk.delivery.tables.writing import write_csv
from libdesk.domain.item_columns import Why
from libdesk.domain.item_headings import WHY_REFUSED
from libdesk.domain.item_import import Fate, Plan, RowFate, Stock
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal
from libdesk.services.item_import import ItemImport
from libdesk.services.item_rules import ItemRules
from libdesk.storage.database import Database
from libdesk.storage.restoring import finish_unfinished

SHOWN = 20
"""Refused rows that are told one by one; the file to mend has all of them."""


def run(asked: argparse.Namespace, data: DataFolder) -> int:
    """Run one of the commands of this module and return the exit code."""
    return _undo(asked, data) if asked.what == "undo" else _items(asked, data)


def _items(asked: argparse.Namespace, data: DataFolder) -> int:
    document = _document(asked.map)
    importing = FileImport(asked.file, KeptMaps(data.root / "import-maps"))
    change = None
    if asked.dry_run:
        with _reading(asked, data) as database:
            stock = _item_import(database).stock() if database else Stock(kinds=kind_words())
        worked = importing.work_out(stock, document)
    else:
        with _writing(asked, data) as database:
            items = _item_import(database)
            worked = importing.work_out(items.stock(), document)
            change = importing.carry_out(worked, items).change
    if asked.save_map is not None:
        _write(asked.save_map, lambda path: files.write_json(path, worked.document))
    for sentence in _notes(worked) if worked.notes else ():
        print_error(sentence)
    left = worked.plan.count(Fate.REFUSED)
    if asked.fix_these is not None and left:
        _write(asked.fix_these, lambda path: write_fix_these(path, worked))
    say(asked, document_of_plan(worked.plan), _sentence(asked, worked, change is not None))
    return DONE


def _undo(asked: argparse.Namespace, data: DataFolder) -> int:
    with _writing(asked, data) as database:
        items = _item_import(database)
        last = items.last()
        if last is None:
            raise Refusal("No list was read in that could be taken back.")
        touched = items.undo(last.id)
    document = {"title": last.title, "items": len(touched)}
    say(asked, document, f"{last.title} was taken back: {_items_of(len(touched))} as before it.")
    return DONE


def document_of_plan(plan: Plan) -> dict[str, Any]:
    """Return the document that tells what became of each row."""
    return {
        "rows": len(plan.fates),
        **{fate.value: plan.count(fate) for fate in Fate},
        "fates": [{"row": one.row, "fate": one.fate.value, "why": one.why} for one in plan.fates],
    }


def write_fix_these(path: Path, worked: Worked) -> None:
    """Write the refused rows with all their columns, those of passwords not, and why.

    Raises:
        OSError: the disk refuses it.
    """
    kept = [at for at, one in enumerate(worked.plan.columns) if not one.is_secret]
    # Mended and refused once more, it has the column already.
    again = bool(worked.headings) and worked.headings[0] == WHY_REFUSED
    kept = kept[1:] if again else kept
    rows = (
        (one.why, *(cells[at] for at in kept))
        for one in worked.plan.of(Fate.REFUSED)
        if (cells := worked.refused.get(one.row))
    )
    write_csv(path, (WHY_REFUSED, *(worked.headings[at] for at in kept)), rows)


def _sentence(asked: argparse.Namespace, worked: Worked, has_changed: bool) -> str:  # noqa: FBT001 - one of two
    plan = worked.plan
    counts = {fate: plan.count(fate) for fate in Fate}
    listed = " + ".join(f"{count:,} {fate.value}" for fate, count in counts.items())
    lines = [f"{len(plan.fates):,} rows = {listed}."]
    lines += [_line(one) for one in plan.of(Fate.REFUSED)[:SHOWN]]
    if counts[Fate.REFUSED] > SHOWN:
        lines.append(f"... and {counts[Fate.REFUSED] - SHOWN:,} more refused rows.")
    for question in plan.questions[:SHOWN]:
        lines.append(f"{question.rows:,} rows: which {question.about.value} is “{question.text}”?")
    lines += _left_out(plan)
    if counts[Fate.REFUSED]:
        where = asked.fix_these or "a file, with --fix-these FILE,"
        lines.append(f"The refused rows are in {where}: mend them and read that file in.")
    if asked.dry_run:
        lines.append("This was a dry run: nothing was changed.")
    elif has_changed:
        lines.append("libdesk import undo takes it all back.")
    return "\n".join(lines)


def _left_out(plan: Plan) -> Iterator[str]:
    """Yield which columns are left out, and why; those with nothing in them are no news."""
    for why in (Why.PEOPLE, Why.SECRET, Why.BOOKKEEPING, Why.NO_ROOM):
        headings = [f"“{one.heading}”" for one in plan.columns if one.why is why]
        if headings:
            yield f"Left out ({why.value}): {', '.join(headings)}."


def _notes(worked: Worked) -> Iterator[str]:
    """Yield what is odd about the file."""
    from PySide6.QtCore import QLocale

    from libdesk.ui.table_words import note_words

    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return (note_words(note, worked.headings, locale) for note in worked.notes)


def _line(one: RowFate) -> str:
    return f"row {one.row}: {one.why}"


def _items_of(count: int) -> str:
    return "1 item is" if count == 1 else f"{count:,} items are"


def _document(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        found = files.read_json(path, limit=2_000_000)
    except OSError as error:
        raise Refusal(f"{path} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise Refusal(f"{path} holds no mapping: it is no JSON.") from error
    if not isinstance(found, dict):
        raise Refusal(f"{path} holds no mapping: it must be one JSON object.")
    return found


def _write(path: Path, write: Callable[[Path], None]) -> None:
    try:
        write(path.absolute())
    except OSError as error:
        print_error(f"{path} can't be written: {error.strerror}. Everything else was done.")


def _item_import(database: Database) -> ItemImport:
    own = ItemRules(database.unit, load_lifecycle, now).rules()
    rules = item_rules(now().astimezone().date(), own)
    return ItemImport(database.unit, lambda: rules, now, kinds=lambda: kind_words(own))


@contextmanager
def _reading(asked: argparse.Namespace, data: DataFolder) -> Iterator[Database | None]:
    target = database_target(asked.database, data)
    if isinstance(target, Path) and not target.exists():
        yield None
        return
    # It takes no lock, and an older desk may be open: what it works with must not change under it.
    database = Database.open(target, now=now, upgrades=False)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _writing(asked: argparse.Namespace, data: DataFolder) -> Iterator[Database]:
    logs.start(data.logs, "import")
    try:
        instance = SingleInstance("desk", data.root)
    except OSError as error:
        raise no_folder(data, error) from error
    if not instance.take():
        if not instance.is_held():
            raise no_lock(data)
        raise Refusal(
            f"LibDesk is open ({instance.holder()}) and has the database. Read the list in there, "
            "or close it first; a dry run is possible meanwhile."
        )
    try:
        target = database_target(asked.database, data)
        finish_unfinished(target)
        database = Database.open(target, now=now)
        try:
            settle_library(database.unit)
            yield database
        finally:
            database.close()
    finally:
        instance.release()
