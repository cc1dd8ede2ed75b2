"""A problem's history in words: what the desk did, and what the reporter added."""

from PySide6.QtCore import QCoreApplication

from libdesk.domain.follow_ups import NOTED, ranked
from libdesk.domain.problems import Event, FollowUpKind, State
from libdesk.domain.retention import NAMES_GONE, PICTURES_GONE
from libdesk.services.changing import IN_PERSON, JOINED, PARTED, TOLD, UNTOLD
from libdesk.ui.strings import priority_words, state_words

_GONE = frozenset({PICTURES_GONE, NAMES_GONE})


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


def event_words(event: Event) -> tuple[str, str]:
    """Return one event as the beginning of a sentence, and the words that belong to it."""
    if (priority := ranked(event)) is not None:
        return _tr("Now ranked: {priority}").format(priority=priority_words(priority)), ""
    if event.kind in _GONE:
        return _gone(event), ""
    if event.kind in set(FollowUpKind):
        return _added(FollowUpKind(event.kind), event), event.words
    known = {
        "received": _tr("Arrived"),
        "answered": _tr("Answered"),
        "restated": _tr("Asked whether this is right"),
        "took_back": _tr("Taken back before it was sent"),
        NOTED: _tr("Note"),
        JOINED: _tr("Joined with {number}").format(number=event.words),
        PARTED: _tr("Taken apart from {number}").format(number=event.words),
        TOLD: _tr("Every form was told"),
        UNTOLD: _tr("Told no more"),
        IN_PERSON: _tr("Asked in person; written down"),
        **{state.value: state_words(state) for state in State},
        State.NEW.value: _tr("Needs a look again"),
    }
    what = known.get(event.kind, event.kind)
    if event.by:
        what = _tr("{what} by {who}").format(what=what, who=event.by)
    return what, "" if event.kind in (JOINED, PARTED) else event.words


def _gone(event: Event) -> str:
    words = {
        PICTURES_GONE: _tr("Pictures removed, {days} days after it was closed"),
        NAMES_GONE: _tr("Names removed, {days} days after it was closed"),
    }[event.kind]
    return words.format(days=event.words)


def _added(kind: FollowUpKind, event: Event) -> str:
    if not event.by:
        return {
            FollowUpKind.SAID: _tr("They added") if event.words else _tr("They added something"),
            FollowUpKind.HURTS: _tr("It is still hurting them"),
            FollowUpKind.WITHDRAWN: _tr("No longer needed"),
            FollowUpKind.RIGHT: _tr("They say: right"),
            FollowUpKind.NOT_RIGHT: _tr("They say: not right"),
        }[kind]
    words = {
        FollowUpKind.SAID: _tr("{who} added") if event.words else _tr("{who} added something"),
        FollowUpKind.HURTS: _tr("{who} says it is still hurting them"),
        FollowUpKind.WITHDRAWN: _tr("{who} says it is no longer needed"),
        FollowUpKind.RIGHT: _tr("{who} says: right"),
        FollowUpKind.NOT_RIGHT: _tr("{who} says: not right"),
    }[kind]
    return words.format(who=event.by)
