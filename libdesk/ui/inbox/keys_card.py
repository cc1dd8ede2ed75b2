"""The keys of the inbox, shown by the question mark."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class KeysCard(SideCard):
    """Lists every key and what it does.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__(look, self.tr("Keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(theme.LARGE))
        grid.setVerticalSpacing(look.px(theme.SMALL))
        grid.setColumnStretch(1, 1)
        for row, (keys, meaning) in enumerate(self._keys()):
            grid.addWidget(label(keys, "strong", wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(meaning), row, 1)
        self.inside.addLayout(grid)
        self._close = Button(self.tr("Close"), enter_presses=False)
        self.inside.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        self._close.clicked.connect(self.closed)

    def first(self) -> QWidget:
        """Return the button that closes."""
        return self._close

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("↓ ↑  j k"), self.tr("next, previous")),
            (self.tr("Enter"), self.tr("read the report")),
            (self.tr("f"), self.tr("fixed")),
            *self._moves(),
            (self.tr("m"), self.tr("join reports of the same thing")),
            (self.tr("x  Shift+↓"), self.tr("choose several")),
            (self.tr("Del"), self.tr("delete a test report")),
            *self._writing(),
            (self.tr("/"), self.tr("search; Esc clears it")),
            (self.tr("o"), self.tr("show only some")),
            (self.tr("1 2 3 4 5"), self.tr("needs me, waiting, niggles, done, all")),
            *self._everywhere(),
        )

    def _moves(self) -> tuple[tuple[str, str], ...]:
        """Return what can be done with a report in each of the two lists."""
        return (
            (self.tr("a"), self.tr("answer")),
            (self.tr("d"), self.tr("I’m on it")),
            (self.tr("w"), self.tr("let it wait")),
            (self.tr("n"), self.tr("not now; the reporter hears why")),
            (self.tr("r"), self.tr("ask whether you got it right")),
            (self.tr("t"), self.tr("note to yourself")),
            (self.tr("p"), self.tr("more urgent, or less")),
            (self.tr("b"), self.tr("before: earlier reports of the same item")),
            (self.tr("e"), self.tr("tell every form")),
        )

    def _writing(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Ctrl+Enter"), self.tr("send what is written")),
            (self.tr("u  Ctrl+Z"), self.tr("undo, for 15 seconds")),
            (self.tr("Ctrl+N"), self.tr("somebody asked in person")),
        )

    def _everywhere(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Ctrl+K"), self.tr("go anywhere")),
            (self.tr("F1"), self.tr("explain the technical words in what you read or write")),
            (self.tr("Ctrl+C"), self.tr("copy the chosen lines as text")),
            (self.tr("Ctrl+P"), self.tr("print, save or e-mail")),
            (self.tr("Ctrl+E"), self.tr("everything into a folder, as tables")),
            (self.tr("F5"), self.tr("read the list again")),
            (self.tr("Ctrl+Q"), self.tr("quit; reports wait until LibDesk is open again")),
            (self.tr("?"), self.tr("these keys")),
        )
