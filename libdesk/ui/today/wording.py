"""Today in words: what a line is about, why it is there, and what comes when nothing is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from libdesk.domain.today import Agenda, Coming, Mark, Reason, Section, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.inbox.wording import DOT, ago_words, waiting_on_words
from libdesk.ui.lists import Column
from libdesk.ui.strings import counted, day_words, priority_words, time_words

_HOURS_FROM_MIN, _DAYS_FROM_H = 90, 36


def _tr(words: str) -> str:
    return QCoreApplication.translate("today", words)


def section_words(section: Section) -> str:
    """Return a section's heading."""
    return {
        Section.NOW: _tr("Now"),
        Section.TODAY: _tr("Today"),
        Section.SOON: _tr("Soon"),
    }[section]


def date_heading(now: datetime) -> str:
    """Return the day as it stands under the title."""
    here = now.astimezone().date()
    day = QDate(here.year, here.month, here.day)
    return QLocale().toString(day, QLocale.FormatType.LongFormat)


def lasting_words(lasting: timedelta) -> str:
    """Return a length of time, told as roughly as it is long: minutes, hours or days."""
    minutes = max(0, round(lasting.total_seconds() / 60))
    if minutes < _HOURS_FROM_MIN:
        return counted(minutes, _tr("1 minute"), _tr("{count} minutes"))
    hours = round(minutes / 60)
    if hours < _DAYS_FROM_H:
        return _tr("{count} hours").format(count=hours)
    return _tr("{count} days").format(count=round(hours / 24))


def kind_words(line: TodayLine) -> str:
    """Return how soon a problem is, and in one word what another line is about."""
    if line.problem is not None:
        return priority_words(line.problem.priority)
    return {
        "branch": _tr("Visit"),
        "notice": _tr("Known"),
        "change": _tr("Planned"),
        "loan": _tr("Loan"),
        "quarantine": _tr("Reports"),
        "backup": _tr("Copies"),
        "away": _tr("Reports"),
        "set_up": _tr("Set-up"),
        "untouched": _tr("New"),
        "registered": _tr("Computers"),
        "setting_up": _tr("Computers"),
        "count": _tr("Counting"),
        "offer": _tr("Offer"),
        "policy": _tr("Policy"),
    }[kind_of(line)]


def kind_of(line: TodayLine) -> str:
    """Return what a line is about, for machines."""
    return line.key.partition("/")[0]


def mark_words(mark: Mark, name: str, until: datetime | None, now: datetime) -> str:
    """Return what was just said to a line.

    Args:
        mark: what.
        name: the line's name.
        until: until when it is left out.
        now: the time now.
    """
    if mark is Mark.LATER and until is not None:
        return _tr("{name}: back at {when}.").format(name=name, when=time_words(until, now))
    if mark is Mark.DONE:
        return _tr("{name}: done.").format(name=name)
    return _tr("{name}: not mine. It is back when something about it changes.").format(name=name)


