"""Views of the equipment list: the shipped ones, and those that a library makes and orders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from libdesk.domain.item_lists import ItemFilter, ItemOrder
from libdesk.domain.item_views import (
    SHIPPED,
    VIEWS_LIMIT,
    SavedView,
    ViewId,
    document_of_view,
    is_shipped,
    parse_view,
    view_filter,
)
from libdesk.domain.text import clean_line, fold
from libdesk.services.errors import Refusal
from libdesk.services.kept_views import KeptView
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

NAME_LIMIT = 60
"""Characters of a view's name; it stands on a button."""

NEWER = (
    "This view was made by a newer LibDesk, and this one can’t show it. "
    "Open it there, or remove it here."
)


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """One line of the views.

    Attributes:
        id: which view.
        name: what it is called.
        view: what it shows; None where a newer LibDesk has made it, and this one can't read it.
        version: what a change of it has to expect; 0 for a shipped one, which is not changed.
    """

    id: ViewId
    name: str
    view: SavedView | None
    version: int

    @property
    def is_shipped(self) -> bool:
        """Say whether every library has it."""
        return self.version == 0


@dataclass(frozen=True, slots=True)
class RemovedView:
    """A view that was taken out, for whoever takes that back.

    Attributes:
        kept: the view.
        place: before how many others of the library's own it stood.
    """

    kept: KeptView
    place: int


class ItemViewList:
    """Reads and changes the views.

    A change takes the version that was on the screen, and raises Conflict when somebody else was
    first.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        new_id: makes the ids of the library's own views.
    """

    def __init__(self, open_unit: OpenUnit, now: Clock, new_id: Callable[[], UUID] = uuid4) -> None:
        self._open_unit = open_unit
        self._now = now
        self._new_id = new_id

    def list_views(self) -> tuple[ViewEntry, ...]:
        """Return all: the shipped ones, then the library's own, each in their order."""
        shipped = tuple(ViewEntry(one.id, one.name, one, 0) for one in SHIPPED)
        with self._open_unit() as unit:
            return (*shipped, *map(_entry, unit.item_views.all()))

    def get(self, view_id: str) -> SavedView:
        """Return one view.

        Raises:
            Refusal: it is not there any more, or this LibDesk can't read it.
        """
        found = next((one for one in self.list_views() if one.id == view_id), None)
        if found is None:
            raise Refusal("This view is not there any more: somebody has removed it.")
        if found.view is None:
            raise Refusal(NEWER)
        return found.view

    def save_as(self, name: str, filter_: ItemFilter, order: ItemOrder) -> ViewEntry:
        """Keep what a list shows as a new view; its days are counted from today on.

        Raises:
            Refusal: it has no name, another one has it, or there are too many.
        """
        view = SavedView(
            ViewId(f"own-{self._new_id()}"), name, view_filter(filter_, self._today()), order
        )
        with self._open_unit(write=True) as unit:
            if len(unit.item_views.all()) >= VIEWS_LIMIT:
                raise Refusal(f"There are {VIEWS_LIMIT} views already. Remove one first.")
            kept = KeptView(view.id, _named(unit, name), document_of_view(view))
            unit.item_views.add(kept)
        return _entry(kept)

    def save(self, view_id: str, filter_: ItemFilter, order: ItemOrder, expected: int) -> ViewEntry:
        """Let a view show what a list shows now, under its own name.

        Raises:
            Refusal: it is a shipped one, or not there.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            kept = _own(unit, view_id)
            shows = SavedView(
                ViewId(view_id), kept.name, view_filter(filter_, self._today()), order
            )
            changed = replace(kept, document=document_of_view(shows), version=expected + 1)
            unit.item_views.change(changed)
        return _entry(changed)

    def rename(self, view_id: str, name: str, expected: int) -> ViewEntry:
        """Call a view otherwise.

        Raises:
            Refusal: it is a shipped one, or not there; or the name is none, or another one's.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            kept = _own(unit, view_id)
            changed = replace(kept, name=_named(unit, name, view_id), version=expected + 1)
            unit.item_views.change(changed)
        return _entry(changed)

    def remove(self, view_id: str, expected: int) -> RemovedView:
        """Take a view out; what is returned puts it back.

        Raises:
            Refusal: it is a shipped one, or not there.
            Conflict: somebody else has changed it.
        """
        with self._open_unit(write=True) as unit:
            kept = _own(unit, view_id)
            place = [one.id for one in unit.item_views.all()].index(view_id)
            unit.item_views.remove(view_id, expected)
        return RemovedView(kept, place)

    def put_back(self, removed: RemovedView) -> ViewEntry:
        """Put a view back where it stood; its name stays, whatever was made meanwhile.

        Raises:
            Conflict: it is there already.
        """
        with self._open_unit(write=True) as unit:
            unit.item_views.add(removed.kept, removed.place)
        return _entry(removed.kept)

    def move(self, view_id: str, by: int) -> None:
        """Let one of the library's own views stand so many places later, or earlier.

        Raises:
            Refusal: it is a shipped one, or not there.
        """
        with self._open_unit(write=True) as unit:
            _own(unit, view_id)
            ids = [one.id for one in unit.item_views.all()]
            at = ids.index(view_id)
            ids.insert(min(max(at + by, 0), len(ids) - 1), ids.pop(at))
            unit.item_views.set_order(ids)

    def set_order(self, ids: Sequence[str]) -> None:
        """Let the library's own views stand in this order; others stand behind them."""
        with self._open_unit(write=True) as unit:
            known = {one.id for one in unit.item_views.all()}
            unit.item_views.set_order([one for one in dict.fromkeys(ids) if one in known])

    def _today(self) -> date:
        return self._now().astimezone().date()


def _entry(kept: KeptView) -> ViewEntry:
    try:
        view = parse_view(kept.id, kept.name, kept.document)
    except ValueError:
        view = None
    return ViewEntry(ViewId(kept.id), kept.name, view, kept.version)


def _own(unit: Unit, view_id: str) -> KeptView:
    if is_shipped(view_id):
        raise Refusal(
            "This view comes with LibDesk and stays as it is. Save it under a name of your own."
        )
    found = next((one for one in unit.item_views.all() if one.id == view_id), None)
    if found is None:
        raise Refusal("This view is not there any more: somebody has removed it.")
    return found


def _named(unit: Unit, typed: str, view_id: str = "") -> str:
    name = clean_line(typed, NAME_LIMIT)
    if not name:
        raise Refusal("Please give the view a name: it is chosen by it.", field="name")
    taken = {fold(one.name) for one in SHIPPED}
    taken |= {fold(one.name) for one in unit.item_views.all() if one.id != view_id}
    if fold(name) in taken:
        raise Refusal(f"There is a view “{name}” already. Take another name.", field="name")
    return name
