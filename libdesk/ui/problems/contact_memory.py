"""Whom IT asked the last time: looked up in the background, and noted when a report was sent."""

from datetime import datetime

from PySide6.QtCore import QObject

from libdesk.services.problems import Draft
from libdesk.ui.problems.stage import Stage


class ContactMemory(QObject):
    """Remembers for the branch.

    Args:
        stage: what it stands on.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._contacts = stage.parts.contacts
        self._branch = stage.parts.branch
        self._tasks = stage.tasks
        self.last: Draft | None = None
        """Contact and time as they were said last; None until that has been looked up."""

    def recall(self) -> None:
        """Look up what was said last."""
        self._tasks.database(
            lambda: self._contacts.recall(self._branch), self._on_recalled, owner=self, quiet=True
        )

    def note(self, sent: Draft) -> None:
        """Remember what was said in a report that was kept; a public computer remembers nobody."""
        contact, until = sent.contact, sent.here_until

        def noted() -> tuple[str, datetime | None]:
            self._contacts.note(self._branch, contact, until)
            return self._contacts.recall(self._branch)

        self._tasks.database(
            noted,
            self._on_recalled,
            owner=self,
            quiet=True,
        )

    def _on_recalled(self, remembered: tuple[str, datetime | None]) -> None:
        contact, until = remembered
        self.last = Draft("", contact=contact, here_until=until)
