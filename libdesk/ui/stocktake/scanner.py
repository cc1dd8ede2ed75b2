"""A scanner as a keyboard: its keys are caught wherever the focus is, and press nothing.

It listens to the whole program, but only while a page with a count is in sight: with a dialog or a
menu open, a scan must not press its buttons either. What a person types comes through, a moment
later.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from libdesk.ui.stocktake.bursts import Bursts, Kind, Step, Stroke, Timing

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_ENDS: dict[int, str] = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
_ENDING = ("\r", "\n", "\r\n")
"""What some scanners send with no key of that name, or as Ctrl+M and Ctrl+J."""
_WRITE_NOTHING: frozenset[int] = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_unknown,
    }
)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier


class Pressed(NamedTuple):
    """A key press, as much of it as is needed to press it again."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str


def pressed_at(event: QKeyEvent) -> int:
    """Return when a key was pressed, in milliseconds: late news of it do not count."""
    return event.timestamp() or time.monotonic_ns() // 1_000_000


class Scanner(QObject):
    """Catches scans while it listens.

    Args:
        parent: its owner.
        bursts: tells scans from typing; None for the usual one.
        at: tells when a key was pressed.

    Signals:
        scanned: an Arrival.
        typed: a character that a person typed where nothing can be typed into.
    """

    scanned = Signal(object)
    typed = Signal(str)

    def __init__(
        self,
        parent: QObject,
        bursts: Bursts[Pressed] | None = None,
        at: Callable[[QKeyEvent], int] = pressed_at,
    ) -> None:
        super().__init__(parent)
        self._bursts = bursts or Bursts()
        self._at = at
        self._is_listening = False
        self._is_pressing = False
        self._down: set[int] = set()
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._look_again)
        # What waits in the queue of a window that held still comes before the end of patience.
        self._last_look = QTimer(self, singleShot=True, interval=0)
        self._last_look.timeout.connect(self._settle)

    def set_timing(self, timing: Timing) -> None:
        """Tell scans by other times from now on."""
        self._bursts.timing = timing

    def listen(self) -> None:
        """Catch scans from now on."""
        program = QApplication.instance()
        if not self._is_listening and program is not None:
            self._is_listening = True
            program.installEventFilter(self)

    def stop(self) -> None:
        """Catch nothing any more; what is held back is a scan, or nothing."""
        program = QApplication.instance()
        if not self._is_listening or program is None:
            return
        self._is_listening = False
        program.removeEventFilter(self)
        self._patience.stop()
        self._last_look.stop()
        self._down.clear()
        step = self._bursts.settle()
        self._bursts.drop()
        if step.scan is not None:
            self.scanned.emit(step.scan)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at keys, and at nothing else."""
        if event.type() not in _KEYS or self._is_pressing or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress:
            return self._on_press(event)
        if event.type() is QEvent.Type.KeyRelease:
            if event.key() not in self._down:
                return False
            if not event.isAutoRepeat():
                self._down.discard(event.key())
            return True
        if self._kind(event) is Kind.CHARACTER or self._bursts.is_holding:
            event.accept()  # no shortcut takes it: it comes as a press
            return True
        return False

    def _on_press(self, event: QKeyEvent) -> bool:
        if event.key() in _WRITE_NOTHING and not event.text():
            return False
        press = Pressed(event.key(), event.modifiers(), event.text())
        kind = self._kind(event)
        text = _ENDS.get(event.key(), event.text()) if kind is Kind.END else event.text()
        stroke = Stroke(press, kind, text, self._at(event), event.isAutoRepeat())
        self._patience.stop()
        self._last_look.stop()
        step = self._bursts.press(stroke)
        self._take(step)
        if self._bursts.is_holding:
            self._patience.start(self._bursts.patience)
        if step.passes:
            return False
        self._down.add(event.key())
        return True

    def _kind(self, event: QKeyEvent) -> Kind:
        held = event.modifiers() & (_CTRL | _ALT | _META)
        # Ctrl and Alt together are the AltGr key of some keyboards: it writes signs.
        is_chord = held not in (Qt.KeyboardModifier.NoModifier, _CTRL | _ALT)
        if (event.key() in _ENDS and not is_chord) or event.text() in _ENDING:
            return Kind.END
        text = event.text()
        return Kind.CHARACTER if text and text.isprintable() and not is_chord else Kind.OTHER

    def _look_again(self) -> None:
        self._last_look.start()

    def _settle(self) -> None:
        self._take(self._bursts.settle())

    def _take(self, step: Step[Pressed]) -> None:
        if step.scan is not None:
            self.scanned.emit(step.scan)
        for one in step.released:
            self._press(one)

    def _press(self, press: Pressed) -> None:
        """Press a person's key again, where it was meant to go."""
        popup = QApplication.activePopupWidget()
        target = popup or QApplication.focusWidget()
        is_over = popup is not None or QApplication.activeModalWidget() is not None
        if not is_over and not _takes_text(target) and press.text.strip():
            self.typed.emit(press.text)
        elif target is not None:
            self._is_pressing = True
            try:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, press.key, press.modifiers, press.text)
                    QApplication.sendEvent(target, event)
            finally:
                self._is_pressing = False


def _takes_text(widget: QWidget | None) -> bool:
    return widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
