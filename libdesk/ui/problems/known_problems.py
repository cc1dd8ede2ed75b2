"""Known problems in IT's own words, each with "Same here": one click, and it counts (S20)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice, is_over, tells_planned_work
from libdesk.ui import icons, strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import bring_into_sight

LINES, SIGNS = 4, 300
"""So much of one is shown until somebody wants all of it: the tiles must stay in sight."""
SHOWN = 3
"""More of them would push the tiles off the page; the rest wait behind a button."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One known problem as it stands there.

    Attributes:
        words: all of its words.
        brief: as many as are shown at first.
        id: where "same here" can be said; "" where it can't.
        was_said: somebody at this computer has said so.
        along: what "same here" would send.
    """

    words: str
    brief: str
    id: str = ""
    was_said: bool = False
    along: str = ""


class KnownProblems(QWidget):
    """The banners above the tiles.

    Args:
        look: the theme.
    """

    same_here_requested = Signal(str)
    """The id of the known problem."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._told: tuple[_Told, ...] = ()
        self._banners: dict[_Told, QFrame] = {}
        self._ids: dict[Button, str] = {}
        self._read: set[str] = set()
        self._is_open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.SMALL))
        self._more = Button("", "link")
        self._more.setAccessibleDescription(self.tr("Known problems"))
        self._more.clicked.connect(self._on_more)
        self._more.hide()
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_notices(
        self, notices: Sequence[Notice], said: frozenset[str], now: datetime, along: str
    ) -> None:
        """Show these; where nothing has changed, nothing moves, and what was opened stays open.

        Args:
            notices: what is known, newest first.
            said: the ids of those where somebody at this computer has said "same here".
            now: the time.
            along: what "same here" would send, as a sentence.
        """
        # Of two that say the same, one is enough.
        goes_on = (one for one in notices if not is_over(one, now))
        told = tuple(dict.fromkeys(_told(one, now, one.id in said, along) for one in goes_on))
        if told != self._told:
            self._told = told
            self._arrange()

    def enable_again(self) -> None:
        """Let it be said once more: it was not kept."""
        said = {one.id for one in self._told if one.was_said}
        for button, notice_id in self._ids.items():
            button.setEnabled(notice_id not in said)

    def _arrange(self) -> None:
        """Show the first few, or all; a banner that says the same stays the one that it was."""
        shown = self._told if self._is_open else self._told[:SHOWN]
        self._column.setEnabled(False)  # laid out once, and not for each of them
        for told in self._banners.keys() - set(shown):
            self._take_away(self._banners.pop(told))
        before: QWidget | None = None
        for place, told in enumerate(shown):
            if told not in self._banners:
                self._banners[told] = self._banner(told)
            banner = self._banners[told]
            if self._column.indexOf(banner) != place:
                self._column.removeWidget(banner)
                self._column.insertWidget(place, banner)
                banner.show()  # at once: what is not seen yet takes no focus
            banner.raise_()  # screen readers read in the order of the widgets, not of the layout
            before = _tab_through(banner, before)
        self._name_more()
        if before is not None:
            QWidget.setTabOrder(before, self._more)
        self._column.setEnabled(True)
        self._column.invalidate()
        self.setVisible(bool(self._told))

    def _name_more(self) -> None:
        left = len(self._told) - SHOWN
        words = self.tr("Show fewer")
        if not self._is_open:
            words = self.tr("Show {count} more").format(count=left)
        self._more.set_words(words)
        self._more.raise_()
        self._more.setVisible(left > 0)

    def _take_away(self, banner: QFrame) -> None:
        for button in banner.findChildren(Button):
            self._ids.pop(button, None)
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()

    def _on_more(self) -> None:
        self._is_open = not self._is_open
        self._arrange()
        # Whoever came here by keyboard goes on with what has just been shown, or stays.
        focus = self._more
        seen: QWidget = self._more
        if self._is_open:
            rest = [self._banners[told] for told in self._told[SHOWN:]]
            buttons = [one for banner in rest for one in banner.findChildren(Button)]
            focus = next((one for one in buttons if one.isEnabled()), focus)
            seen = rest[0]
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, seen, partial(bring_into_sight, seen))

    def _banner(self, told: _Told) -> QFrame:
        px = self._look.px
        frame = QFrame()
        frame.setProperty("role", "banner")
        row = QHBoxLayout(frame)
        edge = px(theme.MEDIUM)
        row.setContentsMargins(edge, px(theme.SMALL), px(theme.SMALL), px(theme.SMALL))
        row.setSpacing(edge)
        picture = label(wraps=False)
        size = px(20)
        made = icons.icon("notice", self._look.tokens.on_notice, size)
        picture.setPixmap(made.pixmap(size, size))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._words(told), 1)
        if told.id:
            button = Button(self.tr("You said so") if told.was_said else self.tr("Same here"))
            button.setAccessibleDescription(f"{told.words} {told.along}".rstrip())
            button.setEnabled(not told.was_said)
            button.clicked.connect(self._on_same)
            self._ids[button] = told.id
            row.addWidget(button)
        return frame

    def _words(self, told: _Told) -> QVBoxLayout:
        """Return its words, with a way to all of them where they are many."""
        column = QVBoxLayout()
        column.setSpacing(0)
        is_read = told.words in self._read
        words = label(told.words if is_read else told.brief, "notice")
        column.addWidget(words)
        if told.brief != told.words and not is_read:
            more = Button(self.tr("Read all of it"), "link")
            more.setAccessibleDescription(told.brief)
            more.clicked.connect(partial(self._on_read, told.words, words, more))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if told.along:
            column.addWidget(label(told.along, "fine"))
        return column

    def _on_read(self, words: str, shown: QLabel, more: Button) -> None:
        self._read.add(words)
        shown.setText(words)
        more.hide()

    def _on_same(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            button.setEnabled(False)
            self.same_here_requested.emit(self._ids[button])


def _told(notice: Notice, now: datetime, was_said: bool, along: str) -> _Told:  # noqa: FBT001 - a step of one loop
    words = strings.notice_words(notice, now)
    # What is planned is no problem that anybody could have too.
    id_ = "" if tells_planned_work(notice.id) else notice.id
    along = along if id_ and not was_said else ""
    text = "\n".join(notice.text.splitlines()[:LINES])[:SIGNS]
    if text == notice.text:
        return _Told(words, words, id_, was_said, along)
    brief = strings.notice_words(replace(notice, text=f"{text.rstrip()}…"), now)
    return _Told(words, brief, id_, was_said, along)


def _tab_through(banner: QWidget, before: QWidget | None) -> QWidget | None:
    """Let Tab go through a banner's buttons after what came before; return the last of them.

    By itself Qt goes through them in the order in which they were made.
    """
    for button in banner.findChildren(Button):
        if before is not None:
            QWidget.setTabOrder(before, button)
        before = button
    return before
