"""F3: every n-th call to the disk fails, once and forever, from Send to the answer read.

After each failure what was kept can be read, what was not kept is still in the sender's hands with
a plain sentence, and once the disk is well again the report arrives exactly once and whole.
"""

import errno
import json
from itertools import count

import pytest

from libdesk import paths
from libdesk.domain.guidance import parse
from libdesk.domain.priority import Stopped
from libdesk.domain.problems import Fact, Picture, Progress
from libdesk.services.drafts import Draft
from libdesk.services.errors import Conflict, Unavailable
from libdesk.services.problems import Filing
from tests.delivery.corner import PNG, Corner, names, new_id
from tests.delivery.faulty import FaultyDisk, NthCall, nothing
from tests.services.fakes import Hands

DRAFT = Draft(
    category="PRINT",
    branch="CEN",
    saw="It prints stars.\nSince Monday.",
    stopped=Stopped.SEVERAL,
    facts=(Fact("computer", "CEN-FRONT-1"),),
    pictures=(Picture("screen.png", "image/png", PNG),),
)
ANSWER = "Take the other tray."
CODES = (errno.EIO, errno.ENOSPC, errno.EACCES)


class CarelessDisk(FaultyDisk):
    """A disk whose errors nobody looks at: half is written and it says that all is well."""

    def write(self, path, content):
        code = self._ask("write", path)
        super(FaultyDisk, self).write(path, content[: len(content) // 2] if code else content)


class Drill:
    """One report on its way over one disk."""

    def __init__(self, root, disk):
        root.mkdir()
        self.disk = disk
        disk.plan = nothing
        self.corner = Corner(root, Hands(), disk=disk)
        self.corner.meet()
        self.report_id = new_id()
        self.was_kept = False

    def run(self, plan) -> None:
        """Go the whole way while the plan makes calls fail; no failure may escape as a bug."""
        self.disk.plan = plan
        self.go()
        self.check_meanwhile()
        self.disk.plan = nothing

    def go(self) -> None:
        corner = self.corner
        tiles = parse(
            json.loads((paths.resources() / "questions" / "problems.json").read_text("utf-8"))
        )
        filing = Filing(corner.staff.outbox, tiles, corner.hands, new_id)
        if not self.was_kept:
            told = ""
            try:
                filing.submit(DRAFT, self.report_id)
                self.was_kept = True
            except Unavailable as trouble:
                told = trouble.sentence
            assert self.was_kept or "your words are still here" in told
        corner.deliver()
        corner.collect()
        self.answer()
        corner.hands.move(minutes=15)
        corner.collect()
        corner.staff.board.latest()
        corner.deliver()

    def answer(self) -> None:
        problem = self.corner.database.tables.problems.get(self.report_id)
        if problem is not None and problem.version == 1:
            self.corner.desk().answer(self.report_id, ANSWER, version=1)

    def check_meanwhile(self) -> None:
        listed = self.corner.staff.outbox.list()
        assert len(listed) <= 1, "a report stands there twice"
        if self.was_kept:
            assert [kept.report.saw for kept in listed] == [DRAFT.saw], "a kept report is lost"

    def check_end(self) -> None:
        """Check, on a disk that is well again, that all has arrived once and whole."""
        for _ in range(3):
            try:
                self.go()
            except Conflict as conflict:  # pragma: no cover - would be a report stored twice
                raise AssertionError("a report was stored twice") from conflict
            self.corner.hands.move(minutes=15)
        self.check_meanwhile()
        problems = self.corner.database.tables.problems
        assert list(problems) == [self.report_id], "the report is lost or another was made"
        report = problems[self.report_id].report
        assert (report.saw, report.pictures) == (DRAFT.saw, DRAFT.pictures), "it is not whole"
        (kept,) = self.corner.staff.outbox.list()
        assert kept.progress is Progress.IN_INBOX, "no proof came back"
        assert [one.text for one in kept.replies] == ["", ANSWER], "the answer is lost"
        share = self.corner.share
        assert names(share / "new") == names(share / "cur") == [], "something lies about"
        assert names(share / "quarantine") == [], "something whole was set aside"


def drill(root, plans, make_disk=FaultyDisk) -> int:
    """Run the drill for each plan until one is never reached; return how many were."""
    for number in count(1):
        plan = plans(number)
        one = Drill(root / str(number), make_disk())
        one.run(plan)
        one.check_end()
        if not plan.was_reached:
            return number - 1
    raise AssertionError("unreachable")


@pytest.mark.parametrize(
    ("code", "forever"),
    [
        (errno.EIO, False),
        pytest.param(errno.EIO, True, marks=pytest.mark.long),
        pytest.param(errno.ENOSPC, False, marks=pytest.mark.long),
        (errno.ENOSPC, True),
        (errno.EACCES, False),
        pytest.param(errno.EACCES, True, marks=pytest.mark.long),
    ],
)
def test_f3_every_call_fails(tmp_path, code, forever):
    calls = drill(tmp_path, lambda number: NthCall(number, forever=forever, code=code))
    assert calls >= 20, "fewer calls than durable writing needs"


def test_f3_control_a_disk_whose_errors_nobody_looks_at_is_found_out(tmp_path):
    with pytest.raises(AssertionError, match=r"lost|proof|whole|set aside"):
        drill(tmp_path, lambda number: NthCall(number, forever=False), CarelessDisk)


class Pair:
    """Fails two calls."""

    def __init__(self, first: int, second: int, code: int) -> None:
        self.plans = (
            NthCall(first, forever=False, code=code),
            NthCall(second, forever=False, code=code),
        )

    def __call__(self, call, path):
        return max(plan(call, path) for plan in self.plans)

    @property
    def was_reached(self) -> bool:
        return self.plans[0].was_reached


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("apart", range(1, 13))
@pytest.mark.parametrize("code", CODES)
def test_f3_two_calls_fail(tmp_path, code, apart):
    assert drill(tmp_path, lambda number: Pair(number, number + apart, code)) >= 20
