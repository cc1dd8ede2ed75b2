"""The way Tab goes, where fields were not made in the order in which they stand."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(widget: QWidget) -> None:
    """Let Tab go through what stands in a widget as its layouts have it."""
    for before, after in pairwise(_stops(widget.layout())):
        QWidget.setTabOrder(before, after)


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Move the focus on as the layouts have it now; say whether it moved.

    For windows whose rows are made anew while they are used: Qt keeps its own order, by when each
    part was made.

    Args:
        window: whose focus moves.
        forward: to the next one, else to the one before; around at the ends.
    """
    now = window.focusWidget()
    shown = [
        one
        for one in _stops(window.layout())
        if one is now or (one.isEnabled() and one.isVisibleTo(window))
    ]
    if now is None or now not in shown or len(shown) < 2:
        return False
    at = shown.index(now) + (1 if forward else -1)
    reason = (
        QtCore.Qt.FocusReason.TabFocusReason
        if forward
        else QtCore.Qt.FocusReason.BacktabFocusReason
    )
    shown[at % len(shown)].setFocus(reason)
    return True


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        if item is None:
            continue
        widget = item.widget()
        if widget is None:
            yield from _stops(item.layout())
            continue
        if widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus:
            yield widget
        inner = widget.widget() if isinstance(widget, QScrollArea) else None
        if inner is not None:
            yield from _stops(inner.layout())
        yield from _stops(widget.layout())
