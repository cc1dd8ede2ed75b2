"""The log of outages on paper: by month, and each by itself; for a provider, or for the board."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from libdesk.documents.content import Block, Column, Heading, Paper, Paragraph, Table, Tone
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.outages import BranchMonth, Lost, Outage, lasted, whole

MOST = 500
"""Outages on one paper; of more the newest are listed, and all are counted."""

_MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True)
class LoggedOutages:
    """What a paper tells.

    Attributes:
        branch: the branch's code; "" for all.
        since: the first month that is told.
        rows: by branch and month, newest month first.
        outages: those of these months, newest first.
    """

    branch: str
    since: date
    rows: tuple[BranchMonth, ...]
    outages: tuple[Outage, ...]


def outage_log(
    log: LoggedOutages, words: Wording, *, now: datetime, printed_on: date, library: str = ""
) -> Paper:
    """Return the log.

    Args:
        log: what is told.
        words: in the library's language.
        now: until then counts what is not over.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    title = words.tr("Outages at {branch}").format(branch=words.branch(log.branch))
    if not log.branch:
        title = words.tr("Outages at all branches")
    since = words.tr("since {month}").format(month=words.month(log.since))
    return Paper(
        title=title,
        blocks=tuple(_blocks(log, words, now)),
        language=words.language,
        above=library,
        below=DOT.join((*_sum(log, words), since)),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        furniture=furniture(words),
    )


def _blocks(log: LoggedOutages, words: Wording, now: datetime) -> Iterator[Block]:
    if not log.rows:
        yield Paragraph(words.tr("No outage is written down."), Tone.LEAD)
        return
    yield Heading(words.tr("By month"))
    has_hours = any(row.open_time is not None for row in log.rows)
    yield Table(
        _month_columns(log, words, has_hours=has_hours),
        tuple(_months(log, words, has_hours=has_hours)),
    )
    if has_hours:
        told = words.tr("In open hours: the part of it that fell into the library’s open hours.")
        yield Paragraph(told, Tone.QUIET)
    yield Heading(words.tr("Each outage"))
    shown = log.outages[:MOST]
    yield Table(_columns(log, words), tuple(_row(one, log, words, now) for one in shown))
    if len(log.outages) > MOST:
        left = words.tr("{count} older ones are in the log. The export has all of them.")
        yield Paragraph(left.format(count=words.number(len(log.outages) - MOST)), Tone.QUIET)


def _sum(log: LoggedOutages, words: Wording) -> Iterator[str]:
    count, long, opened = whole(log.rows)
    yield (
        words.tr("1 outage")
        if count == 1
        else words.tr("{count} outages").format(count=words.number(count))
    )
    yield words.tr("{time} in all").format(time=_length(long, words))
    if opened is not None:
        yield words.tr("{time} in open hours").format(time=_length(opened, words))


def _month_columns(log: LoggedOutages, words: Wording, *, has_hours: bool) -> tuple[Column, ...]:
    columns = [Column(words.tr("Month"), 2.0)]
    columns += [] if log.branch else [Column(words.tr("Branch"), 2.0)]
    columns.append(Column(words.tr("Outages"), 1.0, is_number=True))
    columns.append(Column(words.tr("Time"), 1.3, is_number=True))
    columns += [Column(words.tr("In open hours"), 1.3, is_number=True)] if has_hours else []
    return tuple(columns)


def _months(log: LoggedOutages, words: Wording, *, has_hours: bool) -> Iterator[tuple[str, ...]]:
    for row in log.rows:
        cells = [words.month(row.month)]
        cells += [] if log.branch else [words.branch(row.branch)]
        cells += [words.number(row.count), _length(row.lasted, words)]
        if has_hours:
            cells.append("" if row.open_time is None else _length(row.open_time, words))
        yield tuple(cells)


def _columns(log: LoggedOutages, words: Wording) -> tuple[Column, ...]:
    where = [] if log.branch else [Column(words.tr("Branch"), 1.6)]
    return (
        Column(words.tr("Started"), 2.0),
        Column(words.tr("Back"), 2.0),
        Column(words.tr("Time"), 1.2, is_number=True),
        *where,
        Column(words.tr("What"), 1.4),
        Column(words.tr("Cause"), 2.6),
    )


def _row(one: Outage, log: LoggedOutages, words: Wording, now: datetime) -> tuple[str, ...]:
    back = words.tr("still away") if one.back_at is None else words.moment(one.back_at)
    where = [] if log.branch else [words.branch(one.branch)]
    why = DOT.join(filter(None, (one.cause, one.whose, one.problem)))
    time = _length(lasted(one, now), words)
    return (words.moment(one.started_at), back, time, *where, _lost(one.lost, words), why)


def _lost(lost: Lost, words: Wording) -> str:
    names: Mapping[Lost, str] = {
        Lost.INTERNET: words.tr("Internet"),
        Lost.WIFI: words.tr("Wi-Fi"),
        Lost.ILS: words.tr("Catalog system"),
        Lost.POWER: words.tr("Power"),
        Lost.PHONE: words.tr("Phone"),
        Lost.OTHER: words.tr("Something else"),
    }
    return names[lost]


def _length(length: timedelta, words: Wording) -> str:
    minutes = round(length.total_seconds() / _MINUTES_OF_HOUR)
    hours, rest = divmod(minutes, _MINUTES_OF_HOUR)
    if not hours:
        return words.tr("{minutes} min").format(minutes=rest)
    told = words.tr("{hours} h {minutes} min") if rest else words.tr("{hours} h")
    return told.format(hours=words.number(hours), minutes=rest)
