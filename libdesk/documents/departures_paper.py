"""The yearly list of what left, for the board: how, to whom, with which proof (3.3)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from libdesk.documents.content import Block, Column, Paper, Paragraph, Table, Tone, Words
from libdesk.documents.disposal_words import how_words, short_method
from libdesk.documents.equipment_words import amount, item_count, sum_words, sums, what
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.disposal import Departure, How, Leaving


def departures_paper(
    items: Sequence[Leaving],
    since: date,
    until: date,
    words: Wording,
    *,
    printed_on: date,
    library: str = "",
) -> Paper:
    """Return the list.

    Args:
        items: what left, in its order; what nobody said how it left is left out.
        since: the first day.
        until: the day after the last.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    gone = [(one, one.departure) for one in items if one.departure is not None]
    blocks: list[Block] = []
    if gone:
        rows = tuple(_row(one, how, words) for one, how in gone)
        blocks = [Paragraph(_summary([how for _, how in gone], words), Tone.LEAD)]
        blocks.append(Table(_columns(words), rows))
    else:
        blocks = [Paragraph(words.tr("Nothing left in this time."), Tone.LEAD)]
    last = until - timedelta(days=1)
    spanned = f"{words.short_day(since)} – {words.short_day(last)}"
    return Paper(
        title=words.tr("Equipment that left the library"),
        blocks=tuple(blocks),
        language=words.language,
        above=library,
        below=DOT.join((spanned, item_count(len(gone), words))),
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
        Column(words.tr("Left on"), 1.3),
        Column(words.tr("How"), 1.1),
        Column(words.tr("To whom"), 2.1),
        Column(words.tr("Decided"), 1.7),
        Column(words.tr("Wiped"), 1.6),
        Column(words.tr("Certificate"), 1.5),
        Column(words.tr("Came in"), 1.1, is_number=True),
    )


def _row(one: Leaving, how: Departure, words: Wording) -> tuple[Words, ...]:
    to = ", ".join(filter(None, (how.to, *how.schemes)))
    day = words.short_day(how.decided_on) if how.decided_on is not None else ""
    return (
        how.tag or one.record.tag,
        what(one.record),
        words.short_day(how.on),
        how_words(how.how, words),
        to or "–",
        ", ".join(filter(None, (day, how.decided_by))) or "–",
        _wiped(one, how, words),
        _certificate(how, words),
        amount(how.price, words),
    )


def _wiped(one: Leaving, how: Departure, words: Wording) -> str:
    if not one.holds_storage:
        return words.tr("no storage")
    if one.wiped is not None:
        return f"{words.short_day(one.wiped.on)}, {short_method(one.wiped.method, words)}"
    if how.how is How.WRITTEN_OFF:
        return words.tr("lost with data on it")
    return words.tr("no record")


def _certificate(how: Departure, words: Wording) -> str:
    if how.certificate:
        day = words.short_day(how.certificate_on) if how.certificate_on is not None else ""
        return ", ".join(filter(None, (how.certificate, day)))
    return words.tr("awaited") if how.awaits_certificate else "–"


def _summary(gone: Sequence[Departure], words: Wording) -> str:
    counts = Counter(one.how for one in gone)
    told = [f"{how_words(how, words)}: {words.number(counts[how])}" for how in How if counts[how]]
    if total := sums(one.price for one in gone):
        told.append(words.tr("came in: {sum}").format(sum=sum_words(total, words)))
    awaited = sum(one.awaits_certificate for one in gone)
    if awaited:
        told.append(words.tr("certificates awaited: {count}").format(count=words.number(awaited)))
    return DOT.join(told)
