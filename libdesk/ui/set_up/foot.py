"""What always stands below a step: the way back, the way on, and the way out."""

from PySide6.QtWidgets import QHBoxLayout

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button


class Foot(QHBoxLayout):
    """Three buttons.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.back = Button(self.tr("Back"), enter_presses=False)
        self.next = Button(self.tr("Next"), "primary")
        self.later = Button(self.tr("Finish later"), "link", enter_presses=False)
        self.setSpacing(look.px(theme.MEDIUM))
        self.addWidget(self.back)
        self.addWidget(self.next)
        self.addStretch(1)
        self.addWidget(self.later)

    def show_place(self, *, is_first: bool, is_last: bool, is_untested: bool) -> None:
        """Fit the words to the step in sight.

        Args:
            is_first: there is no way back.
            is_last: the desk comes next.
            is_untested: whoever goes on from here goes on without what should come first.
        """
        self.back.setEnabled(not is_first)
        self.later.setVisible(not is_last)
        words = self.tr("Open the desk") if is_last else self.tr("Next")
        if is_untested:
            words = self.tr("Go on without the test")
        self.next.set_words(words)
        theme.set_role(self.next, "" if is_untested else "primary")
