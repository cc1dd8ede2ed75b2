"""Which answers were read at this computer: one small file beside its reports, numbers only."""

import logging
from collections.abc import Mapping
from pathlib import Path

from libdesk.delivery import folders
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.problems import ReportId
from libdesk.files import DISK, FileSystem, write_json

KIND, VERSION = "reads", 1
LIMIT = 2_000_000
"""Bytes of the file."""

REPORTS = 20_000
MESSAGES = 1_000_000
_LOG = logging.getLogger(__name__)


class ReadFile:
    """The Reads port on a file.

    Args:
        path: the file; its folder is there once a report has been kept.
        disk: the file system, or a drill's.
    """

    def __init__(self, path: Path, *, disk: FileSystem = DISK) -> None:
        self._path = path
        self._disk = disk

    def recall(self) -> dict[ReportId, int]:
        """Return how many messages of each report were read; nothing where that is not known."""
        try:
            document = parse(folders.read_regular(self._path, limit=LIMIT), limit=LIMIT)
            expect(document, KIND, VERSION)
            rows = Fields(document, "the list").rows("rows", REPORTS)
            return dict(map(_entry, rows))
        except (OSError, ValueError):
            return {}
        except Unreadable as error:
            _LOG.info("which answers were read is forgotten: %s", error.reason)
            return {}

    def note(self, read: Mapping[ReportId, int]) -> None:
        """Remember it; what cannot be written is told again another time."""
        rows = [[str(report_id), count] for report_id, count in read.items()][:REPORTS]
        document = {"libdesk": KIND, "version": VERSION, "rows": rows}
        try:
            write_json(self._path, document, disk=self._disk)
        except OSError as error:
            _LOG.info("which answers were read is not remembered: %s", error.strerror)


def _entry(row: object) -> tuple[ReportId, int]:
    if not isinstance(row, list) or len(row) != 2:
        raise Unreadable("A line of it is damaged.")
    fields = Fields({"report": row[0], "count": row[1]}, "the list")
    return ReportId(fields.uuid4("report")), fields.number("count", 0, MESSAGES)
