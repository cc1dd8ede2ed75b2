"""Value bands: what a thing may be worth, which band that is, and bands that make no sense."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk import files, paths
from libdesk.domain.equipment import Tag
from libdesk.domain.money import Money
from libdesk.domain.records import Record
from libdesk.domain.value_bands import (
    BANDS_LIMIT,
    Band,
    Values,
    document_of_values,
    parse_values,
)

SHIPPED = files.read_json(paths.resources() / "disposal" / "values.json")
VALUES = parse_values(SHIPPED)
TODAY = date(2026, 11, 26)
PC = Record(Tag("LV-1"), "PC", "public PC", bought_on=date(2023, 11, 26), price=Money(60000))


def test_a_thing_loses_its_price_evenly_and_has_a_band():
    assert VALUES.worth(PC, TODAY) == Money(30000)
    cheap, fair, dear = (VALUES.band(Money(minor)) for minor in (7499, 30000, 10**9))
    assert cheap is not None
    assert cheap.way.startswith("not worth selling")
    assert fair is not None
    assert fair.decides == "the board"
    assert dear is not None
    assert dear.way == "sealed bids"
    assert VALUES.worth(PC, date(2060, 1, 1)) == Money(0)
    assert VALUES.worth(PC, date(2000, 1, 1)) == Money(60000), "not more than it cost"
    assert VALUES.worth(replace(PC, bought_on=date.max), date.max) == Money(60000)


def test_what_nobody_knows_the_price_of_has_no_band():
    assert VALUES.worth(replace(PC, price=None), TODAY) is None
    assert VALUES.worth(replace(PC, bought_on=None), TODAY) is None
    assert VALUES.band(None) is None
    assert VALUES.band(Money(100, "EUR")) is None


def test_a_band_begins_where_the_one_before_it_ends():
    limits = [VALUES.limits(band) for band in VALUES.bands]
    assert limits[0] == (None, Money(7500))
    assert limits[-1] == (Money(100000), None)
    assert all(one[1] == two[0] for one, two in pairwise(limits))


def test_without_a_span_of_years_the_usual_one_counts():
    without = {key: value for key, value in SHIPPED.items() if key != "worthless_after_years"}
    assert parse_values(without) == VALUES


@pytest.mark.parametrize(
    "change",
    [
        {"bands": []},
        {"bands": [{"below": 5, "way": "y", "decides": "z"}]},
        {"bands": [{"way": "y", "decides": "z"}] * 2},
        {"bands": [{"below": n, "way": "y", "decides": "z"} for n in (9, 5, None)]},
        {"bands": [{"below": n, "way": "y", "decides": "z"} for n in (5, 5, None)]},
        {"bands": [{"below": n, "way": "y", "decides": "z"} for n in (*range(1, 13), None)]},
        {"bands": [{"way": " ", "decides": "z"}]},
        {"bands": [{"way": "y"}]},
        {"bands": [{"way": "y", "decides": "z", "name": "all"}]},
        {"bands": {"way": "y", "decides": "z"}},
        {"currency": "dollars"},
        {"currency": ""},
        {"worthless_after_years": 0},
        {"worthless_after_years": 101},
        {"worthless_after_years": True},
        {"as_at": "yesterday"},
        {"as_at": None},
        {"more": 1},
    ],
)
def test_what_makes_no_sense_is_refused(change):
    with pytest.raises(ValueError, match="the value bands"):
        parse_values({**SHIPPED, **change})


@pytest.mark.parametrize("values", [None, [], "bands", 7])
def test_what_is_no_document_is_refused(values):
    with pytest.raises(ValueError, match="the value bands"):
        parse_values(values)


words = st.text("abc é’☂<&>", min_size=1).map(str.strip).filter(bool)
limits = st.lists(st.integers(1, 10**15), max_size=BANDS_LIMIT - 1, unique=True).map(sorted)


@st.composite
def any_values(draw):
    bands = [Band(one, draw(words), draw(words)) for one in (*draw(limits), None)]
    source = draw(st.sampled_from(["", "a policy"]))
    return Values(TODAY, source, "EUR", draw(st.integers(1, 100)), tuple(bands))


@given(any_values())
def test_what_is_written_is_read_again(values):
    assert parse_values(document_of_values(values)) == values


@given(any_values(), st.integers(0, 10**15))
def test_each_worth_has_the_band_within_whose_limits_it_is(values, minor):
    band = values.band(Money(minor, "EUR"))
    least, below = values.limits(band)
    assert least is None or least.minor <= minor
    assert below is None or minor < below.minor
