"""The half of the Library room with rooms and closets, and the card of photos for an item."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from libdesk.app.site import now, who
from libdesk.services.attachments import Attaching
from libdesk.services.stores import OpenUnit
from libdesk.ui.equipment.photo_deeds import PhotosParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from libdesk.services.item_gates import Rules
    from libdesk.ui.places.rooms_panel import RoomsPanel


def photos_parts(open_unit: OpenUnit, target: Path | str, data: Path) -> PhotosParts:
    """Return what cards of photos work with.

    Args:
        open_unit: the desk's database.
        target: its file, or its URL.
        data: the data folder.
    """
    from libdesk.storage.attachment_files import files_of  # beside the painted window

    attaching = Attaching(open_unit, files_of(target, data), now, who())
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return PhotosParts(attaching, now, Path(QStandardPaths.writableLocation(documents)))


def rooms_panel(
    open_unit: OpenUnit,
    photos: PhotosParts,
    rules: "Callable[[], Rules]",
    branches: "Callable[[], Mapping[str, str]]",
    tasks: Tasks,
    look: Theme,
) -> "RoomsPanel":
    """Return the page of rooms and closets."""
    from libdesk.services.rooms import RoomKeeping
    from libdesk.ui.places.rooms_panel import RoomsPanel, RoomsParts

    keeping = RoomKeeping(open_unit, rules, now, who())
    return RoomsPanel(RoomsParts(keeping, photos, branches), tasks, look)
