"""What stands where no items are: what to do first, or why there is nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout


class EmptyCard(QFrame):
    """Says what to do.

    Args:
        look: the theme.

    Signals:
        add_requested: write down one item.
        import_requested: read items from a list.
        show_all_requested: leave out nothing.
    """

    add_requested = Signal()
    import_requested = Signal()
    show_all_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame = card()
        column.addWidget(frame)
        column.addStretch(1)
        inside = QVBoxLayout(frame)
        edge = look.px(theme.HUGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look.px(theme.MEDIUM))
        self._heading = label("", "heading")
        self._words = label("", "quiet", selectable=True)
        self._words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._import = Button(self.tr("Import a list…"), "primary", enter_presses=False)
        self._add = Button(self.tr("Add one item…"), enter_presses=False)
        self._all = Button(self.tr("Show everything"), enter_presses=False)
        buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        buttons.setLayout(flow)
        for button in (self._import, self._add, self._all):
            flow.addWidget(button)
        for part in (self._heading, self._words, buttons):
            inside.addWidget(part)
        self._import.clicked.connect(self.import_requested)
        self._add.clicked.connect(self.add_requested)
        self._all.clicked.connect(self.show_all_requested)
        self._say(self.tr("Opening…"), "")

    def say_first(self) -> None:
        """Say how the list begins."""
        self._say(
            self.tr("No equipment is known yet."),
            self.tr(
                "A list that you have already is the quickest way: a spreadsheet, or what another "
                "program has saved as CSV. Nothing is changed before you have seen what would be.\n"
                "\n"
                "Without one, add the first item by hand: its label and what it is are enough. "
                "Computers on which LibDesk runs can register themselves, with make, memory and "
                "serial number."
            ),
            begins=True,
        )

    def say_nothing_fits(self) -> None:
        """Say that what the list is narrowed to leaves nothing."""
        self._say(
            self.tr("Nothing here fits."),
            self.tr(
                "Fewer words find more. What is gone or lost is left out unless you choose it."
            ),
            is_narrowed=True,
        )

    def _say(
        self, heading: str, words: str, *, begins: bool = False, is_narrowed: bool = False
    ) -> None:
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._import.setVisible(begins)
        self._add.setVisible(begins)
        self._all.setVisible(is_narrowed)
