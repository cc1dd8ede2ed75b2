"""The way Tab goes, where fields were not made in the order in which they stand.

The order is read from where things lie, never by asking a layout for its items: of its own items
Qt tells nobody when they end (see layouts.py).
"""

from collections.abc import Iterator
from functools import cmp_to_key

from PySide6 import QtCore
from PySide6.QtWidgets import QWidget


def move_focus(within: QWidget, *, forward: bool) -> bool:
    """Move the focus on as a page is read now; say whether it moved.

    For pages whose rows are made anew while they are used: Qt keeps its own order, by when each
    part was made. Call it from `focusNextPrevChild`.

    Args:
        within: the page, or a whole window. At its ends the focus leaves it, or goes around where
            nothing else is.
        forward: to the next one, else to the one before.
    """
    now = within.focusWidget()
    shown = [one for one in _in_reading_order(within) if one is now or _takes_tab(one)]
    if now is None or now not in shown:
        return False
    at = shown.index(now) + (1 if forward else -1)
    is_inside = 0 <= at < len(shown)
    following = shown[at] if is_inside else _outside(within, now, forward=forward)
    following = following or shown[at % len(shown)]
    reason = QtCore.Qt.FocusReason
    following.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    return following is not now


def _outside(within: QWidget, now: QWidget, *, forward: bool) -> QWidget | None:
    step = QWidget.nextInFocusChain if forward else QWidget.previousInFocusChain
    one = step(now)
    while one is not None and one is not now:
        if one is not within and not within.isAncestorOf(one) and _takes_tab(one):
            return one
        one = step(one)
    return None


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus
    is_there = widget.isVisible() and widget.isEnabled() and not widget.isWindow()
    return bool(policy) and is_there and widget.focusProxy() is None


def _in_reading_order(top: QWidget) -> tuple[QWidget, ...]:
    # Nothing may happen here but looking: Qt moves the focus also while a page is being built.
    return tuple(_widgets(top, is_mirrored=top.isRightToLeft()))


def _widgets(widget: QWidget, *, is_mirrored: bool) -> Iterator[QWidget]:
    def compare(one: QWidget, other: QWidget) -> int:
        here, there = one.geometry(), other.geometry()
        shared = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
        if shared * 2 > min(here.height(), there.height()):  # side by side
            return (there.x() - here.x()) if is_mirrored else (here.x() - there.x())
        return here.y() - there.y()

    inside = [
        one
        for one in widget.children()
        if isinstance(one, QWidget) and not one.isHidden() and not one.isWindow()
    ]
    for one in sorted(inside, key=cmp_to_key(compare)):
        yield one
        yield from _widgets(one, is_mirrored=is_mirrored)
