"""What it costs to accept a machine, as arithmetic that a board member can follow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.donation_costs import Costs, Part, Sum
from libdesk.ui import theme
from libdesk.ui.donations.cost_wording import (
    all_words,
    amount_words,
    bought_words,
    buying_words,
    cheaper_words,
    figure_words,
    left_words,
    part_words,
    per_year_words,
    work_words,
)
from libdesk.ui.item_strings import money_words, short_day_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import hairline, label

_WIDEST = 640
"""Pixels; wider, an amount would stand far from what it is for."""


class CostView(QWidget):
    """Shows a sum line by line; empty before it was given one.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._text: list[str] = []
        self._announcer = Announcer(self)
        self.setMaximumWidth(look.px(_WIDEST))
        self._sentence = label("", "strong", selectable=True)
        self._sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._copy = Button(self.tr("Copy as text"), "link", enter_presses=False)
        self._copied = label("", "quiet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.MEDIUM))
        foot = QHBoxLayout()
        foot.addWidget(self._copy)
        foot.addWidget(self._copied, 1)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._body)
        self._column.addLayout(foot)
        self._copy.clicked.connect(self._on_copy)

    def show_sum(self, found: Sum, costs: Costs) -> None:
        """Show a sum.

        Args:
            found: the sum.
            costs: the figures of which it was made.
        """
        old, self._body = self._body, QWidget()
        self._text = []
        self._copied.setText("")
        told = cheaper_words(found)
        self._sentence.setText(told)
        self._sentence.setVisible(bool(told))
        if told:
            self._text.append(told)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._look.px(theme.SMALL))
        for part in Part:
            self._add_part(rows, part, found, costs)
        self._add_years(rows, found)
        self._add_notes(rows, found, costs)
        self._column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def text(self) -> str:
        """Return all of it as plain text, a line for each."""
        return "\n".join(self._text)

    def _add_part(self, rows: QVBoxLayout, part: Part, found: Sum, costs: Costs) -> None:
        lines = [one for one in found.lines if one.part is part]
        if not lines:
            return
        rows.addWidget(label(part_words(part), "quiet"))
        self._text.append(part_words(part))
        for line in lines:
            amount = amount_words(line.amount, found.currency)
            self._add(rows, figure_words(line.figure), work_words(line, costs), amount)
        if len(lines) > 1:
            amount = amount_words(found.total(part), found.currency)
            rows.addWidget(hairline())
            self._add(rows, self.tr("Together"), "", amount, is_sum=True)

    def _add_years(self, rows: QVBoxLayout, found: Sum) -> None:
        left = left_words(found)
        rows.addSpacing(self._look.px(theme.TINY))
        rows.addWidget(label(left))
        self._text.append(left)
        if found.per_year is not None or found.bought:
            rows.addWidget(label(self.tr("By the year"), "quiet"))
            self._text.append(self.tr("By the year"))
        if found.per_year is not None:
            amount = money_words(found.per_year)
            self._add(rows, self.tr("This gift"), per_year_words(found), amount, is_sum=True)
        for one in found.bought:
            amount = amount_words(one.per_year, found.currency)
            self._add(rows, bought_words(one), buying_words(one, found.currency), amount)

    def _add_notes(self, rows: QVBoxLayout, found: Sum, costs: Costs) -> None:
        day = short_day_words(costs.as_at)
        as_at = self.tr("For one machine; the library’s figures as of {day}.").format(day=day)
        for words in filter(None, (all_words(found), as_at)):
            rows.addWidget(label(words, "fine"))
            self._text.append(words)

    def _add(
        self, rows: QVBoxLayout, what: str, how: str, amount: str, *, is_sum: bool = False
    ) -> None:
        """Add a line: what, how it is reckoned below it, and the amount at the end."""
        row = QWidget()
        side = QHBoxLayout(row)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(self._look.px(theme.LARGE))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(what, "strong" if is_sum else ""))
        if how:
            words.addWidget(label(how, "fine"))
        side.addLayout(words, 1)
        told = label(amount, "strong" if is_sum else "", wraps=False)
        side.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
        line = f"{what}: {how} = {amount}" if how else f"{what}: {amount}"
        row.setAccessibleName(line)
        rows.addWidget(row)
        self._text.append(line)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        told = self.tr("Copied.")
        self._copied.setText(told)
        self._announcer.say("")
        self._announcer.say(told)
