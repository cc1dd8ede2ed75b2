"""Words for what the domain counts and names: priorities, states, progress, times."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from libdesk.domain.priority import HowBad, Priority, Stopped
from libdesk.domain.problems import Progress, State
from libdesk.services.ports import Kept


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


def soon_words(priority: Priority, phone: str = "") -> str:
    """Return how soon a report would be looked at, as a sentence for its reporter.

    Args:
        priority: how soon.
        phone: whom to call when it can't wait; on Now it stands first.
    """
    if priority is Priority.NOW and phone:
        return _tr("Now: call {phone} first, then press Send.").format(phone=phone)
    return {
        Priority.NOW: _tr("Now: this goes to the top of IT’s list."),
        Priority.TODAY: _tr("Today: among the first things IT looks at."),
        Priority.THIS_WEEK: _tr("This week: IT plans it in."),
        Priority.WHEN_WE_CAN: _tr("When we can: good to know, thank you."),
    }[priority]


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
        "libdesk": _tr("Program"),
    }
    return known.get(key, key.replace("_", " ").capitalize())


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
            "It goes to IT by itself as soon as there is a way. You need not wait: this window "
            "may be closed."
        ),
        Progress.HANDED_OVER: _tr("It lies where IT picks it up. You need not wait."),
        Progress.IN_INBOX: _tr(
            "IT has it. The answer will stand here, under “This branch’s reports”."
        ),
    }[progress]


def standing_words(kept: Kept, now: datetime) -> str:
    """Return where a report stands, as its reporter reads it."""
    said = next((reply for reply in reversed(kept.replies) if reply.state is not None), None)
    if said is None or said.state is None or said.state is State.NEW:
        return progress_words(kept.progress)
    if said.until is not None and said.state in (State.WAITING, State.NOT_NOW):
        day = day_words(said.until, now.astimezone().date())
        if said.state is State.WAITING:
            return _tr("Waiting until {day}").format(day=day)
        return _tr("Not now; looked at again {day}").format(day=day)
    return {
        State.SEEN: _tr("IT has read it"),
        State.DOING: _tr("IT is working on it"),
        State.WAITING: _tr("Waiting"),
        State.FIXED: _tr("Fixed"),
        State.NOT_NOW: _tr("Not now"),
    }[said.state]


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


def danger_words(never: tuple[str, ...], phone: str) -> str:
    """Return what to do first where something is unsafe.

    Args:
        never: what should not be done, as the questions file has it.
        phone: whom to call; "" when not set.
    """
    lines = [
        _tr(
            "First stop, and tell somebody in the building. Don’t switch it off, unless there is "
            "smoke or heat. Unplug its network cord."
        )
    ]
    if phone:
        lines.append(_tr("Then call {phone}.").format(phone=phone))
    if never:
        lines.append(_tr("Please don’t {things}.").format(things=", ".join(never)))
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


def known_words(notices: tuple[str, ...]) -> str:
    """Return known problems as one banner; "" when there are none."""
    return "\n".join(_tr("Known: {words}").format(words=words) for words in notices)
