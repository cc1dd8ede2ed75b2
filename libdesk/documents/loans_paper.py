"""What is lent and booked, as a list: for whoever goes round and asks for things back."""

from collections.abc import Iterator, Sequence
from datetime import date

from libdesk.documents.content import Block, Column, Heading, Paper, Paragraph, Table, Tone
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.loans import days_over
from libdesk.services.loan_views import Lent, LoansOverview

MOST = 500
"""Loans in one list; what is due first is listed, and all are counted."""


def loans_paper(
    overview: LoansOverview,
    words: Wording,
    *,
    printed_on: date,
    branch: str = "",
    library: str = "",
) -> Paper:
    """Return the list.

    Args:
        overview: all loans, or those of a branch's things.
        words: in the library's language.
        printed_on: today.
        branch: the branch's code; "" for all.
        library: the library's name; "" when not set.
    """
    title = words.tr("What is lent")
    if branch:
        title = words.tr("What is lent of {branch}").format(branch=words.branch(branch))
    return Paper(
        title=title,
        blocks=tuple(_blocks(overview, words)),
        language=words.language,
        above=library,
        below=DOT.join(_counts(overview, words)),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        furniture=furniture(words),
    )


def _counts(overview: LoansOverview, words: Wording) -> Iterator[str]:
    late = sum(bool(days_over(one.loan, overview.today)) for one in overview.out)
    yield words.tr("{count} out").format(count=words.number(len(overview.out)))
    if late:
        yield words.tr("{count} overdue").format(count=words.number(late))
    if overview.booked:
        yield words.tr("{count} booked").format(count=words.number(len(overview.booked)))


def _blocks(overview: LoansOverview, words: Wording) -> Iterator[Block]:
    if not overview.out and not overview.booked:
        yield Paragraph(words.tr("Nothing is lent or booked."), Tone.LEAD)
        return
    if overview.out:
        yield Heading(words.tr("Out now, soonest due first"))
        heads = (words.tr("Who has it"), words.tr("Back by"))
        yield _table(overview.out, heads, overview, words)
    if overview.booked:
        yield Heading(words.tr("Booked"))
        heads = (words.tr("For whom"), words.tr("Days"))
        yield _table(overview.booked, heads, overview, words)
    more = max(0, len(overview.out) - MOST) + max(0, len(overview.booked) - MOST)
    if more:
        told = words.tr("{count} more are in LibDesk. The export has all of them.")
        yield Paragraph(told.format(count=words.number(more)), Tone.QUIET)


def _table(
    lent: Sequence[Lent], heads: tuple[str, str], overview: LoansOverview, words: Wording
) -> Table:
    who, days = heads
    columns = (
        Column(words.tr("Thing"), 2.6),
        Column(who, 2.2),
        Column(days, 2.2),
        Column(words.tr("What goes along"), 2.2),
    )
    return Table(columns, tuple(_row(one, overview.today, words) for one in lent[:MOST]))


def _row(one: Lent, today: date, words: Wording) -> tuple[str, ...]:
    loan, record = one.loan, one.record
    thing = "" if record is None else record.tag
    if record is not None and record.name not in ("", record.tag):
        thing = f"{record.tag}, {record.name}"
    over = days_over(loan, today)
    when = words.short_day(loan.until_on)
    if loan.handed_out_at is None and loan.from_on != loan.until_on:
        first, last = words.short_day(loan.from_on), words.short_day(loan.until_on)
        when = words.tr("{first} to {last}").format(first=first, last=last)
    if over == 1:
        when = DOT.join((when, words.tr("1 day over")))
    elif over:
        when = DOT.join((when, words.tr("{count} days over").format(count=words.number(over))))
    return (thing, loan.borrower, when, loan.along)
