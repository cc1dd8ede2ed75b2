"""What the shipped views of the equipment list are called on the screen."""

from PySide6.QtCore import QCoreApplication

from libdesk.services.item_views import ViewEntry


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
