"""The result of a counting day, on one page to be signed; what has no room there follows it."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from libdesk.documents.content import (
    Blanks,
    Block,
    Column,
    Facts,
    Heading,
    PageEnd,
    Paper,
    Paragraph,
    Table,
    Tone,
    Words,
)
from libdesk.documents.count_words import (
    condition_words,
    days_words,
    decision_words,
    home_of,
    outcome_words,
    spot_at_home,
    spots_words,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.count_results import Result, differences, tallies_of
from libdesk.domain.counting import Tallies
from libdesk.domain.stocktake import Condition, Outcome, Stocktake

LINES = 26
"""Lines of differences on the first page, so that it can be signed there."""

NOTE_SIGNS = 300
"""A note that is longer stands at the end."""

_Row = tuple[str, ...]

_SIGNS = (11, 10, 21, 17, 17, 20)
"""Signs that fit beside each other in the columns of the table."""

_LEAST_SIGNS = 9
_GAP = 0.4
"""Of a line: the space between two rows."""


def stocktake_result_paper(
    stocktake: Stocktake,
    results: Sequence[Result],
    words: Wording,
    *,
    printed_on: date,
    library: str = "",
) -> Paper:
    """Return the result.

    Args:
        stocktake: the campaign, finished.
        results: how it ended, with what was decided.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    home = home_of(stocktake)
    found = [_row(one, home, words) for one in differences(results)]
    first = _fitting(found)
    blocks: list[Block] = [*_facts(stocktake, results, words), *_sums(results, words)]
    blocks += _differences(found[:first], words)
    left = len(found) - first
    if left:
        told = words.tr("{count} more on the next page.").format(count=words.number(left))
        blocks.append(Paragraph(told, Tone.QUIET))
    blocks.append(
        Blanks((words.tr("Counted by"), words.tr("Seen by"), words.tr("On"))),
    )
    if left:
        blocks += [PageEnd(), Heading(words.tr("More differences")), _table(found[first:], words)]
    if len(stocktake.note) > NOTE_SIGNS:
        blocks += [Heading(words.tr("Note")), Paragraph(stocktake.note)]
    return Paper(
        title=words.tr("Result: {title}").format(title=stocktake.title),
        blocks=tuple(blocks),
        language=words.language,
        above=library,
        below=days_words(stocktake, words),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        text_pt=10.0,
        least_pt=10.0,
        furniture=furniture(words),
    )


def _facts(stocktake: Stocktake, results: Sequence[Result], words: Wording) -> tuple[Block, ...]:
    pairs: list[tuple[str, Words]] = [(words.tr("Counted"), spots_words(stocktake, words))]
    if counters := sorted({one.by for one in results if one.by}):
        pairs.append((words.tr("By"), ", ".join(counters)))
    if stocktake.finished_at is not None:
        pairs.append((words.tr("Finished"), words.moment(stocktake.finished_at)))
    if 0 < len(stocktake.note) <= NOTE_SIGNS:
        pairs.append((words.tr("Note"), stocktake.note))
    return (Facts(tuple(pairs)),)


def _sums(results: Sequence[Result], words: Wording) -> tuple[Block, ...]:
    tallies = tallies_of(results)
    told = _tallied(tallies, words)
    columns = tuple(Column(name, max(len(name), _LEAST_SIGNS), is_number=True) for name, _ in told)
    row = tuple(words.number(count) for _, count in told)
    adds_up = words.tr(
        "{expected} expected = {found} in place + {moved} moved + {missing} missing."
    )
    told_whole = adds_up.format(
        expected=words.number(tallies.expected),
        found=words.number(tallies.found),
        moved=words.number(tallies.moved),
        missing=words.number(tallies.missing),
    )
    table = Table(columns, (row,), names_rows=False)
    return Heading(words.tr("Sums")), table, Paragraph(told_whole, Tone.QUIET)


def _tallied(tallies: Tallies, words: Wording) -> tuple[tuple[str, int], ...]:
    """Return what is told, and how many of it; what is none too: it was looked for."""
    return (
        (words.tr("Expected"), tallies.expected),
        (words.tr("In place"), tallies.found),
        (words.tr("Moved"), tallies.moved),
        (words.tr("Missing"), tallies.missing),
        (words.tr("From elsewhere"), tallies.elsewhere - tallies.moved),
        (words.tr("Unknown"), tallies.unknown),
        (words.tr("Needs care"), tallies.worn),
        (words.tr("Broken"), tallies.broken),
    )


def _differences(found: Sequence[_Row], words: Wording) -> tuple[Block, ...]:
    heading = Heading(words.tr("Differences"))
    if not found:
        return heading, Paragraph(words.tr("None: all is where it belongs."))
    return heading, _table(found, words)


def _table(found: Sequence[_Row], words: Wording) -> Table:
    columns = (
        Column(words.tr("What"), 1.2),
        Column(words.tr("Label"), 1.1),
        Column(words.tr("Item"), 2.2),
        Column(words.tr("Belongs to"), 1.8),
        Column(words.tr("Seen at"), 1.8),
        Column(words.tr("Decision"), 2.1),
    )
    return Table(columns, tuple(found), names_rows=False)


def _row(one: Result, home: str, words: Wording) -> _Row:
    said = (
        condition_words(one.condition, words)
        if one.outcome is not Outcome.BROKEN and one.condition is not Condition.GOOD
        else ""
    )
    return (
        outcome_words(one.outcome, words),
        one.code,
        DOT.join(filter(None, (one.name, said, one.note))) or "–",
        spot_at_home(one.listed_at, home, words),
        spot_at_home(one.seen_at, home, words),
        _decision(one, words),
    )


def _decision(one: Result, words: Wording) -> str:
    if one.decided is None:
        return words.tr("Nothing yet")
    return DOT.join(filter(None, (decision_words(one.decided.decision, words), one.decided.note)))


def _fitting(found: Sequence[_Row]) -> int:
    """Return how many differences fit on the first page, as far as their length tells."""
    left = float(LINES)
    for number, row in enumerate(found):
        cells = zip(row, _SIGNS, strict=True)
        left -= max(ceil(len(cell) / signs) for cell, signs in cells) + _GAP
        if left < 0:
            return number
    return len(found)
