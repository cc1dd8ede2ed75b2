"""When a form says that the desk has been silent."""

from datetime import UTC, datetime, timedelta

import pytest

from libdesk.domain.bulletin import SILENCE_IS_TOLD_AFTER, Bulletin, silent_since

COLLECTED = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
BULLETIN = Bulletin(COLLECTED, COLLECTED)


@pytest.mark.parametrize(
    ("later", "is_silent"),
    [
        (timedelta(0), False),
        (SILENCE_IS_TOLD_AFTER, False),
        (SILENCE_IS_TOLD_AFTER + timedelta(seconds=1), True),
        (timedelta(days=400), True),
        (timedelta(days=-400), False),
    ],
)
def test_after_four_hours_without_collecting_the_desk_counts_as_silent(later, is_silent):
    assert silent_since(BULLETIN, COLLECTED + later) == (COLLECTED if is_silent else None)
