"""The tiles' faces: the same as in the questions that are read after them."""

import pytest

from libdesk.app.site import load_guidance, load_questions
from libdesk.domain.tiles import faces


def test_the_first_page_shows_the_categories_that_the_questions_are_about():
    shown = [(one.code, one.text, one.icon, one.tile, one.is_danger) for one in load_faces()]
    asked = load_guidance().categories
    assert shown == [(one.code, one.text, one.icon, one.tile, one.is_danger) for one in asked]
    assert len(shown) == 17


def load_faces():
    return faces(load_questions())


@pytest.mark.parametrize(
    ("document", "part"),
    [({}, "categories"), ({"categories": [{"code": "PRINT"}]}, "text"), ({"categories": [1]}, "")],
)
def test_a_part_that_is_missing_is_named(document, part):
    with pytest.raises(ValueError, match=f"lacks a part: .*{part}"):
        faces(document)
