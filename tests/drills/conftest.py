"""Fixtures of the two faces for the drills that go through their windows."""

from tests.ui.inbox.conftest import (  # noqa: F401 - fixtures, used by name
    empty_file,
    library,
    look,
    memory,
    open_room,
    tasks,
)
from tests.ui.problems.conftest import (  # noqa: F401 - fixtures, used by name
    desk,
    hands,
    make_form,
    told,
    told_form,
)
