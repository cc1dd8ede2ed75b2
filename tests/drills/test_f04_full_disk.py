"""F4: a real disk is full, under the outbox and under the share.

Nothing that was kept is lost, the words of what could not be kept stay with the sender, and once
there is space the same report goes through once. The scenes are in full_disk.py.
"""

import pytest

from tests.drills.mounts import run_with_mounts

SHORT = (0, 4096, 40_960, 65_536, 131_072, 524_288)
LONG = tuple(range(0, 360_000, 4096))


@pytest.mark.parametrize("scene", ["computer_full", "share_full"])
def test_f4_disk_full(tmp_path, scene):
    told = run_with_mounts("tests.drills.full_disk", scene, tmp_path, *SHORT).split()
    assert len(told) == len(SHORT)
    assert told[0] == "full", "the disk was not full at all"
    assert "fitted" in told, "the report never fitted: the levels show nothing"


def test_f4_a_disk_without_room_for_another_name(tmp_path):
    told = run_with_mounts("tests.drills.full_disk", "no_names_left", tmp_path, 0, 4096, 8192)
    assert told.split() == ["full"] * 3


def test_f4_control_a_careless_program_leaves_a_part_of_its_file(tmp_path):
    sizes = run_with_mounts("tests.drills.full_disk", "control", tmp_path, 0, 4096, 40_960)
    assert sizes.split() == ["0", "4096", "40960"]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scene", ["computer_full", "share_full"])
def test_f4_disk_full_at_every_level(tmp_path, scene):
    told = run_with_mounts("tests.drills.full_disk", scene, tmp_path, *LONG).split()
    assert {"full", "fitted"} == set(told)
    assert len(told) == len(LONG)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scene", ["backup", "second_place"])
def test_f4_a_copy_for_which_there_is_no_room_leaves_nothing(tmp_path, scene):
    told = run_with_mounts("tests.drills.full_disk_copies", scene, tmp_path).split()
    assert told[0] == "full"
    assert told[-1] == "fitted"
