"""Drill F26 after the purge: a name and a picture whose time is over are in no file any more.

One library on real files: a staff computer, a share, the desk, and copies of its database.
A patron's name stands in every place that is kept for a time only; the months go by.
"""

import base64
import os
from contextlib import nullcontext

import pytest

from libdesk.domain.backups import Copy
from libdesk.domain.problems import Fact, Picture
from libdesk.services.deleting import Deleting
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.forgetting import Forgetting
from libdesk.services.upkeep import Upkeep
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.copying import Pace
from libdesk.storage.forgetting import ForgetfulCopies
from tests.drills.canary_scene import CANARY
from tests.drills.library_model import Library
from tests.drills.test_f26_canary import files_with_it, names_with_it

PICTURE = Picture(f"{CANARY}.png", "image/png", b"\x89PNG\r\n\x1a\n" + CANARY.encode() * 50)
FACTS = (Fact("user", CANARY), Fact("printer", f"HP of {CANARY}"), Fact("computer", "CEN-PC-04"))
WEEKS = 16


class Town(Library):
    """A library in which somebody's name stands in every report."""

    def __init__(self, folder):
        super().__init__(folder)
        self.folder = folder
        self.copies = self.data.root / "backups"
        self.copies.mkdir()

    def tell(self, **parts):
        """File a report, take it to the desk, and read its proof."""
        told = {"saw": "Gray stripes.", "contact": CANARY, "facts": FACTS, **parts}
        draft = Draft("NET", "CEN", pictures=(PICTURE,), **told)
        report_id = self.filing.submit(draft).report.id
        for _ in range(2):
            self.hands.move(minutes=11)
            self.deliver()
            self.intake.collect()
            self.intake.send_replies()
        return report_id

    def back_up(self, number):
        self.database.copy_to(CopyFolder(self.copies), Copy(number, self.hands()), Pace())

    def let_months_pass(self):
        """Let the desk, and then the staff computer, do what they do by themselves."""
        copies = ForgetfulCopies(lambda: (self.copies,), lambda: nullcontext(self.database))
        upkeep = Upkeep(self.database.unit, self.readers, self.database, self.hands, copies)
        for _ in range(WEEKS):
            self.hands.move(days=7)
            upkeep.tend()
            self.publish()
        self.hands.move(days=1)
        board = self.staff.board
        board.latest()
        forgetting = Forgetting(self.outbox, board, self.hands)
        Dispatch(self.outbox, self.staff.courier, self.hands, forgetting).deliver()


@pytest.fixture
def town(tmp_path):
    made = Town(tmp_path)
    yield made
    made.close()


def test_f26_after_the_purge_a_name_and_a_picture_are_in_no_file(town):
    fixed, test = town.tell(), town.tell(saw="Test")
    town.back_up(1)
    version = town.inbox.get(test).version
    Deleting(town.database.unit, town.hands).delete(test, version=version, is_confirmed=True)
    town.inbox.fix(fixed, "The drum.", version=town.inbox.get(fixed).version)
    town.hands.move(minutes=1)
    town.intake.send_replies()
    town.deliver()
    town.back_up(2)
    before = files_with_it(town.folder)
    for place in ("data/libdesk.sqlite", "backups/000001_", "backups/000002_", "outbox/arrived"):
        assert any(place in one for one in before), f"control: it is in {place}"
    town.let_months_pass()
    # The test was never closed, so the computer that sent it keeps it; at the desk it is gone.
    left = [one for one in files_with_it(town.folder) if str(test) not in one]
    assert left == []
    assert names_with_it(town.folder) == []
    problem = town.inbox.get(fixed)
    assert problem.report.saw == "Gray stripes."
    assert problem.report.facts == (FACTS[2],)
    assert not [trouble for _, trouble in town.database.check() if trouble]


def test_f26_control_of_a_problem_that_is_open_all_is_kept(town):
    town.tell()
    town.back_up(1)
    town.let_months_pass()
    left = files_with_it(town.folder)
    for place in ("data/libdesk.sqlite", "backups/000001_", "outbox/arrived"):
        assert any(place in one for one in left)


def test_f26_what_was_collected_lies_on_the_share_for_a_month_at_most(town):
    """Sealed it can't be searched; so that it is there, and then is not, must do."""
    town.tell()
    done = town.share / "done"
    (path,) = done.iterdir()
    assert b"sealed" in path.read_bytes()
    assert base64.b64encode(CANARY.encode()) not in path.read_bytes()
    at = town.hands().timestamp()
    os.utime(path, (at, at))
    town.let_months_pass()
    assert list(done.iterdir()) == []
