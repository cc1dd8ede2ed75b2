"""Stand-ins in words: what stands in for what, since when, and what a swap is called."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from libdesk.domain.loans import Loan
from libdesk.domain.records import ItemId, Record
from libdesk.domain.stand_ins import Swapped
from libdesk.domain.text import first_line
from libdesk.services.places import Overview
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.strings import day_words

LABEL_LIMIT = 16
"""Signs of a label on a button; only a broken list has longer ones."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def spare_words(record: Record, overview: Overview) -> str:
    """Return a spare as one line: its label and name, what it is, where it lies."""
    place = ", ".join(filter(None, (record.room, overview.branch_name(record.branch))))
    return DOT.join(filter(None, (named(record), record.kind, place)))


def booked_words(booked: Mapping[ItemId, Loan], today: date) -> Mapping[ItemId, str]:
    """Return of spares that are booked soon by whom, and from when on."""
    told = _tr("booked for {who} from {day}")
    return {
        item: told.format(who=loan.borrower or "—", day=day_words(loan.from_on, today))
        for item, loan in booked.items()
    }


def standing_words(swapped: Swapped, item: ItemId, today: date) -> str:
    """Return what stands in for an item, or for what it stands in itself."""
    since = day_words(swapped.stand_in.since.astimezone().date(), today)
    if swapped.away.id == item:
        told = _tr("{spare} stands in for it, since {day}.")
        return told.format(spare=named(swapped.spare), day=since)
    told = _tr("It stands in for {away}, since {day}.")
    return told.format(away=named(swapped.away), day=since)


def show_words(record: Record) -> str:
    """Return what a button that goes to an item says; as wide as a label is at most."""
    return _tr("Show {label}").format(label=first_line(record.tag, LABEL_LIMIT))


def swapped_words(away: Record, spare: Record) -> str:
    """Return what was done when a spare was swapped in."""
    return _tr("{spare} stands in for {away}.").format(spare=spare.tag, away=away.tag)


def back_words(away: Record, spare: Record) -> str:
    """Return what was done when it was swapped back."""
    return _tr("{spare} no longer stands in for {away}.").format(spare=spare.tag, away=away.tag)


def kept_words(away: Record, spare: Record) -> str:
    """Return what was done when it was decided that it stays."""
    return _tr("{spare} stays in the place of {away}.").format(spare=spare.tag, away=away.tag)


def named(record: Record) -> str:
    """Return an item's label with its name."""
    has_name = record.name and record.name != record.tag
    return f"{record.tag}, {record.name}" if has_name else record.tag
