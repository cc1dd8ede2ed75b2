"""Whom IT asked the last time: looked up in the background, and noted when a report was sent."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from libdesk.services.drafts import Draft
from libdesk.ui.problems.stage import Stage


class ContactMemory(QObject):
    """Remembers for the branch.

    Args:
        stage: what it stands on.
    """

    _recalled = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._contacts = stage.parts.contacts
        self._branch = stage.parts.branch
        self._tasks = stage.tasks
        self._may_fill = True
        self.last: Draft | None = None
        """Contact and time as they were said last; None until that has been looked up."""

    def recall(self) -> None:
        """Look up what was said last."""
        self._tasks.database(
            lambda: self._contacts.recall(self._branch),
            self._on_looked_up,
            owner=self,
            quiet=True,
        )

    def offer_to(self, fill: Callable[[Draft], None]) -> None:
        """Tell a page what was said last: now, or as soon as it is known.

        Args:
            fill: a page's own method; once the page is gone, it is not called.
        """
        self._may_fill = True
        if self.last is not None:
            fill(self.last)
        else:
            self._recalled.connect(fill)

    def offer_no_more(self) -> None:
        """Fill nothing in by itself any more: what stands on the page is being kept."""
        self._may_fill = False

    def note(self, sent: Draft) -> None:
        """Remember what was said in a report that was kept; a public computer remembers nobody."""
        contact, until = sent.contact, sent.here_until

        def noted() -> tuple[str, datetime | None]:
            self._contacts.note(self._branch, contact, until)
            return self._contacts.recall(self._branch)

        self._tasks.database(
            noted,
            self._remember,
            owner=self,
            quiet=True,
        )

    def _on_looked_up(self, remembered: tuple[str, datetime | None]) -> None:
        self._remember(remembered)
        if self._may_fill:
            self._recalled.emit(self.last)

    def _remember(self, remembered: tuple[str, datetime | None]) -> None:
        contact, until = remembered
        self.last = Draft("", contact=contact, here_until=until)
