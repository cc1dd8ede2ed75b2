"""Long work in parts: everything is worked on once, in its order, with a rest between parts."""

from collections import deque

import pytest

from libdesk.services.turns import AT_ONCE, in_turns, parts_in_turns


@pytest.mark.parametrize(
    ("count", "rests"), [(0, 0), (1, 0), (AT_ONCE, 1), (AT_ONCE + 1, 1), (3 * AT_ONCE, 3)]
)
def test_one_after_the_other_with_a_rest_after_each_part(count, rests):
    rested: list[int] = []
    seen: deque[int] = deque()
    for one in in_turns(range(count), lambda: rested.append(len(seen))):
        seen.append(one)
    assert list(seen) == list(range(count))
    assert rested == [AT_ONCE * (part + 1) for part in range(rests)]


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_part_after_part_with_a_rest_after_each(count):
    rested: list[int] = []
    seen: list[int] = []
    for part in parts_in_turns(range(count), lambda: rested.append(len(seen))):
        assert 0 < len(part) <= AT_ONCE
        seen.extend(part)
    assert seen == list(range(count))
    assert rested == list(range(AT_ONCE, count, AT_ONCE)) + ([count] if count else [])
