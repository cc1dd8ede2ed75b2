"""What stands around the checker's screens: the machines, the verdict so far, and the buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui import theme
from libdesk.ui.donations.checker_pages import CheckerPage
from libdesk.ui.donations.verdict_view import VerdictView
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button, is_held
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

_NARROW = 760
"""Pixels in which the verdict stands below the questions."""


class CheckerFrame(QWidget):
    """Shows one screen at a time; what is pressed goes up.

    Args:
        look: the theme.

    Signals:
        entered: Enter was pressed where nothing else takes it.
    """

    entered = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._page: CheckerPage | None = None
        self._trouble = Banner(look, "notice")
        self.strip = Picker(look)
        self.strip.setAccessibleName(self.tr("Machines of this offer"))
        self._where = label("", "quiet")
        self._holder = QVBoxLayout()
        self.view = VerdictView(look, brief=True)
        self.letter = Button(self.tr("Write the letter"), "primary")
        self.letter.setToolTip(self.tr("Ctrl+L"))
        self.skip = Button(self.tr("Who offers it?"), enter_presses=True)
        self.back = Button(self.tr("Back"), enter_presses=True)
        self.next = Button(self.tr("Go on"), "primary")
        self.save = Button(self.tr("Save"), enter_presses=True)
        self.save.setToolTip(self.tr("Ctrl+S"))
        self.more = Button(self.tr("Another machine of this offer"), enter_presses=True)
        self.less = Button(self.tr("Take this machine out"), enter_presses=True)
        self._done = label("", "quiet", wraps=False)
        for one in (self.letter, self.skip, self.strip, self.less, self._done):
            one.hide()
        self._build()

    @property
    def page(self) -> CheckerPage | None:
        """Return the screen that is shown; None before the first."""
        return self._page

    def show_page(self, page: CheckerPage, number: int, count: int) -> None:
        """Show another screen, of so many."""
        told = self.tr("Screen {number} of {count}")
        self._where.setText(told.format(number=number, count=count))
        old, self._page = self._page, page
        if old is not None:
            self._holder.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._holder.addWidget(page)
        page.show()
        self.next.setVisible(number < count)
        self._area.verticalScrollBar().setValue(0)

    def show_strip(self, names: Sequence[str], place: int) -> None:
        """Show the machines of an offer, where there are several."""
        several = len(names) > 1
        self.strip.setVisible(several)
        self.less.setVisible(several)
        if several:
            self.strip.clear()
            self.strip.addItems([f"{number}. {one}" for number, one in enumerate(names, 1)])
            self.strip.setCurrentIndex(place)

    def say(self, words: str, trouble: str = "") -> None:
        """Say that something is done, or what is wrong; "" takes both away."""
        self._trouble.say(trouble)
        self._done.setText(words)
        self._done.setVisible(bool(words))

    def say_error(self, error: Exception) -> bool:
        """Say why something was not done; False for a bug, which is told elsewhere."""
        if not isinstance(error, Refusal | Conflict | Unavailable):
            return False
        self.say("", error.sentence)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, whose fields are made anew for each screen."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for going on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_held(event, self):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        px = self._look.px
        both = Beside(self._look, theme.HUGE, _NARROW)
        both.row.addLayout(self._holder, 3)
        ended = QVBoxLayout()
        ended.addWidget(self._side())
        ended.addStretch(1)
        both.row.addLayout(ended, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.addWidget(both)
        column.addStretch(1)
        self._area = scrolling(inside)
        foot = FlowLayout(px(theme.SMALL))
        for one in (self.back, self.next, self.save, self.more, self.less, self._done):
            foot.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        for part in (self._trouble, self.strip, self._where):
            whole.addWidget(part)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)

    def _side(self) -> QWidget:
        px = self._look.px
        side = card()
        inner = QVBoxLayout(side)
        edge = px(theme.LARGE)
        inner.setContentsMargins(edge, edge, edge, edge)
        inner.setSpacing(px(theme.MEDIUM))
        inner.addWidget(label(self.tr("The verdict so far"), "quiet"))
        inner.addWidget(self.view)
        deeds = FlowLayout(px(theme.SMALL))
        for one in (self.letter, self.skip):
            deeds.addWidget(one)
        inner.addLayout(deeds)
        return side
