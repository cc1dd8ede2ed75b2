"""Keys and seals: only the right key opens, and every change is noticed."""

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery import replies, sealing
from libdesk.delivery.strict import Unreadable
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Reply, ReplyKind, ReportId, State, WaitingOn
from tests.delivery.corner import new_id
from tests.services.fakes import START

SEAL, SIGN, IDENTITY = sealing.make_keys()


def test_keys_are_new_each_time_and_their_halves_belong_together():
    other = sealing.make_keys()
    assert len({SEAL, SIGN, other[0], other[1]}) == 4
    assert sealing.identity_of(SEAL, SIGN) == IDENTITY
    assert {len(key) for key in (SEAL, SIGN, IDENTITY.seal_key, IDENTITY.verify_key)} == {32}


@given(content=st.binary(max_size=2000))
def test_what_was_sealed_opens_with_its_key_only(content):
    sealed = sealing.seal(content, IDENTITY.seal_key)
    assert sealing.Opener(SEAL).open(sealed) == content
    assert sealing.Opener(sealing.make_reply_keys()[0]).open(sealed) is None
    assert sealed != sealing.seal(content, IDENTITY.seal_key)


@given(at=st.integers(0, 147), flip=st.integers(1, 255))
def test_one_changed_byte_opens_nothing(at, flip):
    sealed = bytearray(sealing.seal(b"x" * 100, IDENTITY.seal_key))
    sealed[at] ^= flip
    assert sealing.Opener(SEAL).open(bytes(sealed)) is None


@given(content=st.binary(max_size=100))
def test_no_bytes_raise_when_they_are_opened(content):
    assert sealing.Opener(SEAL).open(content) is None


@pytest.mark.parametrize("key", [b"", b"short", bytes(32), bytes(33), b"\x01" + bytes(31)])
def test_a_key_that_nobody_can_hold_is_refused(key):
    with pytest.raises(ValueError, match=r"key|Key|bytes"):
        sealing.seal(b"x", key)


def test_a_signature_holds_for_its_content_and_its_key_only():
    signature = sealing.sign(b"words", SIGN)
    assert sealing.is_signed(b"words", signature, IDENTITY.verify_key)
    assert not sealing.is_signed(b"Words", signature, IDENTITY.verify_key)
    assert not sealing.is_signed(b"words", signature, sealing.make_keys()[2].verify_key)
    assert not sealing.is_signed(b"words", signature[:-1], IDENTITY.verify_key)
    assert not sealing.is_signed(b"words", bytes(64), IDENTITY.verify_key)
    assert not sealing.is_signed(b"words", signature, bytes(32))
    assert not sealing.is_signed(b"words", signature, b"short")


@given(text=st.text(max_size=500), by=st.text(max_size=100), number=st.integers(1, 1_000_000))
def test_a_message_with_any_words_is_read_again(text, by, number):
    report_id = ReportId(new_id())
    reply = Reply(number, ReplyKind.ANSWER, START, text, by)
    read = replies.decode(replies.encode(report_id, reply), report_id)
    assert replies.decode(replies.encode(report_id, read), report_id) == read
    assert (read.number, read.kind, read.at) == (number, ReplyKind.ANSWER, START)


@given(
    kind=st.sampled_from(ReplyKind),
    state=st.none() | st.sampled_from(State),
    until=st.none() | st.dates(date(1970, 1, 1), date(2999, 12, 31)),
    on=st.none() | st.sampled_from(WaitingOn),
    priority=st.none() | st.sampled_from(Priority),
)
def test_where_a_problem_stands_comes_out_as_it_went_in(kind, state, until, on, priority):
    reply = Reply(7, kind, START, "x", "Robin", state, until, on, priority)
    report_id = new_id()
    assert replies.decode(replies.encode(report_id, reply), report_id) == reply


def forged(**changes):
    """A message that was changed by hand."""
    report_id = new_id()
    document = json.loads(replies.encode(report_id, Reply(1, ReplyKind.STATE, START)))
    return json.dumps({**document, **changes}).encode(), report_id


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "said"}, 'In the message, "kind" has a value that is not known here.'),
        ({"waiting_on": "me"}, 'In the message, "waiting_on" has a value that is not known here.'),
        ({"waiting_on": 5}, 'In the message, "waiting_on" has a value that is not known here.'),
        ({"priority": 5}, 'In the message, "priority" must be between 0 and 4.'),
        ({"priority": -1}, 'In the message, "priority" must be between 0 and 4.'),
        ({"priority": True}, 'In the message, "priority" is not a number.'),
        ({"priority": None}, 'In the message, "priority" is not a number.'),
        ({"priority": 2**70}, "A number in it is too long."),
        (
            {"mood": "grim"},
            (
                'In the message stands "mood", which this LibDesk does not know. It may come from '
                "a newer one; update this one, then it can be read."
            ),
        ),
    ],
)
def test_each_part_of_a_message_is_typed_and_limited(changes, told):
    content, report_id = forged(**changes)
    with pytest.raises(Unreadable) as caught:
        replies.decode(content, report_id)
    assert caught.value.reason == told


def test_a_message_of_a_desk_that_knew_less_is_read():
    content, report_id = forged()
    document = json.loads(content)
    del document["waiting_on"], document["priority"]
    reply = replies.decode(json.dumps(document).encode(), report_id)
    assert (reply.waiting_on, reply.priority) == (None, None)


@given(content=st.binary(max_size=200))
def test_a_message_of_any_bytes_raises_nothing_else(content):
    with pytest.raises(Unreadable):
        replies.decode(content, new_id())


def test_the_form_reads_its_list_without_the_library_for_seals(tmp_path):
    script = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from libdesk.delivery import ways, facts; from libdesk.paths import DataFolder;"
        "from libdesk.settings import Site;"
        "w = ways.staff_ways(DataFolder(Path(sys.argv[1])), Site(), now=lambda: datetime.now(UTC));"
        "w.outbox.list(); w.board.kept();"
        "print([n for n in ('nacl', 'cffi', '_cffi_backend', 'email', 'sqlalchemy', 'http') "
        "if n in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
