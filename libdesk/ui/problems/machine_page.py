"""Which one is it? By a scanned label, by a name, or from the branch's list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from libdesk.domain.equipment import Item, find_item
from libdesk.domain.privacy import PrivateKind, find
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button, WideButton, is_held
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.pages import Page, fill_page, page_column

SHOWN = 24
"""Things that are listed at once; typing a word finds the others."""

LookUp = Callable[[str], Sequence[Item]]
"""Returns the things that typed words fit, the likeliest first."""


class MachinePage(Page):
    """A page to name the thing on.

    Args:
        look: the theme.
    """

    chosen = Signal(str)
    """The label of the thing, or what was typed where it is not in the list; "" for this one."""
    register_requested = Signal()
    """This computer shall be put on IT's list."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._look_up: LookUp = lambda _typed: ()
        self._found: tuple[Item, ...] = ()
        self._tags: dict[WideButton, str] = {}
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def begin(self, computer: str, look_up: LookUp, register: str = "") -> None:
        """Start anew.

        Args:
            computer: this computer's name.
            look_up: finds things.
            register: the words by which this computer can be registered; "" where it can't.
        """
        self._register.set_words(register)
        self._register.setVisible(bool(register))
        self._look_up = look_up
        self._here.set_words(self.tr("It is this computer: {name}").format(name=computer))
        self._line.setText("")  # unlike clear, this can't be undone by whoever comes next
        self._find("")

    def focus_first(self) -> None:
        """Put the focus where a scanner types."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        content = ArrowArea()
        column = page_column(content, self._look, theme.MEDIUM)
        column.addWidget(label(self.tr("Which one is it?"), "title"))
        words = self.tr("Scan its label, or type a few letters of its name")
        heading = label(words, "heading")
        self._line = ScanLine()
        self._line.setAccessibleName(words)
        self._line.setPlaceholderText(self.tr("Such as LV-1023, printer, or FER-PC-04"))
        heading.setBuddy(self._line)
        column.addWidget(heading)
        column.addWidget(self._line)
        self._typed = WideButton("", self._look)
        self._typed.hide()
        column.addWidget(self._typed, 0, Qt.AlignmentFlag.AlignLeading)
        self._told = label("", "quiet")
        column.addWidget(self._told)
        self._things = QWidget()
        self._flow = FlowLayout(px(theme.SMALL))
        self._things.setLayout(self._flow)
        column.addWidget(self._things)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(px(theme.MEDIUM))
        self._back = Button(self.tr("Back"))
        self._here = WideButton("", self._look)
        self._register = Button("", "link")
        foot.addWidget(self._back)
        foot.addWidget(self._register)
        foot.addStretch(1)
        foot.addWidget(self._here)
        fill_page(self, content, self._look, foot)

    def _connect(self) -> None:
        self._line.textChanged.connect(self._find)
        self._line.entered.connect(self._on_enter)
        self._typed.clicked.connect(self._on_typed)
        self._here.clicked.connect(self._on_here)
        self._back.clicked.connect(self.back_requested)
        self._register.clicked.connect(self.register_requested)

    def _find(self, typed: str) -> None:
        self._found = tuple(self._look_up(typed))[:SHOWN]
        for old in self._tags:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tags = {}
        for item in self._found:
            button = WideButton(strings.thing_words(item), self._look)
            button.setAccessibleDescription(item.kind)
            button.clicked.connect(self._on_thing)
            self._tags[button] = item.tag
            self._flow.addWidget(button)
            button.show()
        words = typed.strip()
        self._typed.set_words(self.tr("Not in the list: send “{words}”").format(words=words))
        self._typed.setVisible(bool(words))
        self._told.setText(
            self.tr(
                "This looks like somebody’s card number. Please scan the label on the thing itself."
            )
            if is_card(words) and not self._found
            else self.tr("Nothing with these letters. What you typed can be sent as it is.")
            if words and not self._found
            else self.tr("No list of this branch’s things has come from IT yet.")
            if not self._found
            else ""
        )
        self._told.setVisible(bool(self._told.text()))

    def _on_enter(self) -> None:
        # A scanner types the label and Enter; a person may have typed until one thing was left.
        typed = self._line.text().strip()
        exact = find_item(self._found, typed)
        if exact is not None:
            self.chosen.emit(exact.tag)
        elif len(self._found) == 1:
            self.chosen.emit(self._found[0].tag)
        elif typed and not is_card(typed):
            self.chosen.emit(typed)

    def _on_thing(self) -> None:
        button = self.sender()
        if isinstance(button, WideButton):
            self.chosen.emit(self._tags[button])

    def _on_typed(self) -> None:
        self.chosen.emit(self._line.text().strip())

    def _on_here(self) -> None:
        self.chosen.emit("")


def is_card(typed: str) -> bool:
    """Say whether a patron's card was scanned, most likely, and no thing's label."""
    return any(one.kind is PrivateKind.CARD for one in find(typed))


class ScanLine(QLineEdit):
    """A line that keeps a scanner's Enter from pressing anything else."""

    entered = Signal()
    LONGEST = 80

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(self.LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the end of a scan."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self):
                self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)
