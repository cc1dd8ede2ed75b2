"""Words of another time, offered on the first page until somebody goes on with them."""

from libdesk.domain.guidance import Guidance
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
        self._offered: KeptDraft | None = None

    def show(self, kept: KeptDraft) -> None:
        """Offer a draft, unless another one is offered already or its tile is gone."""
        category = self._guidance.find(kept.draft.category)
        if self._offered is None and category is not None:
            self._offered = kept
            when = strings.time_words(kept.saved_at, self._now())
            words = self._tiles.tr("Go on with: {tile} ({when})")
            self._tiles.set_draft(words.format(tile=category.text, when=when))

    def take(self) -> KeptDraft | None:
        """Return what was offered; it is offered no more."""
        kept, self._offered = self._offered, None
        self._tiles.set_draft("")
        return kept
