"""Exporting: everything or nothing, row by row, and stopped whenever somebody likes."""

import pytest

from libdesk.domain.export_subjects import SUBJECTS
from libdesk.domain.exports import DATABASE, READ_ME
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.exporting import ROWS_AT_ONCE, Exporting
from tests.services.fakes import Trouble

TILES = {"PRINT": "Printer or copier"}


class MemorySnapshot:
    """Data as it stood at one moment."""

    def __init__(self):
        self.tables: dict[str, list[tuple[object, ...]]] = {
            "problems": [(1, "=cmd", True), (2, None, False)],
            "branches": [("CEN",)],
        }
        self.shown = [("a.1.png", b"pixels")]
        self.kept = [("ab12.pdf", b"paper")]

    def count(self):
        return sum(map(len, self.tables.values())) + len(self.shown)

    def rows(self, subject):
        yield from self.tables.get(subject, ())

    def pictures(self):
        yield from self.shown

    def attachments(self):
        yield from self.kept

    def word(self, key):
        return "Larkmere" if key == "library" else ""


class MemoryFolder:
    """Where an export goes, in memory."""

    def __init__(self, *, is_server=False):
        self.snapshot = MemorySnapshot()
        self.written = {}
        self.is_finished = False
        self.discarded = 0
        self.has_database = False
        self.is_server = is_server
        self.full = Trouble()
        self.last = Trouble()
        self.copied = [(0, 4), (2, 4), (4, 4)]

    def begin(self):
        self.full()
        if self.written:
            raise Refusal("It is not empty.")

    def take(self, between):
        for done, of in self.copied:
            if not between(done, of):
                return None
        self.has_database = not self.is_server
        return self.snapshot

    def write_table(self, name, lines):
        self.written[name] = list(lines)
        self.full()

    def write_picture(self, name, content):
        self.written[name] = content

    def write_attachment(self, name, content):
        self.written[f"attachments/{name}"] = content

    def write_note(self, name, text):
        self.written[name] = text

    def finish(self):
        self.last()
        self.is_finished = True

    def discard(self):
        self.discarded += 1
        self.written.clear()


@pytest.fixture
def folder():
    return MemoryFolder()


def export(folder, hands, progress=lambda _done, _of: True):
    return Exporting(folder, hands, "1.2", TILES).run(progress)


def test_every_table_is_written_and_the_sums_are_those_of_its_rows(folder, hands):
    exported = export(folder, hands)
    assert folder.is_finished
    for subject in SUBJECTS:
        header, *rows = folder.written[subject.file]
        assert header == subject.header
        assert exported.rows[subject.key] == len(rows)
    assert folder.written["problems.csv"][1:] == [("1", "'=cmd", "yes"), ("2", "", "no")]
    assert folder.written["a.1.png"] == b"pixels"
    text = folder.written[READ_ME]
    assert "everything of Larkmere" in text
    assert any("problems.csv" in line and "2 rows" in line for line in text.splitlines())
    assert set(exported.files) - {"pictures", DATABASE} <= set(folder.written)
    assert DATABASE in exported.files


def test_of_a_server_there_is_no_file(hands):
    folder = MemoryFolder(is_server=True)
    exported = export(folder, hands)
    assert not exported.has_database
    assert DATABASE not in exported.files
    assert "pg_dump" in folder.written[READ_ME]


def test_it_tells_how_far_it_is_and_never_goes_back(folder, hands):
    folder.snapshot.tables["history"] = [("x",)] * (3 * ROWS_AT_ONCE)
    told = []

    def progress(done, of):
        told.append(done / of)
        return True

    export(folder, hands, progress)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) > 6


def test_stopped_at_any_moment_it_leaves_nothing(hands):
    for moment in range(20):
        folder = MemoryFolder()
        folder.snapshot.tables["history"] = [("x",)] * (2 * ROWS_AT_ONCE)
        left = iter([True] * moment)
        exported = export(folder, hands, lambda _done, _of, left=left: next(left, False))
        if exported is not None:
            break
        assert folder.written == {}
        assert folder.discarded == 1
        assert not folder.is_finished
    assert moment > 5, "it was stopped at several moments, and then went through"


def test_an_empty_library_is_exported_too(folder, hands):
    folder.snapshot.tables, folder.snapshot.shown = {}, []
    folder.copied = [(0, 0)]
    assert set(export(folder, hands).rows.values()) == {0}


def test_what_is_there_already_is_left_as_it_is(folder, hands):
    folder.written["mine.txt"] = "mine"
    with pytest.raises(Refusal):
        export(folder, hands)
    assert folder.written == {"mine.txt": "mine"}
    assert folder.discarded == 0


def test_a_disk_that_gets_full_leaves_nothing(folder, hands):
    def progress(_done, _of):
        folder.full.start("The disk is full.")
        return True

    with pytest.raises(Unavailable):
        export(folder, hands, progress)
    assert folder.written == {}
    assert folder.discarded == 1


def test_one_that_fails_in_its_last_step_leaves_nothing(folder, hands):
    folder.last.start("The disk is full.")
    with pytest.raises(Unavailable):
        export(folder, hands)
    assert folder.written == {}
    assert folder.discarded == 1
    assert not folder.is_finished
