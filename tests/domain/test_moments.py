"""Times of day as people type them, and the next time it is that late."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.hours import Span
from libdesk.domain.moments import (
    next_at,
    read_day,
    read_day_time,
    read_spans,
    read_time,
    spans_words,
    stays,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("16:30", time(16, 30)),
        ("4:30 pm", time(16, 30)),
        ("4.30 p.m.", time(16, 30)),
        (" 4PM ", time(16)),
        ("1630", time(16, 30)),
        ("16h30", time(16, 30)),
        ("4", time(16)),
        ("04:00", time(4)),
        ("9", time(9)),
        ("12", time(12)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("9 am", time(9)),
        ("noon", time(12)),
        ("Midday", time(12)),
        ("0:15", time(0, 15)),
        ("", None),
        ("soon", None),
        ("25:00", None),
        ("9:75", None),
        ("13 pm", None),
        ("0 am", None),
        ("9:00 and a bit later", None),
        ("9" * 5000, None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4 pm", (None, time(16))),
        ("by 4 pm", (None, time(16))),
        ("at noon", (None, time(12))),
        ("2026-12-03 4 pm", (date(2026, 12, 3), time(16))),
        (" 2026-12-03, 08:30 ", (date(2026, 12, 3), time(8, 30))),
        ("2026-12-03", (date(2026, 12, 3), time(17))),
        ("2026-02-30", None),
        ("2026-12-03 soon", None),
        ("2026-12-03T16:00", (date(2026, 12, 3), time(16))),
        ("Friday", (date(2026, 11, 27), time(17))),
        ("fri 2 pm", (date(2026, 11, 27), time(14))),
        ("on Fri. at 14:00", (date(2026, 11, 27), time(14))),
        ("Wednesday, noon", (date(2026, 11, 25), time(12))),
        ("Tues 9", (date(2026, 12, 1), time(9))),
        ("today 4pm", (date(2026, 11, 25), time(16))),
        ("tomorrow", (date(2026, 11, 26), time(17))),
        ("30 Nov 4 pm", (date(2026, 11, 30), time(16))),
        ("Nov 30, 4:15 pm", (date(2026, 11, 30), time(16, 15))),
        ("3 march", (date(2027, 3, 3), time(17))),
        ("3 Dec 2026", (date(2026, 12, 3), time(17))),
        ("Dec 3, 2027", (date(2027, 12, 3), time(17))),
        ("3 Dec 2027 2 pm", (date(2027, 12, 3), time(14))),
        ("3 Dec 16:00", (date(2026, 12, 3), time(16))),
        ("29 feb", (date(2028, 2, 29), time(17))),
        ("30 ma 4 pm", None),
        ("ma 30", None),
        ("30 February", None),
        ("99999999999999999999 Nov", None),
        ("fr 2 pm", None),
        ("Fri 2 pm sharp", None),
        ("a" * 41, None),
        ("\u0663 Nov", (date(2027, 11, 3), time(17))),
        ("", None),
    ],
)
def test_a_day_may_stand_before_the_time(typed, meant):
    assert read_day_time(typed, date(2026, 11, 25)) == meant


WORDS = st.lists(
    st.sampled_from(
        ["fri", "nov", "30", "2026-12-03", "9999-12-31", "at", "4 pm", "noon", "T", "\u00b2"]
    )
)


@given(st.text(max_size=20) | WORDS.map(" ".join))
def test_whatever_is_typed_is_read_or_left(typed):
    found = read_time(typed)
    assert found is None or isinstance(found, time)
    read_day_time(typed, date(2026, 11, 25))


@given(st.times(), st.times())
def test_the_next_time_is_ahead_and_within_a_day(now, wanted):
    here = datetime.combine(date(2026, 11, 25), now, ZoneInfo("America/Chicago"))
    found = next_at(here, wanted.replace(second=0, microsecond=0, fold=0))
    assert (found.hour, found.minute) == (wanted.hour, wanted.minute)
    assert timedelta(0) < found.astimezone(UTC) - here.astimezone(UTC) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        (time(8, 5), [time(9), time(11), time(17)]),
        (time(10, 30), [time(12), time(14), time(17)]),
        (time(15, 50), [time(17)]),
        (time(17, 30), [time(19), time(21)]),
        (time(21, 50), [time(23)]),
        (time(23, 30), []),
    ],
)
def test_a_few_times_are_offered_until_which_somebody_stays(now, offered):
    assert list(stays(datetime.combine(date(2026, 11, 25), now, UTC))) == offered


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", ()),
        (" , ", ()),
        ("8:30-17:00", (Span(time(8, 30), time(17)),)),
        ("8:30 am to 5 pm", (Span(time(8, 30), time(17)),)),
        ("8\u201312, 1 - 5", (Span(time(8), time(12)), Span(time(13), time(17)))),
        ("8:30", None),
        ("8-9-10", None),
        ("8-late", None),
        ("17:00-8:30", None),
        ("9-9", None),
        ("18:00-00:00", (Span(time(18), time(0)),)),
        ("18-24", (Span(time(18), time(0)),)),
        ("18:00 to 24:00", (Span(time(18), time(0)),)),
        ("24:00-8:00", (Span(time(0), time(8)),)),
        ("0:00-24:00", (Span(time(0), time(0)),)),
    ],
)
def test_opening_times_are_read_as_people_type_them(typed, spans):
    assert read_spans(typed) == spans
    if spans is not None:
        assert read_spans(spans_words(spans)) == spans


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("Dec 3", date(2026, 12, 3)),
        ("3 Dec 2027", date(2027, 12, 3)),
        ("on Dec. 3, 2027", date(2027, 12, 3)),
        ("tomorrow", date(2026, 11, 26)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("", None),
        ("2026-02-30", None),
        ("Dec 3 2026 noon", None),
        ("Dec 3 2026 " + "x" * 40, None),
        ("٣ Dec", date(2026, 12, 3)),
    ],
)
def test_a_day_alone_is_read(typed, expected):
    assert read_day(typed, date(2026, 11, 25)) == expected
