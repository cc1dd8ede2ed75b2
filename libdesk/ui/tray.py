"""The desk's icon in the tray, where there is one: it collects while its window is closed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from libdesk.paths import NAME
from libdesk.ui import icons
from libdesk.ui.theme import Theme


class Tray(QObject):
    """Shows the icon, and tells of what cannot wait.

    Args:
        look: the theme.

    Signals:
        open_requested: show the window.
        quit_requested: end LibDesk.
    """

    open_requested = Signal()
    quit_requested = Signal()

    def __init__(self, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._menu.addAction(self.tr("Open LibDesk")).triggered.connect(self.open_requested)
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit_requested)
        self._icon = QSystemTrayIcon(icons.icon("libdesk", look.tokens.accent, 64), self)
        self._icon.setToolTip(NAME)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.open_requested)
        self._icon.show()

    def tell_now(self, numbers: tuple[str, ...]) -> None:
        """Tell of reports that cannot wait, by number only: others may see this screen."""
        if numbers:
            words = self.tr("Can’t wait: {numbers}").format(numbers=", ".join(numbers[:5]))
            self._icon.showMessage(NAME, words, self._icon.icon())

    def tell_still_here(self) -> None:
        """Say once that the desk goes on collecting."""
        self._icon.showMessage(
            NAME, self.tr("LibDesk goes on collecting. Quit it here."), self._icon.icon()
        )

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self._menu.deleteLater()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_requested.emit()
