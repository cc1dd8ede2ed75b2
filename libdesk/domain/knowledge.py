"""What a library knows how to do: how-to sheets for the wall, and checklists for setting up.

A *sheet* is one page of numbered steps for whoever stands before the thing (S41). A *checklist* is
what has to be done before a machine goes back into service, line by line (S43), with what the
public may do there (S44). How they are read and written as JSON is in `knowledge_documents`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date
from itertools import islice
from typing import TYPE_CHECKING

from libdesk.domain.text import LINE_LIMIT, clean_line, clean_text

if TYPE_CHECKING:
    from libdesk.domain.problems import Problem

STEPS_LIMIT, LINES_LIMIT, SECTIONS_LIMIT = 20, 40, 12
"""Steps of a sheet, lines of a section and of any other list, sections of a checklist."""

WORDS_LIMIT = 600
"""Characters of a step, a line, or any other words of one thought."""

PICTURE_LIMIT = 25_000_000
"""Bytes of one picture."""

ENGLISH = "en-US"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a picture beside a step.

    Attributes:
        shows: what the picture shows, for whoever doesn't see it; also what to look for when
            somebody takes one. Never empty.
        content: the bytes of a PNG or JPEG; None where a library has put none there yet.
    """

    shows: str
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        words: what to do.
        picture: the place of a picture; None where none is needed.
    """

    words: str
    picture: Slot | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page for the wall.

    Attributes:
        id: its name for machines, such as "paper-jam".
        title: what it is about, as somebody would look for it.
        for_whom: who may do it.
        use_when: when to take it.
        steps: what to do, in order.
        reviewed_on: when somebody last read it and found it right.
        needs: what to have at hand.
        warnings: what never to do.
        if_not: whom to tell, and how, where it still doesn't work.
        version: stands on the page, so that an old one on a wall is known; from 1.
        language: the language that it is written in, as BCP 47 has it.
    """

    id: str
    title: str
    for_whom: str
    use_when: str
    steps: tuple[Step, ...]
    reviewed_on: date
    needs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    if_not: str = ""
    version: int = 1
    language: str = ENGLISH

    @property
    def review_on(self) -> date:
        """When it is to be read again."""
        return a_year_after(self.reviewed_on)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines to tick that belong together."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What has to be done to a machine; each line is ticked, or excused with a reason.

    Attributes:
        id: its name for machines, such as "re-image-public".
        title: what it is for.
        role: what kind of machine, such as "Public computer".
        use_when: when to take it.
        sections: the lines.
        profile: how the public may use this machine, as the library has agreed it (S44).
        reviewed_on: when somebody last read it and found it right.
        if_not: whom to tell, and how, where a line can't be done.
        version: stands on the page; from 1.
        language: the language that it is written in, as BCP 47 has it.
        agreed_on: when the profile was agreed; None where nobody has said so.
        agreed_by: who agreed on it for the library; "" where nobody has said so.
    """

    id: str
    title: str
    role: str
    use_when: str
    sections: tuple[Section, ...]
    profile: tuple[str, ...]
    reviewed_on: date
    if_not: str = ""
    version: int = 1
    language: str = ENGLISH
    agreed_on: date | None = None
    agreed_by: str = ""

    @property
    def review_on(self) -> date:
        """When it is to be read again."""
        return a_year_after(self.reviewed_on)


HowTo = Sheet | Checklist


def a_year_after(day: date) -> date:
    """Return the same day of the next year; a 29 February becomes a 28th.

    After the last year there is none: it is the last day then.
    """
    if day.year == MAXYEAR:  # of a clock that was wrong; one such sheet must not hide the others
        return date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def is_due(how_to: HowTo, today: date) -> bool:
    """Say whether it is time to read it again."""
    return how_to.review_on <= today


def cleaned(how_to: HowTo) -> HowTo:
    """Return what was typed as it can be kept: nothing hidden, no empty lines, no empty steps.

    A step without words is left out, with its picture; a section without lines too.
    """
    if isinstance(how_to, Checklist):
        sections = (Section(_line(one.title), _lines(one.lines)) for one in how_to.sections)
        return replace(
            how_to,
            title=_line(how_to.title),
            role=_line(how_to.role),
            use_when=_words(how_to.use_when),
            sections=tuple(one for one in sections if one.lines)[:SECTIONS_LIMIT],
            profile=_lines(how_to.profile),
            agreed_by=_line(how_to.agreed_by),
            if_not=_words(how_to.if_not),
        )
    return replace(
        how_to,
        title=_line(how_to.title),
        for_whom=_line(how_to.for_whom),
        use_when=_words(how_to.use_when),
        steps=tuple(_steps(how_to.steps))[:STEPS_LIMIT],
        needs=_lines(how_to.needs),
        warnings=_lines(how_to.warnings),
        if_not=_words(how_to.if_not),
    )


def _steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        words, slot = _words(step.words), step.picture
        if words:
            # What a picture shows is never left open: the step itself says it then.
            shows = slot and replace(slot, shows=_line(slot.shows) or _line(words))
            yield Step(words, shows)


def _lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(_words, lines)))[:LINES_LIMIT]


def _words(words: str) -> str:
    return " ".join(clean_text(words).split())[:WORDS_LIMIT].rstrip()


def _line(words: str) -> str:
    return clean_line(words, LINE_LIMIT)


_LEFT_OUT = "…"
_SEVERAL = re.compile("…(?: …)+")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.):]|[-*•\u2013])\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\w)")
_MAIL = re.compile(r"(?<!\S)\S+@\S+")  # begun at each sign, it would take minutes
_LONG_NUMBER = re.compile(r"\(?\+?\d(?:[\d \-().]{4,}\d)")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon)|thanks|thank you|best|regards|cheers)\b"
    r"[^.!?]{0,40}(?:[,.!]|$)",
    re.IGNORECASE,
)


def draft_of(problem: "Problem", sheet_id: str, today: date) -> Sheet:
    """Return the beginnings of a sheet, made of how a problem was fixed (S36).

    Title and steps are the desk's own words: what it took the problem to be, and what it answered.
    Greetings, names that the report gives, e-mail addresses and long numbers stay out; whoever
    writes the sheet still reads every line.
    """
    restated = [one.words for one in problem.history if one.kind == "restated" and one.words]
    title = _without(problem, restated[-1] if restated else problem.report.title)
    said = (line for answer in problem.answers for line in answer.text.splitlines())
    pieces = (step for line in said for step in _pieces(problem, line))
    steps = islice(pieces, STEPS_LIMIT)
    return Sheet(
        id=sheet_id,
        title=title,
        for_whom="Anyone at the desk",
        use_when=title,
        steps=tuple(map(Step, steps)),
        reviewed_on=today,
    )


def _pieces(problem: "Problem", line: str) -> Iterator[str]:
    """Yield the steps of one line: the line where it is numbered, else its sentences."""
    plain = _NUMBERED.sub("", line)
    for piece in [plain] if plain != line else _SENTENCE_END.split(plain):
        if _GREETING.match(piece.strip()):
            continue
        if words := _without(problem, piece):
            yield words


def _without(problem: "Problem", words: str) -> str:
    """Return words without whom the report names, its number, addresses and long numbers."""
    report = problem.report
    text = _LONG_NUMBER.sub(_LEFT_OUT, _MAIL.sub(_LEFT_OUT, words))
    whole = [report.number, report.contact]
    whole += [fact.value for fact in report.facts if fact.key == "user"]
    whole += [answer.by for answer in problem.answers if answer.by != "IT"]
    # Whom to ask may be a place, such as "the front desk": only what is written as a name goes.
    parts = [one.strip(".,;:") for one in report.contact.split() if one[0].isupper()]
    for names, flags in ((whole, re.IGNORECASE), (parts, 0)):
        for name in names:
            if len(name) > 2:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _LEFT_OUT, text, flags=flags)
    text = _SEVERAL.sub(_LEFT_OUT, text)
    return _words(text) if any(map(str.isalpha, text)) else ""
