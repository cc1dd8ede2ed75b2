"""The page of labels: what is chosen on the left, the very file that is printed on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import next_cell
from libdesk.ui import theme
from libdesk.ui.label_sheets.choices_panel import ChoicesPanel
from libdesk.ui.label_sheets.label_output import LabelOutput
from libdesk.ui.label_sheets.making import LabelMaking
from libdesk.ui.label_sheets.parts import ForWhat, LabelParts, MadeLabels, Wishes
from libdesk.ui.label_sheets.wording import (
    count_words,
    moved_words,
    name_words,
    trial_words,
    trouble_words,
)
from libdesk.ui.papers.paper_foot import PaperFoot
from libdesk.ui.papers.parts import Made
from libdesk.ui.papers.preview_panel import PreviewPanel
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

_LEFT, _LEFT_SHARE = 300, 0.42

_SETTLES_MS = 120
"""Who holds an arrow key down wants to see where it ends, not each step."""


class LabelsPage(QWidget):
    """Reads what labels are for when it is made, and shows them.

    Args:
        parts: makes and saves.
        what: what labels are printed for.
        tasks: the threads.
        look: the theme.
    """

    def __init__(self, parts: LabelParts, what: ForWhat, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._look, self._tasks = look, tasks
        self._are_places = what.are_places
        self._wanted: Callable[[], None] | None = None
        self._making = LabelMaking(parts, what, tasks, self)
        self._settles = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._choices = ChoicesPanel(parts, look, are_places=what.are_places)
        self._build()
        self._output = LabelOutput(parts, tasks, self._foot, self)
        self._connect()
        self._preview.wait()
        self._making.begin()

    @property
    def is_made(self) -> bool:
        """Whether what is shown are the labels as they are wished for."""
        return self._making.result is not None and not self._settles.isActive()

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+P for these labels; elsewhere in the room it prints the list."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Print)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Print by Ctrl+P."""
        if event.matches(QKeySequence.StandardKey.Print):
            self._when_made(self._print)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the preview more room than what is chosen for it, however large the text is."""
        self._left.setFixedWidth(min(self._look.px(_LEFT), int(self.width() * _LEFT_SHARE)))
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Make nothing for a page that nobody sees any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._making.stop()

    def _build(self) -> None:
        px = self._look.px
        left = self._left = scrolling(self._choices)
        left.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._count = label("", "heading")
        self._use_qr = Button(self.tr("Use QR codes"), enter_presses=False)
        self._trouble = Banner(self._look, "notice", (self._use_qr,))
        self._preview = PreviewPanel(self._look, self._tasks)
        self._foot = PaperFoot(self._look, is_page=True)
        scale = label(self.tr("Print at 100 % (“actual size”), never “fit to page”."), "quiet")
        right = QVBoxLayout()
        right.setSpacing(px(theme.SMALL))
        for widget in (self._count, self._trouble):
            right.addWidget(widget)
        right.addWidget(self._preview, 1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(theme.LARGE))
        row.addWidget(left)
        row.addLayout(right, 1)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, px(theme.SMALL), 0, 0)
        column.setSpacing(px(theme.TINY))
        column.addWidget(scale)
        column.addWidget(self._foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Footed(content, foot))

    def _connect(self) -> None:
        output = self._output
        self._choices.changed.connect(self._on_changed)
        self._settles.timeout.connect(self._ask)
        self._making.read.connect(self._on_read)
        self._making.begun.connect(self._on_begun)
        self._making.made.connect(self._on_made)
        self._making.failed.connect(self._on_failed)
        self._preview.view.failed.connect(self._on_failed)
        self._use_qr.clicked.connect(partial(self._choices.choose, Symbol.QR))
        self._foot.print_requested.connect(partial(self._when_made, self._print))
        self._foot.pdf_requested.connect(partial(self._when_made, self._save))
        self._choices.test.clicked.connect(partial(self._on_test, is_printed=True))
        self._choices.save_test.clicked.connect(partial(self._on_test, is_printed=False))
        output.printed.connect(self._on_printed)

    def _on_read(self) -> None:
        read = self._making.labels
        count = len(read.labels) if read is not None else 0
        self._choices.show_count(count)
        self._foot.setEnabled(True)
        if not count:
            self._preview.show_nothing()
            self._tell()
            return
        self._ask()

    def _on_changed(self) -> None:
        self._wanted = None
        self._foot.say("")
        self._tell()
        self._making.result = None
        self._settles.start()

    def _ask(self) -> None:
        self._settles.stop()
        self._tell()
        self._preview.wait()
        self._making.ask(self._choices.wishes)

    def _tell(self) -> None:
        """Say how many labels there are, where they begin, and how far they are moved."""
        read, wishes = self._making.labels, self._choices.wishes
        if read is None:
            return
        if not read.labels:
            self._count.setText(
                self.tr("No branch or room is known yet, so there is nothing to print.")
                if self._are_places
                else self.tr("No item is in this list, so there is nothing to print.")
            )
            return
        told = count_words(len(read.labels), wishes.sheet, wishes.start_at)
        moved = moved_words(wishes.nudge) if wishes.nudge.x or wishes.nudge.y else ""
        self._count.setText(f"{told}. {moved}".strip() if moved else told)

    def _on_begun(self, made: MadeLabels) -> None:
        self._preview.show_paper(Made(made.content, made.pages, made.missing))
        self._trouble.say("")
        self._foot.say(
            self.tr("The first sheets are shown already; the others are still being made…")
        )

    def _on_made(self, made: MadeLabels) -> None:
        wishes = self._choices.wishes
        self._foot.say("")
        self._preview.show_paper(Made(made.content, made.pages, made.missing))
        offers_qr = bool(made.codeless) and wishes.symbol is not Symbol.QR
        self._use_qr.setVisible(offers_qr)
        self._trouble.say(trouble_words(made, wishes.symbol, offers_qr=offers_qr))
        wanted, self._wanted = self._wanted, None
        # What does not fit is read before it is printed, by somebody in a hurry too.
        if wanted is not None and not made.codeless and not made.missing:
            wanted()

    def _when_made(self, act: Callable[[], None]) -> None:
        """Do it, or do it as soon as the labels are there."""
        if self._making.result is not None:
            act()
            return
        self._wanted = act
        read = self._making.labels
        if read is None or read.labels:
            self._foot.say(self.tr("As soon as all labels are made…"))

    def _print(self) -> None:
        made, wishes = self._making.result, self._choices.wishes
        if made is not None:
            self._output.print_labels(
                made, wishes, name_words(wishes.sheet, are_places=self._are_places)
            )

    def _save(self) -> None:
        made = self._making.result
        if made is not None:
            sheet = self._choices.wishes.sheet
            self._output.save(made, name_words(sheet, are_places=self._are_places))

    def _on_test(self, *_told: object, is_printed: bool) -> None:
        wishes = self._choices.wishes
        name = trial_words(wishes.sheet)

        def done(made: MadeLabels) -> None:
            if is_printed:
                self._output.print_test(made, wishes, name)
            else:
                self._output.save(made, name)

        self._making.ask_test(wishes, done)

    def _on_printed(self, wishes: Wishes) -> None:
        read = self._making.labels
        if read is not None:
            end = next_cell(wishes.sheet, len(read.labels), wishes.start_at)
            self._choices.keep_next(wishes.sheet, end)

    def _on_failed(self, error: Exception) -> None:
        self._wanted = None
        self._output.tell(error)
