"""One problem in full: how soon, the report in its reporter's words, and what happened since."""

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.guidance import Guidance, wording
from libdesk.domain.priority import Effect, Risk
from libdesk.domain.problems import Problem, Report
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.inbox.answer_panel import AnswerPanel
from libdesk.ui.inbox.priority_mark import PriorityMark
from libdesk.ui.inbox.report_sheet import Look, Passage, Sheet
from libdesk.ui.inbox.wording import DOT, clock_words, event_words, rest_words
from libdesk.ui.strings import (
    fact_words,
    how_bad_words,
    state_words,
    stopped_words,
    time_words,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout

_A_MEGABYTE = 1_000_000


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


class DetailPanel(QWidget):
    """Shows a problem, with the answer's panel between the report and its history.

    Args:
        look: the theme.
        guidance: words the answers of a report.
        now: tells the time (aware, UTC).
        answer_panel: stands below the report.
    """

    def __init__(
        self,
        look: Theme,
        guidance: Guidance,
        now: Callable[[], datetime],
        answer_panel: AnswerPanel,
    ) -> None:
        super().__init__()
        self._look = look
        self._guidance = guidance
        self._now = now
        self._problem: Problem | None = None
        self._overview = Overview()
        self._build(answer_panel)
        self._connect()

    def show_problem(self, problem: Problem, overview: Overview) -> bool:
        """Show a problem, or the same one as it stands now; say whether it is another."""
        is_another = self._problem is None or self._problem.report.id != problem.report.id
        self._problem = problem
        self._overview = overview
        whole = not is_another and not self._sheet.is_cut
        report, today = problem.report, self._now().astimezone().date()
        self.setAccessibleName(_tr("Problem {number}").format(number=report.number))
        self._urgency.show_priority(problem.priority)
        self._number.setText(report.number)
        category = self._guidance.find(report.category)
        stands = rest_words(problem, today) or state_words(problem.state)
        self._stands.setText(f"{stands} · {category.text}" if category else stands)
        self._sheet.show_passages(tuple(self._report_passages(problem)), whole=whole)
        self._more.setVisible(self._sheet.is_cut)
        self._history.show_passages(tuple(self._history_passages(problem)))
        return is_another

    def focus_report(self) -> None:
        """Put the focus on the report's words."""
        self._sheet.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self, answer_panel: AnswerPanel) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(theme.TINY), px(theme.HUGE))
        column.setSpacing(px(theme.MEDIUM))
        self._urgency = PriorityMark(self._look)
        self._number = label("", "quiet", wraps=False, selectable=True)
        self._number.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stands = label("", "quiet")
        self._sheet = Sheet(self._look, _tr("Report"))
        self._more = Button(_tr("Show all of it"), "link", enter_presses=False)
        head = FlowLayout(px(theme.MEDIUM))
        head.addWidget(self._urgency)
        head.addWidget(self._number)
        report = self._card(column)
        report.addLayout(head)
        report.addWidget(self._stands)
        report.addWidget(self._sheet)
        report.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(answer_panel)
        self._history = Sheet(self._look, _tr("What happened so far"))
        past = self._card(column)
        past.addWidget(label(_tr("What happened so far"), "heading"))
        past.addWidget(self._history)
        column.addStretch(1)

    def _card(self, column: QVBoxLayout) -> QVBoxLayout:
        frame: QFrame = card()
        inside = QVBoxLayout(frame)
        edge = self._look.px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(self._look.px(theme.SMALL))
        column.addWidget(frame)
        return inside

    def _connect(self) -> None:
        self._more.clicked.connect(self._show_all)

    def _show_all(self) -> None:
        self._sheet.show_whole()
        self._more.hide()
        self.focus_report()

    def _report_passages(self, problem: Problem) -> Iterator[Passage]:
        report = problem.report
        yield Passage(((report.title, Look.TITLE),))
        if report.saw and report.saw != report.title:
            yield _named(_tr("Saw:"), report.saw)
        if report.guess:
            yield _named(_tr("Guess:"), report.guess)
        for index, (question, words) in enumerate(wording(self._guidance, report)):
            gap = theme.MEDIUM if index == 0 else theme.TINY
            yield Passage(((f"{question}  ", Look.QUIET), (words, Look.BODY)), gap)
        if effect := _effect_words(report.effect, self._now()):
            yield Passage(((effect, Look.BODY),), theme.MEDIUM)
        if report.item:
            yield _named(_tr("Item:"), report.item)
        if report.pictures:
            yield _named(_tr("Pictures:"), _picture_words(report))
        if report.facts:
            facts = DOT.join(f"{fact_words(fact.key)} {fact.value}" for fact in report.facts)
            yield Passage(((facts, Look.FINE),), theme.MEDIUM)
        came = _tr("{branch}, sent {when}").format(
            branch=self._overview.branch_name(report.branch) or _tr("No branch"),
            when=time_words(report.filed_at, self._now()),
        )
        yield Passage(((came, Look.FINE),), theme.TINY if report.facts else theme.MEDIUM)
        if clock := clock_words(problem):
            yield Passage(((clock, Look.FINE),), theme.TINY)

    def _history_passages(self, problem: Problem) -> Iterator[Passage]:
        now = self._now()
        for event in problem.history:
            head = DOT.join((event_words(event), time_words(event.at, now)))
            yield Passage(((head, Look.FINE),))
            if event.words:
                yield Passage(((event.words, Look.BODY),), 0)
        leaving = [one for one in problem.answers if one.goes_out_at is not None]
        if leaving:
            yield Passage(((_tr("The last answer has not left yet."), Look.FINE),))


def _named(name: str, words: str) -> Passage:
    return Passage(((f"{name} ", Look.STRONG), (words, Look.BODY)))


def _effect_words(effect: Effect, now: datetime) -> str:
    risks = {
        Risk.MONEY: _tr("money at stake"),
        Risk.RULES: _tr("rules or privacy at stake"),
        Risk.GOOD_NAME: _tr("our good name at stake"),
    }
    parts = [
        stopped_words(effect.stopped) if effect.stopped else "",
        how_bad_words(effect.how_bad) if effect.how_bad else "",
        _tr("the only one in the branch") if effect.only_one else "",
        _tr("the only accessible one") if effect.only_accessible else "",
        *(words for risk, words in risks.items() if risk in effect.risks),
        _tr("needed by {when}").format(when=time_words(effect.deadline_at, now))
        if effect.deadline_at
        else "",
    ]
    return DOT.join(part for part in parts if part)


def _picture_words(report: Report) -> str:
    return ", ".join(
        f"{picture.name} ({len(picture.content) / _A_MEGABYTE:.1f} MB)"
        for picture in report.pictures
    )
