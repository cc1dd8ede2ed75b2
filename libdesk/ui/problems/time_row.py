"""A question whose answer is a time: a few to tap, or one to type."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.typed_times import as_typed, read_typed
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

Offers = Callable[[datetime], list[tuple[str, str, datetime]]]
"""Returns what can be tapped at a moment in this computer's own time: key, words, moment."""

_OTHER = "other"
_LONGEST = 40

_FRESH_FOR = timedelta(minutes=5)
_ANOTHER_CLOCK = timedelta(days=1)
"""A moment further back was said while the clock showed something else."""


class TimeRow(QWidget):
    """Asks for a moment ahead.

    Args:
        question: its words.
        look: the theme.
        now: tells the time.
        offers: what can be tapped.
        ahead: a moment further ahead is none; it may come from a clock that showed something else.
        example: what can be typed, shown in the empty line.
    """

    changed = Signal()

    def __init__(
        self,
        question: str,
        look: Theme,
        now: Clock,
        offers: Offers,
        *,
        ahead: timedelta = timedelta(days=2),
        example: str = "",
    ) -> None:
        super().__init__()
        self._ahead = ahead
        self._example = example or self.tr("4:30 pm")
        self._question = question
        self._look = look
        self._now = now
        self._offers = offers
        self._choices = offers(now().astimezone())
        self._typed: datetime | None = None
        self._row = self._made_row()
        self._line = QLineEdit()
        self._line.setMaxLength(_LONGEST)
        self._line.setAccessibleName(question)
        such_as = self.tr("A time, such as {example}").format(example=self._example)
        self._line.setPlaceholderText(such_as)
        self._told = label("", "quiet")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        for widget in (self._row, self._line, self._told):
            column.addWidget(widget)
        self._line.hide()
        self._told.hide()
        self._line.textChanged.connect(self._on_typed)

    def moment(self) -> datetime | None:
        """Return the moment (aware, UTC); None when none was said, or none was understood."""
        key = next(iter(self._row.chosen()), "")
        found = self._typed if key == _OTHER else self._moments().get(key)
        if found is None or not -_ANOTHER_CLOCK <= found - self._now() <= self._ahead:
            return None
        return found.astimezone(UTC)

    def unread(self) -> str:
        """Return what was typed and is no time; "" for nothing. It is sent as it was typed."""
        is_other = self._row.chosen() == (_OTHER,)
        return self._line.text().strip() if is_other and self.moment() is None else ""

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the line, while what stands in it is sent as words."""
        return (self._line,) if self.unread() else ()

    def set_words(self, words: str) -> None:
        """Show what was typed before and is no time; "" changes nothing."""
        if words:
            self._row.choose((_OTHER,))
            self._line.setText(words)
            self._on_chip()

    def set_moment(self, moment: datetime | None) -> None:
        """Show a moment that was said before; one that has passed says nothing."""
        if moment is None or moment <= self._now():
            self._row.choose(())
            return
        same = (key for key, at in self._moments().items() if at == moment)
        key = next(same, _OTHER)
        self._row.choose((key,))
        if key == _OTHER:
            self._on_chip()
            self._line.setText(as_typed(moment, self._now()))
            self._typed = moment

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what fits the time: the page may have been made ready hours ago."""
        super().showEvent(event)
        offered = self._offers(self._now().astimezone())
        if self._row.chosen() or _is_alike(offered, self._choices):
            return
        self._choices = offered
        old, self._row = self._row, self._made_row()
        self._column.replaceWidget(old, self._row)
        self._row.show()
        old.hide()
        old.deleteLater()

    def _made_row(self) -> ChipRow:
        choices = [(key, words) for key, words, _ in self._choices]
        other = self.tr("At another time…") if choices else self.tr("Say when…")
        row = ChipRow(self._question, [*choices, (_OTHER, other)], self._look)
        row.changed.connect(self._on_chip)
        return row

    def _moments(self) -> dict[str, datetime]:
        return {key: moment for key, _, moment in self._choices}

    def _on_chip(self) -> None:
        is_other = self._row.chosen() == (_OTHER,)
        self._line.setVisible(is_other)
        self._told.setVisible(is_other and bool(self._told.text()))
        if is_other:
            self._line.setFocus()
        self.changed.emit()

    def _on_typed(self, words: str) -> None:
        now = self._now()
        typed = read_typed(words, now)
        # Somebody who names a moment that is over means another one.
        self._typed = typed if typed is not None and typed > now else None
        if self.moment() is not None and self._typed is not None:
            self._told.setText(strings.time_words(self._typed, now))
        elif words.strip():
            kept = self.tr("We’ll pass this on as you wrote it. Or type a time, such as {example}.")
            self._told.setText(kept.format(example=self._example))
        else:
            self._told.setText("")
        self._told.setVisible(bool(self._told.text()))
        self.changed.emit()


def _is_alike(
    some: list[tuple[str, str, datetime]], others: list[tuple[str, str, datetime]]
) -> bool:
    return [words for _, words, _ in some] == [words for _, words, _ in others] and all(
        abs(one - other) < _FRESH_FOR
        for (_, _, one), (_, _, other) in zip(some, others, strict=True)
    )
