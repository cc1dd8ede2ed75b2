"""Which checklist is gone through for a machine, as it stands now; asked within a transaction."""

from collections.abc import Callable, Sequence

from libdesk.domain.knowledge import Checklist, HowTo
from libdesk.domain.records import Record
from libdesk.domain.reimaging import GIFT, Occasion, gift_checklist, sheet_of
from libdesk.services.knowledge import as_it_stands
from libdesk.services.reimaging_gates import own_checklists
from libdesk.services.stores import Unit


def checklist_for(
    unit: Unit,
    record: Record,
    occasion: Occasion,
    shipped: Callable[[], Sequence[HowTo]],
    is_computer: Callable[[str], bool],
) -> Checklist | None:
    """Return the checklist for an item; None where there is none.

    Args:
        unit: the transaction.
        record: the item.
        occasion: why it is set up: a gift has more to be looked at.
        shipped: reads the sheets and checklists that LibDesk ships.
        is_computer: says whether what is of a kind counts as a computer.
    """
    own = own_checklists(unit)
    found = sheet_of(record, own, is_computer)
    usual = _standing(unit, own, shipped, found) if found is not None else None
    if occasion is not Occasion.DONATED:
        return usual
    gift = gift_list(unit, shipped)
    return gift_checklist(gift, usual) if gift is not None else usual


def gift_list(unit: Unit, shipped: Callable[[], Sequence[HowTo]]) -> Checklist | None:
    """Return what is gone through for each gift, before it is set up as others are."""
    return _standing(unit, own_checklists(unit), shipped, GIFT)


def _standing(
    unit: Unit, own: Sequence[Checklist], shipped: Callable[[], Sequence[HowTo]], which: str
) -> Checklist | None:
    kept = next((one for one in own if one.id == which), None)
    if kept is not None:
        return kept
    ships = next((one for one in shipped() if one.id == which), None)
    if not isinstance(ships, Checklist):
        return None
    standing = as_it_stands(unit, ships)
    return standing if isinstance(standing, Checklist) else None
