"""Words about wiping and disposal: steps, methods, what is told before something is kept."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from libdesk.domain.disposal import Condition, Departure, How, Leaving, Step, is_locked
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Method, Remark, Result, WipeRecord, WipingRules
from libdesk.ui.item_strings import item_status_words, money_words, short_day_words
from libdesk.ui.planning.entry_list import EntryLine
from libdesk.ui.strings import counted

DOT = " · "
DONE, NEXT, OPEN, STOP = "✓", "→", "○", "!"
"""Signs before the steps of the way out; each stands with its words."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("disposal", words)


def step_words(step: Step) -> str:
    """Return what stands at a step, for the chip above the list."""
    return {
        Step.SERVES: _tr("To be declared surplus"),
        Step.WIPE: _tr("To be wiped"),
        Step.READY: _tr("Ready to go"),
        Step.LOCKED: _tr("Kept for a grant"),
        Step.LOST: _tr("Lost or stolen"),
        Step.UNTOLD: _tr("Gone, not said how"),
        Step.CERTIFICATE: _tr("Certificate awaited"),
        Step.GONE: _tr("Gone this year"),
    }[step]


def nothing_words() -> str:
    """Return what to do where nothing is on its way out."""
    return _tr(
        "Nothing is on its way out. In the list of equipment choose what is to go, one thing or "
        "several, and press D."
    )


def method_words(method: Method) -> str:
    """Return a method's name with what it guards against."""
    return {
        Method.CLEAR: _tr("Clear: ordinary programs find nothing any more."),
        Method.PURGE: _tr("Purge: a laboratory finds nothing any more."),
        Method.DESTROY: _tr("Destroy: nothing is left that could be read."),
    }[method]


def short_method(method: Method) -> str:
    """Return a method's name."""
    return {
        Method.CLEAR: _tr("Clear"),
        Method.PURGE: _tr("Purge"),
        Method.DESTROY: _tr("Destroy"),
    }[method]


def media_words(media: DiskKind) -> str:
    """Return what keeps an item's data."""
    return {
        DiskKind.UNKNOWN: _tr("Not known"),
        DiskKind.SSD: _tr("SSD"),
        DiskKind.HARD_DISK: _tr("Hard disk"),
        DiskKind.FLASH: _tr("Flash memory (tablet, Chromebook)"),
        DiskKind.NO_STORAGE: _tr("No storage"),
    }[media]


def remark_words(remark: Remark) -> str:
    """Return what is told before a wipe is kept."""
    return {
        Remark.ONLY_CLEARED: _tr(
            "This only clears it. What leaves the library is purged or destroyed."
        ),
        Remark.UNRELIABLE: _tr(
            "Overwriting misses parts of this kind of storage. Use the drive’s own sanitize "
            "command, or cryptographic erase."
        ),
        Remark.PASSES: _tr(
            "Rules that count passes (“DoD 3-pass, 7-pass”) are outdated: on a hard disk one pass "
            "does the same, on an SSD none is enough."
        ),
        Remark.DEGAUSSED: _tr(
            "Degaussing is no way to destroy any more: today’s drives withstand it, and an SSD has "
            "nothing magnetic."
        ),
        Remark.SAME_PERSON: _tr("Whoever did it has checked it too. Better is another person."),
        Remark.ALONE: _tr("Nobody else is here to check it: the certificate says so."),
        Remark.UNCHECKED: _tr("Nobody has checked it yet: the certificate says so."),
        Remark.FAILED: _tr("It stays to be wiped. What can’t be wiped is best destroyed."),
    }[remark]


def how_words(how: How) -> str:
    """Return how a thing goes."""
    return {
        How.RECYCLED: _tr("Recycled"),
        How.SOLD: _tr("Sold"),
        How.GIVEN: _tr("Given"),
        How.TRADED_IN: _tr("Traded in"),
        How.RETURNED: _tr("Returned to donor or lessor"),
        How.DESTROYED: _tr("Destroyed"),
        How.WRITTEN_OFF: _tr("Written off"),
    }[how]


def condition_words(condition: Condition) -> str:
    """Return the state of a thing."""
    return {
        Condition.UNKNOWN: _tr("Not known"),
        Condition.WORKS: _tr("Works"),
        Condition.PARTLY: _tr("Works in part"),
        Condition.BROKEN: _tr("Broken"),
    }[condition]


def things_words(count: int) -> str:
    """Return how many things."""
    return counted(count, _tr("1 thing"), _tr("{count} things"))


def wipe_words(wipe: WipeRecord, rules: WipingRules) -> str:
    """Return one wipe in a sentence."""
    name = rules.name(wipe.technique)
    day = short_day_words(wipe.on)
    if wipe.result is Result.FAILED:
        return _tr("The wipe on {day} failed ({name}).").format(day=day, name=name)
    by = wipe.checked_by or (_tr("nobody else is here") if wipe.is_alone else _tr("nobody yet"))
    told = _tr("Wiped {day}, {method}: {name}. By {who}, checked by {by}.")
    return told.format(day=day, method=short_method(wipe.method), name=name, who=wipe.by, by=by)


def went_words(departure: Departure) -> str:
    """Return how a thing went, in a sentence."""
    day = short_day_words(departure.on)
    to = ", ".join(filter(None, (departure.to, *departure.schemes)))
    parts = [f"{how_words(departure.how)} {day}{': ' + to if to else ''}"]
    if departure.price is not None:
        parts.append(money_words(departure.price))
    if departure.certificate:
        parts.append(_tr("certificate {number}").format(number=departure.certificate))
    elif departure.awaits_certificate:
        parts.append(_tr("certificate awaited"))
    return DOT.join(parts)


