"""The sample library in a real database is the one that it is in memory."""

from libdesk.domain.inbox import Order, View
from libdesk.services.sample import SOURCE, Sample, SampleLibrary
from tests.services.made_items import NO_RULES
from tests.services.sample_library import GUIDANCE, WORDS, fill
from tests.storage.made import START

SIZE = Sample(200)


def test_both_hold_the_same(database):
    assert SampleLibrary(WORDS, GUIDANCE, START, lambda _: NO_RULES).fill(database.unit, SIZE)
    memory = fill(SIZE, START)
    with database.unit(write=True) as real, memory() as thought:
        assert real.replies.due(START, 10, source=SOURCE) == ()
        assert real.inbox.counts() == thought.inbox.counts()
        for view in View:
            lines, same = (
                [(line.id, line.state, line.has_news, line.joined) for line in lines_of(unit, view)]
                for unit in (real, thought)
            )
            assert lines == same
        for line in lines_of(real, View.ALL):
            problem, same = real.problems.get(line.id), thought.problems.get(line.id)
            assert problem.history == same.history
            assert {one.id for one in problem.joined} == {one.id for one in same.joined}
            assert problem.follow_ups == same.follow_ups
            assert problem.report == same.report
        assert real.notices.open() == thought.notices.open()
        assert set(real.places.items()) == set(thought.places.items())


def lines_of(unit, view):
    return unit.inbox.lines(unit.inbox.sequences(view, Order()))
