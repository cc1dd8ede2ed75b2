"""A little picture of a sheet: the label to begin at is clicked, or reached by the arrow keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from libdesk.domain.label_sheets import Box, Sheet
from libdesk.ui import theme
from libdesk.ui.label_sheets.wording import start_words
from libdesk.ui.theme import Theme

_WIDE, _TALL = 176, 208
"""As large as a sheet is drawn at most, in pixels at the usual text size."""

_LEAST_FOR_NUMBERS = 13


class CellPicture(QWidget):
    """Shows which labels of the first sheet are used already, and which are printed.

    Args:
        look: the theme.

    Signals:
        start_chosen: the cell to begin at, from 0.
    """

    start_chosen = Signal(int)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._sheet: Sheet | None = None
        self._start_at = 0
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("First label on the sheet"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.updateGeometry)

    def show_sheet(self, sheet: Sheet, start_at: int, count: int) -> None:
        """Show a sheet.

        Args:
            sheet: the sheet.
            start_at: the cell of the first label.
            count: how many labels there are.
        """
        self._sheet, self._start_at, self._count = sheet, start_at, count
        self.setAccessibleDescription(start_words(sheet, start_at))
        self.setToolTip(start_words(sheet, start_at))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the sheet as it is drawn."""
        px = self._look.px
        return QSize(px(_WIDE), round(self._page().height()) + 2 * px(theme.TINY))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a smaller one could not be hit."""
        return self.sizeHint()

    def cell_at(self, point: QPointF) -> int | None:
        """Return the cell that a point lies in; between two, the nearer one is none."""
        sheet = self._sheet
        if sheet is None:
            return None
        return next(
            (n for n in range(sheet.count) if self._place(sheet.cell(n)).contains(point)), None
        )

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys here, where the page around would scroll."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._moved(event.key()) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the label beside, above or below; Home and End go to the first and the last."""
        to = self._moved(event.key())
        if to is None:
            super().keyPressEvent(event)
        else:
            self._choose(to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin at the label that is clicked."""
        cell = self.cell_at(event.position())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(cell)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet: used labels crossed out, the first one full, the others filled."""
        sheet = self._sheet
        if sheet is None:
            return
        tokens, page = self._look.tokens, self._page()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.accent if self.hasFocus() else tokens.edge))
        painter.setBrush(QColor(tokens.card))
        painter.drawRect(page)
        end = self._start_at + self._count
        for number in range(sheet.count):
            place = self._place(sheet.cell(number))
            is_first, is_used = number == self._start_at, number < self._start_at
            fill = tokens.accent if is_first else tokens.soft if number < end else tokens.card
            painter.setBrush(QColor(tokens.card if is_used else fill))
            painter.setPen(QPen(QColor(tokens.line if is_used else tokens.edge), 1))
            painter.drawRoundedRect(place, 2, 2)
            if is_used:
                painter.drawLine(place.topLeft(), place.bottomRight())
            elif place.height() >= self._look.px(_LEAST_FOR_NUMBERS):
                painter.setPen(QColor(tokens.on_accent if is_first else tokens.ink))
                font = self._look.font(theme.TEXT_FINE, bold=is_first)
                font.setPixelSize(min(font.pixelSize(), int(place.height() * 0.8)))
                painter.setFont(font)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(page)
        painter.end()

    def _choose(self, cell: int) -> None:
        if cell != self._start_at:
            self.start_chosen.emit(cell)

    def _moved(self, key: int) -> int | None:
        """Return the cell that a key leads to; None where it leads nowhere."""
        sheet = self._sheet
        if sheet is None:
            return None
        ways: dict[int, int] = {
            Qt.Key.Key_Left: self._start_at - 1,
            Qt.Key.Key_Right: self._start_at + 1,
            Qt.Key.Key_Up: self._start_at - sheet.columns,
            Qt.Key.Key_Down: self._start_at + sheet.columns,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: sheet.count - 1,
        }
        to = ways.get(key)
        if to is None:
            return None
        return to if 0 <= to < sheet.count else self._start_at

    def _page(self) -> QRectF:
        sheet = self._sheet
        if sheet is None:
            return QRectF()
        px = self._look.px
        wide, tall = sheet.page
        scale = min(px(_WIDE) / wide, px(_TALL) / tall)
        return QRectF(1, px(theme.TINY), wide * scale - 2, tall * scale)

    def _place(self, box: Box) -> QRectF:
        sheet, page = self._sheet, self._page()
        if sheet is None:
            return QRectF()
        scale = page.width() / sheet.page[0]
        down = page.height() / sheet.page[1]
        return QRectF(
            page.left() + box.left * scale + 0.5,
            page.top() + box.top * down + 0.5,
            box.width * scale - 1,
            box.height * down - 1,
        )
