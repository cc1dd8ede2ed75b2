"""A question with a drawing of what it is about, so that it is known when it is seen (S09)."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QStyle, QVBoxLayout

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.chip_row import ChipRow

PICTURE = 48
"""The edge of a drawing: its lines are as wide as those of the icons then."""


class PicturedRow(ChipRow):
    """A drawing of what is asked about, the question, and the chips.

    The drawing is painted and is no widget: to a screen reader the words say all.

    Args:
        question: its words.
        choices: pairs of key and words.
        look: the theme.
        picture: the name of the drawing in resources/icons/; "" for none.
        several: more than one may be chosen.
        role: the look of the question; "heading" or "" for body text.
    """

    def __init__(
        self,
        question: str,
        choices: Sequence[tuple[str, str]],
        look: Theme,
        picture: str,
        *,
        several: bool = False,
        role: str = "heading",
    ) -> None:
        super().__init__(question, choices, look, several=several, role=role)
        self._picture = picture
        self._place = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        if self._picture:
            line = QHBoxLayout()
            line.addItem(self._place)
            line.addWidget(self._title, 1)
            cast("QVBoxLayout", self.layout()).insertLayout(0, line)
            self._make_room()
            look.changed.connect(self._make_room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing beside the words."""
        super().paintEvent(event)
        if not self._picture:
            return
        edge = self._look.px(PICTURE)
        place = QStyle.alignedRect(
            self.layoutDirection(),
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter,
            QSize(edge, edge),
            self._place.geometry(),
        )
        color, density = self._look.tokens.accent, self.devicePixelRatioF()
        painter = QPainter(self)
        painter.drawPixmap(place.topLeft(), icons.picture(self._picture, color, edge, density))
        painter.end()

    def _make_room(self) -> None:
        edge, gap = self._look.px(PICTURE), self._look.px(theme.MEDIUM)
        fixed, least = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum
        self._place.changeSize(edge + gap, edge, fixed, least)
        self.updateGeometry()
        self.update()
