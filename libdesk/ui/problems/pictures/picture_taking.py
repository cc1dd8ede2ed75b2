"""Taking a picture of the screen without LibDesk's own windows on it. Nothing is saved here."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QImage, QScreen
from PySide6.QtWidgets import QApplication, QWidget

GONE_AFTER_MS = 300
"""So long a screen takes to fade out a window and to paint what was behind it."""
_LOOKS = 16

Grab = Callable[[QScreen], QImage]
"""Returns what a screen shows; an empty image where the system does not allow it."""


def grab_screen(screen: QScreen) -> QImage:
    """Return what a screen shows."""
    return screen.grabWindow(0).toImage()


class ScreenTaker(QObject):
    """Takes the screen that a window is on; the window is out of the way meanwhile.

    Args:
        window: the window that asks.
        grab: takes the picture.
        wait_ms: so long after the windows were hidden.
    """

    taken = Signal(QImage)
    not_taken = Signal(str)
    """There is no picture; what to do instead, in plain words."""

    def __init__(
        self, window: QWidget, grab: Grab = grab_screen, wait_ms: int = GONE_AFTER_MS
    ) -> None:
        super().__init__(window)
        self._window = window
        self._grab = grab
        self._hidden: list[tuple[QWidget, QPoint]] = []
        self._screen: QScreen | None = None
        self._ends_alone = True
        self._wait = QTimer(self, singleShot=True, interval=wait_ms)
        self._wait.timeout.connect(self._take)

    def take(self) -> None:
        """Hide LibDesk's windows and take the picture once they are gone; asking twice is once."""
        if self._wait.isActive():
            return
        # A program without a window must not end now.
        self._ends_alone = QApplication.quitOnLastWindowClosed()
        QApplication.setQuitOnLastWindowClosed(False)
        self._screen = self._window.screen()
        self._hidden = [
            (window, window.pos())
            for window in QApplication.topLevelWidgets()
            if window.isVisible() and window is not self._window
        ]
        self._hidden.append((self._window, self._window.pos()))
        for window, _ in reversed(self._hidden):
            window.hide()
        self._wait.start()

    def _take(self) -> None:
        image = QImage()
        try:
            if self._screen is not None and self._screen in QApplication.screens():
                image = self._grab(self._screen)
        finally:
            self._bring_back()
        if _shows_nothing(image):
            self.not_taken.emit(
                self.tr(
                    "This computer doesn’t let LibDesk take its screen. Press the Print Screen "
                    "key, then paste it here with Ctrl+V."
                )
            )
        else:
            self.taken.emit(image)

    def _bring_back(self) -> None:
        hidden, self._hidden, self._screen = self._hidden, [], None
        for window, place in hidden:
            if not shiboken6.isValid(window):  # closed meanwhile
                continue
            window.show()
            if not window.isMaximized() and not window.isFullScreen():
                window.move(place)  # some systems put it in the middle again
        self._window.raise_()
        self._window.activateWindow()
        QApplication.setQuitOnLastWindowClosed(self._ends_alone)


def _shows_nothing(image: QImage) -> bool:
    """Say whether an image is empty or of one color, as it is where taking is not allowed."""
    if image.isNull():
        return True
    first = image.pixel(0, 0)
    for row in range(_LOOKS):
        for column in range(_LOOKS):
            x, y = column * image.width() // _LOOKS, row * image.height() // _LOOKS
            if image.pixel(x, y) != first:
                return False
    # One small window on a plain ground: only now is a look at every pixel worth its time.
    pixels = bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())
    return pixels == pixels[:4] * (len(pixels) // 4)
