"""JSON in pieces: the same as Python's own, and what is no JSON is none here either."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery.tables import pieces

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(PLAIN)
def test_what_is_written_is_read_again_here_and_there(value):
    assert pieces.loads(pieces.dumps(value)) == value
    assert json.loads(pieces.dumps(value)) == value
    assert pieces.loads(json.dumps(value, indent=1).encode()) == value


def test_long_lists_are_written_in_parts():
    value = {"result": {"rows": [[number, ["a", "b"]] for number in range(1_001)]}}
    assert json.loads(pieces.dumps(value)) == value
    assert pieces.loads(pieces.dumps(value)) == value


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1", b"[1 2]", b'{"a" 1}', b'{"a": 1 "b": 2}', b'{"a": 1} x', b"[,]", b"\xff"],
)
def test_what_is_no_json_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever words
        pieces.loads(content)
