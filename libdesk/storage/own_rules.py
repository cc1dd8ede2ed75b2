"""What a library has changed of the rules about the life of equipment, in the database."""

import json
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, type_coerce

from libdesk.services.kept_rules import KeptRules
from libdesk.storage.columns import Words
from libdesk.storage.schema import rules
from libdesk.storage.sound_rows import sound_rows

# As text: a document that is damaged must be told of, not left out.
_ALL = select(
    rules.c.name,
    type_coerce(rules.c.document, Words),
    rules.c.as_at,
    rules.c.version,
).order_by(rules.c.name)
_ADD = insert(rules)
_REMOVE = delete(rules).where(rules.c.name == bindparam("name_"))


class OwnRuleStore:
    """Implements the port OwnRules on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[KeptRules, ...]:
        """Return what there is; of a damaged row, that it is there."""
        return tuple(sound_rows(self._connection.execute(_ALL), _kept))

    def save(self, kept: KeptRules) -> None:
        """Store changes in the place of those of the same part."""
        self.remove(kept.name)
        row = {"name": kept.name, "document": kept.document, "as_at": kept.as_at}
        self._connection.execute(_ADD, {**row, "version": kept.version})

    def remove(self, name: str) -> None:
        """Forget the changes of a part."""
        self._connection.execute(_REMOVE, {"name_": name})


def _kept(name: str, document: str, as_at: date, version: int) -> KeptRules:
    try:
        found = json.loads(document)
    except (ValueError, RecursionError):
        found = None
    return KeptRules(name, found, as_at, version)
