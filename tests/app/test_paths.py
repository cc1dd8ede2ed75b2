"""Where things live, and whether what is kept there lasts."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from libdesk import paths
from libdesk.paths import DataFolder

MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw,nosuid 0 0
/dev/sda2 /run/kept ext4 rw 0 0
ramfs /memory ramfs rw 0 0
/dev/sdb1 /media/my\\040stick vfat rw 0 0
tmpfs /media/my\\040disk tmpfs rw 0 0
//server/share /mnt/share cifs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "temporary"),
    [
        ("/srv/libdesk", False),
        ("/", False),
        ("/run/user/1000/libdesk", True),
        ("/running", False),
        ("/run/kept/libdesk", False),
        ("/memory/x", True),
        ("/media/my stick/x", False),
        ("/media/my disk/x", True),
        ("/mnt/share/x", False),
    ],
)
def test_a_folder_on_a_memory_disk_does_not_last(folder, temporary):
    assert paths.is_temporary(Path(folder), MOUNTS) is temporary


def test_a_frozen_system_forgets_everything_but_what_is_mounted_on_it():
    frozen = "overlayroot / overlay rw 0 0\n/dev/sda3 /var/kept ext4 rw 0 0\n"
    assert paths.is_temporary(Path("/var/lib/libdesk"), frozen)
    assert not paths.is_temporary(Path("/var/kept/libdesk"), frozen)


def test_the_later_of_two_mounts_on_one_place_counts():
    twice = "/dev/sda1 /data ext4 rw 0 0\ntmpfs /data tmpfs rw 0 0\n"
    assert paths.is_temporary(Path("/data/x"), twice)


def test_the_folder_for_temporary_files_does_not_last_whatever_it_stands_on():
    assert paths.is_temporary(Path(tempfile.gettempdir()) / "libdesk", "/dev/sda1 / ext4 rw 0 0")


def test_where_nothing_is_known_a_folder_is_taken_to_last():
    assert not paths.is_temporary(Path("/srv/libdesk"), "")


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's list of mounts")
def test_this_systems_own_mounts_are_read():
    shared_memory = Path("/dev/shm")
    if not shared_memory.is_dir():
        pytest.skip("this system has no shared memory disk")
    assert paths.is_temporary(shared_memory / "libdesk")
    assert not paths.is_temporary(Path("/"))


def test_a_link_is_followed_to_where_it_leads(tmp_path):
    (tmp_path / "kept").symlink_to("/memory/x")
    assert paths.is_temporary(Path("/memory/x"), MOUNTS)
    assert paths.is_temporary(tmp_path / "kept", MOUNTS)


def test_everything_has_its_place_inside_one_folder(tmp_path):
    data = DataFolder(tmp_path)
    places = {
        "libdesk.sqlite": data.database,
        "outbox": data.outbox,
        "inbox": data.inbox,
        "site.json": data.site,
        "bulletin": data.bulletin,
        "logs": data.logs,
        "windows.ini": data.window_state,
    }
    assert {name: tmp_path / name for name in places} == places


def test_the_folder_asked_for_comes_first_then_the_named_one(monkeypatch, tmp_path):
    monkeypatch.setenv(paths.ENVIRONMENT, str(tmp_path / "named"))
    assert paths.data_folder(tmp_path / "asked").root == tmp_path / "asked"
    assert paths.data_folder().root == tmp_path / "named"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert paths.data_folder("~/x").root == tmp_path / "x"
    monkeypatch.chdir(tmp_path)
    assert paths.data_folder("relative").root == tmp_path / "relative"


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of other systems have other names")
def test_a_folder_that_was_made_for_all_comes_before_the_users_own(monkeypatch, tmp_path):
    monkeypatch.delenv(paths.ENVIRONMENT, raising=False)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "all"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "mine"))
    assert paths.data_folder().root == tmp_path / "mine" / "LibDesk"
    (tmp_path / "all" / "LibDesk").mkdir(parents=True)
    assert paths.data_folder().root == tmp_path / "all" / "LibDesk"
    assert not (tmp_path / "mine").exists(), "looking makes nothing"


@pytest.mark.parametrize("layout", ["checkout", "installed"])
def test_resources_are_found_in_a_checkout_and_in_an_installed_package(tmp_path, layout):
    package = tmp_path / "libdesk"
    package.mkdir()
    (package / "__init__.py").touch()
    shutil.copy(paths.__file__, package / "paths.py")
    resources = (package if layout == "installed" else tmp_path) / "resources"
    resources.mkdir()
    program = "from libdesk import paths; print(paths.resources())"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(told.stdout.strip()) == resources.resolve()


def test_the_resources_of_this_checkout_are_there():
    assert (paths.resources() / "questions" / "problems.json").is_file()
