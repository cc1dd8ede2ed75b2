"""Loans in words: who has what until when, what a day is, and what was just done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from libdesk.domain.loans import (
    READY_TO_LEND,
    Condition,
    DayOf,
    Loan,
    LoanState,
    Use,
    days_over,
    is_missed,
)
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.strings import counted, day_words

_AT_HAND = READY_TO_LEND | {Status.IN_USE}


def _tr(words: str) -> str:
    return QCoreApplication.translate("loans", words)


def thing_words(record: Record | None) -> str:
    """Return a thing's label with its name."""
    if record is None:
        return _tr("A thing that can’t be read")
    return record.tag if record.name in ("", record.tag) else f"{record.tag}, {record.name}"


def who_words(loan: Loan) -> str:
    """Return who has it; a dash once its time is over."""
    return loan.borrower or "—"


def loan_words(loan: Loan, today: date) -> str:
    """Return where a loan stands."""
    first, last = day_words(loan.from_on, today), day_words(loan.until_on, today)
    who = who_words(loan)
    if loan.state is LoanState.OUT:
        if days_over(loan, today):
            return _tr("With {who}; was due back {day}").format(who=who, day=last)
        return _tr("With {who}; due back {day}").format(who=who, day=last)
    if loan.state is LoanState.BOOKED:
        days = span_words(loan.from_on, loan.until_on, today)
        if is_missed(loan, today):
            return _tr("Booked for {who}, {days}; nobody came").format(who=who, days=days)
        return _tr("Booked for {who}, {days}").format(who=who, days=days)
    if loan.state is LoanState.CANCELED:
        return _tr("Canceled: {who}, from {day}").format(who=who, day=first)
    back = loan.ended_at.astimezone().date() if loan.ended_at is not None else loan.until_on
    told = _tr("With {who}, {days}").format(who=who, days=span_words(loan.from_on, back, today))
    return DOT.join(filter(None, (told, condition_words(loan.condition))))


def span_words(first: date, last: date, today: date) -> str:
    """Return from when to when, or on which one day."""
    if first >= last:
        return day_words(last, today)
    told = _tr("{first} to {last}")
    return told.format(first=day_words(first, today), last=day_words(last, today))


def over_words(loan: Loan, today: date) -> str:
    """Return for how long it should have been back; "" for what is not overdue."""
    over = days_over(loan, today)
    return counted(over, _tr("Overdue: 1 day"), _tr("Overdue: {count} days")) if over else ""


def more_words(loan: Loan) -> str:
    """Return what goes along, what it is for and what was said when it came back."""
    along = _tr("With it: {things}").format(things=loan.along) if loan.along else ""
    return DOT.join(filter(None, (along, loan.note.replace("\n", " "), loan.said)))


def gone_words(record: Record | None) -> str:
    """Return what has become of a lent thing, where the list says that it is not at hand."""
    if record is None or record.status in _AT_HAND:
        return ""
    told = _tr("In the list it is “{status}” by now.")
    return told.format(status=item_status_words(record.status))


def condition_words(condition: Condition | None) -> str:
    """Return how something came back."""
    if condition is None:
        return ""
    return {
        Condition.GOOD: _tr("In order"),
        Condition.NEEDS_CARE: _tr("Needs care"),
        Condition.BROKEN: _tr("Broken"),
    }[condition]


def use_words(use: Use) -> str:
    """Return what a day of a thing is, in a word."""
    return {
        Use.FREE: _tr("free"),
        Use.CLOSED: _tr("nobody is there"),
        Use.BOOKED: _tr("booked"),
        Use.OUT: _tr("out"),
        Use.OVERDUE: _tr("overdue"),
    }[use]


def day_told(thing: str, day: DayOf, today: date) -> str:
    """Return one day of a thing as a screen reader says it."""
    who = who_words(day.loan) if day.loan is not None else ""
    parts = (thing, day_words(day.on, today), use_words(day.use), who)
    return ", ".join(filter(None, parts))


def taken_words(loans: Sequence[Loan], today: date) -> str:
    """Return on which days a thing is taken; "" for none."""
    told = [loan_words(one, today) for one in loans]
    return f"{'; '.join(told)}." if told else ""


def done_words(before: Loan | None, left: Loan, record: Record, today: date) -> str:
    """Return what was just done to a loan, as a sentence."""
    words = {
        LoanState.OUT: _tr("{tag} is lent to {who} until {last}."),
        LoanState.BOOKED: _tr("{tag} is booked for {who}: {days}."),
        LoanState.RETURNED: _tr("{tag} is back from {who}."),
        LoanState.CANCELED: _tr("The booking of {tag} for {who} is canceled."),
    }[left.state]
    if before is not None and before.state is left.state is LoanState.OUT:
        words = _tr("{who} keeps {tag} until {last}.")
    if before is not None and _has_other_words_only(before, left):
        words = _tr("The loan of {tag} to {who} is changed.")
    return words.format(
        tag=record.tag,
        who=who_words(left),
        last=day_words(left.until_on, today),
        days=span_words(left.from_on, left.until_on, today),
    )


def _has_other_words_only(before: Loan, left: Loan) -> bool:
    same = (left.state, left.item, left.from_on, left.until_on)
    return (before.state, before.item, before.from_on, before.until_on) == same


def broken_words(record: Record) -> str:
    """Return what a thing's history says of its coming back broken."""
    return _tr("{tag} came back broken").format(tag=record.tag)
