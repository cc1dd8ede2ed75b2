"""How the public may use a machine, as the library has agreed it; in sight beside the lines."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.knowledge import Checklist
from libdesk.domain.reimaging import LineMark, Mark
from libdesk.ui import theme
from libdesk.ui.knowledge.wording import agreed_words
from libdesk.ui.reimaging.tick_row import TickRow
from libdesk.ui.reimaging.words import mark_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.refilling import refill


class ProfileBox(QFrame):
    """The rules, who agreed to them, and a box to confirm that this machine keeps them.

    Args:
        look: the theme.

    Signals:
        confirmed: the rules as they are shown, and whether they are to be confirmed.
    """

    confirmed = Signal(object, bool)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[str, ...] = ()
        self.setProperty("role", "soft")
        heading = self.tr("How the public may use this machine")
        self.setAccessibleName(heading)
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(label(heading, "strong"))
        self._rules = QVBoxLayout()
        self._rules.setSpacing(look.px(theme.SMALL))
        column.addLayout(self._rules)
        self._agreed = label("", "fine", selectable=True)
        column.addWidget(self._agreed)
        self._confirm = TickRow(self.tr("I tried it: it allows this, and no more."), look)
        column.addWidget(self._confirm)
        self._confirm.clicked.connect(self._on_clicked)
        self._confirm.show_mark(Mark.OPEN)

    def show_profile(self, checklist: Checklist, *, asks: bool) -> None:
        """Show a checklist's rules.

        Args:
            checklist: where they stand.
            asks: they can be confirmed.
        """
        self._shown = checklist.profile
        refill(self._rules, map(self._rule, checklist.profile))
        self._agreed.setText(agreed_words(checklist))
        self._confirm.setVisible(asks)
        self.setVisible(bool(checklist.profile))

    def show_confirmed(self, confirmed: LineMark, now: datetime) -> None:
        """Show who has confirmed it, and when."""
        self._confirm.show_mark(confirmed.mark, mark_words(confirmed, now))

    def _rule(self, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(theme.SMALL))
        row.addWidget(label("\N{BULLET}", wraps=False), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, selectable=True), 1)
        return made

    def _on_clicked(self) -> None:
        self.confirmed.emit(self._shown, not self._confirm.isChecked())
