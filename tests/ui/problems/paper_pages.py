"""Papers drawn to pictures, with a rim around the sheet that must stay white."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from libdesk.ui.problems.papers.printing import Sheet

MM = {"A4": (180.0, 267.0), "Letter": (185.9, 249.4)}
"""What is left of the paper inside margins of 15 mm."""

DPI, RIM = 50, 30


def pages(paper, size="A4", dpi=DPI):
    """Draw a paper; return one picture for each page."""
    made: list[QImage] = []
    painter = QPainter()
    width, height = (length / 25.4 * dpi for length in MM[size])

    def next_page():
        painter.end()
        image = QImage(int(width) + 2 * RIM, int(height) + 2 * RIM, QImage.Format.Format_Grayscale8)
        image.setDotsPerMeterX(round(dpi / 0.0254))
        image.setDotsPerMeterY(round(dpi / 0.0254))
        image.fill(QColor("white"))
        made.append(image)
        painter.begin(image)
        painter.translate(RIM, RIM)

    image = QImage(1, 1, QImage.Format.Format_Grayscale8)
    painter.begin(image)
    next_page()
    paper.paint(painter, Sheet(QSizeF(width, height), dpi, next_page))
    painter.end()
    return made


def ink(image, left=0.0, top=0.0, right=1.0, bottom=1.0):
    """Count the dots that are not white in a part of the sheet, given in parts of its sides."""
    width, height = image.width() - 2 * RIM, image.height() - 2 * RIM
    part = image.copy(
        RIM + int(left * width),
        RIM + int(top * height),
        int((right - left) * width),
        int((bottom - top) * height),
    )
    return _dark(part)


def rim_is_white(image):
    """Say whether nothing was drawn outside the sheet; a line on its edge may show by a dot."""
    width, height, rim = image.width(), image.height(), RIM - 3
    strips = (
        (0, 0, width, rim),
        (0, height - rim, width, rim),
        (0, 0, rim, height),
        (width - rim, 0, rim, height),
    )
    return not any(_dark(image.copy(*strip)) for strip in strips)


def darkest(image):
    """The lightness of the darkest dot, 0 to 255."""
    return min(bytes(image.constBits()))


def _dark(image):
    line = image.bytesPerLine()
    bits = bytes(image.constBits())
    rows = (bits[row * line : row * line + image.width()] for row in range(image.height()))
    return sum(sum(dot < 230 for dot in row) for row in rows)
