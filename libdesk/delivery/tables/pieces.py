"""JSON that is read and written piece by piece, so that other threads get their turn between two.

Python's own reads or writes all of it in one go: with ten thousand rows, a tenth of a second in
which no window of the program moves.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

DEPTH = 3
"""So many levels are taken apart; what lies deeper is one piece."""

AT_ONCE = 100
"""Values of a list that are written together."""

_GAP = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def dumps(value: object) -> bytes:
    """Return a value as JSON."""
    return "".join(_pieces(value, DEPTH)).encode()


def loads(content: bytes) -> Any:  # noqa: ANN401 - JSON edge
    """Return the value that JSON holds.

    Raises:
        ValueError: it is no JSON.
    """
    text = content.decode()
    value, end = _value(text, _past_gap(text, 0), DEPTH)
    if _past_gap(text, end) != len(text):
        raise ValueError("something stands behind the value")
    return value


def _pieces(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping) and depth:
        start = "{"
        for key, one in value.items():
            yield f"{start}{json.dumps(str(key))}:"
            yield from _pieces(one, depth - 1)
            start = ","
        yield "}" if value else "{}"
    elif isinstance(value, list | tuple) and len(value) > AT_ONCE:
        for at in range(0, len(value), AT_ONCE):
            some = json.dumps(value[at : at + AT_ONCE])
            yield f"{',' if at else '['}{some[1:-1]}"
        yield "]"
    else:
        yield json.dumps(value)


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    if depth and text[at : at + 1] == "{":
        return _mapping(text, at + 1, depth - 1)
    if depth and text[at : at + 1] == "[":
        return _list(text, at + 1, depth - 1)
    return _DECODER.raw_decode(text, at)


def _mapping(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    at = _past_gap(text, at)
    while text[at : at + 1] != "}":
        if found:
            at = _past(text, at, ",")
        key, at = _DECODER.raw_decode(text, at)
        found[key], at = _value(text, _past(text, _past_gap(text, at), ":"), depth)
        at = _past_gap(text, at)
    return found, at + 1


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    at = _past_gap(text, at)
    while text[at : at + 1] != "]":
        if found:
            at = _past(text, at, ",")
        one, at = _value(text, at, depth)
        found.append(one)
        at = _past_gap(text, at)
    return found, at + 1


def _past(text: str, at: int, sign: str) -> int:
    if text[at : at + 1] != sign:
        raise ValueError(f"there is no {sign!r} at {at}")
    return _past_gap(text, at + 1)


def _past_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return at if gap is None else gap.end()
