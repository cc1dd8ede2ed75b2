"""A problem's values: its number, its states, and what they may become."""

import re
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.inbox import View, view_of
from libdesk.domain.places import clean_code
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Picture, Report, ReportId, State, is_number, may_move, number

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ALLOWED = {
    "new": "seen doing waiting fixed not_now",
    "seen": "doing waiting fixed not_now",
    "doing": "seen waiting fixed not_now",
    "waiting": "doing waiting fixed not_now",
    "fixed": "doing",
    "not_now": "doing waiting fixed not_now",
}


def test_a_report_is_numbered_by_branch_and_the_first_thirty_bits_of_its_id():
    # 0x0c0ffee1 >> 2 = 0x0303ffb8 = 00001 10000 00111 11111 11101 11000 = 1 G 7 Z X R.
    assert number("CEN", UUID("0c0ffee1-0000-4000-8000-000000000000")) == "CEN-1G7ZXR"
    assert number("CEN", UUID(int=0)) == "CEN-000000"
    assert number("CEN", UUID(int=2**128 - 1)) == "CEN-ZZZZZZ"


def test_a_report_from_no_known_branch_has_a_number_too():
    report = Report(ReportId(UUID(int=0)), "PRINT", "", "A title", AT)
    assert report.number == "LIB-000000"


@given(st.uuids(version=4))
def test_a_number_is_crockfords_without_letters_that_look_alike(report_id):
    signs = number("CEN", report_id).removeprefix("CEN-")
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{6}", signs)
    decoded = 0
    for sign in signs:
        decoded = decoded * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(sign)
    assert decoded == report_id.int >> 98


def test_all_thirty_bits_of_a_random_id_vary():
    ones, zeros = 0, 0
    for _ in range(200):
        bits = uuid4().int >> 98
        ones |= bits
        zeros |= ~bits
    assert ones & zeros & (2**30 - 1) == 2**30 - 1


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_each_move_is_allowed_or_not(old, new):
    assert may_move(old, new) is (new.value in ALLOWED[old].split())


def test_open_means_somebody_still_waits():
    assert {state for state in State if not state.is_open} == {State.FIXED, State.NOT_NOW}


@pytest.mark.parametrize(
    ("view", "states"),
    [
        (View.NEEDS_ME, {State.NEW, State.SEEN, State.DOING}),
        (View.WAITING, {State.WAITING}),
        (View.DONE, {State.FIXED, State.NOT_NOW}),
    ],
)
@pytest.mark.parametrize("priority", Priority)
def test_each_state_stands_in_one_view(view, states, priority):
    shown = {one for one in State if view_of(one, priority, niggle=False) is view}
    assert shown == states


@pytest.mark.rows("S13")
def test_a_niggle_that_can_wait_stands_apart_while_it_is_open():
    shown = {one: view_of(one, Priority.WHEN_WE_CAN, niggle=True) for one in State}
    apart = {one for one, view in shown.items() if view is View.NIGGLES}
    assert apart == {State.NEW, State.SEEN, State.DOING}
    assert shown[State.WAITING] is View.WAITING
    assert view_of(State.NEW, Priority.THIS_WEEK, niggle=True) is View.NEEDS_ME


def test_a_report_never_changes():
    report = Report(ReportId(UUID(int=0)), "PRINT", "CEN", "A title", AT)
    with pytest.raises(FrozenInstanceError):
        report.title = "Another"  # type: ignore[misc] # that is the point
    with pytest.raises(TypeError):
        report.answers["sees"] = "jam"  # type: ignore[index] # that is the point


def test_a_pictures_bytes_stay_out_of_what_is_printed():
    assert "secret" not in repr(Picture("screen.png", "image/png", b"secret"))


@pytest.mark.parametrize(
    ("given_code", "code"),
    [
        ("CEN", "CEN"),
        (" cen ", "CEN"),
        ("C/E\\N-.1", "CEN1"),
        ("../../etc", "ETC"),
        ("Zürich", "ZRICH"),
        ("longer than eight", "LONGERTH"),
        ("漢字", ""),
        ("²³", ""),
        ("", ""),
    ],
)
def test_a_branch_code_is_a_few_capitals_that_no_folder_minds(given_code, code):
    assert clean_code(given_code) == code


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("LIB-1G7ZW0", True),
        (" lib lg7zwo ", True),
        ("IG7ZWO", True),
        ("LIB\u20131G7 ZW0", True),
        ("", False),
        ("LIB", False),
        ("G7ZW0", False),
        ("FER-1G7ZW0", False),
        ("LIB-1G7ZW0 1", False),
        ("\u0130\u00df", False),
    ],
)
def test_a_number_is_known_however_it_was_read_off_paper(typed, fits):
    report_id = ReportId(UUID("0c0ffe01-0000-4000-8000-000000000000"))
    report = Report(report_id, "PRINT", "", "A title", AT)
    assert report.number == "LIB-1G7ZW0"
    assert is_number(typed, report) is fits
