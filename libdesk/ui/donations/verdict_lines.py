"""The lines of a verdict as rows: a mark, the fact, and the policy's line with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_verdicts import Line
from libdesk.services.donation_stores import KeptLine
from libdesk.ui import theme
from libdesk.ui.donations.verdict_mark import FateMark
from libdesk.ui.donations.wording import fact_words, fate_words, points_words, rule_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is shown, whether the verdict is new or was kept.

    Attributes:
        fate: "pass", "soft" or "fail".
        is_known: it is settled.
        is_stop: failing it is the end, whatever the points.
        found: what was found, as the domain says it.
        fact: the same, and of what.
        words: the line of the policy with its number; "" where that version does not have it.
        points: what it costs, at worst.
    """

    fate: str
    is_known: bool
    is_stop: bool
    found: str
    fact: str
    words: str
    points: int

    @property
    def stops(self) -> bool:
        """Say whether it alone says no."""
        return self.is_stop and self.is_known and self.fate == "fail"

    @property
    def is_asked(self) -> bool:
        """Say whether there is no yes before it is known."""
        return self.is_stop and not self.is_known

    @property
    def costs(self) -> bool:
        """Say whether it costs points, and no more than that."""
        return not (self.stops or self.is_asked) and self.fate != "pass"

    @property
    def spoken(self) -> str:
        """Return the line for a screen reader."""
        told = fate_words(self.fate, is_known=self.is_known)
        return ". ".join(filter(None, (told, self.fact, self.words)))


def of_judged(lines: Sequence[Line], policy: Policy) -> tuple[ShownLine, ...]:
    """Return the lines of a new verdict."""
    return tuple(
        ShownLine(
            one.fate.name.lower(),
            one.is_known,
            one.rule.is_stop,
            one.reading.fact,
            fact_words(one.rule, one.reading.fact),
            rule_words(one.rule, policy),
            one.points(policy.points.strict),
        )
        for one in lines
    )


def of_kept(lines: Sequence[KeptLine], policy: Policy) -> tuple[ShownLine, ...]:
    """Return the lines of a verdict that was kept, with the words of the version it cites."""
    rules = {one.key: one for one in policy.rules}
    shown = []
    for one in lines:
        rule = rules.get(one.rule)
        words = rule_words(rule, policy) if rule is not None else ""
        is_stop = rule is not None and rule.is_stop
        fact = fact_words(rule, one.fact)
        shown.append(ShownLine(one.fate, one.is_known, is_stop, one.fact, fact, words, one.points))
    return tuple(shown)


class LineRow(QWidget):
    """One line.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._mark = FateMark(look)
        self._fact = label("", "strong", selectable=True)
        self._points = label("", "fine", wraps=False)
        self._rule = label("", "fine", selectable=True)
        for one in (self._fact, self._rule):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.SMALL))
        mark = QVBoxLayout()
        mark.setContentsMargins(0, look.px(3), 0, 0)
        mark.addWidget(self._mark)
        row.addLayout(mark)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.addWidget(self._fact, 1)
        first.addWidget(self._points, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(first)
        words.addWidget(self._rule)
        row.addLayout(words, 1)

    def show_line(self, line: ShownLine) -> None:
        """Show a line."""
        self._mark.show_fate(
            line.fate, fate_words(line.fate, is_known=line.is_known), is_known=line.is_known
        )
        self._fact.setText(line.fact)
        told = points_words(line.points) if line.costs and line.points else ""
        self._points.setText(told)
        self._rule.setText(line.words)
        self._rule.setVisible(bool(line.words))
        self.setAccessibleName(line.spoken)


class LineGroup(QWidget):
    """Lines below a heading; the rows are used again, for a verdict that changes as one types.

    Args:
        title: the heading; "" where a button says it.
        look: the theme.
    """

    def __init__(self, title: str, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._rows: list[LineRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.SMALL))
        if title:
            self._column.addWidget(label(title, "quiet"))
        self.setAccessibleName(title)

    def show_lines(self, lines: Sequence[ShownLine]) -> None:
        """Show these."""
        while len(self._rows) < len(lines):
            row = LineRow(self._look)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            if place < len(lines):
                row.show_line(lines[place])
            row.setVisible(place < len(lines))
