"""One picture over the whole window, with a way back; never in another program."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from libdesk.domain.problems import Picture
from libdesk.ui import theme
from libdesk.ui.inbox.picture_reading import Shown, read, size_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_FULL = QSize(5_000, 5_000)
"""Dots of the full size; a screen's own are all there."""

_STEPS: dict[int, int] = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class PictureView(QFrame):
    """Lies over a window until it is closed.

    Args:
        look: the theme.
        tasks: runs the decoding.
        picture: what is shown.
        window: what it lies over.
    """

    def __init__(self, look: Theme, tasks: Tasks, picture: Picture, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._tasks = tasks
        self._picture = picture
        self._is_full = False
        self._window = window
        self._opener: QWidget | None = None
        self._build()
        self._ring: list[QWidget] = [self._full, self._close, self._area]
        for one in (window, *self._ring):
            one.installEventFilter(self)

    def open_over(self, opener: QObject | None) -> None:
        """Show the picture; the focus goes back to `opener` afterwards."""
        self._opener = opener if isinstance(opener, QWidget) else None
        self.show()
        self.raise_()
        self._cover()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and keep the focus up here: what lies below is covered."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step is not None and isinstance(watched, QWidget) and watched in self._ring:
                at = self._ring.index(watched) + step
                self._ring[at % len(self._ring)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        elif event.type() is QEvent.Type.Resize and watched is self._window:
            self._cover()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the shortcuts of the page below."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(not event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc; other keys are not for the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        event.accept()

    def _build(self) -> None:
        px = self._look.px
        self.setProperty("role", "page")
        # Widgets take the mouse's events of those below unless they are opaque to them.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAutoFillBackground(True)
        name = self._picture.name or self.tr("A picture")
        self.setAccessibleName(self.tr("Picture {name}").format(name=name))
        column = self._column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.SMALL))
        self._full = Button(self.tr("Full size"), enter_presses=False)
        self._close = Button(self.tr("Back"), "primary")
        head = QHBoxLayout()
        head.setSpacing(px(theme.SMALL))
        head.addWidget(label(f"{name} ({size_words(self._picture)})", "strong"), 1)
        head.addWidget(self._full)
        head.addWidget(self._close)
        column.addLayout(head)
        self._shown = QLabel()
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setAccessibleName(name)
        self._area = QScrollArea()
        self._area.setWidget(self._shown)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._area, 1)
        self._full.clicked.connect(self._on_full)
        self._close.clicked.connect(self._leave)

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        self._ask()

    def _ask(self) -> None:
        self._column.activate()
        room = self._area.viewport().size() * self.devicePixelRatioF()
        within = _FULL if self._is_full else room.expandedTo(QSize(1, 1))
        work = partial(read, self._picture, within)
        self._tasks.outside(work, self._show, owner=self, key="picture", quiet=True)

    def _show(self, shown: Shown) -> None:
        if shown.image is None:
            self._shown.setText(shown.trouble)
            return
        pixmap = QPixmap.fromImage(shown.image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._shown.setPixmap(pixmap)

    def _on_full(self) -> None:
        self._is_full = not self._is_full
        self._full.set_words(self.tr("Fit the window") if self._is_full else self.tr("Full size"))
        self._shown.setPixmap(QPixmap())
        self._ask()

    def _leave(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        if self._opener is not None:
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()
