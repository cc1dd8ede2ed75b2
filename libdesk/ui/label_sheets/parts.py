"""What the page of labels is given, and what somebody has chosen on it.

It knows nothing of PDF: whoever puts it together hands over what makes one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import NO_NUDGE, Nudge, Sheet, Sheets
from libdesk.domain.labels import USUAL, Label, Part
from libdesk.services.labels import ReadLabels
from libdesk.ui.papers.parts import MissingSign, Pages, PaperParts


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was chosen.

    Attributes:
        sheet: the sheet.
        symbol: the code.
        shown: what stands on a label beside its code and number.
        start_at: the cell of the first sheet that takes the first label, from 0.
        nudge: how far the print is moved.
    """

    sheet: Sheet
    symbol: Symbol = Symbol.CODE_128
    shown: frozenset[Part] = USUAL
    start_at: int = 0
    nudge: Nudge = NO_NUDGE


@dataclass(frozen=True, slots=True)
class MadeLabels:
    """Labels that were made.

    Attributes:
        content: the PDF.
        pages: its pages.
        missing: signs that stand there as their code.
        codeless: labels whose code has no room, or no signs for what it should hold.
        shortened: how many labels have words that were cut.
        left_out: parts that have no room on some label.
    """

    content: bytes = field(repr=False)
    pages: Pages
    missing: tuple[MissingSign, ...] = ()
    codeless: tuple[Label, ...] = ()
    shortened: int = 0
    left_out: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class LabelParts:
    """What the page works with.

    Attributes:
        sheets: all sheets that are known.
        make: makes labels; on a worker's thread. Calls its last argument now and then, which may
            raise to stop it.
        make_test: makes the page to try a sheet with; on a worker's thread.
        paper: saves files, and remembers what was chosen.
    """

    sheets: Sheets
    make: Callable[[tuple[Label, ...], str, Wishes, Callable[[], None]], MadeLabels]
    make_test: Callable[[Wishes], MadeLabels]
    paper: PaperParts


@dataclass(frozen=True, slots=True)
class ForWhat:
    """What labels are printed for.

    Attributes:
        read: reads it; on the database's thread.
        are_places: branches and rooms, not things.
    """

    read: Callable[[], ReadLabels]
    are_places: bool = False
