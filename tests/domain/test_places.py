"""Branch codes: what they are made of, and the one that a name suggests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.places import clean_code, suggest_code

LIBRARY = "Larkmere Valley Library System"


@pytest.mark.parametrize(
    ("name", "library", "code"),
    [
        ("Larkmere Central", LIBRARY, "CEN"),
        ("Ferndale Road", LIBRARY, "FER"),
        ("The Old Depot", LIBRARY, "OLD"),
        ("Branch at Mill Pond", "", "MIL"),
        ("Larkmere Valley Library", LIBRARY, "LAR"),
        ("The Library", "", "THE"),
        ("Łódź", "", "LOD"),
        ("Öffentliche Bücherei", "", "OFF"),
        ("5th Street", "", "5TH"),
        ("李", "", "B"),
        ("  ", LIBRARY, ""),
    ],
)
def test_a_name_suggests_a_code_that_people_would_choose(name, library, code):
    assert suggest_code(name, (), library) == code


def test_a_code_that_is_taken_gets_a_number():
    assert suggest_code("Ferndale Road", {"FER"}) == "FER2"
    assert suggest_code("Ferndale Road", {"FER", "FER2"}) == "FER3"


@given(st.text(max_size=40), st.sets(st.sampled_from(["B", "B2", "THE", "CEN"])), st.text())
def test_a_suggested_code_is_a_code_that_nobody_has(name, taken, library):
    code = suggest_code(name, taken, library)
    assert code not in taken or not code
    assert clean_code(code) == code
    assert bool(code) == bool(name.split()) or not code
