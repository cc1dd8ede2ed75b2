"""Value bands as a library puts them in: read as typed, refused with the field, put back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from libdesk.domain.money import Money
from libdesk.domain.value_bands import BANDS_LIMIT, Band, Values
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_rules import ItemRules
from libdesk.services.kept_rules import VALUES, KeptRules
from libdesk.services.value_bands import (
    BandsRead,
    BandTexts,
    ValueBands,
    ValuesTexts,
    is_as_typed,
    read_values,
    texts_of_values,
)
from tests.services.memory_database import MemoryDatabase
from tests.services.test_item_rules import SHIPPED as SHIPPED_RULES

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
TODAY = date(2027, 2, 1)
DAY = date(2026, 11, 12)
SHIPPED = Values(
    DAY, "a policy", "USD", 6, (Band(7500, "give it", "the director"), Band(None, "sell", "board"))
)
OURS = ValuesTexts(
    "usd",
    "5",
    (
        BandTexts("", "sealed bids", "the board", "1"),
        BandTexts(),
        BandTexts("1,250.50", "public sale", "the director", "2"),
        BandTexts("$100", " give it\naway ", "the director", "3"),
    ),
)


@pytest.fixture
def database():
    return MemoryDatabase()


@pytest.fixture
def desk(database):
    return ValueBands(database, lambda: SHIPPED, lambda: NOON, "Sam")


def test_until_somebody_puts_in_their_own_the_shipped_ones_count(desk):
    assert desk.read() == BandsRead(SHIPPED)


def test_what_was_typed_counts_the_cheapest_first(desk):
    assert desk.save(OURS, 0) == 1
    read = desk.read()
    assert (read.is_own, read.version, read.is_damaged) == (True, 1, False)
    assert read.values == Values(
        TODAY,
        "",
        "USD",
        5,
        (
            Band(10000, "give it away", "the director"),
            Band(125050, "public sale", "the director"),
            Band(None, "sealed bids", "the board"),
        ),
    )


def test_what_stands_in_the_fields_is_read_as_it_is(desk):
    desk.save(OURS)
    values = desk.read().values
    texts = texts_of_values(values)
    assert [one.below for one in texts.bands] == ["100", "1250.50", ""]
    assert read_values(texts, TODAY) == values
    assert read_values(texts_of_values(SHIPPED), TODAY).bands == SHIPPED.bands


def test_what_stands_is_told_from_what_was_typed_since():
    assert is_as_typed(SHIPPED, texts_of_values(SHIPPED))
    assert is_as_typed(read_values(OURS, TODAY), OURS)
    assert not is_as_typed(SHIPPED, OURS)
    assert not is_as_typed(SHIPPED, replace(OURS, years="six"))


def test_a_currency_without_cents_has_none():
    texts = replace(OURS, currency="JPY", bands=(BandTexts("5,000", "a", "b"), OURS.bands[0]))
    values = read_values(texts, TODAY)
    assert values.limits(values.bands[0]) == (None, Money(5000, "JPY"))
    assert texts_of_values(values).bands[0].below == "5000"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"currency": "dollar"}, "currency", "three letters"),
        ({"years": ""}, "years", "from 1 to 100"),
        ({"years": "0"}, "years", "from 1 to 100"),
        ({"years": "101"}, "years", "from 1 to 100"),
        ({"years": "9" * 5000}, "years", "from 1 to 100"),
        ({"years": "0000000010000"}, "years", "from 1 to 100"),
        ({"years": "6.5"}, "years", "from 1 to 100"),
        ({"years": "\u0661"}, "years", "from 1 to 100"),
        ({"bands": ()}, "bands", "all that is worth more"),
        ({"bands": (BandTexts("5", "a", "b", "x"),)}, "bands", "all that is worth more"),
        ({"bands": (BandTexts("", "a", "b", "x"),) * 2}, "x.below", "Two rows are for all"),
        ({"bands": (BandTexts("5", "a", "b", "x"),) * 2}, "x.below", "Two rows have this"),
        ({"bands": (BandTexts("0", "a", "b", "x"),)}, "x.below", "an amount such as 250"),
        ({"bands": (BandTexts("-5", "a", "b", "x"),)}, "x.below", "an amount such as 250"),
        ({"bands": (BandTexts("much", "a", "b", "x"),)}, "x.below", "an amount such as 250"),
        ({"bands": (BandTexts("9" * 150, "a", "b", "x"),)}, "x.below", "an amount such as 250"),
        ({"bands": (BandTexts("", " ", "b", "x"),)}, "x.way", "usually done"),
        ({"bands": (BandTexts("", "a", "\u200b", "x"),)}, "x.decides", "who decides"),
        (
            {"bands": tuple(BandTexts(f"{n}", "a", "b", "x") for n in range(BANDS_LIMIT + 1))},
            "bands",
            f"at most {BANDS_LIMIT} rows",
        ),
    ],
)
def test_what_can_not_be_is_refused_and_says_where(desk, change, field, told):
    with pytest.raises(Refusal, match=told) as refused:
        desk.save(replace(OURS, **change))
    assert refused.value.field == field
    assert desk.read() == BandsRead(SHIPPED)


def test_two_desks_never_write_over_each_other(desk, database):
    other = ValueBands(database, lambda: SHIPPED, lambda: NOON, "Robin")
    desk.save(OURS, 0)
    with pytest.raises(Conflict, match="Sam"):
        other.save(replace(OURS, years="9"), 0)
    with pytest.raises(Conflict, match="Sam"):
        other.put_back_shipped(0)
    assert desk.read().values.worthless_after == 5
    assert other.save(replace(OURS, years="9")) == 2, "over whatever is there"
    assert desk.read().values.worthless_after == 9


def test_the_shipped_ones_come_back_and_that_can_be_taken_back(desk):
    desk.save(OURS)
    before = desk.read()
    assert desk.put_back_shipped(1) == 2
    assert desk.read() == BandsRead(SHIPPED, version=2)
    assert desk.restore(before, 2) == 3
    assert desk.read() == replace(before, version=3)


@pytest.mark.parametrize("document", [None, [], {"bands": []}, {"later": 1}])
def test_where_the_librarys_own_can_not_be_read_the_shipped_ones_count(desk, database, document):
    with database(write=True) as unit:
        unit.own_rules.save(KeptRules(VALUES, document, DAY, 3))
    before = desk.read()
    assert before == BandsRead(SHIPPED, is_damaged=True, document=document)
    desk.put_back_shipped(0)
    assert desk.restore(before, 1) == 2, "a newer LibDesk may read them again"
    assert desk.read() == replace(before, version=2)
    desk.save(OURS)
    assert desk.read().is_own


def test_they_are_no_matter_of_how_long_items_serve(desk, database):
    rules = ItemRules(database, lambda: SHIPPED_RULES, lambda: NOON, "Sam")
    before = rules.read()
    desk.save(OURS)
    assert rules.read() == before
