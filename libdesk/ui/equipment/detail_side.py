"""Beside the list: what can be done with an item, its record, its history, and others' cards."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.services.equipment import Chosen
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.detail_card import detail_card
from libdesk.ui.equipment.history_card import history_card
from libdesk.ui.equipment.item_ways import MoreButton
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.stand_in_card import StandInCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import scrolling

STANDS_FIRST = "stands_first"
"""The property of a card of others that stands above the record."""


class DetailSide(QWidget):
    """Shows one item, or says that one can be chosen.

    Args:
        parts: signs, and the cards of others.
        look: the theme.

    Signals:
        change_requested: open the form.
        move_requested: another status or place.
        swap_requested: choose what stands in for it.
        back_requested: a stand-in that is to be swapped back.
        keep_requested: a stand-in that stays for good.
        open_requested: the id of another item, to be read.
        forget_requested: throw away what was typed for it and not saved.
        left: Esc.

    Attributes:
        more: what else can be done with the item.
    """

    change_requested = Signal()
    move_requested = Signal()
    swap_requested = Signal()
    back_requested = Signal(object)
    keep_requested = Signal(object)
    open_requested = Signal(int)
    forget_requested = Signal()
    left = Signal()

    def __init__(self, parts: EquipmentParts, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._change = Button(self.tr("Change…"), enter_presses=False)
        self._change.setToolTip(self.tr("e"))
        self._move = Button(self.tr("Move…"), enter_presses=False)
        self._move.setToolTip(self.tr("m"))
        self._swap = Button(self.tr("Swap in a spare…"), enter_presses=False)
        self._swap.setToolTip(self.tr("s"))
        self._moves = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        self._moves.setLayout(flow)
        flow.addWidget(self._change)
        flow.addWidget(self._move)
        flow.addWidget(self._swap)
        self.more = MoreButton(parts.ways)
        flow.addWidget(self.more)
        self._go_on = Button(self.tr("Go on writing"), enter_presses=False)
        self._forget = Button(self.tr("Throw it away"), enter_presses=False)
        self._draft = Banner(look, "pencil", (self._go_on, self._forget))
        self._nothing = label(self.tr("Choose an item to read its record."), "quiet")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.MEDIUM))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(theme.MEDIUM))
        for part in (self._moves, self._draft, self._nothing):
            column.addWidget(part)
        column.addLayout(self._cards)
        column.addStretch(1)
        self._area = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self._change.clicked.connect(self.change_requested)
        self._move.clicked.connect(self.move_requested)
        self._swap.clicked.connect(self.swap_requested)
        self._go_on.clicked.connect(self.change_requested)
        self._forget.clicked.connect(self.forget_requested)
        self.show_nothing()

    def show_chosen(
        self, chosen: Chosen, overview: Overview, *, has_draft: bool, is_new: bool
    ) -> None:
        """Show an item.

        Args:
            chosen: the item.
            overview: names the branches.
            has_draft: somebody has begun to change it, and has not saved that.
            is_new: another one was shown before; it is read from its beginning.
        """
        self._nothing.hide()
        self._moves.show()
        told = self.tr("You began to change this. What you typed is kept until LibDesk closes.")
        self._draft.say(told if has_draft else "")
        self._swap.setVisible(chosen.standing is not None and chosen.standing.can_swap)
        self.more.offer(chosen)
        made = [one for card in self._parts.cards if (one := card(chosen)) is not None]
        # Who has it is asked before what it is.
        first = [one for one in made if one.property(STANDS_FIRST)]
        shown = [*self._stand_in(chosen), *first]
        shown.append(detail_card(chosen, self._parts.signs(chosen.record), overview, self._look))
        shown += [one for one in made if one not in first]
        if chosen.history:
            shown.append(history_card(chosen.history, overview, self._parts.now(), self._look))
        refill(self._cards, shown)
        if is_new:
            self._area.verticalScrollBar().setValue(0)

    def _stand_in(self, chosen: Chosen) -> list[QWidget]:
        """Return the card on what stands in for an item; none where nothing does."""
        swapped = chosen.standing.swapped if chosen.standing is not None else None
        if swapped is None:
            return []
        card = StandInCard(swapped, chosen.record.id, self._parts.today(), self._look)
        # The pressed button goes with its card: the keys stay with the item.
        for ends, asked in (
            (card.back_requested, self.back_requested),
            (card.keep_requested, self.keep_requested),
        ):
            ends.connect(self.take_focus)
            ends.connect(partial(asked.emit, swapped))
        card.open_requested.connect(self.open_requested)
        return [card]

    def show_nothing(self) -> None:
        """Say that an item can be chosen."""
        self._nothing.show()
        self._moves.hide()
        self._draft.say("")
        refill(self._cards, ())

    def take_focus(self) -> None:
        """Put the focus where something can be done."""
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
