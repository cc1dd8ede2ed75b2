"""Prints and saves labels and test pages, and says at the page's foot what came of it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui.label_sheets.parts import LabelParts, MadeLabels, Wishes
from libdesk.ui.papers.paper_foot import PaperFoot
from libdesk.ui.papers.parts import Format
from libdesk.ui.papers.printing import Printing
from libdesk.ui.papers.saving import Saving
from libdesk.ui.tasks import Tasks

_LETTER_MM = 215.9


class LabelOutput(QObject):
    """Does one thing at a time.

    Args:
        parts: what saves, and what opens folders.
        tasks: the threads.
        foot: says what was done.
        page: over which the system's windows open.

    Signals:
        printed: labels as they were wished for, all of them, went to the printer.
    """

    printed = Signal(object)

    def __init__(self, parts: LabelParts, tasks: Tasks, foot: PaperFoot, page: QWidget) -> None:
        super().__init__(page)
        self._tasks, self._foot = tasks, foot
        self._wishes: Wishes | None = None
        printing = self._printing = Printing(tasks, page)
        saving = self._saving = Saving(parts.paper, tasks, page)
        foot.close_requested.connect(printing.stop)
        foot.folder_requested.connect(parts.paper.open_file)
        printing.begun.connect(lambda: foot.show_printing(printing.pacer))
        printing.ended.connect(self._on_ended)
        printing.failed.connect(self.tell)
        saving.begun.connect(foot.show_working)
        saving.saved.connect(foot.say_saved)
        saving.refused.connect(foot.say_trouble)
        saving.failed.connect(self.tell)

    def print_labels(self, made: MadeLabels, wishes: Wishes, name: str) -> None:
        """Print labels."""
        self._wishes = wishes
        self._printing.ask(made.pages, name, _format_of(wishes))

    def print_test(self, made: MadeLabels, wishes: Wishes, name: str) -> None:
        """Print a test page; the sheet in the printer is plain paper."""
        self._wishes = None
        self._printing.ask(made.pages, name, _format_of(wishes))

    def save(self, made: MadeLabels, name: str) -> None:
        """Save pages as PDF."""
        self._saving.ask(name, ".pdf", self.tr("PDF"), lambda: made.content)

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._foot.say_trouble(error.sentence)
            return
        self._foot.say_trouble(
            self.tr("That did not work. The equipment list is as it was; try again.")
        )
        self._tasks.unhandled.emit(error)

    def _on_ended(self, is_whole: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not is_whole:
            self._foot.say(
                self.tr("Stopped. Pages that the printer has already may still come out.")
            )
            return
        self._foot.say(self.tr("All pages went to the printer."))
        if self._wishes is not None:
            self.printed.emit(self._wishes)


def _format_of(wishes: Wishes) -> Format | None:
    """Return the paper of a sheet; None for a roll, whose labels are pages of their own."""
    if wishes.sheet.is_roll:
        return None
    return Format.LETTER if wishes.sheet.page[0] == _LETTER_MM else Format.A4
