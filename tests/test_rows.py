"""The rows of the domain facts that tests carry as markers: none of the form's is missing.

What a marker says is a promise that a reader of the row finds its acceptance idea in the test. That
it is so cannot be counted; that there is one, in a test of the form's own windows, can.
"""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FORM = tuple(f"S{number:02}" for number in range(1, 23))
"""Section 1a: reporting a problem."""
LAST = 112
WINDOWS = ("ui/problems", "app")
"""Where tests use the form as a person does."""


def marked(folder):
    """Yield each test that carries rows: its file, its name and its rows."""
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                rows = [row for mark in node.decorator_list for row in rows_of(mark)]
                if rows:
                    yield path.relative_to(folder).as_posix(), node.name, rows


def rows_of(mark):
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rows":
        return [ast.literal_eval(one) for one in mark.args]
    return []


def missing(folder):
    """Return the rows of the form that no test in its windows carries."""
    carried = {row for path, _, rows in marked(folder) if path.startswith(WINDOWS) for row in rows}
    return [row for row in FORM if row not in carried]


def test_every_row_of_the_form_is_shown_by_a_test_in_its_windows():
    assert missing(HERE) == []


def test_rows_stand_on_tests_only_and_are_rows():
    known = {f"S{number:02}" for number in range(1, LAST + 1)}
    for path, name, rows in marked(HERE):
        assert name.startswith("test_"), (path, name)
        assert set(rows) <= known, (path, name)
        assert len(set(rows)) == len(rows), (path, name)


@pytest.mark.parametrize("place", ["ui/problems/test_a.py", "domain/test_a.py"])
def test_control_a_row_without_a_test_in_a_window_is_named(tmp_path, place):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    rows = ", ".join(f'"{row}"' for row in FORM if row != "S07")
    path.write_text(
        f"import pytest\n\n\n@pytest.mark.rows({rows})\ndef test_it():\n    assert True\n",
        "utf-8",
    )
    assert missing(tmp_path) == (["S07"] if place.startswith("ui") else list(FORM))
