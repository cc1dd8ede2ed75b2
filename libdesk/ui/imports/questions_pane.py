"""What a list leaves open: branches, statuses, rows with the same number, empty cells, currency."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.item_import import About, Choices, Question, RowFate
from libdesk.domain.item_matching import EACH, Twins
from libdesk.domain.item_places import NOWHERE
from libdesk.domain.money import is_currency
from libdesk.domain.statuses import Status
from libdesk.domain.text import fold
from libdesk.ui import theme
from libdesk.ui.imports.one_page import scrolls_by_itself
from libdesk.ui.imports.parts import Work
from libdesk.ui.imports.wording import question_words, row_words, rows_count_words
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import scrolling

MOST = 40
"""Questions, and twins, that are shown at once; with those answered, the next ones come."""

LEAST_HEIGHT = 120
"""Pixels of the questions, at the usual text size; in a smaller window the page scrolls."""

_PARTS = {About.PLACE: "places", About.STATUS: "statuses"}
_KEEPS, _WIPES = "keeps", "wipes"
_CODE = 3
"""Letters of a currency's code."""


class QuestionsPane(QWidget):
    """Asks; what was answered stays there to be changed.

    Args:
        look: the theme.

    Signals:
        answered: "places", "statuses" or "twins"; the words or the key; the answer, "" for none.
        option_chosen: "kind", "empty_wipes" or "currency", and its value.
    """

    answered = Signal(str, str, str)
    option_chosen = Signal(str, object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._asked: dict[tuple[About, str], int] = {}
        self._work: Work | None = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.LARGE))
        self._nothing = label(self.tr("The list leaves nothing open."), "quiet")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(look.px(theme.LARGE))
        column.addWidget(self._nothing)
        column.addLayout(self._questions)
        column.addWidget(label(self.tr("For the whole list"), "heading"))
        self._build_options(column)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = scrolling(content)
        scrolls_by_itself(area, look.px(LEAST_HEIGHT))
        whole.addWidget(area)

    def forget(self) -> None:
        """Begin anew, with another file."""
        self._asked.clear()

    def show_work(self, work: Work) -> None:
        """Show what a file leaves open, and what was answered already."""
        self._work = work
        worked = work.worked
        # A question that was answered is in the plan no more; who has erred answers it again.
        for one in worked.plan.questions:
            self._asked[one.about, one.text] = one.rows
        questions = [Question(*key, rows) for key, rows in self._asked.items()][:MOST]
        twins = worked.plan.twins
        rows = {one.row: one for one in worked.plan.fates} if twins else {}
        cards = [self._question(one, worked.choices) for one in questions]
        cards += [self._twins(one, worked.choices, rows) for one in twins[:MOST]]
        more = len(self._asked) - len(questions) + max(0, len(twins) - MOST)
        if more:
            only = self.tr("1 more is not shown.")
            words = counted(more, only, self.tr("{count} more are not shown."))
            cards.append(label(words, "quiet"))
        self._nothing.setVisible(not cards)
        refill(self._questions, cards)
        self._show_options(work)

    def _build_options(self, column: QVBoxLayout) -> None:
        self._wipes = ChipRow(
            self.tr("An empty cell"),
            ((_KEEPS, self.tr("Leaves what is known")), (_WIPES, self.tr("Takes it away"))),
            self._look,
            role="",
        )
        self._wipes.changed.connect(self._on_wipes)
        self._kind = Picker(self._look)
        self._kind.activated.connect(self._on_kind)
        self._currency = QLineEdit()
        self._currency.setMaxLength(_CODE)
        self._currency.editingFinished.connect(self._on_currency)
        column.addWidget(self._wipes)
        pairs: tuple[tuple[str, QWidget], ...] = (
            (self.tr("What an item is where no row tells its kind"), self._kind),
            (self.tr("Currency of prices that name none, such as USD"), self._currency),
        )
        for words, field in pairs:
            pair = QVBoxLayout()
            pair.setSpacing(self._look.px(theme.TINY))
            title = label(words)
            title.setBuddy(field)
            field.setAccessibleName(words)
            field.setMaximumWidth(self._look.px(360))
            pair.addWidget(title)
            pair.addWidget(field)
            column.addLayout(pair)

    def _show_options(self, work: Work) -> None:
        choices = work.worked.choices
        self._wipes.choose((_WIPES if choices.empty_wipes else _KEEPS,))
        kinds = dict.fromkeys((*work.kinds, choices.kind or "other"))
        self._kind.clear()
        for kind in kinds:
            self._kind.addItem(kind, kind)
        self._kind.addItem(self.tr("Nothing: such a row is refused"), "")
        self._kind.setCurrentIndex(max(0, self._kind.findData(choices.kind)))
        if not self._currency.hasFocus():
            self._currency.setText(choices.currency)

    def _question(self, one: Question, choices: Choices) -> QWidget:
        words = question_words(one.about, one.text)
        made, column = self._card(words)
        column.addWidget(label(rows_count_words(one.rows), "fine"))
        picker = Picker(self._look)
        picker.setAccessibleName(words)
        picker.setMaximumWidth(self._look.px(420))
        for text, answer in self._answers(one.about):
            picker.addItem(text, answer)
        told = choices.places if one.about is About.PLACE else choices.statuses
        said = next((to for text, to in told.items() if fold(text) == fold(one.text)), "")
        picker.setCurrentIndex(max(0, picker.findData(said)))
        part, text = _PARTS[one.about], one.text
        picker.activated.connect(
            lambda _index: self.answered.emit(part, text, picker.currentData())
        )
        column.addWidget(picker)
        return made

    def _answers(self, about: About) -> Sequence[tuple[str, str]]:
        if about is About.STATUS:
            nothing = self.tr("None: keep the word in a field of its own")
            return ((nothing, ""), *((item_status_words(one), one.value) for one in Status))
        branches = self._work.branches if self._work is not None else ()
        return (
            (self.tr("Not known yet: keep the words as the room"), ""),
            *((one.name, one.code) for one in branches),
            (self.tr("No branch: it is a room"), NOWHERE),
        )

    def _twins(self, one: Twins, choices: Choices, rows: dict[int, RowFate]) -> QWidget:
        what = self.tr("label") if one.field == "tag" else self.tr("serial number")
        words = self.tr("Rows with the same {what}, {text}: which counts?").format(
            what=what, text=one.text
        )
        options = [
            (str(row), self.tr("Row {row}: {what}").format(row=row, what=row_words(rows[row])))
            for row in one.rows
            if row in rows
        ]
        if one.field == "serial":
            options.append((str(EACH), self.tr("Each: they are different things")))
        made, column = self._card("")
        chips = ChipRow(words, options, self._look, role="strong")
        said = choices.twins.get(one.key)
        chips.choose(() if said is None else (str(said),))
        chips.changed.connect(partial(self._on_twins, one.key, chips))
        made.setAccessibleName(words)
        column.addWidget(chips)
        return made

    def _on_twins(self, key: str, chips: ChipRow) -> None:
        (answer,) = chips.chosen() or ("",)
        self.answered.emit("twins", key, answer)

    def _card(self, words: str) -> tuple[QWidget, QVBoxLayout]:
        made = QWidget()
        made.setAccessibleName(words)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.TINY))
        if words:
            column.addWidget(label(words, "strong"))
        return made, column

    def _on_wipes(self) -> None:
        known = self._work is not None and self._work.worked.choices.empty_wipes
        chosen = self._wipes.chosen() or (_WIPES if known else _KEEPS,)
        self._wipes.choose(chosen)  # one of the two is so, always
        self.option_chosen.emit("empty_wipes", chosen[0] == _WIPES)

    def _on_kind(self, _index: int) -> None:
        self.option_chosen.emit("kind", self._kind.currentData())

    def _on_currency(self) -> None:
        code = self._currency.text().strip().upper()
        known = self._work.worked.choices.currency if self._work is not None else ""
        self._currency.setText(code if is_currency(code) else known)
        if is_currency(code) and code != known:
            self.option_chosen.emit("currency", code)
