"""The library in the database: branches and items; what it has settled is read by library.py."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from libdesk.domain.bulletin import Step, Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import Hours
from libdesk.domain.places import Branch
from libdesk.domain.promises import Target
from libdesk.domain.statuses import HERE
from libdesk.storage import library
from libdesk.storage.schema import branches, items

_BRANCHES = select(branches.c.code, branches.c.name).order_by(branches.c.place)
_RENAME_BRANCH = (
    update(branches)
    .where(branches.c.code == bindparam("code_"))
    .values(name=bindparam("name_"), version=branches.c.version + 1)
)
_MOVE_BRANCH = (
    update(branches).where(branches.c.code == bindparam("code_")).values(place=bindparam("place_"))
)
_DROP_BRANCH = delete(branches).where(branches.c.code == bindparam("code_"))
_LAST_PLACE = select(func.coalesce(func.max(branches.c.place), 0))
_ADD_BRANCH = insert(branches)
_ITEMS = (
    select(
        items.c.tag,
        items.c.name,
        items.c.kind,
        items.c.branch,
        items.c.serial,
        items.c.computer_name,
        items.c.room,
    )
    .where(items.c.status.in_([one.value for one in HERE]))
    .order_by(items.c.branch, items.c.name_key, items.c.tag)
)


class PlaceStore:
    """Implements the port Places on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def branches(self) -> tuple[Branch, ...]:
        """Return the branches in their order."""
        return tuple(Branch(code, name) for code, name in self._connection.execute(_BRANCHES))

    def save_branch(self, branch: Branch) -> None:
        """Add a branch at the end, or rename the one with its code."""
        row = {"code_": branch.code, "name_": branch.name}
        if self._connection.execute(_RENAME_BRANCH, row).rowcount:
            return
        place = self._connection.execute(_LAST_PLACE).scalar_one() + 1
        added = {"code": branch.code, "name": branch.name, "place": place, "version": 1}
        self._connection.execute(_ADD_BRANCH, added)

    def set_branches(self, branches: Sequence[Branch]) -> None:
        """Store the branches in this order; visits to one that goes, go with it."""
        places = {branch.code: place for place, branch in enumerate(branches, 1)}
        for known in self.branches():
            if known.code not in places:
                self._connection.execute(_DROP_BRANCH, {"code_": known.code})
                library.write_visits(self._connection, known.code, ())
        for branch in branches:
            self.save_branch(branch)
            row = {"code_": branch.code, "place_": places[branch.code]}
            self._connection.execute(_MOVE_BRANCH, row)

    def items(self) -> tuple[Item, ...]:
        """Return the items that are here, by branch and name."""
        return tuple(Item(Tag(tag), *rest) for tag, *rest in self._connection.execute(_ITEMS))

    def hours(self) -> Hours | None:
        """Return when IT is there; None while no library has said so."""
        return library.read_hours(self._connection)

    def set_hours(self, hours: Hours) -> None:
        """Store the hours in the place of those before."""
        library.write_hours(self._connection, hours)

    def targets(self) -> tuple[Target, ...]:
        """Return what is promised, most urgent first."""
        return library.read_targets(self._connection)

    def set_targets(self, targets: Sequence[Target]) -> None:
        """Store the promises in the place of those before."""
        library.write_targets(self._connection, targets)

    def ladder(self) -> tuple[Step, ...]:
        """Return whom to turn to when no answer comes, in order."""
        return library.read_ladder(self._connection)

    def set_ladder(self, steps: Sequence[Step]) -> None:
        """Store the steps in the place of those before."""
        library.write_ladder(self._connection, steps)

    def visits(self, since: date) -> tuple[Visit, ...]:
        """Return IT's visits from this day on, soonest first."""
        return library.read_visits(self._connection, since)

    def set_visits(self, branch: str, days: Iterable[date]) -> None:
        """Store the days of IT's visits to a branch in the place of those before."""
        library.write_visits(self._connection, branch, days)
