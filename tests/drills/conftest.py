"""Fixtures of the two faces for the drills that go through their windows."""

from tests.ui.conftest import (  # noqa: F401 - fixtures, used by name
    look,
    memory,
    tasks,
)
from tests.ui.inbox.conftest import (  # noqa: F401 - fixtures, used by name
    empty_file,
    library,
    open_room,
)
from tests.ui.problems.conftest import (  # noqa: F401 - fixtures, used by name
    desk,
    hands,
    make_form,
    told,
    told_form,
)
