"""Which code fits on a label, and how large."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.label_codes import (
    BARS_QUIET,
    DOT_MM,
    LEAST_MODULE_MM,
    LEAST_QR_MM,
    MOST_BAR_MM,
    MOST_QR_MM,
    SQUARES_QUIET,
    bars_scale,
    can_be_bars,
    squares_scale,
)


@pytest.mark.parametrize(("code", "can"), [("LV-1001", True), ("", False), ("BÜ-1", False)])
def test_bars_have_no_signs_but_those_of_ascii(code, can):
    assert can_be_bars(code) is can


def test_bars_have_no_sign_for_a_control():
    assert not can_be_bars("A\tB")


@given(modules=st.integers(24, 2_500), room=st.floats(1, 200))
def test_bars_fit_with_the_room_around_them_or_not_at_all(modules, room):
    scale = bars_scale(modules, room)
    whole = modules + 2 * BARS_QUIET
    if scale is None:
        assert room / whole < LEAST_MODULE_MM
        return
    assert LEAST_MODULE_MM <= scale.module_mm <= MOST_BAR_MM
    assert scale.module_mm * whole <= room + 1e-6
    if scale.on_dots:
        assert scale.module_mm / DOT_MM == pytest.approx(round(scale.module_mm / DOT_MM))


@given(version=st.integers(1, 40), room=st.floats(1, 200))
def test_a_qr_code_is_neither_too_small_for_a_phone_nor_larger_than_its_room(version, room):
    modules = 17 + 4 * version
    whole = modules + 2 * SQUARES_QUIET
    scale = squares_scale(modules, room)
    if scale is None:
        assert room < LEAST_QR_MM or min(room, MOST_QR_MM) / whole < LEAST_MODULE_MM
        return
    assert scale.module_mm >= LEAST_MODULE_MM
    assert LEAST_QR_MM - 1e-6 <= scale.module_mm * whole <= min(room, MOST_QR_MM) + 1e-6


@pytest.mark.parametrize(
    ("scale", "on_dots"),
    [
        (squares_scale(21, 20.0), True),
        (squares_scale(21, 12.1), False),
        (bars_scale(101, 31.0), True),
        (bars_scale(101, 24.0), False),  # two dots are too narrow, three too wide
    ],
)
def test_whole_dots_are_left_only_where_the_code_would_be_too_small(scale, on_dots):
    assert scale is not None
    assert scale.on_dots is on_dots
