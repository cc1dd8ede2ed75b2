"""The inbox as a table on paper: a view as it is shown, in its order."""

from dataclasses import dataclass
from datetime import date

from libdesk.documents.content import Block, Column, Paper, Paragraph, Table, Tone
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.inbox import Line
from libdesk.domain.problems import State

MOST = 2_000
"""Lines on paper: about sixty pages; more of them are better exported."""


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as it is on the screen.

    Attributes:
        title: what is shown, such as "Inbox: Needs me".
        lines: the lines, in their order.
        narrowed: what it is ordered by and narrowed to, in words.
        left_out: how many more lines the view has.
    """

    title: str
    lines: tuple[Line, ...]
    narrowed: tuple[str, ...] = ()
    left_out: int = 0


def inbox_list(shown: ShownList, words: Wording, *, printed_on: date, library: str = "") -> Paper:
    """Return the list.

    Args:
        shown: the list.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    lines = shown.lines
    blocks: list[Block] = []
    if lines:
        blocks.append(Table(_columns(words), tuple(_row(line, words) for line in lines)))
    else:
        blocks.append(Paragraph(words.tr("Nothing is in this list."), Tone.LEAD))
    if shown.left_out:
        left = words.tr("{count} more lines are in the list. The export has all of them.")
        blocks.append(Paragraph(left.format(count=words.number(shown.left_out)), Tone.QUIET))
    count = words.number(len(lines))
    told = words.tr("1 problem") if len(lines) == 1 else words.tr("{count} problems")
    printed = words.tr("Printed: {day}").format(day=words.day(printed_on))
    return Paper(
        title=shown.title,
        blocks=tuple(blocks),
        language=words.language,
        above=library,
        below=DOT.join((told.format(count=count), *shown.narrowed)),
        foot=printed,
        is_wide=True,
        text_pt=10.5,
        least_pt=10.5,
        furniture=furniture(words),
    )


def _columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column(words.tr("Problem"), 4.2),
        Column(words.tr("How soon"), 1.3),
        Column(words.tr("Branch"), 1.6),
        Column(words.tr("Item"), 1.0),
        Column(words.tr("State"), 2.0),
        Column(words.tr("Number"), 1.4),
        Column(words.tr("Came"), 2.3),
    )


def _row(line: Line, words: Wording) -> tuple[str, ...]:
    return (
        line.title,
        words.priority(line.priority),
        words.branch(line.branch) if line.branch else "",
        line.item,
        _state(line, words),
        line.number,
        words.moment(line.received_at),
    )


def _state(line: Line, words: Wording) -> str:
    stands = words.state(line.state)
    if line.state is not State.WAITING or line.waiting_on is None:
        return stands
    whom = words.waiting(line.waiting_on)
    if line.waiting_until is None:
        return words.tr("{state}: for {whom}").format(state=stands, whom=whom)
    until = words.day(line.waiting_until)
    return words.tr("{state}: for {whom}, until {day}").format(state=stands, whom=whom, day=until)
