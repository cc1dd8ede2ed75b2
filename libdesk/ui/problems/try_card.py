"""Try this first: at most three things to look at, and what better to leave alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.guidance import Category, Choice
from libdesk.ui import theme
from libdesk.ui.problems.questions import Answers
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.pictured_row import PicturedRow


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
        self._rows: dict[str, PicturedRow] = {}
        for check in category.checks:
            row = PicturedRow(check.text, choices, look, check.picture, role="")
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
