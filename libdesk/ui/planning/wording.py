"""Planned work in words: lines of its lists, the notice that is drafted, words for a provider."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from libdesk.domain.outages import BranchMonth, Lost, Outage, lasted, whole
from libdesk.domain.planned_changes import (
    Every,
    Planned,
    PlannedChange,
    Unit,
    is_overdue,
    notice_is_due,
)
from libdesk.domain.requirements import About, Clash, Requirement, Says
from libdesk.ui.strings import counted, date_words, day_words, time_words

DOT = " \N{MIDDLE DOT} "
_MINUTES_OF_HOUR = 60
_CLASHES = 6


def _tr(words: str) -> str:
    return QCoreApplication.translate("planning", words)


def about_words(about: About) -> str:
    """Return what kind of thing it is."""
    return {
        About.SYSTEM: _tr("An operating system"),
        About.BROWSER: _tr("A browser"),
        About.OFFICE: _tr("An office program"),
        About.KIND: _tr("A kind of machine"),
        About.HARDWARE: _tr("Hardware"),
    }[about]


def says_words(says: Says) -> str:
    """Return what a system says of a thing."""
    return {
        Says.FORBIDS: _tr("does not work with it"),
        Says.FORBIDS_FROM: _tr("does not work with this version and later"),
        Says.NOT_BEFORE: _tr("needs this version or a later one"),
        Says.REQUIRES: _tr("works with nothing else"),
    }[says]


def lost_words(lost: Lost) -> str:
    """Return what was away."""
    return {
        Lost.INTERNET: _tr("Internet"),
        Lost.WIFI: _tr("Wi-Fi"),
        Lost.ILS: _tr("Catalog system"),
        Lost.POWER: _tr("Power"),
        Lost.PHONE: _tr("Phone"),
        Lost.OTHER: _tr("Something else"),
    }[lost]


def unit_words(unit: Unit | None) -> str:
    """Return what is counted between two times; None is once."""
    return {
        None: _tr("Once"),
        Unit.WEEKS: _tr("Every … weeks"),
        Unit.MONTHS: _tr("Every … months"),
        Unit.YEARS: _tr("Every … years"),
    }[unit]


def every_words(every: Every) -> str:
    """Return how often it comes again."""
    one, many = {
        Unit.WEEKS: (_tr("every week"), _tr("every {count} weeks")),
        Unit.MONTHS: (_tr("every month"), _tr("every {count} months")),
        Unit.YEARS: (_tr("every year"), _tr("every {count} years")),
    }[every.unit]
    return counted(every.count, one, many)


def clock(at: time) -> str:
    """Return a time of day as its readers write it."""
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def hours_words(begins: time | None, ends: time | None) -> str:
    """Return from when to when; "" for the whole day."""
    if begins is not None and ends is not None:
        return _tr("from {begin} to {end}").format(begin=clock(begins), end=clock(ends))
    if begins is not None:
        return _tr("from {begin} on").format(begin=clock(begins))
    return _tr("until {end}").format(end=clock(ends)) if ends is not None else ""


def thing_words(requirement: Requirement) -> str:
    """Return the thing that a requirement is about, with its version."""
    return f"{requirement.name} {requirement.of_version}".strip()


def told_words(requirement: Requirement) -> str:
    """Return what a system says of a thing, as a sentence."""
    words = {
        Says.FORBIDS: _tr("{system} does not work with {thing}."),
        Says.FORBIDS_FROM: _tr("{system} does not work with {thing} and later."),
        Says.NOT_BEFORE: _tr("{system} needs {thing} or later."),
        Says.REQUIRES: _tr("{system} works with {thing} only."),
    }[requirement.says]
    system = requirement.system
    return words.format(system=system[:1].upper() + system[1:], thing=thing_words(requirement))


def clash_words(clash: Clash) -> str:
    """Return why a change is stood against, how that is known, and what was promised."""
    one = clash.requirement
    words = [told_words(one)]
    if not clash.is_certain:
        words.append(_tr("It depends on the version: write it down."))
    if one.until is not None:
        day = date_words(one.until)
        words.append(
            _tr("Support was promised for {day}: ask whether it is there.").format(day=day)
            if clash.is_promised
            else _tr("Support is promised for {day}.").format(day=day)
        )
    if one.source and one.as_at is not None:
        source = _tr("Source: {source}, as at {day}.")
        words.append(source.format(source=one.source, day=date_words(one.as_at)))
    return " ".join(words)


def clashes_words(clashes: Sequence[Clash]) -> str:
    """Return what stands against a change, a line for each of the first few; "" for nothing."""
    if not clashes:
        return ""
    lines = [_tr("Before you begin:"), *map(clash_words, clashes[:_CLASHES])]
    if len(clashes) > _CLASHES:
        more = QLocale().toString(len(clashes) - _CLASHES)
        lines.append(_tr("And {count} more, under Won’t work with.").format(count=more))
    return "\n".join(lines)


def change_line(
    planned: Planned, branches: Mapping[str, str], today: date
) -> tuple[str, str, bool]:
    """Return how a list shows planned work: when, the small print, and whether it presses."""
    change = planned.change
    if change.is_over:
        day = day_words(change.done_on or change.on, today)
        return _tr("Done {day}").format(day=day), places_words(change, branches), False
    when = [day_words(change.on, today), hours_words(change.begins, change.ends)]
    is_late, is_due = is_overdue(change, today), notice_is_due(change, today)
    first = " ".join(filter(None, when))
    if is_late:
        first = _tr("{when}: is it done?").format(when=first)
    elif planned.clashes:
        first = _tr("{when}: see the warning").format(when=first)
    elif is_due:
        first = _tr("{when}: tell staff").format(when=first)
    parts = [places_words(change, branches)]
    parts += [every_words(change.every)] if change.every else []
    parts += [_tr("staff are told")] if change.is_told else []
    return first, DOT.join(parts), is_late or is_due or bool(planned.clashes)


def places_words(change: PlannedChange, branches: Mapping[str, str]) -> str:
    """Return where it is."""
    names = (branches.get(code, code) for code in change.branches)
    return ", ".join(names) or _tr("All branches")


def requirement_line(one: Requirement) -> tuple[str, str]:
    """Return how the register shows an entry: what it says, and the small print."""
    parts = [one.source]
    if one.as_at is not None:
        parts.append(_tr("as at {day}").format(day=date_words(one.as_at)))
    if one.until is not None:
        parts.append(_tr("promised for {day}").format(day=date_words(one.until)))
    return f"{thing_words(one)}: {says_words(one.says)}", DOT.join(filter(None, parts))


def outage_line(one: Outage, branches: Mapping[str, str], now: datetime) -> tuple[str, str, bool]:
    """Return how the log shows an outage: when, the small print, and whether it goes on."""
    start = time_words(one.started_at, now)
    long = length_words(lasted(one, now))
    if one.back_at is None:
        first = _tr("Away since {start}: {long}").format(start=start, long=long)
    else:
        first = _tr("{start}: {long}").format(start=start, long=long)
    parts = (branches.get(one.branch, one.branch), one.cause, one.whose, one.problem)
    return first, DOT.join(filter(None, parts)), one.back_at is None


def length_words(length: timedelta) -> str:
    """Return a length of time in hours and minutes."""
    minutes = max(0, round(length.total_seconds() / _MINUTES_OF_HOUR))
    hours, rest = divmod(minutes, _MINUTES_OF_HOUR)
    if not hours:
        return _tr("{minutes} min").format(minutes=rest)
    words = _tr("{hours} h {minutes} min") if rest else _tr("{hours} h")
    return words.format(hours=QLocale().toString(hours), minutes=rest)


def away_words(month: BranchMonth) -> str:
    """Return how long something was away in a month; still going on, it is told so."""
    words = length_words(month.lasted)
    return _tr("{length} so far").format(length=words) if month.still_away else words


def month_words(month: date) -> str:
    """Return a month with its year."""
    return QLocale().toString(QDate(month.year, month.month, 1), "MMMM yyyy")


def notice_draft(change: PlannedChange, today: date) -> str:
    """Return the notice as it is drafted: when, what is done, and what people will notice."""
    day = QDate(change.on.year, change.on.month, change.on.day)
    when = [QLocale().toString(day, QLocale.FormatType.LongFormat)]
    if change.on == today:
        when = [_tr("Today")]
    when.append(hours_words(change.begins, change.ends))
    if change.is_overnight:
        when.append(_tr("the next day"))
    words = [f"{' '.join(filter(None, when))}: {change.title}."]
    words.append(change.notice or _tr("You should notice nothing."))
    return " ".join(words)


def letter_words(
    rows: Iterable[BranchMonth], outages: Iterable[Outage], name: str, now: datetime
) -> str:
    """Return words for a letter to a provider: every outage of a branch, and their sum.

    Args:
        rows: the branch's months.
        outages: the branch's outages in these months, newest first.
        name: the branch's name.
        now: the present.
    """
    count, long, opened = whole(tuple(rows))
    told = _tr("The connection of our branch {branch} was down {count} times, for {long} in all.")
    if count == 1:
        told = _tr("The connection of our branch {branch} was down once, for {long}.")
    words = [told.format(branch=name, count=QLocale().toString(count), long=length_words(long))]
    if opened is not None:
        words.append(
            _tr("{long} of that were in our open hours.").format(long=length_words(opened))
        )
    lines = [" ".join(words), ""]
    for one in outages:
        start, end = _stamp(one.started_at), one.back_at
        until = _stamp(end) if end is not None else _tr("still down")
        what = filter(None, (lost_words(one.lost), one.cause))
        span = _tr("{start} to {end}").format(start=start, end=until)
        lines.append(f"- {span} ({length_words(lasted(one, now))}): {', '.join(what)}")
    asked = _tr("Please tell us the cause, and what you will do so that it does not happen again.")
    return "\n".join((*lines, "", asked))


def _stamp(at: datetime) -> str:
    here = at.astimezone()
    return f"{date_words(here.date())}, {clock(here.time())}"
