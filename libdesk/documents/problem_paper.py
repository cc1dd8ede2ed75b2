"""One problem with its history on paper: to be handed over to a vendor or to other IT (S33)."""

from collections.abc import Iterator
from datetime import date

from libdesk.documents.content import (
    Block,
    Column,
    Facts,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.printable import lines_of
from libdesk.documents.wording import Wording
from libdesk.domain.equipment import Item
from libdesk.domain.follow_ups import NOTED
from libdesk.domain.problems import PERSONAL_FACTS, Event, Picture, Problem, Report, State

_PICTURE_MM = 110.0


def problem_paper(
    problem: Problem,
    words: Wording,
    *,
    printed_on: date,
    item: Item | None = None,
    library: str = "",
    is_for_outside: bool = False,
) -> Paper:
    """Return the paper.

    Args:
        problem: the problem whole, with its pictures.
        words: in the library's language.
        printed_on: today.
        item: the thing that it is about; None where none is known.
        library: the library's name; "" when not set.
        is_for_outside: it leaves the library: names of people, notes that IT wrote for itself, and
            facts that may name somebody stay here.
    """
    report = problem.report
    understood = _understood(problem)
    blocks: list[Block] = [Paragraph(understood, Tone.LEAD)] if understood else []
    blocks.append(Facts(tuple(_facts(problem, words, item, is_for_outside=is_for_outside))))
    blocks += _seen(report, words)
    if answers := words.answers(problem):
        blocks += [Heading(words.tr("What was asked, and answered")), Facts(answers)]
    blocks += _joined(problem, words)
    blocks += _computer(problem, words, is_for_outside=is_for_outside)
    blocks += _history(problem, words, is_for_outside=is_for_outside)
    blocks += _pictures(problem, words, is_for_outside=is_for_outside)
    where = words.branch(report.branch) if report.branch else ""
    printed = words.tr("Printed: {day}").format(day=words.day(printed_on))
    numbered = words.tr("Problem {number}").format(number=report.number)
    return Paper(
        title=report.title or report.number,
        blocks=tuple(blocks),
        language=words.language,
        above=DOT.join(filter(None, (library, where))),
        below=numbered,
        foot=f"{report.number}{DOT}{printed}",
        name=numbered,  # the title is what somebody typed, and may name a patron
        furniture=furniture(words),
    )


def _understood(problem: Problem) -> str:
    """Return in one line what IT has understood, where it has said so (S18)."""
    said = (event.words for event in reversed(problem.history) if event.kind == "restated")
    return next(said, "")


def _facts(
    problem: Problem, words: Wording, item: Item | None, *, is_for_outside: bool
) -> Iterator[tuple[str, Words]]:
    report = problem.report
    yield words.tr("How soon"), words.priority(problem.priority)
    yield words.tr("State"), _state(problem, words)
    yield words.tr("About"), words.category(report.category)
    if item is not None:
        known = (item.name, item.tag, item.kind, item.serial, item.computer_name, item.room)
        yield words.tr("Item"), DOT.join(filter(None, known))
    elif problem.item:
        yield words.tr("Item"), problem.item
    if effect := words.effect(problem):
        yield words.tr("Effect"), effect
    yield words.tr("Came"), words.moment(problem.received_at)
    asks = "" if is_for_outside else words.ask(problem)
    if asks:
        yield words.tr("Ask"), asks


def _state(problem: Problem, words: Wording) -> str:
    stands = words.state(problem.state)
    if problem.state is State.WAITING and problem.waiting is not None:
        told = words.tr("{state}: for {whom}, until {day}")
        return told.format(
            state=stands,
            whom=words.waiting(problem.waiting.on),
            day=words.day(problem.waiting.until),
        )
    if problem.state is State.NOT_NOW and problem.look_again_on is not None:
        again = words.tr("{state}; looked at again on {day}")
        return again.format(state=stands, day=words.day(problem.look_again_on))
    return stands


def _seen(report: Report, words: Wording) -> Iterator[Block]:
    saw = lines_of(report.saw)
    if saw and report.saw != report.title:
        yield Heading(words.tr("What was seen"))
        yield from map(Paragraph, saw)
    guess = lines_of(report.guess)
    if guess:
        yield Heading(words.tr("What the reporter thinks it is"))
        yield from map(Paragraph, guess)


def _joined(problem: Problem, words: Wording) -> Iterator[Block]:
    if not problem.joined:
        return
    yield Heading(words.tr("Also reported"))
    columns = (
        Column(words.tr("Number"), 1.3),
        Column(words.tr("Branch"), 1.5),
        Column(words.tr("What was seen"), 4.0),
        Column(words.tr("Sent"), 2.0),
    )
    rows = tuple(
        (
            one.number,
            words.branch(one.branch),
            one.title if one.saw in ("", one.title) else f"{one.title}: {one.saw}",
            words.moment(one.filed_at),
        )
        for one in problem.joined
    )
    yield Table(columns, rows)


def _computer(problem: Problem, words: Wording, *, is_for_outside: bool) -> Iterator[Block]:
    facts = [
        (words.fact(fact), fact.value)
        for fact in problem.report.facts
        if not (is_for_outside and fact.key in PERSONAL_FACTS)
    ]
    if facts:
        yield Heading(words.tr("The computer"))
        yield Facts(tuple(facts))


def _history(problem: Problem, words: Wording, *, is_for_outside: bool) -> Iterator[Block]:
    told = [one for one in problem.history if not (is_for_outside and one.kind == NOTED)]
    if not told:
        return
    yield Heading(words.tr("What happened so far"))
    columns = (Column(words.tr("When"), 2.2), Column(words.tr("What"), 6.0))
    yield Table(columns, tuple(_line(one, words, is_for_outside=is_for_outside) for one in told))


def _line(event: Event, words: Wording, *, is_for_outside: bool) -> tuple[Words, Words]:
    if is_for_outside:
        event = Event(event.at, "", event.kind, event.words)
    what, told = words.event(event)
    said = (Run(f"{what}: "), Run(told, bold=True)) if told else (Run(what),)
    return words.moment(event.at), said


def _pictures(problem: Problem, words: Wording, *, is_for_outside: bool) -> Iterator[Block]:
    pictures = _all_pictures(problem)
    if not pictures:
        return
    yield Heading(words.tr("Pictures"))
    for number, picture in enumerate(pictures, 1):
        alt = words.tr("Picture {number}, sent by the reporter: {name}")
        caption = words.tr("Picture {number}: {name}")
        if is_for_outside:  # a file's name may be somebody's
            alt = words.tr("Picture {number}, sent by the reporter")
            caption = words.tr("Picture {number}")
        yield Figure(
            picture.content,
            alt.format(number=number, name=picture.name),
            caption=caption.format(number=number, name=picture.name),
            height_mm=_PICTURE_MM,
        )


def _all_pictures(problem: Problem) -> tuple[Picture, ...]:
    reports = (problem.report, *problem.joined, *problem.follow_ups)
    return tuple(picture for one in reports for picture in one.pictures)
