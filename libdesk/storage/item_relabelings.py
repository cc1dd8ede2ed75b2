"""Reports that go along when an item gets another label, and back when that is taken back.

A report tells what it is about by a label. Which label each of them had before a change set gave it
to an item is kept with the change set: also of those that had the item's new label already, so that
these are told apart later from those that came along. What arrives afterwards is about the item.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, and_, bindparam, exists, insert, select, update

from libdesk.domain.item_history import ChangeId
from libdesk.storage.columns import Whole, Words
from libdesk.storage.schema import item_relabelings, problems

_AT_ONCE = 500
"""Labels in one question."""

_CHANGE = bindparam("change_", type_=Whole)
_COLUMNS = ("change", "problem", "was")
_IS_KEPT = exists().where(
    item_relabelings.c.change == _CHANGE, item_relabelings.c.problem == problems.c.sequence
)
_KEEP = insert(item_relabelings).from_select(
    _COLUMNS,
    select(_CHANGE, problems.c.sequence, problems.c.item).where(
        problems.c.item.in_(bindparam("labels", expanding=True)), ~_IS_KEPT
    ),
)
_KEEP_NEW = insert(item_relabelings).from_select(
    _COLUMNS,
    select(_CHANGE, problems.c.sequence, bindparam("before", type_=Words)).where(
        problems.c.item == bindparam("now"), ~_IS_KEPT
    ),
)
_IS_MOVED = exists().where(
    and_(
        item_relabelings.c.change == _CHANGE,
        item_relabelings.c.problem == problems.c.sequence,
        item_relabelings.c.was == bindparam("before"),
    )
)
_MOVE = (
    update(problems)
    .where(problems.c.item == bindparam("from_"), _IS_MOVED)
    .values(item=bindparam("to_"))
)


@dataclass(frozen=True, slots=True)
class Relabeling:
    """An item's label before a change set and after it."""

    before: str
    after: str


def relabel(connection: Connection, change: ChangeId, labels: Sequence[Relabeling]) -> None:
    """Let the reports of items go along with their labels, and keep which label they had.

    Args:
        connection: an open transaction.
        change: the change set.
        labels: those that it changes; it may come with others later.
    """
    labels = _told(labels)
    named = sorted(set(chain.from_iterable((one.before, one.after) for one in labels)))
    for at in range(0, len(named), _AT_ONCE):
        some = {"change_": change, "labels": named[at : at + _AT_ONCE]}
        connection.execute(_KEEP, some)
    if labels:
        connection.execute(
            _MOVE,
            [
                {"change_": change, "before": one.before, "from_": one.before, "to_": one.after}
                for one in labels
            ],
        )


def relabel_back(connection: Connection, change: ChangeId, labels: Sequence[Relabeling]) -> None:
    """Let the reports of items go back to the labels that they had before a change set.

    A report that had the new label already keeps it, and one that is about something else by now
    stays where it is.

    Args:
        connection: an open transaction, in which the change set is forgotten afterwards.
        change: the change set.
        labels: those that are taken back now; it may come with others later.
    """
    if labels := _told(labels):
        # Where labels were exchanged, what moves now must not be taken for the other item's later.
        connection.execute(
            _KEEP_NEW,
            [{"change_": change, "before": one.before, "now": one.after} for one in labels],
        )
        connection.execute(
            _MOVE,
            [
                {"change_": change, "before": one.before, "from_": one.after, "to_": one.before}
                for one in labels
            ],
        )


def _told(labels: Sequence[Relabeling]) -> list[Relabeling]:
    """Return those labels that differ; a report without one is about nothing."""
    return [one for one in labels if one.before != one.after and one.before and one.after]
