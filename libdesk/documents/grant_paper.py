"""The list that a grant's auditor asks for: what was bought with whose money, and where it is now.

Its columns are those of the property records of 2 CFR 200.313 and of a US library's E-rate list
(domain facts, 3.1); who holds it and what it is worth are matters for the library's own papers.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from libdesk.documents.content import (
    Blanks,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Table,
    Tone,
    Words,
)
from libdesk.documents.equipment_words import (
    amount,
    day_or_dash,
    item_count,
    place,
    sum_words,
    sums,
    what,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.records import Record
from libdesk.domain.text import sort_key


def grant_paper(
    records: Sequence[Record], words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the list, a table for each who paid.

    Args:
        records: what others than the library paid for; what is gone too.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    in_order = sorted(records, key=lambda one: (sort_key(one.funder), sort_key(one.tag)))
    blocks: list[Block] = []
    for funder, found in groupby(in_order, key=lambda one: one.funder):
        blocks += _funder(funder, tuple(found), words)
    if not blocks:
        blocks.append(
            Paragraph(words.tr("No item says that somebody else paid for it."), Tone.LEAD)
        )
    return Paper(
        title=words.tr("Equipment paid for by grants and gifts"),
        blocks=(*blocks, *_signed(words)),
        language=words.language,
        above=library,
        below=DOT.join((item_count(len(records), words), words.day(printed_on))),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        is_wide=True,
        text_pt=9.5,
        least_pt=9.5,
        furniture=furniture(words),
    )


def _funder(funder: str, found: Sequence[Record], words: Wording) -> tuple[Block, ...]:
    told = [item_count(len(found), words)]
    if total := sums(one.price for one in found):
        told.append(words.tr("{sum} in all").format(sum=sum_words(total, words)))
    unpriced = sum(one.price is None for one in found)
    if unpriced and total:
        left = words.tr("{items} without a price, in no sum")
        told.append(left.format(items=item_count(unpriced, words)))
    return (
        Heading(funder or words.tr("Not known who paid")),
        Paragraph(DOT.join(told), Tone.QUIET),
        Table(_columns(words), tuple(_row(one, words) for one in found)),
    )


def _columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column(words.tr("Label"), 1.1),
        Column(words.tr("Item"), 1.8),
        Column(words.tr("What it is"), 2.0),
        Column(words.tr("Serial number"), 1.6),
        Column(words.tr("Order"), 1.3),
        Column(words.tr("Bought"), 1.35),
        Column(words.tr("Cost"), 1.25, is_number=True),
        Column(words.tr("Where it is"), 1.8),
        Column(words.tr("Status"), 1.05),
        Column(words.tr("Last seen"), 1.35),
        Column(words.tr("Keep until"), 1.35),
    )


def _row(record: Record, words: Wording) -> tuple[Words, ...]:
    return (
        record.tag,
        record.name,
        what(record),
        record.serial,
        record.order_number,
        day_or_dash(record.bought_on, words),
        amount(record.price, words),
        place(record, words),
        words.item_status(record.status),
        day_or_dash(record.seen_on, words),
        day_or_dash(record.keep_until, words),
    )


def _signed(words: Wording) -> tuple[Block, ...]:
    return (
        Heading(words.tr("Checked against the things themselves")),
        Blanks((words.tr("Checked on"), words.tr("By"), words.tr("Signature"))),
    )
