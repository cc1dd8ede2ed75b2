"""Before the window closes where the public sits: clear what was written, or keep it a while?"""

from PySide6.QtCore import Qt, Signal

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.pages import Page, fill_page, page_column


class LeavingPage(Page):
    """One question with up to four answers; Escape is the one that changes nothing.

    Args:
        look: the theme.
    """

    send_requested = Signal()
    clear_requested = Signal()
    keep_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "page")
        self._build()
        self._send.clicked.connect(self.send_requested)
        self._clear.clicked.connect(self.clear_requested)
        self._keep.clicked.connect(self.keep_requested)
        self._stay.clicked.connect(self.back_requested)

    def begin(self, *, may_send: bool) -> None:
        """Ask anew.

        Args:
            may_send: it is a report, which may as well be sent.
        """
        self._send.setVisible(may_send)

    def focus_first(self) -> None:
        """Put the focus on the way that loses nothing, else on the one that leaves nothing."""
        first = self._clear if self._send.isHidden() else self._send
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        content = ArrowArea()
        column = page_column(content, self._look, theme.LARGE)
        column.addWidget(label(self.tr("Before you go: this is not sent yet"), "title"))
        words = self.tr(
            "Anybody may sit down at this computer next. Clear what you wrote, and nobody else can "
            "read it. Or keep it here for ten minutes, where others could read it; after that it "
            "is cleared."
        )
        column.addWidget(label(words))
        self._send = Button(self.tr("Send it"), "primary")
        self._clear = Button(self.tr("Clear it and close"))
        # Read together with the first button: the page comes up where nobody expected one.
        for button in (self._send, self._clear):
            button.setAccessibleDescription(words)
        self._keep = Button(self.tr("Keep it for ten minutes"))
        self._keep.setAccessibleDescription(self.tr("Others who sit down here could read it"))
        self._stay = Button(self.tr("Stay and go on writing"))
        row = FlowLayout(px(theme.MEDIUM))
        for button in (self._send, self._clear, self._keep, self._stay):
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        fill_page(self, content, self._look)
