"""Lets a screen reader say what appears away from the focus, where nobody would hear of it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_LAST = "announced"
"""The window's property for what was announced in it last, by whomever."""


class Announcer(QObject):
    """Announces what a widget says: once as long as it stands there, and only while it is seen.

    It speaks when the hands have come to rest: a focus that moves in the same moment is heard
    first, and what is taken away again at once is not heard at all.

    Args:
        widget: what says it; its show event calls `try_again`, so that what was said on a page
            nobody saw is heard with the page.
        urgent: it interrupts what is being read; else it waits for its turn.
    """

    def __init__(self, widget: QWidget, *, urgent: bool = False) -> None:
        super().__init__(widget)
        self._widget = widget
        self._is_urgent = urgent
        self._words = ""
        self._is_heard = True

    def say(self, words: str) -> None:
        """Announce these words; "" for nothing stands there, and the next may be the same."""
        if words == self._words:
            return
        window = self._widget.window()
        if not words and window.property(_LAST) == self._words:
            window.setProperty(_LAST, "")
        self._words = words
        self._is_heard = not words
        self.try_again()

    def try_again(self) -> None:
        """Announce what has not been heard yet, if it is in sight by now."""
        if not self._is_heard:
            QTimer.singleShot(0, self, self._try)

    def _try(self) -> None:
        window = self._widget.window()
        if self._is_heard or not self._widget.isVisible() or window.isMinimized():
            return
        self._is_heard = True
        if window.property(_LAST) == self._words:
            return
        window.setProperty(_LAST, self._words)
        # Asking Qt for a class makes it: none of these belongs to a start.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - see above

        event = QAccessibleAnnouncementEvent(self._widget, self._words)
        if self._is_urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
