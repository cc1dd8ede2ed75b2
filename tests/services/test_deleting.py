"""Deleting: out of every list at once, back within the time to undo, and gone after it."""

import pytest

from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import FollowUp, FollowUpKind, ReplyKind
from libdesk.services.changing import UNDO_LASTS, Changes
from libdesk.services.deleting import WIPED_AT_ONCE, Deleting
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.joining import Joining
from tests.services.fakes import MemoryShare, a_report

TEST, TROUBLE, OTHER = (a_report(number).id for number in (1, 2, 3))


class Library:
    """A desk with a test and two reports that are none."""

    def __init__(self, database, hands):
        self.database = database
        self.hands = hands
        self.share = MemoryShare()
        self.intake = Intake(database, [self.share], hands)
        self.inbox = Inbox(database, hands, "Robin")
        self.joining = Joining(database, hands, "Robin")
        self.deleting = Deleting(database, hands)
        for number, saw in ((1, "Test"), (2, "Zebra is offline"), (3, "Wi-Fi is gone")):
            self.drop(number, title=saw, saw=saw)

    def drop(self, number, **parts):
        self.share.drop(a_report(number, **parts), str(number))
        collected = self.intake.collect()
        self.intake.send_replies()
        return collected

    def delete(self, report_id=TEST, **parts):
        version = self.inbox.get(report_id).version
        return self.deleting.delete(report_id, version=version, **parts)

    def listed(self):
        lines = self.inbox.lines(self.inbox.sequences(View.ALL, Order()))
        return {line.id for line in lines}

    def wait(self):
        self.hands.move(seconds=UNDO_LASTS.total_seconds() + 1)


@pytest.fixture
def library(database, hands):
    return Library(database, hands)


def test_a_test_leaves_every_list_and_every_search_at_once(library):
    library.delete()
    assert library.listed() == {TROUBLE, OTHER}
    assert library.inbox.search("test") == ()
    with pytest.raises(Refusal):
        library.inbox.get(TEST)


def test_it_is_put_back_as_it_was(library):
    before = library.inbox.get(TEST)
    changes = library.delete()
    assert library.deleting.undo(TEST, changes) == Changes((TEST,))
    after = library.inbox.get(TEST)
    assert (after.state, after.report, after.sequence) == (
        before.state,
        before.report,
        before.sequence,
    )
    assert library.inbox.search("test") == (after.sequence,)
    library.wait()
    assert library.deleting.sweep() == 0


def test_until_the_time_to_undo_is_over_nothing_is_wiped(library):
    changes = library.delete()
    assert library.deleting.sweep() == 0
    library.deleting.undo(TEST, changes)
    library.delete()
    library.wait()
    assert library.deleting.sweep() == 1
    assert TEST not in library.database.tables.problems
    assert all(one.report_id != TEST for one in library.database.tables.messages)


def test_once_it_is_gone_it_is_not_put_back(library):
    changes = library.delete()
    library.wait()
    library.deleting.sweep()
    for told in (changes, Changes((TEST,))):
        with pytest.raises(Conflict, match="for good"):
            library.deleting.undo(TEST, told)


def test_what_was_put_back_while_the_sweep_looked_stays(library):
    changes = library.delete()
    library.wait()
    units = []

    def open_unit(*, write=False):
        units.append(write)
        if units == [False, True]:  # between the sweep's look and its deed
            library.deleting.undo(TEST, changes)
        return library.database(write=write)

    assert Deleting(open_unit, library.hands).sweep() == 0
    assert TEST in library.listed()


def test_a_clock_that_was_ahead_when_it_was_deleted_keeps_nothing_for_years(library):
    library.hands.move(days=1826)
    library.delete()
    library.hands.move(days=-1826)
    assert library.deleting.sweep() == 1


def test_the_sweep_goes_by_few_at_a_time_and_can_be_stopped(library):
    for number in range(10, 10 + WIPED_AT_ONCE + 2):
        library.drop(number, title="Test", saw="Test")
        library.delete(a_report(number).id)
    library.wait()
    assert library.deleting.sweep(lambda: False) == WIPED_AT_ONCE
    assert library.deleting.sweep() == 2


