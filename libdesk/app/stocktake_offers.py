"""Which papers can be made of a counting day: the list to tick, and the result to sign."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.domain.count_listing import in_place
from libdesk.domain.counting import Count
from libdesk.domain.guidance import Guidance
from libdesk.domain.stocktake import Stocktake
from libdesk.services.places import Overview, Places
from libdesk.services.stocktake import Stocktaking
from libdesk.services.stores import OpenUnit
from libdesk.ui.papers.parts import Chosen, PaperOffer, Tick

MISSING = "missing"
"""What is ticked where only what was not seen yet is listed, for machines."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


class StocktakeOffers:
    """Makes offers.

    Args:
        open_unit: the desk's database.
        guidance: reads what words tiles and questions.
        now: tells the time (aware, UTC).
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        guidance: Callable[[], Guidance],
        now: Callable[[], datetime],
    ) -> None:
        self._open_unit = open_unit
        self._guidance = guidance
        self._now = now

    def of_count(self, stocktake: Stocktake) -> tuple[PaperOffer, ...]:
        """Return what fits a campaign: once it is finished, its result first."""
        ticks, result = self.tick_list(stocktake), self.result(stocktake)
        return (result, ticks) if stocktake.finished_at is not None else (ticks,)

    def tick_list(self, stocktake: Stocktake) -> PaperOffer:
        """Return the list for whoever counts without a scanner."""
        missing = Tick(MISSING, _tr("Only what was not seen yet"))
        return PaperOffer(
            _tr("Tick-list: {title}").format(title=stocktake.title),
            lambda chosen: self._tick_list(stocktake, chosen),
            ticks=(missing,),
        )

    def result(self, stocktake: Stocktake) -> PaperOffer:
        """Return the result of a campaign that is finished."""
        return PaperOffer(
            _tr("Result: {title}").format(title=stocktake.title),
            lambda _: self._result(stocktake),
        )

    def _tick_list(self, stocktake: Stocktake, chosen: Chosen) -> Printable:
        from libdesk.documents.stocktake_ticklist_paper import stocktake_ticklist_paper

        overview, words = self._words()
        loaded = Stocktaking(self._open_unit, self._now).load(stocktake.id)
        listing = loaded.listing
        items = [listing.items[one] for one in listing.expected]
        if MISSING in chosen.ticked:
            left = Count(listing, loaded.scans).missing()
            items = [one.listed for one in left if one.listed is not None]
        return Printable(
            stocktake_ticklist_paper(
                loaded.stocktake,
                sorted(items, key=in_place),
                words,
                printed_on=self._today(),
                away=listing.away(),
                library=overview.library,
            ),
            self._now,
        )

    def _result(self, stocktake: Stocktake) -> Printable:
        from libdesk.documents.stocktake_result_paper import stocktake_result_paper

        overview, words = self._words()
        loaded = Stocktaking(self._open_unit, self._now).load(stocktake.id)
        return Printable(
            stocktake_result_paper(
                loaded.stocktake,
                loaded.results,
                words,
                printed_on=self._today(),
                library=overview.library,
            ),
            self._now,
        )

    def _words(self) -> tuple[Overview, PaperWords]:
        overview = Places(self._open_unit).overview()
        return overview, PaperWords(overview, self._guidance())

    def _today(self) -> date:
        return self._now().astimezone().date()
