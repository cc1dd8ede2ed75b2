"""The small window that stays where there is no tray: LibDesk is at work, and what can't wait."""

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QMoveEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.priority import Priority
from libdesk.paths import NAME
from libdesk.ui import icons, theme
from libdesk.ui.icons import priority_shape
from libdesk.ui.now_words import now_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_GEOMETRY = "now/geometry"
_SHAPE = 20
_WIDTH = 340


class NowWindow(QWidget):
    """Stays above other windows, takes no focus by itself, and remembers where it was put.

    Args:
        look: the theme.
        memory: remembers its place.

    Signals:
        open_requested: show LibDesk.
        quit_requested: end LibDesk.
        put_away: somebody closes it; whoever shows it decides what that means.
    """

    open_requested = Signal()
    quit_requested = Signal()
    put_away = Signal()

    def __init__(self, look: Theme, memory: QSettings) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._look = look
        self._memory = memory
        self._has_place = False
        self._may_close = False
        self._numbers: tuple[str, ...] = ()
        self._announcer = Announcer(self, urgent=True)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        look.changed.connect(self._draw)
        self._draw()

    def tell(self, numbers: tuple[str, ...]) -> None:
        """Tell of these reports; with none, that LibDesk is at work."""
        self._numbers = numbers
        words = now_words(numbers)
        self._words.setText(words or self.tr("LibDesk goes on collecting."))
        self._shape.setVisible(bool(words))
        self.setWindowTitle(words or NAME)
        self._open.set_words(self.tr("Open the report") if words else self.tr("Open LibDesk"))
        self._announcer.say(words)

    def come_forward(self) -> None:
        """Be seen above other windows; whoever is typing elsewhere goes on typing."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand where it was put last, else in the corner; let be heard what it says."""
        super().showEvent(event)
        if not self._has_place:
            self._has_place = True
            state = self._memory.value(_GEOMETRY)
            if not (isinstance(state, QByteArray) and self.restoreGeometry(state)):
                self._go_to_corner()
        self._announcer.try_again()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember where it was put."""
        super().moveEvent(event)
        if self.isVisible() and self._has_place:
            self._memory.setValue(_GEOMETRY, self.saveGeometry())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave it to whoever shows it what closing means."""
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.put_away.emit()

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        self._shape = label(wraps=False)
        self._words = label("", "heading")
        head = QHBoxLayout()
        head.setSpacing(px(theme.SMALL))
        head.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        column.addLayout(head)
        self._open = Button("", "primary")
        self._quit = Button(self.tr("Quit"))
        row = QHBoxLayout()
        row.setSpacing(px(theme.SMALL))
        row.addWidget(self._open)
        row.addWidget(self._quit)
        row.addStretch(1)
        column.addLayout(row)
        note = label(
            self.tr("After Quit, nothing is collected until you open LibDesk again."), "fine"
        )
        column.addWidget(note)
        self._quit.setAccessibleDescription(note.text())
        self._open.clicked.connect(self.open_requested)
        self._quit.clicked.connect(self.quit_requested)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.quit_requested)
        self.setMinimumWidth(px(_WIDTH))

    def _draw(self) -> None:
        self.setWindowIcon(icons.icon("libdesk", self._look.tokens.accent, 64))
        shape = priority_shape(Priority.NOW, self._look.tokens)
        size = self._look.px(_SHAPE)
        self._shape.setPixmap(shape.pixmap(size, self.devicePixelRatioF()))
        self.setMinimumWidth(self._look.px(_WIDTH))

    def _go_to_corner(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry()
        gap = self._look.px(theme.HUGE)
        size = self.frameGeometry().size()
        self.move(room.right() - size.width() - gap, room.bottom() - size.height() - gap)
