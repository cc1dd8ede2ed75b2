"""The files of photos and papers: whole or not there, checked when read, and with the copies."""

import errno
import stat
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from libdesk import files
from libdesk.domain.attachments import Owner, OwnerKind, hash_of
from libdesk.domain.rooms import Room
from libdesk.services.attachment_stores import FileState
from libdesk.services.attachments import Attaching
from libdesk.services.backups import Backups, Stopped
from libdesk.services.errors import Unavailable
from libdesk.storage.attachment_files import AttachmentFiles, files_of
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from libdesk.storage.restoring import PuttingBack
from tests.domain.test_attachments import png

CONTENT = b"a photo"
NAME = hash_of(CONTENT)


class FullDisk(files.Disk):
    """A disk that fills up after some writes."""

    def __init__(self, room=0):
        super().__init__()
        self.room = room

    def write(self, path, content):
        if not self.room:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= 1
        super().write(path, content)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "attachments"


@pytest.fixture
def kept(folder):
    return AttachmentFiles(folder)


def path_of(folder, name=NAME):
    return folder / name[:2] / name


def every(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_named_by_its_bytes_and_private(kept, folder):
    assert kept.put(CONTENT) == NAME
    assert every(folder) == [path_of(folder)]
    assert stat.S_IMODE(path_of(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(path_of(folder).parent.stat().st_mode) == 0o700
    assert kept.get(NAME) == CONTENT
    assert kept.has(NAME)
    assert kept.look(NAME) is FileState.SOUND
    ((name, at),) = kept.all()
    assert name == NAME
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=5)


def test_the_same_bytes_again_are_younger(kept, folder):
    import os

    kept.put(CONTENT)
    os.utime(path_of(folder), (1, 1))
    kept.put(CONTENT)
    ((_, at),) = kept.all()
    assert at.year > 2000


def test_a_full_disk_leaves_nothing(folder):
    with pytest.raises(Unavailable, match=r"no space left on device. Nothing of it is left"):
        AttachmentFiles(folder, disk=FullDisk()).put(CONTENT)
    assert every(folder) == []


@pytest.mark.parametrize("spoiled", [b"", b"a phote", CONTENT + b"x"])
def test_a_changed_file_is_told_and_never_given(kept, folder, spoiled):
    kept.put(CONTENT)
    path_of(folder).write_bytes(spoiled)
    assert kept.look(NAME) is FileState.DAMAGED
    with pytest.raises(Unavailable, match="damaged"):
        kept.get(NAME)
    assert kept.put(CONTENT) == NAME
    assert kept.get(NAME) == CONTENT


def test_a_missing_file_is_told(kept):
    assert kept.look(NAME) is FileState.MISSING
    assert not kept.has(NAME)
    with pytest.raises(Unavailable, match="not there"):
        kept.get(NAME)
    kept.remove(NAME)
    assert list(kept.all()) == []


def test_a_folder_in_a_files_place_is_no_file(kept, folder):
    path_of(folder).mkdir(parents=True)
    assert kept.look(NAME) is FileState.DAMAGED
    assert not kept.has(NAME)
    kept.remove(NAME)
    with pytest.raises(Unavailable):
        kept.put(CONTENT)


def test_what_is_no_hash_leads_nowhere(kept):
    with pytest.raises(ValueError, match="no hash"):
        kept.get("../../etc/passwd")


def test_other_files_in_the_folder_are_left_alone(kept, folder):
    kept.put(CONTENT)
    (folder / "note.txt").write_text("mine")
    (folder / NAME[:2] / ".x.part").write_text("cut off")
    (folder / "zz").mkdir()
    (folder / "zz" / NAME).write_text("elsewhere")
    assert [name for name, _ in kept.all()] == [NAME]
    kept.remove(NAME)
    assert list(kept.all()) == []
    assert len(every(folder)) == 3


def test_a_folder_that_can_t_be_read_is_told(folder, tmp_path):
    def iterdir(_self):
        raise PermissionError(errno.EACCES, "Permission denied")

    folder.mkdir()
    away = type("Away", (type(folder),), {"iterdir": iterdir})(folder)
    with pytest.raises(Unavailable, match="permission denied"):
        list(AttachmentFiles(away).all())


def test_what_is_gone_here_comes_back_from_the_copies(kept, folder, tmp_path):
    beside = tmp_path / "backups" / "attachments"
    AttachmentFiles(beside).put(CONTENT)
    healing = AttachmentFiles(folder, (tmp_path / "nowhere", beside))
    assert healing.get(NAME) == CONTENT
    assert kept.look(NAME) is FileState.SOUND
    path_of(folder).write_bytes(b"damaged")
    assert healing.get(NAME) == CONTENT
    assert kept.look(NAME) is FileState.SOUND
    path_of(folder).unlink()
    full = AttachmentFiles(folder, (beside,), FullDisk())
    assert full.get(NAME) == CONTENT
    assert every(folder) == []


def test_only_what_is_missing_is_brought_and_whoever_asks_can_stop_it(kept, folder, tmp_path):
    source = AttachmentFiles(tmp_path / "source")
    names = [source.put(bytes([n])) for n in range(3)]
    bad = tmp_path / "source" / names[2][:2] / names[2]
    bad.write_bytes(b"bad")
    kept.put(bytes([0]))
    assert kept.bring(source, [*names, NAME], lambda: False) == 1
    assert sorted(name for name, _ in kept.all()) == sorted(names[:2])
    with pytest.raises(Stopped):
        kept.bring(source, names, lambda: True)


def test_the_files_lie_beside_the_database_or_in_the_data_folder(tmp_path):
    database = tmp_path / "there" / "libdesk.sqlite"
    assert files_of(database, tmp_path).folder == tmp_path / "there" / "attachments"
    url = "postgresql://desk@server/library"
    assert files_of(url, tmp_path).folder == tmp_path / "attachments"


class Library:
    """A SQLite library with a closet, one photo, and its copies."""

    def __init__(self, path, clock, stick):
        self.path = path
        self.clock = clock
        self.stick = stick
        self.files = files_of(path, path.parent)
        self.database = Database.open(path, now=clock)
        self.attaching = Attaching(self.database.unit, self.files, clock)
        with self.database.unit(write=True) as unit:
            self.closet = Owner(OwnerKind.ROOM, unit.rooms.add(Room("CEN", "Closet")))
        copies = FileCopies(path, lambda: nullcontext(self.database))
        self.backups = Backups(copies, NoteFile(path), clock)
        self.beside = path.parent / "backups" / "attachments"


@pytest.fixture
def library(filled, clock, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = Library(filled, clock, stick)
    yield made
    made.database.close()


def test_a_backup_brings_photos_to_both_places_and_removes_none(library):
    photo = library.attaching.add(library.closet, "a.png", png())
    library.backups.choose_second_place(str(library.stick))
    library.backups.copy_now()
    (second,) = library.stick.iterdir()
    for folder in (library.beside, second / "attachments"):
        assert [path.name for path in every(folder)] == [photo.content_hash]
    library.attaching.remove(photo)
    other = library.attaching.add(library.closet, "b.png", png(width=9))
    library.backups.copy_now()
    for folder in (library.beside, second / "attachments"):
        names = {path.name for path in every(folder)}
        assert names == {photo.content_hash, other.content_hash}
    assert library.backups.state().trouble == ""


def test_a_restore_brings_back_the_photos_that_its_copy_knows(library):
    photo = library.attaching.add(library.closet, "a.png", png())
    content = library.attaching.content(photo)
    made = library.backups.copy_now()
    library.attaching.remove(photo)
    library.files.remove(photo.content_hash)
    library.database.close()
    copy = library.path.parent / "backups" / made.name
    PuttingBack(library.path, library.clock).restore(copy)
    with closing(Database.open(library.path, now=library.clock)) as database:
        attaching = Attaching(database.unit, AttachmentFiles(library.files.folder), library.clock)
        assert attaching.list_of(library.closet) == (photo,)
        assert attaching.content(photo) == content
        assert attaching.check() == ()


def test_a_restore_brings_photos_from_beside_the_copy_on_a_stick(library, tmp_path):
    import shutil

    photo = library.attaching.add(library.closet, "a.png", png())
    library.backups.choose_second_place(str(library.stick))
    made = library.backups.copy_now()
    library.database.close()
    (second,) = library.stick.iterdir()
    shutil.rmtree(library.path.parent)
    library.path.parent.mkdir()
    PuttingBack(library.path, library.clock).restore(second / made.name)
    assert library.files.look(photo.content_hash) is FileState.SOUND


def test_an_export_holds_the_photos_and_what_they_are_of(library, tmp_path):
    import csv

    from libdesk.services.exporting import Exporting
    from libdesk.storage.export_files import ExportFiles

    photo = library.attaching.add(library.closet, "=a.png", png(), "Before")
    gone = library.attaching.add(library.closet, "b.png", png(width=9))
    library.files.remove(gone.content_hash)
    out = tmp_path / "out"
    target = ExportFiles(out, lambda: nullcontext(library.database), pause=lambda _seconds: None)
    exported = Exporting(target, library.clock, "1.2", {}).run()
    assert exported is not None
    assert (exported.rows["rooms"], exported.rows["attachments"]) == (1, 2)
    (file,) = (out / "attachments").iterdir()
    assert file.name == f"{photo.content_hash}.png"
    assert file.read_bytes() == library.attaching.content(photo)
    with (out / "attachments.csv").open(encoding="utf-8-sig", newline="") as lines:
        first, _ = csv.DictReader(lines)
    assert (first["File"], first["Item"], first["Room"]) == (file.name, "", str(library.closet.id))
    assert (first["Name"], first["Words"]) == ("'=a.png", "Before")
    assert "attachments/" in (out / "READ-ME.txt").read_text("utf-8-sig")


def test_an_export_takes_from_the_copies_what_is_damaged_here(library, tmp_path):
    from libdesk.services.exporting import Exporting
    from libdesk.storage.export_files import ExportFiles

    photo = library.attaching.add(library.closet, "a.png", png())
    content = library.attaching.content(photo)
    library.backups.copy_now()
    path_of(library.files.folder, photo.content_hash).write_bytes(content[:9])
    out = tmp_path / "out"
    target = ExportFiles(out, lambda: nullcontext(library.database), pause=lambda _seconds: None)
    assert Exporting(target, library.clock, "1.2", {}).run() is not None
    (file,) = (out / "attachments").iterdir()
    assert file.read_bytes() == content
    assert "libdesk check tells which" in (out / "READ-ME.txt").read_text("utf-8-sig")


def test_check_tells_of_photos_that_are_missing(library, capsys):
    from libdesk.__main__ import main

    photo = library.attaching.add(library.closet, "closet.png", png())
    library.backups.copy_now()
    library.database.close()
    data = str(library.path.parent)
    assert main(["check", "--data", data]) == 0
    assert "photos: sound" in capsys.readouterr().out
    library.files.remove(photo.content_hash)
    assert main(["check", "--data", data]) == 1
    assert "photos: Of the photos and papers 1 is missing (closet.png)." in capsys.readouterr().out
