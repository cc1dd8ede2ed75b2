"""Envelopes: a report comes out as it went in; what is hostile gets no further than a reason."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery import envelope
from libdesk.delivery.envelope import BadEnvelope, decode, decode_head, encode
from libdesk.delivery.strict import PARTS_LIMIT
from libdesk.domain.priority import Effect
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, Report
from libdesk.domain.text import TEXT_LIMIT, clean_line, clean_text
from tests.delivery.corner import PNG, a_full_report, a_report, new_id
from tests.services.fakes import START

KEY = bytes(range(32))
OF = new_id()
TOO_LARGE = (
    "The pictures have 31 MB together; one report can carry 30 MB. Leave one out and send the rest."
)


def there_and_back(report: Report) -> Report:
    return decode(encode(report, KEY)).report


def forged(**changes: object) -> bytes:
    """An envelope whose report was changed by hand, with the right check sum."""
    document = json.loads(encode(a_report(), KEY))
    document["report"].update(changes)
    return signed_off(document)


def signed_off(document: dict[str, Any]) -> bytes:
    body = json.dumps(document["report"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    document["sha256"] = sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps(document).encode()


def reason(content: bytes) -> str:
    with pytest.raises(BadEnvelope) as caught:
        decode(content)
    told = caught.value.reason
    assert told
    assert told[0].isupper()
    assert told.endswith(".")
    return told


def test_every_part_of_a_report_comes_out_as_it_went_in():
    report = a_full_report()
    read = decode(encode(report, KEY))
    assert read.report == report
    assert read.reply_key == KEY


def test_the_same_report_hashes_alike_whatever_key_it_travels_with():
    report = a_full_report()
    first, second = decode(encode(report, KEY)), decode(encode(report, bytes(32)))
    assert first.content_hash == second.content_hash
    assert len(first.content_hash) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"saw": "other"},
        {"item": "LB-1"},
        {"filed_at": START + timedelta(microseconds=1)},
        {"pictures": (Picture("a", "image/png", PNG),)},
        {"effect": Effect(danger=True)},
        {"contact": "Maria"},
        {"here_until": START},
        {"notice": "net-1"},
        {"follow_up": FollowUp(OF, FollowUpKind.SAID)},
    ],
)
def test_a_report_that_differs_in_any_part_hashes_otherwise(change):
    report = a_report()
    changed = replace(report, **change)
    assert decode(encode(report, KEY)).content_hash != decode(encode(changed, KEY)).content_hash


LATER_PARTS = ("contact", "here_until", "notice", "follow_up")


def test_a_report_without_the_later_parts_hashes_as_before_there_were_any():
    """Else a report from before an update, dropped again after it, would be taken for another."""
    report = replace(a_full_report(), contact="", here_until=None, notice="", follow_up=None)
    content = encode(report, KEY)
    assert decode(content).content_hash == (
        "a033c282a5b9647496494239e8f0465dda01a3ee96cd8d3a7750d3c78e13e0d8"
    )
    assert not set(LATER_PARTS) & set(json.loads(content)["report"])


def test_what_says_nothing_is_no_part_and_hashes_as_before():
    quiet = a_report(contact=" \u202e\0 ", notice="\u200b")
    plain = replace(quiet, contact="", notice="")
    assert decode(encode(quiet, KEY)).content_hash == decode(encode(plain, KEY)).content_hash
    assert there_and_back(quiet) == plain


@pytest.mark.parametrize("part", LATER_PARTS)
def test_each_later_part_may_stand_alone(part):
    report = a_report(**{part: getattr(a_full_report(), part)})
    assert there_and_back(report) == report


@pytest.mark.parametrize("kind", FollowUpKind)
def test_each_kind_of_follow_up_travels(kind):
    report = a_report(follow_up=FollowUp(OF, kind))
    assert there_and_back(report).follow_up == FollowUp(OF, kind)


def test_b6_b7_a_name_to_ask_for_cannot_lie():
    hostile = "Ma\0ria \u202e(gro.live@ksed)\u200b " + "e" + "\u0301" * 200
    for read in (there_and_back(a_report(contact=hostile)), decode(forged(contact=hostile[:79]))):
        contact = read.contact if isinstance(read, Report) else read.report.contact
        assert contact.startswith("Ma ria (gro")
        assert not {"\u202e", "\u200b", "\0"} & set(contact)
        assert contact.count("\u0301") < 10
        assert len(contact) <= 80


def test_b14_until_when_somebody_is_there_is_kept_in_utc():
    there = timezone(timedelta(hours=-7))
    read = there_and_back(a_report(here_until=datetime(2026, 11, 23, 17, 30, tzinfo=there)))
    assert read.here_until == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert read.here_until.tzinfo is UTC


def test_a_list_reads_the_first_line_only():
    report = a_full_report()
    content = encode(report, KEY)
    line, rest = content.split(b"\n", 1)
    assert decode_head(line + b"\n").report == replace(report, pictures=())
    assert PNG[:20] not in line
    assert len(rest) > len(PNG)


def test_pictures_that_are_alike_travel_once():
    content = encode(a_full_report(), KEY)
    assert len(json.loads(content)["pictures"]) == 2


# Text, as trust.md names it.


def test_b2_text_at_its_limit_travels_whole_and_more_is_cut_as_at_filing():
    report = a_report(saw="a" * TEXT_LIMIT, guess="€" * TEXT_LIMIT)
    assert there_and_back(report) == report
    assert len(there_and_back(replace(report, saw="b" * 1_000_000)).saw) == TEXT_LIMIT


@pytest.mark.parametrize(
    "text",
    ['<img src="file:///C:/Windows/x.png">', "toner < 10% & rising", "<b>x", "a<br>b", '"\\/'],
)
def test_b3_b4_markup_stays_text(text):
    assert there_and_back(a_report(saw=text, title=text)).saw == text
    assert there_and_back(a_report(saw=text, title=text)).title == text


def test_b5_a_lone_surrogate_becomes_the_sign_for_it():
    assert there_and_back(a_report(saw="a\ud800b", title="x\udfffy")).saw == "a\ufffdb"
    told = forged(saw="a\ud800b")
    assert decode(told).report.saw == "a\ufffdb"


def test_b6_nul_is_left_out():
    assert there_and_back(a_report(saw="a\0b", title="c\0d")).saw == "ab"
    assert decode(forged(saw="a\0b")).report.saw == "ab"


def test_b7_marks_that_reorder_or_hide_are_shown_or_left_out():
    hostile = "in\u202egnp.exe\u200b" + "e" + "\u0301" * 200
    read = decode(forged(saw=hostile, title=hostile[:100])).report
    assert "[U+202E]" in read.saw
    assert "\u202e" not in read.title
    assert "\u200b" not in read.title
    assert read.saw.count("\u0301") < 10


@pytest.mark.parametrize("text", ["🖨️ kaputt", "הכול בסדר", "印刷できません", "ﷺ", "Ελληνικά"])
def test_b8_every_script_comes_back(text):
    assert there_and_back(a_report(saw=text)).saw == text


def test_b9_a_title_is_one_line():
    hostile = "x\r\nBcc: all@example.org"
    assert there_and_back(a_report(title=hostile)).title == "x Bcc: all@example.org"
    assert decode(forged(title=hostile)).report.title == "x Bcc: all@example.org"


@pytest.mark.parametrize("year", [1999, 2031])
def test_b13_a_clock_that_is_off_is_no_reason_to_refuse(year):
    filed = datetime(year, 2, 28, 23, 59, 59, tzinfo=UTC)
    assert there_and_back(a_report(filed_at=filed)).filed_at == filed


def test_b14_the_hour_that_comes_twice_and_the_leap_day_are_kept_in_utc():
    summer, winter = timezone(timedelta(hours=-4)), timezone(timedelta(hours=-5))
    first = datetime(2026, 11, 1, 1, 30, tzinfo=summer)
    second = datetime(2026, 11, 1, 1, 30, tzinfo=winter)
    read = [there_and_back(a_report(filed_at=at)).filed_at for at in (first, second)]
    assert read[1] - read[0] == timedelta(hours=1)
    assert {at.tzinfo for at in read} == {UTC}
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert there_and_back(a_report(filed_at=leap)).filed_at == leap


@pytest.mark.parametrize("size", [2**70, -1, 25_000_001, True, "5", None])
def test_b15_a_number_out_of_its_range_is_named(size):
    picture = {"name": "a", "media_type": "b", "bytes": size, "sha256": "0" * 64}
    told = reason(forged(pictures=[picture]))
    if size == 2**70:
        assert told == "A number in it is too long."
    elif isinstance(size, int) and not isinstance(size, bool):
        assert told == 'In a picture, "bytes" must be between 0 and 25000000.'
    else:
        assert told == 'In a picture, "bytes" is not a number.'


def test_b16_a_number_of_5000_digits_is_too_long():
    content = encode(a_report(), KEY).replace(b'"version":1', b'"version":' + b"9" * 5000)
    assert reason(content) == "A number in it is too long."


@pytest.mark.parametrize("number", ["1.5", "1e400", "NaN", "-Infinity"])
def test_numbers_that_libdesk_never_writes_are_refused(number):
    content = encode(a_report(), KEY).replace(b'"version":1', f'"version":{number}'.encode())
    assert reason(content) == "It holds a number with a fraction; LibDesk writes none."


# Shape.


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "It is empty."),
        (b"\0" * 4096, "It is empty."),
        (b"{", "It is damaged or was not written to its end."),
        (b"\xff\xfe{\0}\0", "It is damaged or was not written to its end."),
        (b"[" * 100_000, "It is nested deeper than any report."),
        (b'{"a":' * 100_000, "It is nested deeper than any report."),
        (b"[]", "It is not a LibDesk file."),
        (b'"report"', "It is not a LibDesk file."),
        (b"{}", "It is not a LibDesk report."),
        (b'{"libdesk": ["report"]}', "It is not a LibDesk report."),
        (b'{"libdesk": "report"}', "Its version is missing or damaged."),
        (b'{"libdesk": "report", "version": true}', "Its version is missing or damaged."),
        (b"[" + b"1," * PARTS_LIMIT + b"1]", "It holds far more parts than a report."),
    ],
)
def test_what_is_no_envelope_is_told_apart(content, told):
    assert reason(content) == told


def test_more_than_60_mb_is_not_even_parsed():
    assert reason(b" " * (envelope.SIZE_LIMIT + 1)) == "It is larger than 60 MB."


def test_a_byte_order_mark_is_no_harm():
    assert decode(b"\xef\xbb\xbf" + encode(a_report(), KEY)).report.title == "Report 1"


def test_every_cut_of_an_envelope_is_noticed():
    content = encode(a_full_report(), KEY)
    for end in range(0, len(content) - 1, 97):
        reason(content[:end])


def test_a_changed_word_is_noticed():
    content = encode(a_report(saw="fine"), KEY)
    told = reason(content.replace(b'"saw":"fine"', b'"saw":"ruin"'))
    assert told == "Its words are not those that were sent: its check sum is wrong."


def test_a_changed_picture_is_noticed():
    document = json.loads(encode(a_full_report(), KEY))
    first = next(iter(document["pictures"]))
    document["pictures"][first] = "A" * len(document["pictures"][first])
    assert reason(json.dumps(document).encode()) in {
        "A picture in it is damaged: its check sum is wrong.",
        f'In the pictures, "{first}" has not its {len(PNG)} bytes.',
    }


def test_a_newer_version_says_what_to_do():
    content = encode(a_report(), KEY).replace(b'"version":1', b'"version":2')
    assert reason(content) == (
        "It was written by a newer LibDesk. Update this one, then it can be read."
    )


def test_an_unknown_part_of_a_newer_version_says_what_to_do():
    assert reason(forged(mood="grim")) == (
        'In the report stands "mood", which this LibDesk does not know. It may come from a newer '
        "one; update this one, then it can be read."
    )
    document = json.loads(encode(a_report(), KEY))
    document["extra"] = 1
    assert 'In the envelope stands "extra"' in reason(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "nonsense"}, 'In the report, "id" is not a random id.'),
        (
            {"id": "4f6f1e0a-7b8c-1d2e-9f10-a1b2c3d4e5f6"},
            'In the report, "id" is not a random id.',
        ),
        (
            {"id": "{4f6f1e0a-7b8c-4d2e-9f10-a1b2c3d4e5f6}"},
            'In the report, "id" is not a random id.',
        ),
        ({"id": 5}, 'In the report, "id" is not text.'),
        ({"category": ""}, 'In the report, "category" is missing.'),
        ({"category": "X" * 41}, 'In the report, "category" is longer than 40 characters.'),
        ({"title": None}, 'In the report, "title" is not text.'),
        ({"title": "\u200b"}, 'In the report, "title" is missing.'),
        ({"title": "x" * 201}, 'In the report, "title" is longer than 200 characters.'),
        ({"saw": "x" * 100_001}, 'In the report, "saw" is longer than 100000 characters.'),
        ({"filed_at": None}, 'In the report, "filed_at" is missing.'),
        ({"filed_at": "yesterday"}, 'In the report, "filed_at" is not a date.'),
        ({"filed_at": 5}, 'In the report, "filed_at" is not a date.'),
        (
            {"filed_at": "2026-11-23T14:00:00"},
            'In the report, "filed_at" does not say in which time zone it is.',
        ),
        ({"filed_at": "0001-01-01T00:00:00+14:00"}, 'In the report, "filed_at" is not a date.'),
        (
            {"filed_at": "9999-01-01T00:00:00+00:00"},
            'In the report, "filed_at" is not between the years 1970 and 2999.',
        ),
        ({"contact": "x" * 81}, 'In the report, "contact" is longer than 80 characters.'),
        ({"contact": 5}, 'In the report, "contact" is not text.'),
        ({"contact": None}, 'In the report, "contact" is not text.'),
        ({"notice": "x" * 41}, 'In the report, "notice" is longer than 40 characters.'),
        ({"notice": ["a"]}, 'In the report, "notice" is not text.'),
        (
            {"here_until": "2026-11-23T17:30:00"},
            'In the report, "here_until" does not say in which time zone it is.',
        ),
        (
            {"here_until": "12345-01-01T00:00:00+00:00"},
            'In the report, "here_until" is not a date.',
        ),
        (
            {"here_until": "9999-12-31T23:59:59+00:00"},
            'In the report, "here_until" is not between the years 1970 and 2999.',
        ),
        ({"here_until": "9999-12-31T23:59:59-14:00"}, 'In the report, "here_until" is not a date.'),
        ({"here_until": "until five"}, 'In the report, "here_until" is not a date.'),
        ({"here_until": 5}, 'In the report, "here_until" is not a date.'),
        ({"follow_up": "x"}, 'In the report, "follow_up" is not a list of names and values.'),
        ({"follow_up": []}, 'In the report, "follow_up" is not a list of names and values.'),
        (
            {"follow_up": {"kind": "said"}},
            'In what it goes on from, "of" is not a random id.',
        ),
        (
            {"follow_up": {"of": "CEN-000001", "kind": "said"}},
            'In what it goes on from, "of" is not a random id.',
        ),
        (
            {"follow_up": {"of": "4f6f1e0a-7b8c-1d2e-9f10-a1b2c3d4e5f6", "kind": "said"}},
            'In what it goes on from, "of" is not a random id.',
        ),
        ({"follow_up": {"of": 5, "kind": "said"}}, 'In what it goes on from, "of" is not text.'),
        ({"follow_up": {"of": str(OF)}}, 'In what it goes on from, "kind" is missing.'),
        (
            {"follow_up": {"of": str(OF), "kind": "answered"}},
            'In what it goes on from, "kind" has a value that is not known here.',
        ),
        (
            {"follow_up": {"of": str(OF), "kind": ["said"]}},
            'In what it goes on from, "kind" has a value that is not known here.',
        ),
        (
            {"follow_up": {"of": str(OF), "kind": "said", "by": "Maria"}},
            'In the report, "follow_up" has more than 2 entries.',
        ),
        (
            {"follow_up": {"of": str(OF), "by": "Maria"}},
            'In what it goes on from, "kind" is missing.',
        ),
        ({"effect": []}, 'In the report, "effect" is not a list of names and values.'),
        ({"effect": {"danger": 1}}, 'In the effect, "danger" is neither true nor false.'),
        (
            {"effect": {"stopped": "all"}},
            'In the effect, "stopped" has a value that is not known here.',
        ),
        (
            {"effect": {"stopped": []}},
            'In the effect, "stopped" has a value that is not known here.',
        ),
        ({"effect": {"risks": ["x"]}}, 'In the effect, "risk" has a value that is not known here.'),
        ({"effect": {"risks": ["money"] * 4}}, 'In the effect, "risks" has more than 3 entries.'),
        ({"answers": {"a": 5}}, 'In the answers, "answer" is not text.'),
        ({"answers": {"a": [["b"]]}}, 'In the answers, "answer" is not text.'),
        ({"answers": {"a": "x" * 201}}, 'In the answers, "answer" is longer than 200 characters.'),
        (
            {"answers": {str(n): "x" for n in range(101)}},
            'In the report, "answers" has more than 100 entries.',
        ),
        ({"facts": [["a"]]}, "A fact in it is not a name and a value."),
        ({"facts": [["a", "b"]] * 51}, 'In the report, "facts" has more than 50 entries.'),
        ({"pictures": [{}] * 21}, 'In the report, "pictures" has more than 20 entries.'),
        ({"pictures": ["x"]}, "Where a picture should be, there is something else."),
    ],
)
def test_each_part_is_typed_and_limited(changes, told):
    assert reason(forged(**changes)) == told


def test_a_deep_answer_is_refused_and_not_followed():
    deep: object = "x"
    for _ in range(900):
        deep = [deep]
    document = json.loads(encode(a_report(), KEY))
    document["report"]["answers"] = {"a": deep}
    reason(json.dumps(document).encode())


@pytest.mark.parametrize("key", ["", "AAAA", "not base 64!", 7])
def test_a_reply_key_is_32_bytes(key):
    document = json.loads(encode(a_report(), KEY))
    document["reply_key"] = key
    assert '"reply_key"' in reason(json.dumps(document).encode())


def test_a_picture_that_is_not_named_is_refused():
    document = json.loads(encode(a_report(), KEY))
    document["pictures"] = {"0" * 64: "AAAA"}
    assert "In the pictures stands" in reason(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {
                "pictures": (
                    Picture("a", "b", b"x" * 16_000_000),
                    Picture("c", "d", b"y" * 15_000_000),
                )
            },
            TOO_LARGE,
        ),
        (
            {"pictures": (Picture("a", "b", b"x"),) * 21},
            "One report can carry 20 pictures; this one has 21.",
        ),
        (
            {"facts": (Fact("a", "b"),) * 51},
            "One report can carry 50 facts; this one has 51.",
        ),
        ({"category": ""}, 'In the report, "category" is missing.'),
        (
            {"effect": Effect(deadline_at=datetime(9999, 1, 1, tzinfo=UTC))},
            'In the effect, "deadline_at" is not between the years 1970 and 2999.',
        ),
    ],
)
def test_what_the_desk_would_refuse_is_not_even_encoded(changes, told):
    with pytest.raises(BadEnvelope) as caught:
        encode(a_report(**changes), KEY)
    assert caught.value.reason == told


def test_the_largest_report_stays_within_the_limit_when_it_is_sealed():
    report = a_report(
        saw="€" * TEXT_LIMIT,
        guess='"' * TEXT_LIMIT,
        pictures=(Picture("a", "b", b"x" * 25_000_000), Picture("c", "d", b"y" * 5_000_000)),
    )
    content = encode(report, KEY)
    assert (len(content) + 48) * 4 / 3 + 100 < envelope.SIZE_LIMIT
    assert decode(content).report == report


LINES = st.text(max_size=300)


@given(
    title=LINES.filter(clean_line),
    saw=st.text(max_size=2000),
    answers=st.dictionaries(LINES, st.one_of(LINES, st.lists(LINES, max_size=5)), max_size=5),
    facts=st.lists(st.tuples(LINES, LINES), max_size=5),
    content=st.binary(max_size=500),
)
def test_whatever_people_type_comes_back_clean(title, saw, answers, facts, content):
    report = a_report(
        title=title,
        saw=saw,
        answers=MappingProxyType(
            {key: tuple(one) if isinstance(one, list) else one for key, one in answers.items()}
        ),
        facts=tuple(Fact(*fact) for fact in facts),
        pictures=(Picture(title, "image/png", content),),
    )
    read = there_and_back(report)
    assert read.saw == clean_text(saw)
    assert read.title == clean_line(title)
    assert read.pictures[0].content == content
    assert there_and_back(read) == read


@given(
    contact=LINES,
    notice=LINES,
    here_until=st.none()
    | st.timedeltas(timedelta(days=-20_000), timedelta(days=350_000)).map(lambda off: START + off),
    follow_up=st.none() | st.builds(FollowUp, st.uuids(version=4), st.sampled_from(FollowUpKind)),
)
def test_whom_to_ask_and_what_it_goes_on_from_come_back(contact, notice, here_until, follow_up):
    report = a_report(contact=contact, notice=notice, here_until=here_until, follow_up=follow_up)
    read = there_and_back(report)
    assert (read.contact, read.notice) == (clean_line(contact, 80), clean_line(notice, 40))
    assert (read.here_until, read.follow_up) == (here_until, follow_up)
    assert there_and_back(read) == read


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
PARTS = tuple(json.loads(encode(a_full_report(), KEY))["report"])


@given(part=st.sampled_from(PARTS), value=JSON)
def test_no_value_of_any_part_raises_anything_else(part, value):
    with suppress(BadEnvelope):
        decode(forged(**{part: value}))


@given(content=st.binary(max_size=300))
def test_no_bytes_raise_anything_else(content):
    with pytest.raises(BadEnvelope):
        decode(content)


@given(data=st.data())
def test_flipped_bytes_never_give_another_report(data):
    report = a_full_report()
    content = bytearray(encode(report, KEY))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        read = decode(bytes(content))
    except BadEnvelope:
        return
    assert read.report == report
