"""What views of the equipment list are called on the screen, and what narrows them, in words."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_lists import Gap, ItemFilter
from libdesk.services.item_views import ViewEntry
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.strings import counted


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def view_words(entry: ViewEntry) -> str:
    """Return what a view is called: a library's own by its name, a shipped one in the language."""
    shipped = {
        "shipped.everything": _tr("Everything here"),
        "shipped.replace": _tr("To be replaced within a year"),
        "shipped.support": _tr("Without support"),
        "shipped.warranty": _tr("Warranty ends in 90 days"),
        "shipped.unseen": _tr("Not seen for a year"),
        "shipped.missing": _tr("Something is missing"),
        "shipped.twice": _tr("Same serial number twice"),
        "shipped.spares": _tr("Spares"),
        "shipped.to-wipe": _tr("To be wiped"),
        "shipped.gone": _tr("Gone"),
    }
    return shipped.get(entry.id, entry.name)


def limit_words(filter_: ItemFilter, today: date) -> tuple[str, ...]:
    """Return what narrows a list beside the values of its facets, a few words for each.

    Args:
        filter_: what narrows it.
        today: the reader's day.
    """
    told = [
        _replace_words(filter_.replace_before),
        _support_words(filter_.support_before, today),
        _warranty_words(filter_.warranty_from, filter_.warranty_before),
    ]
    if filter_.unseen_since is not None:
        told.append(_tr("not seen since {day}").format(day=short_day_words(filter_.unseen_since)))
    told += [_tr("without {what}").format(what=_gap(one)) for one in Gap if one in filter_.gaps]
    some = [_gap(one) for one in Gap if one in filter_.some_gap]
    if some:
        told.append(_tr("without {what}").format(what=_tr(" or ").join(some)))
    if filter_.same_serial:
        told.append(_tr("same serial number twice"))
    if filter_.only is not None:
        told.append(counted(len(filter_.only), _tr("1 item"), _tr("{count} items")))
    return tuple(filter(None, told))


def _replace_words(before: date | None) -> str:
    if before is None:
        return ""
    if (before.month, before.day) == (1, 1):
        return _tr("replace by the end of {year}").format(year=before.year - 1)
    return _tr("replace by {day}").format(day=_last_day(before))


def _support_words(before: date | None, today: date) -> str:
    if before is None:
        return ""
    if before <= today:
        return _tr("without support")
    return _tr("support ends by {day}").format(day=_last_day(before))


def _warranty_words(begin: date | None, before: date | None) -> str:
    first = short_day_words(begin) if begin is not None else ""
    if before is None:
        return _tr("warranty lasts until {day} or longer").format(day=first) if first else ""
    if not first:
        return _tr("warranty ends by {day}").format(day=_last_day(before))
    words = _tr("warranty ends from {first} to {last}")
    return words.format(first=first, last=_last_day(before))


def _last_day(before: date) -> str:
    return short_day_words(date.fromordinal(max(1, before.toordinal() - 1)))


def _gap(gap: Gap) -> str:
    return {
        Gap.SERIAL: _tr("a serial number"),
        Gap.BOUGHT: _tr("a day when it was bought"),
        Gap.WARRANTY: _tr("a warranty date"),
        Gap.ROOM: _tr("a room"),
        Gap.SYSTEM: _tr("a system"),
    }[gap]
