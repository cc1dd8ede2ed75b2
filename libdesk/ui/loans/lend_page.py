"""The form for a loan, over the list of equipment: stored, it goes back to the list."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.records import ItemId
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.loan_views import LoansOf
from libdesk.ui import theme
from libdesk.ui.loans.loan_deeds import LoanDeeds
from libdesk.ui.loans.loan_form import LoanForm
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

_WIDEST = 640


class LendPage(QWidget):
    """Lends one thing.

    Args:
        deeds: reads, and stores it.
        look: the theme.

    Signals:
        left: it is stored, or left.
    """

    left = Signal()

    def __init__(self, deeds: LoanDeeds, look: Theme) -> None:
        super().__init__()
        self._deeds = deeds
        self._trouble = Banner(look, "notice")
        self.form = LoanForm(look, self.tr("Leave it"))
        inner = QWidget()
        inner.setMaximumWidth(look.px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(self._trouble)
        column.addWidget(self.form)
        column.addStretch(1)
        outer = QWidget()
        beside = QHBoxLayout(outer)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(inner, 1)
        beside.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(outer))
        self.form.save_requested.connect(lambda: deeds.store(self.form, self.left.emit))
        self.form.leave.clicked.connect(self.left)
        deeds.keep_draft(self.form)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go from field to field as they stand: the days are made anew for each thing."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def show_item(self, item_id: ItemId) -> None:
        """Read how a thing stands to loans, and offer to lend it."""
        self._deeds.tasks.database(
            partial(self._deeds.loans.of, item_id),
            self._show,
            owner=self,
            failed=self._on_trouble,
            key="form",
        )

    def _show(self, told: LoansOf) -> None:
        self.form.show_thing(told)
        self.form.focus_first()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._deeds.tasks.unhandled.emit(error)
