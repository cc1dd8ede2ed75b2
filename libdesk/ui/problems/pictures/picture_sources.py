"""Where pictures come from: the clipboard, a dropped or chosen file, the screen.

`sources_in` looks at what is offered, on the GUI thread, and takes nothing apart. `read` does the
work on a worker: it judges sizes before anything is decoded, and what it returns has been drawn
anew, without the notes that cameras and programs leave in pictures.
"""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QLocale,
    QMimeData,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter

from libdesk import files
from libdesk.domain.pictures import (
    PIXEL_LIMIT,
    SIDE_LIMIT,
    Kind,
    clean_file_name,
    is_whole,
    sniff,
    without_notes,
)
from libdesk.domain.problems import PICTURE_COUNT, PICTURE_LIMIT
from libdesk.services.errors import Refusal

WIDEST = 3840
"""Pixels from left to right of what is kept."""
_STRIP = 1_000_000
"""Pixels drawn at once: drawing holds up Python's other threads, so it is done bit by bit."""

_READY_MADE = ("image/png", "image/jpeg")
_PLAIN = "text/plain"


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A picture that was offered; one of `path`, `content` and `image` says where it is.

    Attributes:
        name: what it is called there; "" when it has no name.
        path: a file that was dropped, copied or chosen.
        content: its bytes.
        image: its pixels.
    """

    name: str = ""
    path: str = ""
    content: bytes = field(default=b"", repr=False)
    image: QImage | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A picture that was read.

    Attributes:
        image: its pixels, opaque, at most WIDEST wide; None where they cannot be shown.
        name: its cleaned name.
        content: the bytes to keep where there is no image, without notes; else empty.
    """

    image: QImage | None
    name: str
    content: bytes = field(default=b"", repr=False)


def sources_in(
    mime: QMimeData, *, in_field: bool = False, most: int = PICTURE_COUNT
) -> tuple[Source, ...]:
    """Return the pictures in what was pasted or dropped; none where it is something else.

    Args:
        mime: what was pasted or dropped.
        in_field: it goes into a field for words; words that come with it are meant then.
        most: so many files at once.
    """
    urls = mime.urls()
    if urls and all(url.isLocalFile() for url in urls):
        paths = [url.toLocalFile() for url in urls[:most]]
        return tuple(Source(name=path.rpartition("/")[2], path=path) for path in paths)
    if in_field and (_PLAIN in mime.formats() or urls):
        return ()
    for media_type in _READY_MADE:
        # As bytes where there are some: taking them apart here would stop the window.
        if content := bytes(mime.data(media_type).data()):
            return (Source(content=content),)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return (Source(image=image),)
    return ()


def read(source: Source) -> Loaded:
    """Read a picture; on a worker.

    Raises:
        Refusal: it is too large, no picture that LibDesk takes, or cannot be read.
    """
    if source.image is not None:
        _check_size(source.image.size())
        return Loaded(redrawn(source.image), clean_file_name(source.name, Kind.PNG))
    content = _read_file(source.path) if source.path else source.content
    if not content:
        raise Refusal(_tr("There is nothing in this file: it is empty."))
    if len(content) > PICTURE_LIMIT:
        raise _too_heavy(len(content))
    kind = sniff(content)
    if kind is None:
        raise Refusal(_tr("LibDesk takes PNG and JPEG pictures. This is something else."))
    image = decode(content, kind)
    name = clean_file_name(source.name, kind)
    if image is None:
        return Loaded(None, name, without_notes(content, kind))
    return Loaded(redrawn(image), name)


def decode(content: bytes, kind: Kind, within: QSize | None = None) -> QImage | None:
    """Return a picture's pixels as large as they are kept or smaller; None where it is broken.

    Args:
        content: its bytes.
        kind: their kind.
        within: shrink it to fit in here.

    Raises:
        Refusal: it has too many pixels; nothing was decoded.
    """
    if not is_whole(content, kind):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png" if kind is Kind.PNG else b"jpeg"))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    _check_size(size)
    if size.isEmpty():
        return None
    is_turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    upright = size.transposed() if is_turned else size
    wanted = upright.scaled(_fitting(upright, within), Qt.AspectRatioMode.KeepAspectRatio)
    wanted = wanted.expandedTo(QSize(1, 1))
    if kind is Kind.JPEG and wanted != upright:
        # Never as large as it is stored, for these can be told how fine to read.
        reader.setScaledSize(wanted.transposed() if is_turned else wanted)
    image = reader.read()
    if image.isNull():
        return None
    if image.size() != wanted:
        image = _scaled(image, wanted)
    return image


def redrawn(image: QImage) -> QImage:
    """Return the same pixels as a picture that knows nothing else: no notes, no transparency."""
    if image.width() > WIDEST:
        height = max(1, round(image.height() * WIDEST / image.width()))
        image = _scaled(image, QSize(WIDEST, height))
    image = QImage(image)  # its pixels are shared; what is set below is not
    image.setDevicePixelRatio(1)
    fresh = QImage(image.size(), QImage.Format.Format_RGB32)
    lines = max(1, _STRIP // image.width())
    painter = QPainter(fresh)
    for top in range(0, image.height(), lines):
        strip = QRect(0, top, image.width(), min(lines, image.height() - top))
        painter.fillRect(strip, Qt.GlobalColor.white)
        painter.drawImage(strip, image, strip)
    painter.end()
    return fresh


def fitted(image: QImage, size: QSize) -> QImage:
    """Return the image made smaller to fit into `size`; never made larger."""
    if image.width() <= size.width() and image.height() <= size.height():
        return image
    wanted = image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    return _scaled(image, wanted.expandedTo(QSize(1, 1)))


def _scaled(image: QImage, size: QSize) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def _fitting(size: QSize, within: QSize | None) -> QSize:
    bound = QSize(WIDEST, SIDE_LIMIT) if within is None else within
    return size if size.boundedTo(bound) == size else bound


def _read_file(path: str) -> bytes:
    if path.startswith(("//", "\\\\")):
        # Asking another computer for a file may hand it this one's password (trust.md, 9).
        raise Refusal(
            _tr("LibDesk takes pictures that are on this computer. Copy it here first, please.")
        )
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refusal(_tr("This is no picture file. LibDesk takes PNG and JPEG pictures."))
        if found.st_size > PICTURE_LIMIT:
            raise _too_heavy(found.st_size)
        return files.read_bytes(Path(path), limit=PICTURE_LIMIT)
    except (OSError, ValueError) as error:
        raise Refusal(_tr("This picture can’t be read. Is it still where it was?")) from error


def _check_size(size: QSize) -> None:
    if size.width() * size.height() > PIXEL_LIMIT or max(size.width(), size.height()) > SIDE_LIMIT:
        raise Refusal(
            _tr(
                "This picture is too large: {width} x {height} dots. "
                "Take a picture of a part of it, please."
            ).format(
                width=QLocale().toString(size.width()), height=QLocale().toString(size.height())
            )
        )


def _too_heavy(size: int) -> Refusal:
    megabytes, limit = QLocale().toString(size / 1e6, "f", 1), PICTURE_LIMIT // 1_000_000
    return Refusal(
        _tr("This file is too large: it has {size} MB, and a picture may have {limit} MB.").format(
            size=megabytes, limit=limit
        )
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("pictures", words)
