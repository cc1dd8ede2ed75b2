"""What the papers of counting days say alike: places, outcomes, conditions and decisions."""

from libdesk.documents.frame import DOT
from libdesk.documents.wording import Wording
from libdesk.domain.count_results import Decision
from libdesk.domain.stocktake import Condition, Outcome, Spot, Stocktake

BOX = "☐"
WRITING_MM = 8.1
"""Room for a line in somebody's hand, in millimetres."""

_SPOTS_TOLD = 6


def spot_words(spot: Spot | None, words: Wording) -> str:
    """Return a place; a dash where there is none, as an empty cell may be a slip."""
    if spot is None or not (spot.branch or spot.room):
        return "–"
    return DOT.join(filter(None, (words.branch(spot.branch) if spot.branch else "", spot.room)))


def home_of(stocktake: Stocktake) -> str:
    """Return the branch of a campaign that has only one, so that it need not stand everywhere."""
    branches = {one.branch for one in stocktake.spots}
    return branches.pop() if len(branches) == 1 else ""


def spot_at_home(spot: Spot | None, home: str, words: Wording) -> str:
    """Return a place; of a room at home only the room."""
    if spot is not None and spot.branch == home and spot.room:
        return spot.room
    return spot_words(spot, words)


def days_words(stocktake: Stocktake, words: Wording) -> str:
    """Return the days of a campaign."""
    first, last = stocktake.starts_on, stocktake.ends_on
    if first == last:
        return words.day(first)
    return words.tr("{first} to {last}").format(first=words.day(first), last=words.day(last))


def spots_words(stocktake: Stocktake, words: Wording) -> str:
    """Return the places of a campaign, the first of them where they are many."""
    told = [spot_words(one, words) for one in stocktake.spots]
    if len(told) <= _SPOTS_TOLD:
        return ", ".join(told)
    more = words.tr("{places} and {count} more")
    left = words.number(len(told) - _SPOTS_TOLD)
    return more.format(places=", ".join(told[:_SPOTS_TOLD]), count=left)


def outcome_words(outcome: Outcome, words: Wording) -> str:
    """Return what became of a thing in a count."""
    return {
        Outcome.FOUND: words.tr("Found"),
        Outcome.ELSEWHERE: words.tr("Here by mistake"),
        Outcome.MISSING: words.tr("Missing"),
        Outcome.UNKNOWN: words.tr("Unknown"),
        Outcome.BROKEN: words.tr("Broken"),
    }[outcome]


def condition_words(condition: Condition, words: Wording) -> str:
    """Return how a thing was found; "" where nobody has said it."""
    return {
        Condition.UNSAID: "",
        Condition.GOOD: words.tr("Good"),
        Condition.WORN: words.tr("Needs care"),
        Condition.BROKEN: words.tr("Broken"),
    }[condition]


def decision_words(decision: Decision, words: Wording) -> str:
    """Return what is done about a difference."""
    return {
        Decision.BELONGS_HERE: words.tr("Belongs there now"),
        Decision.GOES_BACK: words.tr("Goes back"),
        Decision.LOST: words.tr("Lost"),
        Decision.LOOK_AGAIN: words.tr("To look for again"),
        Decision.KNOWN: words.tr("Known where it is"),
        Decision.NEW_ITEM: words.tr("New in the list"),
        Decision.LABEL_OF: words.tr("Another item’s label"),
        Decision.NOT_OURS: words.tr("Not ours"),
        Decision.OUT_OF_SERVICE: words.tr("Out of service"),
        Decision.REPORTED: words.tr("Reported"),
        Decision.WORKS: words.tr("Works well enough"),
    }[decision]
