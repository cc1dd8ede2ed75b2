"""A problem's history in words: what the desk did, and what the reporter added."""

from PySide6.QtCore import QCoreApplication

from libdesk.domain.follow_ups import ranked
from libdesk.domain.problems import Event, FollowUpKind, State
from libdesk.ui.strings import priority_words, state_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


def event_words(event: Event) -> tuple[str, str]:
    """Return one event as the beginning of a sentence, and the words that belong to it."""
    if (priority := ranked(event)) is not None:
        return _tr("Now ranked: {priority}").format(priority=priority_words(priority)), ""
    if event.kind in set(FollowUpKind):
        return _added(FollowUpKind(event.kind), event), event.words
    known = {
        "received": _tr("Arrived"),
        "answered": _tr("Answered"),
        "restated": _tr("Asked whether this is right"),
        "took_back": _tr("Taken back before it left"),
        **{state.value: state_words(state) for state in State},
        State.NEW.value: _tr("Needs a look again"),
    }
    what = known.get(event.kind, event.kind)
    if event.by:
        what = _tr("{what} by {who}").format(what=what, who=event.by)
    return what, event.words


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
