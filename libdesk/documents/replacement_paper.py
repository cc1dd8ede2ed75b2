"""What is to be replaced, budget year by budget year, with its cost and the reason for each."""

from collections.abc import Iterable
from datetime import date

from libdesk.documents.content import (
    Block,
    Column,
    Entry,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
)
from libdesk.documents.equipment_words import (
    day_or_dash,
    item_count,
    named,
    place,
    sum_words,
    what,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.lifecycle import ReplaceBy, ReplaceWhy
from libdesk.domain.records import Record
from libdesk.domain.replacing import BudgetYear, Plan, Replacement, totals_of

ABOUT = "≈"
"""Stands before what is estimated."""


def replacement_paper(
    plan: Plan, words: Wording, *, printed_on: date, library: str = "", where: str = ""
) -> Paper:
    """Return the list by year.

    Args:
        plan: what is to be replaced.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
        where: the name of the one branch that it is about; "" for all.
    """
    blocks: list[Block] = []
    if plan.years:
        blocks += _all_years(plan, words)
    else:
        blocks.append(Paragraph(words.tr("Nothing is known that is to be replaced."), Tone.LEAD))
    for year in plan.years:
        heading = words.tr("{year}: {count}")
        count = item_count(len(year.replacements), words)
        blocks.append(Heading(heading.format(year=_name(year), count=count)))
        rows = tuple(_row(one, words) for one in year.replacements)
        blocks.append(Table(_columns(words), rows))
    if plan.undated:
        told = words.tr("Nobody has noted when these were bought, so they are in no year and sum.")
        entries = tuple(Entry(_undated(one, words)) for one in plan.undated)
        blocks += [Heading(words.tr("Without a date")), Paragraph(told), Listing(entries)]
    return Paper(
        title=words.tr("What to replace, year by year"),
        blocks=tuple(blocks),
        language=words.language,
        above=library,
        below=DOT.join(filter(None, (where, words.day(printed_on)))),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        is_wide=True,
        text_pt=10.0,
        least_pt=10.0,
        furniture=furniture(words),
    )


def _all_years(plan: Plan, words: Wording) -> list[Block]:
    every = [one for year in plan.years for one in year.replacements]
    columns = (
        Column(words.tr("Budget year"), 1.6),
        Column(words.tr("Items"), 1.0, is_number=True),
        Column(words.tr("Cost"), 2.0, is_number=True),
        Column(words.tr("Of it estimated"), 2.0, is_number=True),
        Column(words.tr("Without a cost"), 1.2, is_number=True),
    )
    rows = [_sum_row(_name(year), year.replacements, words) for year in plan.years]
    rows.append(_sum_row(words.tr("All years"), every, words))
    overdue = sum(one.is_overdue for one in every)
    lead = words.tr("{count} are to be replaced.").format(count=item_count(len(every), words))
    if overdue:
        late = words.tr("Of these {count} should have been by now; they stand in the first year.")
        lead = f"{lead} {late.format(count=words.number(overdue))}"
    blocks: list[Block] = [Paragraph(lead, Tone.LEAD), Table(columns, tuple(rows))]
    if any(one.is_estimate for one in every):
        told = words.tr(
            "{sign} An estimate: what one of its kind costs. Others are what the item itself cost."
        )
        blocks.append(Paragraph(told.format(sign=ABOUT), Tone.QUIET))
    return blocks


def _sum_row(name: str, replaced: Iterable[Replacement], words: Wording) -> tuple[Words, ...]:
    every = tuple(replaced)
    totals = totals_of(every)
    estimated = [one.estimated for one in totals if one.estimated.minor]
    unpriced = sum(one.cost is None for one in every)
    return (
        name,
        words.number(len(every)),
        sum_words((one.cost for one in totals), words) or "–",
        sum_words(estimated, words) or "–",
        words.number(unpriced) if unpriced else "–",
    )


def _name(year: BudgetYear) -> str:
    first, last = year.starts_on.year, year.ends_on.year
    return str(last) if first == last else f"{first}–{last}"


def _columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column(words.tr("Label"), 1.1),
        Column(words.tr("Item"), 2.3),
        Column(words.tr("What it is"), 2.5),
        Column(words.tr("Where it is"), 2.1),
        Column(words.tr("Replace by"), 1.3),
        Column(words.tr("Why then"), 2.3),
        Column(words.tr("Cost"), 1.4, is_number=True),
    )


def _row(one: Replacement, words: Wording) -> tuple[Words, ...]:
    record = one.record
    by = day_or_dash(one.replace.on, words)
    return (
        record.tag,
        record.name,
        what(record),
        place(record, words),
        words.tr("{day}: overdue").format(day=by) if one.is_overdue else by,
        _why(one.replace, words),
        _cost(one, words),
    )


def _cost(one: Replacement, words: Wording) -> str:
    if one.cost is None:
        return "–"
    worded = words.money(one.cost)
    return f"{ABOUT} {worded}" if one.is_estimate else worded


def _why(replace: ReplaceBy, words: Wording) -> str:
    if replace.why is ReplaceWhy.CYCLE:
        if replace.years == 1:
            return words.tr("After 1 year of use")
        years = words.number(replace.years)
        return words.tr("After {years} years of use").format(years=years)
    if replace.why is ReplaceWhy.SUPPORT:
        if not replace.system:
            return words.tr("Its support ends")
        return words.tr("Support of {system} ends").format(system=replace.system)
    if replace.why is ReplaceWhy.LICENSE:
        return words.tr("Its license ends")
    return words.tr("Set by hand")


def _undated(record: Record, words: Wording) -> Words:
    rest = DOT.join(filter(None, (what(record), place(record, words))))
    return (*named(record), Run(f"{DOT}{rest}")) if rest else named(record)
