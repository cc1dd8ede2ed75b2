"""Durable writing: the order of its calls, what stands after any of them fails, who may read."""

import errno
import os
import stat
from pathlib import Path

import pytest

from libdesk import files

OLD, NEW = b"old content", b"new content"


class Recorder(files.Disk):
    """The real disk, with each call written down and one of them failing."""

    def __init__(self, fail_at=0):
        super().__init__()
        self.calls = []
        self._fail_at = fail_at

    def _note(self, *call):
        self.calls.append(call)
        if len(self.calls) == self._fail_at:
            raise OSError(errno.EIO, "I/O error")

    def write(self, path, content):
        self._note("write", path.name, content)
        super().write(path, content)

    def replace(self, source, target):
        self._note("replace", source.name, target.name)
        super().replace(source, target)

    def sync_folder(self, folder):
        self._note("sync_folder", folder.name)
        super().sync_folder(folder)


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return folder / "site.json"


def test_the_order_is_write_and_sync_then_rename_then_sync_the_folder(target):
    disk = Recorder()
    files.write_durably(target, NEW, disk=disk)
    assert disk.calls == [
        ("write", ".site.json.part", NEW),
        ("replace", ".site.json.part", "site.json"),
        ("sync_folder", "data"),
    ]
    assert target.read_bytes() == NEW
    assert [one.name for one in target.parent.iterdir()] == ["site.json"]


def test_a_part_in_another_folder_has_that_folder_synced_too(target, tmp_path):
    waiting = tmp_path / "tmp"
    waiting.mkdir()
    disk = Recorder()
    files.write_durably(target, NEW, by_way_of=waiting / "part", disk=disk)
    assert disk.calls[-2:] == [("sync_folder", "data"), ("sync_folder", "tmp")]
    assert list(waiting.iterdir()) == []


@pytest.mark.parametrize("there_before", [True, False])
@pytest.mark.parametrize(("fail_at", "after"), [(1, OLD), (2, OLD), (3, NEW)])
def test_f03_whichever_call_fails_the_file_is_wholly_old_or_wholly_new(
    target, there_before, fail_at, after
):
    if there_before:
        target.write_bytes(OLD)
    with pytest.raises(OSError, match="I/O error"):
        files.write_durably(target, NEW, disk=Recorder(fail_at))
    if after == NEW or there_before:
        assert target.read_bytes() == after
    else:
        assert not target.exists()
    assert [one for one in target.parent.iterdir() if one != target] == [], "no part is left"


def test_an_empty_file_can_be_written(target):
    files.write_durably(target, b"")
    assert target.read_bytes() == b""


