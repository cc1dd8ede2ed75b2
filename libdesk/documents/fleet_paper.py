"""How mixed the computers of each branch are: the figure, how it comes, and the odd ones (S53)."""

from collections.abc import Sequence
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
from libdesk.documents.equipment_words import named, what
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.fleet import Alike, Mix, OddOne, OddWhy


def fleet_paper(
    mixes: Sequence[Mix], words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the figures of all branches, then each branch with its models and its odd ones.

    Args:
        mixes: how mixed each branch is.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    blocks: list[Block] = [Paragraph(_lead(words), Tone.LEAD)]
    if mixes:
        blocks.append(Table(_sum_columns(words), tuple(_sum_row(one, words) for one in mixes)))
        blocks.append(Paragraph(_how(words), Tone.QUIET))
    else:
        blocks.append(Paragraph(words.tr("No computers are in the list yet.")))
    for mix in mixes:
        blocks += _branch(mix, words)
    return Paper(
        title=words.tr("How mixed our computers are"),
        blocks=tuple(blocks),
        language=words.language,
        above=library,
        below=words.day(printed_on),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        text_pt=10.0,
        least_pt=10.0,
        furniture=furniture(words),
    )


def _lead(words: Wording) -> str:
    return words.tr(
        "Computers that are alike share one setup, one set of spare parts and one way to mend "
        "them. Each odd one out costs time of its own."
    )


def _how(words: Wording) -> str:
    return words.tr(
        "Standard are a branch’s commonest models, where there is more than one computer of them. "
        "The figure is the standard computers divided by all computers of the branch."
    )


def _sum_columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column(words.tr("Branch"), 2.4),
        Column(words.tr("Computers"), 1.0, is_number=True),
        Column(words.tr("Of a standard model"), 1.3, is_number=True),
        Column(words.tr("Figure"), 0.8, is_number=True),
        Column(words.tr("Odd ones out"), 1.0, is_number=True),
    )


def _sum_row(mix: Mix, words: Wording) -> tuple[Words, ...]:
    return (
        _name(mix, words),
        words.number(mix.computers),
        words.number(mix.standard),
        _percent(mix, words),
        words.number(len(mix.odd)),
    )


def _branch(mix: Mix, words: Wording) -> list[Block]:
    heading = words.tr("{branch}: {percent}")
    told = words.tr("{standard} of {computers} computers are of a standard model: {percent}.")
    blocks: list[Block] = [
        Heading(heading.format(branch=_name(mix, words), percent=_percent(mix, words))),
        Paragraph(
            told.format(
                standard=words.number(mix.standard),
                computers=words.number(mix.computers),
                percent=_percent(mix, words),
            )
        ),
    ]
    if mix.models:
        columns = (
            Column(words.tr("Model"), 3.0),
            Column(words.tr("System of most"), 2.0),
            Column(words.tr("Computers"), 1.0, is_number=True),
            Column(words.tr("Standard"), 1.0),
        )
        blocks.append(Table(columns, tuple(_model_row(one, words) for one in mix.models)))
    if mix.odd:
        blocks.append(Heading(words.tr("Odd ones out"), 2))
        blocks.append(Listing(tuple(Entry(_odd(one, words)) for one in mix.odd)))
    return blocks


def _model_row(alike: Alike, words: Wording) -> tuple[Words, ...]:
    return (
        alike.machine,
        alike.system or "–",
        words.number(alike.count),
        words.tr("Yes") if alike.is_standard else "–",
    )


def _odd(one: OddOne, words: Wording) -> Words:
    record = one.record
    rest = DOT.join(filter(None, (what(record), record.room, _why(one, words))))
    return (*named(record), Run(f"{DOT}{rest}"))


def _why(one: OddOne, words: Wording) -> str:
    return {
        OddWhy.ONLY_ONE: words.tr("The only one of its model in the branch"),
        OddWhy.FEW: words.tr("There are more of other models"),
        OddWhy.UNKNOWN: words.tr("Its model is not known"),
        OddWhy.SYSTEM: words.tr("It runs another system than the others of its model"),
    }[one.why]


def _name(mix: Mix, words: Wording) -> str:
    return words.branch(mix.branch) if mix.branch else words.tr("Without a branch")


def _percent(mix: Mix, words: Wording) -> str:
    return words.tr("{number} %").format(number=words.number(mix.percent))
