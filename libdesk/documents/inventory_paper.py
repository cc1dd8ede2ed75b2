"""The inventory on paper: branch by branch, all that is there, for the shelf and the insurer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from libdesk.documents.content import Block, Column, Heading, Paper, Paragraph, Table, Tone, Words
from libdesk.documents.equipment_words import day_or_dash, item_count, what
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.text import sort_key

MOST = 3_000
"""Items on paper: a hundred pages; more of them are better saved as a table."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is in the list.

    Attributes:
        title: what is shown, such as "Equipment".
        items: each with the days that follow from it; by branch.
        narrowed: what it is narrowed to, in words.
        left_out: how many more items the list has.
    """

    title: str
    items: tuple[tuple[Record, Dates], ...]
    narrowed: tuple[str, ...] = ()
    left_out: int = 0


def inventory_paper(
    inventory: Inventory, words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the inventory, a table for each branch.

    Args:
        inventory: what is in it.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    blocks: list[Block] = []
    for branch, found in groupby(inventory.items, key=lambda pair: pair[0].branch):
        blocks += _branch(branch, tuple(found), words)
    if not blocks:
        blocks.append(Paragraph(words.tr("No equipment is in this list."), Tone.LEAD))
    if inventory.left_out:
        left = words.tr("{count} more items are in the list. Save it as a table to have all.")
        blocks.append(Paragraph(left.format(count=words.number(inventory.left_out)), Tone.QUIET))
    count = item_count(len(inventory.items), words)
    return Paper(
        title=inventory.title,
        blocks=tuple(blocks),
        language=words.language,
        above=library,
        below=DOT.join((count, *inventory.narrowed)),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        is_wide=True,
        text_pt=10.0,
        least_pt=10.0,
        furniture=furniture(words),
    )


def _branch(
    branch: str, found: Sequence[tuple[Record, Dates]], words: Wording
) -> tuple[Block, ...]:
    name = words.branch(branch) if branch else words.tr("Without a branch")
    in_order = sorted(found, key=lambda pair: (not pair[0].room, sort_key(pair[0].room)))
    heading = words.tr("{branch}: {count}")
    return (
        Heading(heading.format(branch=name, count=item_count(len(found), words))),
        Table(_columns(words), tuple(_row(*pair, words) for pair in in_order)),
    )


def _columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column(words.tr("Label"), 1.1),
        Column(words.tr("Item"), 2.4),
        Column(words.tr("What it is"), 2.7),
        Column(words.tr("Room"), 1.6),
        Column(words.tr("Serial number"), 1.8),
        Column(words.tr("Status"), 1.2),
        Column(words.tr("Bought"), 1.25),
        Column(words.tr("Replace by"), 1.25),
    )


def _row(record: Record, dates: Dates, words: Wording) -> tuple[Words, ...]:
    return (
        record.tag,
        record.name,
        what(record),
        record.room,
        record.serial,
        words.item_status(record.status),
        day_or_dash(record.bought_on, words),
        day_or_dash(dates.replace_by, words),
    )
