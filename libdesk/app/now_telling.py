"""How the desk tells of a *Now* report: in its window, and where that is closed, beside it.

Once per report, by number; it stays until somebody has looked at the report. Where there is a tray,
its icon tells; else a small window that is always there while the desk's own is closed.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.now_banner import NowBanner
from libdesk.ui.now_watch import NowWatch
from libdesk.ui.now_window import NowWindow
from libdesk.ui.theme import Theme
from libdesk.ui.tray import Tray


class NowTelling(QObject):
    """Tells, and leads to the report.

    Args:
        window: the desk's window.
        look: the theme.
        memory: remembers where the small window was put.
        has_tray: there is a tray.

    Signals:
        open_requested: show the desk at the report with this number; "" for wherever it is.
        quit_requested: end LibDesk.
    """

    open_requested = Signal(str)
    quit_requested = Signal()

    def __init__(
        self, window: DeskWindow, look: Theme, memory: QSettings, *, has_tray: bool
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = NowWatch(self)
        self._banner = NowBanner(look)
        window.above.addWidget(self._banner)
        self._tray = Tray(look, self) if has_tray else None
        self._small = None if has_tray else NowWindow(look, memory)
        self._watch.changed.connect(self._on_changed)
        self._watch.came.connect(self._on_came)
        self._banner.open_requested.connect(self._on_open)
        for one in (self._tray, self._small):
            if one is not None:
                one.open_requested.connect(self._on_open)
                one.quit_requested.connect(self.quit_requested)
        if self._small is not None:
            self._small.tell(())
            self._small.put_away.connect(self._on_put_away)

    def report(self, numbers: Iterable[str]) -> None:
        """Tell of reports that have just come in."""
        self._watch.report(numbers)

    def settle(self, unseen: Iterable[str]) -> None:
        """Take note of which ones nobody has looked at yet."""
        self._watch.settle(unseen)

    def tell_still_here(self) -> None:
        """Stay where the window was, now that it is closed."""
        if self._tray is not None:
            self._tray.tell_still_here()
        elif self._small is not None:
            self._small.show()

    def window_is_back(self) -> None:
        """The window is open again: nothing has to stand in for it."""
        if self._small is not None:
            self._small.hide()

    def close(self) -> None:
        """Take everything off the screen."""
        if self._tray is not None:
            self._tray.close()
        if self._small is not None:
            self._small.leave()
            self._small.deleteLater()
        self._tray = self._small = None

    def _on_changed(self, numbers: tuple[str, ...]) -> None:
        self._banner.tell(numbers)
        if self._tray is not None:
            self._tray.show_waiting(numbers)
        if self._small is not None:
            self._small.tell(numbers)
            if not numbers and self._window.isVisible():
                self._small.hide()

    def _on_came(self, numbers: tuple[str, ...]) -> None:
        if self._window.isActiveWindow():
            return  # the banner above the rooms is seen, and heard
        if self._tray is not None:
            self._tray.tell_now(numbers)
        elif self._small is not None:
            self._small.come_forward()
            QApplication.alert(self._small)

    def _on_open(self) -> None:
        numbers = self._watch.numbers()
        self.window_is_back()
        self.open_requested.emit(numbers[0] if numbers else "")

    def _on_put_away(self) -> None:
        if self._small is None:
            return
        if self._window.isVisible():
            self._small.hide()  # the banner in the desk's window still tells
        else:
            self._small.showMinimized()
