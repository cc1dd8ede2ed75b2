"""The slip: a report on paper, for when nothing else gets through.

What draws it is loaded when something is printed: a form opens sooner without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from libdesk.domain.guidance import Guidance, title, wording
from libdesk.domain.priority import Effect, Risk
from libdesk.domain.problems import Report, ReportId, number
from libdesk.domain.text import clean_line, clean_text
from libdesk.services.drafts import BRANCH, ITEM, Draft
from libdesk.ui import strings

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextDocument

    from libdesk.ui.problems.papers.printing import Sheet


@dataclass(frozen=True, slots=True)
class Told:
    """What IT has told of a report; "" leaves a line out.

    Attributes:
        notice: the known problem that is the same here, in IT's words.
        promise: by when IT answers, as a sentence.
    """

    notice: str = ""
    promise: str = ""


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip.

    Attributes:
        heading: the number, or that there is none yet.
        lines: pairs of a name and its words; without a name the words stand alone.
    """

    heading: str
    lines: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What it is called among a printer's jobs."""
        return self.heading

    def text(self) -> str:
        """Return the slip as plain text, for the clipboard."""
        return "\n".join(
            [self.heading, *(f"{name}: {words}" if name else words for name, words in self.lines)]
        )

    def document(self) -> "QTextDocument":
        """Return the slip as a page. Every character of it is text; nothing is read as markup."""
        from libdesk.ui.problems.papers.typesetting import (  # noqa: PLC0415 - as the module says
            QUIET,
            Line,
            Setting,
        )

        made = Setting()
        made.add(Line(self.heading, 26, is_bold=True, after=4))
        alone = [words for name, words in self.lines if not name]
        for place, words in enumerate(alone):
            made.add(Line(words, 13, is_bold=place == 0, after=4))
        rows = [
            ((Line(name, 10, color=QUIET),), (Line(words, 11),))
            for name, words in self.lines
            if name
        ]
        made.table(rows, (30, 70))
        return made.document

    def paint(self, painter: "QPainter", sheet: "Sheet") -> None:
        """Draw the slip, on as many pages as its words take."""
        from libdesk.ui.problems.papers.typesetting import flow  # noqa: PLC0415 - as the module says

        flow(self.document(), painter, sheet, self.heading)


def of_report(
    report: Report,
    guidance: Guidance,
    now: datetime,
    *,
    branch: str = "",
    thing: str = "",
    told: Told = NOTHING_TOLD,
) -> Slip:
    """Return the slip of a report that was kept.

    Args:
        report: the report.
        guidance: words for its answers.
        now: the time.
        branch: the branch's name, where it is known.
        thing: what the report is about as people name it, where it is known.
        told: what IT has told of it.
    """
    names = (branch or report.branch, thing or report.item)
    return Slip(report.number, tuple(_lines(report, guidance, now, names, told)))


def of_draft(
    draft: Draft,
    guidance: Guidance,
    now: datetime,
    *,
    branch: str = "",
    thing: str = "",
    told: Told = NOTHING_TOLD,
) -> Slip:
    """Return the slip of what could not be kept, so that no word is lost; as `of_report`.

    What shall not be sent is not printed either.
    """
    category = guidance.find(draft.category)
    saw = clean_text(draft.saw)
    has_place, has_item = BRANCH not in draft.left_out, ITEM not in draft.left_out
    report = Report(
        id=ReportId(UUID(int=0)),
        category=draft.category,
        branch=draft.branch,
        title=title(category, saw, draft.answers) if category else draft.category,
        filed_at=now,
        saw=saw,
        guess=clean_text(draft.guess),
        effect=Effect(
            stopped=draft.stopped,
            how_bad=draft.how_bad,
            only_one=draft.only_one,
            only_accessible=draft.only_accessible,
            deadline_at=draft.deadline_at,
            risks=draft.risks,
        ),
        answers=draft.answers,
        facts=tuple(fact for fact in draft.facts if fact.key not in draft.left_out),
        pictures=draft.pictures,
        contact=clean_line(draft.contact),
        here_until=draft.here_until,
        notice=draft.notice,
        follow_up=draft.follow_up,
    )
    heading = _tr("Not kept by the computer: hand this to IT")
    names = (
        (branch or draft.branch) if has_place else "",
        (thing or draft.item) if has_item else "",
    )
    return Slip(heading, tuple(_lines(report, guidance, now, names, told)))


def _lines(
    report: Report, guidance: Guidance, now: datetime, names: tuple[str, str], told: Told
) -> Iterator[tuple[str, str]]:
    branch, thing = names
    category = guidance.find(report.category)
    yield "", report.title
    if told.promise:
        yield "", told.promise
    if report.follow_up:
        yield _tr("Belongs to"), number(report.branch, report.follow_up.of)
    yield _tr("What"), category.text if category else report.category
    if thing:
        yield _tr("Which one"), thing
    if branch:
        yield _tr("Branch"), branch
    yield _tr("When"), strings.time_words(report.filed_at, now)
    if report.saw and report.saw != report.title:
        yield _tr("Saw"), report.saw
    if report.guess:
        yield _tr("Guess"), report.guess
    if report.notice:
        yield _tr("The same here"), told.notice or _tr("A problem that IT knows of")
    yield from _effect(report.effect, now)
    yield from wording(guidance, report)
    yield from _contact(report, now)
    if count := len(report.pictures):
        yield _tr("Pictures"), _pictures(count)
    for fact in report.facts:
        yield strings.fact_words(fact.key), fact.value


def _effect(effect: Effect, now: datetime) -> Iterator[tuple[str, str]]:
    if effect.stopped:
        yield _tr("Who is stopped"), strings.stopped_words(effect.stopped)
    if effect.how_bad:
        yield _tr("How bad"), strings.how_bad_words(effect.how_bad)
    if effect.only_one:
        yield _tr("The only one here"), _tr("Yes")
    if effect.only_accessible:
        yield _tr("The only accessible one here"), _tr("Yes")
    if effect.risks:
        yield (
            _tr("At stake"),
            ", ".join(strings.risk_words(risk) for risk in Risk if risk in effect.risks),
        )
    if effect.deadline_at:
        yield _tr("Needed by"), strings.time_words(effect.deadline_at, now)


def _contact(report: Report, now: datetime) -> Iterator[tuple[str, str]]:
    until = strings.time_words(report.here_until, now) if report.here_until else ""
    if report.contact and until:
        words = _tr("{who}, here until {time}").format(who=report.contact, time=until)
    elif until:
        words = _tr("Here until {time}").format(time=until)
    else:
        words = report.contact
    if words:
        yield _tr("IT should ask"), words


def _pictures(count: int) -> str:
    if count == 1:
        return _tr("1 picture (not printed)")
    return _tr("{count} pictures (not printed)").format(count=count)


def _tr(words: str) -> str:
    return QCoreApplication.translate("slip", words)
