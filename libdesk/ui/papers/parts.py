"""What the window for papers is given: which papers there are, and who makes and shows them.

It knows nothing of PDF: whoever puts it together hands over what makes one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QSettings

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Format(StrEnum):
    """The paper in the printer."""

    A4 = "a4"
    LETTER = "letter"


class PagePicture(Protocol):
    """A page as it looks; each pixel is blue, green, red and one byte that means nothing."""

    @property
    def width(self) -> int:
        """In pixels."""

    @property
    def height(self) -> int:
        """In pixels."""

    @property
    def stride(self) -> int:
        """Bytes from one row to the next."""

    @property
    def pixels(self) -> bytes:
        """Rows from the top."""


class Pages(Protocol):
    """The pages of a paper; every method may be called on any thread."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page, in points."""

    def render(self, page: int, scale: float) -> PagePicture:
        """Return a page, from 0, with so many pixels for each point."""

    def words(self, page: int) -> str:
        """Return the words of a page."""

    def close(self) -> None:
        """Let go of what is open."""


@dataclass(frozen=True, slots=True)
class MissingSign:
    """A sign that can't be printed and stands on the paper as its code.

    Attributes:
        sign: the sign.
        code: its code, such as "U+0645".
        count: how often it stands there.
    """

    sign: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made for one paper size.

    Attributes:
        content: the PDF.
        pages: its pages.
        missing: signs that stand there as their code.
        is_cut: it does not fit on the one page that it should.
    """

    content: bytes = field(repr=False)
    pages: Pages
    missing: tuple[MissingSign, ...] = ()
    is_cut: bool = False


class Content(Protocol):
    """What stands on a paper, ready to be made; may be used on any thread."""

    @property
    def name(self) -> str:
        """What files, letters and the printer's queue call it."""

    def pdf(self, size: Format) -> Made:
        """Make it for a paper size."""

    def word(self, size: Format) -> bytes:
        """Make it as a document that Word and others edit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several that a paper may be made for.

    Attributes:
        key: its name for machines.
        words: what is chosen.
        options: value and words of each; never empty, the first is the usual one.
        remembered: under which name what is chosen is remembered, for every paper that asks for
            it; "" for not at all.
    """

    key: str
    words: str
    options: tuple[tuple[str, str], ...]
    remembered: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that may be so or not.

    Attributes:
        key: its name for machines.
        words: what is so when it is ticked.
        is_on: whether it is at first.
        hint: what it does not do; "" for nothing to be told.
    """

    key: str
    words: str
    is_on: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a paper.

    Attributes:
        picked: of each choice the value.
        ticked: the keys of what is ticked.
    """

    picked: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A paper that can be made from where somebody is.

    Attributes:
        name: what it is, such as "Visit sheet: Mill Pond".
        gather: reads what stands on it; on the database's thread.
        choices: what can be chosen for it.
        ticks: what may be so or not.
    """

    name: str
    gather: Callable[[Chosen], Content]
    choices: tuple[Choice, ...] = ()
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail's draft; to whom it goes is left to whoever sends it.

    Attributes:
        subject: its subject.
        words: its text.
        name: what the PDF in it is called.
        content: the PDF.
    """

    subject: str
    words: str
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaperParts:
    """What the window works with.

    Attributes:
        memory: remembers paper size and folder.
        write: writes a file durably; on a worker's thread. Raises OSError.
        draft: keeps an e-mail's draft and says where; on a worker's thread. Raises Unavailable.
        open_file: lets the system open a file or folder; says whether something did.
        today: the day, for names.
        documents: the folder that is suggested first.
    """

    memory: QSettings
    write: Callable[[Path, bytes], None]
    draft: Callable[[Letter], Path]
    open_file: Callable[[Path], bool]
    today: Callable[[], date]
    documents: Path
