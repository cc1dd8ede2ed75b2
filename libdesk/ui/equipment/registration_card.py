"""One computer that registered itself: what it says, and the choice between the three answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from libdesk.domain.item_history import FieldChange
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.registering import Waiting
from libdesk.services.self_registering import LABEL_LIMIT
from libdesk.ui import theme
from libdesk.ui.equipment.registration_words import change_words, facts_words, label_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

_GIVEN = frozenset({"tag", "name", "kind", "branch", "room"})
"""What somebody has said of the item; whoever registers a computer may say it less well."""


class RegistrationCard(QFrame):
    """Shows one, and tells what is wished.

    Args:
        look: the theme.

    Signals:
        accept_requested: the label for a new item.
        merge_requested: the names of the fields that are taken over.
        refuse_requested: why it is not taken over.
    """

    accept_requested = Signal(str)
    merge_requested = Signal(object)
    refuse_requested = Signal(str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._waits: Waiting | None = None
        self._is_busy = False
        self.setProperty("role", "card")
        self._build()
        self._connect()

    def show_waiting(self, waits: Waiting) -> None:
        """Show one; the same one again keeps what was typed and chosen."""
        before, self._waits = self._waits, waits
        if before == waits:
            return
        registration, item = waits.registration, waits.item
        self.setAccessibleName(registration.title)
        self._title.setText(registration.title)
        self._says.setText(facts_words(waits))
        self._warning.setText(label_words(waits))
        self._warning.setVisible(waits.other is not None)
        self._label.setText(waits.label)
        self._reason.setText("")
        self._changes.set_choices(())
        choices = [(one.field, change_words(one)) for one in waits.changes]
        self._changes.set_choices(choices)
        self._changes.choose([one.field for one in waits.changes if _is_better(one)])
        self._changes.setVisible(bool(choices))
        self._merge.setVisible(item is not None)
        if item is not None:
            self._merge.set_words(self.tr("It is {label}: merge").format(label=item.tag))
        self.set_role()

    def set_role(self) -> None:
        """Let the likelier of the two stand out."""
        known = self._waits is not None and self._waits.item is not None
        for button, is_first in ((self._merge, known), (self._accept, not known)):
            button.setProperty("role", "primary" if is_first else "")
            button.style().unpolish(button)
            button.style().polish(button)

    def set_busy(self, *, busy: bool) -> None:
        """Take no wish while one is being done."""
        self._is_busy = busy
        for one in (self._accept, self._merge, self._refuse):
            one.setEnabled(not busy)

    def accept(self) -> None:
        """Wish for a new item under the label that stands there."""
        if self._waits is not None and not self._is_busy:
            self.accept_requested.emit(self._label.text())

    def merge(self) -> None:
        """Wish for what is chosen to be taken over; nothing where it is no item."""
        if self._waits is not None and self._waits.item is not None and not self._is_busy:
            self.merge_requested.emit(frozenset(self._changes.chosen()))

    def refuse(self) -> None:
        """Wish for it to be left out, with the reason; without one, go where it is written."""
        if self._waits is None or self._is_busy:
            return
        if self._reason.text().strip():
            self.refuse_requested.emit(self._reason.text())
        else:
            self.focus_field("reason")

    def focus_field(self, field: str) -> None:
        """Go where something is to be mended."""
        line = self._reason if field == "reason" else self._label
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        edge = self._look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(self._look.px(theme.SMALL))
        self._title = label("", "heading", selectable=True)
        self._says = label("", "quiet", selectable=True)
        self._warning = label("", "trouble")
        self._changes = ChipRow(
            self.tr("What it says otherwise; chosen is taken over"), (), self._look, several=True
        )
        column.addWidget(self._title)
        column.addWidget(self._says)
        column.addWidget(self._warning)
        column.addWidget(self._changes)
        self._label, self._reason = QLineEdit(), QLineEdit()
        self._label.setMaxLength(LABEL_LIMIT)
        self._reason.setMaxLength(LINE_LIMIT)
        self._reason.setPlaceholderText(self.tr("Such as: this one belongs to the county"))
        self._put(column, self._label, self.tr("Label of a new item"))
        self._put(column, self._reason, self.tr("Why not, for whoever registered it"))
        self._accept = Button(self.tr("Add as a new item"), enter_presses=False)
        self._merge = Button("", enter_presses=False)
        self._refuse = Button(self.tr("Leave it out"), enter_presses=False)
        row = FlowLayout(self._look.px(theme.SMALL))
        keys = ((self._merge, "m"), (self._accept, "a"), (self._refuse, "r"))
        for button, key in keys:
            button.setToolTip(self.tr("Key: {key}").format(key=key))
            row.addWidget(button)
        column.addLayout(row)

    def _put(self, column: QVBoxLayout, line: QLineEdit, words: str) -> None:
        line.setAccessibleName(words)
        told = label(words)
        told.setBuddy(line)
        column.addWidget(told)
        column.addWidget(line)

    def _connect(self) -> None:
        self._accept.clicked.connect(self.accept)
        self._merge.clicked.connect(self.merge)
        self._refuse.clicked.connect(self.refuse)
        self._label.returnPressed.connect(self.accept)
        self._reason.returnPressed.connect(self.refuse)


def _is_better(change: FieldChange) -> bool:
    """Say whether a change is chosen by itself: a computer knows best what is inside it."""
    return not change.was or change.field not in _GIVEN