@dataclass(frozen=True, slots=True)
class TodayWords:
    """Words for lines.

    Attributes:
        overview: the branches' names.
        now: tells the time (aware, UTC).
    """

    overview: Overview
    now: Callable[[], datetime]

    def title(self, line: TodayLine) -> str:
        """Return what a line is about."""
        if line.problem is not None:
            return line.problem.title
        if line.branch and kind_of(line) == "branch":
            return self.overview.branch_name(line.branch)
        return {
            "notice": line.reasons[0].words,
            "change": line.reasons[0].words,
            "loan": line.thing,
            "quarantine": _tr("Reports that could not be read"),
            "backup": _tr("Copies of the database"),
            "away": _tr("A place that reports come from"),
            "set_up": _tr("What every form tells"),
            "untouched": _tr("Reports that have come in"),
            "registered": _tr("Computers that registered themselves"),
            "setting_up": _tr("Machines being set up"),
            "count": line.reasons[0].words,
            "offer": _offer_words(line),
            "policy": _tr("The policy on donations"),
        }[kind_of(line)]

    def name(self, line: TodayLine) -> str:
        """Return by what a line is called in a sentence: a number, or its title."""
        return line.problem.number if line.problem is not None else self.title(line)

    def why(self, line: TodayLine) -> str:
        """Return the strongest reason."""
        return self.reason(line.reasons[0])

    def facts(self, line: TodayLine) -> str:
        """Return the small print: where it is, and the other reasons."""
        return DOT.join(self._facts(line))

    def _facts(self, line: TodayLine) -> list[str]:
        parts = [self.reason(reason) for reason in line.reasons[1:]]
        if line.problem is not None:
            where = self.overview.branch_name(line.branch)
            parts = [where, line.problem.number, line.problem.item, *parts]
        elif kind_of(line) == "loan":
            parts = [self.overview.branch_name(line.branch), *parts]
        elif kind_of(line) == "notice":
            where = self.overview.branch_name(line.branch) if line.branch else _tr("All branches")
            parts = [where, *parts]
        return [part for part in parts if part]

    def spoken(self, line: TodayLine) -> str:
        """Return the whole line as a screen reader says it."""
        section = section_words(line.section)
        # A problem's urgency is told where it is not the section's own word.
        kind = "" if kind_words(line) == section else kind_words(line)
        parts = (section, kind, self.title(line), self.why(line), *self._facts(line))
        return ", ".join(part for part in parts if part)

    def columns(self) -> tuple[Column[TodayLine], ...]:
        """Return the list's columns; the first carries the whole line for a screen reader."""
        return (
            Column("title", _tr("What"), self.title, self.spoken),
            Column("section", _tr("When"), lambda line: section_words(line.section)),
            Column("kind", _tr("How soon"), kind_words),
            Column("why", _tr("Why"), self.why),
            Column("facts", _tr("Where"), self.facts),
        )

    def reason(self, reason: Reason) -> str:
        """Return a reason in plain words."""
        if reason.at is not None and (words := self._of_moment(reason, reason.at)):
            return words
        if reason.on is not None and (words := self._of_day(reason)):
            return words
        count = reason.count
        return {
            Why.SPOKE: _tr("New from the reporter"),
            Why.MEANT_FOR_TODAY: _tr("Meant for today; nobody has answered"),
            Why.QUARANTINE: counted(
                count,
                _tr("1 report lies there unread; its file is kept"),
                _tr("{count} reports lie there unread; their files are kept"),
            ),
            Why.UNTOUCHED: counted(
                count,
                _tr("1 report is in the inbox that nobody has looked at"),
                _tr("{count} reports are in the inbox that nobody has looked at"),
            ),
            Why.REGISTERED: counted(
                count,
                _tr("1 computer registered itself"),
                _tr("{count} computers registered themselves"),
            ),
            Why.COUNT_WAITS: counted(
                count,
                _tr("1 difference waits for a decision"),
                _tr("{count} differences wait for a decision"),
            ),
            Why.NIGGLES: _tr("{niggles} wait, and no visit is known").format(
                niggles=niggles_words(count)
            ),
            Why.CLOSETS_DUE: _tr("{closets} to look over: nobody has yet").format(
                closets=closets_words(reason)
            ),
            Why.SECOND_PLACE_OLD: _tr("No copy has reached the second place yet"),
            Why.SECOND_PLACE_NONE: _tr("They stand in one place only"),
            Why.SET_UP: _tr("Not settled yet: {things}").format(
                things=", ".join(_unsettled_words(name) for name in reason.words.split())
            ),
        }.get(reason.why, "")

    def _of_moment(self, reason: Reason, at: datetime) -> str:
        now = self.now()
        when, away = time_words(at, now), lasting_words(abs(at - now))
        words = {
            Why.NOW_UNANSWERED: _tr("Nobody has answered; came {ago}"),
            Why.PROMISE_BROKEN: _tr("Promised by {when}: {away} over"),
            Why.PROMISE_SOON: _tr("Promised by {when}: {away} left"),
            Why.PROMISE_TODAY: _tr("Promised by {when}"),
            Why.LEAVES_SOON: _tr("Can be asked until {when}: {away} left"),
            Why.LEAVES_TODAY: _tr("Can be asked until {when}"),
            Why.DEADLINE_SOON: _tr("Must work by {when}: {away} left"),
            Why.DEADLINE_NEAR: _tr("Must work by {when}"),
            Why.DEADLINE_OVER: _tr("Had to work by {when}"),
            Why.NOW_OPEN: _tr("Can’t wait, and is not fixed yet"),
            Why.BACKUP_FAILED: _tr("The copy of {when} failed: {words}"),
            Why.AWAY: _tr("Away since {when}. {words}"),
            Why.FIX_OVER: _tr("A fix was aimed at by {when}"),
            Why.NOTICE_OVER: _tr("Expected back by {when}: is it over?"),
            Why.STARTED: _tr("You are on it since {when}"),
            Why.SECOND_PLACE_OLD: _tr("The copy in the second place is of {when}"),
        }.get(reason.why, "")
        return words.format(when=when, away=away, ago=ago_words(at, now), words=reason.words)

    def _of_day(self, reason: Reason) -> str:
        today = self.now().astimezone().date()
        day = day_words(reason.on or today, today)
        words = {
            Why.VISIT_TODAY: _tr("You are there {day}: {there}"),
            Why.VISIT_NEXT: _tr("You are there {day}: {there}"),
            Why.WAIT_OVER: _tr("You waited for {whom} until {day}"),
            Why.LOOK_AGAIN: _tr("You put it off until {day}: look again"),
            Why.NIGGLES: _tr("{niggles} wait; the last visit was {day}"),
            Why.CHANGE_OVERDUE: _tr("Planned for {day}: is it done?"),
            Why.CHANGE_UNTOLD: _tr("Planned for {day}; staff have not been told"),
            Why.CHANGE_CLASH: _tr("Planned for {day}; 1 system does not work with it")
            if reason.count == 1
            else _tr("Planned for {day}; {count} systems do not work with it"),
            Why.CLOSETS_DUE: _tr("{closets} to look over; last done {day}"),
            Why.LOAN_OVERDUE: _tr("With {words}: was due back {day}, 1 day ago")
            if reason.count == 1
            else _tr("With {words}: was due back {day}, {count} days ago"),
            Why.LOAN_DUE: _tr("With {words}: due back {day}"),
            Why.LOAN_PICKUP: _tr("Booked for {words} from {day}: hand it out"),
            Why.SETTING_UP: _setting_up_words(reason),
            Why.OFFER_UNANSWERED: _tr("Offered {day}: nobody has answered for {count} days"),
            Why.RETURN_OVER: _tr("Was to be fetched by {day}: 1 thing lies there")
            if reason.count == 1
            else _tr("Was to be fetched by {day}: {count} things lie there"),
            Why.RETURN_SOON: _tr("To be fetched by {day}: 1 thing")
            if reason.count == 1
            else _tr("To be fetched by {day}: {count} things"),
            Why.POLICY_REVIEW: _tr("To be looked at again {day}"),
            Why.COUNT_OVER: _tr("Its last day was {day}, and nobody has finished it"),
            Why.COUNT_LAST: _tr("Today is its last day; 1 scan so far")
            if reason.count == 1
            else _tr("Today is its last day; {count} scans so far"),
            Why.COUNT_ENDS: _tr("Goes on until {day}; 1 scan so far")
            if reason.count == 1
            else _tr("Goes on until {day}; {count} scans so far"),
        }.get(reason.why, "")
        return words.format(
            day=day,
            count=QLocale().toString(reason.count),
            there=there_words(reason.count, reason.more),
            whom=waiting_on_words(reason.whom) if reason.whom else "",
            left=counted(reason.more, _tr("1 line open"), _tr("{count} lines open")),
            niggles=niggles_words(reason.count),
            closets=closets_words(reason),
            words=reason.words,
        )


