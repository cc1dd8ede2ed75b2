"""Words of another time, offered on the first page until somebody goes on with them.

The newest stands there; those before it come up when it has been taken.
"""

from datetime import timedelta

from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import ReportId
from libdesk.services.ports import Clock, KeptDraft
from libdesk.ui import strings
from libdesk.ui.problems.tiles_page import TilesPage


class DraftOffer:
    """Offers one draft at a time.

    Args:
        tiles: the first page.
        guidance: the tiles.
        now: tells the time.
    """

    def __init__(self, tiles: TilesPage, guidance: Guidance, now: Clock) -> None:
        self._tiles = tiles
        self._guidance = guidance
        self._now = now
        self._offered: list[KeptDraft] = []

    def show(self, kept: KeptDraft) -> None:
        """Offer a draft, before all others; not where its tile is gone."""
        if self._guidance.find(kept.draft.category) is not None:
            others = [one for one in self._offered if one.report_id != kept.report_id]
            self._offered = [*others, kept]
            self._show_newest()

    @property
    def has_any(self) -> bool:
        """Say whether anything is offered."""
        return bool(self._offered)

    def drop(self, older_than: timedelta | None = None) -> frozenset[ReportId]:
        """Offer drafts no more; return whose they were.

        Args:
            older_than: only those that were saved longer ago; None for all.
        """
        before = self._now() - older_than if older_than is not None else None
        dropped = [one for one in self._offered if before is None or one.saved_at < before]
        self._offered = [one for one in self._offered if one not in dropped]
        self._show_newest()
        return frozenset(one.report_id for one in dropped)

    def take(self) -> KeptDraft | None:
        """Return what was offered; it is offered no more."""
        kept = self._offered.pop() if self._offered else None
        self._show_newest()
        return kept

    def _show_newest(self) -> None:
        words = ""
        if self._offered:
            kept = self._offered[-1]
            category = self._guidance.find(kept.draft.category)
            when = strings.time_words(kept.saved_at, self._now())
            words = self._tiles.tr("Go on with: {tile} ({when})").format(
                tile=category.text if category else "", when=when
            )
        self._tiles.set_draft(words)
