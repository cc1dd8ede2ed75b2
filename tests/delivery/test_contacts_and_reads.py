"""What is remembered beside an outbox: whom to ask, and which answers were read."""

import errno
from datetime import UTC, datetime
from uuid import UUID

import pytest

from libdesk.delivery.contacts import BRANCHES, ContactFile
from libdesk.delivery.reads import ReadFile
from libdesk.domain.problems import ReportId
from tests.delivery.faulty import FaultyDisk, only

UNTIL = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
ONE = ReportId(UUID("11111111-1111-4111-8111-111111111111"))
BROKEN = [
    b"",
    b"{",
    b"[]",
    b'{"libdesk": "something else", "version": 1, "rows": []}',
    b'{"libdesk": "KIND", "version": 9, "rows": []}',
    b'{"libdesk": "KIND", "version": 1, "rows": [1]}',
    b'{"libdesk": "KIND", "version": 1, "rows": [["a", "b"]]}',
    b'{"libdesk": "KIND", "version": 1, "rows": [["FER", "Maria", "tomorrow"]]}',
    b"\x00" * 100,
    b"x" * 3_000_000,
]


@pytest.fixture
def place(tmp_path):
    return tmp_path / "kept.json"


def test_whom_to_ask_is_remembered_for_the_branch_by_whoever_looks(place):
    ContactFile(place).note("FER", "Maria", UNTIL)
    ContactFile(place).note("CEN", "the front desk", None)
    assert ContactFile(place).recall("fer") == ("Maria", UNTIL)
    assert ContactFile(place).recall("CEN") == ("the front desk", None)
    assert ContactFile(place).recall("MIL") == ("", None)
    assert place.stat().st_mode & 0o777 == 0o600


def test_the_last_one_is_remembered_and_an_empty_one_forgets(place):
    contacts = ContactFile(place)
    contacts.note("FER", "Maria", UNTIL)
    contacts.note("FER", "Sam\x00\u202e", None)
    assert contacts.recall("FER") == ("Sam", None)
    contacts.note("FER", "  ", UNTIL)
    assert contacts.recall("FER") == ("", None)


def test_a_public_computer_keeps_no_name_and_reads_none(place):
    ContactFile(place).note("FER", "Maria", UNTIL)
    public = ContactFile(place, remembers=False)
    assert public.recall("FER") == ("", None)
    public.note("FER", "Sam", None)
    assert ContactFile(place).recall("FER") == ("Maria", UNTIL)


def test_no_more_branches_are_remembered_than_a_file_holds(place):
    contacts = ContactFile(place)
    for number in range(BRANCHES + 5):
        contacts.note(f"B{number}", "Maria", None)
    assert contacts.recall("B0") == ("", None)
    assert contacts.recall(f"B{BRANCHES + 4}") == ("Maria", None)


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_forgotten_and_written_anew(place, content):
    place.write_bytes(content.replace(b"KIND", b"contacts"))
    contacts = ContactFile(place)
    assert contacts.recall("FER") == ("", None)
    contacts.note("FER", "Maria", None)
    assert contacts.recall("FER") == ("Maria", None)


def test_which_answers_were_read_is_remembered(place):
    ReadFile(place).note({ONE: 3})
    assert ReadFile(place).recall() == {ONE: 3}
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_list_of_what_was_read_is_forgotten(place, content):
    place.write_bytes(content.replace(b"KIND", b"reads"))
    assert ReadFile(place).recall() == {}
    ReadFile(place).note({ONE: 1})
    assert ReadFile(place).recall() == {ONE: 1}


@pytest.mark.parametrize("call", ["write", "replace"])
def test_a_disk_that_fails_disturbs_nobody(place, call):
    disk = FaultyDisk(only(call, errno.ENOSPC))
    ContactFile(place, disk=disk).note("FER", "Maria", None)
    ReadFile(place, disk=disk).note({ONE: 1})
    assert not place.exists()
