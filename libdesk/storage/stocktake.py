"""Counting days in the database: campaigns, their scans, how they ended, and what was decided."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from libdesk.domain.count_results import DECISIONS, Decided, Decision, Result
from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import text_of
from libdesk.domain.item_history import ChangeId, FieldChange, ItemChange
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import (
    Condition,
    Listed,
    Origin,
    Outcome,
    Scan,
    ScanId,
    Spot,
    Stocktake,
    StocktakeId,
    StocktakeState,
    Why,
)
from libdesk.services.errors import Conflict
from libdesk.storage.many_rows import add_rows
from libdesk.storage.schema import (
    items,
    stocktake_decisions,
    stocktake_results,
    stocktake_scans,
    stocktakes,
)
from libdesk.storage.sound_rows import sound_rows

_T = TypeVar("_T")

_AT_ONCE = 500
"""Ids in one question."""

_STATUSES = {one.value: one for one in Status}
_COLUMNS = (
    stocktakes.c.title,
    stocktakes.c.starts_on,
    stocktakes.c.ends_on,
    stocktakes.c.spots,
    stocktakes.c.note,
    stocktakes.c.state,
    stocktakes.c.finished_at,
    stocktakes.c.id,
    stocktakes.c.version,
)
_ALL = select(*_COLUMNS).order_by(stocktakes.c.id)
_ONE = select(*_COLUMNS).where(stocktakes.c.id == bindparam("id_"))
_ADD = insert(stocktakes).returning(stocktakes.c.id)
_CHANGE = (
    update(stocktakes)
    .where(stocktakes.c.id == bindparam("id_"), stocktakes.c.version == bindparam("version_"))
    .values({one.name: bindparam(one.name) for one in stocktakes.c if one.name != "id"})
)
_REMOVE = delete(stocktakes).where(stocktakes.c.id == bindparam("id_"))
_LISTED = select(
    items.c.id,
    items.c.tag,
    items.c.name,
    items.c.kind,
    items.c.branch,
    items.c.room,
    items.c.status,
    items.c.serial,
    items.c.computer_name,
).order_by(items.c.id)
_SEEN = select(items.c.id, items.c.version, items.c.seen_on).where(
    items.c.id.in_(bindparam("ids", expanding=True))
)
_SEE = (
    update(items)
    .where(items.c.id.in_(bindparam("ids", expanding=True)))
    .values(seen_on=bindparam("day"), version=items.c.version + 1)
)
_SCANS = (
    select(
        stocktake_scans.c.id,
        stocktake_scans.c.code,
        stocktake_scans.c.item,
        stocktake_scans.c.branch,
        stocktake_scans.c.room,
        stocktake_scans.c.at,
        stocktake_scans.c.who,
        stocktake_scans.c.condition,
        stocktake_scans.c.note,
        stocktake_scans.c.origin,
    )
    .where(stocktake_scans.c.stocktake == bindparam("stocktake_"))
    .order_by(stocktake_scans.c.at, stocktake_scans.c.id)
)
_SCAN_COUNTS = select(stocktake_scans.c.stocktake, func.count()).group_by(
    stocktake_scans.c.stocktake
)
_KNOWN = select(stocktake_scans.c.id).where(
    stocktake_scans.c.id.in_(bindparam("ids", expanding=True))
)
_CHANGE_SCAN = (
    update(stocktake_scans)
    .where(
        stocktake_scans.c.id == bindparam("id_"),
        stocktake_scans.c.stocktake == bindparam("stocktake_"),
    )
    .values(condition=bindparam("condition"), note=bindparam("note"))
)
_REMOVE_SCANS = delete(stocktake_scans).where(
    stocktake_scans.c.stocktake == bindparam("stocktake_"),
    stocktake_scans.c.id.in_(bindparam("ids", expanding=True)),
)
_ALL_RESULTS = (
    select(
        stocktake_results.c.stocktake,
        *(one for one in stocktake_results.c if one.name != "stocktake"),
        stocktake_decisions.c.decision,
        stocktake_decisions.c.at.label("decided_at"),
        stocktake_decisions.c.who.label("decided_by"),
        stocktake_decisions.c.note.label("decided_note"),
        stocktake_decisions.c.item.label("decided_item"),
        stocktake_decisions.c.change,
    )
    .join_from(
        stocktake_results,
        stocktake_decisions,
        (stocktake_decisions.c.stocktake == stocktake_results.c.stocktake)
        & (stocktake_decisions.c.place == stocktake_results.c.place),
        isouter=True,
    )
    .order_by(stocktake_results.c.stocktake, stocktake_results.c.place)
)
_RESULTS = _ALL_RESULTS.where(stocktake_results.c.stocktake == bindparam("stocktake_"))
_DIFFERENCES = _ALL_RESULTS.where(
    stocktake_results.c.outcome.in_(sorted(one.value for one in DECISIONS))
)
_REMOVE_RESULTS = delete(stocktake_results).where(
    stocktake_results.c.stocktake == bindparam("stocktake_")
)
_ENDED = select(stocktakes.c.id).where(stocktakes.c.finished_at < bindparam("before_"))
_FORGET = tuple(
    update(table).where(table.c.who != "", table.c.stocktake.in_(_ENDED)).values(who="")
    for table in (stocktake_scans, stocktake_results)
)
_UNDECIDE = delete(stocktake_decisions).where(
    stocktake_decisions.c.stocktake == bindparam("stocktake_"),
    stocktake_decisions.c.place == bindparam("place_"),
)


class StocktakeStore:
    """Implements the port Stocktakes on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Stocktake, ...]:
        """Return all campaigns by their ids; a damaged one is left out."""
        return tuple(sound_rows(self._connection.execute(_ALL), _stocktake))

    def find(self, stocktake: StocktakeId) -> Stocktake | None:
        """Return one; None where there is none."""
        return next(
            sound_rows(self._connection.execute(_ONE, {"id_": stocktake}), _stocktake), None
        )

    def add(self, stocktake: Stocktake) -> StocktakeId:
        """Add a campaign at version 1 and return its id."""
        row = {**_row(stocktake), "version": 1}
        return StocktakeId(self._connection.execute(_ADD, row).scalar_one())

    def change(self, stocktake: Stocktake) -> None:
        """Write a campaign over the version before its own.

        Raises:
            Conflict: it has another version in the database, or is not there.
        """
        row = {**_row(stocktake), "id_": stocktake.id, "version_": stocktake.version - 1}
        if not self._connection.execute(_CHANGE, row).rowcount:
            raise Conflict("This count was changed meanwhile.")

    def remove(self, stocktake: StocktakeId) -> None:
        """Take a campaign out, with all that belongs to it."""
        self._connection.execute(_REMOVE, {"id_": stocktake})

    def listed(self) -> tuple[Listed, ...]:
        """Return all items as counts see them, those that are gone too."""
        found = self._connection.execute(_LISTED)
        # Straight from the driver: twenty thousand row objects would cost more than the query.
        rows = found.cursor.fetchall()
        found.close()
        spots: dict[tuple[str, str], Spot] = {}
        made = []
        for item_id, tag, name, kind, branch, room, status, serial, computer in rows:
            known = _STATUSES.get(status)
            if known is None:
                continue  # whoever reads the item whole notes that it is damaged
            spot = spots.get((branch, room))
            if spot is None:
                spot = spots[branch, room] = Spot(branch, room)
            one = ItemId(item_id), Tag(tag), name, kind, spot, known, serial, computer
            made.append(Listed(*one))
        return tuple(made)

    def note_seen(self, days: Mapping[ItemId, date]) -> tuple[ItemChange, ...]:
        """Write into items when they were seen, where that is news; return what that did to each.

        Raises:
            Conflict: one of them was changed meanwhile.
        """
        changes = []
        news: dict[date, list[ItemId]] = {}
        for ids in _in_parts(list(days)):
            for item, version, was in self._connection.execute(_SEEN, {"ids": ids}):
                day = days[item]
                if was is None or was < day:
                    news.setdefault(day, []).append(item)
                    told = FieldChange("seen_on", text_of(was), text_of(day))
                    changes.append(ItemChange(item, version + 1, (told,)))
        for day, seen in news.items():
            for ids in _in_parts(seen):
                done = self._connection.execute(_SEE, {"ids": ids, "day": day})
                if done.rowcount != len(ids):
                    raise Conflict("One of these items was changed meanwhile. Try again.")
        return tuple(changes)

    def scans(self, stocktake: StocktakeId) -> tuple[Scan, ...]:
        """Return a campaign's scans, the earliest first."""
        found = self._connection.execute(_SCANS, {"stocktake_": stocktake})
        return tuple(sound_rows(found, _scan))

    def scan_counts(self) -> Mapping[StocktakeId, int]:
        """Return how many scans each campaign has."""
        rows = self._connection.execute(_SCAN_COUNTS)
        return {StocktakeId(stocktake): count for stocktake, count in rows}

    def add_scans(self, stocktake: StocktakeId, scans: Sequence[Scan]) -> tuple[ScanId, ...]:
        """Add scans and return those that are new; one that is stored already stays as it is."""
        coming: dict[ScanId, Scan] = {}
        for one in scans:
            coming.setdefault(one.id, one)
        known: set[UUID] = set()
        for ids in _in_parts(list(coming)):
            known.update(self._connection.execute(_KNOWN, {"ids": ids}).scalars())
        new = [one for key, one in coming.items() if key not in known]
        add_rows(self._connection, stocktake_scans, (_scan_row(stocktake, one) for one in new))
        return tuple(one.id for one in new)

    def change_scan(self, stocktake: StocktakeId, scan: Scan) -> None:
        """Write a scan's condition and note."""
        told = {"condition": scan.condition.value, "note": scan.note}
        named = {"id_": scan.id, "stocktake_": stocktake}
        self._connection.execute(_CHANGE_SCAN, {**told, **named})

    def remove_scans(self, stocktake: StocktakeId, scans: Sequence[ScanId]) -> None:
        """Take scans out; those that are not there stay away."""
        for ids in _in_parts(scans):
            self._connection.execute(_REMOVE_SCANS, {"stocktake_": stocktake, "ids": ids})

    def results(self, stocktake: StocktakeId) -> tuple[Result, ...]:
        """Return how a campaign ended, by place, with what was decided; () while it runs."""
        found = self._connection.execute(_RESULTS, {"stocktake_": stocktake})
        return tuple(result for _, result in sound_rows(found, _result))

    def differences(self) -> Mapping[StocktakeId, tuple[Result, ...]]:
        """Return the differences of all campaigns that ended, with what was decided."""
        found: dict[StocktakeId, list[Result]] = {}
        for stocktake, result in sound_rows(self._connection.execute(_DIFFERENCES), _result):
            found.setdefault(stocktake, []).append(result)
        return {stocktake: tuple(some) for stocktake, some in found.items()}

    def add_results(self, stocktake: StocktakeId, results: Sequence[Result]) -> None:
        """Store how a campaign ended, or a part of it; nothing is decided about it yet."""
        rows = (_result_row(stocktake, one) for one in results)
        add_rows(self._connection, stocktake_results, rows)

    def remove_results(self, stocktake: StocktakeId) -> None:
        """Take out how a campaign ended, with what was decided."""
        self._connection.execute(_REMOVE_RESULTS, {"stocktake_": stocktake})

    def decide(self, stocktake: StocktakeId, places: Sequence[int], decided: Decided) -> None:
        """Store what was decided about these of its results; it goes with its change set."""
        self.undecide(stocktake, places)
        rows = (_decision_row(stocktake, one, decided) for one in places)
        add_rows(self._connection, stocktake_decisions, rows)

    def undecide(self, stocktake: StocktakeId, places: Sequence[int]) -> None:
        """Forget what was decided about these of its results."""
        named = [{"stocktake_": stocktake, "place_": one} for one in places]
        if named:
            self._connection.execute(_UNDECIDE, named)

    def forget_names(self, before: datetime) -> int:
        """Remove who counted in campaigns that ended before a moment; return of how many rows."""
        return sum(self._connection.execute(one, {"before_": before}).rowcount for one in _FORGET)


