"""The days by which items are to be replaced and lose support, kept true when the rules change.

They are stored with each item, so that lists are ordered by them. What they are worked out from can
change without anybody touching an item: a newer LibDesk brings newer dates, and a library its own.
"""

from collections.abc import Callable, Iterator, Sequence

from libdesk.domain.records import ItemId
from libdesk.services.item_gates import Rules
from libdesk.services.stores import OpenUnit

_WORD = "items_dated_by"
"""The desk's word for the rules by which the stored days were worked out."""

_AT_ONCE = 200


class Dating:
    """Works the days out anew when the rules are no longer those that they came from.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        print_of: a text that is another one whenever the rules are.
    """

    def __init__(
        self, open_unit: OpenUnit, rules: Callable[[], Rules], print_of: Callable[[], str]
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._print_of = print_of

    def tend(self) -> int:
        """Work the days out anew where that is due; return how many items have others now."""
        wanted = self._print_of()
        with self._open_unit() as unit:
            if unit.desk.word(_WORD) == wanted:
                return 0
            stored = unit.item_dates.all()
        rules, others = self._rules(), 0
        for some in _parts(tuple(stored)):
            # A few at a time: nobody who saves something meanwhile waits for all of them.
            with self._open_unit(write=True) as unit:
                found = {one.id: rules.dates(one) for one in unit.items.get_all(some)}
                news = {one: dates for one, dates in found.items() if dates != stored[one]}
                unit.item_dates.set(news)
            others += len(news)
        with self._open_unit(write=True) as unit:
            unit.desk.set_word(_WORD, wanted)
        return others


def _parts(ids: Sequence[ItemId]) -> Iterator[Sequence[ItemId]]:
    yield from (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
