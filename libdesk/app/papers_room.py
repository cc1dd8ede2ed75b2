"""Ctrl+P at the desk: what can be printed from where somebody is, in one window.

What makes papers is loaded beside that window, on a worker's thread, from the moment it is asked
for: nobody who never prints waits for it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QKeySequence, QShortcut

from libdesk.app.front_rooms import FrontRooms
from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.places import DONATIONS, EQUIPMENT, HOW_TO, INBOX, PLANNED, TODAY
from libdesk.app.site import load_guidance, now
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from libdesk.app.equipment_offers import EquipmentOffers, ItemsAtHand
    from libdesk.app.paper_offers import PaperOffers
    from libdesk.domain.lifecycle import Lifecycle
    from libdesk.services.knowledge import Knowledge
    from libdesk.services.outages import Outages
    from libdesk.services.places import Overview
    from libdesk.ui.papers.paper_dialog import PaperDialog
    from libdesk.ui.papers.parts import PaperOffer, PaperParts


class PapersRoom(QObject):
    """Opens the window for papers; while it is open, brings it forward.

    Args:
        parts: what the desk runs on.
        with_work: the desk's database, and the threads.
        front: Today and the inbox, which know what somebody has before them.
        window: the desk's window.
        look: the theme.
        memory: remembers paper size and folder.

    Attributes:
        items_at_hand: tells which items somebody has before them.
        rules: returns the rules about the life of items, as they were last read.
    """

    items_at_hand: "Callable[[], ItemsAtHand]"
    rules: "Callable[[], Lifecycle]"

    def __init__(
        self,
        parts: DeskParts,
        with_work: tuple[LateDatabase, Tasks],
        front: FrontRooms,
        window: DeskWindow,
        look: Theme,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        self._parts = parts
        self._database, self._tasks = with_work
        self._front = front
        self._window = window
        self._look = look
        self._memory = memory
        self._dialog: PaperDialog | None = None
        self._keys = QShortcut(QKeySequence("Ctrl+P"), window)
        self._keys.activated.connect(self.open)
        window.room_chosen.connect(self._on_room)
        self._on_room(window.chosen_room())
        front.print_requested.connect(self.open)

    def open(self) -> None:
        """Open the window on what fits the room that is shown."""
        self.open_with(self._fitting)

    def open_with(
        self, offers_of: "Callable[[PaperOffers, Overview], tuple[PaperOffer, ...]]"
    ) -> None:
        """Open the window on certain papers; where it is open, bring it forward.

        Args:
            offers_of: returns them, the likeliest first; is given what makes offers, and the
                library's names.
        """
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        # Whoever makes a paper needs it, and says so where it can't be loaded. Begun before the
        # window is built, it is there a quarter sooner.
        self._tasks.papers(_load, lambda _: None, owner=self, failed=lambda _: None, quiet=True)
        from libdesk.app.paper_offers import PaperOffers

        overview = self._front.inbox.cards.at_hand().overview
        offers = PaperOffers(self._database, load_guidance, now)
        self._show(offers_of(offers, overview))

    def close(self) -> None:
        """Let go of drafts that nobody needs any more."""
        if self._parts.data.mail_drafts.is_dir():
            from libdesk.delivery.mail_drafts import MailDrafts

            MailDrafts(self._parts.data.mail_drafts, now).sweep()

    def _fitting(self, offers: "PaperOffers", overview: "Overview") -> "tuple[PaperOffer, ...]":
        room = self._window.chosen_room()
        if room == TODAY:
            return offers.of_list(self._front.today.page.at_hand())
        if room == INBOX:
            return offers.of_list(self._front.inbox.cards.at_hand())
        if room == EQUIPMENT:
            return self._of_items().of_list(self.items_at_hand(), overview)
        return offers.elsewhere(overview)

    def _of_items(self) -> "EquipmentOffers":
        from libdesk.app.equipment_offers import EquipmentOffers
        from libdesk.storage.attachment_files import files_of

        photos = files_of(self._parts.database, self._parts.data.root)
        return EquipmentOffers(self._database, load_guidance, self.rules, now, photos)

    def _show(self, offers: "tuple[PaperOffer, ...]") -> None:
        from libdesk.ui.papers.paper_dialog import PaperDialog

        dialog = PaperDialog(offers, self._paper_parts(), self._tasks, self._look, self._window)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _paper_parts(self) -> "PaperParts":
        from libdesk.app.paper_parts import paper_parts

        return paper_parts(self._memory, self._parts.data.mail_drafts)

    def open_how_to(self, knowledge: "Knowledge", sheet_id: str) -> None:
        """Open the window on a how-to sheet or a checklist."""
        self.open_with(lambda offers, overview: offers.how_to(knowledge, sheet_id, overview))

    def open_fleet(self) -> None:
        """Open the window on how mixed the computers are, wherever somebody came from."""
        self.open_with(lambda _offers, _overview: (self._of_items().fleet(),))

    def open_outages(self, log: "Outages", branch: str) -> None:
        """Open the window on the log of outages; a branch's code, or "" for all."""
        self.open_with(lambda offers, overview: offers.outages(log, branch, overview))

    def _on_room(self, room: int) -> None:
        # There the page itself knows what is before somebody; two would be ambiguous.
        self._keys.setEnabled(room not in (HOW_TO, PLANNED, DONATIONS))

    def _forget(self) -> None:
        self._dialog = None


def _load() -> None:
    from libdesk.app import paper_press

    paper_press.load()
