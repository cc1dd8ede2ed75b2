"""One problem in full: how soon, the report in its reporter's words, and what happened since."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from libdesk.domain.follow_ups import is_answered
from libdesk.domain.problems import Problem, ReportId
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.inbox.answer_panel import AnswerPanel
from libdesk.ui.inbox.explaining import Explaining
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.passages import history_passages, pictures_of, report_passages
from libdesk.ui.inbox.picture_strip import PictureStrip
from libdesk.ui.inbox.priority_mark import PriorityMark
from libdesk.ui.inbox.repeat_row import RepeatRow
from libdesk.ui.inbox.report_sheet import Sheet
from libdesk.ui.inbox.stand_in_row import StandInRow
from libdesk.ui.inbox.wording import DOT, rest_words, standing_words
from libdesk.ui.knowledge.explain_row import ExplainRow
from libdesk.ui.strings import span_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.tab_order import move_focus


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


_SHORT = 60
"""Signs of a title that are enough to know a report by in a menu."""


class DetailPanel(QWidget):
    """Shows a problem, with the answer's panel between the report and its history.

    Args:
        look: the theme.
        parts: words the answers of a report, tells the time, opens pictures on a worker.
        answer_panel: stands below the report.

    Signals:
        part_requested: the id of a joined report that is to stand on its own again.
        earlier_requested: the `Line` of an earlier report of the same item.
    """

    part_requested = Signal(object)
    earlier_requested = Signal(object)

    def __init__(self, look: Theme, parts: InboxParts, answer_panel: AnswerPanel) -> None:
        super().__init__()
        self._look = look
        self._guidance = parts.guidance()
        self._now = parts.now
        self._problem: Problem | None = None
        self._overview = Overview()
        self._repeat = RepeatRow(look, parts.tasks, parts.repeat, parts.now)
        self._stand_in = StandInRow(look, parts.tasks, parts.item, parts.now)
        self._build(PictureStrip(look, parts.tasks), answer_panel)
        self._explaining = (
            Explaining(self._sheet, self._report_terms, parts),
            Explaining(self._history, self._history_terms, parts),
        )
        self._connect()

    def show_problem(self, problem: Problem, overview: Overview) -> bool:
        """Show a problem, or the same one as it stands now; say whether it is another."""
        is_another = self._problem is None or self._problem.report.id != problem.report.id
        self._problem = problem
        self._overview = overview
        whole = not is_another and not self._sheet.is_cut
        report, now = problem.report, self._now()
        self.setAccessibleName(_tr("Problem {number}").format(number=report.number))
        self._urgency.show_priority(problem.priority)
        self._number.setText(report.number)
        category = self._guidance.find(report.category)
        stands = rest_words(problem, now.astimezone().date()) or standing_words(
            problem.state, is_answered=is_answered(problem)
        )
        spent = span_words(problem.spent_minutes) if problem.spent_minutes else ""
        about = category.text if category else ""
        self._stands.setText(DOT.join(filter(None, (stands, about, spent))))
        self._sheet.show_passages(
            report_passages(problem, self._guidance, overview, now), whole=whole
        )
        self._more.setVisible(self._sheet.is_cut)
        self._repeat.show_problem(problem)
        self._stand_in.show_problem(problem)
        self._pictures.show_pictures(pictures_of(problem))
        self._apart.setVisible(bool(problem.joined))
        self._apart_menu.clear()
        for joined in problem.joined:
            words = f"{joined.number}  {joined.title[:_SHORT]}"
            action = self._apart_menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self._on_part, joined.id))
        self._history.show_passages(history_passages(problem, now))
        return is_another

    def focus_report(self) -> None:
        """Put the focus on the report's words."""
        self._sheet.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_earlier(self) -> bool:
        """Go to the earlier reports of the same item; say whether there are any."""
        return self._repeat.focus_first()

    def explain(self) -> None:
        """Go to the first word that can be explained, in the report or else in what happened."""
        if not any(one.focus_first() for one in self._explaining):
            self._report_terms.say_none()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on as the problem is read, however late a link was made."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done in another room."""
        super().showEvent(event)
        self._stand_in.again()

    def _build(self, pictures: PictureStrip, answer_panel: AnswerPanel) -> None:
        px = self._look.px
        self._pictures = pictures
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(theme.TINY), px(theme.HUGE))
        column.setSpacing(px(theme.MEDIUM))
        self._urgency = PriorityMark(self._look)
        self._number = label("", "quiet", wraps=False, selectable=True)
        self._number.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stands = label("", "quiet")
        self._sheet = Sheet(self._look, _tr("Report"))
        self._report_terms = ExplainRow(self._look)
        self._more = Button(_tr("Show all of it"), "link", enter_presses=False)
        head = FlowLayout(px(theme.MEDIUM))
        head.addWidget(self._urgency)
        head.addWidget(self._number)
        report = self._card(column)
        report.addLayout(head)
        report.addWidget(self._stands)
        report.addWidget(self._repeat)
        report.addWidget(self._stand_in)
        report.addWidget(self._sheet)
        report.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        report.addWidget(self._report_terms)
        report.addWidget(self._pictures)
        self._apart = Button(_tr("Take one apart again…"), "link", enter_presses=False)
        self._apart_menu = QMenu(self)
        report.addWidget(self._apart, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(answer_panel)
        self._history = Sheet(self._look, _tr("What happened so far"))
        past = self._card(column)
        past.addWidget(label(_tr("What happened so far"), "heading"))
        past.addWidget(self._history)
        self._history_terms = ExplainRow(self._look)
        past.addWidget(self._history_terms)
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
        self._apart.clicked.connect(self._open_menu)
        self._repeat.open_requested.connect(self.earlier_requested)

    def _open_menu(self) -> None:
        self._apart_menu.popup(self._apart.mapToGlobal(self._apart.rect().bottomLeft()))

    def _on_part(self, report_id: ReportId, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.part_requested.emit(report_id)

    def _show_all(self) -> None:
        self._sheet.show_whole()
        self._more.hide()
        self.focus_report()
