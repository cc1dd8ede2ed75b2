"""Which ways a computer uses: put together from its data folder and its site settings."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from libdesk import paths, settings
from libdesk.delivery.bulletin import FolderBoard
from libdesk.delivery.drop import Memory
from libdesk.delivery.folder_courier import FolderCourier
from libdesk.delivery.folder_reader import FolderReader
from libdesk.delivery.outbox import FileOutbox
from libdesk.domain.bulletin import Identity
from libdesk.files import DISK, FileSystem
from libdesk.paths import DataFolder
from libdesk.services.ports import Clock
from libdesk.settings import Site

OWN_FOLDER = "folder"
"""The lasting name of the drop folder on the desk's own computer."""

SHARE = "share"
"""The lasting name of the shared drop folder."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StaffWays:
    """The staff side of a computer.

    Attributes:
        outbox: where its reports are kept.
        courier: how they leave; it asks the board for the desk's key when none is known.
        board: what the desk tells.
    """

    outbox: FileOutbox
    courier: FolderCourier
    board: FolderBoard


def drop_folder(data: DataFolder, site: Site) -> Path:
    """Return where this computer's reports are dropped: the share, else its own inbox."""
    return site.share or data.inbox


def outbox_folder(data: DataFolder, site: Site) -> Path:
    """Return where this computer keeps its reports."""
    return site.lasting_outbox or data.outbox


def lasts(data: DataFolder, site: Site) -> bool:
    """Say whether what is kept is still there after a restart of this computer.

    A lasting path that somebody named in the settings is taken at its word.
    """
    if site.lasting_outbox is not None:
        return True
    return not site.resets_at_restart and not paths.is_temporary(data.outbox)


def draft_folder(data: DataFolder, site: Site) -> Path:
    """Return where drafts are kept: where reports last, on a computer that forgets the rest."""
    lasting = site.lasting_outbox
    return data.drafts if lasting is None else lasting / "drafts"


def contact_file(data: DataFolder, site: Site) -> Path:
    """Return where whom to ask is remembered: beside the reports, for everybody who files here."""
    return outbox_folder(data, site) / "contacts.json"


def read_file(data: DataFolder, site: Site) -> Path:
    """Return where it is remembered which answers were read here."""
    return outbox_folder(data, site) / "reads.json"


def registered_file(data: DataFolder, site: Site) -> Path:
    """Return where it is remembered that this computer has registered itself."""
    return outbox_folder(data, site) / "registered.json"


def open_outbox(data: DataFolder, site: Site, *, now: Clock, disk: FileSystem = DISK) -> FileOutbox:
    """Return this computer's outbox; nothing is read or made yet."""
    return FileOutbox(
        outbox_folder(data, site),
        lasts=lasts(data, site),
        now=now,
        disk=disk,
        makes_parents=site.lasting_outbox is None,
    )


def staff_ways(
    data: DataFolder,
    site: Site,
    *,
    now: Clock,
    trust: Callable[[Identity], None] | None = None,
    disk: FileSystem = DISK,
) -> StaffWays:
    """Return the outbox, the courier and the board of this computer; nothing is read or made yet.

    Args:
        data: its data folder.
        site: its settings.
        now: the clock.
        trust: notes the first desk's keys; by default in the site settings.
        disk: the file system, or a drill's.
    """
    folder = drop_folder(data, site)
    given = Identity(site.seal_key, site.verify_key)
    board = FolderBoard(
        folder,
        data.bulletin,
        trusted=given if site.seal_key or site.verify_key else None,
        trust=trust or note_in_settings(data),
        now=now,
        disk=disk,
    )
    courier = FolderCourier(
        folder,
        seal_key=site.seal_key,
        leaves_computer=site.share is not None,
        ask_key=board.seal_key,
        disk=disk,
    )
    return StaffWays(open_outbox(data, site, now=now, disk=disk), courier, board)


def desk_readers(
    data: DataFolder,
    site: Site,
    *,
    secrets: tuple[bytes, bytes],
    now: Clock,
    host: str,
    disk: FileSystem = DISK,
) -> tuple[FolderReader, ...]:
    """Return the desk's readers: its own inbox always, and the share where one is set.

    Args:
        data: the desk's data folder.
        site: its settings.
        secrets: the desk's private seal key and sign key.
        now: the clock.
        host: this computer's name.
        disk: the file system, or a drill's.
    """
    own = FolderReader(
        data.inbox,
        name=OWN_FOLDER,
        secrets=secrets,
        now=now,
        host=host,
        is_local=True,
        disk=disk,
    )
    if site.share is None:
        return (own,)
    shared = FolderReader(
        site.share,
        name=SHARE,
        secrets=secrets,
        now=now,
        host=host,
        memory=Memory(data.root / "shares.json", disk),
        disk=disk,
    )
    return (own, shared)


def note_in_settings(data: DataFolder) -> Callable[[Identity], None]:
    """Return what writes a desk's keys into the site settings; a broken file is left alone."""

    def note(identity: Identity) -> None:
        loaded = settings.load(data.site)
        if loaded.notice:
            return
        keys = settings.trust(loaded.site, identity.seal_key, identity.verify_key)
        try:
            settings.save(data.site, keys)
        except OSError as error:
            # The kept bulletin carries the keys too.
            _LOG.warning("the desk's keys could not be noted: %s", error.strerror)

    return note
