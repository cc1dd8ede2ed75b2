"""Drill F23: whatever is in a table file, reading it ends within 5 s in a table or a refusal.

Texts are made up by hypothesis; files of each kind are damaged by the thousand in the capped child
(importer_child.py), as they are read in earnest, and never take more than 300 MB. Others are made
to do harm (hostile_tables.py): by chance, and each way that is known by its name.
"""

import csv
import random
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libdesk.delivery.tables import capped
from libdesk.delivery.tables.capped import Limits
from libdesk.delivery.tables.encodings import ENCODINGS
from libdesk.delivery.tables.reading import look, read_table
from libdesk.domain.tables import ReadChoice
from libdesk.services.errors import Refusal
from tests.delivery.tables.spreadsheets import SMALL, xlsx
from tests.drills.hostile_tables import HOSTILE, MADE
from tests.drills.hostile_tables import SHORT as SHORT_NAMES
from tests.drills.importer_child import damaged, seeds

JOB = "tests.drills.importer_child:read_many"
MEMORY_KB = 300_000
TIME_S = 5.0
BATCH = 250
SHORT, SHORT_MADE, LONG = 250, 50, 20_000
LONG_TEXTS = 100_000

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a child's own memory")

PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(['"', '""', '"\n', ",", ";", "\t", "|", "\n", "\r", "\r\n", "sep=;\n", "'=1"]),
    st.sampled_from(["00123", "1.23E+11", "45000", "3/12/2026", "Tag", "\ufeff", "\0", "=1", "x"]),
)
CONTENTS = st.one_of(
    st.binary(max_size=200),
    st.builds(
        lambda pieces, encoding: "".join(pieces).encode(encoding, "replace"),
        st.lists(PIECES, max_size=40),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    ),
)
CHOICES = st.builds(
    ReadChoice,
    st.none() | st.sampled_from(ENCODINGS),
    st.none() | st.sampled_from(",;\t|"),
    st.none() | st.just("Sheet 1"),
    st.none() | st.integers(-1, 5),
)


def is_a_table_or_a_refusal(content, choice):
    with TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_bytes(content)
        try:
            table = read_table(path, choice)
        except Refusal:
            return
        assert all(len(row.cells) == len(table.headings) for row in table.rows)
        assert look(path, choice).rows


@given(CONTENTS, CHOICES)
def test_any_text_is_a_table_or_a_refusal(content, choice):
    is_a_table_or_a_refusal(content, choice)


@pytest.mark.long
@pytest.mark.timeout(3_600)
@settings(max_examples=LONG_TEXTS)
@given(CONTENTS, CHOICES)
def test_any_text_is_a_table_or_a_refusal_long(content, choice):
    is_a_table_or_a_refusal(content, choice)


def read_damaged(kind, folder, count):
    outcomes: Counter[str] = Counter()
    for first in range(0, count, BATCH):
        outcomes += batch(kind, folder, first, min(BATCH, count - first))
    assert outcomes.total() == count
    assert outcomes["table"] > 0 < outcomes["refusal"]


def batch(kind, folder, first, count):
    """Read a batch; where the child was ended by its limit, one file after the other."""
    arguments = {"kind": kind, "folder": str(folder), "first": first, "count": count}
    try:
        told = capped.run(JOB, arguments, limits=Limits(time_s=TIME_S * count))
    except Refusal as refused:
        if "needs more memory" not in refused.sentence:
            raise
        if count == 1:
            return Counter(ended=1)
        halves = ((first, count // 2), (first + count // 2, count - count // 2))
        return sum((batch(kind, folder, *half) for half in halves), Counter())
    assert told["uncaught"] == []
    assert told["slowest"] < TIME_S
    assert told["peak_kb"] < MEMORY_KB
    return Counter(told["outcomes"])


KINDS = sorted({**seeds(), **MADE})


@linux
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_a_table_or_a_refusal(kind, tmp_path):
    # What is made to do harm ends its child now and then, and each time that costs some seconds.
    read_damaged(kind, tmp_path, SHORT_MADE if kind in MADE else SHORT)


@linux
@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_a_table_or_a_refusal_long(kind, tmp_path):
    read_damaged(kind, tmp_path, LONG)


def read_hostile(folder, names):
    """Read files that are made to do harm: in rows or a plain refusal, in time, within memory."""
    paths = {}
    for number, name in enumerate(names):
        paths[name] = folder / f"{number}.list"
        paths[name].write_bytes(HOSTILE[name]())
    arguments = {name: str(path) for name, path in paths.items()}
    limits = Limits(memory_bytes=2_000_000_000, time_s=20.0 * len(names))
    told = capped.run("tests.drills.importer_child:weigh", arguments, limits=limits)
    assert list(told) == list(names)
    for name, (outcome, time_s, peak_kb) in told.items():
        assert "made a mistake" not in outcome, name
        assert time_s < TIME_S, name
        assert peak_kb < MEMORY_KB, name


@linux
def test_a_file_that_is_made_to_do_harm_does_none(tmp_path):
    read_hostile(tmp_path, SHORT_NAMES)


@linux
@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_file_that_is_made_to_do_harm_does_none_long(tmp_path):
    read_hostile(tmp_path, HOSTILE)


def test_control_a_reader_without_care_fails_at_such_files(tmp_path):
    """The damage is worth reading: the plain csv module raises at many of the same files."""
    failed = 0
    path = tmp_path / "list.csv"
    for number in range(200):
        path.write_bytes(damaged(seeds()["utf-8"], random.Random(number)))
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                list(csv.reader(stream, delimiter=";"))
        except (UnicodeDecodeError, csv.Error):
            failed += 1
    assert failed > 10


@linux
def test_control_a_far_cell_would_fill_the_memory_without_the_look_before(tmp_path):
    """The library alone takes the child's end for it; the look before names the cell."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx(SMALL + far))
    with pytest.raises(Refusal, match="needs more memory"):
        capped.run("tests.drills.importer_child:read_carelessly", {"path": str(path)})
    with pytest.raises(Refusal, match="far away"):
        capped.read_table(path)
