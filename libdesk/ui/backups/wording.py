"""The copies in words: when they were made, how large they are, what is not in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.services.backups import Listed, PlaceState, Where
from libdesk.services.restoring import Newer, Restored
from libdesk.ui import strings

NUMBERS_TOLD = 12
"""So many reports are told by their numbers; the rest are counted."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("backups", words)


def age_words(made_at: datetime, now: datetime) -> str:
    """Return how old a copy is: "12 minutes ago"; a clock that jumped makes none older."""
    age = now - made_at
    if age < timedelta(minutes=1):
        return _tr("just now")
    for unit, one, several in (
        (timedelta(days=1), _tr("1 day ago"), _tr("{count} days ago")),
        (timedelta(hours=1), _tr("1 hour ago"), _tr("{count} hours ago")),
        (timedelta(minutes=1), _tr("1 minute ago"), _tr("{count} minutes ago")),
    ):
        if age >= unit:
            count = age // unit
            return strings.counted(count, one, several)
    raise AssertionError("an age of a minute or more has a unit")


def made_words(made_at: datetime, now: datetime) -> str:
    """Return when a copy was made: "10:42 today (12 minutes ago)"."""
    return _tr("{when} ({age})").format(
        when=strings.time_words(made_at, now), age=age_words(made_at, now)
    )


def size_words(size: int) -> str:
    """Return a size: "1.2 MB"."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def where_words(where: Where) -> str:
    """Return in which place a copy lies."""
    return {Where.HERE: _tr("On this computer"), Where.SECOND: _tr("In the second place")}[where]


def state_words(state: PlaceState) -> str:
    """Return how a place stands, in a word or two."""
    if state.trouble:
        return _tr("Needs you")
    if not state.is_there:
        return _tr("Not there")
    if state.last is None:
        return _tr("No copy yet")
    return _tr("Late") if state.is_late else _tr("Fine")


def last_words(state: PlaceState, now: datetime) -> str:
    """Return the newest good copy of a place, in a sentence."""
    if state.last is None:
        return _tr("There is no good copy yet.")
    return _tr("Last good copy: {when}, {size}").format(
        when=made_words(state.last.copy.made_at, now), size=size_words(state.last.size)
    )


def trouble_words(state: PlaceState, now: datetime) -> str:
    """Return what is wrong with a place and what to do; "" when nothing is."""
    if state.trouble:
        if state.failed_at is None:
            return state.trouble
        since = strings.time_words(state.failed_at, now)
        return _tr("Since {since}: {trouble}").format(since=since, trouble=state.trouble)
    if not state.is_there and state.is_late:
        return _tr(
            "The place is not there, and its newest copy is older than a week. Plug in the stick, "
            "or check the share; LibDesk does the rest."
        )
    if state.is_late:
        return _tr("Its newest copy is older than a week.")
    if not state.is_there:
        return _tr("Not there just now. The next copy goes there when it is back.")
    return ""


def listed_words(listed: Listed, now: datetime) -> str:
    """Return a copy of the list in one line, for ears and for copying."""
    state = listed.trouble or _tr("Sound")
    when = made_words(listed.kept.copy.made_at, now)
    size = size_words(listed.kept.size)
    return f"{when}. {where_words(listed.where)}, {size}. {state}"


def newer_words(newer: Newer) -> str:
    """Return what a copy does not hold, before it is put back."""
    if not newer.can_be_read:
        return _tr(
            "The database can’t be read, so what came after the copy is not known. Reports that "
            "are still on the staff’s computers or in the drop folder come by themselves."
        )
    if newer.is_nothing:
        return _tr("Nothing was changed since this copy was made: nothing is lost by it.")
    lost = _tr("Not in the copy: {lost}.").format(lost=_lost(newer))
    if newer.is_other_library:
        return _tr("This copy is of another library.") + " " + lost
    return lost


def restored_words(restored: Restored, now: datetime) -> str:
    """Return what was done and what was lost."""
    made_at = restored.newer.made_at
    if made_at is None:
        done = _tr("The copy is the database now.")
    else:
        done = _tr("The copy of {when} is the database now.").format(
            when=strings.time_words(made_at, now)
        )
    told = [
        done,
        strings.counted(
            restored.reports, _tr("It holds 1 problem."), _tr("It holds {count} problems.")
        ),
    ]
    if restored.newer.can_be_read:
        told.append(newer_words(restored.newer))
    else:
        told.append(_tr("What came after it could not be read any more."))
    if restored.aside is not None:
        told.append(_tr("What was there before is kept as {path}.").format(path=restored.aside))
    return " ".join(told)


def _lost(newer: Newer) -> str:
    parts = []
    if newer.reports:
        count = strings.counted(len(newer.reports), _tr("1 report"), _tr("{count} reports"))
        parts.append(f"{count} ({_numbers(newer.reports)})")
    if newer.answers:
        parts.append(strings.counted(newer.answers, _tr("1 answer"), _tr("{count} answers")))
    if newer.changes:
        parts.append(
            strings.counted(newer.changes, _tr("1 other change"), _tr("{count} other changes"))
        )
    return ", ".join(parts)


def _numbers(numbers: Sequence[str]) -> str:
    told = ", ".join(numbers[:NUMBERS_TOLD])
    left = len(numbers) - NUMBERS_TOLD
    if left <= 0:
        return told
    return _tr("{numbers} and {count} more").format(numbers=told, count=left)
