"""The whole line against a dict: file, deliver, cut, duplicate, collect, answer, in any order.

A small form of drill F24: whatever happens in between, each report that was kept is in the inbox
once, with the words of its reporter, and each answer reaches the computer it belongs to.
"""

import json
from datetime import timedelta
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from libdesk.domain.guidance import parse
from libdesk.domain.problems import Progress, ReplyKind, State
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.problems import Filing
from tests.services.fakes import Envelope, Hands, MemoryOutbox, MemoryShare, Trouble, numbered_ids
from tests.services.memory_database import MemoryDatabase

QUESTIONS = Path(__file__).parents[2] / "resources" / "questions" / "problems.json"
GUIDANCE = parse(json.loads(QUESTIONS.read_text("utf-8")))
COMPUTERS = (0, 1)


class Line(RuleBasedStateMachine):
    """Two computers, one share, one desk; the model is what people were promised."""

    reports = Bundle("reports")

    def __init__(self):
        super().__init__()
        self.hands = Hands()
        envelopes, ids = Envelope(), numbered_ids()
        self.share = MemoryShare(envelopes)
        self.database = MemoryDatabase()
        self.outboxes = [MemoryOutbox(envelopes) for _ in COMPUTERS]
        self.filings = [Filing(box, GUIDANCE, self.hands, ids.__next__) for box in self.outboxes]
        self.dispatches = [Dispatch(box, self.share, self.hands) for box in self.outboxes]
        self.intake = Intake(self.database, [self.share], self.hands)
        self.inbox = Inbox(self.database, self.hands, "Robin")
        self.copies = count()
        self.promised = {}
        self.answers = {}
        self.received = set()

    @initialize(target=reports)
    def file_first_reports(self):
        return multiple(*(self.file(computer, "at the start") for computer in COMPUTERS))

    @rule(target=reports, computer=st.sampled_from(COMPUTERS), saw=st.text(max_size=8))
    def file(self, computer, saw):
        receipt = self.filings[computer].submit(Draft("PRINT", branch="CEN", saw=saw))
        self.promised[receipt.report.id] = (computer, receipt.report.saw)
        self.answers[receipt.report.id] = []
        return receipt.report.id

    @rule()
    def deliver(self):
        for dispatch in self.dispatches:
            dispatch.deliver()

    @rule()
    def fetch_answers(self):
        for dispatch in self.dispatches:
            dispatch.fetch_replies()

    @rule()
    def collect(self):
        lying = len(self.share.lying)
        away = self.share.away.left or self.share.done_fails.left or self.database.broken.left
        collected = self.intake.collect()
        assert collected.set_aside == 0
        assert collected.incoming == lying or away
        assert collected.new == len(set(self.database.tables.problems) - self.received)
        self.received = set(self.database.tables.problems)

    @rule()
    @precondition(lambda self: not self.database.broken.left)
    def send_answers(self):
        self.intake.send_replies()

    @rule(report_id=reports)
    def copy_by_a_cloud(self, report_id):
        content = self.share.lying.get(str(report_id)) or self.share.collected.get(str(report_id))
        if content is not None:
            self.share.lying[f"{report_id} - Copy {next(self.copies)}"] = content

    @rule(report_id=reports)
    def vanish_from_the_share(self, report_id):
        """Somebody tidies up: the report goes, and so do messages that nobody has read."""
        self.share.lying.pop(str(report_id), None)
        (kept,) = [box.kept[report_id] for box in self.outboxes if report_id in box.kept]
        if kept.progress is not Progress.IN_INBOX:
            letters = self.share.letters
            self.share.letters = {key: letters[key] for key in letters if key[0] != report_id}

    @rule(times=st.integers(1, 5), where=st.sampled_from(["away", "done_fails", "broken"]))
    def cut(self, times, where):
        trouble = self.database.broken if where == "broken" else getattr(self.share, where)
        assert isinstance(trouble, Trouble)
        trouble.start("Away.", times)

    @rule(hours=st.floats(-50, 50))
    def set_the_clock(self, hours):
        self.hands.at += timedelta(hours=hours)

    @rule(report_id=reports, words=st.text("abc", min_size=1, max_size=5))
    @precondition(lambda self: not self.database.broken.left)
    def answer(self, report_id, words):
        problem = self.database.tables.problems.get(report_id)
        if problem is not None:
            self.inbox.answer(report_id, words, version=problem.version)
            self.answers[report_id].append(words)

    @rule(report_id=consumes(reports))
    def fix(self, report_id):
        problem = self.database.tables.problems.get(report_id)
        if problem is None or problem.state is State.FIXED or self.database.broken.left:
            return
        self.inbox.fix(report_id, "Done.", version=problem.version)

    @invariant()
    def nothing_is_lost_and_nothing_is_there_twice(self):
        kept = {one.report.id: one for box in self.outboxes for one in box.list()}
        assert set(kept) == set(self.promised)
        problems = self.database.tables.problems
        assert set(problems) <= set(self.promised)
        for report_id, problem in problems.items():
            assert problem.report.saw == self.promised[report_id][1]
        assert sorted(one.sequence for one in problems.values()) == [*range(1, len(problems) + 1)]

    @invariant()
    def in_the_inbox_is_said_only_with_proof(self):
        for box in self.outboxes:
            for one in box.list():
                if one.progress is Progress.IN_INBOX:
                    assert one.report.id in self.database.tables.problems

    def teardown(self):
        """When every trouble ends, everything arrives."""
        for trouble in (self.share.away, self.share.done_fails, self.database.broken):
            trouble.stop()
        for _ in range(4):
            self.hands.move(days=100)
            for dispatch in self.dispatches:
                dispatch.deliver()
            self.intake.collect()
            self.intake.send_replies()
            for dispatch in self.dispatches:
                dispatch.fetch_replies()
        self.nothing_is_lost_and_nothing_is_there_twice()
        assert set(self.database.tables.problems) == set(self.promised)
        for computer, box in enumerate(self.outboxes):
            assert box.waiting() == ()
            for one in box.list():
                assert self.promised[one.report.id][0] == computer
                told = [reply.text for reply in one.replies if reply.kind is ReplyKind.ANSWER]
                # A clock set back may turn two answers around, but loses and doubles none.
                assert sorted(told) == sorted(self.answers[one.report.id])
        assert self.share.quarantine == {}


TestLine = Line.TestCase
TestLine.settings = settings(
    max_examples=100, stateful_step_count=25, deadline=None, print_blob=True
)
