"""Which papers can be made of the equipment list, the likeliest first."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QSettings

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.domain.guidance import Guidance
from libdesk.domain.item_lists import Dates, ItemFacet, ItemFilter
from libdesk.domain.lifecycle import Lifecycle
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.domain.text import fold
from libdesk.services.disposals import JULY
from libdesk.services.places import Overview, Places
from libdesk.services.stores import OpenUnit
from libdesk.ui.papers.parts import Choice, Chosen, PaperOffer

if TYPE_CHECKING:
    from libdesk.documents.content import Paper
    from libdesk.services.attachment_stores import FileStore

BRANCH, FUNDER, YEAR = "branch", "funder", "year"
"""Names of what can be chosen, for machines."""

BUDGET_MONTH = "papers/budget_month"
"""Under this name it is remembered in which month the budget year begins."""

OTHERS = "*"
"""Stands for all who paid but the library itself."""

OWN_MONEY = frozenset(
    {
        "",
        "general fund",
        "library budget",
        "local",
        "local money",
        "operating",
        "operating budget",
        "operating fund",
        "operating funds",
        "operating money",
        "own money",
    }
)
"""What is written as the funder where nobody else paid."""

EVERY = ItemFilter()


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


@dataclass(frozen=True, slots=True)
class ItemsAtHand:
    """The list that somebody has before them.

    Attributes:
        filter_: what narrows it.
        title: what is shown.
        narrowed: what narrows it, in words.
        branch: the branch that it is narrowed to; "" for several.
        funders: all who have paid for something.
    """

    filter_: ItemFilter = EVERY
    title: str = ""
    narrowed: tuple[str, ...] = ()
    branch: str = ""
    funders: tuple[str, ...] = ()


class EquipmentOffers:
    """Makes offers.

    Args:
        open_unit: the desk's database.
        guidance: reads what words tiles and questions.
        rules: reads the rules of the equipment's life.
        now: tells the time (aware, UTC).
        files: photos of rooms; None where no paper shows them.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        guidance: Callable[[], Guidance],
        rules: Callable[[], Lifecycle],
        now: Callable[[], datetime],
        files: "FileStore | None" = None,
    ) -> None:
        self._files = files
        self._open_unit = open_unit
        self._guidance = guidance
        self._rules = rules
        self._now = now

    def of_list(self, at: ItemsAtHand, overview: Overview) -> tuple[PaperOffer, ...]:
        """Return what fits a list of items."""
        every = (("", _tr("All branches")), *overview.branches.items())
        branches = _first(every, at.branch)
        return (
            PaperOffer(_tr("The list as you see it"), lambda _: self._inventory(at)),
            PaperOffer(
                _tr("The inventory by branch"),
                self._by_branch,
                (Choice(BRANCH, _tr("Where"), branches),),
            ),
            PaperOffer(
                _tr("What to replace, year by year"),
                self._replacements,
                (
                    Choice(BRANCH, _tr("Where"), branches),
                    budget_choice(YEAR),
                ),
            ),
            self.fleet(),
            *self._floors(overview, at.branch),
            *self._rooms_of(overview, at.branch),
            PaperOffer(
                _tr("For a grant’s auditor"),
                self._grants,
                (Choice(FUNDER, _tr("Who paid"), _funders(at.funders)),),
            ),
        )

    def fleet(self) -> PaperOffer:
        """Return how mixed the computers of each branch are."""
        return PaperOffer(_tr("How mixed our computers are"), self._fleet)

    def _floors(self, overview: Overview, branch: str) -> tuple[PaperOffer, ...]:
        if not overview.branches:
            return ()
        branches = _first(tuple(overview.branches.items()), branch)
        where = Choice(BRANCH, _tr("Branch"), branches)
        return (PaperOffer(_tr("What stands where"), self._floor, (where,)),)

    def _rooms_of(self, overview: Overview, branch: str) -> tuple[PaperOffer, ...]:
        if not overview.branches or self._files is None:
            return ()
        where = Choice(BRANCH, _tr("Branch"), _first(tuple(overview.branches.items()), branch))
        return (PaperOffer(_tr("Rooms and closets, with photos"), self._rooms, (where,)),)

    def _rooms(self, chosen: Chosen) -> Printable:
        from libdesk.app.room_papers import shown_rooms
        from libdesk.documents.rooms_paper import rooms_paper

        overview, words = self._words()
        branch = chosen.picked[BRANCH]
        rooms = shown_rooms(self._open_unit, self._files, branch)
        return self._printable(
            rooms_paper(branch, rooms, words, printed_on=self._today(), library=overview.library)
        )

    def _by_branch(self, chosen: Chosen) -> Printable:
        branch = chosen.picked[BRANCH]
        return self._inventory(ItemsAtHand(_of_branch(branch), _tr("Equipment"), branch=branch))

    def _inventory(self, at: ItemsAtHand) -> Printable:
        from libdesk.documents.inventory_paper import MOST, Inventory, inventory_paper

        overview, words = self._words()
        with self._open_unit() as unit:
            records = tuple(unit.items.all(at.filter_))
            lines = unit.items.lines([one.id for one in records[:MOST]])
        dates = {line.id: Dates(line.replace_by, line.support_ends) for line in lines}
        items = tuple((one, dates[one.id]) for one in records[:MOST] if one.id in dates)
        left_out = max(0, len(records) - MOST)
        title = at.title or _tr("Equipment")
        narrowed = at.narrowed
        if at.branch and not narrowed:
            narrowed = (overview.branch_name(at.branch),)
        inventory = Inventory(title, items, narrowed, left_out)
        return self._printable(
            inventory_paper(inventory, words, printed_on=self._today(), library=overview.library)
        )

    def _replacements(self, chosen: Chosen) -> Printable:
        from libdesk.documents.replacement_paper import replacement_paper
        from libdesk.domain.replacing import replacements

        overview, words = self._words()
        branch = chosen.picked[BRANCH]
        records = self._records(_of_branch(branch))
        month = int(chosen.picked[YEAR])
        plan = replacements(self._rules(), records, self._today(), month)
        where = overview.branch_name(branch) if branch else ""
        return self._printable(
            replacement_paper(
                plan, words, printed_on=self._today(), library=overview.library, where=where
            )
        )

    def _fleet(self, _chosen: Chosen) -> Printable:
        from libdesk.documents.fleet_paper import fleet_paper
        from libdesk.domain.fleet import fleet_mix

        overview, words = self._words()
        mixes = fleet_mix(self._rules(), self._records(EVERY))
        return self._printable(
            fleet_paper(mixes, words, printed_on=self._today(), library=overview.library)
        )

    def _floor(self, chosen: Chosen) -> Printable:
        from libdesk.documents.floor_paper import floor_paper

        overview, words = self._words()
        branch = chosen.picked[BRANCH]
        return self._printable(
            floor_paper(
                branch,
                self._records(_of_branch(branch)),
                words,
                printed_on=self._today(),
                library=overview.library,
            )
        )

    def _grants(self, chosen: Chosen) -> Printable:
        from libdesk.documents.grant_paper import grant_paper

        overview, words = self._words()
        funder = chosen.picked[FUNDER]
        # What is gone is asked for too: when, and where to.
        records = self._records(ItemFilter(statuses=frozenset(Status)))
        wanted = [
            one
            for one in records
            if (fold(one.funder) not in OWN_MONEY if funder == OTHERS else one.funder == funder)
        ]
        return self._printable(
            grant_paper(wanted, words, printed_on=self._today(), library=overview.library)
        )

    def _records(self, filter_: ItemFilter) -> tuple[Record, ...]:
        with self._open_unit() as unit:
            return tuple(unit.items.all(filter_))

    def _words(self) -> tuple[Overview, PaperWords]:
        overview = Places(self._open_unit).overview()
        return overview, PaperWords(overview, self._guidance())

    def _printable(self, paper: "Paper") -> Printable:
        return Printable(paper, self._now)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _of_branch(branch: str) -> ItemFilter:
    if not branch:
        return EVERY
    return replace(EVERY, values=MappingProxyType({ItemFacet.BRANCH: (branch,)}))


def _first(options: tuple[tuple[str, str], ...], usual: str) -> tuple[tuple[str, str], ...]:
    """Return options with the usual one first."""
    return tuple(sorted(options, key=lambda option: option[0] != usual))


def _funders(named: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    others = tuple((one, one) for one in named if fold(one) not in OWN_MONEY)
    return ((OTHERS, _tr("All but the library itself")), *others)


def budget_choice(key: str) -> Choice:
    """Return the choice of the month in which the budget year begins, the likeliest first.

    It is the same for all papers, and for whatever else counts by years: see `budget_month`.
    """
    locale = QLocale()
    names = {month: locale.standaloneMonthName(month) for month in range(1, 13)}
    # July is when most US libraries' budgets begin (domain facts, 5.4); then by the calendar.
    order = (JULY, 1, 10, 4, *(month for month in names if month not in (JULY, 1, 10, 4)))
    months = tuple((str(month), names[month]) for month in order)
    return Choice(key, _tr("The budget year begins in"), months, BUDGET_MONTH)


def budget_month(memory: QSettings) -> int:
    """Return the month in which the budget year begins, as it was chosen last for a paper."""
    found = str(memory.value(BUDGET_MONTH, ""))
    return int(found) if found in map(str, range(1, 13)) else JULY
