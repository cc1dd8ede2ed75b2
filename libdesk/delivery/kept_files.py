"""What lies in an outbox: a report's file, and the messages that came back to it.

A report's file is one line with its own private key, then its envelope: one file, so that a report
is there whole or not at all, and its answers can be opened as long as it is there.
"""

import base64
import hashlib
import json
import logging
import os
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from libdesk.delivery import envelope, folders, replies, sealing
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.problems import Reply, Report, ReportId
from libdesk.files import FileSystem, make_folder, read_bytes, write_durably

KIND = "kept"
VERSION = 1
UUID4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

_LOG = logging.getLogger(__name__)
_REPLY_NAME = re.compile(rf"({UUID4})\.([1-9][0-9]{{0,6}})\.reply")
_HEADER_LIMIT = 1_000
_LINE_LIMIT = 8_000_000

SetAside = Callable[[Path, str], None]
"""Puts a damaged file aside with its reason; never raises."""


def pack(private: bytes, travels: bytes) -> bytes:
    """Return the content of a report's file.

    Args:
        private: the report's private key for answers, 32 bytes.
        travels: its envelope.
    """
    header = {
        "libdesk": KIND,
        "version": VERSION,
        "reply_secret": base64.b64encode(private).decode("ascii"),
        "sha256": hashlib.sha256(private).hexdigest(),
    }
    return json.dumps(header, sort_keys=True).encode("ascii") + b"\n" + travels


def read_envelope(path: Path) -> bytes:
    """Return the envelope in a report's file, checked to its last byte.

    Raises:
        Unreadable: the file is damaged.
        OSError: it cannot be read.
    """
    try:
        content = read_bytes(path, limit=_HEADER_LIMIT + envelope.SIZE_LIMIT)
    except ValueError as error:
        raise Unreadable("It is larger than a report can be.") from error
    header, _, travels = content.partition(b"\n")
    _parse_header(header)
    envelope.decode(travels)
    return travels


def read_report(path: Path) -> Report:
    """Return the report in a file without its pictures, which are not even read.

    Raises:
        Unreadable: the file is damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        _parse_header(_line(stream, _HEADER_LIMIT))
        return envelope.decode_head(_line(stream, _LINE_LIMIT)).report


def read_secret(path: Path) -> bytes:
    """Return the private key in a report's file.

    Raises:
        Unreadable: the file is damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return _parse_header(_line(stream, _HEADER_LIMIT))


def forget_pictures(path: Path, disk: FileSystem) -> None:
    """Write a report's file anew without its pictures and without whom to ask.

    Its key stays, so that answers can still be opened, and so does the time of the file.

    Raises:
        Unreadable: the file is damaged.
        OSError: it stays as it is.
    """
    kept = envelope.decode(read_envelope(path))
    if not (kept.report.pictures or kept.report.contact):
        return
    bare = replace(kept.report, pictures=(), contact="")
    content = pack(read_secret(path), envelope.encode(bare, kept.reply_key))
    at = path.stat().st_mtime
    write_durably(path, content, disk=disk)
    os.utime(path, (at, at))


class KeptReplies:
    """The messages that were opened on this computer, one file each.

    Args:
        folder: where they lie.
        disk: the file system.
        set_aside: what to do with a damaged one.
    """

    def __init__(self, folder: Path, disk: FileSystem, set_aside: SetAside) -> None:
        self._folder = folder
        self._disk = disk
        self._set_aside = set_aside

    def next_number(self, report_id: UUID) -> int:
        """Return the lowest number that is not here."""
        number = 1
        while self._path(report_id, number).is_file():
            number += 1
        return number

    def add(self, report_id: UUID, number: int, opened: bytes) -> None:
        """Keep an opened message durably.

        Raises:
            OSError: it was not kept.
        """
        make_folder(self._folder, disk=self._disk)
        write_durably(self._path(report_id, number), opened, disk=self._disk)

    def forget(self, report_id: UUID) -> None:
        """Remove all messages to a report.

        Raises:
            OSError: some may be left.
        """
        for number in self.numbers().get(report_id, ()):
            self._path(report_id, number).unlink(missing_ok=True)

    def numbers(self) -> dict[UUID, list[int]]:
        """Return which messages are here, for every report.

        Raises:
            OSError: the folder cannot be read.
        """
        numbers: dict[UUID, list[int]] = defaultdict(list)
        for name in folders.names(self._folder):
            if match := _REPLY_NAME.fullmatch(name):
                numbers[UUID(match[1])].append(int(match[2]))
        return numbers

    def read(self, report_id: ReportId, numbers: Sequence[int]) -> tuple[Reply, ...]:
        """Return these messages in order; a damaged one is set aside, and will be fetched anew."""
        found = []
        for number in sorted(numbers):
            path = self._path(report_id, number)
            try:
                found.append(replies.decode(read_bytes(path, limit=replies.SIZE_LIMIT), report_id))
            except OSError:
                _LOG.warning("a kept message cannot be read just now")
            except (Unreadable, ValueError):
                self._set_aside(path, "The message is damaged; it is fetched again.")
        return tuple(found)

    def _path(self, report_id: UUID, number: int) -> Path:
        return self._folder / f"{report_id}.{number}.reply"


def _parse_header(header: bytes) -> bytes:
    document = parse(header, limit=_HEADER_LIMIT)
    expect(document, KIND, VERSION)
    fields = Fields(document, "the first line")
    secret = fields.octets("reply_secret", sealing.KEY_BYTES)
    if fields.line("sha256", 64) != hashlib.sha256(secret).hexdigest():
        raise Unreadable("Its key is damaged.")
    return secret


def _line(stream: BinaryIO, limit: int) -> bytes:
    line = stream.readline(limit)
    if not line.endswith(b"\n"):
        raise Unreadable("It is damaged or was not written to its end.")
    return line
