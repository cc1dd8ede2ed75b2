"""What an export says of itself: every table, every column, and how many rows there are."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from libdesk.domain.export_subjects import SUBJECTS, subject
from libdesk.domain.exports import (
    Facts,
    listed,
    picture_file,
    plain,
    read_me,
    sheet_picture_file,
)
from libdesk.domain.problems import Picture, ReportId

AT = datetime(2026, 11, 23, 14, tzinfo=UTC)
ROWS = {one.key: number for number, one in enumerate(SUBJECTS)}


def facts(**parts):
    told = {"library": "Larkmere", "has_database": True, **parts}
    return Facts(AT, "1.2", rows=ROWS, tiles={"PRINT": "Printer or copier"}, **told)


def test_the_text_explains_every_table_and_every_column():
    text = read_me(facts())
    assert "everything of Larkmere, as it stood on 2026-11-23 14:00:00 (UTC)" in text
    for one in SUBJECTS:
        assert f"{one.file}: {one.tells}" in text
        for column in one.columns:
            assert column.name
            assert column.tells
            assert f"  {column.name:26} {column.tells}" in text
    assert "PRINT      Printer or copier" in text


@pytest.mark.parametrize(("key", "words"), [("problems", "0 rows"), ("follow-ups", "1 row ")])
def test_the_rows_are_told_beside_each_table(key, words):
    (line,) = [line for line in read_me(facts()).splitlines() if line.startswith(f"  {key}.csv")]
    assert words in line


def test_it_warns_of_the_keys_where_the_database_is_in_it_and_says_where_it_is_not():
    assert "private keys" in read_me(facts())
    elsewhere = read_me(facts(has_database=False, library=""))
    assert "holds the desk's private keys" not in elsewhere
    assert "pg_dump" in elsewhere
    assert "everything, as it stood" in elsewhere


def test_no_line_is_too_wide_for_a_small_window():
    assert max(map(len, read_me(facts()).splitlines())) <= 125


def test_names_of_columns_are_told_apart():
    for one in SUBJECTS:
        assert len(set(one.header)) == len(one.header)


def test_a_pictures_file_is_never_named_by_what_somebody_typed():
    report_id = ReportId(UUID(int=7))
    evil = Picture("..\\..\\evil.exe", "image/png", b"")
    assert picture_file(report_id, 2, evil) == f"{report_id}.2.png"
    assert picture_file(report_id, 1, Picture("a.png", "x/y", b"")) == f"{report_id}.1.bin"


def test_words_of_the_program_are_written_as_people_read_them():
    assert plain("when_we_can") == "when we can"
    assert plain(None) == ""
    assert listed({"sees": ("faint", "gray"), "paper": "yes"}) == "sees: faint, gray; paper: yes"


@pytest.mark.parametrize(
    ("sheet_id", "name"),
    [
        ("paper-jam", "sheet-paper-jam.3.jpg"),
        ("../../etc/passwd", "sheet-etcpasswd.3.jpg"),
        ("a\\b:c\x00é.", "sheet-abc.3.jpg"),
    ],
)
def test_the_name_of_a_sheets_picture_leads_nowhere(sheet_id, name):
    assert sheet_picture_file(sheet_id, 3, "jpg") == name


def test_a_table_is_found_by_its_key():
    assert [subject(one.key) for one in SUBJECTS] == list(SUBJECTS)
    assert subject("item-history").file == "item-history.csv"
