"""Problems as rows, and rows as problems. No question is asked here; that is for problems.py."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import compress
from typing import Any

from sqlalchemy import Row

from libdesk.domain.inbox import view_of
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import (
    Answer,
    Event,
    Fact,
    FollowUp,
    FollowUpKind,
    Picture,
    Problem,
    Report,
    ReportId,
    State,
    Waiting,
    WaitingOn,
)
from libdesk.domain.registrations import is_registration
from libdesk.domain.text import sort_key
from libdesk.services.stores import NewProblem
from libdesk.storage import lists

Rows = Iterable[Row[*tuple[Any, ...]]]


def problem_of(
    row: Row[*tuple[Any, ...]],
    read_with_it: Sequence[Row[*tuple[Any, ...]]],
    shown: Rows,
    told: Rows,
    answered: Rows,
) -> Problem:
    """Return a problem whole.

    Args:
        row: its row, every column.
        read_with_it: the rows of what was attached or joined to it, each kind in its order.
        shown: the pictures of all of these: whose, name, media type, content.
        told: its history: when, who, kind, words.
        answered: its answers: words, who, when, when it goes out, its number once it has left.
    """
    pictures: dict[int, list[Picture]] = {}
    for sequence, *picture in shown:
        pictures.setdefault(sequence, []).append(Picture(*picture))
    report, *others = (
        _report(one, tuple(pictures.get(one.sequence, ()))) for one in (row, *read_with_it)
    )
    is_joined = [one.shown_in == lists.JOINED for one in read_with_it]
    return Problem(
        sequence=row.sequence,
        report=report,
        state=State(row.state),
        priority=Priority(row.priority),
        received_at=row.received_at,
        waiting=Waiting(WaitingOn(row.waiting_on), row.waiting_until) if row.waiting_on else None,
        look_again_on=row.look_again_on,
        closed_at=row.closed_at,
        spent_minutes=row.spent_minutes,
        clock_is_off=row.clock_is_off,
        version=row.version,
        answers=tuple(
            Answer(said, who, at, None if number else goes_out_at)
            for said, who, at, goes_out_at, number in answered
        ),
        history=tuple(Event(*event) for event in told),
        follow_ups=tuple(compress(others, (not one for one in is_joined))),
        joined=tuple(compress(others, is_joined)),
        found_item=row.item if row.item_said is not None else "",
    )


def standing(problem: Problem) -> dict[str, Any]:
    """Return the columns that change with a problem's state."""
    waiting = problem.waiting
    return {
        "shown_in": view_of(
            problem.state, problem.priority, niggle=problem.report.effect.niggle
        ).value,
        "state": problem.state.value,
        "priority": int(problem.priority),
        "waiting_on": waiting.on.value if waiting else None,
        "waiting_until": waiting.until if waiting else None,
        "look_again_on": problem.look_again_on,
        "closed_at": problem.closed_at,
        "spent_minutes": problem.spent_minutes,
    }


def row_of(sequence: int, new: NewProblem) -> dict[str, Any]:
    """Return a new problem's row."""
    problem, report = new.problem, new.problem.report
    return {
        "sequence": sequence,
        "id": report.id,
        "number": report.number,
        "content_hash": new.content_hash,
        "reply_key": new.reply_key,
        "source": new.source,
        "category": report.category,
        "branch": report.branch,
        "title": report.title,
        "title_key": sort_key(report.title),
        "item": problem.item,
        "item_said": report.item if problem.item != report.item else None,
        "filed_at": report.filed_at,
        "received_at": problem.received_at,
        "clock_is_off": problem.clock_is_off,
        **standing(problem),
        **({"shown_in": lists.REGISTRATION} if is_registration(report) else {}),
        "version": problem.version,
        "effect": _effect_document(report.effect),
        "answers": dict(report.answers),
        "facts": [(fact.key, fact.value) for fact in report.facts],
        "saw": report.saw,
        "guess": report.guess,
        "contact": report.contact,
        "here_until": report.here_until,
        "deadline_at": report.effect.deadline_at,
        "notice": report.notice,
        "follows": report.follow_up.of if report.follow_up else None,
        "follow_kind": report.follow_up.kind.value if report.follow_up else "",
    }


def picture_rows(sequence: int, new: NewProblem) -> Iterator[dict[str, Any]]:
    """Yield the rows of a new problem's pictures."""
    for place, picture in enumerate(new.problem.report.pictures, 1):
        yield {
            "problem": sequence,
            "place": place,
            "name": picture.name,
            "media_type": picture.media_type,
            "content": picture.content,
        }


def history_rows(sequence: int, new: NewProblem) -> Iterator[dict[str, Any]]:
    """Yield the rows of a new problem's history."""
    for told in new.problem.history:
        yield {
            "problem": sequence,
            "at": told.at,
            "who": told.by,
            "kind": told.kind,
            "words": told.words,
        }


def _report(row: Row[*tuple[Any, ...]], shown: tuple[Picture, ...]) -> Report:
    return Report(
        id=ReportId(row.id),
        category=row.category,
        branch=row.branch,
        title=row.title,
        filed_at=row.filed_at,
        saw=row.saw,
        guess=row.guess,
        effect=effect(row.effect),
        answers={
            key: value if isinstance(value, str) else tuple(value)
            for key, value in row.answers.items()
        },
        item=row.item if row.item_said is None else row.item_said,
        facts=tuple(Fact(key, value) for key, value in row.facts),
        pictures=shown,
        contact=row.contact,
        here_until=row.here_until,
        notice=row.notice,
        follow_up=FollowUp(ReportId(row.follows), FollowUpKind(row.follow_kind))
        if row.follows
        else None,
    )


def _effect_document(effect: Effect) -> dict[str, Any]:
    return {
        "stopped": effect.stopped,
        "how_bad": effect.how_bad,
        "only_one": effect.only_one,
        "only_accessible": effect.only_accessible,
        "deadline_at": effect.deadline_at.isoformat() if effect.deadline_at else None,
        "risks": sorted(effect.risks),
        "danger": effect.danger,
        "niggle": effect.niggle,
        "recent_alike": effect.recent_alike,
    }


def effect(document: dict[str, Any]) -> Effect:
    """Return an effect from its document."""
    return Effect(
        stopped=Stopped(document["stopped"]) if document["stopped"] else None,
        how_bad=HowBad(document["how_bad"]) if document["how_bad"] else None,
        only_one=document["only_one"],
        only_accessible=document["only_accessible"],
        deadline_at=datetime.fromisoformat(document["deadline_at"])
        if document["deadline_at"]
        else None,
        risks=frozenset(map(Risk, document["risks"])),
        danger=document["danger"],
        niggle=document["niggle"],
        recent_alike=document["recent_alike"],
    )
