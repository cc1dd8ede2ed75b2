"""The form's second page: answers to tap, words to type, and Send. Nothing is required."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.guidance import Category
from libdesk.domain.priority import HowBad, Priority, Stopped
from libdesk.domain.problems import Fact, ReportId
from libdesk.services.problems import Draft
from libdesk.ui import icons, strings, theme
from libdesk.ui.problems.facts_card import FactsCard
from libdesk.ui.problems.questions import FewMore, Questions
from libdesk.ui.problems.send_bar import SendBar
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button, is_held
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import edge_below, scrolling
from libdesk.ui.widgets.words_edit import WordsEdit

NARROW = 760
"""Below this width the card stands under the questions."""
ANSWERS_AT_ONCE = 1
"""Questions of the tile that are open from the start; the rest are one tap away."""


class AnswersPage(QWidget):
    """One tile's questions.

    Args:
        category: the tile.
        report_id: under which the report is kept, however often Send is pressed.
        look: the theme.
    """

    send_requested = Signal()
    back_requested = Signal()
    copy_requested = Signal(object)
    """The words shall go onto the clipboard; a `Draft`."""
    slip_requested = Signal(object)
    """The words shall go onto paper; a `Draft`."""
    changed = Signal()
    """An answer has changed that says how soon."""

    def __init__(self, category: Category, report_id: ReportId, look: Theme) -> None:
        super().__init__()
        self.category = category
        self.report_id = report_id
        self._look = look
        self._facts: tuple[Fact, ...] = ()
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def draft(self) -> Draft:
        """Return what has been said so far, with the facts that are shown."""
        return Draft(
            category=self.category.code,
            saw=self._saw.words(),
            guess=self._guess.text(),
            stopped=next((Stopped(key) for key in self._stopped.chosen()), None),
            how_bad=next((HowBad(key) for key in self._how_bad.chosen()), None),
            answers={**self._first.answers(), **self._more.answers()},
            facts=self._facts,
        )

    def fill(self, draft: Draft) -> None:
        """Take over what was said before: on another tile, or in the last report."""
        self._saw.set_words(draft.saw)
        self._guess.setText(draft.guess)
        self._stopped.choose([draft.stopped] if draft.stopped else [])
        self._how_bad.choose([draft.how_bad] if draft.how_bad else [])
        if draft.category == self.category.code:
            self._first.fill(draft.answers)
            self._more.fill(draft.answers)
        self.changed.emit()

    def has_words(self) -> bool:
        """Say whether somebody has typed here."""
        return bool(self._saw.words().strip() or self._guess.text().strip())

    def set_surroundings(self, known: Surroundings) -> None:
        """Show branch and computer, what is sent along, and whom to call."""
        self._place.setText(known.place)
        if known.facts is not None:
            self._facts = known.facts
            self._card.show_facts(known.branch, known.item, known.facts)
        if self.category.is_danger:
            self._danger.say(strings.danger_words(self.category.never, known.phone))

    def show_soon(self, priority: Priority, phone: str) -> None:
        """Say how soon this would be looked at.

        Where something looks unsafe, a late promise for want of answers would be a wrong one:
        there only an early one is told.
        """
        if self.category.is_danger and priority > Priority.TODAY:
            self._bar.hide_soon()
        else:
            self._bar.show_soon(priority, phone)

    def set_keeping(self, *, keeping: bool) -> None:
        """Show that the report is being kept, once that takes long enough to be seen."""
        self._bar.set_keeping(keeping=keeping)

    def set_trouble(self, sentence: str) -> None:
        """Say why nothing was kept; "" takes it away. The words stay where they are."""
        self._trouble.say(sentence)

    def focus_first(self) -> None:
        """Put the focus where answering begins."""
        first = self._first.first() or self._stopped.first()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Enter from wherever Enter means nothing else; go back on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self):
                self.send_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the card beside the questions where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._look.px(NARROW)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _build(self) -> None:
        px = self._look.px
        edge = px(28)
        content = ArrowArea()
        column = QVBoxLayout(content)
        column.setContentsMargins(edge, px(theme.HUGE), edge, px(theme.LARGE))
        column.setSpacing(px(theme.LARGE))
        column.addLayout(self._head())
        self._danger = Banner(self._look, "shield")
        column.addWidget(self._danger)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(theme.HUGE))
        self._columns.addLayout(self._asked(), 1)
        self._card = FactsCard(self._look)
        self._card.setMinimumWidth(px(280))
        self._columns.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._columns)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        area = scrolling(content)
        page.addWidget(area, 1)
        page.addWidget(edge_below(area))
        foot = QVBoxLayout()
        foot.setContentsMargins(edge, px(theme.SMALL), edge, px(theme.LARGE))
        foot.setSpacing(px(theme.SMALL))
        self._copy = Button(self.tr("Copy my words"))
        self._slip = Button(self.tr("Print them"))
        self._trouble = Banner(self._look, "notice", (self._copy, self._slip))
        foot.addWidget(self._trouble)
        self._bar = SendBar(self._look)
        foot.addWidget(self._bar)
        page.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        self._picture = label(wraps=False)
        self._draw()
        self._place = label("", "quiet")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(self._look.px(theme.MEDIUM))
        row.addWidget(self._picture)
        row.addWidget(label(self.category.text, "title"), 3)
        row.addWidget(self._place, 2)
        return row

    def _asked(self) -> QVBoxLayout:
        questions = self.category.questions
        self._first = Questions(questions[:ANSWERS_AT_ONCE], self._look)
        self._stopped = ChipRow(
            self.tr("Who is stopped?"),
            [(each.value, strings.stopped_words(each)) for each in Stopped],
            self._look,
        )
        self._how_bad = ChipRow(
            self.tr("How bad right now?"),
            [(each.value, strings.how_bad_words(each)) for each in HowBad],
            self._look,
        )
        self._more = FewMore(questions[ANSWERS_AT_ONCE:], self._look)
        asked = QVBoxLayout()
        asked.setSpacing(self._look.px(theme.LARGE))
        for widget in (self._first, self._stopped, self._how_bad):
            asked.addWidget(widget)
        asked.addLayout(self._words())
        asked.addWidget(self._more)
        asked.addStretch(1)
        return asked

    def _words(self) -> QVBoxLayout:
        title = self.tr("What you saw, in your words")
        self._saw = WordsEdit(self._look)
        self._saw.setAccessibleName(title)
        self._cut = label("", "trouble")
        self._cut.hide()
        self._guess = QLineEdit()
        self._guess.setAccessibleName(self.tr("Your guess, if you have one (optional)"))
        self._guess.setPlaceholderText(self._guess.accessibleName())
        words = QVBoxLayout()
        words.setSpacing(self._look.px(theme.SMALL))
        heading = label(title, "heading")
        heading.setBuddy(self._saw)
        for widget in (heading, self._saw, self._cut, self._guess):
            words.addWidget(widget)
        return words

    def _connect(self) -> None:
        for part in (self._first, self._stopped, self._how_bad, self._more):
            part.changed.connect(self.changed)
        self._saw.cut_short.connect(self._on_cut)
        self._saw.send_requested.connect(self.send_requested)
        self._bar.send_requested.connect(self.send_requested)
        self._bar.back_requested.connect(self.back_requested)
        self._copy.clicked.connect(self._on_copy)
        self._slip.clicked.connect(self._on_slip)
        self._look.changed.connect(self._draw)

    def _on_copy(self) -> None:
        self.copy_requested.emit(self.draft())

    def _on_slip(self) -> None:
        self.slip_requested.emit(self.draft())

    def _on_cut(self, left_over: int) -> None:
        self._cut.setText(strings.cut_words(left_over))
        self._cut.show()

    def _draw(self) -> None:
        size = self._look.px(30)
        tokens = self._look.tokens
        color = tokens.danger if self.category.is_danger else tokens.accent
        self._picture.setPixmap(icons.icon(self.category.icon, color, size).pixmap(size, size))
