"""What the room remembers from one day to the next: order, groups, columns, and the two panes."""

from functools import partial

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QHeaderView, QSplitter

from libdesk.domain.item_lists import ItemColumn, ItemGroup, ItemOrder

_BY, _DESCENDING, _GROUP = "equipment/order", "equipment/descending", "equipment/group"
_COLUMNS, _SPLITTER = "equipment/columns", "equipment/splitter"


def recall_order(settings: QSettings) -> ItemOrder:
    """Return the order used last; the usual one where none can be read."""
    try:
        by = ItemColumn(str(settings.value(_BY, ItemColumn.NAME.value)))
        group = ItemGroup(str(settings.value(_GROUP, ItemGroup.NONE.value)))
    except ValueError:
        return ItemOrder()
    return ItemOrder(by, str(settings.value(_DESCENDING, "false")) == "true", group)


def keep_order(settings: QSettings, order: ItemOrder) -> None:
    """Remember an order."""
    settings.setValue(_BY, order.by.value)
    settings.setValue(_DESCENDING, "true" if order.descending else "false")
    settings.setValue(_GROUP, order.group.value)


def show_order(header: QHeaderView, column: int, order: ItemOrder) -> None:
    """Show in the headings by what the list is ordered; nobody is asked for another order."""
    way = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
    header.setSortIndicator(column, way)


def follow_columns(settings: QSettings, header: QHeaderView) -> None:
    """Lay out the columns as they were last, and remember each change from now on."""
    state = settings.value(_COLUMNS)
    if isinstance(state, QByteArray):
        header.restoreState(state)
    keep = partial(_keep_columns, settings, header)
    header.sectionResized.connect(keep)
    header.sectionMoved.connect(keep)


def follow_splitter(settings: QSettings, splitter: QSplitter) -> None:
    """Divide the room as it was last, and remember how it is divided from now on."""
    state = settings.value(_SPLITTER)
    if isinstance(state, QByteArray):
        splitter.restoreState(state)
    splitter.splitterMoved.connect(partial(_keep_splitter, settings, splitter))


def _keep_columns(settings: QSettings, header: QHeaderView, *_moved: int) -> None:
    settings.setValue(_COLUMNS, header.saveState())


def _keep_splitter(settings: QSettings, splitter: QSplitter, _at: int, _index: int) -> None:
    settings.setValue(_SPLITTER, splitter.saveState())
