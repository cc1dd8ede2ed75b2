"""What becomes of reports while labels change and are taken back: the same on every database.

Each case is played on the database in memory (tests/services) and on the real ones (tests/storage).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeKind, ChangeSet
from libdesk.domain.item_lists import Dates
from libdesk.domain.problems import ReportId
from libdesk.domain.records import Record
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import add_records, change_records
from libdesk.services.stores import OpenUnit
from tests.services.made_items import NO_RULES
from tests.storage.made import START, new_problem, report

MANY = 1_100
"""Items of which not all fit into one question."""


@dataclass
class Library:
    """A library whose labels change.

    Attributes:
        open_unit: opens a transaction.
        rows: returns all that the database holds.
        kept: returns of how many reports it is kept which label they had.
        point: lets a report be about another label, as if somebody had said so.
    """

    open_unit: OpenUnit
    rows: Callable[[], object]
    kept: Callable[[], int]
    point: Callable[[ReportId, str], None]

    @property
    def equipment(self) -> Equipment:
        return Equipment(self.open_unit, lambda: NO_RULES, lambda: START, "Ada")

    def add(self, *tags: str) -> tuple[Record, ...]:
        with self.open_unit(write=True) as unit:
            new = [Record(Tag(tag), f"thing {tag}", "switch") for tag in tags]
            return add_records(unit, NO_RULES, _SET, new).records

    def told(self, *labels: str, found: str = "") -> tuple[ReportId, ...]:
        """Add a report of each label, or of what was found by it."""
        news = [new_problem(report(item=label), found_item=found) for label in labels]
        with self.open_unit(write=True) as unit:
            unit.problems.add(news)
        return tuple(one.problem.report.id for one in news)

    def about(self, ids: Sequence[ReportId]) -> list[str]:
        with self.open_unit() as unit:
            return [unit.problems.get(one).item for one in ids]

    def relabel(self, tag: str, new: str) -> Callable[[], object]:
        """Give an item another label; return what takes that back."""
        with self.open_unit() as unit:
            (record,) = (one for one in unit.items.find(tag) if one.tag == tag)
        change = self.equipment.save(replace(record, tag=Tag(new))).change
        assert change is not None
        return lambda: self.equipment.undo(change)


_SET = ChangeSet(START, "Ada", ChangeKind.BULK)


def those_that_had_the_label_before_keep_it(library: Library) -> None:
    library.add("A")
    ids = (*library.told("A", "B", "b", ""), *library.told("pc", found="A"))
    ids += library.told("pc", found="B")
    before = library.rows()
    back = library.relabel("A", "B")
    assert library.about(ids) == ["B", "B", "b", "", "B", "B"]
    back()
    assert library.about(ids) == ["A", "B", "b", "", "A", "B"]
    assert library.rows() == before


def a_label_that_is_respelled_only_is_another_one(library: Library) -> None:
    library.add("lv-1")
    ids = library.told("lv-1", "LV-1")
    before = library.rows()
    back = library.relabel("lv-1", "LV-1")
    assert library.about(ids) == ["LV-1", "LV-1"]
    back()
    assert library.rows() == before


def two_labels_of_an_item_are_taken_back_one_after_the_other(library: Library) -> None:
    library.add("A")
    ids = library.told("A", "B", "C")
    first = library.relabel("A", "B")
    ids += library.told("A", "B", "C")
    second_was = library.rows()
    second = library.relabel("B", "C")
    assert library.about(ids) == ["C", "C", "C", "A", "C", "C"]
    with pytest.raises(Conflict, match="changed since"):
        first()
    second()
    assert library.rows() == second_was
    assert library.about(ids) == ["B", "B", "C", "A", "B", "C"]
    first()
    assert library.about(ids) == ["A", "B", "C", "A", "A", "C"]


def labels_that_were_exchanged_come_back(library: Library) -> None:
    library.add("A", "B")
    ids = library.told("A", "B", "C")
    stood, back = [], []
    for tag, new in (("A", "C"), ("B", "A"), ("C", "B")):
        stood.append(library.rows())
        back.append(library.relabel(tag, new))
    assert library.about(ids) == ["B", "A", "B"]
    while back:
        back.pop()()
        assert library.rows() == stood.pop()


def labels_cannot_be_exchanged_at_once(library: Library) -> None:
    one, two = library.add("A", "B")
    library.told("A", "B")
    before = library.rows()
    changed = [replace(one, tag=two.tag), replace(two, tag=one.tag)]
    with (
        pytest.raises(Refusal, match="thing B has the label B already"),
        library.open_unit(write=True) as unit,
    ):
        change_records(unit, NO_RULES, _SET, changed)
    assert library.rows() == before


def what_arrives_afterwards_goes_along(library: Library) -> None:
    library.add("A", "B")
    before = library.told("A", "B", "C")
    back = [library.relabel(*pair) for pair in (("A", "C"), ("B", "A"), ("C", "B"))]
    later = (*library.told("A", "B", "C"), *library.told("pc", found="B"))
    while back:
        back.pop()()
    assert library.about(before) == ["A", "B", "C"]
    # The third named what no item had when it came, and one had again once that was taken back.
    assert library.about(later) == ["B", "A", "A", "A"]


def what_is_about_something_else_by_now_stays_there(library: Library) -> None:
    library.add("A", "X")
    ids = library.told("A", "A", "B")
    back = library.relabel("A", "B")
    library.point(ids[0], "X")
    library.point(ids[2], "X")
    back()
    assert library.about(ids) == ["X", "A", "X"]


def a_report_that_is_gone_takes_what_is_kept_of_it_along(library: Library) -> None:
    library.add("A")
    gone, stays, had_it = library.told("A", "A", "B")
    back = library.relabel("A", "B")
    with library.open_unit(write=True) as unit:
        unit.deleted.mark(gone, START, expected_version=1)
        unit.deleted.wipe([gone], START)
    assert library.kept() == 2
    back()
    assert library.about([stays, had_it]) == ["A", "B"]
    assert library.kept() == 0


def many_labels_at_once_come_back(library: Library) -> None:
    records = library.add(*(f"A-{n}" for n in range(MANY)))
    ids = library.told(*(f"A-{n}" for n in range(0, MANY, 100)), "B-0", f"B-{MANY - 1}")
    before = library.rows()
    changed = [replace(one, tag=Tag(f"B-{n}")) for n, one in enumerate(records)]
    with library.open_unit(write=True) as unit:
        change = change_records(unit, NO_RULES, _SET, changed).change
    assert change is not None
    assert all(label.startswith("B-") for label in library.about(ids))
    library.equipment.undo(change)
    assert library.rows() == before


def an_item_without_a_label_has_no_reports(library: Library) -> None:
    """As the first LibDesk could store one."""
    with library.open_unit(write=True) as unit:
        (item_id,) = unit.items.add([(Record(Tag(""), "thing", "switch"), Dates())])
    ids = library.told("", "A")
    before = library.rows()
    with library.open_unit(write=True) as unit:
        given = replace(unit.items.get(item_id), tag=Tag("A"))
        change = change_records(unit, NO_RULES, _SET, [given]).change
    assert change is not None
    assert library.about(ids) == ["", "A"]
    library.equipment.undo(change)
    assert library.rows() == before


CASES = (
    those_that_had_the_label_before_keep_it,
    a_label_that_is_respelled_only_is_another_one,
    two_labels_of_an_item_are_taken_back_one_after_the_other,
    labels_that_were_exchanged_come_back,
    labels_cannot_be_exchanged_at_once,
    what_arrives_afterwards_goes_along,
    what_is_about_something_else_by_now_stays_there,
    a_report_that_is_gone_takes_what_is_kept_of_it_along,
    many_labels_at_once_come_back,
    an_item_without_a_label_has_no_reports,
)
