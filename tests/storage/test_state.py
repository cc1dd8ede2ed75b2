"""How the database itself is: its revision and its rows, on both engines."""

from libdesk.storage.marks import REVISION
from libdesk.storage.schema import metadata
from tests.storage.made import new_problem, report, store


def test_every_table_is_counted_and_the_revision_told(database):
    with database.unit() as unit:
        before = unit.state.counts()
        assert unit.state.revision() == REVISION
    assert set(before) == set(metadata.tables)
    assert before["problems"] == 0
    store(database, new_problem(report(title="One")), new_problem(report(title="Two")))
    with database.unit() as unit:
        after = unit.state.counts()
    assert (after["problems"], after["problem_words"]) == (2, 2)
