"""Before a machine is set up: what will be gone through, why it is done, and what happens to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.reimaging import SERVICE, STARTS, Occasion, occasion_of
from libdesk.services.reimagings import SetUp
from libdesk.ui import theme
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.reimaging.profile_box import ProfileBox
from libdesk.ui.reimaging.words import length_words, none_words, occasion_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling


class BeginView(QWidget):
    """Offers to begin.

    Args:
        look: the theme.

    Signals:
        begin_requested: why it is done.
        print_requested: the checklist on paper, with nothing ticked.
    """

    begin_requested = Signal(object)
    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        content = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.LARGE))
        self._what = label("", "strong", selectable=True)
        self._told = label("", selectable=True)
        ways = [(one.value, occasion_words(one)) for one in Occasion]
        self._occasion = ChipRow(self.tr("Why is it set up?"), ways, look)
        self._profile = ProfileBox(look)
        self._begin = Button(self.tr("Begin"), "primary")
        self._print = Button(self.tr("Print the checklist…"), "link", enter_presses=False)
        self._buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        self._buttons.setLayout(flow)
        flow.addWidget(self._begin)
        flow.addWidget(self._print)
        for one in (self._what, self._told, self._occasion, self._profile, self._buttons):
            column.addWidget(one)
        column.addStretch(1)
        self._begin.clicked.connect(self._on_begin)
        self._print.clicked.connect(self.print_requested)

    def show_set_up(self, shown: SetUp) -> None:
        """Show what would be gone through for a machine; or why nothing can be."""
        checklist, record = shown.checklist, shown.record
        can_begin = checklist is not None and record.status in STARTS
        for one in (self._occasion, self._buttons):
            one.setVisible(can_begin)
        self._profile.setVisible(False)
        self._occasion.choose([occasion_of(record.status).value])
        self._what.setText(length_words(checklist) if checklist is not None else "")
        self._what.setVisible(checklist is not None)
        if checklist is None:
            self._told.setText(none_words(record))
            return
        status = item_status_words(record.status)
        if not can_begin:
            told = self.tr("Now it is “{status}”, so it can’t be set up.")
        elif record.status in SERVICE:
            told = self.tr(
                "Until each line is ticked, or excused with a reason, it is out of service."
            )
        else:
            told = self.tr(
                "It stays “{status}” until each line is ticked, or excused with a reason."
            )
        self._told.setText(told.format(status=status))
        self._profile.show_profile(checklist, asks=False)

    def take_focus(self) -> None:
        """Put the focus where it begins."""
        if not self._buttons.isHidden():
            self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Begin once, however often it is pressed."""
        self._begin.setEnabled(not busy)

    def _on_begin(self) -> None:
        chosen = self._occasion.chosen()
        self.begin_requested.emit(Occasion(chosen[0]) if chosen else Occasion.AFRESH)
