"""The commands for copies: backup and restore.

The desk is the one writer. While it is open it makes the copy that was asked for; to put one back,
it must be closed first.
"""

import argparse
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from libdesk import logs
from libdesk.app.copies_told import backups_of, copy_document, place_document
from libdesk.app.printing import DONE, say
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import database_target, no_folder, no_lock, now, print_error
from libdesk.paths import DataFolder
from libdesk.services.backups import KeptCopy
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.restoring import Newer
from libdesk.storage.backups import ON_A_SERVER, NoteFile, folder_for
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.database import Database
from libdesk.storage.restoring import PuttingBack, finish_unfinished, is_damaged

DESK_TAKES_S = 600.0
"""So long a command waits for the copy that the desk was asked for."""

_LOOK_EVERY_S = 0.25
_NUMBERS_TOLD = 20


def run(asked: argparse.Namespace, data: DataFolder) -> int:
    """Run one of the commands of this module and return the exit code."""
    target = database_target(asked.database, data)
    if not isinstance(target, Path):
        raise Refusal(ON_A_SERVER)
    logs.start(data.logs, asked.command)
    if asked.command == "backup":
        return _backup(asked, data, target)
    return _restore(asked, data, target)


def _backup(asked: argparse.Namespace, data: DataFolder, target: Path) -> int:
    if not target.exists():
        finish_unfinished(target)
    if not target.exists():
        raise Refusal(f"There is no database at {target} yet, so there is nothing to copy.")
    if asked.to is not None and not asked.to.is_dir():
        raise Refusal(f"{asked.to} is no folder. No copy was made. Name one that is there.")
    second: dict[str, Any] | None = None
    with _instance(data) as instance:
        if instance.take():
            finish_unfinished(target)
            made, second = _copy(target)
        elif instance.is_held():
            made = _let_the_desk_copy(instance, target)
        else:
            raise no_lock(data)
    path = folder_for(target) / made.name
    if asked.to is not None:
        CopyFolder(asked.to.absolute(), may_make=False).bring(made, CopyFolder(path.parent))
        path = asked.to.absolute() / made.name
    document = {**copy_document(made), "path": str(path), "second": second}
    say(asked, document, f"{path}: {made.size:,} bytes, sound.")
    return DONE


def _copy(target: Path) -> tuple[KeptCopy, dict[str, Any] | None]:
    database = Database.open(target, now=now)
    try:
        backups = backups_of(database)
        if backups is None:
            raise Refusal(ON_A_SERVER)
        made = backups.copy_now()
        second = backups.state().second
    finally:
        database.close()
    if second is not None and second.trouble:
        print_error(second.trouble)
    return made, place_document(second) if second else None


def _let_the_desk_copy(instance: SingleInstance, target: Path) -> KeptCopy:
    """Ask the desk for a copy, and wait until it lies there.

    Raises:
        Refusal: the desk does not hear.
        Unavailable: it could not make one.
    """
    here, notes = CopyFolder(folder_for(target)), NoteFile(target)
    before = max((kept.copy.sequence for kept in here.list()), default=0)
    asked_at = now()
    if not instance.ask_to_copy():
        raise Refusal(
            f"LibDesk is open ({instance.holder()}) and has the database, but does not answer. No "
            "copy was made now. Close LibDesk and try again."
        )
    pause, deadline = threading.Event(), time.monotonic() + DESK_TAKES_S
    while time.monotonic() < deadline:
        newest = here.list()[:1]
        if newest and newest[0].copy.sequence > before:
            return newest[0]
        told = notes.read()
        if told.trouble and told.tried_at is not None and told.tried_at >= asked_at:
            raise Unavailable(told.trouble)
        pause.wait(_LOOK_EVERY_S)
    raise Unavailable(
        "The desk was asked for a copy and has not made one yet. Look at Backups in its window."
    )


def _restore(asked: argparse.Namespace, data: DataFolder, target: Path) -> int:
    copy = asked.file.absolute()
    with _instance(data) as instance:
        if not instance.take():
            if not instance.is_held():
                raise no_lock(data)
            raise Refusal(
                f"LibDesk is open ({instance.holder()}) and has the database. Nothing was changed. "
                "Close it first, or use Backups in its window."
            )
        finish_unfinished(target)
        putting_back = PuttingBack(target, now, is_damaged=is_damaged(target))
        if not asked.json:
            print_error(_told_before(putting_back.newer(copy)))
        restored = putting_back.restore(copy)
    aside = str(restored.aside) if restored.aside else None
    document = {
        "restored": str(copy),
        "reports": restored.reports,
        "kept_aside": aside,
        "upgraded": restored.was_older,
        "newer": _newer_document(restored.newer),
    }
    problems = "1 problem" if restored.reports == 1 else f"{restored.reports} problems"
    sentence = f"{target} holds {problems} now, as the copy did."
    if aside:
        sentence += f" What lay there before is kept: {aside}"
    say(asked, document, sentence)
    return DONE


def _told_before(newer: Newer) -> str:
    if not newer.can_be_read:
        return "The database can't be read, so what is newer than the copy is not known."
    if newer.is_nothing:
        return "Nothing is newer than the copy."
    told = f"{len(newer.reports)} reports"
    if newer.reports:
        more = len(newer.reports) - _NUMBERS_TOLD
        told += f" ({', '.join(newer.reports[:_NUMBERS_TOLD])}{f' and {more} more' * (more > 0)})"
    told += f", {newer.answers} answers and {newer.changes} changes are newer than the copy."
    return f"The copy is of another library. {told}" if newer.is_other_library else told


def _newer_document(newer: Newer) -> dict[str, Any]:
    return {
        "known": newer.can_be_read,
        "other_library": newer.is_other_library,
        "reports": list(newer.reports),
        "answers": newer.answers,
        "changes": newer.changes,
    }


@contextmanager
def _instance(data: DataFolder) -> Iterator[SingleInstance]:
    try:
        instance = SingleInstance("desk", data.root)
    except OSError as error:
        raise no_folder(data, error) from error
    try:
        yield instance
    finally:
        instance.release()
