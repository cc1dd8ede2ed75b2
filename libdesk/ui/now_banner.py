"""The notice of *Now* reports above every room, until somebody has looked at them."""

from PySide6.QtCore import Signal

from libdesk.ui.now_words import now_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button


class NowBanner(Banner):
    """Tells the numbers, and leads to the first of them.

    Args:
        look: the theme.
    """

    open_requested = Signal()

    def __init__(self, look: Theme) -> None:
        self._open = Button(self.tr("Open the report"), enter_presses=False)
        super().__init__(look, "notice", (self._open,), urgent=True)
        self._open.clicked.connect(self.open_requested)

    def tell(self, numbers: tuple[str, ...]) -> None:
        """Tell of these reports; with none, hide."""
        self.say(now_words(numbers))
