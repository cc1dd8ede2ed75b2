"""What counting day says: what a scan means, where things are, what can be decided."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.count_results import Decision, Result
from libdesk.domain.counting import Row, Tallies
from libdesk.domain.scanned import Scanned
from libdesk.domain.scanned import Why as Read
from libdesk.domain.stocktake import (
    Answer,
    Condition,
    Listed,
    Outcome,
    Spot,
    Stocktake,
    StocktakeState,
    Why,
)
from libdesk.services.places import Overview
from libdesk.services.stocktake import CountLine
from libdesk.ui.item_strings import item_status_words, short_day_words
from libdesk.ui.strings import clock_words, counted, day_words

DOT = " \N{MIDDLE DOT} "


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


def outcome_words(outcome: Outcome) -> str:
    """Return what a thing counts as."""
    return {
        Outcome.FOUND: _tr("Found"),
        Outcome.ELSEWHERE: _tr("Here by mistake"),
        Outcome.MISSING: _tr("Missing"),
        Outcome.UNKNOWN: _tr("Unknown"),
        Outcome.AGAIN: _tr("Counted already"),
        Outcome.SPOT: _tr("Place"),
        Outcome.BROKEN: _tr("Broken"),
    }[outcome]


def condition_words(condition: Condition) -> str:
    """Return how a thing was found; "" where nobody has said so."""
    return {
        Condition.UNSAID: "",
        Condition.GOOD: _tr("Good"),
        Condition.WORN: _tr("Needs care"),
        Condition.BROKEN: _tr("Broken"),
    }[condition]


def state_words(state: StocktakeState) -> str:
    """Return how far a count has come."""
    return {
        StocktakeState.OPEN: _tr("Under way"),
        StocktakeState.PAUSED: _tr("Paused"),
        StocktakeState.FINISHED: _tr("Finished"),
    }[state]


def decision_words(decision: Decision) -> str:
    """Return what is done about a difference."""
    return {
        Decision.BELONGS_HERE: _tr("It belongs here now"),
        Decision.GOES_BACK: _tr("It goes back"),
        Decision.LOST: _tr("It is lost"),
        Decision.LOOK_AGAIN: _tr("Look again"),
        Decision.KNOWN: _tr("I know where it is"),
        Decision.NEW_ITEM: _tr("Add it to the list"),
        Decision.LABEL_OF: _tr("It is something in the list"),
        Decision.NOT_OURS: _tr("Not ours"),
        Decision.OUT_OF_SERVICE: _tr("Out of service"),
        Decision.REPORTED: _tr("It is reported"),
        Decision.WORKS: _tr("Works well enough"),
    }[decision]


def spot_words(spot: Spot | None, overview: Overview) -> str:
    """Return a place in words; "" for none."""
    if spot is None:
        return ""
    return ", ".join(filter(None, (overview.branch_name(spot.branch), spot.room)))


def listed_words(listed: Listed) -> str:
    """Return a thing with its label."""
    return DOT.join(filter(None, (listed.tag, listed.name)))


def head_words(answer: Answer, overview: Overview) -> str:
    """Return what a scan means, as one reads it from afar."""
    if answer.outcome is not Outcome.SPOT:
        return outcome_words(answer.outcome)
    if answer.why is Why.NO_PLACE:
        return _tr("No such place")
    if answer.why is Why.NOT_COUNTED:
        return _tr("Not a part of this count")
    return spot_words(answer.spot, overview)


def thing_words(answer: Answer) -> str:
    """Return which thing, or which code, it is."""
    return listed_words(answer.listed) if answer.listed is not None else answer.code


def why_words(answer: Answer, overview: Overview) -> str:
    """Return what else is to be known of a scan, as a sentence; "" for nothing."""
    if answer.outcome is Outcome.SPOT:
        return _place_why(answer.why)
    before = answer.before
    told = reason_words(answer.why, answer.listed, overview)
    if before is not None and answer.outcome is Outcome.AGAIN:
        once = _tr("It was scanned here at {clock}. It counts once.").format(
            clock=clock_words(before.at)
        )
        return " ".join(filter(None, (told, once)))
    if before is not None and answer.is_at_two_spots:
        seen = _tr("It was seen in {place} before; now it counts here.").format(
            place=spot_words(before.spot, overview)
        )
        return " ".join(filter(None, (told, seen)))
    return told


def reason_words(why: Why, listed: Listed | None, overview: Overview) -> str:
    """Return why something is not simply found, as a sentence; "" where it is."""
    if why is Why.STATUS and listed is not None:
        status = item_status_words(listed.status)
        return _tr("Its record says “{status}”.").format(status=status)
    if why in (Why.OTHER_PLACE, Why.NOT_COUNTED) and listed is not None:
        place = spot_words(listed.spot, overview)
        return _tr("Its record says: {place}.").format(place=place)
    return {
        Why.LENT: _tr("It is lent. If it is back for good, take it back in its record."),
        Why.NO_BRANCH: _tr("Its record says no place."),
        Why.NO_ROOM: _tr("Its record says no room."),
        Why.NOT_LISTED: _tr("Nothing in the list has this number."),
        Why.AMBIGUOUS: _tr("Several things have this number, so none was counted."),
    }.get(why, "")


def _place_why(why: Why) -> str:
    if why is Why.NO_PLACE:
        return _tr("It may have been renamed or taken out. Scan another, or choose one above.")
    if why is Why.NOT_COUNTED:
        return _tr("Things are still counted where you were before.")
    return _tr("Now scan what stands here.")


def seen_words(at: datetime, today: date) -> str:
    """Return when something was seen: the time, and the day where that was not today."""
    clock = clock_words(at)
    day = at.astimezone().date()
    return clock if day == today else f"{day_words(day, today)}, {clock}"


def read_words(scanned: Scanned) -> tuple[str, str]:
    """Return what is said of a code that is not counted: its head, and a sentence."""
    if scanned.why is Read.PATRON:
        head = _tr("That looks like a patron’s card")
        return head, _tr("Nothing was kept of it. Scan the label of a thing.")
    if scanned.why is Read.SEVERAL:
        head = _tr("Two codes in one")
        told = _tr("“{code}” can be read in two ways, so nothing was counted. Scan each again.")
        return head, told.format(code=scanned.code)
    head = _tr("That is no label")
    return head, _tr("The scanner sent signs that no label has. Nothing was counted. Scan again.")


def layout_words() -> str:
    """Return what is said of a code that another keyboard made unreadable."""
    return _tr("This looks like a keyboard-layout problem: see “Test the scanner”.")


def row_reason(row: Row, overview: Overview) -> str:
    """Return why a thing is not simply found; "" where it is, or is missing."""
    told = reason_words(row.why, row.listed, overview)
    if len(row.spots) > 1:
        places = "; ".join(spot_words(one, overview) for one in row.spots)
        told = " ".join(filter(None, (told, _tr("Seen in: {places}.").format(places=places))))
    return told


def found_words(tallies: Tallies) -> str:
    """Return how far a count has come."""
    locale = QLocale()
    return _tr("{found} of {expected} found").format(
        found=locale.toString(tallies.found), expected=locale.toString(tallies.expected)
    )


def counted_words(count: int) -> str:
    """Return how many things were counted."""
    return counted(count, _tr("1 thing counted"), _tr("{count} things counted"))


def days_words(stocktake: Stocktake) -> str:
    """Return the days of a count."""
    first, last = short_day_words(stocktake.starts_on), short_day_words(stocktake.ends_on)
    return first if first == last else _tr("{first} to {last}").format(first=first, last=last)


def places_words(stocktake: Stocktake, overview: Overview) -> str:
    """Return what is counted; of many places, how many more there are."""
    most = 3
    named = [spot_words(one, overview) for one in stocktake.spots[:most]]
    more = len(stocktake.spots) - most
    if more > 0:
        named.append(counted(more, _tr("1 more place"), _tr("{count} more places")))
    return "; ".join(named)


def progress_words(line: CountLine) -> str:
    """Return what a list says of a count beside its state."""
    if line.stocktake.state is not StocktakeState.FINISHED:
        return counted_words(line.scans)
    if not line.differences:
        return _tr("Everything was in its place")
    told = counted(line.differences, _tr("1 difference"), _tr("{count} differences"))
    if not line.waiting:
        return _tr("{told}, all decided").format(told=told)
    waits = counted(line.waiting, _tr("1 to decide"), _tr("{count} to decide"))
    return f"{told}, {waits}"


def proposed_title(day: date) -> str:
    """Return what a new count may be called."""
    return _tr("Count of {day}").format(day=short_day_words(day))


def result_words(result: Result, overview: Overview) -> str:
    """Return a difference as a sentence of what is wrong."""
    seen, listed = spot_words(result.seen_at, overview), spot_words(result.listed_at, overview)
    if result.outcome is Outcome.MISSING:
        return _tr("Not seen. Its record says: {place}.").format(place=listed)
    if result.outcome is Outcome.UNKNOWN:
        return _tr("Seen in {place}. Nothing in the list has this number.").format(place=seen)
    if result.outcome is Outcome.BROKEN:
        return _tr("Broken, seen in {place}.").format(place=seen or listed)
    return _elsewhere(result, listed).format(place=seen, listed=listed)


def _elsewhere(result: Result, listed: str) -> str:
    """Return what is wrong with something that was seen where it is not expected."""
    if result.why is Why.STATUS:
        return _tr("Seen in {place}. Its record says that it is not here.")
    if result.why is Why.LENT:
        return _tr("Seen in {place}, while it was lent.")
    if result.why is Why.NO_BRANCH or not listed:
        return _tr("Seen in {place}. Its record says no place.")
    return _tr("Seen in {place}. Its record says: {listed}.")


def decided_words(result: Result) -> str:
    """Return what was decided about a difference; "" for nothing yet."""
    decided = result.decided
    if decided is None:
        return ""
    return DOT.join(filter(None, (decision_words(decided.decision), decided.note)))
