"""What opens over the room for donations: the checker, a letter, the policy, and the figures."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from libdesk.app.donation_list_asking import ask_for_list
from libdesk.app.donation_parts import DonationParts
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from libdesk.domain.donations import OfferId
    from libdesk.services.donation_stores import KeptOffer
    from libdesk.ui.papers.parts import PaperOffer


class DonationCovers(QObject):
    """Opens them, each with the way back.

    Args:
        parts: what they work with.
        tasks: the threads.
        window: shows them.
        look: the theme.

    Signals:
        changed: something was stored.
        left: back in the room; the OfferId to show, or None for whichever was shown.
        paper_requested: what returns certain papers to be offered; see PapersRoom.open_with.
    """

    changed = Signal()
    left = Signal(object)
    paper_requested = Signal(object)

    def __init__(self, parts: DonationParts, tasks: Tasks, window: DeskWindow, look: Theme) -> None:
        super().__init__(window)
        self._parts = parts
        self._tasks = tasks
        self._window = window
        self._look = look

    def show_new(self) -> None:
        """Write down a new offer."""
        self.show_checker(None)

    def show_checker(self, kept: "KeptOffer | None") -> None:
        """Ask about an offer; None for a new one."""
        from libdesk.ui.donations.checker_panel import CheckerPanel

        offer = kept.offer if kept is not None else None
        panel = CheckerPanel(self._parts.checker, self._tasks, self._look, offer)
        panel.left.connect(self._leave)
        panel.saved.connect(self._on_saved)
        panel.letter_requested.connect(self.show_letter)
        panel.list_requested.connect(
            lambda: ask_for_list(panel, panel.take_machines, self._tasks, self._window)
        )
        self._cover(self.tr("New offer") if offer is None else offer.number, panel)

    def show_letter(self, offer: "OfferId") -> None:
        """Show the letter to a donor that is due."""
        from libdesk.ui.donations.letter_panel import LetterPanel

        panel = LetterPanel(self._parts.letter, self._tasks, self._look, offer)
        panel.left.connect(partial(self._leave, offer))
        panel.print_requested.connect(self._print_letter)
        for signal in (panel.letter_made, panel.letter_taken_back):
            signal.connect(self._on_changed)
        self._cover(self.tr("Letter"), panel, offer)

    def show_policy(self) -> None:
        """Show the library's policy."""
        from libdesk.ui.donations.policy_panel import PolicyPanel

        panel = PolicyPanel(self._parts.policy, self._tasks, self._look)
        panel.left.connect(self._leave)
        panel.changed.connect(self.changed)
        panel.print_requested.connect(self.print_policy)
        self._cover(self.tr("Donation policy"), panel)

    def show_costs(self) -> None:
        """Show the figures of what accepting costs."""
        from libdesk.ui.donations.costs_panel import CostsPanel

        panel = CostsPanel(self._parts.costs, self._tasks, self._look)
        panel.left.connect(self._leave)
        panel.changed.connect(self.changed)
        self._cover(self.tr("What accepting costs"), panel)

    def print_policy(self, version: int | None = None) -> None:
        """Offer the papers of the policy; of the version that counts where none is named."""
        offers = self._parts.offers()
        self.paper_requested.emit(lambda _papers, _names: (offers.policy(version),))

    def _cover(self, title: str, content: "QWidget", offer: "OfferId | None" = None) -> None:
        from libdesk.ui.equipment.over_page import OverPage

        page = OverPage(title, content, self._look, self.tr("Back to donations"))
        page.left.connect(partial(self._leave, offer))
        self._window.cover(page)
        page.setFocus()

    def _leave(self, offer: "OfferId | None" = None) -> None:
        self._window.cover(None)
        self.left.emit(offer)

    def _on_saved(self, kept: "KeptOffer") -> None:
        self._leave(kept.offer.id)
        self.changed.emit()

    def _print_letter(self, letter: "PaperOffer") -> None:
        self.paper_requested.emit(lambda _papers, _names: (letter,))

    def _on_changed(self, *_told: object) -> None:
        self.changed.emit()
