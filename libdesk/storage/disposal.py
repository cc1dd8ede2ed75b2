"""How items were declared surplus, wiped, and how they went, in the database."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from libdesk.domain.disposal import (
    WITH_CERTIFICATE,
    Condition,
    Departure,
    DepartureId,
    How,
    Retirement,
)
from libdesk.domain.item_history import ChangeId
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Destination, Method, Result, WipeId, WipeRecord
from libdesk.services.errors import Conflict
from libdesk.storage.schema import departures, item_changes, items, retirements, wipings
from libdesk.storage.sound_rows import sound_rows

_AT_ONCE = 500
"""Items that are asked for in one statement."""

_RETIREMENTS = (
    select(
        retirements.c.item,
        retirements.c.why,
        retirements.c.condition,
        item_changes.c.who,
        item_changes.c.at,
        retirements.c.change,
    )
    .join(item_changes, item_changes.c.id == retirements.c.change)
    .order_by(retirements.c.id.desc())
)
_WIPES = select(wipings).order_by(wipings.c.id.desc())
_DEPARTURES = select(departures).order_by(departures.c.on.desc(), departures.c.id.desc())
_PROVED = sorted(how.value for how in WITH_CERTIFICATE)
_UNTOLD = (
    select(items.c.id)
    .outerjoin(departures, departures.c.item == items.c.id)
    .where(items.c.status == Status.GONE.value, departures.c.id.is_(None))
    .order_by(items.c.tag_order, items.c.tag)
)


class DisposalStore:
    """Implements the port KeptDisposals on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def retirements(self, wanted: Sequence[ItemId]) -> tuple[Retirement, ...]:
        """Return those of these items, the newest first."""
        return tuple(
            chain.from_iterable(
                sound_rows(
                    self._connection.execute(_RETIREMENTS.where(retirements.c.item.in_(some))),
                    _retirement,
                )
                for some in _parts(wanted)
            )
        )

    def wipes(self, wanted: Sequence[ItemId]) -> tuple[WipeRecord, ...]:
        """Return those of these items, the newest first."""
        return tuple(
            chain.from_iterable(
                sound_rows(self._connection.execute(_WIPES.where(wipings.c.item.in_(some))), _wipe)
                for some in _parts(wanted)
            )
        )

    def departures(self, wanted: Sequence[ItemId]) -> tuple[Departure, ...]:
        """Return those of these items, the newest first."""
        return tuple(
            chain.from_iterable(
                sound_rows(
                    self._connection.execute(_DEPARTURES.where(departures.c.item.in_(some))),
                    _departure,
                )
                for some in _parts(wanted)
            )
        )

    def wiped_with(self, change: ChangeId) -> tuple[WipeRecord, ...]:
        """Return the wipe records that were kept with a change set."""
        asked = _WIPES.where(wipings.c.change == change)
        return tuple(sound_rows(self._connection.execute(asked), _wipe))

    def departed_with(self, change: ChangeId) -> tuple[Departure, ...]:
        """Return the departures that were kept with a change set."""
        asked = _DEPARTURES.where(departures.c.change == change)
        return tuple(sound_rows(self._connection.execute(asked), _departure))

    def departed(self, since: date, until: date) -> tuple[Departure, ...]:
        """Return those from one day until before another, the newest first."""
        asked = _DEPARTURES.where(departures.c.on >= since, departures.c.on < until)
        return tuple(sound_rows(self._connection.execute(asked), _departure))

    def awaiting(self) -> tuple[Departure, ...]:
        """Return those whose certificate is still to come, the newest first."""
        asked = _DEPARTURES.where(departures.c.certificate == "", departures.c.how.in_(_PROVED))
        return tuple(sound_rows(self._connection.execute(asked), _departure))

    def untold(self) -> tuple[ItemId, ...]:
        """Return the items that are gone, and nobody has said how; by their labels."""
        return tuple(map(ItemId, self._connection.execute(_UNTOLD).scalars()))

    def retire(self, change: ChangeId, retirement: Retirement) -> None:
        """Keep that an item is declared surplus."""
        self._connection.execute(
            insert(retirements),
            {
                "change": change,
                "item": retirement.item,
                "why": retirement.why,
                "condition": retirement.condition.value,
            },
        )

    def wipe(self, change: ChangeId, wipe: WipeRecord) -> None:
        """Keep how an item was wiped."""
        self._connection.execute(
            insert(wipings),
            {
                "change": change,
                "item": wipe.item,
                "tag": wipe.tag,
                "serial": wipe.serial,
                "machine": wipe.machine,
                "media": wipe.media.value,
                "method": wipe.method.value,
                "technique": wipe.technique,
                "tool": wipe.tool,
                "who": wipe.by,
                "on": wipe.on,
                "checked_by": wipe.checked_by,
                "is_alone": wipe.is_alone,
                "how_checked": wipe.how_checked,
                "result": wipe.result.value,
                "goes": wipe.goes.value,
                "note": wipe.note,
            },
        )

    def depart(self, change: ChangeId, departure: Departure) -> None:
        """Keep how an item went."""
        row = {"change": change, "item": departure.item, "version": 1, **_told(departure)}
        self._connection.execute(insert(departures), row)

    def put(self, departure: Departure, *, expected_version: int) -> None:
        """Store a departure over the version before.

        Raises:
            Conflict: somebody else was first, or it was taken back.
        """
        changed = self._connection.execute(
            update(departures)
            .where(departures.c.id == departure.id, departures.c.version == expected_version)
            .values({**_told(departure), "version": expected_version + 1})
        )
        if changed.rowcount != 1:
            raise Conflict(f"How {departure.tag} went was changed meanwhile, or taken back.")


