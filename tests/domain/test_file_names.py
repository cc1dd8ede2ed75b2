"""Names of files: whatever a title holds, the file stays in its folder and can be made anywhere."""

from datetime import date
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.file_names import file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Printer eats paper", "Printer eats paper.pdf"),
        ("Visit sheet: Mill Pond", "Visit sheet- Mill Pond.pdf"),
        ("..\\..\\evil.exe", "evil.exe.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("a\0b/../c.png", "a b-..-c.png.pdf"),
        ("C:\\Windows\\x", "C-Windows-x.pdf"),
        ("CON", "Paper CON.pdf"),
        ("nul.txt", "Paper nul.txt.pdf"),
        ("COM1", "Paper COM1.pdf"),
        ("Console", "Console.pdf"),
        ("...", "Paper.pdf"),
        ("", "Paper.pdf"),
        ("\u202egnp.exe", "gnp.exe.pdf"),
        ("line one\r\nline two", "line one line two.pdf"),
        ("Zoe\u0308 [U+0645]", "Zo\u00eb -U+0645.pdf"),
        ("Łódź Ђ 李", "Łódź Ђ 李.pdf"),
    ],
)
def test_a_title_becomes_a_name(title, name):
    assert file_name(title, ".pdf", otherwise="Paper") == name


def test_the_day_stands_at_the_end():
    name = file_name("Mill Pond", ".docx", date(2026, 11, 26), otherwise="Paper")
    assert name == "Mill Pond 2026-11-26.docx"


@given(st.text(max_size=400))
def test_no_title_leads_elsewhere(title):
    name = file_name(title, ".pdf", date(2026, 11, 26), otherwise="Paper")
    assert Path(name).name == name
    assert PureWindowsPath(name).name == name
    assert PureWindowsPath(name).parts == (name,)
    assert name == name.strip()
    assert not name.startswith(".")
    assert name.endswith(" 2026-11-26.pdf")
    assert len(name.encode()) < 220
    assert name.isprintable() or any(ord(sign) > 0x7F for sign in name)
