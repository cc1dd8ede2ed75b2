"""The words of the How-to room that several of its parts need."""

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.knowledge import Checklist, HowTo
from libdesk.services.knowledge import Entry
from libdesk.ui.strings import date_words

DOT = " \N{MIDDLE DOT} "


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


def version_words(version: int) -> str:
    """Return which version of a sheet it is."""
    return _tr("Version {number}").format(number=QLocale().toString(version))


def due_words() -> str:
    """Return that it is time to read a sheet again."""
    return _tr("Due for review")


def review_words(entry: Entry) -> str:
    """Return when a sheet of the list is to be read again."""
    if entry.is_due:
        return due_words()
    return _tr("Review: {day}").format(day=date_words(entry.review_on))


def entry_words(entry: Entry) -> tuple[str, ...]:
    """Return the facts of a line of the list, the most needed first."""
    whose = (_tr("Changed here"),) if entry.is_changed else ()
    return (review_words(entry), version_words(entry.version), *whose)


def agreed_words(checklist: Checklist) -> str:
    """Return by whom and when it was agreed how the public may use a machine."""
    on, by = checklist.agreed_on, checklist.agreed_by
    if on is not None and by:
        return _tr("Agreed: {day}, {who}").format(day=date_words(on), who=by)
    if on is not None:
        return _tr("Agreed: {day}").format(day=date_words(on))
    if by:
        return _tr("Agreed: {who}").format(who=by)
    return _tr("Nobody has written down yet who agreed to this, and when.")


def foot_words(how_to: HowTo) -> str:
    """Return what stands below a sheet's title: version and dates, as on the paper."""
    reviewed = _tr("Reviewed: {day}").format(day=date_words(how_to.reviewed_on))
    again = _tr("Next review: {day}").format(day=date_words(how_to.review_on))
    return DOT.join((version_words(how_to.version), reviewed, again))
