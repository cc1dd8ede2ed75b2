"""What a report is about: which thing, at which branch, and where it stands there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import COMPUTERS, Category, Guidance, common_question
from libdesk.services.drafts import Draft
from libdesk.ui import theme
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.problems.where import SPOT, Where
from libdesk.ui.problems.which_one import WhichOne
from libdesk.ui.theme import Theme


class Subject(QWidget):
    """Names a thing and a place; by itself it is this computer, or this branch.

    Args:
        guidance: the questions.
        look: the theme.
    """

    changed = Signal()
    typed = Signal()
    other_requested = Signal()
    """It is another thing than those that stand here."""

    def __init__(self, guidance: Guidance, look: Theme) -> None:
        super().__init__()
        self._known: Surroundings | None = None
        self._category = guidance.categories[0]
        self._where = Where(common_question(guidance, SPOT), look)
        self._which = WhichOne(look, (self._where.button,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.LARGE))
        column.addWidget(self._which)
        column.addWidget(self._where)
        self._which.changed.connect(self.changed)
        self._which.other_requested.connect(self.other_requested)
        self._where.changed.connect(self._on_branch)
        self._where.typed.connect(self.typed)

    def show_surroundings(self, category: Category, known: Surroundings) -> None:
        """Offer the things and the branches.

        Args:
            category: the tile.
            known: where this is, and what IT has told.
        """
        self._category, self._known = category, known
        self._where.show_branches(known.told.branches, known.told.branch)
        self._show_things(known)
        if known.item and not self._which.is_other():
            self.choose_thing(known.item)

    def choose_thing(self, words: str) -> None:
        """Take the thing with this label, or what was typed where none has it; "" for this one.

        It is at its own branch, whatever was said of the branch before.
        """
        if words and words == self._own_tag():
            words = ""  # it is this computer, which stands there by its name
        item = self._known.told.find_thing(words) if self._known else None
        if self._known is not None and item is not None and item.branch != self._branch():
            self._where.choose(item.branch)
            self._show_things(self._known)
        self._which.choose(item, words)

    def fill(self, draft: Draft) -> None:
        """Take over what was said before."""
        self._where.fill(draft.branch, draft.answers)
        if self._known is not None:
            self._show_things(self._known)
        if draft.item:
            self.choose_thing(draft.item)

    def tag(self) -> str:
        """Return the label of the thing; "" for none, or a computer that is in no list."""
        return self._which.tag() or (self._own_tag() if self._which.is_here() else "")

    def branch(self) -> str:
        """Return the code of the branch; "" for the one where this is."""
        return self._where.branch()

    def answers(self) -> dict[str, str]:
        """Return where it stands, if that was said."""
        return self._where.answers()

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the lines that are typed into."""
        return self._where.lines()

    def _own_tag(self) -> str:
        return self._known.own_tag if self._known is not None else ""

    def _branch(self) -> str:
        own = self._known.told.branch if self._known else ""
        return self._where.branch() or own

    def _show_things(self, known: Surroundings) -> None:
        """Offer what the branch has; at another one it is no computer of this one."""
        branch, kinds = self._where.branch(), self._category.kinds
        told = known.told_at(branch)
        may_be_this = not branch and (not kinds or COMPUTERS.intersection(kinds))
        computer = known.computer if may_be_this else ""
        label = self._own_tag() if computer else ""
        own = told.find_thing(label) if label else None
        things = [one for one in told.things(kinds) if one is not own]
        is_own_kind = own is not None and own.kind in kinds
        is_here = self._category.is_here or is_own_kind or (bool(kinds) and not things)
        is_here = bool(computer) and is_here
        self._which.show_things(computer, things, is_here=is_here, label=label)

    def _on_branch(self) -> None:
        known = self._known
        if known is not None:
            item = known.told.find_thing(self._which.tag())
            if item is not None and item.branch != self._branch():
                self._which.choose(None)  # it is none of this branch's things
            self._show_things(known)
        self.changed.emit()
