"""The first page of a new library: set it up, or look around in a made-up one first."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling

_WIDEST, _NARROW, _ICON = 920, 640, 40


class _Choice(QFrame):
    """One of the two ways: a picture, what it means, and its button."""

    def __init__(self, look: Theme, icon: str, words: tuple[str, str], button: Button) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self.setProperty("role", "card")
        edge = look.px(theme.HUGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        self._picture = label(wraps=False)
        heading, told = words
        column.addWidget(self._picture)
        column.addWidget(label(heading, "heading"))
        column.addWidget(label(told, "quiet"))
        column.addStretch(1)
        column.addSpacing(look.px(theme.SMALL))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        button.setAccessibleDescription(told)
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = self._look.px(_ICON)
        made = icons.icon(self._icon, self._look.tokens.accent, size)
        self._picture.setPixmap(made.pixmap(QSize(size, size), self.devicePixelRatioF()))


class _Making(QFrame):
    """Shows that the made-up library is being made, and lets it be stopped.

    Signals:
        stop_requested: leave it.
    """

    stop_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "soft")
        edge = look.px(theme.LARGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(label(self.tr("Making up a library for you…"), "strong"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("The made-up library is being made"))
        self._stop = Button(self.tr("Stop"), enter_presses=False)
        column.addWidget(self._bar)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._stop.clicked.connect(self.stop_requested)

    def begin(self) -> None:
        """Begin anew, with nothing done."""
        self.show()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)


class ChoicePage(QWidget):
    """Two large choices, and two small ones for who knows already.

    Args:
        look: the theme.
        can_restore: a copy of a library can be put back from here.

    Signals:
        set_up_requested: set up one's own library.
        look_around_requested: make the made-up library and go there.
        stop_requested: stop making it.
        restore_requested: there is a copy of a library to be put back.
        skip_requested: go straight to the desk.
    """

    set_up_requested = Signal()
    look_around_requested = Signal()
    stop_requested = Signal()
    restore_requested = Signal()
    skip_requested = Signal()

    def __init__(self, look: Theme, *, can_restore: bool) -> None:
        super().__init__()
        self._look = look
        self._can_restore = can_restore
        self._announcer = Announcer(self)
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def focus_first(self) -> None:
        """Put the hands on the first choice."""
        self._set_up.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_making(self) -> None:
        """Show that the made-up library is being made; nothing else can be chosen meanwhile."""
        self._say("")
        self._ways.setEnabled(False)
        self._others.setEnabled(False)
        self._making.begin()
        self._announcer.say(self.tr("Making up a library for you…"))

    def show_choice(self, trouble: str = "") -> None:
        """Let people choose again.

        Args:
            trouble: why the made-up library could not be made; "" when it was stopped.
        """
        self._ways.setEnabled(True)
        self._others.setEnabled(True)
        self._making.hide()
        self._say(trouble)
        self._look_around.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, trouble: str) -> None:
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._announcer.say(trouble)

    def _build(self) -> None:
        px = self._look.px
        self._set_up = Button(self.tr("Set up my library"), "primary")
        self._look_around = Button(self.tr("Look around first"))
        self._restore = Button(self.tr("I have a copy to put back"), "link")
        self._skip = Button(self.tr("Go straight to the desk"), "link")
        content = QWidget()
        column = QVBoxLayout(content)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addStretch(1)
        centered = QVBoxLayout()
        centered.setSpacing(px(theme.LARGE))
        inner = QWidget()
        inner.setMaximumWidth(px(_WIDEST))
        inner.setLayout(centered)
        centered.setContentsMargins(0, 0, 0, 0)
        centered.addWidget(label(self.tr("Welcome to LibDesk"), "title"))
        centered.addWidget(
            label(
                self.tr(
                    "Staff report what is broken in three clicks; here you see all of it, answer, "
                    "and nothing gets lost. How would you like to begin?"
                ),
                "quiet",
            )
        )
        self._ways = self._two_ways()
        self._making = _Making(self._look)
        self._making.hide()
        self._trouble = label("", "trouble")
        self._trouble.hide()
        centered.addWidget(self._ways)
        centered.addWidget(self._making)
        centered.addWidget(self._trouble)
        self._others = QWidget()
        flow = FlowLayout(px(theme.LARGE), self._others)
        if self._can_restore:
            flow.addWidget(self._restore)
        flow.addWidget(self._skip)
        centered.addWidget(self._others)
        wide = Beside(self._look, 0, 0)
        wide.row.addStretch(1)
        wide.row.addWidget(inner, 100)
        wide.row.addStretch(1)
        column.addWidget(wide)
        column.addStretch(2)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(content))

    def _two_ways(self) -> QWidget:
        beside = Beside(self._look, theme.LARGE, _NARROW)
        for icon, words, button in (
            (
                "pencil",
                (
                    self.tr("My own library"),
                    self.tr(
                        "Name it, say where reports come in, and see a test report come back. "
                        "Three minutes, and only the name is needed."
                    ),
                ),
                self._set_up,
            ),
            (
                "book",
                (
                    self.tr("A made-up library"),
                    self.tr(
                        "Four branches with a year of reports. Try everything: nothing in it is "
                        "real, and it is gone without a trace when you start your own."
                    ),
                ),
                self._look_around,
            ),
        ):
            beside.row.addWidget(_Choice(self._look, icon, words, button), 1)
        return beside

    def _connect(self) -> None:
        self._set_up.clicked.connect(self.set_up_requested)
        self._look_around.clicked.connect(self.look_around_requested)
        self._making.stop_requested.connect(self.stop_requested)
        self._restore.clicked.connect(self.restore_requested)
        self._skip.clicked.connect(self.skip_requested)
