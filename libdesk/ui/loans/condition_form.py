"""How something came back that is not in order: what is wrong, and whether it leaves service."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.loans import Condition
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status, may_move
from libdesk.services.loan_checks import NOTE_LIMIT
from libdesk.ui import theme
from libdesk.ui.loans.wording import condition_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.chip_row import ChipRow

USUAL = ("", Condition.NEEDS_CARE.value, "goes")
"""What it says at first, as `kept` gives it."""


class ConditionForm(QWidget):
    """Asks for it.

    Args:
        record: the thing; None where it can't be read.
        look: the theme.

    Signals:
        changed: something was typed or chosen.
        entered: Enter was pressed in the line.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, record: Record | None, look: Theme) -> None:
        super().__init__()
        self._can_go = _can_go(record)
        wrong = (Condition.NEEDS_CARE, Condition.BROKEN)
        told = [(one.value, condition_words(one)) for one in wrong]
        self.chips = ChipRow(self.tr("How did it come back?"), told, look, role="")
        self._said = QLineEdit()
        self._said.setMaxLength(NOTE_LIMIT)
        self._said.setAccessibleName(self.tr("What is wrong (optional)"))
        self._said.setPlaceholderText(self._said.accessibleName())
        self._goes = QCheckBox(self.tr("It goes out of service with that"))
        self._goes.setAccessibleName(self._goes.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        for part in (self.chips, self._said, self._goes):
            column.addWidget(part)
        self.show_kept(USUAL)
        self.chips.changed.connect(self._follow)
        for one in (self.chips.changed, self._said.textEdited, self._goes.clicked):
            one.connect(lambda *_: self.changed.emit())
        self._said.returnPressed.connect(self.entered)

    @property
    def condition(self) -> Condition:
        """Return how it came back."""
        is_broken = Condition.BROKEN.value in self.chips.chosen()
        return Condition.BROKEN if is_broken else Condition.NEEDS_CARE

    @property
    def said(self) -> str:
        """Return what is wrong, as it is typed."""
        return self._said.text()

    @property
    def leaves(self) -> bool:
        """Say whether it goes out of service with that."""
        return self.condition is Condition.BROKEN and self._can_go and self._goes.isChecked()

    def kept(self) -> tuple[str, ...]:
        """Return what is typed and chosen, to be shown again."""
        goes = USUAL[2] if self._goes.isChecked() else ""
        return (self.said, self.condition.value, goes)

    def show_kept(self, kept: tuple[str, ...]) -> None:
        """Show what was typed and chosen before."""
        words, condition, goes = kept
        self._said.setText(words)
        self.chips.choose([condition])
        self._goes.setChecked(bool(goes))
        self._follow()

    def _follow(self) -> None:
        self._goes.setVisible(self.condition is Condition.BROKEN and self._can_go)


def _can_go(record: Record | None) -> bool:
    if record is None or record.status is Status.OUT_OF_SERVICE:
        return False
    return may_move(record.status, Status.OUT_OF_SERVICE, needs_wiping=False)
