"""Photos and papers that belong to an item or a room: what is taken, and what it is called.

The bytes lie in files that are named by their SHA-256; a row says to what they belong. PNG and JPEG
pictures are taken, and PDF files as they are: those are kept for whoever saves them elsewhere, and
LibDesk never opens one. Nothing here decodes a picture.
"""

import struct
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from libdesk.domain.file_names import file_name
from libdesk.domain.pictures import (
    PIXEL_LIMIT,
    SIDE_LIMIT,
    Kind,
    clean_file_name,
    is_whole,
    sniff,
    without_notes,
)
from libdesk.domain.text import LINE_LIMIT, clean_line

AttachmentId = NewType("AttachmentId", int)
"""Which one; given by the database, 0 before that."""

SIZE_LIMIT = 25_000_000
"""Bytes of one file."""

COUNT_LIMIT = 50
"""Files of one item or room; with more nobody would find the one that matters."""

HASH_LENGTH = 64
"""Signs of a SHA-256 in hex."""

_PDF = b"%PDF-"
_PDF_END = b"%%EOF"
_PDF_TAIL = 2048
"""Bytes in which the end of a whole PDF is looked for; programs append a little behind it."""
_NAME_LIMIT = 80
# Of an iPhone's photo: a box called "ftyp", then one of these brands.
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif")
_PNG_SIZE = struct.Struct(">8x8xII")
# JPEG: the segments that tell the size. C4, C8 and CC among them are tables.
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class FileKind(StrEnum):
    """What is taken; the value is the ending of its name."""

    PNG = "png"
    JPEG = "jpg"
    PDF = "pdf"

    @property
    def is_picture(self) -> bool:
        """Say whether it can be shown; a PDF is only kept."""
        return self is not FileKind.PDF

    @property
    def media_type(self) -> str:
        """Its kind as the internet calls it."""
        return "application/pdf" if self is FileKind.PDF else Kind(self.value).media_type


class OwnerKind(StrEnum):
    """To what something belongs."""

    ITEM = "item"
    ROOM = "room"
    OFFER = "offer"
    """What somebody wants to give to the library."""


@dataclass(frozen=True, slots=True)
class Owner:
    """One item, one room, or one offer.

    Attributes:
        kind: which of them.
        id: its id.
    """

    kind: OwnerKind
    id: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """One photo or paper; its bytes are in a file.

    Attributes:
        owner: to what it belongs.
        content_hash: SHA-256 of its bytes, in hex; its file is found by it.
        name: a harmless name that ends as its content is.
        kind: what it is.
        size: bytes.
        added_at: when it was added (aware, UTC).
        by: who added it.
        caption: words below it; "" for none.
        id: which one.
        version: counts its changes.
    """

    owner: Owner
    content_hash: str
    name: str
    kind: FileKind
    size: int
    added_at: datetime
    by: str = ""
    caption: str = ""
    id: AttachmentId = AttachmentId(0)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it is kept.

    Attributes:
        name: a harmless name.
        kind: what it is.
        content: its bytes; of a picture without what cameras note in it.
    """

    name: str
    kind: FileKind
    content: bytes


def hash_of(content: bytes) -> str:
    """Return the name under which these bytes are kept."""
    import hashlib  # noqa: PLC0415 - nobody takes a print before the first page is painted

    return hashlib.sha256(content).hexdigest()


def is_same(one: Attachment, other: Attachment) -> bool:
    """Say whether two with one id are one: a number may be given again once its file is gone."""
    return (one.content_hash, one.added_at) == (other.content_hash, other.added_at)


def is_hash(text: str) -> bool:
    """Say whether a text is such a name, and so can lead to no other file."""
    return len(text) == HASH_LENGTH and set(text) <= set("0123456789abcdef")


def taken(name: str, content: bytes) -> Taken:
    """Return a file as it is kept: judged by its bytes, never by its name (B27-B40).

    Args:
        name: as it was called where it came from; a path is cut to its last part.
        content: its bytes.

    Raises:
        ValueError: it is not taken, and why, in a sentence.
    """
    if not content:
        raise ValueError("There is nothing in this file: it is empty.")
    if len(content) > SIZE_LIMIT:
        raise ValueError(f"This file is larger than {SIZE_LIMIT // 1_000_000} MB. Take a smaller.")
    if content.startswith(_PDF):
        return _paper(name, content)
    kind = sniff(content)
    if kind is None:
        raise ValueError(_strange(content))
    if not is_whole(content, kind):
        raise ValueError("This picture is not whole: its end is missing. Copy it here once more.")
    width, height = size_of(content, kind)
    if not width or not height:
        raise ValueError("This picture can’t be read: the file is damaged.")
    if width * height > PIXEL_LIMIT or max(width, height) > SIDE_LIMIT:
        raise ValueError(
            f"This picture is too large: {width:,} x {height:,} dots. Take a smaller one."
        )
    bare = without_notes(content, kind)
    return Taken(clean_file_name(name, kind), FileKind(kind.value), bare)


def size_of(content: bytes, kind: Kind) -> tuple[int, int]:
    """Return a picture's width and height in dots, as its head tells; zeros where it does not."""
    if kind is Kind.PNG:
        if len(content) < _PNG_SIZE.size:
            return 0, 0
        width, height = _PNG_SIZE.unpack_from(content)
        return width, height
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return 0, 0


def clean_caption(words: str) -> str:
    """Return the words below a picture as they are kept."""
    return clean_line(words, LINE_LIMIT)


def _paper(name: str, content: bytes) -> Taken:
    if _PDF_END not in content[-_PDF_TAIL:]:
        raise ValueError("This PDF is not whole: its end is missing. Copy it here once more.")
    stem = name[-4096:].replace("\\", "/").rpartition("/")[2]
    if stem.casefold().endswith(".pdf"):
        stem = stem[: -len(".pdf")]
    stem = clean_line(stem, _NAME_LIMIT).lstrip("-. ")
    return Taken(file_name(stem, ".pdf", otherwise="paper"), FileKind.PDF, content)


def _strange(content: bytes) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return (
            "This is a HEIC photo, which few programs can show. Save it as JPEG first; an iPhone "
            "does so by itself under Settings, Camera, Formats, “Most Compatible”."
        )
    return "LibDesk takes PNG and JPEG pictures, and PDF files. This is something else."
