"""What can't be lent, to whom not and when not; each said in a sentence."""

from dataclasses import replace
from datetime import date

from libdesk.domain.loans import (
    AHEAD,
    ALONG_LIMIT,
    Loan,
    LoanState,
    NoBorrower,
    check_borrower,
    days_over,
    first_free,
    is_lendable,
)
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.domain.text import LINE_LIMIT, clean_line, clean_text
from libdesk.services.errors import Refusal
from libdesk.services.item_changes import records_of
from libdesk.services.stores import Unit

NOTE_LIMIT = 1_000
"""Characters of what a loan is for, or of what was said when it came back."""

STAFF_ONLY = (
    "Loans here are for staff: type a colleague’s name or a role, such as “Story time team”. "
    "What patrons borrow stays in your check-out system."
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """Return a day as it stands in a sentence: Dec 3, 2026."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def checked(wanted: Loan) -> Loan:
    """Return a loan with its words as they are kept.

    Raises:
        Refusal: it names nobody on the staff, or says too much; names the field.
    """
    borrower = _line_of(wanted.borrower, LINE_LIMIT, "borrower")
    why = check_borrower(borrower)
    if why is NoBorrower.MISSING:
        raise Refusal("Who takes it? Type a colleague’s name, or a role.", field="borrower")
    if why is NoBorrower.PRIVATE:
        raise Refusal(
            f"That looks like a card number, an address or a telephone number. {STAFF_ONLY}",
            field="borrower",
        )
    if why is NoBorrower.PATRON:
        raise Refusal(STAFF_ONLY, field="borrower")
    along = _line_of(wanted.along, ALONG_LIMIT, "along")
    return replace(wanted, borrower=borrower, along=along, note=note_of(wanted.note, "note"))


def _line_of(typed: str, limit: int, field: str) -> str:
    line = clean_line(typed, limit + 1)
    if len(line) > limit:
        raise Refusal(f"Say it in at most {limit} characters.", field=field)
    return line


def note_of(typed: str, field: str) -> str:
    """Return free words as they are kept.

    Raises:
        Refusal: they are too many; names the field.
    """
    text = clean_text(typed)
    if len(text) > NOTE_LIMIT:
        raise Refusal(f"Say it in at most {NOTE_LIMIT} characters.", field=field)
    return text


def check_days(wanted: Loan, today: date, *, begins: bool = True) -> None:
    """Refuse days on which nothing can be lent.

    Args:
        wanted: the loan.
        today: the library's day.
        begins: its first day is still to come, or is today.

    Raises:
        Refusal: the days make no sense.
    """
    if wanted.until_on < wanted.from_on:
        raise Refusal("It is to be back before it is handed out. Choose a later day.", field="days")
    if begins and wanted.from_on < today:
        raise Refusal("That day is over. Choose today or a later day.", field="days")
    if wanted.until_on < today:
        raise Refusal("That day is over. Choose a later day.", field="days")
    if (wanted.until_on - today).days > AHEAD:
        raise Refusal(
            "That is more than a year ahead. Choose an earlier day; a loan can be extended.",
            field="days",
        )


def check_lendable(unit: Unit, record: Record) -> None:
    """Make sure that a thing may be lent.

    Raises:
        Refusal: it may not; says why.
    """
    if why := why_not(unit, record):
        raise Refusal(why, field="item")


def why_not(unit: Unit, record: Record) -> str:
    """Return why a thing can't be lent, in a sentence; "" where it can."""
    standing = unit.stand_ins.of(record.id)
    if standing is not None and standing.spare == record.id:
        away = records_of(unit, [standing.away]).get(standing.away)
        named = away.tag if away is not None else "another"
        return f"{record.tag} stands in for {named} now. Swap that back first."
    if is_lendable(record):
        return ""
    if record.status is Status.IN_USE:
        return (
            f"{record.tag} is in use where it stands. Lend something that is ready or a spare, or "
            "give it the role “loan kit” in its record."
        )
    return f"{record.tag} is “{record.status.value}”, so it can’t be lent."


def taken_sentence(
    record: Record, wanted: Loan, other: Loan, others: tuple[Loan, ...], today: date
) -> str:
    """Return who has a thing or has booked it, and when it is free."""
    who, tag = other.borrower, record.tag
    if days_over(other, today):
        return (
            f"{tag} is with {who} and was due back on {day_words(other.until_on)}. Take it back, "
            "or extend that loan first."
        )
    rest = [one for one in others if one.id != wanted.id]
    start = max(today, wanted.from_on)
    free = first_free(rest, start, (wanted.until_on - start).days + 1, today)
    since = f" For so many days it is free from {day_words(free)}." if free is not None else ""
    if other.state is LoanState.OUT:
        return f"{tag} is with {who} until {day_words(other.until_on)}.{since}"
    first, last = day_words(other.from_on), day_words(other.until_on)
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"{tag} is booked for {who} {days}.{since}"
