"""What stands beside and below a tile's first questions; added once those have been painted."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from libdesk.domain.guidance import Category, Guidance
from libdesk.ui.problems.papers.prompt_card import PromptCard
from libdesk.ui.problems.questions import Answers, FewMore
from libdesk.ui.problems.try_card import TryCard
from libdesk.ui.problems.where import SPOT
from libdesk.ui.theme import Theme

_PART, _FIXED = "part", "fixed"


class AnswersRest(QObject):
    """Further questions, the checks, and what a hint or a look has brought.

    Args:
        guidance: the questions.
        look: the theme.
        parent: its owner.
    """

    changed = Signal()
    typed = Signal()
    fixed = Signal()
    """Looking at it was enough."""
    prompts_requested = Signal()
    """The prompt card shall go onto paper."""

    def __init__(self, guidance: Guidance, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._guidance = guidance
        self._look = look
        self._part = ""
        self._is_fixed = False
        self._has_checks = True
        self._more: FewMore | None = None
        self._try: TryCard | None = None
        self._waiting: Answers | None = None

    def build(
        self, category: Category, first: int, column: QVBoxLayout, cards: QVBoxLayout
    ) -> None:
        """Add all of it.

        Args:
            category: the tile.
            first: so many of its questions are asked already.
            column: where the questions go, above its stretch.
            cards: where the checks go, above all other cards.
        """
        shown = {question.key for question in category.questions} | {_PART, _FIXED, SPOT}
        common = (one for one in self._guidance.common if not one.is_early and one.key not in shown)
        more = FewMore((*category.questions[first:], *common), self._look)
        more.changed.connect(self.changed)
        more.typed.connect(self.typed)
        column.insertWidget(column.count() - 1, more)
        checks = TryCard(category, self._guidance.check_answers, self._look)
        checks.changed.connect(self.changed)
        checks.fixed.connect(self._on_fixed)
        cards.insertWidget(0, checks)
        self._more, self._try = more, checks
        self.show_checks(shown=self._has_checks)
        if category.told_by_patron:
            prompts = PromptCard(self._look)
            prompts.print_requested.connect(self.prompts_requested)
            cards.insertWidget(0, prompts)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.fill(waiting)

    def answers(self) -> dict[str, str | tuple[str, ...]]:
        """Return what was answered here, also before any of it stands on the page."""
        given: dict[str, str | tuple[str, ...]] = {_PART: self._part} if self._part else {}
        given |= self._waiting or {}
        given |= self._more.answers() if self._more else {}
        given |= self._try.answers() if self._try else {}
        if self._is_fixed:
            given[_FIXED] = "yes"
        else:
            given.pop(_FIXED, None)  # it stood in a draft, whose Send came to nothing
        return given

    def fill(self, answers: Answers) -> None:
        """Take over answers that were given before."""
        self._part = str(answers.get(_PART, ""))
        if self._more is None or self._try is None:
            self._waiting = answers
            return
        self._more.fill(answers)
        self._try.fill(answers)

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the lines that are typed into."""
        return self._more.lines() if self._more else ()

    def choose_part(self, key: str) -> None:
        """Take the part that was tapped in the hint."""
        self._part = key
        self.changed.emit()

    def show_checks(self, *, shown: bool) -> None:
        """Show what may be looked at, or nothing of it: beside smoke nobody looks at anything."""
        self._has_checks = shown
        if self._try is not None:
            self._try.setVisible(shown and self._try.has_checks)

    def unfix(self) -> None:
        """Take back that looking was enough: that Send has come to nothing."""
        self._is_fixed = False

    def _on_fixed(self) -> None:
        self._is_fixed = True
        self.fixed.emit()
