"""The rows of an export for views of the equipment list, and for changed rules."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from libdesk.domain.cells import Cell
from libdesk.storage.schema import item_views, rules


def _view(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return row.id, row.name, json.dumps(row.document, ensure_ascii=False), row.version


def _rules(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return row.name, json.dumps(row.document, ensure_ascii=False), row.as_at, row.version


QUESTIONS: Mapping[
    str,
    tuple[Select[*tuple[Any, ...]], Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]],
] = {
    "item-views": (select(item_views).order_by(item_views.c.place, item_views.c.id), _view),
    "rules": (select(rules).order_by(rules.c.name), _rules),
}
"""By the keys of `domain/rule_subjects.py`: the question, and what makes a row's cells."""
