"""A stranger's picture becomes an image, on a worker, within limits; or a reason why it does not.

Only PNG and JPEG are read, told by their first bytes and never by their name. Nothing is ever
handed to another program.
"""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from libdesk.domain.pictures import PIXEL_LIMIT, SIDE_LIMIT, Kind, is_whole, sniff
from libdesk.domain.problems import Picture

_A_MEGABYTE = 1_000_000
_A_KILOBYTE = 1_000


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture can be shown as.

    Attributes:
        image: its pixels, made smaller to fit; None where it cannot be shown.
        trouble: why not, in words; "" when it can.
    """

    image: QImage | None
    trouble: str = ""


def size_words(picture: Picture) -> str:
    """Return how large a picture's file is."""
    size = len(picture.content)
    if 0 < size < _A_MEGABYTE / 20:
        return _tr("{size} KB").format(size=max(1, round(size / _A_KILOBYTE)))
    return _tr("{size} MB").format(size=f"{size / _A_MEGABYTE:.1f}")


def read(picture: Picture, within: QSize) -> Shown:
    """Return a picture no larger than `within`; for a worker's thread.

    Its size is read first: one that would fill the memory is not decoded (B27). What is broken
    (B28) or something else (B29) is told.
    """
    kind = sniff(picture.content)
    if kind is None:
        return _not_shown(picture, _tr("it is no PNG or JPEG picture"))
    if not is_whole(picture.content, kind):
        return _not_shown(picture, _tr("the file is damaged"))
    buffer = QBuffer()
    buffer.setData(QByteArray(picture.content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png" if kind is Kind.PNG else b"jpeg"))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > PIXEL_LIMIT or max(size.toTuple()) > SIDE_LIMIT:
        pixels = f"{size.width()} x {size.height()}"
        too_large = _tr("{pixels} dots are more than can be shown").format(pixels=pixels)
        return _not_shown(picture, too_large)
    if size.isValid() and kind is Kind.JPEG:
        # A JPEG can be read as coarse as it is wanted; square room leaves it free to be turned.
        side = max(within.width(), within.height())
        room = QSize(side, side)
        if size.boundedTo(room) != size:
            reader.setScaledSize(_fitted(size, room))
    image = reader.read()
    if image.isNull():
        return _not_shown(picture, _tr("the file is damaged"))
    if image.size().boundedTo(within) != image.size():
        smooth = Qt.TransformationMode.SmoothTransformation
        wanted = _fitted(image.size(), within)
        image = image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return Shown(image)


def _fitted(size: QSize, room: QSize) -> QSize:
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _not_shown(picture: Picture, why: str) -> Shown:
    named = _tr("{name} ({size}) can’t be shown: {why}.")
    name = picture.name or _tr("A picture")
    return Shown(None, named.format(name=name, size=size_words(picture), why=why))
