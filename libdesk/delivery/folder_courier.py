"""The folder courier: the staff side of a drop folder, on this computer or on a share.

It only ever touches files by names that it knows itself. A person's rights on the share may be as
small as "create files here".
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from libdesk.delivery import drop, folders, replies, sealing, troubles
from libdesk.domain.problems import ReportId
from libdesk.files import DISK, FileSystem, make_folder
from libdesk.services.errors import Unavailable

_SEAL_BYTES = 48
_LOG = logging.getLogger(__name__)


class FolderCourier:
    """The Courier port on a folder.

    Args:
        folder: the drop folder.
        seal_key: the desk's public key; b"" while it is not known.
        leaves_computer: the folder is a share: nothing goes there unsealed, and nothing is made
            there that is missing, because a share that is away can leave an empty folder.
        ask_key: asked for the key when one is needed and none is known; b"" when it has none.
        disk: the file system, or a drill's.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seal_key: bytes,
        leaves_computer: bool,
        ask_key: Callable[[], bytes] = lambda: b"",
        disk: FileSystem = DISK,
    ) -> None:
        self._folder = folder
        self._seal_key = seal_key
        self._leaves_computer = leaves_computer
        self._ask_key = ask_key
        self._disk = disk

    def hand_over(self, report_id: ReportId, envelope: bytes) -> None:
        """Put the envelope into the drop folder, sealed, and read it back before it counts.

        It is compared before it gets its name, so that no half one ever lies where the desk
        collects. A desk may take it away the moment it is there.

        Raises:
            Unavailable: it is not there, or not whole; it stays in the outbox.
        """
        target = drop.envelope_path(self._folder, report_id)
        part = self._folder / "tmp" / f"{report_id}.{secrets.token_hex(4)}.part"
        try:
            self._expect_folder()
            content = self._content(envelope)
            self._disk.write(part, content)
            drop.share_file(part, part.parent)
            if folders.read_regular(part, limit=len(content)) != content:
                raise self._changed()
            self._disk.replace(part, target)
            # Who may only create here may not even open the folder to sync it; the proof that comes
            # back counts, and without it the report goes again.
            with suppress(PermissionError):
                self._disk.sync_folder(target.parent)
            with suppress(FileNotFoundError):
                if target.stat().st_size != len(content):
                    raise self._changed()
        except ValueError as error:
            raise self._changed() from error
        except OSError as error:
            raise troubles.share(error, self._folder) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def is_lying_there(self, report_id: ReportId) -> bool:
        """Say whether the envelope still lies where it was put.

        Raises:
            Unavailable: the folder does not answer.
        """
        try:
            drop.envelope_path(self._folder, report_id).stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise troubles.share(error, self._folder) from error
        return True

    def fetch_reply(self, report_id: ReportId, number: int) -> bytes | None:
        """Return a sealed message by its exact name; None when there is none that could be one.

        Raises:
            Unavailable: the folder does not answer.
        """
        path = drop.reply_path(self._folder, report_id, number)
        try:
            return folders.read_regular(path, limit=replies.SIZE_LIMIT + _SEAL_BYTES)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:
            _LOG.warning("something that is no message lies in the place of one")
            return None
        except OSError as error:
            raise troubles.share(error, self._folder) from error

    def _expect_folder(self) -> None:
        if not self._leaves_computer:
            make_folder(self._folder, disk=self._disk)
            for name in ("tmp", "new"):
                make_folder(self._folder / name, disk=self._disk)
        elif not self._folder.is_dir():
            raise troubles.away(self._folder)
        elif not drop.is_laid_out(self._folder):
            raise Unavailable(
                f"The shared folder {self._folder} is there, but LibDesk's folders are not in it: "
                "it is not connected, or IT has not opened LibDesk with it yet. Reports stay where "
                "they are and go on by themselves."
            )

    def _content(self, envelope: bytes) -> bytes:
        if not self._seal_key:
            self._seal_key = self._ask_key()
        if self._seal_key:
            try:
                return drop.wrap(sealing.seal(envelope, self._seal_key))
            except ValueError as error:
                raise Unavailable(
                    "The desk's key in this computer's settings can't be used, so the report "
                    "stays on this computer. Tell IT; nothing is lost."
                ) from error
        if self._leaves_computer:
            raise Unavailable(
                "The report is kept on this computer and waits for the key: IT must open LibDesk "
                "once and collect. Then it goes on by itself."
            )
        return envelope

    def _changed(self) -> Unavailable:
        return Unavailable(
            f"The shared folder {self._folder} did not give back what was written to it. The "
            "report stays on this computer and LibDesk tries again; tell IT if this lasts."
        )
