"""Computers that registered themselves, in the database."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from libdesk.domain.item_history import ChangeId
from libdesk.domain.problems import ReportId
from libdesk.domain.records import ItemId
from libdesk.domain.registrations import Decision, Registration
from libdesk.services.errors import Refusal
from libdesk.storage.schema import item_changes, registrations
from libdesk.storage.sound_rows import sound_rows

_IS_CHANGED = select(item_changes.c.id).where(item_changes.c.id == registrations.c.change).exists()
_IS_TAKEN_BACK = and_(registrations.c.change.is_not(None), ~_IS_CHANGED)
# The same in plain words in today_rows.py, for the first look.
_WAITS = or_(registrations.c.state == Decision.WAITING.value, _IS_TAKEN_BACK)
_COLUMNS = (
    registrations.c.id,
    registrations.c.received_at,
    registrations.c.said,
    registrations.c.state,
    registrations.c.item,
    registrations.c.change,
    registrations.c.decided_at,
    registrations.c.decided_by,
    _IS_TAKEN_BACK.label("is_taken_back"),
)
_ONE = select(*_COLUMNS).where(registrations.c.id == bindparam("id_"))
_WAITING = (
    select(*_COLUMNS)
    .where(_WAITS)
    .order_by(registrations.c.received_at, registrations.c.id)
    .limit(bindparam("limit_"))
)
_ADD = insert(registrations)
_DECIDE = update(registrations).where(registrations.c.id == bindparam("id_"))


class RegistrationStore:
    """Implements the port Registrations on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, registrations: Sequence[Registration]) -> None:
        """Add registrations, each once."""
        rows = [
            {
                "id": one.id,
                "received_at": one.received_at,
                "said": dict(one.said),
                **_decision(one),
            }
            for one in registrations
        ]
        if rows:
            self._connection.execute(_ADD, rows)

    def get(self, report_id: ReportId) -> Registration:
        """Return one.

        Raises:
            Refusal: there is none with this id.
        """
        rows = self._connection.execute(_ONE, {"id_": report_id})
        found = next(sound_rows(rows, _registration), None)
        if found is None:
            raise Refusal("This registration is not there any more.")
        return found

    def waiting(self, limit: int) -> tuple[Registration, ...]:
        """Return those that nobody has decided on, oldest first."""
        rows = self._connection.execute(_WAITING, {"limit_": limit})
        return tuple(sound_rows(rows, _registration))

    def decide(self, registration: Registration) -> None:
        """Store what was decided, or that it is not decided any more."""
        row = _decision(registration)
        self._connection.execute(_DECIDE.values(row), {"id_": registration.id})


def _decision(one: Registration) -> dict[str, Any]:
    return {
        "state": one.decision.value,
        "item": one.item,
        "change": one.change,
        "decided_at": one.decided_at,
        "decided_by": one.decided_by,
    }


def _registration(*row: Any) -> Registration:  # noqa: ANN401 - a row's values
    report_id, received_at, said, state, *decided, is_taken_back = row
    if not isinstance(said, dict):
        raise ValueError("what a computer says of itself is no mapping")
    texts = {str(name): str(text) for name, text in said.items()}
    whole = Registration(ReportId(UUID(str(report_id))), received_at, texts)
    decision = Decision(state)
    if is_taken_back:
        return whole
    item, change, decided_at, decided_by = decided
    return Registration(
        whole.id,
        received_at,
        texts,
        decision,
        ItemId(item) if item is not None else None,
        ChangeId(change) if change is not None else None,
        decided_at,
        decided_by,
    )
