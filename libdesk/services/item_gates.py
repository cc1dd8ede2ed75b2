"""What an item must pass before its status becomes another; asked within a transaction.

A correction ("the list was wrong") passes none of them, and is kept as one.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from libdesk.domain.item_lists import Dates
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status, may_move
from libdesk.services.errors import Refusal
from libdesk.services.reimaging_gates import SetUpGate
from libdesk.services.stores import Unit


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules of a library say of an item.

    Attributes:
        dates: returns the days that follow from a record.
        needs_wiping: says whether it holds storage that nobody has recorded as wiped.
        is_computer: says whether what is of its kind counts as a computer.
    """

    dates: Callable[[Record], Dates]
    needs_wiping: Callable[[Record], bool]
    is_computer: Callable[[str], bool] = lambda _kind: False


class Gates:
    """The gates of one transaction; what they ask the database is asked once, when it is needed.

    Args:
        unit: the transaction.
        rules: what the rules of the library say of an item.
        finishing: items whose setting up this very change finishes.
    """

    def __init__(self, unit: Unit, rules: Rules, finishing: Collection[ItemId] = ()) -> None:
        self._rules = rules
        self._set_up = SetUpGate(unit, rules.is_computer, finishing)

    def check(self, was: Record, became: Record) -> None:
        """Let an item pass where its status stays, or may become what it is to be.

        Raises:
            Refusal: it may not; names the field.
        """
        if was.status is not became.status:
            self._check_move(was, became)
            self._set_up.check(was, became)

    def _check_move(self, was: Record, became: Record) -> None:
        needs_wiping = self._rules.needs_wiping(was)
        if may_move(was.status, became.status, needs_wiping=needs_wiping):
            return
        if became.status is Status.GONE and needs_wiping:
            raise Refusal(
                f"{was.tag} holds data. Record first that it was wiped, or that it has no storage.",
                field="status",
            )
        raise Refusal(
            f"{was.tag} is “{was.status.value}”, which can’t become “{became.status.value}”. "
            "If the list was wrong, choose to correct it.",
            field="status",
        )
