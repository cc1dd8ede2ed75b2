"""What is kept of a picture: black where it was blacked out, written anew, nothing else in it.

All of it happens in memory, on a worker. Solid black, because a blur can be undone.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from libdesk.domain.pictures import Kind, clean_file_name, sniff
from libdesk.domain.problems import PICTURE_LIMIT, Picture
from libdesk.ui.problems.pictures.picture_sources import Loaded, decode, fitted, redrawn

LARGE_PNG = 5_000_000
"""Bytes from which a picture travels as JPEG: what is a photo takes a fraction of them."""
_PNG_QUALITY = 80  # Qt's word for pressing less hard: nearly as small, in two thirds of the time
_JPEG_QUALITY = 90


def burned(image: QImage, part: QRect, boxes: tuple[QRect, ...]) -> QImage:
    """Return a part of an image with solid black boxes in its pixels; the image stays as it is."""
    kept = image.copy(part)
    painter = QPainter(kept)
    for box in boxes:
        painter.fillRect(box.translated(-part.topLeft()), QColor(0, 0, 0))
    painter.end()
    return kept


def encoded(image: QImage, name: str, limit: int = PICTURE_LIMIT) -> Picture:
    """Return an image as it travels: PNG, or JPEG where that would be large.

    Args:
        image: what is kept; it is written without notes.
        name: what it was called; it gets the ending that fits.
        limit: bytes at most; what would have more is made smaller.

    Raises:
        MemoryError: there was no room to write it.
    """
    image = redrawn(image)
    kind, content = Kind.PNG, _written(image, b"png", _PNG_QUALITY)
    if len(content) > min(LARGE_PNG, limit):
        kind, content = Kind.JPEG, _written(image, b"jpeg", _JPEG_QUALITY)
    while len(content) > limit:
        image = fitted(image, image.size() / 2)
        content = _written(image, b"jpeg", _JPEG_QUALITY)
    return Picture(clean_file_name(name, kind), kind.media_type, content)


def kept_as_it_is(loaded: Loaded) -> Picture | None:
    """Return a picture that cannot be shown as it came, without its notes; None for no bytes."""
    kind = sniff(loaded.content)
    return Picture(loaded.name, kind.media_type, loaded.content) if kind else None


def thumbnail(picture: Picture, size: QSize) -> QImage | None:
    """Return a small copy of a kept picture; None where it cannot be shown.

    Raises:
        Refusal: it has too many pixels to be looked at.
    """
    kind = sniff(picture.content)
    return decode(picture.content, kind, size) if kind else None


def _written(image: QImage, way: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(way))
    writer.setQuality(quality)
    if not writer.write(image):
        raise MemoryError(writer.errorString())
    return bytes(buffer.data().data())
