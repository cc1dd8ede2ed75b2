"""The sheet for a visit to a branch: what is open there, room by room, with boxes to tick (S14)."""

from collections.abc import Iterator
from datetime import date

from libdesk.documents.content import (
    Blanks,
    Block,
    Entry,
    Heading,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Run,
    Tone,
    Words,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.printable import lines_of
from libdesk.documents.wording import Wording
from libdesk.domain.problems import State
from libdesk.domain.visits import BranchVisit, Room, ToLookAt, by_room

_SAW_LIMIT = 300
"""Characters of what was seen; the rest can be read at the desk."""


def visit_sheet(
    visit: BranchVisit, words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the sheet.

    Args:
        visit: what there is to do.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    blocks: list[Block] = []
    for room in by_room(visit.to_look_at):
        blocks += _room(room, words)
    if not blocks:
        blocks.append(Paragraph(words.tr("Nothing is open at this branch."), Tone.LEAD))
    if visit.left_out:
        left = words.tr("{count} more are open here; the most urgent ones are on this sheet.")
        if visit.left_out == 1:
            left = words.tr("1 more is open here; the most urgent ones are on this sheet.")
        blocks.append(Paragraph(left.format(count=words.number(visit.left_out)), Tone.QUIET))
    return Paper(
        title=words.tr("Visit to {branch}").format(branch=words.branch(visit.branch)),
        blocks=(*blocks, *_before_leaving(words)),
        language=words.language,
        above=library,
        below=DOT.join(_below(visit, words)),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        furniture=furniture(words),
    )


def _below(visit: BranchVisit, words: Wording) -> Iterator[str]:
    if visit.on is not None:
        yield words.day(visit.on)
    little = sum(one.is_niggle for one in visit.to_look_at)
    problems = len(visit.to_look_at) - little
    yield (
        words.tr("1 problem")
        if problems == 1
        else words.tr("{count} problems").format(count=words.number(problems))
    )
    if little:
        yield (
            words.tr("1 little thing")
            if little == 1
            else words.tr("{count} little things").format(count=words.number(little))
        )
    if visit.last_on is not None:
        yield words.tr("last visit: {day}").format(day=words.day(visit.last_on))


def _room(room: Room, words: Wording) -> tuple[Block, ...]:
    name = room.name or words.tr("Somewhere in the branch")
    entries = tuple(_entry(one, words) for one in room.to_look_at)
    return Heading(name), Listing(entries, Mark.TICK_BOX)


def _entry(one: ToLookAt, words: Wording) -> Entry:
    report = one.problem.report
    title, seen = _said(report.title, report.saw)
    said: Words = (Run(title, bold=True),)
    if one.item is not None:
        thing = words.tr("{name} ({label})").format(name=one.item.name, label=one.item.tag)
        said = (*said, Run(f"{DOT}{thing}"))
    below: list[Block] = [Paragraph(DOT.join(_facts(one, words)), Tone.QUIET)]
    below += [Paragraph(line) for line in lines_of(seen)]
    if asks := words.ask(one.problem):
        below.append(Paragraph((Run(words.tr("Ask:"), bold=True), Run(f" {asks}"))))
    return Entry(said, tuple(below))


def _facts(one: ToLookAt, words: Wording) -> Iterator[str]:
    problem = one.problem
    yield words.tr("Little thing") if one.is_niggle else words.priority(problem.priority)
    yield problem.report.number
    yield words.tr("came {when}").format(when=words.moment(problem.received_at))
    if problem.state is State.WAITING and problem.waiting is not None:
        waiting = words.tr("waits for {whom} until {day}")
        yield waiting.format(
            whom=words.waiting(problem.waiting.on), day=words.day(problem.waiting.until)
        )


def _said(title: str, saw: str) -> tuple[str, str]:
    """Return what stands in bold, and what below it; nothing is said twice."""
    seen = saw if len(saw) <= _SAW_LIMIT else f"{saw[:_SAW_LIMIT].rstrip()}…"
    is_its_beginning = title.endswith("…") and saw.startswith(title.removesuffix("…"))
    if is_its_beginning and len(lines_of(seen)) == 1:
        return seen, ""
    return title, "" if saw == title else seen


def _before_leaving(words: Wording) -> tuple[Block, ...]:
    return (
        Heading(words.tr("Before you leave")),
        Listing(
            (
                Entry(words.tr("Ask everybody there what else bothers them, small things too.")),
                Entry(words.tr("Say what you did, and when the rest will be done.")),
            ),
            Mark.TICK_BOX,
        ),
        Blanks((words.tr("New things that you heard of"),)),
        Blanks((words.tr("Parts to bring next time"),)),
        Blanks((words.tr("Visited on"), words.tr("By"))),
    )
