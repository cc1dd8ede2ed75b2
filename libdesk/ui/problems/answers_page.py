"""The form's second page: one tile's questions, what to do first, and Send. Nothing is required."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from libdesk.domain.guidance import Category, Guidance, advice, stands_alone
from libdesk.domain.hints import speaks_of_danger
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId
from libdesk.services.drafts import Draft
from libdesk.services.ports import Clock
from libdesk.ui import strings, theme
from libdesk.ui.problems.answers_form import AnswersForm
from libdesk.ui.problems.send_bar import SendBar
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.problems.tile_head import TileHead
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button, is_held
from libdesk.ui.widgets.pages import Page, fill_page, page_column
from libdesk.ui.widgets.scroll import bring_into_sight


class AnswersPage(Page):
    """One tile's page; built ahead, and given its tile by `ask`.

    Args:
        guidance: the questions.
        tasks: the threads.
        look: the theme.
        now: tells the time.
    """

    send_requested = Signal()
    copy_requested = Signal(object)
    """The words shall go onto the clipboard; a `Draft`."""
    slip_requested = Signal(object)
    """The words shall go onto paper; a `Draft`."""
    prompts_requested = Signal()
    """The prompt card shall go onto paper."""
    other_requested = Signal()
    """It is another thing than those that stand here."""
    changed = Signal()
    """Something has been said, or unsaid."""

    def __init__(self, guidance: Guidance, tasks: Tasks, look: Theme, now: Clock) -> None:
        super().__init__()
        self.report_id = ReportId(UUID(int=0))
        self._look = look
        self._known: Surroundings | None = None
        self._is_objection = False
        self._guidance = guidance
        self._is_unsafe = False
        self.setProperty("role", "page")
        self.form = AnswersForm(guidance, tasks, look, now)
        self._build()
        self._connect()

    @property
    def category(self) -> Category:
        """The tile."""
        return self.form.category

    def ask(self, category: Category, report_id: ReportId, known: Surroundings) -> None:
        """Take a tile's questions; once.

        Args:
            category: the tile.
            report_id: under which the report is kept, however often Send is pressed.
            known: where this is, and what IT has told.
        """
        self.report_id = report_id
        self._head.show_tile(category)
        self.form.ask(category)
        self.set_surroundings(known)

    def draft(self) -> Draft:
        """Return what has been said so far, with the facts that are shown."""
        return self.form.draft()

    def fill(self, draft: Draft) -> None:
        """Take over what was said before."""
        self.form.fill(draft)

    def has_words(self) -> bool:
        """Say whether somebody has typed here, or added a picture."""
        return self.form.has_words()

    def set_surroundings(self, known: Surroundings) -> None:
        """Show branch and computer, what is sent along, and whom to call."""
        self._known = known
        self._head.show_place(known.place)
        self.form.set_surroundings(known)
        self._show_advice()

    def show_soon(self, priority: Priority, words: str) -> None:
        """Say what may be expected, in the words that will stand there after Send.

        Args:
            priority: how soon.
            words: the sentences; on Now the telephone comes before them.
        """
        if priority is Priority.NOW and self._known is not None:
            first = strings.call_first_words(
                self._known.told.phone,
                is_unsafe=self._is_unsafe,
                is_about_phones="phone" in self.category.kinds,
            )
            words = f"{first}\n{words}"
        self._bar.show_soon(priority, words)

    def set_keeping(self, *, keeping: bool) -> None:
        """Show that the report is being kept, once that takes long enough to be seen."""
        self._bar.set_keeping(keeping=keeping)

    def set_trouble(self, sentence: str, *, until_changed: bool = False) -> None:
        """Say why nothing was kept; "" takes it away. The words stay where they are.

        Args:
            sentence: what to say.
            until_changed: it goes by itself with the next thing that is said.
        """
        self._is_objection = until_changed
        self._trouble.say(sentence)

    def focus_first(self) -> None:
        """Put the focus where answering begins, and show it: what is said is read from the top."""
        self._area.verticalScrollBar().setValue(0)
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Enter from wherever Enter means nothing else; go back on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self):
                self.send_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        px = self._look.px
        content = ArrowArea()
        column = page_column(content, self._look, theme.LARGE)
        self._head = TileHead(self._look)
        column.addWidget(self._head)
        self._danger = Banner(self._look, "shield", urgent=True)
        column.addWidget(self._danger)
        column.addWidget(self.form)
        column.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(px(theme.SMALL))
        self._copy = Button(self.tr("Copy my words"))
        self._slip = Button(self.tr("Print them"))
        self._trouble = Banner(self._look, "notice", (self._copy, self._slip), urgent=True)
        foot.addWidget(self._trouble)
        self._bar = SendBar(self._look)
        foot.addWidget(self._bar)
        self._area = fill_page(self, content, self._look, foot)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.prompts_requested.connect(self.prompts_requested)
        self.form.send_requested.connect(self.send_requested)
        self.form.fixed.connect(self.send_requested)
        self.form.other_requested.connect(self.other_requested)
        self._bar.send_requested.connect(self.send_requested)
        self._bar.back_requested.connect(self.back_requested)
        self._copy.clicked.connect(self._on_copy)
        self._slip.clicked.connect(self._on_slip)

    def _on_changed(self) -> None:
        if self._is_objection:
            self.set_trouble("")
        self._show_advice()
        self.changed.emit()

    def _show_advice(self) -> None:
        """Say what to do now, where it is unsafe; before anything else is read."""
        if self._known is None:
            return
        draft, before = self.form.draft(), self._danger.words()
        said = advice(self.category, draft.answers)
        self._is_unsafe = stands_alone(self.category, draft.answers)
        if not self._is_unsafe and self._writes_of_danger(draft.saw):
            said, self._is_unsafe = (self._guidance.hazard,), True
        never = () if self._is_unsafe else self.category.never
        self.form.rest.show_checks(shown=not self._is_unsafe)
        is_told = self.category.is_danger or bool(said)
        phone = self._known.told.phone
        self._danger.say(strings.danger_words(never, phone, said) if is_told else "")
        if said and self._danger.words() != before:
            # Once it is laid out: whoever tapped further down must see it come.
            QTimer.singleShot(0, self._danger, partial(bring_into_sight, self._danger))

    def _writes_of_danger(self, words: str) -> bool:
        hints = self._guidance.hints
        return hints is not None and speaks_of_danger(words, hints.rules)

    def _on_copy(self) -> None:
        self.copy_requested.emit(self.draft())

    def _on_slip(self) -> None:
        self.slip_requested.emit(self.draft())
