"""What stands where in a branch: room by room, with boxes, for whoever walks through it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from libdesk.documents.content import (
    Blanks,
    Block,
    Entry,
    Heading,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Run,
    Tone,
    Words,
)
from libdesk.documents.equipment_words import item_count, named, what
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.records import Record
from libdesk.domain.text import sort_key


def floor_paper(
    branch: str,
    records: Sequence[Record],
    words: Wording,
    *,
    printed_on: date,
    library: str = "",
) -> Paper:
    """Return the floor list of a branch.

    Args:
        branch: its code.
        records: what is there.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    in_order = sorted(
        records, key=lambda one: (not one.room, sort_key(one.room), sort_key(one.name), one.tag)
    )
    blocks: list[Block] = []
    for room, found in groupby(in_order, key=lambda one: one.room):
        entries = tuple(Entry(_said(one)) for one in found)
        heading = room or words.tr("Room not known")
        blocks += [Heading(heading), Listing(entries, Mark.TICK_BOX)]
    if not blocks:
        blocks.append(Paragraph(words.tr("No equipment is listed at this branch."), Tone.LEAD))
    return Paper(
        title=words.tr("What stands where: {branch}").format(branch=words.branch(branch)),
        blocks=(*blocks, *_below(words)),
        language=words.language,
        above=library,
        below=item_count(len(records), words),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        furniture=furniture(words),
    )


def _said(record: Record) -> Words:
    rest = what(record)
    return (*named(record), Run(f"{DOT}{rest}")) if rest else named(record)


def _below(words: Wording) -> tuple[Block, ...]:
    return (
        Heading(words.tr("Not on this list, or not in its place")),
        Blanks((words.tr("What, and where"), words.tr("What, and where"))),
        Blanks((words.tr("Looked through on"), words.tr("By"))),
    )
