"""How many things there are of each, and which of them the list shows."""

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.counting import Tallies
from libdesk.ui import theme
from libdesk.ui.stocktake.shown_rows import View
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Chip
from libdesk.ui.widgets.layouts import FlowLayout


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


def view_words(view: View) -> str:
    """Return what a view is called."""
    return {
        View.SEEN: _tr("Seen"),
        View.FOUND: _tr("Found"),
        View.MISSING: _tr("Missing"),
        View.ELSEWHERE: _tr("Here by mistake"),
        View.UNKNOWN: _tr("Unknown"),
    }[view]


class ViewChips(QWidget):
    """One chip for each view; one is chosen, always.

    Args:
        look: the theme.

    Signals:
        changed: another view, or another place.
    """

    changed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What the list shows"))
        flow = FlowLayout(look.px(theme.SMALL))
        self.setLayout(flow)
        self._chips = {view: Chip(view_words(view), look) for view in View}
        for view, chip in self._chips.items():
            chip.clicked.connect(lambda _on=False, view=view: self.show_view(view))
            flow.addWidget(chip)
        self._here = Chip(self.tr("Only where I am"), look)
        self._here.clicked.connect(self.changed)
        flow.addWidget(self._here)
        self.view = View.SEEN
        self._follow()

    @property
    def is_here_only(self) -> bool:
        """Say whether of what is missing only what belongs to this place is shown."""
        return self._here.isChecked() and self.view is View.MISSING

    def show_view(self, view: View) -> None:
        """Show another view."""
        self.view = view
        self._follow()
        self.changed.emit()

    def show_tallies(self, tallies: Tallies) -> None:
        """Show how many things there are of each."""
        counts = {
            View.SEEN: tallies.seen,
            View.FOUND: tallies.found,
            View.MISSING: tallies.missing,
            View.ELSEWHERE: tallies.elsewhere,
            View.UNKNOWN: tallies.unknown,
        }
        locale = QLocale()
        for view, count in counts.items():
            words = f"{view_words(view)} {locale.toString(count)}"
            if self._chips[view].words() != words:
                self._chips[view].set_words(words)

    def _follow(self) -> None:
        for view, chip in self._chips.items():
            chip.setChecked(view is self.view)
        self._here.setVisible(self.view is View.MISSING)
