"""A verdict with its reasons: the word, why in a sentence, what would change it, and each line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_hints import Hint
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donation_verdicts import Judged
from libdesk.services.donation_stores import KeptVerdict
from libdesk.ui import theme
from libdesk.ui.donations.verdict_lines import LineGroup, ShownLine, of_judged, of_kept
from libdesk.ui.donations.verdict_mark import VerdictMark
from libdesk.ui.donations.wording import (
    certain_words,
    hint_words,
    money_instead_words,
    scale_words,
    sum_words,
    why_words,
)
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_NO = frozenset({Verdict.DECLINE, Verdict.REFER})
_BRIEF = 3
"""Lines of a group that a brief view shows; the others unfold with those that pass."""


class VerdictView(QWidget):
    """Shows a new verdict, or one that was kept.

    Args:
        look: the theme.
        brief: only the few lines that decide are in sight at first.
    """

    def __init__(self, look: Theme, *, brief: bool = False) -> None:
        super().__init__()
        self._look = look
        self._is_brief = brief
        self._lines: tuple[ShownLine, ...] = ()
        self.mark = VerdictMark(look, is_large=True)
        self._why = label("", selectable=True)
        self._certain = label("", "strong")
        self._hints = label("", selectable=True)
        self._money = label(money_instead_words(), "quiet")
        self._stops = LineGroup(self.tr("This alone says no"), look)
        self._asked = LineGroup(self.tr("To be known before a yes"), look)
        self._costs = LineGroup(self.tr("Costs points"), look)
        self._sum = label("", "fine")
        self._fold = Button("", "link", enter_presses=False)
        self._fold.setCheckable(True)
        self._passed = LineGroup("", look)
        self._build()
        self._fold.clicked.connect(self._show_lines)

    @property
    def verdict(self) -> Verdict:
        """Return the verdict that is shown."""
        return self.mark.verdict

    def show_judged(self, judged: Judged, policy: Policy, hints: Sequence[Hint] = ()) -> None:
        """Show a verdict that was just given.

        Args:
            judged: the verdict.
            policy: by which it was given.
            hints: what would change it.
        """
        self._certain.setText(certain_words(judged.verdict) if judged.is_certain else "")
        best = None if judged.points == judged.points_best else judged.points_best
        lines = of_judged(judged.lines, policy)
        self._show(judged.verdict, lines, policy, hints, (judged.points, best))

    def show_kept(self, kept: KeptVerdict, policy: Policy, hints: Sequence[Hint] = ()) -> None:
        """Show a verdict as it was given.

        Args:
            kept: the verdict.
            policy: the version by which it was given.
            hints: what would change it.
        """
        self._certain.setText("")
        total = sum(one.points for one in kept.lines)
        self._show(kept.verdict, of_kept(kept.lines, policy), policy, hints, (total, None))

    def text(self) -> str:
        """Return all of it as plain text, to be copied."""
        told = [self.mark.text(), self._why.text(), self._certain.text(), self._hints.text()]
        told += [one.spoken for one in self._lines]
        return "\n".join(filter(None, (*told, self._sum.text())))

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        head = QVBoxLayout()
        head.setSpacing(px(theme.TINY))
        for one in (self.mark, self._why, self._certain):
            head.addWidget(one)
        column.addLayout(head)
        self._hint_title = label(self.tr("What would change it"), "quiet")
        below = QVBoxLayout()
        below.setSpacing(px(theme.TINY))
        below.addWidget(self._hint_title)
        below.addWidget(self._hints)
        column.addLayout(below)
        for part in (self._money, self._stops, self._asked, self._costs, self._sum):
            column.addWidget(part)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._passed)
        for one in (self._why, self._hints):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._passed.hide()

    def _show(
        self,
        verdict: Verdict,
        lines: tuple[ShownLine, ...],
        policy: Policy,
        hints: Sequence[Hint],
        points: tuple[int, int | None],
    ) -> None:
        self._lines = lines
        self.mark.show_verdict(verdict)
        stops = [one.found for one in lines if one.stops]
        opened = sum(not one.is_known for one in lines)
        worst, best = points
        self._why.setText(why_words(verdict, stops, opened, worst, policy.points))
        self._certain.setVisible(bool(self._certain.text()))
        self._hints.setText("\n".join(hint_words(one) for one in hints))
        for part in (self._hints, self._hint_title):
            part.setVisible(bool(hints))
        self._money.setVisible(verdict in _NO)
        scale = "" if stops else scale_words(policy.points)
        self._sum.setText(" ".join(filter(None, (sum_words(worst, best), scale))))
        self._show_lines()

    def _show_lines(self) -> None:
        lines, is_open = self._lines, self._fold.isChecked()
        most = _BRIEF if self._is_brief and not is_open else len(lines)
        stops = [one for one in lines if one.stops]
        asked = [one for one in lines if one.is_asked]
        costs = sorted((one for one in lines if one.costs), key=lambda one: one.points)
        if self._is_brief and stops and not is_open:
            # Beside what alone says no, nothing else decides.
            asked, costs = [], []
        passed = [one for one in lines if not (one.stops or one.is_asked or one.costs)]
        shown = 0
        for group, found in ((self._stops, stops), (self._asked, asked), (self._costs, costs)):
            group.show_lines(found[:most])
            group.setVisible(bool(found))
            shown += len(found[:most])
        self._sum.setVisible(bool(costs))
        self._passed.show_lines(passed)
        self._passed.setVisible(is_open and bool(passed))
        self._fold.setVisible(shown < len(lines))
        self._fold.set_words(self._fold_words(len(lines) - shown, len(passed)))

    def _fold_words(self, hidden: int, passed: int) -> str:
        if self._is_brief:
            if self._fold.isChecked():
                return self.tr("Show the lines that decide")
            total = len(self._lines)
            return counted(total, self.tr("Show the line"), self.tr("Show all {count} lines"))
        if self._fold.isChecked():
            return self.tr("Hide the lines that are fine")
        return counted(
            passed or hidden,
            self.tr("1 line is fine: show it"),
            self.tr("{count} lines are fine: show them"),
        )
