"""Naming the thing that it is about: for a page that is being filled in, or before there is one."""

from PySide6.QtCore import QObject, Signal

from libdesk.ui.problems.machine_page import MachinePage
from libdesk.ui.problems.stage import Stage


class Naming(QObject):
    """Leads to the page with the things.

    Args:
        stage: what it stands on.
    """

    named = Signal(str)
    """The label of a thing, or what was typed for one; "" for this computer."""
    left = Signal()
    """Nobody named anything, or it is done: the page before should be shown."""
    register_requested = Signal()
    """This computer shall be put on IT's list."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._stage = stage
        self._page: MachinePage | None = None
        self.thing = ""
        """What was named before there was a page that it could be named for."""

    def open(self, kinds: tuple[str, ...] = (), branch: str = "") -> None:
        """Show the page.

        Args:
            kinds: those that are offered first; none for all.
            branch: the code of the branch whose things come first; "" for this one.
        """
        known = self._stage.known
        page = self._page
        if page is None:
            page = self._page = MachinePage(self._stage.look)
            page.chosen.connect(self._on_chosen)
            page.back_requested.connect(self.left)
            page.register_requested.connect(self.register_requested)
        page.begin(
            known.computer,
            lambda typed: known.told_at(branch).look_up(typed, kinds),
            self._register_words(),
        )
        self._stage.window.show_page(page)
        page.focus_first()

    def remember(self, words: str) -> None:
        """Keep it for the page that comes, and show it on the first one."""
        self.thing = words
        stage = self._stage
        stage.window.tiles.set_thing(stage.known.thing_words(words) if words else "")

    def forget(self) -> None:
        """Name nothing for whoever comes next."""
        self.remember("")

    def _register_words(self) -> str:
        known = self._stage.known
        if self._stage.parts.registering is None:
            return ""
        if known.own_tag:
            return self.tr("Registered: {label}").format(label=known.own_tag)
        return (
            self.tr("Registered; IT decides")
            if known.own.is_registered(known.told)
            else self.tr("Register this computer")
        )

    def _on_chosen(self, words: str) -> None:
        self.named.emit(words)
        self.left.emit()
