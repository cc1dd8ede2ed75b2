"""A library's figures of what a donation costs: the shipped ones, until it puts in its own."""

from collections.abc import Callable
from dataclasses import dataclass

from libdesk.domain.donation_costs import Costs
from libdesk.domain.donation_costs_file import document_of_costs, parse_costs
from libdesk.domain.text import clean_line
from libdesk.services import settled
from libdesk.services.errors import Refusal
from libdesk.services.kept_rules import DONATION_COSTS, KeptRules
from libdesk.services.ports import Clock
from libdesk.services.settled import Mark
from libdesk.services.stores import OpenUnit, Unit

_PART = f"rules.{DONATION_COSTS}"


@dataclass(frozen=True, slots=True)
class CostsRead:
    """The figures as they stand.

    Attributes:
        costs: the figures.
        is_own: the library has put in its own.
        version: what a change has to expect.
        is_damaged: the library's own can't be read, so the shipped ones stand.
        document: the library's own as they are stored, readable or not; None where there are none.
    """

    costs: Costs
    is_own: bool = False
    version: int = 0
    is_damaged: bool = False
    document: object = None


class DonationCosts:
    """Reads and changes the figures.

    A change takes the version that was on the screen and returns the one that it leaves. It raises
    Conflict when somebody else was first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        shipped: reads the shipped ones.
        now: the clock.
        who: who changes them here, for whoever is second.
    """

    def __init__(
        self, open_unit: OpenUnit, shipped: Callable[[], Costs], now: Clock, who: str = ""
    ) -> None:
        self._open_unit = open_unit
        self._shipped = shipped
        self._now = now
        self._who = clean_line(who)

    def read(self) -> CostsRead:
        """Return the figures that count."""
        with self._open_unit() as unit:
            version = settled.mark_of(unit, _PART).version
            kept = next((one for one in unit.own_rules.all() if one.name == DONATION_COSTS), None)
        if kept is None:
            return CostsRead(self._shipped(), version=version)
        try:
            costs = parse_costs(kept.document)
        except ValueError:
            return CostsRead(
                self._shipped(), version=version, is_damaged=True, document=kept.document
            )
        return CostsRead(costs, is_own=True, version=version, document=kept.document)

    def save(self, costs: Costs, expected: int | None = None) -> int:
        """Store figures in the place of what stands.

        Raises:
            Refusal: one can't be as it is.
            Conflict: somebody else was first.
        """
        document = document_of_costs(costs)
        try:
            parse_costs(document)
        except ValueError as error:
            raise Refusal(f"These figures can’t be kept: {error}.") from None
        return self._store(document, expected)

    def restore(self, before: CostsRead, expected: int | None = None) -> int:
        """Store the library's own as they were, also those that only a newer LibDesk can read.

        Raises:
            Conflict: somebody else was first.
        """
        if before.document is None and not before.is_damaged:
            return self.put_back_shipped(expected)
        return self._store(before.document, expected)

    def put_back_shipped(self, expected: int | None = None) -> int:
        """Forget the library's own.

        Raises:
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            version = self._settle(unit, expected)
            unit.own_rules.remove(DONATION_COSTS)
        return version

    def _store(self, document: object, expected: int | None) -> int:
        with self._open_unit(write=True) as unit:
            version = self._settle(unit, expected)
            today = self._now().astimezone().date()
            unit.own_rules.save(KeptRules(DONATION_COSTS, document, today, version))
        return version

    def _settle(self, unit: Unit, expected: int | None) -> int:
        return settled.settle(unit, _PART, Mark(0, self._now(), self._who), expected)
