"""Which papers can be made of wiping and disposal."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from libdesk.app.disposal_files import load_wiping
from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.domain.disposal import Step, fiscal_year
from libdesk.domain.guidance import Guidance
from libdesk.domain.records import ItemId
from libdesk.services.disposals import Disposals
from libdesk.services.errors import Refusal
from libdesk.services.places import Overview, Places
from libdesk.services.stores import OpenUnit
from libdesk.services.value_bands import ValueBands
from libdesk.ui.papers.parts import Choice, Chosen, PaperOffer

if TYPE_CHECKING:
    from libdesk.documents.content import Paper

YEAR, MONTH = "year", "month"
"""Names of what can be chosen, for machines."""

_THIS, _LAST = "this", "last"


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


class DisposalOffers:
    """Makes offers.

    Args:
        open_unit: the desk's database.
        disposals: the use cases.
        bands: reads the value bands.
        guidance: reads what words tiles and questions.
        now: tells the time (aware, UTC).
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        disposals: Disposals,
        bands: ValueBands,
        guidance: Callable[[], Guidance],
        now: Callable[[], datetime],
    ) -> None:
        self._open_unit = open_unit
        self._disposals = disposals
        self._bands = bands
        self._guidance = guidance
        self._now = now

    def certificate(self, item: ItemId) -> PaperOffer:
        """Return the certificate of an item's wipe."""
        return PaperOffer(_tr("Certificate of sanitization"), lambda _: self._certificate(item))

    def proposal(self, items: Sequence[ItemId] = ()) -> PaperOffer:
        """Return the proposal for the board; without items, of all that is ready to go."""
        return PaperOffer(_tr("Surplus proposal for the board"), lambda _: self._proposal(items))

    def departures(self) -> PaperOffer:
        """Return the list of what left in a fiscal year."""
        from libdesk.app.equipment_offers import budget_choice

        years = ((_THIS, _tr("This fiscal year")), (_LAST, _tr("The one before")))
        return PaperOffer(
            _tr("What left, for the board"),
            self._departures,
            (
                Choice(YEAR, _tr("Which year"), years),
                budget_choice(MONTH),
            ),
        )

    def _certificate(self, item: ItemId) -> Printable:
        from libdesk.documents.wipe_certificate import wipe_certificate

        found = self._disposals.of([item])
        wipe = found[0].certified if found else None
        if wipe is None:
            raise Refusal("There is no wipe record of this item any more.")
        overview, words = self._words()
        return self._printable(
            wipe_certificate(
                wipe,
                found[0].record,
                load_wiping(),
                words,
                printed_on=self._today(),
                library=overview.library,
            )
        )

    def _proposal(self, items: Sequence[ItemId]) -> Printable:
        from libdesk.documents.surplus_paper import Surplus, surplus_paper

        ready = self._disposals.of(items) if items else self._disposals.overview().of(Step.READY)
        overview, words = self._words()
        return self._printable(
            surplus_paper(
                Surplus(ready, self._bands.read().values),
                words,
                printed_on=self._today(),
                library=overview.library,
            )
        )

    def _departures(self, chosen: Chosen) -> Printable:
        from libdesk.documents.departures_paper import departures_paper

        since, until = fiscal_year(self._today(), int(chosen.picked[MONTH]))
        if chosen.picked[YEAR] == _LAST:
            since, until = since.replace(year=since.year - 1), since
        overview, words = self._words()
        return self._printable(
            departures_paper(
                self._disposals.departed(since, until),
                since,
                until,
                words,
                printed_on=self._today(),
                library=overview.library,
            )
        )

    def _words(self) -> tuple[Overview, PaperWords]:
        overview = Places(self._open_unit).overview()
        return overview, PaperWords(overview, self._guidance())

    def _printable(self, paper: "Paper") -> Printable:
        return Printable(paper, self._now)

    def _today(self) -> date:
        return self._now().astimezone().date()
