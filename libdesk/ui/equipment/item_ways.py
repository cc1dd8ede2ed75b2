"""What else can be done with the item that is read: an entry of its menu each, and a key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from libdesk.services.equipment import Chosen
from libdesk.ui.widgets.buttons import Button


def _always(_chosen: Chosen) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ItemWay:
    """One of them; another part of the program brings it.

    Attributes:
        words: what the entry says.
        act: does it, or opens where it is done.
        key: the key that does the same, such as "L"; "" for none.
        told: what the list of keys says of it.
        offers: says whether it can be done with an item as it is now.
    """

    words: str
    act: Callable[[Chosen], None]
    key: str = ""
    told: str = ""
    offers: Callable[[Chosen], bool] = _always


class MoreButton(Button):
    """Opens the menu of what can be done with one item; hidden where that is nothing.

    Args:
        ways: all there are.
    """

    def __init__(self, ways: Sequence[ItemWay]) -> None:
        words = QCoreApplication.translate("MoreButton", "More…")
        super().__init__(words, enter_presses=False)
        self._ways = tuple(ways)
        self._chosen: Chosen | None = None
        self._menu = QMenu(self)
        self.clicked.connect(self._on_clicked)
        self.hide()

    def offer(self, chosen: Chosen) -> None:
        """Offer what can be done with an item."""
        self._chosen = chosen
        self.setVisible(any(one.offers(chosen) for one in self._ways))

    def act(self, key: str) -> None:
        """Do what a key does, where it can be done with the item that is read."""
        for one in self._ways:
            if one.key == key and self._can(one):
                self._do(one)

    def _on_clicked(self) -> None:
        self._menu.clear()
        for one in self._ways:
            if self._can(one):
                words = f"{one.words}\t{one.key}" if one.key else one.words
                self._menu.addAction(words).triggered.connect(lambda _on, way=one: self._do(way))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _can(self, way: ItemWay) -> bool:
        return self._chosen is not None and way.offers(self._chosen)

    def _do(self, way: ItemWay) -> None:
        if self._chosen is not None:
            way.act(self._chosen)
