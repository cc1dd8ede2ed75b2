"""What an import is worked out from, and what came of it, as plain data for the capped child."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from libdesk.delivery.tables import plain
from libdesk.domain.item_columns import Column, Why
from libdesk.domain.item_import import (
    About,
    Choices,
    Fate,
    Plan,
    Question,
    RowFate,
    Stock,
)
from libdesk.domain.item_maps import document_of_map
from libdesk.domain.item_matching import Known, Twins
from libdesk.domain.places import Branch
from libdesk.domain.records import ItemId
from libdesk.domain.tables import Note, ReadChoice, Table

Plain = dict[str, Any]
"""What JSON can hold."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What would become of a file.

    Attributes:
        plan: of each of its rows.
        choices: under which.
        headings: of its columns.
        refused: the cells of the rows that are refused, by the number of the row.
        notes: what is odd about the file.
        read_as: how it was read.
    """

    plan: Plan
    choices: Choices
    headings: tuple[str, ...]
    refused: Mapping[int, tuple[str, ...]]
    notes: tuple[Note, ...]
    read_as: ReadChoice

    @property
    def document(self) -> dict[str, Any]:
        """Return how it is read, for the next list of its kind."""
        return document_of_map(self.plan.columns, self.choices)


def of_stock(stock: Stock) -> Plain:
    """Return what a list holds as plain data."""
    return {
        "items": [[one.id, one.version, one.texts] for one in stock.items],
        "branches": [[one.code, one.name] for one in stock.branches],
        "own_fields": stock.own_fields,
        "kinds": dict(stock.kinds),
        "holds_data": list(stock.holds_data),
        "stamp": stock.stamp,
        # Keys of a plain document are words, so these are pairs.
        "not_set_up": [[item, why] for item, why in stock.not_set_up.items()],
        "stays": [[item, why] for item, why in stock.stays.items()],
        "today": stock.today.isoformat(),
    }


def stock(found: Mapping[str, Any]) -> Stock:
    """Return the stock that `of_stock` was given."""
    return Stock(
        tuple(Known(ItemId(item), version, texts) for item, version, texts in found["items"]),
        tuple(Branch(code, name) for code, name in found["branches"]),
        tuple(found["own_fields"]),
        found["kinds"],
        frozenset(map(ItemId, found["holds_data"])),
        found["stamp"],
        {ItemId(item): why for item, why in found["not_set_up"]},
        {ItemId(item): why for item, why in found["stays"]},
        date.fromisoformat(found["today"]),
    )


def of_worked(table: Table, plan: Plan, choices: Choices) -> Plain:
    """Return what came of a table as plain data; of its cells only those of refused rows."""
    refused = {one.row for one in plan.of(Fate.REFUSED)}
    whole = plain.of_table(Table(table.headings, (), table.notes, table.read_as))
    return {
        "table": whole,
        "refused": [[row.number, row.cells] for row in table.rows if row.number in refused],
        "choices": {name: _unfrozen(value) for name, value in _parts(choices).items()},
        "fates": [
            [
                one.row, one.fate, one.why, one.tag, one.name, one.item, one.version,
                dict(one.became), dict(one.was),
            ]
            for one in plan.fates
        ],
        "columns": [[*asdict(one).values()] for one in plan.columns],
        "questions": [[one.about, one.text, one.rows] for one in plan.questions],
        "twins": [[one.key, one.field, one.text, one.rows] for one in plan.twins],
        "stamp": plan.stamp,
    }  # fmt: skip


def worked(found: Mapping[str, Any]) -> Worked:
    """Return what `of_worked` was given."""
    table = plain.table(found["table"])
    fates = tuple(
        RowFate(row, Fate(fate), why, tag, name, ItemId(item), version, became, was)
        for row, fate, why, tag, name, item, version, became, was in found["fates"]
    )
    columns = tuple(
        Column(heading, target, Why(why), how, is_sure, tuple(samples))
        for heading, target, why, how, is_sure, samples in found["columns"]
    )
    plan = Plan(
        fates,
        columns,
        tuple(Question(About(about), text, rows) for about, text, rows in found["questions"]),
        tuple(Twins(key, field, text, tuple(rows)) for key, field, text, rows in found["twins"]),
        found["stamp"],
    )
    refused = {row: tuple(cells) for row, cells in found["refused"]}
    choices = Choices(**found["choices"])
    return Worked(plan, choices, table.headings, refused, table.notes, table.read_as)


def _parts(choices: Choices) -> Plain:
    return {name: getattr(choices, name) for name in Choices.__dataclass_fields__}


def _unfrozen(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
