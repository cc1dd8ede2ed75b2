"""The words for tables from files."""

import pytest
from PySide6.QtCore import QLocale

from libdesk.delivery.tables.delimited import DELIMITERS
from libdesk.delivery.tables.encodings import ENCODINGS
from libdesk.domain.tables import Note, NoteKind
from libdesk.ui.table_words import delimiter_words, encoding_words, note_words, rows_words

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
HEADINGS = ("Tag", "", "Serial")


@pytest.mark.parametrize("kind", NoteKind)
def test_each_note_is_a_sentence_of_its_own(kind):
    words = {note_words(Note(one, (3,), 2, "x"), HEADINGS, ENGLISH) for one in NoteKind}
    assert len(words) == len(NoteKind)
    said = note_words(Note(kind, (3,), 2, "x"), HEADINGS, ENGLISH)
    assert said.endswith(".")
    assert "{" not in said


def test_a_note_names_its_rows_its_column_and_a_sample():
    cut = Note(NoteKind.NUMBER_LOOKS_CUT, (3, 1_204), 2, "1.23E+11")
    assert note_words(cut, HEADINGS, ENGLISH) == (
        "Column C, “Serial”: a spreadsheet program has cut long numbers, such as 1.23E+11, in rows "
        "3, 1,204. They are kept as they stand; look up the whole numbers."
    )
    assert "Column B: there" in note_words(Note(NoteKind.NO_HEADING, column=1), HEADINGS, ENGLISH)
    assert "Column D: there" in note_words(Note(NoteKind.NO_HEADING, column=3), HEADINGS, ENGLISH)
    assert "131,072" in note_words(Note(NoteKind.ROW_SKIPPED, (2,)), HEADINGS, ENGLISH)
    zeros = Note(NoteKind.ZEROS_LOOK_LOST, sample="00000")
    assert "(as 00000)" in note_words(zeros, HEADINGS, ENGLISH)


def test_braces_in_a_cell_are_no_places_to_fill_in():
    odd = Note(NoteKind.DUPLICATE_HEADING, column=0, sample="{rows}")
    assert "{column}" in note_words(odd, ("{column}",), ENGLISH)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((3,), "row 3"),
        ((3, 5), "rows 3, 5"),
        ((1, 2, 3, 4, 5), "rows 1, 2, 3, 4, 5"),
        (tuple(range(1, 1_206)), "rows 1, 2, 3, 4, 5 and 1,200 more"),
    ],
)
def test_a_few_rows_are_named_and_the_rest_is_counted(numbers, words):
    assert rows_words(numbers, ENGLISH) == words


def test_each_choice_has_its_words():
    assert len(set(map(encoding_words, ENCODINGS))) == len(ENCODINGS)
    assert len(set(map(delimiter_words, DELIMITERS))) == len(DELIMITERS)
