"""Setting machines up in words: how far it is, how it ended, what a line is."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from libdesk.domain.knowledge import Checklist
from libdesk.domain.records import Record
from libdesk.domain.reimaging import (
    Line,
    LineMark,
    Mark,
    Occasion,
    Outcome,
    Reimaging,
    in_sections,
    lines_of,
)
from libdesk.domain.statuses import Status
from libdesk.services.places import Overview
from libdesk.services.reimagings import SetUp
from libdesk.ui.equipment.swap_words import named
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.strings import counted, day_words, time_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("reimaging", words)


def occasion_words(occasion: Occasion) -> str:
    """Return why a machine is set up, as somebody chooses it."""
    return {
        Occasion.AFRESH: _tr("It is set up afresh"),
        Occasion.NEW: _tr("It is new"),
        Occasion.REPAIRED: _tr("It comes back from repair"),
        Occasion.WIPED: _tr("It was wiped"),
        Occasion.DONATED: _tr("It came as a gift"),
    }[occasion]


def becomes_words(status: Status) -> str:
    """Return what a machine becomes when it is set up, as somebody chooses it."""
    return {
        Status.IN_USE: _tr("In use"),
        Status.READY: _tr("Ready, not handed out yet"),
        Status.SPARE: _tr("A spare"),
    }[status]


def place_words(record: Record, overview: Overview) -> str:
    """Return what a machine is and where it stands."""
    place = ", ".join(filter(None, (record.room, overview.branch_name(record.branch))))
    return DOT.join(filter(None, (record.kind, place)))


def title_words(record: Record) -> str:
    """Return the machine by its label and name."""
    return named(record)


def progress_words(run: Reimaging) -> str:
    """Return how far it is, such as "9 of 14 done"."""
    return _tr("{done} of {count} done").format(done=run.done_count, count=len(run.marks))


def left_words(run: Reimaging) -> str:
    """Return what is left to do, and what is excused."""
    told = []
    if run.open_count:
        told.append(counted(run.open_count, _tr("1 line open"), _tr("{count} lines open")))
    if run.excused_count:
        told.append(counted(run.excused_count, _tr("1 excused"), _tr("{count} excused")))
    return ", ".join(told)


def begun_words(run: Reimaging, today: date) -> str:
    """Return when and by whom it was begun."""
    day = day_words(run.begun_at.astimezone().date(), today)
    if run.begun_by:
        return _tr("begun {day} by {who}").format(day=day, who=run.begun_by)
    return _tr("begun {day}").format(day=day)


def running_words(run: Reimaging, today: date) -> str:
    """Return one that is under way, in a sentence."""
    told = ", ".join(filter(None, (progress_words(run), left_words(run), begun_words(run, today))))
    return _tr("Being set up: {told}.").format(told=told)


def ended_words(run: Reimaging, today: date) -> str:
    """Return how one ended, when, and by whom."""
    end = run.end
    if end is None:
        return running_words(run, today)
    by = _when(end.at, end.by, today)
    if end.outcome is Outcome.FINISHED:
        return _tr("Set up {when}.").format(when=by)
    told = _tr("Setting it up was given up {when}: {why}")
    return told.format(when=by, why=_sentence(end.reason))


def now_words(record: Record) -> str:
    """Return what a machine is now."""
    return _tr("{label} is “{status}” now.").format(
        label=record.tag, status=item_status_words(record.status)
    )


def tried_words(run: Reimaging, today: date) -> str:
    """Return who has tried how the public may use a machine, and when; "" for nobody."""
    tried = run.confirmed
    if tried.mark is not Mark.TICKED or tried.at is None:
        return ""
    when = _when(tried.at, tried.by, today)
    return _tr("It allows the public what the rules say, and no more: tried {when}.").format(
        when=when
    )


def since_words(run: Reimaging, today: date) -> str:
    """Return when one was begun, by whom and why, in a sentence."""
    told = {
        Occasion.AFRESH: _tr("It was {begun}."),
        Occasion.NEW: _tr("It was {begun}, when the machine was new."),
        Occasion.REPAIRED: _tr("It was {begun}, when the machine came back from repair."),
        Occasion.WIPED: _tr("It was {begun}, after the machine was wiped."),
        Occasion.DONATED: _tr("It was {begun}, when the machine came as a gift."),
    }[run.occasion]
    return told.format(begun=begun_words(run, today))


def history_words(run: Reimaging, today: date) -> str:
    """Return all that is told of one that has ended."""
    more = (since_words(run, today), tried_words(run, today), *excused_words(run))
    return " ".join(filter(None, (ended_words(run, today), *more)))


def removed_words(run: Reimaging, now: datetime) -> str:
    """Return what was marked and is no line any more, a line each; "" for nothing."""
    if not run.removed:
        return ""
    told = (" ".join((_sentence(one.words), mark_words(one.marked, now))) for one in run.removed)
    return "\n".join((_tr("Marked, and not on the checklist any more:"), *told))


def marked_over_words(line: Line, became: Mark) -> str:
    """Return what was there before a line was marked in another way."""
    was = line.marked
    if was.mark is became is Mark.EXCUSED:
        return _tr("It has another reason now. The reason was: {why}").format(why=was.reason)
    if was.mark is Mark.EXCUSED:
        return _tr("It is not excused any more. The reason was: {why}").format(why=was.reason)
    return _tr("The tick is taken away.")


def excused_words(run: Reimaging) -> tuple[str, ...]:
    """Return the lines that are excused, each with the reason; those that are gone too."""
    found = [(line.words, line.marked) for _, lines in in_sections(run) for line in lines]
    found += [(one.words, one.marked) for one in run.removed]
    told = _tr("Excused: {line} Because: {why}")
    return tuple(
        told.format(line=_sentence(words), why=_sentence(marked.reason))
        for words, marked in found
        if marked.mark is Mark.EXCUSED
    )


def mark_words(marked: LineMark, now: datetime) -> str:
    """Return how a line is marked: by whom, when, and why it is excused; "" for an open one."""
    if marked.mark is Mark.OPEN or marked.at is None:
        return ""
    when = time_words(marked.at, now)
    by = _tr("{who}, {when}").format(who=marked.by, when=when) if marked.by else when
    if marked.mark is Mark.TICKED:
        return _tr("Ticked: {by}").format(by=by)
    return _tr("Excused: {why} ({by})").format(why=marked.reason, by=by)


def why_not_words(run: Reimaging) -> str:
    """Return why it can't be finished yet; "" where it can."""
    if run.open_count:
        one = _tr("1 line is open: tick it, or excuse it.")
        return counted(run.open_count, one, _tr("{count} lines are open: tick or excuse them."))
    if not run.is_confirmed:
        return _tr("Confirm how the public may use it.")
    return ""


