"""Words for what the domain counts and names: priorities, states, progress, times."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from libdesk.domain.priority import HowBad, Priority, Stopped
from libdesk.domain.problems import Progress, State, WaitingOn


def _tr(words: str) -> str:
    return QCoreApplication.translate("words", words)


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
        Priority.NOW: _tr("Now: this goes to the top of IT's list."),
        Priority.TODAY: _tr("Today: IT looks at this before the day is over."),
        Priority.THIS_WEEK: _tr("This week: IT plans it in."),
        Priority.WHEN_WE_CAN: _tr("When we can: good to know, thank you."),
    }[priority]


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


def waiting_words(on: WaitingOn) -> str:
    """Return on whom or what a problem waits, as it follows "Waiting for"."""
    return {
        WaitingOn.REPORTER: _tr("you"),
        WaitingOn.SUPPLIER: _tr("a supplier"),
        WaitingOn.PART: _tr("a part"),
        WaitingOn.VISIT: _tr("the next visit"),
        WaitingOn.OTHER_IT: _tr("other IT"),
    }[on]


def progress_words(progress: Progress) -> str:
    """Return how far a report has come, in words."""
    return {
        Progress.KEPT: _tr("Kept on this PC"),
        Progress.HANDED_OVER: _tr("Handed over"),
        Progress.IN_INBOX: _tr("In IT's inbox"),
    }[progress]


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
    pattern = _tr("ddd d MMM") if day.year == today.year else _tr("ddd d MMM yyyy")
    return (locale or QLocale()).toString(QDate(day.year, day.month, day.day), pattern)


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
