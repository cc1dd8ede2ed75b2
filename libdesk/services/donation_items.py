"""After yes: items are made of the machines of an offer, and none serves before it is set up.

Each item comes with a change set of its own, which begins its setting up too. Taken back, by
`DonationItems.undo` or in the item's history, the item and its run are gone, and the machine in the
offer is as open as before.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.donation_fates import KEPT, with_fates
from libdesk.domain.donation_items import (
    CONDITION_LIMIT,
    Gift,
    ItemsWanted,
    Purpose,
    kind_choices,
    proposed,
    records_of_line,
)
from libdesk.domain.donation_verdicts import VERDICT_WORDS
from libdesk.domain.donations import Donor, Fated, OfferId, OfferState, Outcome
from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import NO_CHANGE, ChangeId, ChangeKind, ChangeSet
from libdesk.domain.item_places import Places
from libdesk.domain.kinds import Kinds
from libdesk.domain.knowledge import Checklist, HowTo
from libdesk.domain.records import ItemId, Record
from libdesk.domain.reimaging import Occasion, begun
from libdesk.domain.text import clean_line, fold
from libdesk.domain.wiping import Result, WipeRecord
from libdesk.services.donation_stores import KeptOffer
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import add_records, take_back
from libdesk.services.item_gates import Rules
from libdesk.services.ports import Clock
from libdesk.services.reimaging_lists import checklist_for, gift_list
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, in_turns, no_rest


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one line.

    Attributes:
        wanted: the items.
        kinds: what they may be, the likeliest first.
    """

    wanted: ItemsWanted
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The items that were made.

    Attributes:
        offer: the offer as it is now.
        records: the items.
        changes: their change sets, in the order of the items.
    """

    offer: KeptOffer
    records: tuple[Record, ...]
    changes: tuple[ChangeId, ...]


@dataclass(frozen=True, slots=True)
class CameAs:
    """From what offer an item came.

    Attributes:
        gift: that it came as a gift.
        offer: the offer; None where that is gone.
        place: of the line in it; None where the offer says nothing of it any more.
    """

    gift: Gift
    offer: KeptOffer | None = None
    place: int | None = None


class DonationItems:
    """The use cases.

    Args:
        open_unit: opens a transaction.
        rules: what the rules of the library say of an item.
        kinds: reads the library's kinds.
        shipped: reads the sheets and checklists that LibDesk ships.
        now: the clock.
        who: who does it here.
        rest: called now and then while there is much to do.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - so much is needed
        self,
        open_unit: OpenUnit,
        rules: Callable[[], Rules],
        kinds: Callable[[], Kinds],
        shipped: Callable[[], Sequence[HowTo]],
        now: Clock,
        who: str = "",
        rest: Rest = no_rest,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._kinds = kinds
        self._shipped = shipped
        self._now = now
        self._who = clean_line(who)
        self._rest = rest

    def proposal(self, offer: OfferId, place: int, passed_over: Sequence[Tag] = ()) -> Proposal:
        """Return what is proposed for one line of an offer.

        Args:
            offer: the offer.
            place: of the line, from 0 on.
            passed_over: labels that are proposed for other lines already.

        Raises:
            Refusal: the line is not to be kept, or has gone its way already.
            Conflict: the offer, or the line, is gone.
        """
        with self._open_unit() as unit:
            kept = _get(unit, offer)
            _check_line(kept, place)
            branches = unit.places.branches()
            tags = (*unit.items.tags(), *passed_over)
        kinds, machine = self._kinds(), kept.offer.machines[place]
        only = branches[0].code if len(branches) == 1 else ""
        places = Places(branches, only=only)
        wanted = proposed(machine, place, kept.verdict(place), kinds, places, tags)
        return Proposal(wanted, kind_choices(machine, kinds))

    def make(
        self,
        offer: OfferId,
        wanted: Sequence[ItemsWanted],
        expected: int | None = None,
        title: str = "",
    ) -> Made:
        """Make the items of lines, each with a running set-up, and say so in the offer.

        Args:
            offer: the offer.
            wanted: the items, line by line.
            expected: the version of the offer that was on the screen; None for any.
            title: what to call it in the history.

        Raises:
            Refusal: a line is not to be kept or has gone its way, a label is taken, or something
                is missing; names the field behind the line's place, such as "3.kind".
            Conflict: somebody else was first, or the offer is gone.
        """
        with self._open_unit(write=True) as unit:
            kept = _get(unit, offer)
            if expected is not None and expected != kept.offer.version:
                raise _changed(kept)
            records: list[Record] = []
            changes: list[ChangeId] = []
            fates: dict[int, Fated] = {}
            for one in wanted:
                if one.place in fates:
                    raise ValueError("a line of an offer is made into items once")
                made = self._make_line(unit, kept, _checked(kept, one), title)
                items = tuple(record.id for record, _ in made)
                fates[one.place] = Fated(Outcome.TAKEN, self._today(), items=items)
                records += (record for record, _ in made)
                changes += (change for _, change in made)
            after = replace(
                with_fates(kept.offer, fates),
                version=kept.offer.version + 1,
                updated_at=self._now(),
                updated_by=self._who,
            )
            unit.donations.put(after, kept.verdicts, expected_version=kept.offer.version)
        return Made(replace(kept, offer=after), tuple(records), tuple(changes))

    def undo(self, made: Made) -> None:
        """Take back that items were made, with their set-ups and what the offer says of them.

        Raises:
            Refusal: it was taken back already.
            Conflict: something was done with one of them since.
        """
        self._take_back(made.changes)

    def take_back(self, offer: OfferId, place: int) -> None:
        """Take back that items were made of one line, long after that too.

        Raises:
            Refusal: no items were made of it, or that was taken back already.
            Conflict: something was done with one of them since, or the offer is gone.
        """
        with self._open_unit() as unit:
            kept = _get(unit, offer)
            _expect_line(kept, place)
            gifts = unit.gifts.of(kept.offer.fate(place).items)
        if not gifts:
            raise Refusal("No items were made of this machine.")
        self._take_back([one.change for one in gifts])

    def came_as(self, item: ItemId) -> CameAs | None:
        """Return from what offer an item came; None where it was no gift."""
        with self._open_unit() as unit:
            gift = next(iter(unit.gifts.of([item])), None)
            if gift is None:
                return None
            kept = unit.donations.find(gift.offer)
        if kept is None:
            return CameAs(gift)
        fates = enumerate(kept.offer.fates)
        return CameAs(gift, kept, next((at for at, one in fates if item in one.items), None))

    def wiped_of(self, kept: KeptOffer) -> tuple[WipeRecord, ...]:
        """Return how the items of an offer were wiped: the newest that worked of each item."""
        items = [one for fate in kept.offer.fates for one in fate.items]
        with self._open_unit() as unit:
            found = unit.disposals.wipes(items)
        # The newest comes first, and is to win.
        newest = {one.item: one for one in reversed(found) if one.result is Result.DONE}
        return tuple(newest[one] for one in items if one in newest)

    def _make_line(
        self, unit: Unit, kept: KeptOffer, wanted: ItemsWanted, title: str
    ) -> list[tuple[Record, ChangeId]]:
        made = []
        for record in in_turns(records_of_line(kept.offer, wanted), self._rest):
            at = self._now()
            change_set = ChangeSet(at, self._who, ChangeKind.EDIT, clean_line(title))
            try:
                done = add_records(unit, self._rules(), change_set, [record])
            except Refusal as refused:
                field = f"{wanted.place}.{refused.field}" if refused.field else ""
                raise Refusal(refused.sentence, field=field) from None
            change, added = done.change or NO_CHANGE, done.records[0]
            unit.gifts.add(Gift(added.id, kept.offer.id, wanted.condition, change))
            checklist = self._checklist(unit, added, wanted.purpose)
            if checklist is not None:
                run = begun(change, added.id, checklist, Occasion.DONATED, at, self._who)
                unit.reimagings.add(run)
            made.append((added, change))
        return made

    def _checklist(self, unit: Unit, record: Record, purpose: Purpose) -> Checklist | None:
        if purpose is Purpose.PARTS:
            return gift_list(unit, self._shipped)
        is_computer = self._rules().is_computer
        return checklist_for(unit, record, Occasion.DONATED, self._shipped, is_computer)

    def _take_back(self, changes: Sequence[ChangeId]) -> None:
        with self._open_unit(write=True) as unit:
            for change in in_turns(reversed(changes), self._rest):
                take_back(unit, self._rules(), change)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _check_line(kept: KeptOffer, place: int) -> None:
    """Say no where no items can be made of a line."""
    _expect_line(kept, place)
    if kept.offer.state is OfferState.WITHDRAWN:
        raise Refusal(
            "The donor has taken this offer back. If it holds after all, open it again first."
        )
    name, fate = kept.offer.machines[place].name, kept.offer.fate(place)
    if fate.outcome is Outcome.TAKEN:
        raise Refusal(f"Items were made of “{name}” already. They are in the equipment list.")
    if fate.outcome is not Outcome.NONE:
        raise Refusal(
            f"“{name}” has gone its way already: {fate.outcome.value}. If that is wrong, change "
            "first what became of it."
        )
    verdict = kept.verdict(place)
    if verdict not in KEPT:
        raise Refusal(
            f"“{name}” is not to be kept: {VERDICT_WORDS[verdict]}. To take it all the same, "
            "decide otherwise first, with your name and a reason."
        )


