"""How a letter goes out other than by printing: as a PDF, as a document to edit, by e-mail."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.donation_letters import Letter
from libdesk.ui.donations.letter_parts import LetterParts
from libdesk.ui.paper_sizes import uses_letter
from libdesk.ui.papers.offer_panel import SIZE
from libdesk.ui.papers.parts import Format
from libdesk.ui.papers.parts import Letter as Mail
from libdesk.ui.papers.saving import Saving
from libdesk.ui.tasks import Tasks


class LetterWays(QObject):
    """Makes files on a worker's thread.

    Args:
        parts: services.
        tasks: the threads.
        window: over which it is asked where to.

    Signals:
        said: a sentence: what came of it.
        gone: the Letter that is out.
        refused: a sentence: why it was not saved.
        failed: an exception that nobody expected.
    """

    said = Signal(str)
    gone = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, parts: LetterParts, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._tasks = tasks
        self._going: Letter | None = None
        saving = self._saving = Saving(parts.papers, tasks, window)
        saving.saved.connect(self._on_saved)
        saving.drafted.connect(self._on_drafted)
        saving.refused.connect(self.refused)
        saving.failed.connect(self.failed)

    def to_pdf(self, letter: Letter) -> None:
        """Ask for a name and save it as PDF."""
        make = partial(self._pdf, letter, self._size())
        self._saving.ask(letter.title, ".pdf", self.tr("PDF"), make)
        self._going = letter

    def to_word(self, letter: Letter) -> None:
        """Ask for a name and save it as a document to edit."""
        make, size = self._parts.content, self._size()
        kind = self.tr("Word document")
        self._saving.ask(letter.title, ".docx", kind, lambda: make(letter).word(size))
        self._going = letter

    def to_mail(self, letter: Letter) -> None:
        """Open a draft: the letter is its text, and goes along as PDF."""
        self._going = letter
        name = self._saving.name(letter.title, ".pdf")

        def draft(content: bytes) -> None:
            self._saving.draft(Mail(letter.title, letter.text, name, content))

        work = partial(self._pdf, letter, self._size())
        self._tasks.papers(work, draft, owner=self, failed=self.failed.emit, quiet=True)

    def _pdf(self, letter: Letter, size: Format) -> bytes:
        return self._parts.content(letter).pdf(size).content

    def _size(self) -> Format:
        remembered = str(self._parts.papers.memory.value(SIZE, ""))
        if remembered in {one.value for one in Format}:
            return Format(remembered)
        return Format.LETTER if uses_letter(QLocale()) else Format.A4

    def _on_saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved: {name}").format(name=path.name))
        self.gone.emit(self._going)

    def _on_drafted(self, path: Path) -> None:
        if self._parts.papers.open_file(path):
            told = self.tr("The draft is open in your mail program. Nothing is sent yet.")
        else:
            told = self.tr(
                "No program here opens e-mail drafts. This one is kept for a day as {path}."
            ).format(path=path)
        self.said.emit(told)
        self.gone.emit(self._going)
