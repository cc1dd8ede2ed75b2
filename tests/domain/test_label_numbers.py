"""Label numbers: the pattern that most follow, and the next one that nobody has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.label_numbers import Pattern, guess_pattern, next_tag
from libdesk.domain.text import fold


@pytest.mark.parametrize(
    ("tags", "pattern"),
    [
        ((), None),
        (("Printer", "Scanner"), None),
        (("CEN-0007", "CEN-0012", "FER-0118"), Pattern("CEN-", "", 4)),
        (("PC9", "PC10", "PC11"), Pattern("PC", "", 1)),
        (("12/A", "13/A"), Pattern("", "/A", 1)),
        (("0099", "0100", "12"), Pattern("", "", 4)),
        (("FER-1", "CEN-1"), Pattern("FER-", "", 1)),
        (("L-001", "L-0002", "L-003"), Pattern("L-", "", 3)),
        (("30112345678901",), Pattern("30112", "", 1)),
    ],
)
def test_the_pattern_that_most_labels_follow(tags, pattern):
    assert guess_pattern(tags) == pattern


@pytest.mark.parametrize(
    ("tags", "following"),
    [
        ((), "0001"),
        (("Printer",), "0001"),
        (("CEN-0007", "CEN-0012", "FER-0118"), "CEN-0013"),
        (("CEN-9999", "CEN-0001"), "CEN-10000"),
        (("PC9", "PC10"), "PC11"),
        (("CEN-1", "CEN-2", "cen-3"), "CEN-4"),
        (("0001", "0007"), "0008"),
        (("a-1", "a-2", "A-3"), "a-4"),
    ],
)
def test_the_next_label_is_the_one_after_the_greatest(tags, following):
    assert next_tag(tags) == following


@given(st.lists(st.text(alphabet="AaB0129-/ é", max_size=12), max_size=20))
def test_the_next_label_is_always_free(tags):
    assert fold(next_tag(tags)) not in {fold(one) for one in tags}
