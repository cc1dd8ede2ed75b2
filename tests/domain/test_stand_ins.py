"""Which spare stands in best: alike first, and nothing is left out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.equipment import Tag
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.stand_ins import AWAY, REPLACEABLE, best_first, fits
from libdesk.domain.statuses import MOVES, Status
from tests.domain.records_made import RECORDS


def yes(_kind):
    return True


def is_computer(kind):
    return len(kind) % 2 == 0


AWAY_ONE = Record(
    Tag("LV-7"), "PC 7", "public PC", "CEN", status=Status.IN_USE, role=Role.PUBLIC, id=ItemId(1)
)


def spare(number, **fields):
    bare = Record(Tag(f"SP-{number}"), "", "laptop", "EAS", status=Status.SPARE)
    return replace(bare, id=ItemId(100 + number), **fields)


@pytest.mark.rows("S54")
def test_the_same_kind_comes_first_then_role_then_branch_then_the_newer():
    kind = spare(1, kind="public PC")
    kind_and_branch = spare(2, kind="public PC", branch="CEN")
    kind_and_role = spare(3, kind="public PC", role=Role.PUBLIC)
    other, branch = spare(4), spare(5, branch="CEN")
    old, new = spare(6, bought_on=date(2019, 1, 1)), spare(7, bought_on=date(2024, 1, 1))
    found = best_first(
        AWAY_ONE, [old, other, branch, new, kind, kind_and_branch, kind_and_role], yes
    )
    assert [one.tag for one in found] == ["SP-3", "SP-2", "SP-1", "SP-5", "SP-7", "SP-6", "SP-4"]


def test_only_a_like_item_or_a_computer_for_a_computer_fits():
    def is_computer(kind):
        return kind in {"public PC", "laptop"}

    access_point = replace(AWAY_ONE, kind="access point")
    laptop, scanner = spare(1, kind="laptop"), spare(2, kind="Scanner")
    assert fits(AWAY_ONE, laptop, is_computer)
    assert not fits(access_point, laptop, is_computer)
    assert not fits(AWAY_ONE, scanner, is_computer)
    assert fits(replace(AWAY_ONE, kind="scanner"), scanner, is_computer)
    assert not fits(AWAY_ONE, replace(laptop, status=Status.IN_USE), is_computer)
    assert not fits(laptop, laptop, is_computer), "nothing stands in for itself"


@given(st.lists(RECORDS, max_size=8), RECORDS)
def test_what_fits_is_offered_once_and_nothing_else(records, away):
    numbered = [replace(one, id=ItemId(at)) for at, one in enumerate(records, 1)]
    for item in (away, *numbered):
        found = best_first(item, numbered, is_computer)
        assert len({one.id for one in found}) == len(found)
        wanted = {one.id for one in numbered if fits(item, one, is_computer)}
        assert {one.id for one in found} == wanted
        assert best_first(item, reversed(numbered), is_computer) == found or len(
            {one.tag for one in found}
        ) < len(found)


def test_every_swap_is_a_move_that_the_statuses_allow():
    serving = REPLACEABLE.difference(AWAY)
    for goes in AWAY:
        for status in REPLACEABLE - {goes}:
            assert goes in MOVES[status]
        assert serving <= set(MOVES[goes])
    assert Status.IN_USE in MOVES[Status.SPARE]
    assert Status.SPARE in MOVES[Status.IN_USE]
