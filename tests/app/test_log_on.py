"""At log-on: reports go to the desk without a window, and the form waits only for answers."""

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import pytest

from libdesk.app import log_on
from libdesk.app.site import load_guidance, now
from libdesk.delivery import ways
from libdesk.delivery.sealing import make_keys
from libdesk.domain.problems import Progress, Reply, ReplyKind, State
from libdesk.paths import DataFolder
from libdesk.services.drafts import Draft
from libdesk.services.problems import Filing
from libdesk.settings import Site, save

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def outbox(data):
    return ways.staff_ways(data, Site(), now=now).outbox


@pytest.fixture
def reader(data):
    seal_key, sign_key, _ = make_keys()
    (own,) = ways.desk_readers(data, Site(), secrets=(seal_key, sign_key), now=now, host="desk")
    return own


def asked(data):
    return argparse.Namespace(data=data.root)


def file(outbox):
    return Filing(outbox, load_guidance(), now, uuid4).submit(Draft("PRINT", "FER")).report


def answer(reader, *states):
    (arrival,) = list(reader.arrivals())
    reader.done([arrival])
    for number, state in enumerate(states, 1):
        kind = ReplyKind.RECEIVED if state is State.NEW else ReplyKind.STATE
        reply = Reply(number, kind, now(), state=state)
        reader.reply(arrival.report.id, arrival.reply_key, reply)


def test_without_reports_there_is_nothing_to_do_and_nothing_is_made(data):
    assert not log_on.is_form_needed(asked(data))
    assert not data.root.exists()


@pytest.mark.rows("S04")
def test_what_was_kept_is_handed_over_and_waited_for(data, outbox):
    file(outbox)
    assert log_on.is_form_needed(asked(data))
    (kept,) = outbox.list()
    assert kept.progress is Progress.HANDED_OVER


def test_what_cannot_leave_yet_is_waited_for_on_a_public_computer_too(data, tmp_path, outbox):
    save(data.site, Site(public=True, share=tmp_path / "away"))
    file(outbox)
    assert log_on.is_form_needed(asked(data))
    (kept,) = outbox.list()
    assert kept.progress is Progress.KEPT


def test_an_answer_that_is_to_come_is_waited_for_but_not_on_a_public_computer(data, outbox, reader):
    file(outbox)
    log_on.is_form_needed(asked(data))
    answer(reader, State.NEW)
    assert log_on.is_form_needed(asked(data))
    save(data.site, Site(public=True))
    assert not log_on.is_form_needed(asked(data))


def test_when_all_is_settled_nothing_is_waited_for(data, outbox, reader):
    file(outbox)
    log_on.is_form_needed(asked(data))
    answer(reader, State.NEW, State.FIXED)
    assert not log_on.is_form_needed(asked(data))


def test_an_outbox_that_cannot_be_read_ends_it_quietly(data):
    data.root.mkdir()
    data.outbox.write_text("a file where the folder should be", "utf-8")
    assert not log_on.is_form_needed(asked(data))


class DeadCourier:
    """The way to a share that never answers: each call waits until a test lets it go."""

    def __init__(self, courier):
        self.courier = courier
        self.asked = threading.Event()
        self.answers = threading.Event()

    def _wait(self):
        self.asked.set()
        assert self.answers.wait(60)

    def hand_over(self, report_id, sealed):
        self._wait()
        self.courier.hand_over(report_id, sealed)

    def is_lying_there(self, report_id):
        self._wait()
        return self.courier.is_lying_there(report_id)

    def fetch_reply(self, report_id, number):
        self._wait()
        return self.courier.fetch_reply(report_id, number)


@pytest.fixture
def dead(data):
    dead = DeadCourier(ways.staff_ways(data, Site(), now=now).courier)
    yield dead
    dead.answers.set()
    for thread in threading.enumerate():
        if thread.name == "log-on":
            thread.join(30)


def is_needed_without_an_answer(data, dead):
    begun = time.monotonic()
    needed = log_on.is_form_needed(asked(data), courier=dead, patience_s=0.3)
    assert time.monotonic() - begun < 20
    assert dead.asked.is_set()
    return needed


@pytest.mark.timeout(60)
def test_a_share_that_never_answers_does_not_hold_up_the_log_on(data, outbox, dead):
    filed = file(outbox)
    assert is_needed_without_an_answer(data, dead)
    (kept,) = outbox.list()
    assert (kept.report.id, kept.progress) == (filed.id, Progress.KEPT)


@pytest.mark.timeout(60)
def test_nothing_is_lost_and_nothing_doubled_when_a_dead_share_comes_back(
    data, outbox, reader, dead
):
    filed = [file(outbox).id for _ in range(3)]
    is_needed_without_an_answer(data, dead)
    # The form delivers by a way of its own, and then the first one wakes up.
    log_on.is_form_needed(asked(data))
    dead.answers.set()
    for thread in threading.enumerate():
        if thread.name == "log-on":
            thread.join(30)
            assert not thread.is_alive()
    assert {kept.progress for kept in outbox.list()} == {Progress.HANDED_OVER}
    assert sorted(arrival.report.id for arrival in reader.arrivals()) == sorted(filed)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("public", [False, True])
def test_with_a_dead_share_an_awaited_answer_is_waited_for_but_not_on_a_public_computer(
    data, outbox, dead, public
):
    file(outbox)
    log_on.is_form_needed(asked(data))
    save(data.site, Site(public=public))
    assert is_needed_without_an_answer(data, dead) is not public


@pytest.mark.timeout(60)
def test_with_a_dead_share_nothing_is_waited_for_when_all_is_settled(data, outbox, reader, dead):
    file(outbox)
    log_on.is_form_needed(asked(data))
    answer(reader, State.NEW, State.FIXED)
    log_on.is_form_needed(asked(data))
    assert not is_needed_without_an_answer(data, dead)


def test_the_program_ends_though_a_share_never_answers(data, outbox):
    file(outbox)
    log_on.is_form_needed(asked(data))
    save(data.site, Site(public=True))
    program = """if True:
        import argparse, pathlib, sys, threading
        from libdesk.app import log_on

        class Dead:
            def wait(self, *_):
                threading.Event().wait()

            hand_over = is_lying_there = fetch_reply = wait

        asked = argparse.Namespace(data=pathlib.Path(sys.argv[1]))
        sys.exit(log_on.is_form_needed(asked, courier=Dead(), patience_s=0.3))
    """
    ran = subprocess.run(
        [sys.executable, "-c", program, str(data.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def run(data, *more):
    return subprocess.run(
        [sys.executable, *more, "report", "--at-log-on", "--data", str(data.root)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_where_nothing_waits_qt_is_not_even_loaded(data):
    ran = run(data, "-X", "importtime", "-m", "libdesk")
    assert ran.returncode == 0
    assert "libdesk.app.log_on" in ran.stderr
    assert "PySide6" not in ran.stderr


def test_it_lives_unseen_until_all_is_settled(data, outbox, reader):
    file(outbox)
    log_on.is_form_needed(asked(data))
    program = subprocess.Popen(
        [sys.executable, "-m", "libdesk", "report", "--at-log-on", "--data", str(data.root)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(2)
        answer(reader, State.NEW, State.FIXED)
        assert program.wait(40) == 0
    finally:
        program.kill()
