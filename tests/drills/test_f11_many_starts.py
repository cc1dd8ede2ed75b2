"""Drill F11: twenty starts at once make one writer; a crash or a squatter stops no start."""

import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from libdesk.app import single_instance
from libdesk.app.single_instance import SingleInstance

ROOT = Path(__file__).parents[2]
STARTS = 20
DEADLINE_S = 60

posix = pytest.mark.skipif(os.name == "nt", reason="reads pipes with select and kills with -9")


class Start:
    """One running start of the program."""

    def __init__(self, folder, *kind):
        program = [sys.executable, "-m", "tests.drills.starter", str(folder), *kind]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(program, cwd=ROOT, stdin=pipe, stdout=pipe)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._input, self._output = self.process.stdin, self.process.stdout

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.kill()
        self.process.wait()
        self._input.close()
        self._output.close()

    def hear(self):
        """The next line that it says."""
        words = b""
        deadline = time.monotonic() + DEADLINE_S
        while not words.endswith(b"\n"):
            left = max(0, deadline - time.monotonic())
            assert select.select([self._output], [], [], left)[0], "it says nothing"
            sign = os.read(self._output.fileno(), 1)
            assert sign, f"it ended with {self.process.wait()}"
            words += sign
        return words.decode().strip()

    def go(self):
        os.write(self._input.fileno(), b"go\n")

    def end(self):
        self._input.close()
        return self.process.wait(DEADLINE_S)


@pytest.fixture
def folder(tmp_path):
    """A data folder whose name no run has had before.

    Its socket lies in the system's own folder, under a name that is made from this one. Whoever is
    killed leaves it there, and it outlives the folder: a later run in a folder of the same name
    met it ("Address already in use").
    """
    place = tmp_path / uuid4().hex
    yield place
    if os.name != "nt":
        socket_path(place).unlink(missing_ok=True)


@pytest.fixture
def start(folder):
    """Starts the program on one data folder; whatever still runs at the end is killed."""
    with ExitStack() as running:
        yield lambda *kind: running.enter_context(Start(folder, *kind))


@pytest.fixture
def instance(folder, qapp):
    one = SingleInstance("desk", folder)
    yield one
    one.release()


def storm(start):
    """Start twenty at once; return the writers and what the others said."""
    starts = [start() for _ in range(STARTS)]
    assert [one.hear() for one in starts] == ["ready"] * STARTS
    for one in starts:
        one.go()
    said = [(one, one.hear()) for one in starts]
    writers = [one for one, words in said if words == "writer"]
    others = [(one, words) for one, words in said if words != "writer"]
    assert all(words in ("second heard", "second unheard") for _, words in others)
    assert all(one.process.wait(DEADLINE_S) == 0 for one, _ in others)
    return writers


@posix
def test_f11_twenty_starts_at_once_make_one_writer(start):
    (writer,) = storm(start)
    assert writer.process.poll() is None, "it is still at work after all others have gone"
    assert writer.end() == 0


@posix
@pytest.mark.long
@pytest.mark.parametrize("killed", range(10))
def test_f11_ten_more_times_twenty_after_a_crash(start, killed):
    for _ in range(killed):
        one = start()
        one.go()
        assert (one.hear(), one.hear()) == ("ready", "writer")
        one.process.kill()
        one.process.wait()
    assert len(storm(start)) == 1


@posix
def test_f11_control_a_look_before_the_taking_is_found_out(start):
    assert len(storm(lambda: start("careless"))) > 1


@pytest.mark.alone
@posix
def test_f11_a_later_start_brings_the_first_forward_within_a_second(start):
    first = start()
    first.go()
    assert (first.hear(), first.hear()) == ("ready", "writer")
    second = start()
    assert second.hear() == "ready"
    before = time.monotonic()
    second.go()
    assert second.hear() == "second heard"
    assert first.hear() == "raised"
    assert time.monotonic() - before < 1
    assert second.process.wait(DEADLINE_S) == 0


@posix
def test_f11_the_lock_of_a_killed_process_is_taken_over_by_one_of_twenty(start):
    first = start()
    first.go()
    assert (first.hear(), first.hear()) == ("ready", "writer")
    first.process.kill()
    first.process.wait()
    assert len(storm(start)) == 1


@posix
def test_f11_a_half_written_lock_is_taken_over_by_one_of_twenty(folder, start):
    lock = folder / "desk.lock"
    lock.parent.mkdir()
    lock.touch()
    os.utime(lock, (time.time() - 60, time.time() - 60))
    assert len(storm(start)) == 1


@posix
def test_f11_each_in_turn_after_the_one_before_was_killed(start):
    for _ in range(3):
        one = start()
        one.go()
        assert (one.hear(), one.hear()) == ("ready", "writer")
        one.process.kill()
        one.process.wait()