def length_words(checklist: Checklist) -> str:
    """Return how long a checklist is."""
    count = len(lines_of(checklist))
    version = _tr("version {number}").format(number=checklist.version)
    lines = counted(count, _tr("1 line"), _tr("{count} lines"))
    return DOT.join((checklist.title, lines, version))


def none_words(record: Record) -> str:
    """Return what to do where there is no checklist for a machine."""
    return _tr(
        "There is no checklist for this {kind} yet. Give it a role that has one, such as public or "
        "staff. Or make one among the how-to sheets whose kind of machine is “{kind}”."
    ).format(kind=record.kind)


def begun_title(record: Record) -> str:
    """Return what its beginning is called in the history."""
    return _tr("{label} is being set up.").format(label=record.tag)


def finished_title(record: Record) -> str:
    """Return what its end is called in the history."""
    return _tr("{label} is set up.").format(label=record.tag)


def given_up_title(record: Record) -> str:
    """Return what giving it up is called in the history."""
    return _tr("Setting {label} up was given up.").format(label=record.tag)


def row_words(shown: SetUp, overview: Overview, today: date) -> str:
    """Return one line of what is under way."""
    run = shown.running
    told = "" if run is None else f"{progress_words(run)}, {begun_words(run, today)}"
    about = DOT.join((title_words(shown.record), place_words(shown.record, overview)))
    return f"{about}\n{told}"


def _when(at: datetime, by: str, today: date) -> str:
    day = day_words(at.astimezone().date(), today)
    return _tr("{day} by {who}").format(day=day, who=by) if by else day


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
