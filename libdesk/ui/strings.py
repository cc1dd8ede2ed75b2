"""Words for what the domain counts and names: priorities, states, progress, times."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from libdesk.domain.bulletin import Notice, Pace, tells_planned_work
from libdesk.domain.equipment import Item
from libdesk.domain.priority import HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import FollowUpKind, Progress, ReplyKind, State, WaitingOn
from libdesk.domain.promises import Promise
from libdesk.domain.registrations import REGISTER

if TYPE_CHECKING:
    from libdesk.services.problems import Thread


def _tr(words: str) -> str:
    return QCoreApplication.translate("words", words)


def counted(count: int, one: str, many: str) -> str:
    """Return so many things in words.

    Args:
        count: how many.
        one: the words for one of them.
        many: the words for any other number, with {count}.
    """
    return one if count == 1 else many.format(count=QLocale().toString(count))


def priority_words(priority: Priority) -> str:
    """Return how soon, in words."""
    return {
        Priority.NOW: _tr("Now"),
        Priority.TODAY: _tr("Today"),
        Priority.THIS_WEEK: _tr("This week"),
        Priority.WHEN_WE_CAN: _tr("When we can"),
    }[priority]


def soon_words(priority: Priority) -> str:
    """Return how soon a report would be looked at, as a sentence for its reporter."""
    return {
        Priority.NOW: _tr("Now: this goes to the top of IT’s list."),
        Priority.TODAY: _tr("Today: among the first things IT looks at."),
        Priority.THIS_WEEK: _tr("This week: IT plans it in."),
        Priority.WHEN_WE_CAN: _tr("When we can: good to know, thank you."),
    }[priority]


def call_first_words(phone: str, *, is_unsafe: bool = False, is_about_phones: bool = False) -> str:
    """Return what to do before Send where it can't wait.

    Args:
        phone: whom to call; "" when not set.
        is_unsafe: what stands above comes before any call.
        is_about_phones: the telephones may be what doesn't work.
    """
    if is_unsafe:
        return _tr("Safety first: do what stands above. Then press Send.")
    if phone and is_about_phones:
        words = _tr("Call {phone} first, from a phone that works, then press Send.")
        return words.format(phone=phone)
    if not phone:
        return _tr("Phone IT or fetch somebody first, then press Send.")
    return _tr("Call {phone} first, then press Send.").format(phone=phone)


def call_now_words(phone: str, number: str = "") -> str:
    """Return what to do after Send where it can't wait.

    Args:
        phone: whom to call; "" when not set.
        number: the report's number; "" where it stands there already.
    """
    if not number:
        return _tr("Call {phone} now.").format(phone=phone) if phone else _tr("Tell IT now, too.")
    if not phone:
        return _tr("Tell IT now, by phone or in person, and give this number: {number}.").format(
            number=number
        )
    return _tr("Call {phone} now, and give this number: {number}.").format(
        phone=phone, number=number
    )


def promise_words(
    priority: Priority, promise: Promise, now: datetime, *, niggle: bool = False
) -> str:
    """Return by when IT answers, as a clock time; without a promise, how soon in words.

    Args:
        priority: how soon.
        promise: what may be expected.
        now: the time now.
        niggle: a little thing, which waits for IT's next visit.
    """
    if niggle:
        if promise.visit_on is None:
            return _tr("IT looks at it on the next visit to your branch.")
        day = day_words(promise.visit_on, now.astimezone().date())
        return _tr("IT looks at it on the next visit: {day}.").format(day=day)
    if promise.answer_by is None:
        return soon_words(priority)
    by = time_words(promise.answer_by, now)
    if promise.begins_at > now:
        back = time_words(promise.begins_at, now)
        words = _tr("IT is back at {back} and answers by {by}.").format(back=back, by=by)
    else:
        words = _tr("IT answers by {by}.").format(by=by)
    is_today = promise.answer_by.astimezone().date() == now.astimezone().date()
    if (priority is Priority.TODAY and not is_today) or (
        priority is Priority.NOW and promise.begins_at > now
    ):
        return words  # "Today: IT answers by 9:00 tomorrow" would contradict itself
    return _tr("{soon}: {words}").format(soon=priority_words(priority), words=words)


def aim_words(promise: Promise, now: datetime) -> str:
    """Return until when a fix is aimed at; "" where nothing is promised."""
    if promise.fix_by is None:
        return ""
    return _tr("IT aims to have it fixed by {by}.").format(by=time_words(promise.fix_by, now))


def expected_words(
    priority: Priority, promise: Promise, now: datetime, *, niggle: bool = False
) -> str:
    """Return all that a reporter may expect: the answer, and the fix that is aimed at.

    The one sentence for before Send and after it; arguments as for `promise_words`.
    """
    sentences = (promise_words(priority, promise, now, niggle=niggle), aim_words(promise, now))
    return " ".join(filter(None, sentences))


def sooner_words(promise: Promise, deadline_at: datetime | None, phone: str) -> str:
    """Return what to do where it must work before it is promised to; "" where it needn't.

    Args:
        promise: what may be expected.
        deadline_at: by when it must work (aware, UTC); None for no such time.
        phone: whom to call when it can't wait; "" when not set.
    """
    by = promise.fix_by or promise.answer_by
    if deadline_at is None or by is None or by <= deadline_at:
        return ""
    if not phone:
        return _tr("You need it sooner than that: please phone IT or fetch them.")
    return _tr("You need it sooner than that: please call {phone}.").format(phone=phone)


def private_words() -> str:
    """Return that something private stands there, before a report goes with it unseen."""
    return _tr(
        "Your words may hold something private: look at the hint above. Hide it, or press Send "
        "again to send it as it is."
    )


def thing_words(item: Item) -> str:
    """Return a thing as people name it, with its label."""
    return f"{item.name} ({item.tag})" if item.name != item.tag else item.name


def risk_words(risk: Risk) -> str:
    """Return what is at stake, in words."""
    return {
        Risk.MONEY: _tr("Money"),
        Risk.RULES: _tr("Rules or privacy"),
        Risk.GOOD_NAME: _tr("Our good name"),
    }[risk]


def clock_words(at: datetime) -> str:
    """Return a time of this computer's day, such as "4:30 PM"."""
    here = at.astimezone()
    return QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)


