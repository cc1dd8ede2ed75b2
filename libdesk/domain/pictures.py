"""Pictures that people send: what kind their bytes are, what they may be called, how large.

Nothing here opens or decodes a picture. A file's name is text to read and never a path: what is
kept is found by its report, so a name only has to be harmless to whoever saves it some day.
"""

import re
import struct
import unicodedata
from enum import StrEnum

from libdesk.domain.text import clean_line

PIXEL_LIMIT = 50_000_000
"""Pixels of one picture; decoding takes four bytes for each (B27)."""

SIDE_LIMIT = 30_000
"""Pixels along one side; what paints stops counting at 32,767."""

NAME_LIMIT = 80
"""Characters of a picture's name, its ending included (B36)."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_START_OF_SCAN, _END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"
# Chunks of PNG without which its pixels would look different; the others are notes about it.
_PNG_PIXELS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT"}
_PNG_END = b"IEND"
# JPEG: application data 0 to 15, and comments. The one of Adobe tells how colors are stored.
_JPEG_NOTES = {*range(0xE0, 0xF0), 0xFE}
_JPEG_ADOBE, _ADOBE_LENGTH = 0xEE, 14

_ENDINGS = re.compile(r"\.(png|jpe?g?|jfif)$", re.IGNORECASE)
_AWKWARD = re.compile(r'[:*?"<>|]')
_HIDDEN_MARKS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]")
# Names that Windows takes for devices, whatever ending they have (B35).
_DEVICES = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(\.|$)", re.IGNORECASE
)


class Kind(StrEnum):
    """What LibDesk takes; the value is the name's ending."""

    PNG = "png"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        """The kind as a report carries it."""
        return "image/png" if self is Kind.PNG else "image/jpeg"


def sniff(content: bytes) -> Kind | None:
    """Return the kind of picture by its first bytes, never by a name; None for anything else."""
    if content.startswith(_PNG):
        return Kind.PNG
    if content.startswith(_JPEG):
        return Kind.JPEG
    return None


def clean_file_name(name: str, kind: Kind) -> str:
    """Return a harmless name of at most NAME_LIMIT characters that ends as the content is.

    What cannot be seen goes first, so that nothing hides from what is judged afterwards (B31-B40).

    Args:
        name: as the reporter's computer called it; a path is cut to its last part.
        kind: what the content is.
    """
    seen = "".join(sign for sign in name[-4096:] if unicodedata.category(sign)[0] != "C")
    text = clean_line(_HIDDEN_MARKS.sub("", seen), 4096)
    while "%00" in text:
        text = text.replace("%00", "")
    text = _AWKWARD.sub("-", text.replace("\\", "/").rpartition("/")[2])
    stem = _trimmed(_ENDINGS.sub("", text.rstrip(" .")))
    if _DEVICES.match(stem):
        stem = f"picture-{stem}"
    ending = f".{kind.value}"
    stem = _trimmed(stem[: NAME_LIMIT - len(ending)])
    return (stem or "picture") + ending


def is_whole(content: bytes, kind: Kind) -> bool:
    """Say whether the picture's end is there; a broken copy or a full stick cuts it off (B28)."""
    if kind is Kind.PNG:
        return any(name == _PNG_END for name, _ in _png_chunks(content))
    # Within the pixels of a JPEG, a byte of 255 is never followed by these.
    return content.rfind(_END_OF_IMAGE) > content.rfind(_START_OF_SCAN) >= 0


def without_notes(content: bytes, kind: Kind) -> bytes:
    """Return a picture's bytes without comments, places, cameras, small previews and appendices.

    For what can be kept but not be decoded and written anew; as far as its parts can be told.
    """
    if kind is Kind.PNG:
        kept = [chunk for name, chunk in _png_chunks(content, broken=True) if name in _PNG_PIXELS]
        return _PNG + b"".join(kept)
    return _jpeg_without_notes(content)


def _trimmed(name: str) -> str:
    """Return a name that neither hides nor looks like an option, nor loses its end on Windows."""
    return name.lstrip(" .-").rstrip(" .")


def _png_chunks(content: bytes, *, broken: bool = False) -> list[tuple[bytes, bytes]]:
    """Return names and bytes of the chunks up to the end's; the last may be a `broken` one."""
    chunks: list[tuple[bytes, bytes]] = []
    at = len(_PNG)
    while at + 8 <= len(content) and (not chunks or chunks[-1][0] != _PNG_END):
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end <= len(content) or broken:
            chunks.append((name, content[at:end]))
        at = end
    return chunks


def _jpeg_without_notes(content: bytes) -> bytes:
    kept = [content[:2]]
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        if content[at : at + 2] == _START_OF_SCAN:
            end = content.rfind(_END_OF_IMAGE, at)
            kept.append(content[at : end + 2] if end >= 0 else content[at:])
            break
        marker = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        is_adobe = marker == _JPEG_ADOBE and length == _ADOBE_LENGTH
        if marker not in _JPEG_NOTES or is_adobe:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)
