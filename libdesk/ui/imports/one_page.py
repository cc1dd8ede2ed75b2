"""Pages of which one is shown, and no other asks for room."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

_USUAL, _NONE = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored


class OnePage(QStackedWidget):
    """As high as the page that is shown needs: the usual one asks for the room of the highest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._fit)

    def add(self, *pages: QWidget) -> None:
        """Add pages at the end."""
        for page in pages:
            self.addWidget(page)
        self._fit()

    def _fit(self) -> None:
        for at in range(self.count()):
            page = self.widget(at)
            policy = _USUAL if at == self.currentIndex() else _NONE
            if page is not None:
                page.setSizePolicy(policy, policy)
        self.updateGeometry()


def scrolls_by_itself(widget: QWidget, least: int) -> None:
    """Let a widget take the height that is there, down to the least, and ask for none.

    Args:
        widget: a list, or what scrolls.
        least: pixels below which the page around it scrolls.
    """
    widget.setSizePolicy(_USUAL, _NONE)
    widget.setMinimumHeight(least)
