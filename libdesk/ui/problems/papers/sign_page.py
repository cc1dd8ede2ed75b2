"""An out-of-order sign: which machine, and what to use instead. Never a cause, never a name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.pages import Page, fill_page, page_column

LONGEST = 80


class SignPage(Page):
    """Two lines to fill, the sign as it will look, and Print; a sign for nothing is not printed.

    Args:
        look: the theme.
    """

    print_requested = Signal(str, str)
    """The machine, and what to use instead."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._day = ""
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def begin(self, machine: str, instead: str) -> None:
        """Start with what is known.

        Args:
            machine: what is out of order; "" where nothing that is known names it.
            instead: another one of its kind at the branch; "" where there is none.
        """
        self._machine.setText(machine)
        self._instead.setText(instead)
        self._missing.say("")

    def set_day(self, day: str) -> None:
        """Show since when it is out of order: the date, in words."""
        self._day = day
        self._show()

    def focus_first(self) -> None:
        """Put the focus on Print: often nothing is to be changed; else where a name is missing."""
        first = self._print if self._machine.text().strip() else self._machine
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        content = QWidget()
        column = page_column(content, self._look, theme.SMALL)
        column.addWidget(label(self.tr("Out-of-order sign"), "title"))
        column.addWidget(
            label(self.tr("It tells nobody’s name and no cause, only where to go."), "quiet")
        )
        self._machine = self._line(column, self.tr("What is out of order?"))
        self._machine.setPlaceholderText(self.tr("Such as: the printer by the door"))
        self._instead = self._line(column, self.tr("What can people use instead?"))
        self._instead.setPlaceholderText(self.tr("Such as: the printer upstairs (optional)"))
        column.addSpacing(px(theme.MEDIUM))
        column.addWidget(self._build_sign())
        column.addStretch(1)
        fill_page(self, content, self._look, self._build_foot())

    def _build_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(self._look.px(theme.SMALL))
        self._missing = Banner(self._look)
        foot.addWidget(self._missing)
        row = QHBoxLayout()
        self._back = Button(self.tr("Back"))
        self._print = Button(self.tr("Print the sign"), "primary")
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._print)
        foot.addLayout(row)
        return foot

    def _line(self, column: QVBoxLayout, words: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(LONGEST)
        line.setAccessibleName(words)
        heading = label(words, "heading")
        heading.setBuddy(line)
        column.addWidget(heading)
        column.addWidget(line)
        return line

    def _build_sign(self) -> QWidget:
        sign = card()
        sign.setAccessibleName(self.tr("The sign"))
        column = QVBoxLayout(sign)
        edge = self._look.px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(self._look.px(theme.MEDIUM))
        self._told = label("", "title")
        self._where = label("", "heading")
        self._since = label("", "quiet")
        for words in (
            label(self.tr("Out of order"), "number"),
            self._told,
            self._where,
            self._since,
        ):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        return sign

    def _connect(self) -> None:
        self._machine.textChanged.connect(self._show)
        self._instead.textChanged.connect(self._show)
        self._back.clicked.connect(self.back_requested)
        self._print.clicked.connect(self._on_print)

    def _show(self) -> None:
        machine = self._machine.text().strip()
        self._told.setText(machine)
        if machine:
            self._missing.say("")
        instead = self._instead.text().strip()
        words = self.tr("Please use: {thing}").format(thing=instead)
        self._where.setText(words if instead else "")
        self._where.setVisible(bool(instead))
        self._since.setText(self.tr("Since {day}").format(day=self._day))

    def _on_print(self) -> None:
        machine = self._machine.text().strip()
        if machine:
            self.print_requested.emit(machine, self._instead.text().strip())
            return
        self._missing.say(
            self.tr("Please write what is out of order, so that people know which one not to use.")
        )
        self._machine.setFocus(Qt.FocusReason.OtherFocusReason)