def cut_words(left_over: int) -> str:
    """Return what to do when a text was too long to be kept whole.

    Args:
        left_over: characters that found no room.
    """
    count = QLocale().toString(left_over)
    return _tr(
        "Only the first 100,000 characters fit; {count} are left out. The whole text is still on "
        "your clipboard: save it in a file and tell IT here that you have it."
    ).format(count=count)


def fact_words(key: str) -> str:
    """Return the name of a fact that is sent along by itself."""
    known = {
        "computer": _tr("Computer"),
        "system": _tr("System"),
        "user": _tr("User"),
        "network": _tr("Network"),
        "model": _tr("Model"),
        "memory": _tr("Memory"),
        "disk": _tr("Disk"),
        "running": _tr("Power"),
        "updates": _tr("Updates"),
        "printer": _tr("Default printer"),
        "screen": _tr("Screen"),
        "processor": _tr("Processor"),
        "desktop": _tr("Desktop"),
        "secure_boot": _tr("Secure Boot"),
        "serial": _tr("Serial number"),
        "libdesk": _tr("Program"),
    }
    return known.get(key, key.replace("_", " ").capitalize())


def computer_kind_words(kind: str) -> str:
    """Return a kind of computer as people say it; one that is not known as it stands."""
    known = {
        "public PC": _tr("For the public"),
        "staff PC": _tr("For staff"),
        "laptop": _tr("A laptop"),
    }
    return known.get(kind, kind)


def state_words(state: State) -> str:
    """Return where a problem stands, in words."""
    return {
        State.NEW: _tr("New"),
        State.SEEN: _tr("Seen"),
        State.DOING: _tr("Doing"),
        State.WAITING: _tr("Waiting"),
        State.FIXED: _tr("Fixed"),
        State.NOT_NOW: _tr("Not now"),
    }[state]


def progress_words(progress: Progress) -> str:
    """Return how far a report has come, in words."""
    return {
        Progress.KEPT: _tr("Kept on this PC"),
        Progress.HANDED_OVER: _tr("Handed over"),
        Progress.IN_INBOX: _tr("In IT’s inbox"),
    }[progress]


