"""How an item may move through its life."""

from itertools import product

import pytest

from libdesk.domain.statuses import HERE, MOVES, SERVING, Status, may_move


def test_every_status_has_its_moves_and_none_to_itself():
    assert set(MOVES) == set(Status)
    for was, becomes in MOVES.items():
        assert was not in becomes
        assert len(set(becomes)) == len(becomes)


@pytest.mark.parametrize("status", Status)
def test_staying_is_always_possible(status):
    assert may_move(status, status, needs_wiping=True)


@pytest.mark.parametrize(("was", "becomes"), list(product(Status, Status)))
def test_a_move_is_possible_where_it_is_named(was, becomes):
    named = becomes in MOVES[was]
    assert may_move(was, becomes, needs_wiping=False) == (named or was is becomes)


@pytest.mark.parametrize("was", [one for one in Status if one is not Status.GONE])
def test_what_holds_data_cannot_go_but_what_was_lost_is_gone(was):
    assert may_move(was, Status.GONE, needs_wiping=True) == (was is Status.LOST)


def test_what_is_gone_stays_gone():
    others = set(Status) - {Status.GONE}
    assert not any(may_move(Status.GONE, one, needs_wiping=False) for one in others)


def test_what_serves_is_here():
    assert SERVING < HERE
    assert set(Status) - HERE == {Status.GONE, Status.LOST}
