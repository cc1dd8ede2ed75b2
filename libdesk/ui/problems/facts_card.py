"""What IT will get: every fact that is sent along by itself, shown before it is sent."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from libdesk.domain.problems import Fact
from libdesk.domain.retention import Keeping
from libdesk.services.drafts import BRANCH, ITEM
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button, Chip
from libdesk.ui.widgets.labels import label

_TOP = Qt.AlignmentFlag.AlignTop


class FactsCard(QFrame):
    """A list of facts, and the choice to leave any of them out.

    Args:
        look: the theme.
    """

    changed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[tuple[str, str, str], ...] = ()
        self._chips: dict[str, Chip] = {}
        self._left_out: set[str] = set()
        self._is_open = False
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("What IT will get"))
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(label(self.tr("What IT will get"), "heading"))
        self._lead = label(self._lead_words())
        column.addWidget(self._lead)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(theme.LARGE))
        self._grid.setVerticalSpacing(look.px(theme.SMALL))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._waiting = label(
            self.tr(
                "A few more are still being read. Only what stands here when you press Send "
                "is sent."
            ),
            "quiet",
        )
        column.addWidget(self._waiting)
        self._left = label("", "quiet")
        self._left.hide()
        column.addWidget(self._left)
        self._change = Button(self.tr("Change what is sent"), "link")
        self._change.clicked.connect(self._on_change)
        self._change.hide()
        column.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeading)
        self._fine = label(self.tr("Nothing else is read or sent."), "fine")
        column.addWidget(self._fine)

    def show_keeping(self, keeping: Keeping | None) -> None:
        """Say how long it is kept, where the desk has said so."""
        words = self.tr("Nothing else is read or sent.")
        if keeping is not None:
            kept = self.tr(
                "Pictures are deleted {pictures} days after the problem is closed, names after "
                "{names}."
            ).format(pictures=keeping.pictures_days, names=keeping.names_days)
            words = f"{words} {kept}"
        self._fine.setText(words)

    def left_out(self) -> frozenset[str]:
        """Return the keys of what shall not be sent."""
        return frozenset(self._left_out)

    def leave_out(self, keys: frozenset[str]) -> None:
        """Leave these out, and send all others."""
        if keys != self._left_out:
            self._left_out = set(keys)
            self._fill()

    def show_facts(
        self, branch: str, item: str, facts: tuple[Fact, ...], *, are_all: bool = True
    ) -> None:
        """Show the facts.

        Args:
            branch: the branch; "" for none.
            item: the thing in words; "" for none.
            facts: what was read.
            are_all: no more of them are to come.
        """
        self._waiting.setVisible(not are_all)
        rows = [(BRANCH, self.tr("Branch"), branch)] if branch else []
        rows += [(ITEM, self.tr("Which one"), item)] if item else []
        rows += [(fact.key, strings.fact_words(fact.key), fact.value) for fact in facts]
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._change.setVisible(bool(rows))
        self._fill()

    def _on_change(self) -> None:
        self._is_open = not self._is_open
        self._fill()
        self._change.set_words(self.tr("Done") if self._is_open else self.tr("Change what is sent"))

    def _on_chip(self) -> None:
        # What stands in no row right now stays left out: it may come back.
        away = self._left_out - self._chips.keys()
        self._left_out = away | {key for key, chip in self._chips.items() if not chip.isChecked()}
        self.changed.emit()

    def _fill(self) -> None:
        focused = next((key for key, chip in self._chips.items() if chip.hasFocus()), "")
        while (cell := self._grid.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._chips = {}
        self._lead.setText(self._lead_words())
        for place, (key, name, value) in enumerate(self._rows):
            if self._is_open:
                self._add_chip(place, key, f"{name}: {value}")
            elif key not in self._left_out:
                self._grid.addWidget(label(name, "quiet", wraps=False), place, 0, _TOP)
                self._grid.addWidget(label(value), place, 1, _TOP)
        if focused in self._chips:  # more has been read while somebody was choosing
            self._chips[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        left = [name for key, name, _ in self._rows if key in self._left_out]
        self._left.setText(self.tr("Not sent: {names}").format(names=", ".join(left)))
        self._left.setVisible(bool(left) and not self._is_open)

    def _lead_words(self) -> str:
        if self._is_open:
            return self.tr("Tap what you don’t want to send:")
        return self.tr("What you tap, write and add on this page, the time, and:")

    def _add_chip(self, place: int, key: str, words: str) -> None:
        chip = Chip(words, self._look)
        chip.setChecked(key not in self._left_out)
        chip.setAccessibleDescription(self.tr("Sent when chosen"))
        chip.clicked.connect(self._on_chip)
        self._chips[key] = chip
        self._grid.addWidget(chip, place, 0, 1, 2)
        chip.show()