def _checked(kept: KeptOffer, wanted: ItemsWanted) -> ItemsWanted:
    """Return what is wanted as it can be kept; names the field of what can't."""
    _check_line(kept, wanted.place)
    at, count = wanted.place, kept.offer.machines[wanted.place].count
    if not 1 <= len(wanted.tags) <= count:
        raise Refusal(f"Name 1 to {count} labels, one for each item.", field=f"{at}.tag")
    condition = clean_line(wanted.condition, CONDITION_LIMIT)
    if _names_donor(condition, kept.offer.donor):
        raise Refusal(
            "Say it without the donor’s name: that stays with the offer alone.",
            field=f"{at}.condition",
        )
    if wanted.keep_until is not None and not condition:
        raise Refusal(
            "Say what the donor asks for, or leave the day empty.", field=f"{at}.condition"
        )
    return replace(wanted, condition=condition)


def _names_donor(words: str, donor: Donor) -> bool:
    """Say whether a private person is named; initials are in too many other words."""
    if donor.organization:
        return False
    said = set(re.findall(r"\w+", fold(words)))
    return any(len(one) > 2 and one in said for one in re.findall(r"\w+", fold(donor.name)))


def _get(unit: Unit, offer: OfferId) -> KeptOffer:
    found = unit.donations.find(offer)
    if found is None:
        raise Conflict("This offer is not in the list any more.")
    return found


def _expect_line(kept: KeptOffer, place: int) -> None:
    if not 0 <= place < len(kept.offer.machines):
        raise Conflict("This machine is not in the offer any more.")


def _changed(kept: KeptOffer) -> Conflict:
    offer = kept.offer
    by = offer.updated_by or "somebody else"
    return Conflict(
        f"This offer was changed meanwhile by {by}. What you typed is still here.",
        by=offer.updated_by,
        at=offer.updated_at,
    )
