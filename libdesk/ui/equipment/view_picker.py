"""The list of views to choose from, and what is said below it, with the way back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from libdesk.domain.item_lists import ItemFilter, ItemOrder
from libdesk.domain.item_views import is_same
from libdesk.services.item_views import RemovedView, ViewEntry
from libdesk.ui import theme
from libdesk.ui.equipment.view_words import view_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker

_EVERY = ItemFilter()
_IN_ORDER = ItemOrder()


class ViewPicker(Picker):
    """Shows which view the list shows; one that was chosen and then changed is said to be so.

    Args:
        look: the theme.
        today: tells the reader's day.

    Attributes:
        entries: the views.
        filter: what the list is narrowed to.
        order: its order.
        chosen: the view that the list shows, or came from; None for neither.
    """

    def __init__(self, look: Theme, today: Callable[[], date]) -> None:
        super().__init__(look)
        self._today = today
        self.setAccessibleName(self.tr("View"))
        self.entries: tuple[ViewEntry, ...] = ()
        self.filter, self.order = _EVERY, _IN_ORDER
        self.chosen: ViewEntry | None = None

    def is_shown(self, entry: ViewEntry | None) -> bool:
        """Say whether the list shows just this view."""
        view = entry.view if entry is not None else None
        return view is not None and is_same(view, self.filter, self.order, self._today())

    def choose(self, view_id: str) -> None:
        """Take a view for the one that the list comes from; "" for none."""
        self.chosen = next((one for one in self.entries if one.id == view_id), None)

    def fit(self) -> None:
        """Take the view for the chosen one whose list this is, unless the chosen one is it."""
        if not self.is_shown(self.chosen):
            self.chosen = next(filter(self.is_shown, self.entries), self.chosen)

    def show_views(self) -> None:
        """Offer the views, and show the chosen one."""
        self.clear()
        if self.chosen is None:
            self.addItem(self.tr("Not saved"), "")
        changed = self.tr("{view}, changed")
        for entry in self.entries:
            words = view_words(entry)
            if entry is self.chosen and not self.is_shown(entry) and entry.view is not None:
                words = changed.format(view=words)
            self.addItem(words, entry.id)
        chosen = self.chosen.id if self.chosen is not None else ""
        self.setCurrentIndex(self.findData(chosen))


class ToldRow(QWidget):
    """What happened to a view, in a line; a removed one can be put back.

    Args:
        look: the theme.

    Signals:
        undo_requested: put back this RemovedView.
    """

    undo_requested = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._removed: RemovedView | None = None
        self._announcer = Announcer(self)
        self._words = label("", "quiet")
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._undo.setAccessibleName(self.tr("Put the view back"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(self._words, 1)
        row.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignVCenter)
        self._undo.clicked.connect(self._on_undo)
        self.say("")

    def say(self, words: str, removed: RemovedView | None = None) -> None:
        """Say something; "" takes it off.

        Args:
            words: a sentence.
            removed: what can be put back.
        """
        self._removed = removed
        self._words.setText(words)
        self._undo.setVisible(removed is not None)
        self.setVisible(bool(words))
        self._announcer.say(words)

    def focus_undo(self) -> None:
        """Put the focus on Undo."""
        self._undo.setFocus()

    def _on_undo(self) -> None:
        self.undo_requested.emit(self._removed)
