"""The year in which a processor came: never later than the truth, and none where nobody knows."""

from functools import cache

import pytest

from libdesk import files, paths
from libdesk.domain.processor_years import parse_processor_years


@cache
def shipped():
    return parse_processor_years(
        files.read_json(paths.resources() / "lifecycle" / "processor_years.json")
    )


def file(since=2020, **more):
    rule = {"models": ["1000..1999"], "since": since}
    family = {"maker": "Intel", "names": ["Core"], "rules": [rule]}
    return {"as_at": "2026-11-27", "source": "made up", "families": [family], **more}


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", 2020),
        ("i5-10210U", 2019),
        ("i7-4770", 2013),
        ("i3-10100", 2020),
        ("i5-8400", 2017),
        ("i5 84OO", 2017),
        ("i5 10th gen", 2019),
        ("Intel(R) Core(TM) i7-3960X", 2011),
        ("i7 920", 2008),
        ("Core 2 Duo E8400", 2006),
        ("Intel(R) Core(TM) Ultra 7 155H", 2023),
        ("Core m3-7Y32", 2016),
        ("Celeron N4020", 2019),
        ("Pentium G4560", 2017),
        ("Intel(R) Xeon(R) CPU E5-2670 v3 @ 2.30GHz", 2014),
        ("Intel(R) Xeon(R) CPU E5-2630 0 @ 2.30GHz", 2012),
        ("Ryzen 5 2500U", 2017),
        ("AMD Ryzen 5 2600", 2018),
        ("Ryzen 7 PRO 5850U", 2021),
        ("AMD A8-7410 APU with AMD Radeon R5 Graphics", 2014),
        ("AMD FX(tm)-8350 Eight-Core Processor", 2012),
        ("Athlon 200GE", 2018),
        ("Apple M1 Pro", 2020),
        ("Snapdragon X Elite", 2024),
    ],
)
def test_a_processor_has_the_year_of_its_series(name, year):
    assert shipped().since(name) == year


@pytest.mark.parametrize(
    "name",
    [
        "",
        "i5",
        "foo",
        "英特尔",
        "x" * 400,
        "Intel64 Family 6 Model 158 Stepping 9 GenuineIntel",
        "M3",  # Apple's, or the Core m3 of a MacBook
    ],
)
def test_of_what_nobody_can_place_there_is_no_year(name):
    assert shipped().since(name) is None


def test_a_name_that_can_be_read_in_two_ways_has_the_earlier_year():
    # Core i7-5820K came a year before the rest of its generation.
    assert shipped().since("5th gen i7") == 2014
    assert shipped().since("5th gen i7-5500U") == 2014


@pytest.mark.parametrize("year", [None, "2020", True, 1950, 12_000])
def test_a_year_that_can_be_none_is_named(year):
    with pytest.raises(ValueError, match=r"a year such as 2020: families\[0\]\.rules\[0\]\.since"):
        parse_processor_years(file(year))


def test_a_file_says_where_it_is_from():
    assert parse_processor_years(file()).source == "made up"
    assert "makers" in shipped().source
    with pytest.raises(ValueError, match="source"):
        parse_processor_years(file(source=""))
