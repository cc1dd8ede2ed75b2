"""A checklist on paper: boxes to tick, reasons to excuse, and how the public may use the machine.

Filled in it is also the record of the wipe: which machine, by what, by whom, checked by whom. Of a
machine that is being set up, what is ticked and excused stands on it already.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from libdesk.documents.content import (
    Blanks,
    Block,
    Box,
    Column,
    Entry,
    Facts,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.equipment import Item
from libdesk.domain.knowledge import Checklist
from libdesk.domain.reimaging import (
    OPEN,
    Line,
    LineMark,
    Mark,
    Outcome,
    Reimaging,
    Removed,
    in_sections,
)

_BOX, _TICKED, _EXCUSED = "☐", "☑", "–"
_WRITING_MM, _LESS_MM = 8.1, 5.8
"""Room for a line in somebody's hand, in millimetres; and where much is written already."""

_TEXT_PT = 9.5
"""With larger text a checklist of usual length had a third page for nothing but the signatures."""


def checklist_paper(
    checklist: Checklist,
    words: Wording,
    *,
    printed_on: date,
    item: Item | None = None,
    branch: str = "",
    library: str = "",
) -> Paper:
    """Return the paper.

    Args:
        checklist: the lines.
        words: in the library's language.
        printed_on: today.
        item: the machine; None leaves blanks for it.
        branch: where it stands, by its code, where no item says so; "" for unknown.
        library: the library's name; "" when not set.
    """
    version = words.tr("Version {number}").format(number=words.number(checklist.version))
    reviewed = words.tr("Reviewed: {day}").format(day=words.day(checklist.reviewed_on))
    again = words.tr("Next review: {day}").format(day=words.day(checklist.review_on))
    printed = words.tr("Printed: {day}").format(day=words.day(printed_on))
    return Paper(
        title=checklist.title,
        blocks=(
            Paragraph(checklist.use_when, Tone.LEAD),
            *_machine(checklist, words, item, branch),
            *_lines(checklist, words),
            *_profile(checklist, words),
            *_end(checklist, words),
        ),
        text_pt=_TEXT_PT,
        least_pt=_TEXT_PT,
        language=checklist.language,
        above=library,
        below=DOT.join((version, reviewed, again)),
        foot=f"{version}{DOT}{printed}",
        furniture=furniture(words),
    )


def run_paper(
    run: Reimaging, words: Wording, *, printed_on: date, item: Item, library: str = ""
) -> Paper:
    """Return the checklist of a machine that is being set up, or was, as far as it is.

    Args:
        run: its lines, with what is ticked and excused.
        words: in the library's language.
        printed_on: today.
        item: the machine.
        library: the library's name; "" when not set.
    """
    checklist = run.checklist
    blank = checklist_paper(checklist, words, printed_on=printed_on, item=item, library=library)
    blocks = (
        Paragraph(checklist.use_when, Tone.LEAD),
        *_machine(checklist, words, item, ""),
        *_marked_lines(run, words),
        *_profile(checklist, words, run),
        *_end(checklist, words, _far(run, words)),
    )
    return replace(blank, blocks=blocks)


def _machine(
    checklist: Checklist, words: Wording, item: Item | None, branch: str
) -> tuple[Block, ...]:
    head = Heading(words.tr("The machine"))
    label, name, where = words.tr("Label"), words.tr("Name"), words.tr("Branch")
    serial = words.tr("Serial number")
    wiped = Blanks((words.tr("Wiped by: method, program and its version"),))
    if item is None:
        known: list[tuple[str, Words]] = [(words.tr("Kind of machine"), checklist.role)]
        if branch:
            known.append((where, words.branch(branch)))
        blank = (label, name, serial) if branch else (label, name, where, serial)
        return (head, Facts(tuple(known)), Blanks(blank), wiped)
    facts = (
        (label, item.tag),
        (name, item.name),
        (where, ", ".join(filter(None, (words.branch(item.branch), item.room)))),
        (words.tr("Computer name"), item.computer_name),
        (serial, item.serial),
    )
    return (head, Facts(tuple(pair for pair in facts if pair[1])), wiped)


