"""The page of labels: what is chosen on the left, the very file that is printed on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import next_cell
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui import theme
from libdesk.ui.label_sheets.choices_panel import ChoicesPanel
from libdesk.ui.label_sheets.making import LabelMaking
from libdesk.ui.label_sheets.parts import ForWhat, LabelParts, MadeLabels, Wishes
from libdesk.ui.label_sheets.wording import count_words, moved_words, trouble_words
from libdesk.ui.papers.paper_foot import PaperFoot
from libdesk.ui.papers.parts import Format, Made
from libdesk.ui.papers.preview_panel import PreviewPanel
from libdesk.ui.papers.printing import Printing
from libdesk.ui.papers.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

_LEFT, _LEFT_SHARE = 300, 0.42
_LETTER_MM = 215.9

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
        self._printed: Wishes | None = None
        self._making = LabelMaking(parts, what, tasks, self)
        self._printing = Printing(tasks, self)
        self._saving = Saving(parts.paper, tasks, self)
        self._open_file = parts.paper.open_file
        self._settles = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._choices = ChoicesPanel(parts, look, are_places=what.are_places)
        self._build()
        self._connect()
        self._preview.wait()
        self._making.begin()

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
        foot, printing, saving = self._foot, self._printing, self._saving
        self._choices.changed.connect(self._on_changed)
        self._settles.timeout.connect(self._ask)
        self._making.read.connect(self._on_read)
        self._making.begun.connect(self._on_begun)
        self._making.made.connect(self._on_made)
        self._making.failed.connect(self._on_failed)
        self._preview.view.failed.connect(self._on_failed)
        self._use_qr.clicked.connect(partial(self._choices.choose, Symbol.QR))
        foot.print_requested.connect(partial(self._when_made, self._print))
        foot.pdf_requested.connect(partial(self._when_made, self._save))
        foot.close_requested.connect(printing.stop)
        foot.folder_requested.connect(self._open_file)
        self._choices.test.clicked.connect(partial(self._on_test, self._print_test))
        self._choices.save_test.clicked.connect(partial(self._on_test, self._save_pages))
        printing.begun.connect(lambda: foot.show_printing(printing.pacer))
        printing.ended.connect(self._on_printed)
        printing.failed.connect(self._on_failed)
        saving.begun.connect(foot.show_working)
        saving.saved.connect(foot.say_saved)
        saving.refused.connect(foot.say_trouble)
        saving.failed.connect(self._on_failed)

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
            self._printed = wishes
            self._printing.ask(made.pages, self._name(), _format_of(wishes))

    def _save(self) -> None:
        made = self._making.result
        if made is not None:
            self._save_pages(made, self._name())

    def _save_pages(self, made: MadeLabels, name: str) -> None:
        self._saving.ask(name, ".pdf", self.tr("PDF"), lambda: made.content)

    def _on_test(self, act: Callable[[MadeLabels, str], None]) -> None:
        wishes = self._choices.wishes
        name = self.tr("Test page {sheet}").format(sheet=wishes.sheet.name)
        self._making.ask_test(wishes, lambda made: act(made, name))

    def _print_test(self, made: MadeLabels, name: str) -> None:
        self._printed = None
        self._printing.ask(made.pages, name, _format_of(self._choices.wishes))

    def _on_printed(self, is_whole: bool) -> None:  # noqa: FBT001 - a signal's argument
        printed, read = self._printed, self._making.labels
        if not is_whole:
            self._foot.say(
                self.tr("Stopped. Pages that the printer has already may still come out.")
            )
            return
        self._foot.say(self.tr("All pages went to the printer."))
        if printed is not None and read is not None:
            end = next_cell(printed.sheet, len(read.labels), printed.start_at)
            self._choices.keep_next(printed.sheet, end)

    def _on_failed(self, error: Exception) -> None:
        self._wanted = None
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._foot.say_trouble(error.sentence)
            return
        self._foot.say_trouble(
            self.tr("That did not work. The equipment list is as it was; try again.")
        )
        self._tasks.unhandled.emit(error)

    def _name(self) -> str:
        sheet = self._choices.wishes.sheet.name
        if self._are_places:
            return self.tr("Labels of places {sheet}").format(sheet=sheet)
        return self.tr("Labels {sheet}").format(sheet=sheet)


def _format_of(wishes: Wishes) -> Format | None:
    """Return the paper of a sheet; None for a roll, whose labels are pages of their own."""
    if wishes.sheet.is_roll:
        return None
    return Format.LETTER if wishes.sheet.page[0] == _LETTER_MM else Format.A4
