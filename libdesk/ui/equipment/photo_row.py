"""One photo or paper on the card: small, with words below it, and what can be done with it."""

from PySide6.QtCore import QLocale, QSize, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from libdesk.domain.attachments import Attachment
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.ports import Clock
from libdesk.ui import icons, theme
from libdesk.ui.inbox.picture_reading import Shown
from libdesk.ui.strings import day_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

SMALL = QSize(220, 150)
"""Pixels that a picture takes at most, at the usual text size."""

_SIGN = 28
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


class PhotoRow(QFrame):
    """Space, Enter or a click on the picture open it larger; a paper can only be saved.

    Args:
        attachment: what is shown.
        look: the theme.
        now: tells the time.

    Signals:
        open_requested: show it larger.
        save_requested: save it elsewhere.
        remove_requested: take it away.
        named: other words were typed below it.
    """

    open_requested = Signal()
    save_requested = Signal()
    remove_requested = Signal()
    named = Signal(str)

    def __init__(self, attachment: Attachment, look: Theme, now: Clock) -> None:
        super().__init__()
        self.attachment = attachment
        self._look = look
        self._now = now
        self.setProperty("role", "soft")
        self._build()
        self.show_attachment(attachment)
        self._words.editingFinished.connect(self._on_words)
        self._save.clicked.connect(self.save_requested)
        self._remove.clicked.connect(self.remove_requested)

    @property
    def picture(self) -> QWidget:
        """What opens it, for the focus."""
        return self._picture or self._save

    @property
    def is_typed_in(self) -> bool:
        """Say whether somebody is typing below it, so that nothing may be written over."""
        return self._words.hasFocus() and self._words.isModified()

    def show_attachment(self, attachment: Attachment) -> None:
        """Show what is kept of it now."""
        self.attachment = attachment
        if not self.is_typed_in:
            self._words.setText(attachment.caption)
            self._words.setCursorPosition(0)
        name = attachment.name
        today = self._now().astimezone().date()
        added = day_words(attachment.added_at.astimezone().date(), today)
        told = self.tr("{name} \N{MIDDLE DOT} {size} \N{MIDDLE DOT} added {day}")
        self._told.setText(told.format(name=name, size=_size(attachment.size), day=added))
        self._words.setAccessibleName(self.tr("Words below {name}").format(name=name))
        self._save.setAccessibleName(self.tr("Save {name} as…").format(name=name))
        self._remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        if self._picture is not None:
            shows = attachment.caption or name
            self._picture.setAccessibleName(self.tr("Photo: {shows}").format(shows=shows))

    def show_small(self, shown: Shown) -> None:
        """Show the picture itself, or why it can't be shown."""
        if self._picture is None:
            return
        if shown.image is None:
            self._picture.hide()
            self._trouble.setText(shown.trouble)
            self._trouble.show()
            return
        pixmap = QPixmap.fromImage(shown.image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setIcon(QIcon(pixmap))

    def _build(self) -> None:
        px = self._look.px
        room = QSize(px(SMALL.width()), px(SMALL.height()))
        column = QVBoxLayout(self)
        edge = px(theme.SMALL)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.TINY))
        self._picture: QPushButton | None = None
        if self.attachment.kind.is_picture:
            self._picture = _Small(room + QSize(2, 2) * px(theme.TINY))
            self._picture.setProperty("role", "tile")
            self._picture.setIconSize(room)
            self._picture.setAccessibleDescription(self.tr("Opens it larger, in this window."))
            self._picture.clicked.connect(self.open_requested)
            column.addWidget(self._picture)
        else:
            self._add_sign(column)
        self._trouble = label("", "quiet")
        self._trouble.hide()
        self._words = QLineEdit()
        self._words.setMaxLength(LINE_LIMIT)
        self._words.setPlaceholderText(self.tr("What it shows: before, after…"))
        self._told = label("", "fine")
        self._save = Button(self.tr("Save as…"), "link", enter_presses=False)
        self._remove = Button(self.tr("Remove"), "link", enter_presses=False)
        for part in (self._trouble, self._words, self._told):
            column.addWidget(part)
        buttons = FlowLayout(px(theme.SMALL))
        buttons.addWidget(self._save)
        buttons.addWidget(self._remove)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setFixedWidth(room.width() + 2 * px(theme.TINY) + 2 * edge)

    def _add_sign(self, column: QVBoxLayout) -> None:
        size = self._look.px(_SIGN)
        sign = label(wraps=False)
        made = icons.icon("sheet", self._look.tokens.quiet, size)
        sign.setPixmap(made.pixmap(QSize(size, size), self.devicePixelRatioF()))
        column.addWidget(sign)
        column.addWidget(label(self.tr("PDF: kept here, opened nowhere in LibDesk."), "fine"))

    def _on_words(self) -> None:
        if self._words.isModified():
            self._words.setModified(False)
            self.named.emit(self._words.text())


class _Small(QPushButton):
    """A picture's place, as large before it is there as afterwards."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size
        self.setFixedSize(size)

    def sizeHint(self) -> QSize:
        """Return its size, whatever a style says of buttons."""
        return self._size

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self._size


def _size(size: int) -> str:
    locale = QLocale()
    if size < _MEGABYTE:
        return f"{locale.toString(max(1, round(size / _KILOBYTE)))} KB"
    return f"{locale.toString(size / _MEGABYTE, 'f', 1)} MB"
