"""Joins the papers' two halves: what makes and shows PDF and DOCX, and the window that asks.

Loaded by the first paper; what makes them is loaded beside the window, on a worker's thread.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from libdesk.ui.papers.parts import Format, Made, MissingSign

if TYPE_CHECKING:
    from libdesk.documents.content import Paper

ONE_AT_A_TIME = threading.Lock()
"""What makes papers keeps fonts and pictures that no second thread may touch meanwhile."""


def load() -> None:
    """Load what makes and shows papers; for a moment in which the window is still being built."""
    import libdesk.documents.pdf
    from libdesk.documents import pages

    del libdesk
    pages.load()


class Printable:
    """A paper, ready to be made; may be used on any thread.

    Args:
        paper: what stands on it.
        now: tells the time (aware).
    """

    def __init__(self, paper: "Paper", now: Callable[[], datetime]) -> None:
        self._paper = paper
        self._now = now

    @property
    def name(self) -> str:
        """What files, letters and the printer's queue call it."""
        return self._paper.name or self._paper.title

    def pdf(self, size: Format) -> Made:
        """Make it for a paper size."""
        from libdesk.documents.content import Size
        from libdesk.documents.pages import PageImages
        from libdesk.documents.pdf import write_pdf

        with ONE_AT_A_TIME:
            made = write_pdf(self._paper, Size(size.value), made_at=self._now())
        missing = tuple(MissingSign(one.sign, one.code, one.count) for one in made.missing)
        return Made(made.content, PageImages(made.content), missing, made.cut)

    def word(self, size: Format) -> bytes:
        """Make it as a document that Word and others edit."""
        from libdesk.documents.content import Size
        from libdesk.documents.docx import write_docx

        with ONE_AT_A_TIME:
            return write_docx(self._paper, Size(size.value), made_at=self._now())
