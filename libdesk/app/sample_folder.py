"""The made-up library's folder: made whole or not at all, and taken away without a trace.

It lies inside the real data folder and is a data folder of its own, so that nothing that is done in
it can touch anything real. It gets its name only when it is whole, and loses it before anything in
it is removed: whatever ends in the middle, what is left is no library and goes at the next start.
"""

import shutil
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk import files
from libdesk.app.site import now
from libdesk.paths import DataFolder
from libdesk.services.errors import Unavailable

if TYPE_CHECKING:
    from libdesk.services.sample import Sample
    from libdesk.services.stores import Unit

GoOn = Callable[[], bool]
"""Asked between two transactions; answering False stops it."""


class _Stopped(Exception):  # noqa: N818 - somebody asked for it
    """The making was stopped."""


class SampleFolder:
    """Makes the made-up library in a data folder, and removes it.

    Args:
        data: the real data folder.
        size: how large the library is.
    """

    def __init__(self, data: DataFolder, size: "Sample | None" = None) -> None:
        self._whole = data.sample
        self._part = data.sample.with_name(f"{data.sample.name}.part")
        self._size = size
        self._lock = threading.Lock()  # two threads may make and clear at the same time

    def make(self, go_on: GoOn) -> bool:
        """Make it; on an outside thread. One that is there already stays.

        Returns:
            Whether it is there; False when it was stopped. Then nothing of it is left.

        Raises:
            Unavailable: it could not be made; nothing of it is left.
        """
        with self._lock:
            if is_there(self._whole):
                return True
            try:
                self._remove()
                files.make_folder(self._part)
                self._fill(go_on)
                files.DISK.replace(self._part, self._whole)
                files.DISK.sync_folder(self._whole.parent)
            except _Stopped:
                return False
            except OSError as error:
                raise Unavailable(
                    f"The made-up library could not be made in {self._whole.parent}: "
                    f"{error.strerror}. Nothing of it was left behind. Make room there, and try "
                    "again; or set up your own library at once."
                ) from error
            finally:
                with suppress(OSError):
                    if not is_there(self._whole):
                        self._remove()
            return True

    def clear(self) -> None:
        """Remove what an end in the middle has left; a whole library stays.

        Raises:
            OSError: something of it could not be removed; the next start tries again.
        """
        with self._lock:
            if not is_there(self._whole):
                self._remove()

    def remove(self) -> None:
        """Remove it, whole.

        Raises:
            OSError: something of it could not be removed; the next start tries again.
        """
        with self._lock:
            self._remove()

    def _fill(self, go_on: GoOn) -> None:
        # Every start looks for what is left of one; it is made once at most.
        from libdesk.app.sample_library import fill_sample
        from libdesk.services.sample import Sample
        from libdesk.storage.attachment_files import files_of
        from libdesk.storage.database import Database

        database = Database.open(DataFolder(self._part).database, now=now)

        def open_unit(*, write: bool = False) -> "AbstractContextManager[Unit]":
            if not go_on():
                raise _Stopped
            return database.unit(write=write)

        try:
            photos = files_of(DataFolder(self._part).database, self._part)
            fill_sample(open_unit, self._size or Sample(), photos)
        finally:
            database.close()

    def _remove(self) -> None:
        for folder in (self._part, self._whole):
            if folder == self._whole and folder.is_dir():
                files.DISK.replace(folder, self._part)
            if self._part.is_dir():
                shutil.rmtree(self._part)


def is_there(folder: Path) -> bool:
    """Say whether a whole made-up library lies in a folder."""
    return DataFolder(folder).database.is_file()
