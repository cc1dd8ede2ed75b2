"""The one dialog for a mistake in LibDesk itself: what happened, what is safe, and what you typed.

The typed words are shown here and go nowhere by themselves; the details hold none of them.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.bugs.rescue import KEEPS_OUT, Rescued, as_text
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

USUAL_WIDTH = 640
LINES_OF_WORDS, LINES_OF_DETAILS = 6, 9


class BugDialog(QDialog):
    """Opened once; the same mistake again only counts up.

    Args:
        look: the theme.
        rescued: the words that stand in the program's fields.
        details: where it was, and the versions; without a word that somebody typed.
        can_restart: LibDesk can be started anew from here.
        parent: the window that it stands over; None where there is none.

    Signals:
        support_requested: look at the files for whoever helps.
        restart_requested: end LibDesk and start it anew.
    """

    support_requested = Signal()
    restart_requested = Signal()

    def __init__(
        self,
        look: Theme,
        rescued: tuple[Rescued, ...],
        details: str,
        *,
        can_restart: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._announcer = Announcer(self, urgent=True)
        self.setProperty(KEEPS_OUT, True)  # noqa: FBT003 - a property of Qt has no name to be called by
        self.setWindowTitle(self.tr("A mistake in LibDesk"))
        self.setModal(True)
        self._build(as_text(rescued), can_restart=can_restart)
        self._connect()
        self.set_details(details)
        self._fold(is_open=False)

    def count_up(self, times: int) -> None:
        """Say how often it has happened by now."""
        told = self.tr("It has happened {times} times so far.").format(times=f"{times:,}")
        self._times.setText(told if times > 1 else "")
        self._times.setVisible(times > 1)

    def set_details(self, details: str) -> None:
        """Show these details, keeping the place where somebody reads."""
        bar = self._details.verticalScrollBar()
        place = bar.value()
        self._details.setPlainText(details)
        bar.setValue(place)

    def sizeHint(self) -> QSize:
        """Return a size that holds all of it, as far as the screen does."""
        screen = QGuiApplication.primaryScreen().availableSize() * 0.9
        width = min(self._look.px(USUAL_WIDTH), screen.width())
        layouts = (self._content.layout(), self._foot.layout())
        height = sum(one.totalHeightForWidth(width) for one in layouts if one is not None)
        return QSize(width, height + self._look.px(theme.TINY)).boundedTo(screen)

    def showEvent(self, event: QShowEvent) -> None:
        """Take that size: left alone, Qt gives a first window two thirds of a small screen."""
        self.resize(self.sizeHint())
        super().showEvent(event)
        self._go_on.setFocus()

    def _build(self, words: str, *, can_restart: bool) -> None:
        px = self._look.px
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("LibDesk met a mistake of its own."), "heading"))
        safe = self.tr(
            "It is not your doing. Nothing that was sent or saved is lost. The last thing that "
            "you asked for may not have been done; look before you do it again."
        )
        self._safe = label(safe, selectable=True)
        self._safe.setAccessibleName(safe)
        column.addWidget(self._safe)
        self._times = label("", "strong")
        column.addWidget(self._times)
        self._build_words(column, words)
        self._more = Button(self.tr("Show the details"), "link", enter_presses=False)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._details = _reading(self.tr("Details"), LINES_OF_DETAILS, self._look)
        column.addWidget(self._details)
        column.addStretch(1)
        self._foot = self._build_foot(can_restart=can_restart)
        outside.addWidget(Footed(self._content, self._foot))

    def _build_foot(self, *, can_restart: bool) -> QWidget:
        """Return what stays in sight while the rest scrolls, where there is room."""
        px = self._look.px
        foot = QWidget()
        column = QVBoxLayout(foot)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, 0, edge, edge)
        column.setSpacing(px(theme.SMALL))
        self._copied = label("", "quiet")
        self._copied.hide()
        column.addWidget(self._copied)
        self._go_on = Button(self.tr("Go on"), "primary")
        self._copy = Button(self.tr("Copy the details"), enter_presses=False)
        self._support = Button(self.tr("Save a support bundle…"), enter_presses=False)
        self._restart = Button(self.tr("Restart LibDesk"), enter_presses=False)
        self._restart.setVisible(can_restart)
        buttons = FlowLayout(px(theme.SMALL))
        for button in (self._go_on, self._restart, self._copy, self._support):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self._go_on.setDefault(True)
        return foot

    def _build_words(self, column: QVBoxLayout, words: str) -> None:
        told = self.tr("What you typed and did not send yet. It is shown only here.")
        lead = label(told, "strong")
        self._words = _reading(told, LINES_OF_WORDS, self._look)
        self._words.setPlainText(words)
        lead.setBuddy(self._words)
        self._copy_words = Button(self.tr("Copy my words"), enter_presses=False)
        for widget in (lead, self._words):
            column.addWidget(widget)
            widget.setVisible(bool(words))
        column.addWidget(self._copy_words, 0, Qt.AlignmentFlag.AlignLeft)
        self._copy_words.setVisible(bool(words))

    def _connect(self) -> None:
        self._go_on.clicked.connect(self.accept)
        self._more.clicked.connect(self._on_more)
        self._copy.clicked.connect(self._on_copy)
        self._copy_words.clicked.connect(self._on_copy_words)
        self._support.clicked.connect(self.support_requested)
        self._restart.clicked.connect(self._on_restart)

    def _fold(self, *, is_open: bool) -> None:
        self._details.setVisible(is_open)
        self._more.set_words(
            self.tr("Hide the details") if is_open else self.tr("Show the details")
        )
        self.resize(self.sizeHint())

    def _on_more(self) -> None:
        self._fold(is_open=self._details.isHidden())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._tell(self.tr("The details are copied. No words that somebody typed are in them."))

    def _on_copy_words(self) -> None:
        QGuiApplication.clipboard().setText(self._words.toPlainText())
        self._tell(self.tr("Your words are copied."))

    def _on_restart(self) -> None:
        self.accept()
        self.restart_requested.emit()

    def _tell(self, words: str) -> None:
        self._copied.setText(words)
        self._copied.show()
        self.resize(self.sizeHint())
        self._announcer.say(words)


def _reading(name: str, lines: int, look: Theme) -> QPlainTextEdit:
    """Return a box of words to read, mark and copy; Tab leaves it."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setFixedHeight(QFontMetrics(look.font()).lineSpacing() * lines + 3 * look.px(12))
    return made
