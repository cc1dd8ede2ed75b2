"""A letter to a donor, under the library's name, with its address for a window envelope (4.4)."""

import re

from libdesk.documents.content import (
    Block,
    Entry,
    Furniture,
    Letterhead,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Tone,
)
from libdesk.domain.donation_letters import Letter

USUAL_PT, LONG_PT, LONGEST_PT = 11.0, 10.5, 10.0
"""A long letter is set a little smaller, so that most stay on one page."""

_LONG, _LONGEST, _LINE = 2_100, 2_500, 40
"""Characters, and as many as a line that ends early takes the room of."""

_BULLET = re.compile(r"[•*–-] +(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(?=\S)")


def donation_letter(letter: Letter) -> Paper:
    """Return a letter as a paper; its text is plain text, in which lines and lists are kept."""
    size = len(letter.text) + _LINE * letter.text.count("\n")
    text_pt = USUAL_PT if size < _LONG else LONG_PT if size < _LONGEST else LONGEST_PT
    return Paper(
        title=letter.title,
        blocks=blocks_of(letter.text),
        language=letter.tag,
        above=letter.library,
        name=letter.title,
        text_pt=text_pt,
        least_pt=text_pt,
        furniture=Furniture(page=letter.page or Furniture().page),
        letterhead=Letterhead(letter.sender, letter.to, letter.on),
    )


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return plain text as blocks: an empty line ends a paragraph, marks at lines make lists."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        while lines:
            lines = _take(lines, blocks)
    return tuple(blocks)


def _take(lines: list[str], blocks: list[Block]) -> list[str]:
    """Add what the first lines are, and return the others."""
    for pattern, mark in ((_BULLET, Mark.BULLET), (_NUMBER, Mark.NUMBER)):
        count = _counted(lines, pattern) if mark is Mark.NUMBER else _run(lines, pattern)
        if count:
            entries = tuple(Entry(pattern.sub("", one, count=1)) for one in lines[:count])
            blocks.append(Listing(entries, mark))
            return lines[count:]
    is_last = len(lines) == 1
    blocks.append(Paragraph(lines[0], Tone.BODY if is_last else Tone.LINE))
    return lines[1:]


def _run(lines: list[str], pattern: re.Pattern[str]) -> int:
    """Return how many of the first lines have a mark."""
    return next((at for at, one in enumerate(lines) if not pattern.match(one)), len(lines))


def _counted(lines: list[str], pattern: re.Pattern[str]) -> int:
    """Return how many of the first lines are numbered from 1 on: others keep their numbers."""
    for at, one in enumerate(lines):
        found = pattern.match(one)
        if found is None or int(found[1]) != at + 1:
            return at
    return len(lines)
