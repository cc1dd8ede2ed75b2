"""A folder is tried by what will be done in it, and what it lacks is told in one plain sentence."""

import errno
from pathlib import Path

import pytest

from libdesk.delivery import drop, sealing
from libdesk.delivery.folder_trial import FolderTrial
from libdesk.delivery.ways import desk_readers
from libdesk.domain.bulletin import Bulletin
from libdesk.domain.places import Branch
from libdesk.files import DISK
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal
from libdesk.settings import Site
from tests.delivery.faulty import FaultyDisk, only

SEAL, SIGN, OURS = sealing.make_keys()


def no_service(_folder):
    return ""


class Scene:
    """A desk that tries folders."""

    def __init__(self, root):
        self.root = root
        self.data = DataFolder(root / "data")
        self.data.root.mkdir()
        self.share = root / "share"
        self.share.mkdir()
        self.identity = OURS

    def trial(self, service=no_service, disk=DISK, remove=Path.unlink):
        return FolderTrial(self.data.root, service, lambda: self.identity, disk, remove)

    def files(self):
        return [path for path in self.share.rglob("*") if path.is_file()]


@pytest.fixture
def scene(tmp_path):
    return Scene(tmp_path)


def refused(trying, *given):
    with pytest.raises(Refusal) as refusal:
        trying(*given)
    return refusal.value


def test_a_good_folder_is_laid_out_and_nothing_is_left_of_the_trial(scene):
    place = scene.trial().try_share(f'  "{scene.share}" ')  # as Windows copies a path
    assert (place.folder, place.warning) == (str(scene.share), "")
    assert drop.is_laid_out(scene.share)
    assert scene.files() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Choose a folder first"),
        (' "" ', "Choose a folder first"),
        ("libdesk", "whole path"),
        ("a\0b", "not the name of a folder"),
        ("~nobody-by-this-name/x", "not the name of a folder"),
    ],
)
def test_what_names_no_folder_is_refused_beside_its_field(scene, words, told):
    for trying, field in (
        (scene.trial().try_share, "share"),
        (scene.trial().try_second_place, "second_place"),
    ):
        refusal = refused(trying, words)
        assert told in refusal.sentence
        assert refusal.field == field


def test_a_folder_that_is_not_there_is_not_made(scene):
    """A share that is away can leave an empty folder; one made there would hide that."""
    missing = scene.root / "away"
    assert "Make it first" in refused(scene.trial().try_share, str(missing)).sentence
    assert not missing.exists()


def test_a_file_is_no_folder(scene):
    file = scene.root / "file.txt"
    file.write_text("x", "utf-8")
    assert "That is a file" in refused(scene.trial().try_share, str(file)).sentence


def test_the_desks_own_data_is_no_place_for_others(scene):
    inside = scene.data.root / "inbox"
    inside.mkdir()
    for folder in (inside, scene.data.root, scene.root):
        for trying in (scene.trial().try_share, scene.trial().try_second_place):
            assert "own data" in refused(trying, str(folder)).sentence
    assert list(inside.iterdir()) == []


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        ("write", errno.EACCES, "may not create files"),
        ("write", errno.EROFS, "may not create files"),
        ("write", errno.ENOSPC, "is full"),
        ("write", errno.EIO, "could not create files"),
        ("replace", errno.EACCES, "may not rename files"),
        ("sync", errno.EIO, "could not make folders"),
    ],
)
def test_each_right_that_is_missing_is_named(scene, call, code, told):
    disk = FaultyDisk(only(call, code))
    assert told in refused(scene.trial(disk=disk).try_share, str(scene.share)).sentence
    assert scene.files() == []


def test_the_right_to_delete_is_tried_too(scene):
    """Without it a share over DFS refuses to rename over a file (smbprotocol 85)."""

    def may_not(_path):
        raise PermissionError(errno.EACCES, "Permission denied")

    trial = scene.trial(remove=may_not)
    assert "may not delete files" in refused(trial.try_share, str(scene.share)).sentence
    assert "may not delete files" in refused(trial.try_second_place, str(scene.share)).sentence
    assert scene.files() == []


class Forgetful(FaultyDisk):
    """Says that it wrote, and keeps nothing."""

    def write(self, path: Path, content: bytes) -> None:
        super().write(path, content[:-1])


def test_a_folder_that_gives_back_other_bytes_is_refused(scene):
    trial = scene.trial(disk=Forgetful())
    for trying in (trial.try_share, trial.try_second_place):
        assert "did not give back" in refused(trying, str(scene.share)).sentence
    assert scene.files() == []


def test_a_folder_in_which_another_desk_collects_is_refused_by_its_name(scene, hands):
    other = Scene.__new__(Scene)
    seal, sign, _ = sealing.make_keys()
    other.data = DataFolder(scene.root / "other")
    readers = desk_readers(
        other.data, Site(share=scene.share), secrets=(seal, sign), now=hands, host="other"
    )
    readers[-1].publish(
        Bulletin(hands(), hands(), library="Mill Pond", branches=(Branch("A", "A"),))
    )
    before = sorted(scene.share.rglob("*"))
    assert "Another desk (Mill Pond)" in refused(scene.trial().try_share, str(scene.share)).sentence
    assert sorted(scene.share.rglob("*")) == before


def test_the_desks_own_folder_of_before_is_taken_again(scene, hands):
    readers = desk_readers(
        scene.data, Site(share=scene.share), secrets=(SEAL, SIGN), now=hands, host="desk"
    )
    readers[-1].publish(Bulletin(hands(), hands()))
    assert scene.trial().try_share(str(scene.share)).folder == str(scene.share)
    (scene.share / "bulletin" / "manifest.json").write_text("{", "utf-8")
    assert scene.trial().try_share(str(scene.share)).folder == str(scene.share)


def test_a_synced_folder_is_warned_of(scene):
    trial = scene.trial(service=lambda _folder: "OneDrive")
    assert "OneDrive copies this folder" in trial.try_share(str(scene.share)).warning
    assert "to the internet" in trial.try_second_place(str(scene.share)).warning


def test_a_second_place_on_the_same_disk_is_warned_of(scene):
    stick = scene.root / "stick"
    stick.mkdir()
    place = scene.trial().try_second_place(str(stick))
    assert "same disk" in place.warning
    assert list(stick.iterdir()) == []


def test_a_second_place_on_another_disk_is_good(scene, tmp_path):
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk here")
    assert scene.trial().try_second_place(str(other)).warning == ""


def test_copies_of_all_reports_do_not_go_where_everybody_may_look(scene):
    inside = scene.share / "copies"
    inside.mkdir()
    trial = scene.trial()
    for folder in (scene.share, inside):
        refusal = refused(trial.try_second_place, str(folder), scene.share)
        assert "only you can open" in refusal.sentence
    assert trial.try_second_place(str(scene.share), scene.root / "elsewhere").folder
