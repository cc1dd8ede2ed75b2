"""What all papers about equipment say alike: days, places and names in a line, and sums."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from libdesk.documents.content import Run, Words
from libdesk.documents.frame import DOT
from libdesk.documents.wording import Wording
from libdesk.domain.money import Money
from libdesk.domain.records import Record


def named(record: Record) -> Words:
    """Return an item's name in bold, with its label below or beside it."""
    if record.name == record.tag:
        return (Run(record.name, bold=True),)
    return (Run(record.name, bold=True), Run(f"{DOT}{record.tag}"))


def what(record: Record) -> str:
    """Return what an item is and who made it."""
    return DOT.join(filter(None, (record.kind, record.machine)))


def place(record: Record, words: Wording) -> str:
    """Return the branch and the room of an item."""
    branch = words.branch(record.branch) if record.branch else ""
    return DOT.join(filter(None, (branch, record.room)))


def day_or_dash(day: date | None, words: Wording) -> str:
    """Return a day in few letters; a dash where it is not known, as an empty cell may be a slip."""
    return words.short_day(day) if day is not None else "–"


def amount(money: Money | None, words: Wording) -> str:
    """Return an amount; a dash where it is not known."""
    return words.money(money) if money is not None else "–"


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return what amounts come to, a sum for each currency, by their codes."""
    found: Counter[str] = Counter()
    for one in amounts:
        if one is not None:
            found[one.currency] += one.minor
    return tuple(Money(minor, code) for code, minor in sorted(found.items()))


def sum_words(amounts: Iterable[Money], words: Wording) -> str:
    """Return sums in one line, such as "$1,200.00 + €90.00"."""
    return " + ".join(map(words.money, amounts))


def item_count(count: int, words: Wording) -> str:
    """Return how many items."""
    if count == 1:
        return words.tr("1 item")
    return words.tr("{count} items").format(count=words.number(count))
