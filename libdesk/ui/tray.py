"""The desk's icon in the tray, where there is one: it collects while its window is closed."""

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from libdesk.domain.priority import Priority
from libdesk.paths import NAME
from libdesk.ui import icons
from libdesk.ui.icons import priority_shape
from libdesk.ui.now_words import now_words
from libdesk.ui.theme import Theme

_SIZE, _MARK = 64, 34


class Tray(QObject):
    """Shows the icon, and tells of what cannot wait.

    Args:
        look: the theme.

    Signals:
        open_requested: show the window; where something can't wait, at that report.
        quit_requested: end LibDesk.
    """

    open_requested = Signal()
    quit_requested = Signal()

    def __init__(self, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._numbers: tuple[str, ...] = ()
        self._menu = QMenu()
        self._open = self._menu.addAction("")
        self._open.triggered.connect(self.open_requested)
        self._menu.addAction(self.tr("Quit; nothing is collected then")).triggered.connect(
            self.quit_requested
        )
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.open_requested)
        look.changed.connect(self._draw)
        self.show_waiting(())
        self._icon.show()

    def show_waiting(self, numbers: tuple[str, ...]) -> None:
        """Show by shape and words what waits to be looked at, by number: others see this screen."""
        self._numbers = numbers
        words = now_words(numbers)
        self._icon.setToolTip(f"{NAME}\n{words}" if words else NAME)
        self._open.setText(
            self.tr("Open {number}").format(number=numbers[0])
            if numbers
            else self.tr("Open LibDesk")
        )
        self._draw()

    def tell_now(self, numbers: tuple[str, ...]) -> None:
        """Say once that these have come in."""
        self._icon.showMessage(NAME, now_words(numbers), self._icon.icon())

    def tell_still_here(self) -> None:
        """Say that the desk goes on collecting."""
        self._icon.showMessage(
            NAME, self.tr("LibDesk goes on collecting. Quit it here."), self._icon.icon()
        )

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self._menu.deleteLater()

    def _draw(self) -> None:
        plain = icons.icon("libdesk", self._look.tokens.accent, _SIZE)
        if not self._numbers:
            self._icon.setIcon(plain)
            return
        pixmap = QPixmap(plain.pixmap(_SIZE, _SIZE))
        painter = QPainter(pixmap)
        shape = priority_shape(Priority.NOW, self._look.tokens)
        shape.paint(painter, QRectF(_SIZE - _MARK, _SIZE - _MARK, _MARK, _MARK))
        painter.end()
        self._icon.setIcon(QIcon(pixmap))

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_requested.emit()
