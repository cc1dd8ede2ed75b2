"""What stands above the offers: the search, a new one, and the ways to what they are judged by."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

_LONGEST = 1_000


class OffersHead(QWidget):
    """Two rows.

    Args:
        look: the theme.

    Signals:
        searched: other words to search for.
        new_requested: write down a new offer.
        print_requested: show what can be printed.
        policy_requested: show the policy.
        costs_requested: show the figures of the sum.
    """

    searched = Signal(str)
    new_requested = Signal()
    print_requested = Signal()
    policy_requested = Signal()
    costs_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search   /"))
        self._search.setAccessibleName(self.tr("Search offers"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaxLength(_LONGEST)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search.setMaximumWidth(look.px(300))
        self._glass = QAction(self)
        self._search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._print = Button("", enter_presses=False)
        self._print.setAccessibleName(self.tr("Print"))
        self._print.setToolTip(self.tr("Print, save or e-mail  (Ctrl+P)"))
        self._new = Button(self.tr("New offer  (n)"), "primary", enter_presses=False)
        self._new.setAccessibleName(self.tr("New offer"))
        row = QHBoxLayout()
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(label(self.tr("Donations"), "title", wraps=False))
        row.addStretch()
        for one in (self._search, self._print, self._new):
            row.addWidget(one, 1 if one is self._search else 0)
        ways = FlowLayout(look.px(theme.MEDIUM))
        for words, told, signal in (
            (self.tr("Policy"), self.tr("What you take, and why"), self.policy_requested),
            (self.tr("Costs"), self.tr("What accepting costs"), self.costs_requested),
        ):
            button = Button(words, "link", enter_presses=False)
            button.setToolTip(told)
            button.clicked.connect(signal)
            ways.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        column.addLayout(row)
        column.addLayout(ways)
        self._search.textChanged.connect(self.searched)
        self._new.clicked.connect(self.new_requested)
        self._print.clicked.connect(self.print_requested)
        look.changed.connect(self._draw)
        self._draw()

    def text(self) -> str:
        """Return what is searched for."""
        return self._search.text().strip()

    def clear(self) -> None:
        """Search for nothing."""
        self._search.clear()

    def focus_search(self) -> None:
        """Put the focus into the search field, ready to type over what is there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def set_bare(self, *, is_bare: bool) -> None:
        """Leave out what nobody needs while there is no offer."""
        self._search.setVisible(not is_bare)
        self._new.setVisible(not is_bare)

    def _draw(self) -> None:
        size = self._look.px(18)
        self._glass.setIcon(icons.icon("search", self._look.tokens.quiet, size))
        self._print.setIcon(icons.icon("printer", self._look.tokens.ink, size))
        self._print.setIconSize(QSize(size, size))