@pytest.mark.parametrize("left", [b"", b"\x00rubbish\xff"], ids=["empty", "rubbish"])
def test_f11_a_lock_that_a_power_cut_left_half_written_stops_no_start(folder, instance, left):
    lock = folder / "desk.lock"
    lock.write_bytes(left)
    os.utime(lock, (time.time() - 60, time.time() - 60))
    assert instance.take()


def test_f11_a_lock_that_is_being_written_at_this_moment_is_left_alone(folder, instance):
    (folder / "desk.lock").touch()
    assert not instance.take()
    assert instance.holder() == "another process"
    assert instance.is_held()


def test_f11_a_lock_that_cannot_be_written_is_nobodys(folder, instance):
    (folder).rmdir()
    assert not instance.take()
    assert not instance.is_held()


def test_f11_a_lock_that_is_held_is_never_taken_for_a_leftover(folder, instance, qapp):
    assert instance.take()
    lock = folder / "desk.lock"
    os.utime(lock, (0, 0))
    with lock.open("r+b") as stream:
        stream.truncate(0)
    assert not SingleInstance("desk", folder).take()


def test_f11_the_form_and_the_desk_do_not_keep_each_other_out(folder, instance, qapp):
    assert instance.take()
    form = SingleInstance("form", folder)
    assert form.take()
    form.release()


def test_f11_two_data_folders_do_not_keep_each_other_out(folder, instance, qapp):
    assert instance.take()
    other = SingleInstance("desk", folder / "other")
    assert other.take()
    other.release()


def socket_path(folder):
    return Path(tempfile.gettempdir()) / single_instance._socket_name("desk", folder)


@pytest.fixture
def squatted(folder):
    """A name that nobody can remove from where the socket would be: a folder with a file in it."""
    place = socket_path(folder)
    place.mkdir()
    (place / "file").touch()
    yield
    (place / "file").unlink()
    place.rmdir()


@posix
@pytest.mark.usefixtures("squatted")
def test_f11_a_squatted_socket_does_not_stop_the_start(start):
    first = start()
    first.go()
    assert (first.hear(), first.hear()) == ("ready", "writer")
    second = start()
    second.go()
    assert (second.hear(), second.hear()) == ("ready", "second unheard")
    assert second.process.wait(DEADLINE_S) == 0
    assert first.end() == 0


@posix
def test_f11_a_socket_left_by_a_crash_is_replaced(folder, start):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(socket_path(folder)))
    first, second = start(), start()
    first.go()
    assert (first.hear(), first.hear()) == ("ready", "writer")
    second.go()
    assert (second.hear(), second.hear()) == ("ready", "second heard")


@pytest.fixture
def listening(instance):
    assert instance.take()
    instance.listen()
    return instance


@pytest.fixture
def caller(folder):
    """Connects to the listening instance."""
    sockets = []

    def call():
        one = QLocalSocket()
        one.connectToServer(single_instance._socket_name("desk", folder))
        assert one.waitForConnected(1000)
        sockets.append(one)
        return one

    yield call
    for one in sockets:
        one.abort()


def is_closed(caller):
    return caller.state() == QLocalSocket.LocalSocketState.UnconnectedState


@pytest.mark.alone
@pytest.mark.parametrize(
    "junk",
    [b"x" * 1_000_000, b"\n" * 1_000_000, b"delete\n", b"RAISE\n", b"raise\nraise\n", b"\x00", b""],
    ids=["1 MB", "1 MB of lines", "unknown", "capitals", "twice", "nul", "says nothing"],
)
def test_b87_whoever_says_anything_else_is_ignored_within_a_second(qtbot, listening, caller, junk):
    heard = []
    listening.raise_requested.connect(lambda: heard.append(1))
    one = caller()
    one.write(junk)
    before = time.monotonic()
    qtbot.waitUntil(lambda: is_closed(one), timeout=5000)
    assert time.monotonic() - before < 1.5
    assert heard == []


@pytest.mark.alone
def test_b87_a_caller_who_never_ends_holds_nobody_up(qtbot, listening, caller):
    for _ in range(30):
        caller().write(b"rai")
    with qtbot.waitSignal(listening.raise_requested, timeout=1000):
        caller().write(b"raise\n")


@pytest.mark.alone
def test_b87_a_word_that_comes_in_pieces_is_understood(qtbot, listening, caller):
    one = caller()
    with qtbot.waitSignal(listening.raise_requested, timeout=1000):
        for piece in (b"ra", b"is", b"e\n"):
            one.write(piece)
            one.waitForBytesWritten(100)


@pytest.mark.alone
def test_b87_a_squatter_who_takes_every_word_and_says_nothing_is_not_believed(folder, instance):
    squatter = QLocalServer()
    assert squatter.listen(single_instance._socket_name("desk", folder))
    begun = time.monotonic()
    assert not instance.ask_to_raise()
    assert time.monotonic() - begun < 3
    squatter.close()
