"""The surplus proposal: what a board is asked to let go, and who may not have it (4.1, 4.5)."""

from dataclasses import dataclass
from datetime import date

from libdesk.documents.content import (
    Blanks,
    Block,
    Box,
    Column,
    Entry,
    Heading,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Table,
    Tone,
    Words,
)
from libdesk.documents.disposal_words import condition_words, short_method
from libdesk.documents.equipment_words import item_count, sum_words, sums, what
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.disposal import Condition, Leaving, is_locked
from libdesk.domain.spans import years_after
from libdesk.domain.value_bands import Band, Values


@dataclass(frozen=True, slots=True)
class Surplus:
    """What is proposed.

    Attributes:
        items: the things, in their order.
        values: the library's value bands.
    """

    items: tuple[Leaving, ...]
    values: Values


def surplus_paper(
    surplus: Surplus, words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the proposal.

    Args:
        surplus: what is proposed.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    items = surplus.items
    blocks: list[Block] = [
        Paragraph(words.tr("We ask to let these things go, each as it is proposed."), Tone.LEAD)
        if items
        else Paragraph(words.tr("Nothing is ready to go."), Tone.LEAD)
    ]
    if items:
        rows = tuple(_row(one, surplus.values, words, printed_on) for one in items)
        blocks += (Table(_columns(words), rows), Paragraph(_total(surplus, words, printed_on)))
        blocks.append(Paragraph(_bands(surplus.values, words), Tone.QUIET))
    return Paper(
        title=words.tr("Surplus equipment: proposal"),
        blocks=(*blocks, *_conflict(words), *_decision(words)),
        language=words.language,
        above=library,
        below=DOT.join((item_count(len(items), words), words.day(printed_on))),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        is_wide=True,
        text_pt=9.5,
        least_pt=9.5,
        furniture=furniture(words),
    )


def _columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column(words.tr("Label"), 1.1),
        Column(words.tr("What it is"), 2.3),
        Column(words.tr("Age"), 0.9),
        Column(words.tr("Condition"), 1.1),
        Column(words.tr("Why it goes"), 2.0),
        Column(words.tr("Likely worth"), 1.2),
        Column(words.tr("Proposed way"), 1.9),
        Column(words.tr("Wiped"), 1.4),
        Column(words.tr("Grant"), 1.4),
    )


def _row(one: Leaving, values: Values, words: Wording, today: date) -> tuple[Words, ...]:
    record, retired = one.record, one.retirement
    band = values.band(values.worth(record, today))
    return (
        record.tag,
        what(record),
        _age(record.bought_on, words, today),
        condition_words(retired.condition if retired else Condition.UNKNOWN, words),
        (retired.why if retired else "") or "–",
        band_words(values, band, words) if band else words.tr("not known"),
        _way(band, words),
        _wiped(one, words),
        _grant(one, words, today),
    )


def _way(band: Band | None, words: Wording) -> str:
    if band is None:
        return "–"
    told = words.tr("{way}; {who} decides")
    return told.format(way=words.tr(band.way), who=words.tr(band.decides))


def _age(bought_on: date | None, words: Wording, today: date) -> str:
    if bought_on is None:
        return "–"
    years = today.year - bought_on.year
    if years_after(bought_on, years) > today:
        years -= 1
    if years == 1:
        return words.tr("1 year")
    if years < 1:
        return words.tr("under 1 year")
    return words.tr("{count} years").format(count=words.number(years))


def _wiped(one: Leaving, words: Wording) -> str:
    if not one.holds_storage:
        return words.tr("no storage")
    if one.wiped is None:
        return words.tr("not yet")
    return f"{words.short_day(one.wiped.on)}, {short_method(one.wiped.method, words)}"


def _grant(one: Leaving, words: Wording, today: date) -> str:
    until = one.record.keep_until
    if until is None:
        return words.tr("none")
    if is_locked(one.record, today):
        return words.tr("not before {day}").format(day=words.short_day(until))
    return words.tr("free since {day}").format(day=words.short_day(until))


def _total(surplus: Surplus, words: Wording, today: date) -> str:
    values = surplus.values
    told = []
    cost = sums(one.record.price for one in surplus.items)
    if cost:
        told.append(words.tr("Cost when bought: {sum}").format(sum=sum_words(cost, words)))
    worth = [values.worth(one.record, today) for one in surplus.items]
    if any(one is not None for one in worth):
        total = sums(worth)
        # "$0.00" beside a band of "under $75" would read as a slip.
        is_worth = any(one.minor for one in total)
        guess = sum_words(total, words) if is_worth else words.tr("next to nothing")
        told.append(
            words.tr("likely worth in all, a guess from price and age: {sum}").format(sum=guess)
        )
    unknown = sum(one is None for one in worth)
    if unknown:
        told.append(
            words.tr("of {items} nobody knows what it is worth").format(
                items=item_count(unknown, words)
            )
        )
    return DOT.join(told)


def band_words(values: Values, band: Band, words: Wording) -> str:
    """Return which worth a band is for, such as "$75 to $250"."""
    least, below = values.limits(band)
    if below is None:
        if least is None:
            return words.tr("of any worth")
        return words.tr("{sum} and more").format(sum=words.short_money(least))
    if least is None:
        return words.tr("under {sum}").format(sum=words.short_money(below))
    told = words.tr("{least} to {below}")
    return told.format(least=words.short_money(least), below=words.short_money(below))


def _bands(values: Values, words: Wording) -> str:
    if not values.source:
        told = words.tr(
            "Way and who decides go by the library’s own value bands, last changed {day}."
        )
        return told.format(day=words.short_day(values.as_at))
    told = words.tr("Way and who decides go by value bands as of {day}: {source}.")
    return told.format(day=words.short_day(values.as_at), source=words.tr(values.source))


def _conflict(words: Wording) -> tuple[Block, ...]:
    return (
        Box(
            (
                Paragraph(
                    words.tr(
                        "Conflict of interest: nobody who declared these things surplus, or who "
                        "decides about them, buys or receives any of them, and nobody of their "
                        "family or household does."
                    )
                ),
            )
        ),
    )


def _decision(words: Wording) -> tuple[Block, ...]:
    boxes = (
        words.tr("Approved as proposed"),
        words.tr("Not approved"),
        words.tr("Approved with these changes, or to be asked first:"),
    )
    return (
        Heading(words.tr("Decision")),
        Listing(tuple(map(Entry, boxes)), Mark.TICK_BOX),
        Blanks((words.tr("Changes, questions"), words.tr("Decided on"), words.tr("By"))),
        Blanks((words.tr("Signature"),)),
    )
