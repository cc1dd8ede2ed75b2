"""Loans at the desk: the page of all of them, "Lend…" for an item, the card below its record."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from libdesk.app.places import EQUIPMENT
from libdesk.app.site import load_guidance, now, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libdesk.app.hand_rooms import Card, OverEquipment
    from libdesk.app.loan_papers import LoanOffers
    from libdesk.services.equipment import Chosen
    from libdesk.services.loans import LoanChange
    from libdesk.services.places import Overview
    from libdesk.ui.equipment.item_ways import ItemWay
    from libdesk.ui.equipment.list_ways import ListWay
    from libdesk.ui.loans.loan_deeds import LoanDeeds
    from libdesk.ui.loans.loans_panel import LoansPanel


def _tr(words: str) -> str:
    return QCoreApplication.translate("loans", words)


class LoansRoom(QObject):
    """Furnished on the first visit.

    Args:
        over: what it works with.
    """

    def __init__(self, over: "OverEquipment") -> None:
        super().__init__(over.window)
        self._over = over
        self._made: LoanDeeds | None = None
        self._panel: LoansPanel | None = None

    def item_ways(self) -> "Sequence[ItemWay]":
        """Return that an item can be lent."""
        from libdesk.ui.equipment.item_ways import ItemWay

        told = _tr("lend it, or book it ahead")
        return (ItemWay(_tr("Lend…"), self._on_lend, "L", told, _may_lend),)

    def list_ways(self) -> "Sequence[ListWay]":
        """Return the way to the page of all loans."""
        from libdesk.ui.equipment.list_ways import ListWay

        also = _tr("lend borrow book ahead reserve hand out take back overdue equipment laptops")
        return (ListWay(_tr("Loans"), self.show, also=also),)

    def cards(self) -> "Sequence[Card]":
        """Return what makes the card below a record."""
        from libdesk.ui.loans.loan_card import LoanCards

        return (LoanCards(self._deeds(), self._over.look),)

    def show(self, loan_id: int = 0) -> None:
        """Show all loans; with the id of one, go to that."""
        from libdesk.ui.loans.loans_panel import LoansPanel

        self._over.window.sidebar.choose(EQUIPMENT)
        panel = LoansPanel(self._deeds(), self._over.look)
        panel.print_requested.connect(self._on_print)
        self._over.cover(_tr("Loans"), panel)
        self._panel = panel
        panel.destroyed.connect(self._on_panel_gone)
        if loan_id:
            panel.show_loan(loan_id)
        else:
            panel.focus_first()

    def _on_lend(self, chosen: "Chosen") -> None:
        from libdesk.ui.loans.lend_page import LendPage

        page = LendPage(self._deeds(), self._over.look)
        page.left.connect(self._over.uncover)
        self._over.cover(_tr("Lend {label}").format(label=chosen.record.tag), page)
        page.show_item(chosen.record.id)

    def _deeds(self) -> "LoanDeeds":
        if self._made is None:
            from libdesk.services.loans import Loans
            from libdesk.ui.loans.loan_deeds import LoanDeeds

            over = self._over
            loans = Loans(over.open_unit, over.rules.now_rules, now, who())
            self._made = LoanDeeds(loans, over.tasks, now, self)
            self._made.done.connect(self._on_done)
            self._made.taken_back.connect(self._on_taken_back)
            self._made.failed.connect(self._on_failed)
            self._made.slip_requested.connect(self._on_slip)
            self._made.thing_requested.connect(self._on_thing)
        return self._made

    def _on_done(self, words: str, change: "LoanChange") -> None:
        if self._panel is None:
            self._over.offer_undo(words, lambda: self._deeds().take_back(change))
        self._over.changed()

    def _on_taken_back(self) -> None:
        if self._panel is None:
            self._over.say(_tr("Taken back, as though it had never been."))
        self._over.changed()

    def _on_failed(self, error: Exception) -> None:
        if self._panel is None:
            self._over.tell(error)
            self._over.changed()  # what is on the screen is old

    def _on_panel_gone(self) -> None:
        self._panel = None

    def _on_thing(self, tag: str) -> None:
        self._over.uncover()
        self._over.open_item(tag)

    def _on_slip(self, loan_id: int) -> None:
        offer = self._offers().slip(loan_id)
        self._over.papers(lambda _offers, _overview: (offer,))

    def _on_print(self, branch: str) -> None:
        offers = self._offers()
        self._over.papers(lambda _offers, overview: (offers.out(branch, overview),))

    def _offers(self) -> "LoanOffers":
        from libdesk.app.loan_papers import LoanOffers
        from libdesk.services.places import Places

        def names() -> "Overview":
            return Places(self._over.open_unit).overview()

        return LoanOffers(self._deeds().loans, names, load_guidance, now)


def _may_lend(chosen: "Chosen") -> bool:
    from libdesk.domain.loans import is_lendable

    standing = chosen.standing
    swapped = standing.swapped if standing is not None else None
    stands_in = swapped is not None and swapped.spare.id == chosen.record.id
    return is_lendable(chosen.record) and not stands_in
