"""Has the paper made that is asked for: read in the database, then set in pages."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.ui.papers.parts import Chosen, Content, Format, Made, PaperOffer
from libdesk.ui.tasks import Tasks


class Making(QObject):
    """Holds the paper that is shown; what was asked for before the last question is dropped.

    Args:
        tasks: the threads.
        parent: owns it.

    Signals:
        made: the Made is here.
        failed: the exception, when it can't be made.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._question = 0
        self._read: tuple[PaperOffer, Chosen] | None = None
        self.content: Content | None = None
        """What stands on the paper that is shown; None while none is."""
        self.paper: Made | None = None
        """The paper that is shown; None while it is being made."""

    def ask(self, offer: PaperOffer, chosen: Chosen, size: Format) -> None:
        """Make this paper."""
        self._question += 1
        question = self._question
        self.paper = None
        if self.content is not None and self._read == (offer, chosen):
            self._set(question, size, self.content)  # only the paper's size is another
            return
        self.content = None
        self._read = (offer, chosen)
        self._tasks.database(
            partial(offer.gather, chosen),
            partial(self._set, question, size),
            owner=self,
            failed=partial(self._on_failed, question),
            key="gather",
            quiet=True,
        )

    def word(self, size: Format) -> Callable[[], bytes] | None:
        """Return what makes the same as a document to edit; None while nothing is shown."""
        return None if self.content is None else partial(self.content.word, size)

    def _set(self, question: int, size: Format, content: Content) -> None:
        if question != self._question:
            return
        self.content = content
        self._tasks.papers(
            partial(content.pdf, size),
            partial(self._on_made, question),
            owner=self,
            failed=partial(self._on_failed, question),
            key="pdf",
            quiet=True,
        )

    def _on_made(self, question: int, made: Made) -> None:
        if question == self._question:
            self.paper = made
            self.made.emit(made)

    def _on_failed(self, question: int, error: Exception) -> None:
        if question == self._question:
            self._read = None
            self.failed.emit(error)
