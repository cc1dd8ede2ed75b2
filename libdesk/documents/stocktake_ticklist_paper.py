"""A tick-list for a counting day: who has no scanner walks through the rooms with it."""

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
from libdesk.documents.count_words import (
    BOX,
    WRITING_MM,
    days_words,
    home_of,
    spot_at_home,
    spot_words,
    spots_words,
)
from libdesk.documents.equipment_words import item_count
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.stocktake import Listed, Spot, Stocktake

MOST = 3_000
"""Items on paper: a hundred pages; nobody walks so far with one list."""

_ALSO_HERE = 6
"""Lines for what is not in the list."""


def stocktake_ticklist_paper(
    stocktake: Stocktake,
    items: Sequence[Listed],
    words: Wording,
    *,
    printed_on: date,
    away: Sequence[Listed] = (),
    library: str = "",
) -> Paper:
    """Return the tick-list, a table for each room.

    Args:
        stocktake: the campaign.
        items: what is expected there, in the order of the places.
        words: in the library's language.
        printed_on: today.
        away: what belongs there but is not expected, such as what is in repair.
        library: the library's name; "" when not set.
    """
    count = item_count(len(items), words)
    return Paper(
        title=words.tr("Tick-list: {title}").format(title=stocktake.title),
        blocks=(
            *_head(stocktake, words),
            *_rooms(items, home_of(stocktake), words),
            *_away(away, home_of(stocktake), words),
            *_also_here(words),
        ),
        language=words.language,
        above=library,
        below=DOT.join((spots_words(stocktake, words), days_words(stocktake, words), count)),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        text_pt=10.0,
        least_pt=10.0,
        furniture=furniture(words),
    )


def _head(stocktake: Stocktake, words: Wording) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(words.tr("Tick “Here” for what you see, and “Works” for what works."), Tone.LEAD)
    ]
    if stocktake.note:
        blocks.append(Paragraph(stocktake.note))
    # Not at the end, where it might stand alone on a page.
    blocks.append(Blanks((words.tr("Counted by"), words.tr("On"), words.tr("Signature"))))
    return blocks


def _rooms(items: Sequence[Listed], home: str, words: Wording) -> list[Block]:
    blocks: list[Block] = []
    shown = items[:MOST]
    for spot, some in groupby(shown, key=lambda one: one.spot):
        place = spot_at_home(spot, home, words) if spot.room else _no_room(spot, words)
        blocks += _room(place, tuple(some), words)
    if not items:
        blocks.append(Paragraph(words.tr("Nothing is expected there.")))
    if left_out := len(items) - len(shown):
        told = words.tr("{count} more items are in the list. Print it room by room.")
        blocks.append(Paragraph(told.format(count=words.number(left_out)), Tone.QUIET))
    return blocks


def _room(place: str, items: Sequence[Listed], words: Wording) -> tuple[Block, ...]:
    heading = words.tr("{branch}: {count}")
    columns = (
        Column(words.tr("Here"), 0.55),
        Column(words.tr("Works"), 0.65),
        Column(words.tr("Label"), 1.1),
        Column(words.tr("Item"), 2.5),
        Column(words.tr("What it is"), 1.6),
        Column(words.tr("Serial number"), 1.6),
    )
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (BOX, BOX, one.tag, one.name, one.kind, one.serial) for one in items
    )
    return (
        Heading(heading.format(branch=place, count=item_count(len(items), words))),
        Table(columns, rows, names_rows=False),
    )


def _no_room(spot: Spot, words: Wording) -> str:
    room = words.tr("room not known")
    return DOT.join((spot_words(spot, words), room)) if spot.branch else room


def _away(away: Sequence[Listed], home: str, words: Wording) -> tuple[Block, ...]:
    if not away:
        return ()
    columns = (
        Column(words.tr("Label"), 1.1),
        Column(words.tr("Item"), 2.5),
        Column(words.tr("Where it belongs"), 2.2),
        Column(words.tr("Status"), 1.2),
    )
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            one.tag,
            one.name,
            spot_at_home(one.spot, home, words),
            words.tr("Lent") if one.is_lent else words.item_status(one.status),
        )
        for one in away[:MOST]
    )
    return (
        Heading(words.tr("Not expected here")),
        Paragraph(words.tr("If you see one of these, write it below.")),
        Table(columns, rows),
    )


def _also_here(words: Wording) -> tuple[Block, ...]:
    columns = (
        Column(words.tr("Label or serial number"), 1.6),
        Column(words.tr("What it is"), 2.2),
        Column(words.tr("Room"), 1.4),
    )
    return (
        Heading(words.tr("Also here")),
        Table(columns, (("", "", ""),) * _ALSO_HERE, names_rows=False, row_mm=WRITING_MM),
    )
