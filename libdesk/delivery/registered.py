"""That this computer has registered itself: one small file beside its reports."""

import logging
from pathlib import Path

from libdesk.delivery import folders
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.problems import ReportId
from libdesk.domain.text import LINE_LIMIT, clean_line
from libdesk.files import DISK, FileSystem, write_json
from libdesk.services.self_registering import LABEL_LIMIT, Remembered

KIND, VERSION = "registered", 1
LIMIT = 10_000
"""Bytes of the file."""

_LOG = logging.getLogger(__name__)


class RegisteredFile:
    """The Registered port on a file.

    Args:
        path: the file; its folder is there once a report has been kept.
        disk: the file system, or a drill's.
    """

    def __init__(self, path: Path, *, disk: FileSystem = DISK) -> None:
        self._path = path
        self._disk = disk

    def recall(self) -> Remembered | None:
        """Return that this computer has registered itself; None where that is not known."""
        try:
            document = parse(folders.read_regular(self._path, limit=LIMIT), limit=LIMIT)
            expect(document, KIND, VERSION)
            fields = Fields(document, "the note")
            return Remembered(
                ReportId(fields.uuid4("report")),
                clean_line(fields.line("computer", LINE_LIMIT)),
                clean_line(fields.line("label", LABEL_LIMIT)),
            )
        except (OSError, ValueError):
            return None
        except Unreadable as error:
            _LOG.info("that this computer registered itself is forgotten: %s", error.reason)
            return None

    def note(self, remembered: Remembered) -> None:
        """Remember it; what cannot be written is asked again another time."""
        document = {
            "libdesk": KIND,
            "version": VERSION,
            "report": str(remembered.report_id),
            "computer": remembered.computer,
            "label": remembered.label,
        }
        try:
            write_json(self._path, document, disk=self._disk)
        except OSError as error:
            _LOG.info("that this computer registered itself is not noted: %s", error.strerror)