def lock_words(record: Record) -> str:
    """Return until when a thing is kept, and why."""
    until = short_day_words(record.keep_until) if record.keep_until is not None else ""
    why = record.keep_why or record.funder
    told = _tr("To be kept until {day}: {why}.") if why else _tr("To be kept until {day}.")
    return told.format(day=until, why=why)


def proposal_words(until: date) -> str:
    """Return what is proposed for what E-rate paid for."""
    return _tr(
        "E-rate paid for it, so it may not go until five years after it came: {day}. Nobody has "
        "put that into its record yet."
    ).format(day=short_day_words(until))


def way_lines(leaving: Leaving, rules: WipingRules, today: date) -> tuple[tuple[str, str], ...]:
    """Return the way of one thing: a sign and words for each step."""
    return (
        _retired(leaving),
        _wiped(leaving, rules),
        *_kept(leaving, today),
        _gone(leaving),
    )


def line_of(leaving: Leaving, branches: Mapping[str, str]) -> EntryLine:
    """Return a thing's line in the list."""
    record = leaving.record
    title = f"{record.tag}  {record.name}" if record.name != record.tag else str(record.tag)
    first, presses = _first(leaving)
    branch = branches.get(record.branch, record.branch)
    rest = DOT.join(filter(None, (record.kind, record.machine, branch)))
    return EntryLine(record.id, title, first, rest, presses=presses)


def _retired(leaving: Leaving) -> tuple[str, str]:
    retired, status = leaving.retirement, leaving.record.status
    if retired is not None:
        day = short_day_words(retired.at.astimezone().date())
        told = _tr("Declared surplus {day}").format(day=day)
        if retired.by:
            told = _tr("{told} by {who}").format(told=told, who=retired.by)
        condition = condition_words(retired.condition) if retired.condition.value else ""
        return DONE, DOT.join(filter(None, (told, retired.why, condition)))
    if leaving.step is Step.SERVES:
        now = item_status_words(status)
        return NEXT, _tr("Declare it surplus. It is “{status}” now.").format(status=now)
    if status is Status.LOST:
        return STOP, _tr("Lost or stolen")
    return DONE, _tr("Retired; nobody wrote down why")


def _wiped(leaving: Leaving, rules: WipingRules) -> tuple[str, str]:
    if not leaving.holds_storage:
        return DONE, _tr("Nothing to wipe: it has no storage")
    if leaving.wiped is not None:
        return DONE, wipe_words(leaving.wiped, rules)
    if leaving.record.status is Status.LOST:
        return STOP, _tr("Lost with data on it")
    if leaving.record.status is Status.GONE:
        return STOP, _tr("No record says that it was wiped")
    sign = NEXT if leaving.step is Step.WIPE else OPEN
    return sign, _wipe_first(leaving)


def _wipe_first(leaving: Leaving) -> str:
    if leaving.has_failed:
        day = short_day_words(leaving.wipes[0].on)
        return _tr("The wipe of {day} failed: destroy it").format(day=day)
    if leaving.record.status is Status.WIPED and not leaving.wipes:
        return _tr("Called wiped, but no record says how")
    if not leaving.wipes:
        return _tr("To be wiped")
    if leaving.wipes[0].method is Method.CLEAR:
        return _tr("Only cleared: enough inside, not for what leaves")
    return _tr("Served again since it was wiped: wipe it again")


def _kept(leaving: Leaving, today: date) -> tuple[tuple[str, str], ...]:
    if leaving.record.keep_until is None or leaving.record.status is Status.GONE:
        return ()
    if is_locked(leaving.record, today):
        return ((STOP, lock_words(leaving.record)),)
    day = short_day_words(leaving.record.keep_until)
    return ((DONE, _tr("Free to go since {day}").format(day=day)),)


def _gone(leaving: Leaving) -> tuple[str, str]:
    if leaving.departure is not None:
        sign = NEXT if leaving.step is Step.CERTIFICATE else DONE
        note = " ".join(leaving.departure.note.split())
        return sign, DOT.join(filter(None, (went_words(leaving.departure), note)))
    if leaving.step is Step.UNTOLD:
        return NEXT, _tr("Gone; nobody has said how")
    if leaving.step is Step.READY:
        return NEXT, _tr("Decide on it, and let it go")
    if leaving.step is Step.LOST:
        return NEXT, _tr("Write it off, or say in its record that it is found")
    return OPEN, _tr("Decide on it, and let it go")


def _short(leaving: Leaving) -> str:
    """Return in a few words that a thing is ready to go."""
    if leaving.wiped is None:
        return _tr("Nothing to wipe")
    day, method = short_day_words(leaving.wiped.on), short_method(leaving.wiped.method)
    return _tr("Wiped {day}, {method}").format(day=day, method=method)


def _first(leaving: Leaving) -> tuple[str, bool]:
    """Return a line's most telling words, and whether a sign stands before them."""
    if leaving.step is Step.WIPE:
        return _wipe_first(leaving), leaving.has_failed
    if leaving.step is Step.LOCKED:
        return lock_words(leaving.record), True
    if leaving.departure is not None:
        return went_words(leaving.departure), leaving.step is Step.CERTIFICATE
    if leaving.step is Step.READY:
        return _short(leaving), False
    return _gone(leaving)[1] if leaving.step is not Step.SERVES else _retired(leaving)[1], False
