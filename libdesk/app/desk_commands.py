"""The commands that open the database: collect, search, check, export, sample.

The desk is the one writer of its database. While it is open, a command that would write says who
has it and ends; the desk collects by itself.
"""

import argparse
import platform
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk import __version__, files, logs, settings
from libdesk.app.copies_told import read_copies, versions
from libdesk.app.keeping import upkeep
from libdesk.app.printing import DONE, REFUSED, repeat, say, tell
from libdesk.app.sample_library import fill_sample
from libdesk.app.shipped import settle_library
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import (
    database_target,
    here_by,
    load_guidance,
    no_folder,
    no_lock,
    now,
    print_error,
    take_site,
)
from libdesk.delivery import sealing, ways
from libdesk.domain.inbox import Line
from libdesk.paths import DataFolder
from libdesk.services.attachments import Attaching, lost_words
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.exporting import Exporting
from libdesk.services.intake import Intake
from libdesk.services.sample import Sample
from libdesk.services.search import Search
from libdesk.services.upkeep import Upkeep
from libdesk.services.walk_ins import InPerson
from libdesk.storage.attachment_files import files_of
from libdesk.storage.database import Database
from libdesk.storage.export_files import ExportFiles
from libdesk.storage.restoring import finish_unfinished

if TYPE_CHECKING:
    from libdesk.services.ports import DropReader


def run(asked: argparse.Namespace, data: DataFolder) -> int:
    """Run one of the commands of this module and return the exit code."""
    if asked.command == "sample":
        return _sample(asked)
    if asked.command == "collect":
        return _collect(asked, data)
    if asked.command == "export":
        return _export(asked, data)
    with _opened(asked, data) as database:
        return (
            _search(asked, database) if asked.command == "search" else _check(asked, data, database)
        )


@contextmanager
def _opened(asked: argparse.Namespace, data: DataFolder) -> Iterator[Database]:
    take_site(asked.site, data)
    target = database_target(asked.database, data)
    if isinstance(target, Path) and not target.exists():
        raise Refusal(f"There is no database at {target} yet. Open LibDesk once, or run collect.")
    # It takes no lock, and an older desk may be open: what it works with must not change under it.
    database = Database.open(target, now=now, upgrades=False)
    try:
        yield database
    finally:
        database.close()


def _collect(asked: argparse.Namespace, data: DataFolder) -> int:
    site = take_site(asked.site, data)
    logs.start(data.logs, "collect")
    try:
        instance = SingleInstance("desk", data.root)
    except OSError as error:
        raise no_folder(data, error) from error
    if not instance.take():
        if not instance.is_held():
            raise no_lock(data)
        raise Refusal(
            f"LibDesk is open ({instance.holder()}) and has the database; it collects by itself."
        )
    try:
        target = database_target(asked.database, data)
        finish_unfinished(target)
        database = Database.open(target, now=now)
        try:
            secrets = ensure_keys(database.unit, sealing.make_keys)
            settle_library(database.unit)
            shares = ways.desk_readers(data, site, secrets=secrets, now=now, host=platform.node())
            readers: tuple[DropReader, ...] = (*shares, InPerson())
            intake = Intake(database.unit, readers, now, here_by(load_guidance))
            publishing = Publishing(database.unit, readers, now)
            tending = upkeep(database.unit, readers, lambda: nullcontext(database))
            return repeat(asked, lambda: _collect_once(asked, intake, publishing, tending))
        finally:
            database.close()
    finally:
        instance.release()


def _collect_once(
    asked: argparse.Namespace, intake: Intake, publishing: Publishing, tending: Upkeep
) -> int:
    round_ = intake.collect()
    intake.send_replies()
    tending.tend()
    for trouble in dict.fromkeys((*round_.troubles, *publishing.publish())):
        print_error(trouble)
    document = {
        "in": round_.incoming,
        "new": round_.new,
        "again": round_.again,
        "set_aside": round_.set_aside,
    }
    say(
        asked,
        document,
        f"{round_.incoming} found: {round_.new} new, {round_.again} again, "
        f"{round_.set_aside} set aside.",
    )
    return DONE


