"""One place of copies: how it stands, its newest good copy, and what can be done about it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from libdesk.services.backups import PlaceState
from libdesk.ui import theme
from libdesk.ui.backups import wording
from libdesk.ui.backups.state_mark import StateMark
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class PlaceCard(QFrame):
    """A card with a heading, a mark, sentences and buttons.

    Args:
        title: its heading.
        nothing: what is said while there is no such place.
        buttons: stand at its foot.
        look: the theme.
    """

    def __init__(self, title: str, nothing: str, buttons: Sequence[Button], look: Theme) -> None:
        super().__init__()
        self._nothing = nothing
        self._announcer = Announcer(self)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        head = QHBoxLayout()
        head.setSpacing(look.px(theme.MEDIUM))
        head.addWidget(label(title, "heading"), 1)
        self._mark = StateMark(look)
        head.addWidget(self._mark)
        column.addLayout(head)
        self._last = label(nothing)
        self._trouble = label("", "trouble", selectable=True)
        self._where = label("", "fine", selectable=True)
        self._said = label("", "quiet")
        self._said.hide()
        for line in (self._last, self._trouble, self._where):
            column.addWidget(line)
        row = FlowLayout(look.px(theme.SMALL))
        for button in buttons:
            row.addWidget(button)
        column.addSpacing(look.px(theme.TINY))
        column.addLayout(row)
        column.addWidget(self._said)
        self.show_state(None, datetime.now().astimezone())

    def show_state(self, state: PlaceState | None, now: datetime) -> None:
        """Show how the place stands; None for no place."""
        self._mark.setVisible(state is not None)
        self._where.setVisible(state is not None)
        trouble = wording.trouble_words(state, now) if state else ""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if state is None:
            self._last.setText(self._nothing)
            return
        self._mark.tell(wording.state_words(state), is_well=state.is_well and state.is_there)
        theme.set_role(self._trouble, "trouble" if state.trouble or state.is_late else "quiet")
        self._last.setText(wording.last_words(state, now))
        self._where.setText(state.where)

    def say(self, words: str) -> None:
        """Say what was just done, or what goes on; "" takes it off."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)
