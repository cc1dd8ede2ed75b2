"""News: an answer has come. Told quietly, by number only, also with the window closed."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import ReportId
from libdesk.services.ports import Kept
from libdesk.ui.problems.news_card import NewsCard
from libdesk.ui.problems.stage import Stage


class News(QObject):
    """Knows which answers have been read at this computer.

    Args:
        stage: what it stands on.
    """

    changed = Signal(int)
    """So many answers nobody has read here."""
    open_requested = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.window)
        self._window = stage.window
        self._reads = stage.parts.reads
        self._is_public = stage.parts.is_public
        self._tasks = stage.tasks
        self._look = stage.look
        self._card: NewsCard | None = None
        self._read: dict[ReportId, int] | None = None
        self._told: dict[ReportId, int] = {}
        self._waiting: tuple[tuple[Kept, ...], bool] | None = None
        stage.tasks.database(self._reads.recall, self._on_recalled, owner=self, quiet=True)

    def take(self, reports: tuple[Kept, ...], *, is_read: bool) -> None:
        """Look at what has come.

        Args:
            reports: this computer's reports.
            is_read: they are being read at this moment.
        """
        if self._read is None:
            self._waiting = (reports, is_read)
            return
        came = counts(reports)
        if is_read:
            self._note(came)
        news = {one: count for one, count in came.items() if count > self._read.get(one, 0)}
        self.changed.emit(len(news))
        fresh = [one for one in news if news[one] > self._told.get(one, 0)]
        self._told.update(news)
        numbers = [kept.report.number for kept in reports if kept.report.id in fresh]
        if numbers and not self._window.isActiveWindow():
            self._tell(numbers)

    def _note(self, came: Mapping[ReportId, int]) -> None:
        if self._read == came:
            return
        self._read = dict(came)
        read = dict(came)
        self._tasks.database(
            lambda: self._reads.note(read), lambda _none: None, owner=self, quiet=True
        )
        if self._card is not None:
            self._card.close()

    def _on_recalled(self, read: dict[ReportId, int]) -> None:
        self._read = read
        if self._waiting is not None:
            reports, is_read = self._waiting
            self._waiting = None
            self.take(reports, is_read=is_read)

    def _tell(self, numbers: list[str]) -> None:
        if self._card is None:
            self._card = NewsCard(self._look, self._window)
            self._card.open_requested.connect(self._on_open)
        # Where the public sits, who has the number can read the report: it is told nobody.
        self._card.tell(() if self._is_public else numbers)

    def _on_open(self) -> None:
        self._window.bring_forward()
        self.open_requested.emit()


def counts(reports: Iterable[Kept]) -> dict[ReportId, int]:
    """Return how many messages with words each report has had."""
    return {
        kept.report.id: sum(bool(reply.text) for reply in kept.replies)
        for kept in reports
        if any(reply.text for reply in kept.replies)
    }
