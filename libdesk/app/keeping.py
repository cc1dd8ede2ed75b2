"""What the desk lets go of by itself, put together: database, places to collect, copies."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk.app.site import now
from libdesk.delivery.mail_drafts import MailDrafts
from libdesk.services.attachments import Attaching
from libdesk.services.ports import DropReader
from libdesk.services.stores import OpenUnit
from libdesk.services.upkeep import Upkeep
from libdesk.storage.backups import NoteFile, folder_for
from libdesk.storage.forgetting import ForgetfulCopies

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from libdesk.storage.database import Database


def upkeep(
    open_unit: OpenUnit,
    readers: Sequence[DropReader],
    use: "Callable[[], AbstractContextManager[Database]]",
) -> Upkeep:
    """Return what tends a desk.

    Args:
        open_unit: opens a transaction.
        readers: the places where reports are collected.
        use: lends the database that is at work.
    """

    def folders() -> list[Path]:
        with use() as database:
            path = database.path
        if path is None:
            return []  # a server's copies are whoever's who makes them
        here, second = folder_for(path), NoteFile(path).read().second_place
        return [*([here] if here.is_dir() else []), *([Path(second)] if second else [])]

    return Upkeep(open_unit, readers, _Leftovers(use), now, ForgetfulCopies(folders, use))


def tend_all(
    tend: Callable[[Callable[[], bool]], object],
    drafts: MailDrafts,
    photos: Attaching | None = None,
) -> Callable[[Callable[[], bool]], None]:
    """Return what tends the desk after each round: what is over its time, and old drafts.

    Args:
        tend: lets go of what is in the database.
        drafts: e-mail drafts that nobody needs any more.
        photos: photos and papers, of which those that were removed go after a week.
    """

    def tend_both(between: Callable[[], bool]) -> None:
        drafts.sweep()
        tend(between)
        if photos is not None and between():
            photos.sweep()

    return tend_both


class _Leftovers:
    """Implements the port Leftovers on a database that is opened when it is needed."""

    def __init__(self, use: "Callable[[], AbstractContextManager[Database]]") -> None:
        self._use = use

    def wipe(self, between: Callable[[], bool], *, words: bool) -> bool:
        """Overwrite what removed rows have left; see `Database.wipe`."""
        with self._use() as database:
            return database.wipe(between, words=words)
