"""The desk's sidebar: whose library this is, and the rooms that exist."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from libdesk.paths import NAME
from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import ScrollsWhenSmall, bring_into_sight

if TYPE_CHECKING:
    from libdesk.services.places import Overview

_WIDTH = 206
_SHARE = 0.26
_ROOM_HEIGHT = 36
_LEAST_ROOM_HEIGHT = 28
"""In a low window the rooms give way so far, and scroll then; nothing is cut off."""


class _Room(Button):
    """One room's button, with what is to be done there at its end.

    Args:
        words: the room's name.
        icon: its icon's name.
        look: the theme.
    """

    entered = Signal()
    """Somebody goes in."""

    def __init__(self, words: str, icon: str, look: Theme) -> None:
        super().__init__(words, "nav", enter_presses=False)
        self.setCheckable(True)
        self._name = words
        self._icon_name = icon
        self._look = look
        self._count = label("", "fine", wraps=False)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        row.addStretch(1)
        row.addWidget(self._count)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)
        look.changed.connect(self.draw)
        self.toggled.connect(self.draw)
        self.draw()

    def sizeHint(self) -> QSize:
        """Return the height that is good to hit."""
        usual = super().sizeHint()
        return QSize(usual.width(), max(usual.height(), self._look.px(_ROOM_HEIGHT)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into sight: arrow keys go from room to room without asking what scrolls."""
        super().focusInEvent(event)
        bring_into_sight(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go in; the arrow keys only look at one room after the other."""
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.entered.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Go in by Space."""
        super().keyReleaseEvent(event)
        if self.isChecked() and event.key() == Qt.Key.Key_Space:
            self.entered.emit()

    def show_count(self, count: int) -> None:
        """Show how much is to be done; 0 shows nothing."""
        self._count.setText(self.locale().toString(count) if count else "")
        self.setAccessibleName(f"{self._name} {count}" if count else self._name)

    def least_width(self) -> int:
        """Return the width at which name and count stand side by side."""
        return self.sizeHint().width() + self._count.sizeHint().width() + self._look.px(theme.SMALL)

    def draw(self) -> None:
        """Draw the icon in the theme's colors."""
        tokens, size = self._look.tokens, self._look.px(20)
        color = tokens.accent if self.isChecked() else tokens.quiet
        self.setIcon(icons.icon(self._icon_name, color, size))
        self.setIconSize(QSize(size, size))
        self.setMinimumHeight(self._look.px(_LEAST_ROOM_HEIGHT))
        self.updateGeometry()


class Sidebar(QFrame):
    """Shows the rooms.

    Args:
        look: the theme.

    Signals:
        room_chosen: the room's place, from 0.
        entered: the place of a room that somebody goes into to work there, and not by the way.
        go_requested: choose where to go by typing.
        about_requested: show what runs here, and what helps whoever helps.
    """

    room_chosen = Signal(int)
    entered = Signal(int)
    go_requested = Signal()
    about_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "sidebar")
        self.setAccessibleName(self.tr("Rooms"))
        self._library = label(NAME, "heading")
        self._size = label("", "fine")
        self._rooms: list[_Room] = []
        self._group = QButtonGroup(self, exclusive=True)
        column = QVBoxLayout(self)
        edge = look.px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.TINY))
        column.addWidget(self._library)
        column.addWidget(self._size)
        column.addSpacing(look.px(theme.SMALL))
        rooms = QWidget()
        rooms.setProperty("role", "clear")
        self._column = QVBoxLayout(rooms)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.TINY))
        self._column.addStretch(1)
        column.addWidget(ScrollsWhenSmall(rooms), 1)
        self._about = Button(self.tr("About LibDesk"), "link", enter_presses=False)
        self._about.clicked.connect(self.about_requested)
        self._go = Button(self.tr("Go to…  Ctrl+K"), "link", enter_presses=False)
        self._go.setAccessibleName(self.tr("Go to"))
        self._go.clicked.connect(self.go_requested)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about, 0, Qt.AlignmentFlag.AlignLeft)
        self._group.idClicked.connect(self.room_chosen)
        look.changed.connect(self._refit)
        self.setFixedWidth(look.px(_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the words in the look that they have from now on."""
        super().showEvent(event)
        self._refit()

    def add_room(self, words: str, icon: str) -> int:
        """Add a room below the others; return its place."""
        room = _Room(words, icon, self._look)
        place = len(self._rooms)
        self._rooms.append(room)
        self._group.addButton(room, place)
        self._column.insertWidget(self._column.count() - 1, room)
        room.setChecked(place == 0)
        room.entered.connect(partial(self.entered.emit, place))
        return place

    def offer_room(self, place: int, *, is_offered: bool = True) -> None:
        """Show the way to a room, or leave it to whoever types where to go."""
        self._rooms[place].setVisible(is_offered)

    def choose(self, place: int) -> None:
        """Choose a room, as a press on its button does; from then on the way there is shown."""
        self.offer_room(place)
        self._rooms[place].click()
        bring_into_sight(self._rooms[place])
        self.entered.emit(place)

    def names(self) -> tuple[str, ...]:
        """Return the rooms' names."""
        return tuple(room.text() for room in self._rooms)

    def chosen(self) -> int:
        """Return the place of the room that was chosen last."""
        return max(0, self._group.checkedId())

    def show_count(self, place: int, count: int) -> None:
        """Show how much is to be done in a room."""
        self._rooms[place].show_count(count)

    def show_overview(self, overview: "Overview") -> None:
        """Show the library's name and size; what is not known yet is left out."""
        self._library.setText(overview.library or NAME)
        branches, items = len(overview.branches), overview.items
        parts = []
        if branches:
            parts.append(
                self.tr("1 branch")
                if branches == 1
                else self.tr("{count} branches").format(count=branches)
            )
        if items:
            parts.append(
                self.tr("1 item") if items == 1 else self.tr("{count} items").format(count=items)
            )
        self._size.setText(" \N{MIDDLE DOT} ".join(parts))
        self._size.setVisible(bool(parts))
        self._keep_whole()

    def fit(self, whole: int) -> None:
        """Take the usual width, or a fair share of a narrow window.

        Args:
            whole: the window's width in pixels.
        """
        widths = [room.least_width() for room in self._rooms if not room.isHidden()]
        widths += [one.sizeHint().width() for one in (self._go, self._about)]
        least = self._around() + max(widths)
        self.setFixedWidth(max(least, min(self._look.px(_WIDTH), round(whole * _SHARE))))
        self._keep_whole()

    def _keep_whole(self) -> None:
        """A layout that is short of room would cut the last line of words that wrap."""
        inner = self.minimumWidth() - self._around()
        for words in (self._library, self._size):
            words.setMinimumHeight(max(0, words.heightForWidth(inner)))

    def _around(self) -> int:
        """Return the pixels beside what stands in it: its edges, and the line to its right."""
        return 2 * self._look.px(theme.MEDIUM) + 1

    def _refit(self) -> None:
        self.fit(self.window().width())
