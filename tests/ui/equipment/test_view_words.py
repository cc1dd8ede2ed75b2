"""What narrows a list, in words that say no more and no less than it does."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.item_lists import Gap, ItemFilter
from libdesk.domain.item_views import SHIPPED
from libdesk.ui.equipment.view_words import limit_words

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _american(plain_program):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("filter_", "told"),
    [
        (ItemFilter(), ()),
        (ItemFilter(replace_before=date(2028, 1, 1)), ("replace by the end of 2027",)),
        (ItemFilter(replace_before=date(2027, 11, 27)), ("replace by Nov 26, 2027",)),
        (ItemFilter(support_before=TODAY), ("without support",)),
        (ItemFilter(support_before=date(2027, 1, 1)), ("support ends by Dec 31, 2026",)),
        (ItemFilter(warranty_from=TODAY), ("warranty lasts until Nov 26, 2026 or longer",)),
        (ItemFilter(warranty_before=TODAY), ("warranty ends by Nov 25, 2026",)),
        (
            ItemFilter(warranty_from=TODAY, warranty_before=date(2027, 2, 25)),
            ("warranty ends from Nov 26, 2026 to Feb 24, 2027",),
        ),
        (ItemFilter(unseen_since=date(2025, 11, 26)), ("not seen since Nov 26, 2025",)),
        (
            ItemFilter(gaps=frozenset({Gap.ROOM, Gap.WARRANTY}), same_serial=True),
            ("without a warranty date", "without a room", "same serial number twice"),
        ),
        (
            ItemFilter(some_gap=frozenset({Gap.BOUGHT, Gap.SERIAL})),
            ("without a serial number or a day when it was bought",),
        ),
        (ItemFilter(gaps=frozenset({Gap.SYSTEM})), ("without a system",)),
        (ItemFilter(warranty_before=date.min), ("warranty ends by Jan 1, 0001",)),
    ],
)
def test_what_narrows_a_list_is_told(filter_, told):
    assert limit_words(filter_, TODAY) == told


def test_each_shipped_view_that_has_a_limit_tells_it():
    limits = {one.id: limit_words(one.filter.on(TODAY), TODAY) for one in SHIPPED}
    without = {"shipped.everything", "shipped.spares", "shipped.to-wipe", "shipped.gone"}
    assert {name for name, words in limits.items() if not words} == without
