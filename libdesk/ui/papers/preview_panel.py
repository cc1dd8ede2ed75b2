"""The pages, with what changes their size above them, and what is to be known of them below."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.papers.page_view import PageView
from libdesk.ui.papers.parts import Made
from libdesk.ui.papers.wording import cut_words, missing_words
from libdesk.ui.tasks import BUSY_AFTER_MS, Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class PreviewPanel(QWidget):
    """Shows a paper as it will be printed.

    Args:
        look: the theme.
        tasks: draws the pages.

    Signals:
        shown: the first page is there to be seen.

    Attributes:
        view: the pages.
    """

    shown = Signal()

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self.view = PageView(look, tasks)
        self._is_first = False
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._build()
        self._patience.timeout.connect(self._busy.show)
        self.view.moved.connect(self._tell)
        self.view.drawn.connect(self._on_drawn)
        for button, act, keys in (
            (self._smaller, lambda: self.view.step(-1), ("Ctrl+-",)),
            (self._larger, lambda: self.view.step(1), ("Ctrl++", "Ctrl+=")),
            (self._fit, self.view.fit_width, ("Ctrl+0",)),
        ):
            button.clicked.connect(act)
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)

    def wait(self) -> None:
        """Another paper is on its way; the one that is shown stays until it is there."""
        self._is_first = True
        self._patience.start()
        self._missing.say("")
        self._cut.say("")

    def show_paper(self, made: Made) -> None:
        """Show a paper, and what can't be printed of it."""
        self.view.show_pages(made.pages)
        self._missing.say(missing_words(made.missing))
        self._cut.say(cut_words() if made.is_cut else "")

    def show_nothing(self) -> None:
        """Show no paper: there is none."""
        self._rest()
        self.view.show_pages(None)

    def let_go(self) -> None:
        """Let go of what is shown; the window closes."""
        self._patience.stop()
        self.view.show_pages(None)

    def _build(self) -> None:
        px = self._look.px
        self._where = label("", "quiet", wraps=False)
        self._smaller = _small("\N{MINUS SIGN}", self.tr("Smaller"), "Ctrl+-")
        self._larger = _small("+", self.tr("Larger"), "Ctrl++")
        self._fit = _small(self.tr("Fit width"), self.tr("Fit width"), "Ctrl+0")
        self._size = label("", "quiet", wraps=False)
        # In rows: beside large text there is no room for all of it on one.
        above = FlowLayout(px(theme.SMALL))
        for one in (self._smaller, self._larger, self._fit, self._size, self._where):
            above.addWidget(one)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(px(theme.TINY))
        self._busy.setAccessibleName(self.tr("The paper is being made"))
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.hide()
        self._missing = Banner(self._look, "notice")
        self._cut = Banner(self._look, "notice")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        column.addLayout(above)
        column.addWidget(self._busy)
        column.addWidget(self.view, 1)
        column.addWidget(self._missing)
        column.addWidget(self._cut)

    def _tell(self) -> None:
        if not self.view.count:
            self._where.setText("")
            self._size.setText("")
            return
        self._where.setText(
            self.tr("Page {page} of {count}").format(page=self.view.page + 1, count=self.view.count)
        )
        self._size.setText(self.tr("{percent} %").format(percent=round(self.view.zoom * 100)))

    def _on_drawn(self, _page: int) -> None:
        self._rest()
        if self._is_first:
            self._is_first = False
            self.shown.emit()

    def _rest(self) -> None:
        self._patience.stop()
        self._busy.hide()


def _small(words: str, name: str, keys: str) -> Button:
    made = Button(words, enter_presses=False)
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  ({keys})")
    return made
