"""Three steps of a report as a line: kept, handed over, in IT's inbox."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from libdesk.domain.problems import Progress
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme

_STEPS = tuple(Progress)
_WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


class StepLine(QWidget):
    """Reached steps are filled and ticked, and their words are bold; the others are rings.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._progress = Progress.KEPT
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_progress(Progress.KEPT)
        look.changed.connect(self._measure_anew)

    @property
    def progress(self) -> Progress:
        """How far the report has come."""
        return self._progress

    def set_progress(self, progress: Progress) -> None:
        """Show how far the report has come."""
        self._progress = progress
        reached = strings.progress_words(progress)
        self.setAccessibleName(self.tr("How far it has come: {step}").format(step=reached))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size with each step's words on one line."""
        width = self._look.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of three columns of the longest word."""
        metrics = self._metrics()
        words = " ".join(strings.progress_words(step) for step in _STEPS).split()
        column = max(metrics.horizontalAdvance(word) for word in words) + self._look.px(8)
        return QSize(column * len(_STEPS), self.heightForWidth(column * len(_STEPS)))

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower line is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of circles and words; a layout asks again and again."""
        if width not in self._heights:
            bounds = QRect(0, 0, max(1, width // len(_STEPS)), 10_000)
            metrics = self._metrics()
            words = max(
                metrics.boundingRect(bounds, _WORDS, strings.progress_words(step)).height()
                for step in _STEPS
            )
            self._heights[width] = self._circle() + self._look.px(theme.SMALL) + words + 2
        return self._heights[width]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the circles and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        column = self.width() / len(_STEPS)
        circle = self._circle()
        middle = circle / 2 + 1
        at = _STEPS.index(self._progress)
        for index in range(1, len(_STEPS)):
            painter.setPen(QPen(QColor(tokens.accent if index <= at else tokens.edge), 2))
            painter.drawLine(
                QPointF(column * (index - 0.5) + circle / 2 + 6, middle),
                QPointF(column * (index + 0.5) - circle / 2 - 6, middle),
            )
        for index, step in enumerate(_STEPS):
            place = QRectF(column * (index + 0.5) - circle / 2, 1, circle, circle)
            self._paint_circle(painter, place, reached=index <= at)
            painter.setFont(self._look.font(bold=index <= at))
            painter.setPen(QColor(tokens.ink if index <= at else tokens.quiet))
            top = circle + self._look.px(theme.SMALL)
            words = QRectF(column * index, top, column, self.height() - top)
            painter.drawText(words, _WORDS, strings.progress_words(step))

    def _paint_circle(self, painter: QPainter, place: QRectF, *, reached: bool) -> None:
        tokens = self._look.tokens
        painter.setPen(QPen(QColor(tokens.accent if reached else tokens.edge), 2))
        painter.setBrush(QColor(tokens.accent) if reached else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        if reached:
            unit = place.width() / 24
            origin = place.topLeft()
            pen = QPen(QColor(tokens.on_accent), 2.4 * unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            tick = [QPointF(7, 12.6), QPointF(10.6, 16), QPointF(17, 8.6)]
            painter.drawPolyline([origin + point * unit for point in tick])

    def _measure_anew(self) -> None:
        self._heights = {}
        self.updateGeometry()

    def _circle(self) -> int:
        return self._look.px(24)

    def _metrics(self) -> QFontMetrics:
        return self._look.metrics(bold=True)
