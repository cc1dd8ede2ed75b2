"""Filling a column anew without taking the keys from what somebody is about to press."""

from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget


def refill(column: QBoxLayout, widgets: Iterable[QWidget]) -> None:
    """Put these in the place of all that stands in a column.

    The focus goes to what has the same name in the one of them that has the same name as the one
    it was in; both are accessible names, as people hear them. Where there is none, it goes on.

    Args:
        column: what is filled.
        widgets: what stands there from now on.
    """
    focused = QApplication.focusWidget()
    place = ("", "")
    olds = []
    while (cell := column.takeAt(0)) is not None:
        if (old := cell.widget()) is not None:
            olds.append(old)
            if focused is not None and old.isAncestorOf(focused):
                place = old.accessibleName(), focused.accessibleName()
    for widget in widgets:
        column.addWidget(widget)
        widget.show()
        if widget.accessibleName() == place[0] and place[1]:
            same = (one for one in widget.findChildren(QWidget) if _is(one, place[1]))
            if (found := next(same, None)) is not None:
                found.setFocus()
    # Last: hidden first, they would hand the focus to whatever comes next.
    for old in olds:
        old.hide()
        old.deleteLater()


def _is(widget: QWidget, name: str) -> bool:
    return widget.accessibleName() == name and widget.isEnabled()
