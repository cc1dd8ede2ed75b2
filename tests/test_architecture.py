"""The rules of the house, checked on every run: layers, sizes, names, writing."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "libdesk"
FILES = sorted(PACKAGE.rglob("*.py"))
WRITERS_OF_DATA = [
    # Not the durable way itself, the log, and what a command writes to a file that was named.
    path
    for path in FILES
    if path.name not in {"files.py", "logs.py"} and path.parent.name != "app"
]
FILE_LIMIT = 500
FUNCTION_LIMIT = 50
METHOD_LIMIT = 20
WINDOW_LIMIT = 250
POOR_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "misc", "mixins"}
TOP_LEVEL = {
    ".ci",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "installer",
    "libdesk",
    "pyproject.toml",
    "resources",
    "tests",
}


def tree(path):
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_is_of_a_natural_size(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= (WINDOW_LIMIT if path.name.endswith("desk_window.py") else FILE_LIMIT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_functions_and_classes_are_of_a_natural_size(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LIMIT, f"{node.name} has {length} lines"
        if isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            assert len(methods) <= METHOD_LIMIT, f"{node.name} has {len(methods)} methods"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_says_what_is_in_it(path):
    assert ast.get_docstring(tree(path)), "a module docstring is missing"


def test_no_room_is_called_by_a_name_that_says_nothing():
    assert not [path for path in FILES if set(path.with_suffix("").parts) & POOR_NAMES]


def test_the_top_level_holds_only_what_the_house_plan_names():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:  # not a checkout: an unpacked source archive
        names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    else:
        names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert names <= TOP_LEVEL


def test_the_layers_hold():
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_unpickles_or_evaluates(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            assert not names & {"pickle", "shelve", "marshal", "yaml"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_pattern_repeats_a_group_possessively(path):
    """Python 3.11.2, which Debian 12 brings, takes half a turn too many; `(?>(…)*)` is right."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            pattern = ast.unparse(node.args[0])
            assert not re.search(r"\)([*+?]|\{[0-9,{}]+\})\+", pattern), pattern


@pytest.mark.parametrize(
    "path", WRITERS_OF_DATA, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_data_is_only_written_through_the_durable_way(path):
    """A bare open(..., "w") leaves an empty file behind after a power cut."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        assert name not in {"write_text", "write_bytes"}, f"line {node.lineno}"
        if (isinstance(node.func, ast.Name) and node.func.id == "open") or name == "open":
            modes = [one.value for one in node.args if isinstance(one, ast.Constant)]
            written = any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes[:2])
            assert not written, f"line {node.lineno}"


def test_the_form_starts_without_the_database_and_the_papers():
    script = (
        "import sys; import libdesk.app.staff; "
        "print(' '.join(n for n in ('sqlalchemy', 'alembic', 'reportlab', 'psycopg', 'nacl', "
        "'PySide6.QtPrintSupport', 'email', 'smtplib') if n in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""