def niggles_words(count: int) -> str:
    """Return so many little things in words."""
    return counted(count, _tr("1 niggle"), _tr("{count} niggles"))


def _offer_words(line: TodayLine) -> str:
    """Return an offer's number, with its donor where one is named."""
    number = f"D-{line.key.partition('/')[2]}"
    return f"{number}, {line.thing}" if line.thing else number


def _setting_up_words(reason: Reason) -> str:
    """Return the sentence of what is set up for long, with what is left to do to the first."""
    if not reason.more:
        alone, several = (
            _tr("{words}: being set up since {day}"),
            _tr("{count} machines are being set up; {words} since {day}"),
        )
    else:
        alone, several = (
            _tr("{words}: being set up since {day}, {left}"),
            _tr("{count} machines are being set up; {words} since {day}, {left}"),
        )
    return alone if reason.count == 1 else several


def closets_words(reason: Reason) -> str:
    """Return the closets that it is time to look over, by their names."""
    if reason.more:
        return _tr("{names} and {count} more").format(names=reason.words, count=reason.more)
    return reason.words


def there_words(problems: int, niggles: int) -> str:
    """Return what there is to do at a branch."""
    parts = []
    if problems:
        parts.append(counted(problems, _tr("1 open problem"), _tr("{count} open problems")))
    if niggles:
        parts.append(niggles_words(niggles))
    return _tr(" and ").join(parts) or _tr("nothing is open there")


def coming_words(coming: Coming | None, overview: Overview, now: datetime) -> str:
    """Return what comes next, for a list with nothing on it; "" where nothing is planned."""
    if coming is None:
        return ""
    today = now.astimezone().date()
    # On a Monday "on Thursday" is said, not a date.
    is_near = 1 < (coming.on - today).days < 7
    weekday = QLocale().toString(QDate(coming.on.year, coming.on.month, coming.on.day), "dddd")
    day = _tr("on {weekday}").format(weekday=weekday) if is_near else day_words(coming.on, today)
    if coming.branch:
        branch = overview.branch_name(coming.branch)
        return _tr("Next: visit to {branch} {day}.").format(branch=branch, day=day)
    if coming.at is not None:
        return _tr("Next: what you put off is back {day}.").format(day=day)
    return _tr("Next: something waits until {day}.").format(day=day)


def around_words(agenda: Agenda) -> str:
    """Return what is not on the list, as a note above it; "" for nothing."""
    parts = []
    if agenda.hidden:
        parts.append(
            counted(
                agenda.hidden,
                _tr("1 more is put off or not yours."),
                _tr("{count} more are put off or not yours."),
            )
        )
    if agenda.is_cut:
        parts.append(_tr("The most urgent are listed; all others stand in the Inbox."))
    return " ".join(parts)


def _unsettled_words(name: str) -> str:
    return {
        "library": _tr("the library’s name"),
        "urgent_phone": _tr("whom to call when it can’t wait"),
        "branches": _tr("the branches"),
    }.get(name, name)  # other reasons have words too, which are none of these
