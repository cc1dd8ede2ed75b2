"""Above the lines: how far it is; it stays in sight."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from libdesk.domain.reimaging import Reimaging
from libdesk.ui import theme
from libdesk.ui.reimaging.words import left_words, progress_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


class ProgressRow(QWidget):
    """So many of so many, what is left, and a bar.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._far = label("", "heading", wraps=False)
        self._left = label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Lines that are done"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.px(theme.LARGE), 0)
        column.setSpacing(look.px(theme.TINY))
        told = QHBoxLayout()
        told.setSpacing(look.px(theme.MEDIUM))
        told.addWidget(self._far)
        told.addWidget(self._left, 1)
        column.addLayout(told)
        column.addWidget(self._bar)

    def show_run(self, run: Reimaging) -> None:
        """Show how far a run is."""
        self._far.setText(progress_words(run))
        self._left.setText(left_words(run))
        self._bar.setMaximum(len(run.marks))
        self._bar.setValue(run.done_count)
