"""Rooms and closets: the list by branch, and beside it the one that is looked at (S58)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.rooms import Room, RoomLine, kind_of
from libdesk.services.rooms import ChosenRoom, RoomKeeping
from libdesk.ui import theme
from libdesk.ui.equipment.photo_deeds import PhotosParts
from libdesk.ui.equipment.photos_card import PhotosCard
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.places.new_room import NewRoom
from libdesk.ui.places.room_deeds import RoomDeeds
from libdesk.ui.places.room_list import RoomKey, RoomList
from libdesk.ui.places.room_side import RoomSide
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.picker import Picker

_WIDTHS = (320, 620)


@dataclass(frozen=True, slots=True)
class RoomsParts:
    """What the panel is given.

    Attributes:
        rooms: the use cases.
        photos: what the card of photos works with.
        branches: returns branch codes and names; asked on the database's thread.
    """

    rooms: RoomKeeping
    photos: PhotosParts
    branches: Callable[[], Mapping[str, str]]

    def today(self) -> date:
        """Return the reader's day."""
        return self.photos.now().astimezone().date()


class RoomsPanel(QWidget):
    """Reads when it is shown; each change is kept at once or by its Save, and can be taken back.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
    """

    def __init__(self, parts: RoomsParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._branches: Mapping[str, str] = {}
        self._lines: tuple[RoomLine, ...] = ()
        self._wanted: RoomKey | None = None
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read the list, and the room that is shown, anew."""
        parts = self._parts
        self._tasks.database(
            lambda: (parts.branches(), parts.rooms.list_rooms()),
            self._on_list,
            owner=self,
            failed=self._on_trouble,
            key="rooms",
        )

    def _build(self) -> None:
        px, parts = self._look.px, self._parts
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._told = Banner(self._look, "notice", (self._undo,))
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(self._look, "notice", (self._again,))
        self._branch = Picker(self._look)
        self._branch.setAccessibleName(self.tr("Branch"))
        self._branch.addItem(self.tr("All branches"), "")
        self._list = RoomList(self._look, parts.today)
        self._new = NewRoom(self._look)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        column.addWidget(self._branch)
        column.addWidget(self._list, 1)
        column.addWidget(self._new)
        photos = PhotosCard(parts.photos, self._tasks, self._look)
        self._side = RoomSide(self._look, photos, parts.today)
        self._deeds = RoomDeeds(parts.rooms, self._tasks, self._side.card, self._side.names)
        self._panes = Panes(self._look, side, self._side)
        self._panes.setSizes([px(width) for width in _WIDTHS])
        self._panes.setStretchFactor(0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addWidget(self._told)
        whole.addWidget(self._panes, 1)

    def _connect(self) -> None:
        self._again.clicked.connect(self.read)
        self._undo.clicked.connect(self._on_undo)
        self._branch.activated.connect(self._show_lines)
        self._list.chosen.connect(self._on_chosen)
        self._list.opened.connect(self._panes.open_second)
        self._new.add_requested.connect(self._on_new)
        self._deeds.told.connect(self._told.say)
        self._deeds.changed.connect(self._go_to)
        self._deeds.failed.connect(self._on_trouble)
        self._side.photos.changed.connect(self.read)

    def _on_list(self, read: tuple[Mapping[str, str], tuple[RoomLine, ...]]) -> None:
        branches, self._lines = read
        self._trouble.say("")
        if branches != self._branches:
            self._branches = branches
            chosen = self._branch.currentData()
            self._branch.clear()
            self._branch.addItem(self.tr("All branches"), "")
            for code, name in branches.items():
                self._branch.addItem(name, code)
            self._branch.setCurrentIndex(max(0, self._branch.findData(chosen)))
        self._show_lines()

    def _show_lines(self) -> None:
        branch = self._branch.currentData()
        self._new.show_branches(self._branches, branch)
        shown = [one for one in self._lines if not branch or one.room.branch == branch]
        wanted, self._wanted = self._wanted, None
        self._list.show_lines(shown, {} if branch else self._branches, wanted)
        if not shown:
            self._side.show_nothing(
                self.tr(
                    "No room is known here yet. Write in an item’s record where it stands, or add "
                    "a room below the list."
                )
            )

    def _on_chosen(self, line: RoomLine | None) -> None:
        if line is None:
            return
        room = line.room
        self._tasks.database(
            partial(self._parts.rooms.get, room.branch, room.name),
            self._show,
            owner=self,
            failed=self._on_trouble,
            key="room",
        )

    def _show(self, chosen: ChosenRoom) -> None:
        room = chosen.line.room
        others = [
            one.room
            for one in self._lines
            if one.room.branch == room.branch and one.room.key != room.key
        ]
        name = self._branches.get(room.branch, room.branch)
        self._side.show_room(chosen, name, others)
        owner = Owner(OwnerKind.ROOM, room.id) if room.id else None
        self._side.photos.show_owner(owner, partial(_keep, self._parts.rooms, room))

    def _on_new(self, branch: str, name: str) -> None:
        def on_made(room: Room) -> None:
            self._new.clear()
            self._go_to(room)
            self._panes.open_second()

        self._tasks.database(
            lambda: self._parts.rooms.save(Room(branch, name, kind_of(name))),
            on_made,
            owner=self,
            failed=lambda error: self._new.say_trouble(self._deeds.sentence(error)),
        )

    def _on_undo(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._deeds.undo()

    def _go_to(self, room: Room | None) -> None:
        self._wanted = (room.branch, room.key) if room is not None else None
        self.read()

    def _on_trouble(self, error: Exception) -> None:
        self._trouble.say(self._deeds.sentence(error))


def _keep(rooms: RoomKeeping, room: Room) -> Owner:
    """Return the room as the owner of photos; one that only items name gets its row for that."""
    kept = rooms.get(room.branch, room.name).line.room
    return Owner(OwnerKind.ROOM, (kept if kept.id else rooms.save(kept)).id)
