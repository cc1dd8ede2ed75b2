"""The one window for every paper: choose it, look at it, print it, save it, e-mail it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui import theme
from libdesk.ui.papers.making import Making
from libdesk.ui.papers.offer_panel import OfferPanel
from libdesk.ui.papers.paper_foot import PaperFoot
from libdesk.ui.papers.parts import Letter, Made, PaperOffer, PaperParts
from libdesk.ui.papers.preview_panel import PreviewPanel
from libdesk.ui.papers.printing import Printing
from libdesk.ui.papers.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.scroll import scrolling

_WIDTH, _HEIGHT, _LEFT = 1060, 860, 230
_LEFT_SHARE = 0.42
"""What is chosen takes no more than this of the window's width."""
_TITLE_BAR = 48
_TO_THE_PAGES = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class PaperDialog(QDialog):
    """Shows the papers that can be made from where somebody is.

    Args:
        offers: the papers, the likeliest first; at least one.
        parts: what it works with.
        tasks: the threads.
        look: the theme.
        parent: the window it belongs to.
    """

    def __init__(
        self,
        offers: tuple[PaperOffer, ...],
        parts: PaperParts,
        tasks: Tasks,
        look: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._wanted: Callable[[], None] | None = None
        self._making = Making(tasks, self)
        self._printing = Printing(tasks, self)
        self._saving = Saving(parts, tasks, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print, save or e-mail"))
        self._build(offers)
        self._connect()
        self._fit()
        self._foot.begin()
        self._ask()

    def reject(self) -> None:
        """Stop what is printed; with nothing to stop, close."""
        if self._printing.pacer is not None:
            self._printing.stop()
            self._foot.say(self.tr("Stopping after this page…"))
        elif not self._foot.close_question():
            super().reject()

    def done(self, result: int) -> None:
        """Let nothing go on behind a window that is closed."""
        self._printing.stop()
        self._preview.let_go()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Page Up and Page Down to the pages, wherever the focus is."""
        if event.key() in _TO_THE_PAGES:
            self._preview.view.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages more room than what is chosen for them, however large the text is."""
        self._left.setFixedWidth(min(self._look.px(_LEFT), int(self.width() * _LEFT_SHARE)))
        super().resizeEvent(event)

    def _build(self, offers: tuple[PaperOffer, ...]) -> None:
        px = self._look.px
        edge = px(theme.LARGE)
        self._offers = OfferPanel(self._look, offers, self._parts.memory)
        left = self._left = scrolling(self._offers)
        # As tall as the pages are, and no reason to scroll the window: it scrolls by itself.
        left.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._preview = PreviewPanel(self._look, self._tasks)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(edge, edge, edge, px(theme.SMALL))
        row.setSpacing(edge)
        row.addWidget(left)
        row.addWidget(self._preview, 1)
        self._foot = PaperFoot(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Footed(content, self._foot))

    def _connect(self) -> None:
        foot, printing, saving = self._foot, self._printing, self._saving
        self._offers.changed.connect(self._ask)
        self._making.made.connect(self._on_made)
        self._making.failed.connect(self._on_not_made)
        self._preview.view.failed.connect(self._on_not_made)
        for wish, act in (
            (foot.print_requested, self._print),
            (foot.pdf_requested, self._save_pdf),
            (foot.word_requested, self._save_word),
            (foot.mail_requested, foot.ask_about_mail),
            (foot.draft_requested, self._draft),
        ):
            wish.connect(partial(self._when_made, act))
        foot.close_requested.connect(self.reject)
        foot.folder_requested.connect(self._parts.open_file)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(
            partial(self._when_made, self._print)
        )
        printing.begun.connect(lambda: foot.show_printing(printing.pacer))
        printing.ended.connect(self._on_printed)
        printing.failed.connect(self._on_failed)
        saving.begun.connect(foot.show_working)
        saving.saved.connect(foot.say_saved)
        saving.drafted.connect(self._on_drafted)
        saving.refused.connect(foot.say_trouble)
        saving.failed.connect(self._on_failed)

    def _fit(self) -> None:
        """Take the room that a page needs, as far as the screen goes."""
        room = self.screen().availableSize()
        px = self._look.px
        width = min(px(_WIDTH), room.width() - 2 * px(theme.SMALL))
        self.resize(width, min(px(_HEIGHT), room.height() - _TITLE_BAR))

    def _ask(self) -> None:
        self._wanted = None
        self._foot.say("")
        self._preview.wait()
        self._making.ask(self._offers.offer, self._offers.chosen, self._offers.paper_size)

    def _when_made(self, act: Callable[[], None]) -> None:
        """Do it, or do it as soon as the paper is there."""
        if self._making.paper is None:
            self._wanted = act
        else:
            act()

    def _on_made(self, made: Made) -> None:
        self._preview.show_paper(made)
        wanted, self._wanted = self._wanted, None
        # What can't be printed is read before it is printed, by somebody in a hurry too.
        if wanted is not None and not made.missing and not made.is_cut:
            wanted()

    def _on_not_made(self, error: Exception) -> None:
        self._wanted = None
        self._preview.show_nothing()
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._foot.say_trouble(error.sentence)
            return
        self._foot.say_trouble(
            self.tr("This paper could not be made. What it is about is safe, and as it was.")
        )
        self._tasks.unhandled.emit(error)

    def _print(self) -> None:
        paper = self._making.paper
        if paper is not None:
            self._printing.ask(paper.pages, self._name(), self._offers.paper_size)

    def _save_pdf(self) -> None:
        paper = self._making.paper
        if paper is not None:
            content = paper.content
            self._saving.ask(self._name(), ".pdf", self.tr("PDF"), lambda: content)

    def _save_word(self) -> None:
        make = self._making.word(self._offers.paper_size)
        if make is not None:
            self._saving.ask(self._name(), ".docx", self.tr("Word document"), make)

    def _draft(self) -> None:
        paper, title = self._making.paper, self._name()
        if paper is not None:
            words = self.tr("Please find “{title}” attached as a PDF.").format(title=title)
            name = self._saving.name(title, ".pdf")
            self._saving.draft(Letter(title, words, name, paper.content))

    def _name(self) -> str:
        return self._making.content.name if self._making.content is not None else ""

    def _on_drafted(self, path: Path) -> None:
        if self._parts.open_file(path):
            self._foot.say(self.tr("The draft is open in your mail program. Nothing is sent yet."))
        else:
            self._foot.say_no_mail(path)

    def _on_printed(self, is_whole: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._foot.say(
            self.tr("All pages went to the printer.")
            if is_whole
            else self.tr("Stopped. Pages that the printer has already may still come out.")
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._foot.say_trouble(error.sentence)
            return
        self._foot.say_trouble(
            self.tr("That did not work. The paper itself is still here; try again.")
        )
        self._tasks.unhandled.emit(error)
