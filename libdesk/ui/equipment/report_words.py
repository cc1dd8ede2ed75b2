"""An item's reports in words: which time it is, how many there were, a line for each."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from libdesk.domain.inbox import Line
from libdesk.domain.item_reports import ItemReports
from libdesk.domain.money import Money
from libdesk.ui.inbox.wording import DOT
from libdesk.ui.item_strings import money_words
from libdesk.ui.strings import span_words, state_words, time_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def times_words(times: int) -> str:
    """Return which time within thirty days it is; `times` is 2 or more."""
    words = {
        2: _tr("Second time in 30 days"),
        3: _tr("Third time in 30 days"),
        4: _tr("Fourth time in 30 days"),
        5: _tr("Fifth time in 30 days"),
        6: _tr("Sixth time in 30 days"),
        7: _tr("Seventh time in 30 days"),
        8: _tr("Eighth time in 30 days"),
        9: _tr("Ninth time in 30 days"),
        10: _tr("Tenth time in 30 days"),
    }
    return words.get(times) or _tr("{count} times in 30 days").format(count=times)


def line_words(line: Line, now: datetime) -> str:
    """Return a report as one line: its title, when it came, where it stands."""
    return DOT.join((line.title, time_words(line.received_at, now), state_words(line.state)))


def count_words(reports: ItemReports) -> str:
    """Return how many reports an item had, lately and in a year; a sentence where it had none."""
    if not reports.total:
        return _tr("Nothing was ever reported of it.")
    parts = [
        _tr("{count} open").format(count=reports.open) if reports.open else _tr("none open"),
        _tr("{count} in 30 days").format(count=reports.lately),
        _tr("{count} in a year").format(count=reports.in_year),
        _tr("{count} in all").format(count=reports.total),
    ]
    return DOT.join(parts)


def cost_words(reports: ItemReports, price: Money | None) -> str:
    """Return what it has cost so far, as far as that is known: its price, and IT's time."""
    spent = span_words(reports.minutes) if reports.minutes else ""
    parts = (
        _tr("Bought for {price}").format(price=money_words(price)) if price is not None else "",
        _tr("{time} of IT’s time").format(time=spent) if spent else "",
    )
    return DOT.join(filter(None, parts))