def _in_parts(ids: Sequence[_T]) -> list[list[_T]]:
    return [list(ids[at : at + _AT_ONCE]) for at in range(0, len(ids), _AT_ONCE)]


def _row(stocktake: Stocktake) -> dict[str, Any]:
    return {
        "title": stocktake.title,
        "starts_on": stocktake.starts_on,
        "ends_on": stocktake.ends_on,
        "spots": [[one.branch, one.room] for one in stocktake.spots],
        "note": stocktake.note,
        "state": stocktake.state.value,
        "finished_at": stocktake.finished_at,
        "version": stocktake.version,
    }


def _stocktake(  # noqa: PLR0913, PLR0917 - a row's values
    title: str,
    starts_on: date,
    ends_on: date,
    spots: Any,  # noqa: ANN401 - what a document holds
    note: str,
    state: str,
    finished_at: datetime | None,
    stocktake_id: int,
    version: int,
) -> Stocktake:
    places = tuple(Spot(str(branch), str(room)) for branch, room in spots)
    named = StocktakeId(stocktake_id)
    known = StocktakeState(state)
    return Stocktake(title, starts_on, ends_on, places, note, known, finished_at, named, version)


def _scan_row(stocktake: StocktakeId, scan: Scan) -> dict[str, Any]:
    return {
        "id": scan.id,
        "stocktake": stocktake,
        "code": scan.code,
        "item": scan.item,
        "branch": scan.spot.branch,
        "room": scan.spot.room,
        "at": scan.at,
        "who": scan.by,
        "condition": scan.condition.value,
        "note": scan.note,
        "origin": scan.origin.value,
    }