def next_words(progress: Progress) -> str:
    """Return what happens next with a report, for its reporter."""
    return {
        Progress.KEPT: _tr(
            "It goes to IT by itself as soon as there is a way. You don’t have to wait: this "
            "window may be closed."
        ),
        Progress.HANDED_OVER: _tr("IT picks it up from there. You don’t have to wait."),
        Progress.IN_INBOX: _tr(
            "IT has it. The answer will stand here, under “This branch’s reports”."
        ),
    }[progress]


def standing_words(thread: "Thread", now: datetime) -> str:
    """Return where a report stands, as its reporter reads it."""
    replies = thread.replies
    if thread.is_withdrawn:
        return _tr("No longer needed")
    said = next((reply for reply in reversed(replies) if reply.state is not None), None)
    if said is None or said.state is None or said.state is State.NEW:
        return progress_words(thread.progress)
    if not said.state.is_open and thread.is_on_its_way:
        return progress_words(thread.progress)  # IT has not read yet that it goes on
    if said.state is State.WAITING:
        return _rest_words(waiting_words(said.waiting_on), said.until, now)
    if said.state is State.NOT_NOW and said.until is not None:
        day = day_words(said.until, now.astimezone().date())
        return _tr("Not now; looked at again {day}").format(day=day)
    registers = thread.kept.report.category == REGISTER
    is_answered = any(reply.kind is ReplyKind.ANSWER for reply in replies)
    return {
        State.SEEN: _tr("Answered") if is_answered else _tr("IT has read it"),
        State.DOING: _tr("IT is working on it"),
        State.FIXED: _tr("Registered") if registers else _tr("Fixed"),
        State.NOT_NOW: _tr("Not registered") if registers else _tr("Not now"),
    }[said.state]


def only_words(along: Sequence[str]) -> str:
    """Return what goes along with one click, and that it is all.

    Args:
        along: the branch, the computer, the thing: what they are called.
    """
    if not along:
        return _tr("“Same here” sends only the time.")
    return _tr("“Same here” sends only: {things} and the time.").format(things=", ".join(along))


def _rest_words(waiting: str, until: date | None, now: datetime) -> str:
    if until is None:
        return waiting
    day = day_words(until, now.astimezone().date())
    return _tr("{waiting}, until {day}").format(waiting=waiting, day=day)


def waiting_words(on: WaitingOn | None) -> str:
    """Return on whom or what a report waits, as its reporter reads it (S20)."""
    if on is None:
        return _tr("Waiting")
    return {
        WaitingOn.REPORTER: _tr("IT waits for your answer"),
        WaitingOn.SUPPLIER: _tr("Waiting for the supplier"),
        WaitingOn.PART: _tr("Waiting for a part"),
        WaitingOn.VISIT: _tr("Waiting for IT’s next visit"),
        WaitingOn.OTHER_IT: _tr("Waiting for other IT people"),
    }[on]


def follow_up_words(kind: FollowUpKind) -> str:
    """Return what was added to a report, as its reporter reads it."""
    return {
        FollowUpKind.SAID: _tr("You added"),
        FollowUpKind.HURTS: _tr("You said it is still hurting"),
        FollowUpKind.WITHDRAWN: _tr("You said it is no longer needed"),
        FollowUpKind.RIGHT: _tr("You said IT has it right"),
        FollowUpKind.NOT_RIGHT: _tr("You said it is not quite so"),
    }[kind]


def pace_words(pace: Pace) -> str:
    """Return how fast first answers came in a month, as a sentence (S22)."""
    month = QLocale().toString(QDate(pace.month.year, pace.month.month, 1), "MMMM yyyy")
    return _tr("{month}: half of {count} reports within {time}").format(
        month=month, count=pace.count, time=span_words(pace.median_minutes)
    )


_LONG_H = 12
"""Fewer open hours than these are told in hours."""


def span_words(minutes: int) -> str:
    """Return open time in words: "45 minutes", "3 hours", "2 days" of eight hours."""
    if minutes < 90:
        return _tr("{count} minutes").format(count=max(1, minutes))
    hours = round(minutes / 60)
    if hours < _LONG_H:
        return _tr("{count} hours").format(count=hours)
    return _tr("{count} working days").format(count=max(1, round(hours / 8)))


def stopped_words(stopped: Stopped) -> str:
    """Return who is stopped, in words."""
    return {
        Stopped.ONE: _tr("Just one person"),
        Stopped.SEVERAL: _tr("Several people"),
        Stopped.EVERYONE: _tr("Everyone here"),
    }[stopped]


