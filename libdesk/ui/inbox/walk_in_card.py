"""Somebody asks in person: their words, and it stands in the list like any report (S02)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from libdesk.domain.guidance import Guidance
from libdesk.domain.priority import Stopped
from libdesk.services.drafts import Draft
from libdesk.ui import theme
from libdesk.ui.inbox.side_card import SideCard
from libdesk.ui.strings import stopped_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit

UNSURE = "UNSURE"
"""The tile of what nobody has sorted yet."""

_LONGEST = 80


class WalkInCard(SideCard):
    """Takes down what was said. Only the words are asked for; all else can stay as it is.

    Args:
        look: the theme.
        guidance: the tiles.

    Signals:
        log_requested: a Draft, and how many minutes it took to fix on the spot; None where it is
            still to be done.
    """

    log_requested = Signal(object, object)

    def __init__(self, look: Theme, guidance: Guidance) -> None:
        super().__init__(look, self.tr("Somebody asked in person"), stays=True)
        self._announcer = Announcer(self)
        self._words = WordsEdit(look, (2, 6))
        self._words.setAccessibleName(self.tr("What did they say?"))
        self._words.setPlaceholderText(
            self.tr("In their words, in a line or two. No patron’s name or card number.")
        )
        self._tile = Picker(look)
        self._tile.setAccessibleName(self.tr("About what?"))
        for one in sorted(guidance.categories, key=lambda tile: tile.code != UNSURE):
            self._tile.addItem(one.text, one.code)
        self._branch = ChipRow(self.tr("Where?"), (), look)
        self._stopped = ChipRow(
            self.tr("Who is stopped?"), [(one.value, stopped_words(one)) for one in Stopped], look
        )
        self._who = QLineEdit()
        self._who.setMaxLength(_LONGEST)
        self._who.setAccessibleName(self.tr("Who asked (optional)"))
        self._who.setPlaceholderText(self.tr("Who asked, if you may need to ask back (optional)"))
        self._spot = ChipRow(
            self.tr("Fixed on the spot?"),
            (
                ("5", self.tr("Yes, in 5 minutes")),
                ("15", self.tr("Yes, in 15 minutes")),
                ("60", self.tr("Yes, in 60 minutes")),
            ),
            look,
        )
        self._trouble = label("", "trouble")
        self._trouble.hide()
        self._log = Button(self.tr("Put it into the inbox"), "primary")
        self._back = Button(self.tr("Back"), enter_presses=False)
        self._build(look)
        self._log.clicked.connect(self._on_log)
        self._back.clicked.connect(self.closed)
        self._words.send_requested.connect(self._on_log)
        self._words.textChanged.connect(self._on_words)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_log)

    def first(self) -> QWidget:
        """Return the field for the words."""
        return self._words

    def show_branches(self, branches: Mapping[str, str]) -> None:
        """Offer the branches; the one that was chosen last stays chosen."""
        chosen = self._branch.chosen() or tuple(branches)[:1]
        self._branch.set_choices(tuple(branches.items()))
        self._branch.choose(chosen)
        self._branch.setVisible(len(branches) > 1)

    def clear(self) -> None:
        """Make ready for the next one; the branch stays."""
        self.refuse("")
        self._words.clear()
        self._who.clear()
        self._tile.setCurrentIndex(0)
        for row in (self._stopped, self._spot):
            row.choose(())

    def refuse(self, sentence: str) -> None:
        """Say what must be mended, or what failed; "" takes it off."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        if sentence:
            self._announcer.say(sentence)

    def _build(self, look: Theme) -> None:
        lead = label(
            self.tr(
                "Write it down, so that it is counted and not forgotten. Only the words are needed."
            ),
            "quiet",
        )
        buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        buttons.setLayout(flow)
        flow.addWidget(self._back)
        flow.addWidget(self._log)
        for one in (
            lead,
            self._words,
            label(self._tile.accessibleName(), "heading"),
            self._tile,
            self._branch,
            self._stopped,
            self._who,
            self._spot,
            self._trouble,
            buttons,
        ):
            self.inside.addWidget(one)

    def _draft(self) -> Draft:
        stopped = self._stopped.chosen()
        return Draft(
            category=self._tile.currentData(),
            branch="".join(self._branch.chosen()),
            saw=self._words.words(),
            stopped=Stopped(stopped[0]) if stopped else None,
            contact=self._who.text(),
        )

    def _on_words(self) -> None:
        if self._words.words().strip():
            self.refuse("")

    def _on_log(self) -> None:
        if not self._words.words().strip():
            self.refuse(self.tr("Write in a few words what they said."))
            self._words.setFocus()
            return
        spot = self._spot.chosen()
        self.log_requested.emit(self._draft(), int(spot[0]) if spot else None)
