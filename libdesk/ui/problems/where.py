"""Where it is: at this branch, as long as nobody says otherwise, and where the thing stands there.

It waits behind one button: most reports are about the place where they are written.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import Question
from libdesk.domain.places import Branch
from libdesk.domain.text import LINE_LIMIT
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

SPOT = "spot"
"""The key of the common question that this asks: where it stands."""


class Where(QWidget):
    """Names another branch, and the spot.

    Args:
        question: asks for the spot; None where the questions file has no such question.
        look: the theme.
    """

    changed = Signal()
    """Another branch was tapped."""
    typed = Signal()

    def __init__(self, question: Question | None, look: Theme) -> None:
        super().__init__()
        self.button = Button(self.tr("Where is it?"), "link")
        """Opens it; whoever shows this widget gives it a place."""
        self._look = look
        self._question = question
        self._own = ""
        self._branches: tuple[Branch, ...] = ()
        self._row: ChipRow | None = None
        self._line: QLineEdit | None = None
        self._wanted = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.LARGE))
        self.button.clicked.connect(self._on_clicked)
        self.hide()

    def show_branches(self, branches: Sequence[Branch], own: str) -> None:
        """Let any of these be chosen; a choice that still stands there stays.

        Args:
            branches: the library's branches.
            own: the code of the branch where this is.
        """
        if (tuple(branches), own) == (self._branches, self._own):
            return
        chosen = self.branch()
        self._branches, self._own = tuple(branches), own
        if self._line is not None:
            self._show_row(chosen)

    def branch(self) -> str:
        """Return the code of the branch; "" for the one where this is."""
        return "" if self._wanted == self._own else self._wanted

    def answers(self) -> dict[str, str]:
        """Return where it stands there; nothing when that was not said."""
        words = self._line.text().strip() if self._line else ""
        return {SPOT: words} if words else {}

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the lines that are typed into, as far as they are shown."""
        return (self._line,) if self._line else ()

    def choose(self, branch: str) -> None:
        """Take a branch, and show it; "" for the one where this is."""
        if (branch or self._own) == (self.branch() or self._own):
            return
        self._open()
        self._wanted = branch
        self._show_row(branch)

    def fill(self, branch: str, answers: Mapping[str, str | tuple[str, ...]]) -> None:
        """Take over what was said before, and show it.

        Args:
            branch: the code of a branch; "" for the one where this is.
            answers: a report's answers.
        """
        self.choose(branch)
        spot = answers.get(SPOT, "")
        if spot and isinstance(spot, str):
            self._open().setText(spot)

    def _on_clicked(self) -> None:
        line = self._open()
        has_row = self._row is not None and self._row.isVisibleTo(self)
        (self._row.first() if self._row is not None and has_row else line).setFocus()

    def _open(self) -> QLineEdit:
        if self._line is None:
            words = self._question.text if self._question else self.tr("Where does it stand?")
            self._line = QLineEdit()
            self._line.setMaxLength(LINE_LIMIT)
            self._line.setAccessibleName(words)
            self._line.setPlaceholderText(self.tr("Such as: children’s corner, left desk"))
            self._line.textChanged.connect(self.typed)
            title = label(words, "heading")
            title.setBuddy(self._line)
            group = QVBoxLayout()
            group.setSpacing(self._look.px(theme.SMALL))
            group.addWidget(title)
            group.addWidget(self._line)
            self._column.addLayout(group)
            self._show_row(self._wanted)
            self.button.hide()
            self.show()
        return self._line

    def _show_row(self, chosen: str) -> None:
        """Offer the branches, where there is more than one."""
        self._wanted = chosen
        names = {branch.code: branch.name for branch in self._branches}
        if chosen and chosen not in names:
            names[chosen] = chosen  # it was named before the branches are known
        if self._own and self._own not in names and names:
            names = {self._own: self._own, **names}  # there must be a way back
        is_offered = len(names) > 1
        if self._row is None and is_offered:
            self._row = ChipRow(self.tr("At which branch?"), (), self._look)
            self._row.changed.connect(self._on_branch)
            self._column.insertWidget(0, self._row)
        if self._row is not None:
            self._row.set_choices(tuple(names.items()) if is_offered else ())
            self._row.choose((chosen or self._own,))
            self._row.setVisible(is_offered)

    def _on_branch(self) -> None:
        if self._row is not None:
            self._wanted = "".join(self._row.chosen())
        self.changed.emit()
