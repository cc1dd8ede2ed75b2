"""Pictures to test with, made here: screens with writing on them, photos with notes, bombs."""

import os
import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

CANARY = "ZZPATRON-7731"
SECRET_BYTES = bytes((201, 17, 133))
SECRET = QColor(*SECRET_BYTES)
"""A color that stands nowhere but under what is blacked out."""
SECRET_AT = QRect(200, 120, 300, 40)
PNG = b"\x89PNG\r\n\x1a\n"


def screen(width=1280, height=720, *, noise=False):
    """Return a screen with windows and writing; a name in its own color stands at SECRET_AT."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#24506b"))
    painter = QPainter(image)
    painter.fillRect(60, 40, width * 2 // 3, height * 3 // 4, QColor("#fdfdfb"))
    font = QFont()
    font.setPixelSize(18)
    painter.setFont(font)
    painter.setPen(QColor("#222222"))
    for line in range(80, height * 3 // 4, 24):
        painter.drawText(80, line, "The service did not answer. Error 0x8007 in line 42. " * 2)
    if noise:
        side = min(width, height) // 3
        grain = QImage(os.urandom(side * side * 4), side, side, QImage.Format.Format_RGB32)
        painter.drawImage(width - side, height - side, grain)
    painter.fillRect(SECRET_AT, SECRET)
    painter.end()
    return image


def written(image, way="PNG", text=""):
    """Return an image's bytes, with a note in it where `text` is given."""
    if text:
        image = image.copy()
        image.setText("Comment", text)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(way.lower().encode()))
    writer.setQuality(90)
    assert writer.write(image)
    return bytes(buffer.data().data())


def exif_jpeg(image, orientation=1):
    """Return a JPEG as a telephone makes it: with the camera's notes, and turned by one of them."""
    note = CANARY.encode() + b"\0"
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack(">HHII", 0x010E, 2, len(note), 38)
    tiff = b"MM\0*" + struct.pack(">IH", 8, 2) + entries + bytes(4) + note
    exif = b"Exif\0\0" + tiff
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    comment = b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note
    plain = written(image, "JPEG")
    return plain[:2] + segment + comment + plain[2:]


def bomb(side=20_000):
    """Return a small PNG that would decode to `side` x `side` pixels (B27)."""

    def chunk(name, content):
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (side // 8 + 1)), 9)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pixels(content):
    """Return the pixels of a kept picture."""
    image = QImage()
    assert image.loadFromData(QByteArray(content))
    return image.convertToFormat(QImage.Format.Format_RGB32)


def colors(image, place=None):
    """Return all colors of an image, or of a part of it."""
    part = (image if place is None else image.copy(place)).convertToFormat(
        QImage.Format.Format_RGB32
    )
    raw = bytes(part.constBits())
    return {raw[at : at + 3][::-1] for at in range(0, len(raw), 4)}
