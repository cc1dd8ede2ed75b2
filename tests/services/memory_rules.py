"""Views of the equipment list and changed rules, in memory; keeps the contracts of kept_….py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from libdesk.services.errors import Conflict
from libdesk.services.kept_rules import KeptRules
from libdesk.services.kept_views import KeptView


@dataclass
class RuleTables:
    """All that the database holds of them."""

    views: list[KeptView] = field(default_factory=list)
    rules: dict[str, KeptRules] = field(default_factory=dict)

    def copy(self) -> "RuleTables":
        return RuleTables(list(self.views), dict(self.rules))


class MemoryItemViews:
    """The library's own views."""

    def __init__(self, tables: RuleTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def all(self) -> tuple[KeptView, ...]:
        return tuple(self._tables.views)

    def add(self, kept: KeptView, place: int | None = None) -> None:
        if any(one.id == kept.id for one in self._writing()):
            raise Conflict("This view is there already.")
        at = len(self._tables.views) if place is None else place
        self._tables.views.insert(at, replace(kept, document=_as_stored(kept.document)))

    def change(self, kept: KeptView) -> None:
        at = self._find(kept.id, kept.version - 1)
        self._tables.views[at] = replace(kept, document=_as_stored(kept.document))

    def remove(self, view_id: str, version: int) -> None:
        del self._tables.views[self._find(view_id, version)]

    def set_order(self, ids: Sequence[str]) -> None:
        places = {one: place for place, one in enumerate(ids)}
        self._writing().sort(key=lambda one: places.get(one.id, len(ids)))

    def _find(self, view_id: str, version: int) -> int:
        for at, one in enumerate(self._writing()):
            if (one.id, one.version) == (view_id, version):
                return at
        raise Conflict("This view was changed or removed meanwhile at another desk.")

    def _writing(self) -> list[KeptView]:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables.views


class MemoryOwnRules:
    """What differs from the shipped rules."""

    def __init__(self, tables: RuleTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def all(self) -> tuple[KeptRules, ...]:
        return tuple(one for _, one in sorted(self._tables.rules.items()))

    def save(self, kept: KeptRules) -> None:
        self._writing()[kept.name] = replace(kept, document=_as_stored(kept.document))

    def remove(self, name: str) -> None:
        self._writing().pop(name, None)

    def _writing(self) -> dict[str, KeptRules]:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables.rules


def _as_stored(document: object) -> Any:
    """Return a document as a database gives it back: what JSON can't hold fails here too."""
    return json.loads(json.dumps(document))
