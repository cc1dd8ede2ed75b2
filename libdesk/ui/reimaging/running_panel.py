"""What is being set up now: each machine with how far it is, the longest under way first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from libdesk.services.places import Overview
from libdesk.services.reimagings import SetUp
from libdesk.ui import theme
from libdesk.ui.reimaging.parts import SetUpParts
from libdesk.ui.reimaging.words import row_words
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, WideButton
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import scrolling


class RunningPanel(QWidget):
    """A list to open one from.

    Args:
        parts: reads it.
        look: the theme.

    Signals:
        opened: the item whose page is to be opened (a Record).
        failed: why it can't be read.
    """

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, parts: SetUpParts, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        content = ArrowArea()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.MEDIUM))
        self._heading = label("", "heading")
        self._hint = label(
            self.tr(
                "To begin, choose a machine in the list, then “Set up afresh…” (key r). Until each "
                "line of its checklist is ticked or excused, it can’t come back into service."
            ),
            "quiet",
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._heading)
        column.addLayout(self._rows)
        column.addWidget(self._hint)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read anew what is under way."""

        def work() -> tuple[Sequence[SetUp], Overview]:
            return self._parts.reimagings.running(), self._parts.overview()

        self._parts.tasks.database(work, self._show, owner=self, failed=self.failed.emit)

    def _show(self, read: tuple[Sequence[SetUp], Overview]) -> None:
        running, overview = read
        none = self.tr("Nothing is being set up now.")
        one, many = (
            self.tr("1 machine is being set up"),
            self.tr("{count} machines are being set up"),
        )
        self._heading.setText(counted(len(running), one, many) if running else none)
        today = self._parts.today()
        rows: list[QPushButton] = []
        for shown in running:
            button = WideButton(row_words(shown, overview, today), self._look, is_row=True)
            button.setAccessibleDescription(self.tr("Opens its checklist"))
            button.clicked.connect(partial(self.opened.emit, shown.record))
            rows.append(button)
        refill(self._rows, rows)
        if rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
