"""Whom IT asked the last time, remembered for a branch: one small file beside its reports.

Not for a login: a shared one serves several people, and one person works under several.
"""

import logging
from datetime import datetime
from pathlib import Path

from libdesk.delivery import folders
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.places import clean_code
from libdesk.domain.text import clean_line
from libdesk.files import DISK, FileSystem, write_json

KIND, VERSION = "contacts", 1
LIMIT = 100_000
"""Bytes of the file."""

BRANCHES = 50
"""Branches that are remembered; a computer stands in one."""

_NAME_LIMIT = 80
_LOG = logging.getLogger(__name__)


class ContactFile:
    """The Contacts port on a file.

    Args:
        path: the file; its folder is there once a report has been kept.
        remembers: False on a computer that the public uses: no name is kept there.
        disk: the file system, or a drill's.
    """

    def __init__(self, path: Path, *, remembers: bool = True, disk: FileSystem = DISK) -> None:
        self._path = path
        self._remembers = remembers
        self._disk = disk

    def recall(self, branch: str) -> tuple[str, datetime | None]:
        """Return whom IT asked, and until when they were there; "" and None when not known."""
        return self._read().get(clean_code(branch), ("", None))

    def note(self, branch: str, contact: str, here_until: datetime | None) -> None:
        """Remember whom IT should ask; "" forgets. What cannot be written is not remembered."""
        if not self._remembers:
            return
        known = self._read()
        known.pop(clean_code(branch), None)
        if name := clean_line(contact, _NAME_LIMIT):
            known[clean_code(branch)] = (name, here_until)
        rows = [
            [code, name, until.isoformat() if until else ""]
            for code, (name, until) in list(known.items())[-BRANCHES:]
        ]
        try:
            document = {"libdesk": KIND, "version": VERSION, "rows": rows}
            write_json(self._path, document, disk=self._disk)
        except OSError as error:
            _LOG.info("whom to ask is not remembered: %s", error.strerror)

    def _read(self) -> dict[str, tuple[str, datetime | None]]:
        if not self._remembers:
            return {}
        try:
            content = folders.read_regular(self._path, limit=LIMIT)
            document = parse(content, limit=LIMIT)
            expect(document, KIND, VERSION)
            rows = Fields(document, "the contacts").rows("rows", BRANCHES)
            return dict(map(_entry, rows))
        except (OSError, ValueError):
            return {}
        except Unreadable as error:
            _LOG.info("whom to ask is forgotten: %s", error.reason)
            return {}


def _entry(row: object) -> tuple[str, tuple[str, datetime | None]]:
    if not isinstance(row, list) or len(row) != 3:
        raise Unreadable("A line of it is damaged.")
    code, name, until = row
    fields = Fields({"code": code, "name": name, "until": until or None}, "the contacts")
    branch = clean_code(fields.line("code", _NAME_LIMIT))
    return branch, (fields.line("name", _NAME_LIMIT), fields.moment_or_none("until"))
