"""The keys of the Equipment room, shown by the question mark."""

from collections.abc import Sequence

from libdesk.ui.inbox.keys_card import KeysCard
from libdesk.ui.theme import Theme


class EquipmentKeysCard(KeysCard):
    """Lists every key and what it does here.

    Args:
        look: the theme.
        more: keys that another part of the program brings for an item, each with what it does.
    """

    def __init__(self, look: Theme, more: Sequence[tuple[str, str]] = ()) -> None:
        self._more = tuple(more)
        super().__init__(look)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("↓ ↑  j k"), self.tr("next, previous")),
            (self.tr("Enter"), self.tr("read the record")),
            (self.tr("n"), self.tr("new item")),
            (self.tr("e"), self.tr("change it")),
            (self.tr("m"), self.tr("another status or place")),
            (self.tr("s"), self.tr("swap in a spare")),
            *self._more,
            (self.tr("b"), self.tr("set something for all that are chosen")),
            (self.tr("x  Shift+↓"), self.tr("choose several")),
            (self.tr("Ctrl+A"), self.tr("choose all; Esc goes back to one")),
            (self.tr("Ctrl+S"), self.tr("save what is typed")),
            (self.tr("u  Ctrl+Z"), self.tr("undo, for 15 seconds")),
            (self.tr("/"), self.tr("search; Esc clears it")),
            (self.tr("o"), self.tr("show only some")),
            (self.tr("g"), self.tr("group by branch, by kind, by year to replace")),
            (self.tr("Ctrl+K"), self.tr("go anywhere")),
            (self.tr("Ctrl+C"), self.tr("copy the chosen items as text")),
            (self.tr("Ctrl+P"), self.tr("print, save or e-mail")),
            (self.tr("Ctrl+E"), self.tr("everything into a folder, as tables")),
            (self.tr("F5"), self.tr("read the list again")),
            (self.tr("Ctrl+Q"), self.tr("quit; reports wait until LibDesk is open again")),
            (self.tr("?"), self.tr("these keys")),
        )
