"""The screens of the checker: what it is, questions about it, and who offers it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from libdesk.domain.donations import Kind
from libdesk.ui import theme
from libdesk.ui.donations.checker_fields import AskField
from libdesk.ui.donations.checker_screens import DONOR, WHAT, Ask, Screen, Way
from libdesk.ui.donations.checker_state import MachineDraft, OfferDraft
from libdesk.ui.donations.wording import kind_words
from libdesk.ui.theme import CARD_RADIUS, Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button, Tile, is_held
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout, TileLayout
from libdesk.ui.widgets.words_edit import WordsEdit

_KEYS = "1234567890"
_SPEC_LIMIT = 20_000
_COLUMNS, _NARROWEST, _TALLEST = 6, 92, 92
_ICONS = {
    Kind.DESKTOP: "tower",
    Kind.LAPTOP: "laptop",
    Kind.ALL_IN_ONE: "monitor",
    Kind.MAC: "screen",
    Kind.CHROMEBOOK: "globe",
    Kind.TABLET: "phone",
    Kind.MONITOR: "monitor",
    Kind.PRINTER: "printer",
    Kind.SCANNER: "copies",
    Kind.PROJECTOR: "picture",
    Kind.NETWORK: "wifi",
    Kind.CRT: "box",
    Kind.PLASMA: "screen",
    Kind.INKJET: "printer",
    Kind.DOT_MATRIX: "receipt",
    Kind.FAX: "phone",
    Kind.OTHER: "equipment",
    Kind.UNKNOWN: "question",
}


class KindTile(Tile):
    """A kind of machine to pick; the one that is picked has a thick border and stands in bold.

    Args:
        kind: the kind.
        look: the theme.
    """

    def __init__(self, kind: Kind, look: Theme) -> None:
        super().__init__(kind_words(kind), _ICONS[kind], look)
        self.kind = kind
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it, and the border of what is picked."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._look.tokens.accent), 3))
            radius = self._look.px(CARD_RADIUS)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius
            )


class SpecEdit(WordsEdit):
    """A text about all of it; Enter goes on, what is pasted may have lines.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for going on."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not is_held(event, self):
                self.entered.emit()
            return
        super().keyPressEvent(event)


class CheckerPage(ArrowArea):
    """What every screen has: a heading, and answers that go up.

    Signals:
        edited: the key of an answer, and the answer.
        go_on_requested: somebody is done here.
    """

    edited = Signal(str, str)
    go_on_requested = Signal()

    def __init__(self, screen: Screen, look: Theme) -> None:
        super().__init__()
        self.fields: dict[str, AskField] = {}
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.LARGE))
        self._column.addWidget(label(screen.title, "title"))
        if screen.lead:
            self._column.addWidget(label(screen.lead, "quiet"))

    def add(self, ask: Ask, text: str) -> AskField:
        """Add a question."""
        field = AskField(ask, text, self._look)
        field.edited.connect(self.edited)
        self.fields[ask.key] = field
        self._column.addWidget(field)
        return field

    def focus_first(self) -> None:
        """Begin to answer."""
        for field in self.fields.values():
            field.focus_first()
            break

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a number for the choice at that place, and go to the next question."""
        here = self.focusWidget()
        typed = event.text()
        if typed in _KEYS and typed and not isinstance(here, QLineEdit):
            fields = list(self.fields.values())
            for place, field in enumerate(fields):
                if here is not None and field.isAncestorOf(here) and field.press(int(typed)):
                    if place + 1 < len(fields) and field.ask.way is Way.CHOICE:
                        fields[place + 1].focus_first()
                    return
        super().keyPressEvent(event)


class AsksPage(CheckerPage):
    """Questions one below the other; where all may be answered alike, N does it.

    Args:
        screen: what is asked.
        draft: the machine so far.
        look: the theme.
    """

    def __init__(self, screen: Screen, draft: MachineDraft, look: Theme) -> None:
        super().__init__(screen, look)
        self._clears = dict(screen.clears)
        self._none: Button | None = None
        if self._clears:
            self._none = Button(self.tr("None of these  (N)"), enter_presses=True)
            self._none.setAccessibleName(self.tr("None of these"))
            self._none.clicked.connect(self._on_none)
            self._column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)
        texts = draft.texts
        for ask in screen.asks:
            self.add(ask, texts.get(ask.key, ""))
        self._column.addStretch(1)

    def focus_first(self) -> None:
        """Begin to answer."""
        if self._none is not None:
            self._none.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take N for none of these."""
        if self._clears and event.key() == Qt.Key.Key_N and not event.modifiers():
            self._on_none()
            return
        super().keyPressEvent(event)

    def _on_none(self) -> None:
        for key, fine in self._clears.items():
            self.fields[key].set_answer(fine)
        self.go_on_requested.emit()