def _search(asked: argparse.Namespace, database: Database) -> int:
    found = Search(database.unit).find(" ".join(asked.words))
    document = {
        "problems": [_problem(line) for line in found.problems],
        "items": [
            {"tag": item.tag, "name": item.name, "kind": item.kind, "branch": item.branch}
            for item in found.items
        ],
    }
    lines = [f"{line.number}  {line.state.value:8}  {line.title}" for line in found.problems]
    lines += [f"{item.tag}  {item.kind}  {item.name}" for item in found.items]
    say(asked, document, "\n".join(lines) or "Nothing was found with all of these words.")
    return DONE


def _problem(line: Line) -> dict[str, str]:
    return {
        "id": str(line.id),
        "number": line.number,
        "title": line.title,
        "branch": line.branch,
        "state": line.state.value,
        "filed_at": line.filed_at.isoformat(),
    }


def _export(asked: argparse.Namespace, data: DataFolder) -> int:
    folder: Path = asked.folder.absolute()
    tiles = {category.code: category.text for category in load_guidance().categories}
    with _opened(asked, data) as database:
        exported = Exporting(
            ExportFiles(folder, lambda: nullcontext(database), data=data.root),
            now,
            __version__,
            tiles,
        ).run()
    if exported is None:  # nobody can stop it but by the keyboard, and that has its own way
        raise RuntimeError("an export stopped by itself")
    rows = sum(exported.rows.values())
    document = {
        "folder": str(folder),
        "rows": dict(exported.rows),
        "database": exported.has_database,
    }
    sentence = f"{folder}: {rows:,} rows in {len(exported.rows)} tables. READ-ME.txt explains them."
    if exported.has_database:
        sentence += "\nlibdesk.sqlite in it holds the desk's private keys: give it to nobody."
    say(asked, document, sentence)
    return DONE


@dataclass(frozen=True, slots=True)
class _Finding:
    name: str
    trouble: str


def _check(asked: argparse.Namespace, data: DataFolder, database: Database) -> int:
    findings = [_Finding(name, trouble) for name, trouble in database.check()]
    outbox = ways.open_outbox(data, settings.load(data.site).site, now=now)
    findings.append(_Finding("outbox", " ".join(outbox.troubles())))
    copies = read_copies(database)
    findings.append(_Finding("backups", " ".join(copies.troubles)))
    photos = Attaching(database.unit, files_of(database.path or "", data.root), now)
    findings.append(_Finding("photos", lost_words(photos.check())))
    bad = [finding for finding in findings if finding.trouble]
    document = {
        "sound": not bad,
        "checks": [{"name": one.name, "trouble": one.trouble} for one in findings],
        "backups": copies.document,
        "versions": versions(),
    }
    lines = [f"{one.name}: {one.trouble or 'sound'}" for one in findings]
    lines += [copies.sentence, ", ".join(f"{name} {is_}" for name, is_ in versions().items())]
    say(asked, document, "\n".join(lines))
    return REFUSED if bad else DONE


def _sample(asked: argparse.Namespace) -> int:
    target: Path = asked.file
    if target.exists():
        raise Refusal(f"{target} is there already; name a new file.")
    if asked.problems < 0 or asked.items < 0:
        raise Refusal("The numbers of problems and items must be 0 or more.")
    try:
        files.make_folder(target.absolute().parent)
    except OSError as error:
        raise Unavailable(
            f"The folder {target.absolute().parent} can't be made: {error.strerror}. Nothing was "
            "changed. Name another place for the sample."
        ) from error
    database = Database.open(target.absolute(), now=now)
    try:
        size = Sample(asked.problems, asked.items)
        fill_sample(database.unit, size)
    finally:
        database.close()
    tell(f"{target}: {size.problems} problems, {size.niggles} little niggles, {size.items} items.")
    return DONE