def how_bad_words(how_bad: HowBad) -> str:
    """Return how bad it is, in words."""
    return {
        HowBad.STOPPED: _tr("Stopped"),
        HowBad.WORSE: _tr("Getting worse"),
        HowBad.BADLY: _tr("Works, but badly"),
        HowBad.CAN_WAIT: _tr("Can wait"),
    }[how_bad]


def day_words(day: date, today: date, locale: QLocale | None = None) -> str:
    """Return a day: "today", "yesterday", "tomorrow", else such as "Tue 24 Nov"."""
    near = {
        0: _tr("today"),
        -1: _tr("yesterday"),
        1: _tr("tomorrow"),
    }.get((day - today).days)
    if near is not None:
        return near
    used = locale or QLocale()
    return _dated(day, used, has_year=day.year != today.year)


def date_words(day: date) -> str:
    """Return a day with its year, such as "Wed 25 Nov 2026", for paper."""
    return _dated(day, QLocale(), has_year=True)


def _dated(day: date, locale: QLocale, *, has_year: bool) -> str:
    """Return a day with the month before or after it, as its readers write the two."""
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    is_month_first = short.startswith("M")
    pattern = _tr("ddd, MMM d") if is_month_first else _tr("ddd d MMM")
    if has_year:
        pattern = _tr("ddd, MMM d, yyyy") if is_month_first else _tr("ddd d MMM yyyy")
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def time_words(at: datetime, now: datetime, locale: QLocale | None = None) -> str:
    """Return a moment by this computer's clock: "11:40 today", else such as "Tue 24 Nov, 11:40".

    Args:
        at: the moment (aware).
        now: the present (aware); its day is "today".
        locale: the reader's; the system's when None.
    """
    here, there = at.astimezone(), now.astimezone()
    used = locale or QLocale()
    clock = used.toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    day = day_words(here.date(), there.date(), used)
    if abs((here.date() - there.date()).days) <= 1:
        return _tr("{clock} {day}").format(clock=clock, day=day)
    return _tr("{day}, {clock}").format(clock=clock, day=day)


def danger_words(never: tuple[str, ...], phone: str, said: tuple[str, ...] = ()) -> str:
    """Return what to do first where something is unsafe.

    Args:
        never: what should not be done, as the questions file has it.
        phone: whom to call; "" when not set.
        said: what to do by the answers given; it stands for the general words, each with all that
            is to be done.
    """
    general = _tr(
        "First stop, and tell somebody in the building. Don’t switch it off, unless there is "
        "smoke or heat. Unplug its network cord."
    )
    lines = [_tr("Do this now:"), *(said or (general,))]
    lines.append(
        _tr("Then call {phone}.").format(phone=phone)
        if phone
        else _tr("Then phone IT or fetch them.")
    )
    if never:
        lines.append(_tr("Please don’t: {things}.").format(things="; ".join(never)))
    return "\n".join(lines)


def silence_words(since: datetime, now: datetime, phone: str) -> str:
    """Return what a reporter must know when the desk has not collected for long.

    Args:
        since: when it last collected.
        now: the time now.
        phone: whom to call when it can't wait; "" when that is not known.
    """
    words = _tr(
        "IT’s computer last picked up reports at {time}. Yours is kept and goes by itself."
    ).format(time=time_words(since, now))
    if phone:
        words += " " + _tr("Can’t wait? Call {phone}.").format(phone=phone)
    return words


def notice_words(notice: Notice, now: datetime) -> str:
    """Return a known problem in IT's words, with who is waited for, until when, and how many."""
    if tells_planned_work(notice.id):
        return _tr("Planned: {words}").format(words=notice.text)
    words = [_tr("Known: {words}").format(words=notice.text)]
    if notice.waits_for:
        since = time_words(notice.since, now)
        words.append(
            _tr("Waiting for {who} since {since}.").format(who=notice.waits_for, since=since)
        )
    if notice.until is not None and notice.until > now:
        words.append(_tr("Expected back by {time}.").format(time=time_words(notice.until, now)))
    if notice.count:
        words.append(
            _tr("One report says the same.")
            if notice.count == 1
            else _tr("{count} reports say the same.").format(count=QLocale().toString(notice.count))
        )
    return " ".join(words)
