"""A tile's questions: chips where there is something to choose, a line where there is not."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import Question
from libdesk.domain.text import LINE_LIMIT
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.pictured_row import PicturedRow
from libdesk.ui.widgets.scroll import bring_into_sight

Answers = Mapping[str, str | tuple[str, ...]]


class Questions(QWidget):
    """Questions, one below the other.

    Args:
        questions: what is asked.
        look: the theme.
    """

    changed = Signal()
    typed = Signal()

    def __init__(self, questions: Sequence[Question], look: Theme) -> None:
        super().__init__()
        self._several = {question.key: question.several for question in questions}
        self._rows: dict[str, PicturedRow] = {}
        self._lines: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.LARGE))
        for question in questions:
            if question.choices:
                choices = [(choice.key, choice.text) for choice in question.choices]
                row = PicturedRow(
                    question.text, choices, look, question.picture, several=question.several
                )
                row.changed.connect(self.changed)
                self._rows[question.key] = row
                column.addWidget(row)
            else:
                column.addWidget(self._line(question, look))

    def answers(self) -> dict[str, str | tuple[str, ...]]:
        """Return what was answered; what was not is left out."""
        given: dict[str, str | tuple[str, ...]] = {}
        for key, row in self._rows.items():
            if chosen := row.chosen():
                given[key] = chosen if self._several[key] else chosen[0]
        for key, line in self._lines.items():
            if words := line.text().strip():
                given[key] = words
        return given

    def fill(self, answers: Answers) -> None:
        """Take over answers; unknown ones are left out."""
        for key, value in answers.items():
            if key in self._rows:
                self._rows[key].choose((value,) if isinstance(value, str) else value)
            elif key in self._lines and isinstance(value, str):
                self._lines[key].setText(value)

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the lines that are typed into."""
        return tuple(self._lines.values())

    def first(self) -> QWidget | None:
        """Return the first thing to answer; None when nothing is asked."""
        rows = (row.first() for row in self._rows.values())
        return next(rows, None) or next(iter(self._lines.values()), None)

    def _line(self, question: Question, look: Theme) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        title = label(question.text, "heading")
        line = QLineEdit()
        line.setMaxLength(LINE_LIMIT)
        line.setAccessibleName(question.text)
        line.textChanged.connect(self.typed)
        title.setBuddy(line)
        self._lines[question.key] = line
        column.addWidget(title)
        column.addWidget(line)
        if question.nothing:
            nothing = Button(question.nothing, "link")
            nothing.setAccessibleDescription(question.text)
            nothing.clicked.connect(partial(line.setText, question.nothing))
            column.addWidget(nothing, 0, Qt.AlignmentFlag.AlignLeading)
        return group


class FewMore(QWidget):
    """Questions that wait behind one button; built when it is pressed.

    Args:
        questions: what is asked.
        look: the theme.
    """

    changed = Signal()
    typed = Signal()

    def __init__(self, questions: Sequence[Question], look: Theme) -> None:
        super().__init__()
        self._questions = questions
        self._look = look
        self._opened: Questions | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._button = Button(
            self.tr("A few more questions ({count})").format(count=len(questions)),
            "link",
        )
        self._button.clicked.connect(self._on_clicked)
        self._column.addWidget(self._button)
        self._column.setAlignment(self._button, Qt.AlignmentFlag.AlignLeading)
        if not questions:
            self.hide()

    def answers(self) -> dict[str, str | tuple[str, ...]]:
        """Return what was answered."""
        return self._opened.answers() if self._opened else {}

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the lines that are typed into, as far as they are shown."""
        return self._opened.lines() if self._opened else ()

    def fill(self, answers: Answers) -> None:
        """Take over answers, and show the questions when one of them is among these."""
        if any(question.key in answers for question in self._questions):
            self._open().fill(answers)

    def _on_clicked(self) -> None:
        self._open()
        # Laid out first: else the page would scroll to where it does not stand.
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        if self._opened is not None and (first := self._opened.first()) is not None:
            bring_into_sight(first)

    def _open(self) -> Questions:
        if self._opened is None:
            self._opened = Questions(self._questions, self._look)
            self._opened.changed.connect(self.changed)
            self._opened.typed.connect(self.typed)
            self._column.addWidget(self._opened)
            self._opened.show()
            # The focus goes along: from what is hidden it would go to the top of the page.
            if self._button.hasFocus() and (first := self._opened.first()) is not None:
                first.setFocus()
            self._button.hide()
        return self._opened
