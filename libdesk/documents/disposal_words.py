"""What the papers about wiping and disposal say alike."""

from libdesk.documents.wording import Wording
from libdesk.domain.disposal import Condition, How
from libdesk.domain.records import DiskKind
from libdesk.domain.wiping import Destination, Method


def method_words(method: Method, words: Wording) -> str:
    """Return a method's name in the guideline, with what it guards against."""
    return {
        Method.CLEAR: words.tr("Clear: ordinary programs find nothing any more"),
        Method.PURGE: words.tr("Purge: a laboratory finds nothing any more"),
        Method.DESTROY: words.tr("Destroy: nothing is left that could be read"),
    }[method]


def short_method(method: Method, words: Wording) -> str:
    """Return a method's name."""
    return {
        Method.CLEAR: words.tr("Clear"),
        Method.PURGE: words.tr("Purge"),
        Method.DESTROY: words.tr("Destroy"),
    }[method]


def media_words(media: DiskKind, words: Wording) -> str:
    """Return what keeps an item's data."""
    return {
        DiskKind.UNKNOWN: words.tr("not known"),
        DiskKind.SSD: words.tr("SSD"),
        DiskKind.HARD_DISK: words.tr("hard disk"),
        DiskKind.FLASH: words.tr("flash memory"),
        DiskKind.NO_STORAGE: words.tr("no storage"),
    }[media]


def goes_words(goes: Destination, words: Wording) -> str:
    """Return where a wiped item goes."""
    if goes is Destination.LEAVES:
        return words.tr("leaves the library")
    return words.tr("stays in the library")


def condition_words(condition: Condition, words: Wording) -> str:
    """Return the state of a thing; a dash where nobody said."""
    return {
        Condition.UNKNOWN: "–",
        Condition.WORKS: words.tr("works"),
        Condition.PARTLY: words.tr("works in part"),
        Condition.BROKEN: words.tr("broken"),
    }[condition]


def how_words(how: How, words: Wording) -> str:
    """Return how a thing went."""
    return {
        How.RECYCLED: words.tr("recycled"),
        How.SOLD: words.tr("sold"),
        How.GIVEN: words.tr("given"),
        How.TRADED_IN: words.tr("traded in"),
        How.RETURNED: words.tr("returned"),
        How.DESTROYED: words.tr("destroyed"),
        How.WRITTEN_OFF: words.tr("written off"),
    }[how]
