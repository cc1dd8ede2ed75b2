"""What IT will get: every fact that is sent along by itself, shown before it is sent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from libdesk.domain.problems import Fact
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

_TOP = Qt.AlignmentFlag.AlignTop


class FactsCard(QFrame):
    """A list of facts.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("What IT will get"))
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(label(self.tr("What IT will get"), "heading"))
        column.addWidget(label(self.tr("Your answers and words, and:")))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(look.px(theme.LARGE))
        self._rows.setVerticalSpacing(look.px(theme.SMALL))
        self._rows.setColumnStretch(1, 1)
        column.addLayout(self._rows)
        self._waiting = label(self.tr("This computer’s own facts are being read…"), "quiet")
        column.addWidget(self._waiting)
        column.addWidget(label(self.tr("Nothing else is read or sent."), "fine"))
        column.addStretch(1)

    def show_facts(self, branch: str, item: str, facts: tuple[Fact, ...]) -> None:
        """Show the facts.

        Args:
            branch: the branch, which every report carries; "" for none.
            item: the label of the thing; "" for none.
            facts: what was read.
        """
        self._waiting.hide()
        while (cell := self._rows.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.deleteLater()
        rows = [(self.tr("Branch"), branch)] if branch else []
        rows += [(self.tr("Label"), item)] if item else []
        rows += [(strings.fact_words(fact.key), fact.value) for fact in facts]
        rows.append((self.tr("Time"), self.tr("when you press Send")))
        for index, (name, value) in enumerate(rows):
            self._rows.addWidget(label(name, "quiet", wraps=False), index, 0, _TOP)
            self._rows.addWidget(label(value), index, 1, _TOP)
