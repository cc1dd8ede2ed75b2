"""The test report: each step is seen where a reporter would see it, and the answer closes it."""

from dataclasses import replace

import pytest

from libdesk.app.site import load_guidance
from libdesk.domain.problems import ReportId, State
from libdesk.services.dispatch import Dispatch
from libdesk.services.errors import Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.problems import Filing
from libdesk.services.trial import ANSWER_WORDS, TEST_WORDS, Reached, Trial
from tests.services.fakes import Envelope, MemoryOutbox, MemoryShare, numbered_ids


class Ends:
    """A computer and its desk, with a share between them."""

    def __init__(self, database, hands):
        envelopes, ids = Envelope(), numbered_ids()
        self.database, self.hands = database, hands
        self.outbox, self.share = MemoryOutbox(envelopes), MemoryShare(envelopes)
        self.filing = Filing(self.outbox, load_guidance(), hands, lambda: next(ids))
        self.dispatch = Dispatch(self.outbox, self.share, hands)
        self.intake = Intake(database, [self.share], hands)
        self.inbox = Inbox(database, hands, "IT")
        self.trial = self.another()

    def another(self):
        return Trial(self.filing, self.dispatch, self.outbox, self.database, self.hands, "IT")

    def round(self):
        """What the desk does every ten seconds."""
        self.intake.collect()
        self.intake.send_replies()


@pytest.fixture
def ends(database, hands):
    return Ends(database, hands)


def test_a_test_report_comes_back_step_by_step(ends):
    trying = ends.trial.begin("CEN")
    assert trying.reached is Reached.KEPT
    assert trying.number.startswith("CEN-")
    trying = ends.trial.go_on(trying)
    assert trying.reached is Reached.HANDED_OVER
    assert ends.trial.go_on(trying).reached is Reached.HANDED_OVER
    ends.round()
    trying = ends.trial.go_on(trying)
    assert trying.reached is Reached.IN_INBOX
    assert ends.trial.go_on(trying).reached is Reached.IN_INBOX
    ends.round()
    trying = ends.trial.go_on(trying)
    assert trying.reached is Reached.ANSWERED
    problem = ends.inbox.get(trying.report_id)
    assert problem.report.title == TEST_WORDS
    assert problem.state is State.FIXED
    assert problem.closed_at == ends.hands()
    assert [event.words for event in problem.history if event.by == "IT"] == [ANSWER_WORDS]


def test_its_answer_is_given_once_and_never_over_somebody_elses(ends):
    trying = ends.trial.go_on(ends.trial.begin(""))
    ends.round()
    problem = ends.inbox.get(trying.report_id)
    ends.inbox.fix(trying.report_id, "Seen by hand.", version=problem.version)
    trying = ends.trial.go_on(trying)
    assert trying.reached is Reached.IN_INBOX
    assert ends.inbox.get(trying.report_id).version == problem.version + 1


def test_a_share_that_is_away_is_told_and_nothing_is_lost(ends):
    trying = ends.trial.begin("")
    ends.share.away.start("The share is away.")
    trying = ends.trial.go_on(trying)
    assert (trying.reached, trying.why) == (Reached.KEPT, "The share is away.")
    ends.share.away.stop()
    trying = ends.trial.go_on(trying)
    assert (trying.reached, trying.why) == (Reached.HANDED_OVER, "")


def test_a_report_that_cannot_be_kept_is_told(ends):
    ends.outbox.full.start("The disk is full.")
    with pytest.raises(Unavailable, match="full"):
        ends.trial.begin("")


def test_one_that_is_under_way_is_gone_on_with_and_not_sent_twice(ends):
    first = ends.trial.go_on(ends.trial.begin("CEN"))
    again = ends.another().begin("CEN")
    assert again.report_id == first.report_id
    assert len(ends.outbox.kept) == 1


def test_an_old_one_and_one_that_has_come_back_are_left_alone(ends):
    first = ends.trial.begin("")
    ends.hands.move(hours=2)
    second = ends.trial.begin("")
    assert second.report_id != first.report_id
    trying = ends.trial.go_on(second)
    for _ in range(2):
        ends.round()
        trying = ends.trial.go_on(trying)
    assert trying.reached is Reached.ANSWERED
    assert ends.trial.begin("").report_id not in (first.report_id, second.report_id)


def test_one_that_was_deleted_at_the_desk_has_no_answer(ends, database):
    trying = ends.trial.go_on(ends.trial.begin(""))
    ends.round()
    database.tables.problems.pop(ReportId(trying.report_id))
    assert ends.trial.go_on(trying).reached is Reached.IN_INBOX


def test_other_peoples_reports_are_never_taken_for_a_test(ends):
    trying = ends.trial.begin("")
    kept = ends.outbox.kept[trying.report_id]
    ends.outbox.kept[trying.report_id] = replace(
        kept, report=replace(kept.report, title="Grey stripes")
    )
    assert ends.trial.begin("").report_id != trying.report_id
