"""Try this first: at most three things to look at, and what better to leave alone."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QStyle,
    QVBoxLayout,
)

from libdesk.domain.guidance import Category, Check, Choice
from libdesk.ui import icons, theme
from libdesk.ui.problems.questions import Answers
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

PICTURE = 48
"""The edge of a drawing: its lines are as wide as those of the icons then."""


class TryCard(QFrame):
    """The look-only checks of one tile; each is answered by a tap, or not at all.

    Args:
        category: the tile.
        answers: the chips beside every check.
        look: the theme.
    """

    changed = Signal()
    fixed = Signal()
    """Looking at it was enough: it works again."""

    def __init__(self, category: Category, answers: tuple[Choice, ...], look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        # Beside smoke or a ransom note nothing is to be tried.
        heading = (
            self.tr("If it is safe to look") if category.is_danger else self.tr("Try this first")
        )
        self.setAccessibleName(heading)
        px = look.px
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(heading, "heading"))
        choices = [(choice.key, choice.text) for choice in answers]
        self.has_checks = bool(category.checks)
        self._rows: dict[str, ChipRow] = {}
        for check in category.checks:
            row = _CheckRow(check, choices, look)
            row.changed.connect(self.changed)
            self._rows[check.key] = row
            column.addWidget(row)
        if category.also:
            words = self.tr("Also fine: {things}.").format(things="; ".join(category.also))
            column.addWidget(label(words, "quiet"))
        if category.never and not category.is_danger:  # there it stands above all else
            words = self.tr("Please don’t: {things}.").format(things="; ".join(category.never))
            column.addWidget(label(words, "quiet"))
        self._fixed = Button(self.tr("This fixed it"), "link")
        self._fixed.clicked.connect(self.fixed)
        column.addWidget(self._fixed, 0, Qt.AlignmentFlag.AlignLeading)
        self._fixed.setVisible(bool(category.checks) and not category.is_danger)

    def answers(self) -> dict[str, str]:
        """Return what was answered; what was not is left out."""
        return {key: row.chosen()[0] for key, row in self._rows.items() if row.chosen()}

    def fill(self, answers: Answers) -> None:
        """Take over answers; unknown ones are left out."""
        for key, row in self._rows.items():
            value = answers.get(key, "")
            row.choose((value,) if isinstance(value, str) else value)


class _CheckRow(ChipRow):
    """One check: a drawing of what to look at, its words, and the chips.

    The drawing is painted and is no widget: to a screen reader the words say all.
    """

    def __init__(self, check: Check, choices: Sequence[tuple[str, str]], look: Theme) -> None:
        super().__init__(check.text, choices, look, role="")
        self._picture = check.picture
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