def test_a_part_left_by_a_crash_is_written_over(target):
    target.with_name(".site.json.part").write_bytes(b"half of an old and much longer content")
    files.write_durably(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in modes")
def test_only_the_owner_may_read_what_is_written(tmp_path):
    previous = os.umask(0)
    try:
        folder = files.make_folder(tmp_path / "a" / "b")
        files.write_durably(folder / "file", NEW)
    finally:
        os.umask(previous)
    assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o600
    for one in (folder, folder.parent):
        assert stat.S_IMODE(one.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links for everybody")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_planted_pipe_is_not_written_to_and_is_gone_the_next_time(target):
    """Whoever may write to a share could hold up the desk for ever with one."""
    pipe = target.with_name(f".{target.name}.part")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(OSError, match="ordinary"):
            files.write_durably(target, NEW)
    finally:
        os.close(reader)
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="No such device"):
        files.write_durably(target, NEW)
    files.write_durably(target, NEW)
    assert target.read_bytes() == NEW


def test_a_planted_link_is_not_followed(target, tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(OLD)
    target.with_name(".site.json.part").symlink_to(victim)
    with pytest.raises(OSError, match=r"symbolic links|Too many"):
        files.write_durably(target, NEW)
    assert victim.read_bytes() == OLD


class Held(type(Path())):  # type: ignore[misc] # the path class of this system
    """A source whose rename Windows refuses for a while, with a given error number."""

    winerror: int | None
    left: int

    def replace(self, _target):
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "held by another program")
            error.winerror = self.winerror  # type: ignore[attr-defined] # as Windows gives it
            raise error


def held(winerror, times):
    source = Held("source")
    source.winerror, source.left = winerror, times
    return source


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_scanner_that_holds_the_target_is_waited_for(winerror):
    waits: list[float] = []
    files.Disk(pause=waits.append).replace(held(winerror, 3), Path("target"))
    assert waits == [0.05, 0.1, 0.2]


def test_the_waiting_ends_after_two_and_a_half_seconds():
    waits: list[float] = []
    with pytest.raises(PermissionError):
        files.Disk(pause=waits.append).replace(held(32, 99), Path("target"))
    assert sum(waits) == pytest.approx(2.5)


@pytest.mark.parametrize("winerror", [None, 2, 50, 1224])
def test_another_refusal_is_told_at_once(winerror):
    waits: list[float] = []
    with pytest.raises(PermissionError):
        files.Disk(pause=waits.append).replace(held(winerror, 1), Path("target"))
    assert waits == []


def test_other_troubles_are_not_waited_for(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.Disk().replace(tmp_path / "not there", tmp_path / "target")


@pytest.mark.parametrize("refusal", [errno.EINVAL, errno.ENOTSUP])
def test_a_share_that_cannot_sync_a_folder_is_good_enough(tmp_path, refusal):
    def refuse(_handle):
        raise OSError(refusal, "not supported")

    files.Disk(sync=refuse).sync_folder(tmp_path)


def test_a_folder_that_cannot_be_synced_for_another_reason_is_told(tmp_path):
    def fail(_handle):
        raise OSError(errno.EIO, "I/O error")

    with pytest.raises(OSError, match="I/O error"):
        files.Disk(sync=fail).sync_folder(tmp_path)


def test_f03_a_write_whose_sync_fails_is_told_and_replaces_nothing(target):
    def fail(_handle):
        raise OSError(errno.EIO, "I/O error")

    target.write_bytes(OLD)
    with pytest.raises(OSError, match="I/O error"):
        files.write_durably(target, NEW, disk=files.Disk(sync=fail))
    assert target.read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="Windows has no sync of a folder")
def test_a_folder_that_is_gone_cannot_be_synced(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.Disk().sync_folder(tmp_path / "gone")


def test_a_folder_that_is_there_already_is_fine(tmp_path):
    assert files.make_folder(tmp_path) == tmp_path
    assert files.make_folder(tmp_path / "x") == files.make_folder(tmp_path / "x")


def test_f02_each_new_folder_is_made_safe_in_the_one_above(tmp_path):
    disk = Recorder()
    files.make_folder(tmp_path / "a" / "b", disk=disk)
    assert disk.calls == [("sync_folder", tmp_path.name), ("sync_folder", "a")]
    files.make_folder(tmp_path / "a" / "b", disk=disk)
    assert len(disk.calls) == 2, "what is there already costs nothing"


def test_a_file_where_a_folder_should_be_is_told(tmp_path):
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(FileExistsError):
        files.make_folder(tmp_path / "data")


class LostDrive(type(Path())):  # type: ignore[misc] # the path class of this system
    """A drive or share that is away: it has no parent and cannot be made."""

    def is_dir(self):
        return False

    @property
    def parent(self):
        return self

    def mkdir(self, *_args, **_options):
        raise FileNotFoundError(errno.ENOENT, "The share is away")


def test_a_lost_drive_is_told_and_not_climbed_for_ever():
    with pytest.raises(FileNotFoundError):
        files.make_folder(LostDrive("share"))


def test_json_comes_back_as_it_was(target):
    value = {"b": [1, 2.5, None, True], "a": "é ł 李 العربية 🖨️"}
    files.write_json(target, value)
    assert files.read_json(target) == value
    assert "李" in target.read_text("utf-8"), "people can read it too"


def test_b05_a_lone_surrogate_does_not_stop_the_writing(target):
    files.write_json(target, {"name": "x\ud800"})
    assert files.read_json(target) == {"name": "x?"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"a": 1', b"\xff\xfe\x00", b"\x00", b"[" * 100_000, b"1" * 5000],
    ids=["empty", "open", "half", "no text", "nul", "b45 nested", "b16 5000 digits"],
)
def test_what_is_not_json_is_a_value_error(target, content):
    target.write_bytes(content)
    with pytest.raises(ValueError):  # noqa: PT011 - its words are Python's own
        files.read_json(target)


def test_a_file_larger_than_its_limit_is_named_and_not_read(target):
    target.write_bytes(b"x" * 101)
    with pytest.raises(ValueError, match=r"site\.json is larger than 100 bytes"):
        files.read_bytes(target, limit=100)
    assert files.read_bytes(target, limit=101) == b"x" * 101


def test_a_missing_file_is_an_os_error(target):
    with pytest.raises(FileNotFoundError):
        files.read_json(target)


def test_b83_long_and_strange_paths_work(tmp_path):
    folder = files.make_folder(tmp_path / "Bücherei ö 🖨️ x" / ("long name " * 20).strip())
    files.write_json(folder / "a b.json", [1])
    assert files.read_json(folder / "a b.json") == [1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_in_a_files_place_is_not_waited_for(tmp_path):
    pipe = tmp_path / "site.json"
    os.mkfifo(pipe)
    with pytest.raises(ValueError, match="no ordinary file"):
        files.read_bytes(pipe, limit=10)


def test_a_folder_whose_parent_must_be_there_is_not_made_without_it(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.make_folder(tmp_path / "away" / "new", parents=False)
    assert list(tmp_path.iterdir()) == []
    assert files.make_folder(tmp_path / "new", parents=False).is_dir()
