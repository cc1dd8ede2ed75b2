"""One room, whole: what is known of it, what stands in it, its photos, its name."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.rooms import Room
from libdesk.services.rooms import ChosenRoom
from libdesk.ui import theme
from libdesk.ui.equipment.photos_card import PhotosCard
from libdesk.ui.places.room_card import RoomCard
from libdesk.ui.places.room_names import RoomNames
from libdesk.ui.places.room_words import DOT, facts_words, items_words, where_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

_ITEMS_SHOWN = 30
"""Things in a room that are named; a storeroom of hundreds is read in Equipment."""


class RoomSide(QWidget):
    """A column of cards.

    Args:
        look: the theme.
        photos: the card of photos and papers.
        today: the reader's day.
    """

    def __init__(self, look: Theme, photos: PhotosCard, today: Callable[[], date]) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self.photos = photos
        self.card = RoomCard(look)
        self.names = RoomNames(look)
        self._build()

    def show_room(self, chosen: ChosenRoom, branch: str, others: Sequence[Room]) -> None:
        """Show a room; what is being typed of the same one stays.

        Args:
            chosen: the room.
            branch: the name of its branch.
            others: the other rooms of that branch.
        """
        line = chosen.line
        self._name.setText(line.room.name)
        facts = (*where_words(line, branch), *facts_words(line, self._today()))
        self._facts.setText(DOT.join(facts))
        self.card.show_room(line.room, self._today())
        self.names.show_line(line, others)
        lines = [f"{one.tag}  {one.name}, {one.kind}" for one in chosen.items[:_ITEMS_SHOWN]]
        more = len(chosen.items) - len(lines)
        if more > 0:
            lines.append(self.tr("and {count} more").format(count=items_words(more)))
        self._items.setText("\n".join(lines) or self.tr("Nothing stands here."))
        self._nothing.hide()
        self._content.show()

    def show_nothing(self, words: str) -> None:
        """Say that no room is chosen, and why."""
        self._content.hide()
        self._nothing.setText(words)
        self._nothing.show()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through what was added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        px = self._look.px
        self._name = label("", "title", selectable=True)
        self._facts = label("", "quiet")
        self._nothing = label("", "quiet")
        self._items = label("", selectable=True)
        things = QFrame()
        things.setProperty("role", "card")
        inside = QVBoxLayout(things)
        edge = px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(px(theme.SMALL))
        inside.addWidget(label(self.tr("What stands here"), "heading"))
        inside.addWidget(self._items)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        for part in (self._name, self._facts, self.card, self.photos, things, self.names):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._nothing)
        self._area = scrolling(self._content)
        whole.addWidget(self._area, 1)
        self.card.look_requested.connect(self._area.ensureWidgetVisible)
