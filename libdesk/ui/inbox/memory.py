"""What the inbox remembers from one day to the next: the order, and how its room is divided."""

from functools import partial

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter

from libdesk.domain.inbox import Column, Order

_BY, _DESCENDING, _SPLITTER = "inbox/order", "inbox/descending", "inbox/splitter"


def recall_order(settings: QSettings) -> Order:
    """Return the order used last; the usual one where none can be read."""
    try:
        by = Column(str(settings.value(_BY, Column.URGENCY.value)))
    except ValueError:
        return Order()
    return Order(by, str(settings.value(_DESCENDING, "false")) == "true")


def keep_order(settings: QSettings, order: Order) -> None:
    """Remember an order."""
    settings.setValue(_BY, order.by.value)
    settings.setValue(_DESCENDING, "true" if order.descending else "false")


def follow_splitter(settings: QSettings, splitter: QSplitter) -> None:
    """Divide the room as it was last, and remember how it is divided from now on."""
    state = settings.value(_SPLITTER)
    if isinstance(state, QByteArray):
        splitter.restoreState(state)
    splitter.splitterMoved.connect(partial(_keep_splitter, settings, splitter))


def _keep_splitter(settings: QSettings, splitter: QSplitter, _at: int, _index: int) -> None:
    settings.setValue(_SPLITTER, splitter.saveState())
