"""What a paper of the form is; how one is drawn and printed is in printing.py."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from libdesk.ui.problems.papers.printing import Sheet


class Paper(Protocol):
    """Something to print."""

    @property
    def name(self) -> str:
        """What it is called among a printer's jobs."""

    def paint(self, painter: "QPainter", sheet: "Sheet") -> None:
        """Draw all of it, on as many pages as it takes."""


PrintPaper = Callable[[Paper, QWidget], None]
"""Asks for a printer, over this window, and prints; returns at once."""