def _scan(  # noqa: PLR0913, PLR0917 - a row's values
    scan_id: UUID,
    code: str,
    item: int | None,
    branch: str,
    room: str,
    at: datetime,
    who: str,
    condition: str,
    note: str,
    origin: str,
) -> Scan:
    return Scan(
        ScanId(scan_id),
        code,
        Spot(branch, room),
        at,
        ItemId(item) if item is not None else None,
        who,
        Condition(condition),
        note,
        Origin(origin),
    )


def _result_row(stocktake: StocktakeId, result: Result) -> dict[str, Any]:
    listed_at, seen_at = result.listed_at or Spot(""), result.seen_at or Spot("")
    return {
        "stocktake": stocktake,
        "place": result.place,
        "outcome": result.outcome.value,
        "why": result.why.value,
        "item": result.item,
        "code": result.code,
        "name": result.name,
        "kind": result.kind,
        "listed_branch": listed_at.branch,
        "listed_room": listed_at.room,
        "seen_branch": seen_at.branch,
        "seen_room": seen_at.room,
        "at": result.at,
        "who": result.by,
        "condition": result.condition.value,
        "note": result.note,
        "is_expected": result.is_expected,
    }


def _result(*row: Any) -> tuple[StocktakeId, Result]:  # noqa: ANN401 - a row's values
    stocktake, place, outcome, why, item, code, name, kind, *rest = row
    listed_branch, listed_room, seen_branch, seen_room, at, who, condition, note, *last = rest
    is_expected, *decided = last
    known = Outcome(outcome)
    return StocktakeId(stocktake), Result(
        place,
        known,
        Why(why),
        item,
        code,
        name,
        kind,
        Spot(listed_branch, listed_room) if known is not Outcome.UNKNOWN else None,
        Spot(seen_branch, seen_room) if at is not None else None,
        at,
        who,
        Condition(condition),
        note,
        is_expected,
        _decided(*decided),
    )


def _decision_row(stocktake: StocktakeId, place: int, decided: Decided) -> dict[str, Any]:
    return {
        "stocktake": stocktake,
        "place": place,
        "decision": decided.decision.value,
        "at": decided.at,
        "who": decided.by,
        "note": decided.note,
        "item": decided.item,
        "change": decided.change,
    }


def _decided(
    decision: str | None,
    at: datetime,
    who: str,
    note: str,
    item: int | None,
    change: int | None,
) -> Decided | None:
    if decision is None:
        return None
    named = ItemId(item) if item is not None else None
    made_by = ChangeId(change) if change is not None else None
    return Decided(Decision(decision), at, who, note, named, made_by)
