"""The form's first page: what's wrong? One tap on what fits best."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.tiles import TileFace
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button, Tile, WideButton
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import RowsLayout, TileLayout
from libdesk.ui.widgets.scroll import ScrollsWhenSmall

if TYPE_CHECKING:
    from libdesk.ui.widgets.banner import Banner

COLUMNS, NARROWEST, TALLEST = 4, 160, 116


class TilesPage(QWidget):
    """Sixteen tiles, and a few ways past them.

    Args:
        faces: the tiles.
        place: branch and computer, as one quiet line.
        look: the theme.
    """

    category_chosen = Signal(str)
    """The code of the tile."""
    again_requested = Signal()
    draft_requested = Signal()
    """What was typed and not sent shall be gone on with."""
    other_requested = Signal()
    """It is not this computer."""
    reports_requested = Signal()
    painted = Signal()
    """The page has been painted for the first time."""

    def __init__(self, faces: Sequence[TileFace], place: str, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._is_painted = False
        self._notices: Banner | None = None
        self._draft: WideButton | None = None
        self._early: str | None = None
        self._is_heard = False
        self.setProperty("role", "page")
        self._build(faces, place)
        self._connect()

    def set_place(self, place: str) -> None:
        """Show branch and computer."""
        self._place.setText(place)

    def set_notices(self, words: str) -> None:
        """Show known problems; with none, no banner."""
        if self._notices is None and words:
            from libdesk.ui.widgets.banner import Banner  # noqa: PLC0415 - the first frame has none

            self._notices = Banner(self._look)
            self._known.addWidget(self._notices)
            # Screen readers read in the order of the widgets: what is known, then the tiles.
            self._notices.stackUnder(self._tiles[0])
        if self._notices is not None:
            self._notices.say(words)

    def put_known(self, known: QWidget) -> None:
        """Take over what shows the known problems; it stands above the tiles."""
        self._known.addWidget(known)
        known.stackUnder(self._tiles[0])

    def set_thing(self, words: str) -> None:
        """Show which thing the next report is about; "" for this computer."""
        self._other.set_words(
            self.tr("About: {thing}").format(thing=words)
            if words
            else self.tr("Not this computer?")
        )

    def set_news(self, count: int) -> None:
        """Tell how many answers nobody has read here yet."""
        words = self.tr("This branch’s reports")
        if count == 1:
            words = self.tr("This branch’s reports: 1 new answer")
        elif count:
            words = self.tr("This branch’s reports: {count} new answers").format(count=count)
        self._reports.set_words(words)

    def set_draft(self, words: str) -> None:
        """Offer above the tiles to go on with what was typed and not sent; "" for nothing."""
        if self._draft is None and words:
            self._draft = WideButton("", self._look)
            self._draft.clicked.connect(self.draft_requested)
            self._unsent.addWidget(self._draft)
            self._draft.stackUnder(self._tiles[0])  # for screen readers, as above
        if self._draft is not None:
            self._draft.set_words(words)
            self._draft.setVisible(bool(words))

    def set_again(self, title: str) -> None:
        """Offer this computer's last problem once more; "" for none."""
        if title:
            self._again.set_words(self.tr("Again: {title}").format(title=title))
        self._again.setVisible(bool(title))

    def listen(self) -> None:
        """Tell from now on what is tapped, and first the tile that was tapped too early."""
        self._is_heard = True
        if self._early is not None:
            self.category_chosen.emit(self._early)
            self._early = None

    def focus_first(self) -> None:
        """Put the focus on the first tile."""
        if self._tiles:
            self._tiles[0].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def _build(self, faces: Sequence[TileFace], place: str) -> None:
        px = self._look.px
        edge = px(28)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        content = ArrowArea()
        column = QVBoxLayout(content)
        column.setContentsMargins(edge, px(theme.HUGE), edge, px(theme.LARGE))
        column.setSpacing(px(theme.MEDIUM))
        column.addLayout(self._head(place))
        self._known = QVBoxLayout()
        column.addLayout(self._known)
        self._unsent = RowsLayout(0)
        column.addLayout(self._unsent)
        column.addLayout(self._grid(faces), 1)
        column.addLayout(self._others(faces))
        column.addLayout(self._foot())
        page.addWidget(ScrollsWhenSmall(content))

    def _head(self, place: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self._look.px(theme.TINY))
        words.addWidget(label(self.tr("What’s wrong?"), "title"))
        words.addWidget(
            label(self.tr("Tap what fits best. Small things too: IT is never too busy."), "quiet")
        )
        self._place = label(place, "quiet")
        self._place.setProperty("alignment", "AlignRight|AlignTop")
        self._other = Button(self.tr("Not this computer?"), "link")
        corner = QVBoxLayout()
        corner.setSpacing(0)
        corner.addWidget(self._place)
        corner.addLayout(at_the_end(self._other))
        head = QHBoxLayout()
        head.setSpacing(self._look.px(theme.LARGE))
        head.addLayout(words, 3)
        head.addLayout(corner, 2)
        return head

    def _grid(self, faces: Sequence[TileFace]) -> TileLayout:
        px = self._look.px
        self._grid_layout = TileLayout(px(10), COLUMNS, px(NARROWEST), px(TALLEST))
        self._tiles: list[Tile] = []
        self._codes: dict[Tile | Button, str] = {}
        for face in faces:
            if face.tile:
                tile = Tile(face.text, face.icon, self._look, warns=face.is_danger)
                self._add(tile, face)
                self._tiles.append(tile)
                self._grid_layout.addWidget(tile)
        return self._grid_layout

    def _others(self, faces: Sequence[TileFace]) -> RowsLayout:
        row = RowsLayout(self._look.px(theme.MEDIUM))
        for face in faces:
            if not face.tile:
                button = WideButton(face.text, self._look)
                self._add(button, face)
                row.addWidget(button)
        self._again = WideButton("", self._look)
        self._again.hide()
        row.addWidget(self._again)
        return row

    def _foot(self) -> QHBoxLayout:
        promise = label(
            self.tr(
                "Works even when the network is down: your report is kept here and sent later."
            ),
            "fine",
        )
        self._reports = Button(self.tr("This branch’s reports"), "link")
        foot = QHBoxLayout()
        foot.setSpacing(self._look.px(theme.LARGE))
        foot.addWidget(promise, 1)
        foot.addWidget(self._reports)
        return foot

    def _add(self, button: Tile | Button, face: TileFace) -> None:
        self._codes[button] = face.code
        button.clicked.connect(self._on_tile)

    def _connect(self) -> None:
        self._again.clicked.connect(self.again_requested)
        self._other.clicked.connect(self.other_requested)
        self._reports.clicked.connect(self.reports_requested)
        self._look.changed.connect(self._resize)

    def _on_tile(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        if self._is_heard:
            self.category_chosen.emit(self._codes[button])
        else:
            self._early = self._codes[button]

    def _resize(self) -> None:
        self._grid_layout.set_lengths(self._look.px(NARROWEST), self._look.px(TALLEST))


def at_the_end(widget: QWidget) -> QHBoxLayout:
    """Return a row with the widget at its end."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    return row


def place_words(branch: str, computer: str) -> str:
    """Return where somebody sits: branch and computer."""
    return " · ".join(part for part in (branch, computer) if part)
