"""A problem as passages to read: the report with what was added to it, and what happened since."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication

from libdesk.domain.follow_ups import effect_of, unanswered
from libdesk.domain.guidance import Guidance, wording
from libdesk.domain.priority import Effect, Risk
from libdesk.domain.problems import Picture, Problem, Report, number
from libdesk.services.places import Overview
from libdesk.ui import strings, theme
from libdesk.ui.inbox.history_words import event_words
from libdesk.ui.inbox.picture_reading import size_words
from libdesk.ui.inbox.report_sheet import Look, Passage
from libdesk.ui.inbox.wording import DOT, clock_words
from libdesk.ui.strings import fact_words, how_bad_words, stopped_words, time_words

_NEWS_SHOWN = 3
"""So many of the last things that a reporter added stand beside the report itself."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


def report_passages(
    problem: Problem, guidance: Guidance, overview: Overview, now: datetime
) -> tuple[Passage, ...]:
    """Return the report in its reporter's words.

    Args:
        problem: the problem.
        guidance: words the answers.
        overview: names its branch and its thing.
        now: the present (aware).
    """
    return (
        *_words_of(problem.report, guidance),
        *_news_of(problem, now),
        *_stakes_of(problem, now),
        *_things_of(problem, overview),
        *_joined_to(problem, guidance, now),
        *_way_of(problem, overview.branch_name(problem.report.branch), now),
    )


def history_passages(problem: Problem, now: datetime) -> tuple[Passage, ...]:
    """Return what happened so far, oldest first."""
    return tuple(_history(problem, now))


def pictures_of(problem: Problem) -> tuple[Picture, ...]:
    """Return the pictures of the report and of all that was added to it."""
    reports = (problem.report, *problem.joined, *problem.follow_ups)
    return tuple(picture for one in reports for picture in one.pictures)


def _words_of(report: Report, guidance: Guidance) -> Iterator[Passage]:
    yield Passage(((report.title, Look.TITLE),))
    if report.saw and report.saw != report.title:
        yield _named(_tr("Saw:"), report.saw)
    if report.guess:
        yield _named(_tr("Guess:"), report.guess)
    for index, (question, words) in enumerate(wording(guidance, report)):
        gap = theme.MEDIUM if index == 0 else theme.TINY
        yield Passage(((f"{question}  ", Look.QUIET), (words, Look.BODY)), gap)


def _news_of(problem: Problem, now: datetime) -> Iterator[Passage]:
    """Yield what waits for the desk's word; it stands below in the history, too."""
    for event in unanswered(problem)[-_NEWS_SHOWN:]:
        what, words = event_words(event)
        told = f"{DOT.join((what, time_words(event.at, now)))}  "
        yield Passage(((told, Look.STRONG), (words, Look.BODY)), theme.MEDIUM)


def _stakes_of(problem: Problem, now: datetime) -> Iterator[Passage]:
    if effect := effect_words(effect_of(problem), partial(time_words, now=now)):
        yield Passage(((effect, Look.BODY),), theme.MEDIUM)
    if problem.report.notice:
        yield Passage(((_tr("They say: the same as a known problem."), Look.BODY),))
    if asks := ask_words(problem, partial(_short, now=now)):
        yield _named(_tr("Ask:"), asks)


def _things_of(problem: Problem, overview: Overview) -> Iterator[Passage]:
    if problem.item:
        yield _named(_tr("Item:"), overview.thing_name(problem.item))
    if problem.found_item and problem.report.item:
        yield _named(_tr("They named it:"), problem.report.item)
    if pictures := pictures_of(problem):
        told = ", ".join(f"{one.name} ({size_words(one)})" for one in pictures)
        yield _named(_tr("Pictures:"), told)


