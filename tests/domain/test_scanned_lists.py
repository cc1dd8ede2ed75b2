"""Lists that were scanned elsewhere: whatever a scanner put beside the codes, they are read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.scanned_lists import LINES_LIMIT, read_list
from tests.domain.records_made import ANYTHING


def codes(text):
    return [one.code for one in read_list(text)]


@pytest.mark.parametrize(
    "text",
    [
        "@CEN\nLV-1\nLV-2",
        "@CEN\r\nLV-1\r\n\r\n  LV-2\t\r\n",
        '"@CEN"\n"LV-1"\n"LV-2"\n',
        "code\n@CEN\nLV-1\nLV-2",
        "Time,Barcode\n10:02,@CEN\n10:03,LV-1\n10:04 PM,LV-2",
        '"2026-11-26 10:02:11","@CEN"\n"2026-11-26 10:02:12","LV-1"\n"2026-11-26 10:03","LV-2"',
        "26.11.2026;10:02:11;@CEN\n26.11.2026;10:02:15;LV-1\n26.11.2026;10:02:19;LV-2",
        "11/26/2026\t@CEN\n11/26/2026\tLV-1\n11/26/2026\tLV-2\n11/26/2026\n",
        "@CEN,2026-11-26T10:02:11Z\nLV-1,2026-11-26T10:02:11Z\nLV-2,2026-11-26T10:02:11Z",
    ],
)
def test_the_codes_are_read_whatever_stands_beside_them(text):
    assert codes(text) == ["@CEN", "LV-1", "LV-2"]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("2026-11-26 9:05,LV-1", datetime(2026, 11, 26, 9, 5)),  # noqa: DTZ001 - no zone is told
        ("LV-1,2026-11-26T10:02:11.250Z", datetime(2026, 11, 26, 10, 2, 11, tzinfo=UTC)),
        ("2026-11-26T10:02:11+0100;LV-1", datetime(2026, 11, 26, 9, 2, 11, tzinfo=UTC)),
        ("2026-13-26 10:02,LV-1", None),
        ("0001-01-26 10:02,LV-1", None),
        ("10:02,LV-1", None),
        ("LV-1", None),
    ],
)
def test_the_moment_is_read_where_a_line_tells_it_whole(line, at):
    (read,) = read_list(line)
    assert (read.code, read.at) == ("LV-1", at)


def test_a_heading_is_one_only_at_the_top_and_where_nothing_else_stands_in_it():
    assert codes("label\nlabel\nLV-1") == ["label", "LV-1"]
    assert codes("code LV-1") == ["code LV-1"]
    assert codes("code,LV-1") == ["code"]


def test_lines_keep_their_numbers():
    assert [(one.number, one.code) for one in read_list("\nLV-1\n\nLV-2\n")] == [
        (2, "LV-1"),
        (4, "LV-2"),
    ]


def test_a_list_has_an_end():
    assert len(codes("LV-1\n" * LINES_LIMIT)) == LINES_LIMIT
    with pytest.raises(ValueError, match="too many"):
        read_list("LV-1\n" * (LINES_LIMIT + 1))


@pytest.mark.parametrize("line", ['"', '"LV-1', 'a"b"c', "," * 500, "x" * 200_000, "\0", '"\n"'])
def test_garbage_is_read_as_what_it_is(line):
    assert len(read_list(line)) <= 2


@given(st.lists(ANYTHING, max_size=6).map("\n".join))
def test_any_text_is_read(text):
    read = read_list(text)
    assert all(one.code for one in read)
    assert [one.number for one in read] == sorted({one.number for one in read})
