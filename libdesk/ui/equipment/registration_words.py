"""Registrations in words: what a computer is, what it seems to be, what it says otherwise."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_history import FieldChange
from libdesk.services.registering import Waiting
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.item_field_words import field_words
from libdesk.ui.strings import counted, time_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def change_words(change: FieldChange) -> str:
    """Return what a field was and would become."""
    became = _tr("{field}: {became}").format(field=field_words(change.field), became=change.became)
    if not change.was:
        return became
    return _tr("{field}: {was} → {became}").format(
        field=field_words(change.field), was=change.was, became=change.became
    )


def line_words(waits: Waiting, now: datetime) -> str:
    """Return a registration as one line of the list."""
    registration = waits.registration
    said = registration.said
    name = said.get("computer_name", "")
    parts = (
        registration.title,
        seems_words(waits),
        name if name != registration.title else "",
        said.get("branch", ""),
        time_words(registration.received_at, now),
    )
    return DOT.join(filter(None, parts))


def seems_words(waits: Waiting) -> str:
    """Return what the list knows of the computer."""
    if waits.item is None:
        return _tr("in no list yet")
    return _tr("seems to be {label}").format(label=waits.item.tag)


def label_words(waits: Waiting) -> str:
    """Return what is the matter with the label it asks for; "" for nothing."""
    if waits.other is None:
        return ""
    words = _tr("It asks for the label {label}, but that is on {other}. Please look at both.")
    return words.format(label=waits.registration.label, other=waits.other.name)


def facts_words(waits: Waiting) -> str:
    """Return all that the computer says of itself."""
    said = waits.registration.said
    return DOT.join(f"{field_words(name)}: {text}" for name, text in said.items())


def list_words(count: int) -> str:
    """Return how many wait, as a heading."""
    if not count:
        return _tr("No computer waits to be decided on")
    one = _tr("1 computer waits to be decided on")
    return counted(count, one, _tr("{count} computers wait to be decided on"))