def _lines(checklist: Checklist, words: Wording) -> tuple[Block, ...]:
    columns = (
        Column(words.tr("What"), 6.6),
        Column(words.tr("Done"), 0.8),
        Column(words.tr("Or excused, because"), 3.8),
    )
    blocks: list[Block] = []
    for section in checklist.sections:
        rows = tuple((line, _BOX, "") for line in section.lines)
        table = Table(columns, rows, row_mm=_WRITING_MM)
        blocks += (Heading(section.title), table)
    return tuple(blocks)


def _marked_lines(run: Reimaging, words: Wording) -> tuple[Block, ...]:
    columns = (
        Column(words.tr("What"), 6.6),
        Column(words.tr("Done"), 0.8),
        Column(words.tr("By whom and when, or excused because"), 3.8),
    )
    blocks: list[Block] = []
    for title, lines in _sections(run, words):
        rows = tuple((one.words, _sign(one.marked), _told(one.marked, words)) for one in lines)
        blocks += (Heading(title), Table(columns, rows, row_mm=_LESS_MM))
    return tuple(blocks)


def _sections(
    run: Reimaging, words: Wording
) -> Iterator[tuple[str, tuple[Line, ...] | tuple[Removed, ...]]]:
    """Yield each section; what was marked before the checklist was changed is one more."""
    yield from in_sections(run)
    if run.removed:
        yield words.tr("Not on the checklist any more"), run.removed


def _sign(marked: LineMark) -> str:
    return {Mark.OPEN: _BOX, Mark.TICKED: _TICKED, Mark.EXCUSED: _EXCUSED}[marked.mark]


def _told(marked: LineMark, words: Wording) -> str:
    by = ", ".join(filter(None, (marked.by, words.moment(marked.at) if marked.at else "")))
    if marked.mark is not Mark.EXCUSED:
        return by
    return words.tr("Excused: {why} ({by})").format(why=marked.reason, by=by)


def _profile(
    checklist: Checklist, words: Wording, run: Reimaging | None = None
) -> tuple[Block, ...]:
    if not checklist.profile:
        return ()
    return (
        Heading(words.tr("How the public may use this machine")),
        Listing(tuple(map(Entry, checklist.profile))),
        *_agreed(checklist, words),
        Paragraph(_tried(run.confirmed if run is not None else OPEN, words)),
    )


def _tried(confirmed: LineMark, words: Wording) -> str:
    """Return the box to tick when somebody has tried it, or who has."""
    told = words.tr("I tried it: it allows this, and no more.")
    return " ".join(filter(None, (_sign(confirmed), told, _told(confirmed, words))))


def _agreed(checklist: Checklist, words: Wording) -> tuple[Block, ...]:
    """Return who agreed to it and when; lines to write on for what nobody has told."""
    by, on = words.tr("Agreed with the library by"), words.tr("Agreed on")
    day = words.day(checklist.agreed_on) if checklist.agreed_on is not None else ""
    told = ", ".join(filter(None, (checklist.agreed_by, day)))
    if not told:
        return (Blanks((by, on)),)
    return (Facts(((by if checklist.agreed_by else on, told),)),)


def _end(checklist: Checklist, words: Wording, far: str = "") -> tuple[Block, ...]:
    rule = words.tr("Back in service only when each line is ticked or excused.")
    box: list[Block] = [Paragraph((Run(rule, bold=True),))]
    if checklist.if_not:
        box.append(Paragraph(checklist.if_not))
    if far:
        box.append(Paragraph(far))
    signed = (words.tr("Done by"), words.tr("On"), words.tr("Checked by"), words.tr("On"))
    # In the frame, so that no name to sign is left alone on a page of its own.
    return Heading(words.tr("Done")), Box((*box, Blanks(signed)))


def _far(run: Reimaging, words: Wording) -> str:
    """Return how far it is, or how it ended."""
    end = run.end
    if end is None:
        told = words.tr("When this was printed, {done} of {count} lines were done.")
        done, count = words.number(run.done_count), words.number(len(run.marks))
        return told.format(done=done, count=count)
    by = ", ".join(filter(None, (end.by, words.moment(end.at))))
    if end.outcome is Outcome.FINISHED:
        return words.tr("Set up and back in service: {by}.").format(by=by)
    return words.tr("Given up: {why} ({by})").format(why=end.reason, by=by)