def _joined_to(problem: Problem, guidance: Guidance, now: datetime) -> Iterator[Passage]:
    """Yield what other reporters saw of the same thing."""
    if not problem.joined:
        return
    count = len(problem.joined)
    told = _tr("1 more report, answered with this one:") if count == 1 else ""
    told = told or _tr("{count} more reports, answered with this one:").format(count=count)
    yield Passage(((told, Look.STRONG),), theme.MEDIUM)
    for report in problem.joined:
        who = _whom(report, partial(_short, now=now)) if report.contact or report.here_until else ""
        told = DOT.join(filter(None, (report.number, time_words(report.filed_at, now), who)))
        yield Passage(((f"{told}  ", Look.FINE), (report.title, Look.BODY)), theme.TINY)
        if report.saw and report.saw != report.title:
            yield Passage(((report.saw, Look.BODY),), 0)
        for question, words in wording(guidance, report):
            yield Passage(((f"{question}  ", Look.QUIET), (words, Look.BODY)), 0)


def _way_of(problem: Problem, branch: str, now: datetime) -> Iterator[Passage]:
    report = problem.report
    if report.facts:
        yield Passage(((_facts(report), Look.FINE),), theme.MEDIUM)
    for added in problem.follow_ups:
        if added.facts:
            facts = _tr("Added: {facts}").format(facts=_facts(added))
            yield Passage(((facts, Look.FINE),), theme.TINY)
    if report.follow_up is not None:
        earlier = number(report.branch, report.follow_up.of)
        goes_on = _tr("Goes on from {number}.").format(number=earlier)
        yield Passage(((goes_on, Look.FINE),), theme.TINY)
    came = _tr("{branch}, sent {when}").format(
        branch=branch or _tr("No branch"), when=time_words(report.filed_at, now)
    )
    yield Passage(((came, Look.FINE),), theme.TINY if report.facts else theme.MEDIUM)
    if clock := clock_words(problem):
        yield Passage(((clock, Look.FINE),), theme.TINY)


def _history(problem: Problem, now: datetime) -> Iterator[Passage]:
    for event in problem.history:
        what, words = event_words(event)
        yield Passage(((DOT.join((what, time_words(event.at, now))), Look.FINE),))
        if words:
            yield Passage(((words, Look.BODY),), 0)
    leaving = [one for one in problem.answers if one.goes_out_at is not None]
    if leaving:
        yield Passage(((_tr("The last answer has not left yet."), Look.FINE),))


def _named(name: str, words: str) -> Passage:
    return Passage(((f"{name} ", Look.STRONG), (words, Look.BODY)))


def effect_words(effect: Effect, when: Callable[[datetime], str]) -> str:
    """Return who is stopped, how badly, what is at stake and by when; "" for nothing.

    Args:
        effect: what a report says of it.
        when: words a moment.
    """
    risks = {
        Risk.MONEY: _tr("money at stake"),
        Risk.RULES: _tr("rules or privacy at stake"),
        Risk.GOOD_NAME: _tr("our good name at stake"),
    }
    parts = [
        stopped_words(effect.stopped) if effect.stopped else "",
        how_bad_words(effect.how_bad) if effect.how_bad else "",
        _tr("the only one in the branch") if effect.only_one else "",
        _tr("the only accessible one") if effect.only_accessible else "",
        *(words for risk, words in risks.items() if risk in effect.risks),
        _tr("needed by {when}").format(when=when(effect.deadline_at)) if effect.deadline_at else "",
    ]
    return DOT.join(part for part in parts if part)


def ask_words(problem: Problem, when: Callable[[datetime], str]) -> str:
    """Return whom to ask: who was named last, and who was last said to be there until when.

    Args:
        problem: the problem, with what was added to it.
        when: words a moment.
    """
    newest_first = (*reversed(problem.follow_ups), problem.report)
    named = next((one for one in newest_first if one.contact), None)
    timed = next((one for one in newest_first if one.here_until), None)
    asked = dict.fromkeys(_whom(one, when) for one in (named, timed) if one is not None)
    return "; ".join(asked)


def _whom(report: Report, when: Callable[[datetime], str]) -> str:
    who = report.contact or _tr("the reporter")
    if report.here_until is None:
        return who
    return _tr("{who}, there until {when}").format(who=who, when=when(report.here_until))


def _short(at: datetime, now: datetime) -> str:
    """Return a moment; where it is today, by its time alone."""
    is_today = at.astimezone().date() == now.astimezone().date()
    return strings.clock_words(at) if is_today else time_words(at, now)


def _facts(report: Report) -> str:
    return DOT.join(f"{fact_words(fact.key)} {fact.value}" for fact in report.facts)
