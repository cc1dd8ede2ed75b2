"""Drafts through F1, F2 and F3: after any end the old draft or the new one is there, whole."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from types import MappingProxyType

import pytest

from libdesk.delivery.drafts import DraftFolder
from libdesk.domain.problems import Picture
from libdesk.services.drafts import Draft
from libdesk.services.errors import Unavailable
from tests.delivery import draft_lives
from tests.delivery.corner import PNG, names, new_id
from tests.delivery.faulty import FaultyDisk, NthCall, nothing

ROOT = Path(__file__).parents[2]
NOTHING: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})
SCREEN = Picture("screen.png", "image/png", PNG)
OTHER = Picture("other.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 100)
OLD = Draft("PRINT", "CEN", saw="It prints", answers=NOTHING, pictures=(OTHER,))
NEW = Draft("PRINT", "CEN", saw="It prints stars.", answers=NOTHING, pictures=(SCREEN,))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "drafts"


def offered(drafts):
    """The draft that is offered; there must be one."""
    kept = drafts.load()
    assert kept is not None, "a draft is lost"
    return kept


@pytest.mark.parametrize("forever", [False, True])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_f3_every_call_fails_and_the_old_draft_or_the_new_is_there_whole(
    tmp_path, hands, code, forever
):
    for number in count(1):
        disk = FaultyDisk()
        drafts = DraftFolder(tmp_path / str(number), now=hands, disk=disk)
        report_id = new_id()
        drafts.save(OLD, report_id)
        disk.plan = plan = NthCall(number, forever=forever, code=code)
        told = ""
        try:
            drafts.save(NEW, report_id)
        except Unavailable as trouble:
            told = trouble.sentence
        assert bool(told) == plan.was_reached
        for look in (drafts, DraftFolder(tmp_path / str(number), now=hands)):
            assert offered(look).draft in ((OLD, NEW) if told else (NEW,)), "a draft is not whole"
        disk.plan = nothing
        drafts.save(NEW, report_id)
        assert offered(drafts).draft == NEW
        if not told:
            assert number >= 6, "fewer calls than durable writing needs"
            return


class Killed(BaseException):
    """Stands for the end of the process: nobody tidies up after it."""


@pytest.mark.parametrize("after", [False, True])
def test_f1_a_kill_at_each_call_leaves_the_old_draft_or_the_new_one(tmp_path, hands, after):
    class Deadly(FaultyDisk):
        """Ends the process at one call: before it is done, or after."""

        def _ask(self, call, path):
            code = super()._ask(call, path)
            if code:
                if after:
                    self.plan = nothing
                    if call == "write":
                        self.write(path, b"half of a")
                    elif call == "sync":
                        self.sync_folder(path)
                raise Killed
            return 0

    for number in count(1):
        disk = Deadly()
        drafts = DraftFolder(tmp_path / str(number), now=hands, disk=disk)
        report_id = new_id()
        drafts.save(OLD, report_id)
        disk.plan = NthCall(number, forever=False)
        try:
            drafts.save(NEW, report_id)
        except Killed:
            pass
        else:
            break
        again = DraftFolder(tmp_path / str(number), now=hands)
        assert offered(again).draft in (OLD, NEW)
        again.save(NEW, report_id)
        assert offered(again).draft == NEW
    assert number >= 6


def program(*asked):
    return [sys.executable, "-m", "tests.delivery.draft_lives", *map(str, asked)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_f1_real_kills_leave_the_last_promised_draft_or_a_newer_one_whole(folder):
    """Killed at any moment: a pipe tells what was promised until then."""
    for lines in (1, 3, 10, 40):
        job = subprocess.Popen(program("live", folder), cwd=ROOT, stdout=subprocess.PIPE)
        with job, job.stdout or BytesIO() as pipe:
            heard = b"".join(pipe.readline() for _ in range(lines))
            job.send_signal(signal.SIGKILL)
            heard += pipe.read()
        # A last line that was cut off is no promise: nobody could have read it.
        last = int(heard[: heard.rindex(b"\n")].split()[-1])
        kept = offered(DraftFolder(folder, now=lambda: datetime.now(UTC)))
        number = int(kept.draft.saw)
        assert kept.draft == replace(draft_lives.numbered(number), answers=NOTHING)
        assert number >= last >= lines
    assert names(folder / "damaged") == []


def cuts(root, *more):
    """Cut the power at every change, in each way that a disk may forget; yield what is left."""
    root.mkdir()
    done = subprocess.run(
        program("cut", root, *more), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for story in sorted(root.glob("*.json")):
        promised = json.loads(story.read_text("utf-8"))
        left = root / story.stem / "data" / "drafts"
        kept = DraftFolder(left, now=lambda: datetime.now(UTC)).load()
        yield promised, kept and kept.draft, left, story.stem


def is_right(promised, draft) -> bool:
    """Say whether this is the last promised draft, or the one that was being saved, whole."""
    saved = [int(words.split()[1]) for words in promised if words.startswith("saved")]
    saving = [int(words.split()[1]) for words in promised if words.startswith("saving")]
    if draft is None:
        return not saved or "clearing" in promised
    if "cleared" in promised:
        return False
    whole = replace(draft_lives.numbered(int(draft.saw)), answers=NOTHING)
    return draft == whole and max([*saved, 1]) <= int(draft.saw) <= max(saving)


def test_f2_a_power_cut_at_any_change_leaves_the_old_draft_or_the_new_one(tmp_path):
    seen = 0
    for promised, draft, left, which in cuts(tmp_path / "cuts"):
        assert is_right(promised, draft), which
        assert names(left / "damaged") == [], which
        seen += 1
    assert seen >= 200


def test_f2_control_drafts_on_a_disk_that_is_not_synced_are_found_out(tmp_path):
    results = [
        is_right(promised, draft) for promised, draft, *_ in cuts(tmp_path / "c", "--careless")
    ]
    assert not all(results)
