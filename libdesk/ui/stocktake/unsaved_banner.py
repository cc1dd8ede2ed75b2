"""What could not be stored is told, tried again, kept elsewhere, or left out."""

from PySide6.QtGui import QGuiApplication

from libdesk.ui.stocktake.keeper import Keeper
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button


class UnsavedBanner(Banner):
    """Stands there as long as something is not stored.

    Args:
        look: the theme.
        keeper: stores.
    """

    def __init__(self, look: Theme, keeper: Keeper) -> None:
        again = Button(self.tr("Try again"), enter_presses=False)
        copy = Button(self.tr("Copy the codes"), enter_presses=False)
        leave = Button(self.tr("Leave them out"), enter_presses=False)
        super().__init__(look, "notice", (again, copy, leave), urgent=True)
        self._keeper = keeper
        keeper.unsaved.connect(self._on_unsaved)
        again.clicked.connect(keeper.retry)
        copy.clicked.connect(self._on_copy)
        leave.clicked.connect(keeper.drop)

    def _on_unsaved(self, count: int, why: str) -> None:
        if not count:
            self.say("")
            return
        told = counted(
            count,
            self.tr("1 scan is not stored yet. It is kept here, and tried again."),
            self.tr("{count} scans are not stored yet. They are kept here, and tried again."),
        )
        self.say(" ".join(filter(None, (told, why))))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._keeper.unsaved_codes()))