def test_the_same_report_found_again_counts_as_again_and_stays_deleted(library):
    library.delete()
    library.wait()
    library.deleting.sweep()
    for saw in ("Test", "Test, and other words"):
        collected = library.drop(1, title="Test", saw=saw)
        assert (collected.new, collected.again, collected.set_aside) == (0, 1, 0)
    assert library.listed() == {TROUBLE, OTHER}


def test_its_sender_hears_that_it_came_and_sends_it_no_more(library):
    library.delete()
    library.wait()
    library.deleting.sweep()
    library.share.letters.clear()
    library.drop(1, title="Test", saw="Test")
    letter = library.share.letters[TEST, 1]
    assert ReplyKind.RECEIVED.value in letter.decode()


def test_found_again_while_it_can_be_put_back_it_is_confirmed_and_not_doubled(library):
    changes = library.delete()
    assert library.drop(1, title="Test", saw="Test").again == 1
    library.deleting.undo(TEST, changes)
    assert library.listed() == {TEST, TROUBLE, OTHER}


def test_a_report_after_it_never_gets_its_place(library):
    last = library.inbox.get(OTHER).sequence
    library.delete(OTHER, is_confirmed=True)
    library.wait()
    library.deleting.sweep()
    library.drop(4, title="New")
    assert library.inbox.get(a_report(4).id).sequence > last


def test_what_is_no_test_is_deleted_only_by_somebody_who_was_asked(library):
    with pytest.raises(Refusal, match="does not look like a test"):
        library.delete(TROUBLE)
    assert TROUBLE in library.listed()
    library.delete(TROUBLE, is_confirmed=True)
    assert TROUBLE not in library.listed()


def test_a_test_to_which_something_was_added_wants_asking_too_and_takes_that_along(library):
    library.drop(11, saw="Real trouble", follow_up=FollowUp(TEST, FollowUpKind.SAID))
    with pytest.raises(Refusal):
        library.delete()
    library.delete(is_confirmed=True)
    library.wait()
    library.deleting.sweep()
    assert set(library.database.tables.problems) == {TROUBLE, OTHER}
    assert library.drop(11, saw="Real trouble").again == 1


def test_what_others_are_joined_to_is_not_deleted_nor_what_is_joined(library):
    versions = {OTHER: library.inbox.get(OTHER).version}
    library.joining.join(TROUBLE, versions, version=library.inbox.get(TROUBLE).version)
    with pytest.raises(Refusal, match="joined to"):
        library.delete(TROUBLE, is_confirmed=True)
    with pytest.raises(Refusal, match="read with another"):
        library.delete(OTHER, is_confirmed=True)


def test_over_a_newer_version_nothing_is_deleted(library):
    version = library.inbox.get(TEST).version
    library.inbox.start(TEST, version=version)
    with pytest.raises(Conflict):
        library.deleting.delete(TEST, version=version)
    assert TEST in library.listed()


def test_what_is_added_to_it_meanwhile_stands_on_its_own_and_joins_it_when_it_is_back(library):
    changes = library.delete()
    library.drop(11, saw="It was none", follow_up=FollowUp(TEST, FollowUpKind.SAID))
    added = a_report(11).id
    assert added in library.listed()
    library.deleting.undo(TEST, changes)
    assert library.listed() == {TEST, TROUBLE, OTHER}
    assert [one.id for one in library.inbox.get(TEST).follow_ups] == [added]
    assert library.inbox.search("none") == (library.inbox.get(TEST).sequence,)


def test_what_is_added_to_what_is_gone_is_not_lost(library):
    library.delete()
    library.wait()
    library.deleting.sweep()
    library.drop(11, saw="It was none", follow_up=FollowUp(TEST, FollowUpKind.SAID))
    assert a_report(11).id in library.listed()
