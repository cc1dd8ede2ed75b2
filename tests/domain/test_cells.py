"""Cells of a CSV file: no text becomes a formula, and every text comes back as it was."""

import csv
import io
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.cells import defuse, restore, text_of

FORMULAS = [
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "\t=1",
    " =1",
    "\xa0=1",
    "\u200b=1",
    "\ufeff-1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "+49 30 1234567",
    "-",
    "\t",
    "\t\t@x",
    "|x",
    "%x",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_b63_what_a_spreadsheet_would_run_gets_an_apostrophe_before_it(formula):
    assert defuse(formula) == f"'{formula}"
    assert restore(defuse(formula)) == formula


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_b63_a_formula_after_a_newline_is_one_too(newline):
    text = f"It says{newline}=HYPERLINK(1){newline}and more"
    assert defuse(text) == f"It says{newline}'=HYPERLINK(1){newline}and more"
    assert restore(defuse(text)) == text


@pytest.mark.parametrize("text", ["", "Gray stripes", "1-2", "a = b", "toner < 10% & rising", "\n"])
def test_plain_words_stay_as_they_are(text):
    assert defuse(text) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "'tis", "a\n'b", " '", "'"])
def test_an_apostrophe_that_was_typed_comes_back(text):
    assert restore(defuse(text)) == text
    assert defuse(text) != text


@given(st.text(st.sampled_from("=+-@'\t\r\n \xa0\u200b\uff1dab1|%")))
def test_every_text_comes_back_and_no_line_of_it_is_a_formula(text):
    cell = defuse(text)
    assert restore(cell) == text
    for line in cell.replace("\r", "\n").split("\n"):
        bare = line.lstrip(" \t\xa0\u200b")
        assert not bare.startswith(("=", "+", "-", "@", "\uff1d", "|", "%"))
        assert not line.startswith("\t")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_through_a_csv_file_every_text_comes_back(text):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([defuse(text)])
    file.seek(0)
    ((cell,),) = csv.reader(file) if text else [("",)]
    assert restore(cell) == text


def test_values_read_as_people_write_them():
    there = datetime(2026, 11, 23, 9, 5, 7, 123, tzinfo=timezone(timedelta(hours=-6)))
    values = (None, True, False, 7, -7, date(2026, 11, 3), there, "words")
    assert [text_of(one) for one in values] == [
        "",
        "yes",
        "no",
        "7",
        "-7",
        "2026-11-03",
        "2026-11-23 15:05:07",
        "words",
    ]
    assert text_of(datetime(1999, 1, 2, tzinfo=UTC)) == "1999-01-02 00:00:00"


def test_a_long_line_of_signs_takes_no_long_time():
    began = time.process_time()
    for text in (" " * 1_000_000, "=" * 1_000_000, "\n " * 500_000, "\t" * 1_000_000):
        assert restore(defuse(text)) == text
    assert time.process_time() - began < 2