def _parts(wanted: Sequence[ItemId]) -> list[list[ItemId]]:
    ids = list(wanted)
    return [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]


def _told(one: Departure) -> dict[str, object]:
    return {
        "tag": one.tag,
        "how": one.how.value,
        "on": one.on,
        "receiver": one.to,
        "schemes": list(one.schemes),
        "certificate": one.certificate,
        "certificate_on": one.certificate_on,
        "price": one.price.minor if one.price is not None else None,
        "currency": one.price.currency if one.price is not None else "",
        "decided_on": one.decided_on,
        "decided_by": one.decided_by,
        "is_asked": one.is_asked,
        "note": one.note,
    }


def _retirement(
    item: int, why: str, condition: str, who: str, at: datetime, change: int
) -> Retirement:
    return Retirement(ItemId(item), why, Condition(condition), who, at, ChangeId(change))


def _wipe(*values: object) -> WipeRecord:
    row = _named(wipings, values)
    return WipeRecord(
        item=ItemId(row["item"]),
        technique=row["technique"],
        method=Method(row["method"]),
        media=DiskKind(row["media"]),
        by=row["who"],
        on=row["on"],
        tool=row["tool"],
        checked_by=row["checked_by"],
        is_alone=row["is_alone"],
        how_checked=row["how_checked"],
        result=Result(row["result"]),
        goes=Destination(row["goes"]),
        note=row["note"],
        tag=row["tag"],
        serial=row["serial"],
        machine=row["machine"],
        change=ChangeId(row["change"]),
        id=WipeId(row["id"]),
    )


def _departure(*values: object) -> Departure:
    row = _named(departures, values)
    price = row["price"]
    return Departure(
        item=ItemId(row["item"]),
        how=How(row["how"]),
        on=row["on"],
        to=row["receiver"],
        schemes=tuple(map(str, row["schemes"])),
        certificate=row["certificate"],
        certificate_on=row["certificate_on"],
        price=Money(price, row["currency"]) if price is not None else None,
        decided_on=row["decided_on"],
        decided_by=row["decided_by"],
        is_asked=row["is_asked"],
        note=row["note"],
        tag=row["tag"],
        change=ChangeId(row["change"]),
        version=row["version"],
        id=DepartureId(row["id"]),
    )


def _named(table: Table, values: tuple[object, ...]) -> dict[str, Any]:
    return dict(zip(table.c.keys(), values, strict=True))
