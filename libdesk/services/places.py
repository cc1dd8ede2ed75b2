"""The library as the desk's window names it: its name, its branches, how many items it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from libdesk.services.stores import OpenUnit

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands at the head of the desk.

    Attributes:
        library: the library's name; "" when not set.
        branches: branch code to name, in the library's order.
        items: how many items are here, or will be.
        things: an item's label to its name; empty until the database is open.
    """

    library: str = ""
    # A mapping proxy has no hash, so Python 3.11 takes it for a mutable default.
    branches: Mapping[str, str] = field(default_factory=lambda: _NONE)
    items: int = 0
    things: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def branch_name(self, code: str) -> str:
        """Return a branch's name; its code where no name is known."""
        return self.branches.get(code, code)

    def thing_name(self, tag: str) -> str:
        """Return an item's name with its label; what was given where it is no known label."""
        name = self.things.get(tag, "")
        return f"{name} ({tag})" if name else tag


class Places:
    """Reads what the library consists of."""

    def __init__(self, open_unit: OpenUnit) -> None:
        self._open_unit = open_unit

    def overview(self) -> Overview:
        """Return the library at a glance."""
        with self._open_unit() as unit:
            names = {branch.code: branch.name for branch in unit.places.branches()}
            items = unit.places.items()
            things = {str(item.tag): item.name for item in items}
            return Overview(
                unit.desk.word("library"),
                MappingProxyType(names),
                len(items),
                MappingProxyType(things),
            )