class WhatPage(CheckerPage):
    """What is typed or pasted as a whole, or else the kind, and how many are alike.

    Args:
        screen: its heading.
        draft: the machine so far.
        look: the theme.
        has_machine: this computer can be read.

    Signals:
        pasted: the text about all of it has changed.
        this_requested: read the computer on which the program runs.
        list_requested: read a list of machines.
    """

    pasted = Signal(str)
    this_requested = Signal()
    list_requested = Signal()

    def __init__(
        self, screen: Screen, draft: MachineDraft, look: Theme, *, has_machine: bool
    ) -> None:
        super().__init__(screen, look)
        name = self.tr("Type or paste what you know")
        self._spec = SpecEdit(look, (1, 6), _SPEC_LIMIT)
        self._spec.setAccessibleName(name)
        self._spec.setPlaceholderText(self.tr("Such as: i7-4770 tower 2013"))
        self._spec.set_words(draft.spec)
        self._spec.textChanged.connect(lambda: self.pasted.emit(self._spec.words()))
        self._spec.entered.connect(self.go_on_requested)
        self._told = label("", "quiet")
        box = QVBoxLayout()
        box.setSpacing(look.px(theme.TINY))
        box.addWidget(label(name))
        box.addWidget(self._spec)
        box.addWidget(self._told)
        self._column.addLayout(box)
        self._column.addWidget(label(self.tr("Or pick what it is"), "quiet"))
        grid = TileLayout(look.px(theme.SMALL), _COLUMNS, look.px(_NARROWEST), look.px(_TALLEST))
        self._tiles: list[KindTile] = []
        for kind in (*(one for one in Kind if one is not Kind.UNKNOWN), Kind.UNKNOWN):
            tile = KindTile(kind, look)
            tile.clicked.connect(self._on_tile)
            self._tiles.append(tile)
            grid.addWidget(tile)
        self._column.addLayout(grid)
        count = Ask("count", self.tr("How many are alike?"), hint="1")
        self.add(count, draft.texts.get("count", ""))
        ways = FlowLayout(look.px(theme.SMALL))
        this = Button(self.tr("Read this computer"), enter_presses=False)
        this.clicked.connect(self.this_requested)
        several = Button(self.tr("Read a list…"), enter_presses=False)
        several.clicked.connect(self.list_requested)
        for button in (this, several):
            ways.addWidget(button)
        self._column.addLayout(ways)
        # Only here: without a parent it would be a window of its own for a moment.
        this.setVisible(has_machine)
        self._column.addStretch(1)

    def focus_first(self) -> None:
        """Begin to type."""
        self._spec.setFocus(Qt.FocusReason.TabFocusReason)

    def show_kind(self, kind: Kind, told: str) -> None:
        """Show what it is by now, and what was understood."""
        for tile in self._tiles:
            tile.setChecked(tile.kind is kind and bool(kind.value))
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a number for the tile at that place."""
        typed = event.text()
        if isinstance(self.focusWidget(), KindTile) and typed and typed in _KEYS:
            self._tiles[(int(typed) - 1) % 10].click()
            return
        super().keyPressEvent(event)

    def _on_tile(self) -> None:
        tile = self.sender()
        if isinstance(tile, KindTile):
            self.edited.emit("kind", tile.kind.value)


class DonorPage(CheckerPage):
    """Who offers it; nothing has to be told.

    Args:
        screen: its heading.
        draft: the offer so far.
        look: the theme.
    """

    def __init__(self, screen: Screen, draft: OfferDraft, look: Theme) -> None:
        super().__init__(screen, look)
        lead = self.tr(
            "All of it may stay empty: then the letter begins without a name. Names and addresses "
            "are taken out some time after the offer is done, as set for your library."
        )
        self._column.addWidget(label(lead, "quiet"))
        for ask in (
            Ask("name", self.tr("Name")),
            Ask("organization", self.tr("Organization (optional)")),
            Ask("address", self.tr("Address"), hint=self.tr("Lines are parted by commas")),
            Ask("mail", self.tr("E-mail")),
            Ask("phone", self.tr("Phone")),
            Ask("asked_on", self.tr("Offered on")),
            Ask("notes", self.tr("Notes"), hint=self.tr("What else was said")),
        ):
            self.add(ask, draft.donor.get(ask.key, ""))
        self._column.addWidget(label(self.tr("Photos are added once it is saved."), "fine"))
        self._column.addStretch(1)


def page_for(screen: Screen, draft: OfferDraft, look: Theme, *, has_machine: bool) -> CheckerPage:
    """Return a screen with the answers so far.

    Args:
        screen: what is asked.
        draft: the offer so far.
        look: the theme.
        has_machine: this computer can be read.
    """
    if screen.key == DONOR:
        return DonorPage(screen, draft, look)
    if screen.key == WHAT:
        return WhatPage(screen, draft.now, look, has_machine=has_machine)
    return AsksPage(screen, draft.now, look)
