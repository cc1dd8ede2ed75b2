"""donation cpu as a script sees it: one line for each name, quickly, whatever comes in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from libdesk.app.processors import load_processors
from tests.domain.processor_lists import SUPPORTED, names

ROOT = Path(__file__).parents[2]


def run(*arguments, typed=None, code=0):
    ran = subprocess.run(
        [sys.executable, "-m", "libdesk", "donation", *arguments],
        input=typed if typed is not None else b"",
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "error"},
        timeout=60,
        check=False,
    )
    told, complaint = ran.stdout.decode(), ran.stderr.decode()
    assert "Traceback" not in complaint
    assert ran.returncode == code, complaint
    return told.splitlines(), complaint


def verdicts(lines):
    return [line.split()[0] for line in lines]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz",
            "yes  Intel Core of the 8th generation or newer.",
        ),
        ("i7-4770", "no  Intel Core older than the 8th generation."),
        ("", "check  There is no name. Windows tells it under Settings, System, About."),
        ("\u82f1\u7279\u5c14", "check  No rule knows this name."),
    ],
)
def test_a_name_has_one_line_with_the_verdict_first(name, line):
    lines, complaint = run("cpu", name)
    assert len(lines) == 1
    assert lines[0].startswith(line)
    assert complaint == ""


def test_a_name_needs_no_quotes_and_the_data_folder_may_stand_anywhere(tmp_path):
    lines, _ = run("--data", str(tmp_path), "cpu", "AMD", "Ryzen", "5", "2500U")
    assert verdicts(lines) == ["no"]
    assert verdicts(run("cpu", "i5-8250U", "--data", str(tmp_path))[0]) == ["yes"]
    assert not list(tmp_path.iterdir())


def test_names_from_a_file_have_a_line_each_in_order():
    lines, _ = run("cpu", "-", typed=b"i5-8250U\r\n\ni7-4770\nnonsense\n\n\n")
    assert verdicts(lines) == ["yes", "check", "no", "check"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (b"Intel\xae Core\x99 i5-8250U\n\xff\xfe\x80\n", ["yes", "check"]),
        (b"\xef\xbb\xbfi5-8250U", ["yes"]),
        ("\ufeffi5-8250U\r\ni7-4770\r\n".encode("utf-16-le"), ["yes", "no"]),
        (b"x" * 250_000 + b"\ni5-8250U\n", ["check", "yes"]),
        (b"x" * 250_000, ["check"]),
    ],
    ids=["bad bytes", "byte order mark", "UTF-16", "a long line", "a long last line"],
)
def test_whatever_bytes_come_in_there_is_a_verdict(typed, told):
    assert verdicts(run("cpu", "-", typed=typed)[0]) == told


@pytest.mark.parametrize("typed", [b"", b"\n \n\t\n", b"\0\n"])
def test_no_names_at_all_is_wrong_usage(typed):
    lines, complaint = run("cpu", "-", typed=typed, code=2)
    assert lines == []
    assert complaint.splitlines() == [
        "libdesk: There are no names on standard input. Give one a line."
    ]


@pytest.mark.parametrize("arguments", [(), ("cpu",), ("gpu", "x"), ("cpu", "x", "--json")])
def test_wrong_usage_is_told_in_a_line(arguments):
    lines, complaint = run(*arguments, code=2)
    assert lines == []
    assert complaint.splitlines()[-1].startswith("libdesk: ")


def test_help_tells_what_the_verdicts_mean():
    lines, _ = run("cpu", "--help")
    assert "yes: can run Windows 11.  no: cannot.  check: ask IT, the name alone doesn't tell." in (
        lines
    )
    assert (
        "donation"
        in subprocess.run(
            [sys.executable, "-m", "libdesk", "--help"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        ).stdout
    )


def test_a_whole_list_is_answered():
    listed = list(names(SUPPORTED))
    lines, _ = run("cpu", "-", typed="\n".join(listed).encode())
    assert verdicts(lines) == ["yes"] * len(listed)


def test_it_loads_neither_windows_nor_the_database():
    script = (
        "import sys; from libdesk.__main__ import main; main(['donation', 'cpu', 'i5-8250U']); "
        "print([n for n in ('PySide6', 'sqlalchemy', 'alembic', 'reportlab') if n in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_where_there_is_no_standard_input_there_are_no_names():
    script = (
        "import os, sys; os.close(0); sys.stdin = None; from libdesk.__main__ import main; "
        "raise SystemExit(main(['donation', 'cpu', '-']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("libdesk: There are no names")


def test_the_shipped_rules_are_read():
    assert load_processors().judge("i5-8250U").can.value == "yes"
