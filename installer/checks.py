"""`start.py test`: every check of the project, all of them run before the verdict."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from installer.console import say
from installer.environment import CHECKOUT, python_in

_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
CHECKS = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    # The same branches of `sys.platform` everywhere, so that the verdict is the same everywhere.
    ("types", ("-m", "mypy", "--platform", "linux")),
    ("layers", ("-c", _LINT_IMPORTS)),
    ("dead code", ("-m", "vulture")),
    ("dependencies", ("-m", "deptry", ".")),
    # Two processes: a test keeps one core busy, and the smallest computers that run them have two.
    # Each begins with its half in the order of the files; who is ready takes from the other's end.
    ("tests", ("-m", "pytest", "--part", "together", "-n", "2", "--dist", "worksteal")),
    ("tests alone", ("-m", "pytest", "--part", "alone")),
)
_NOT_COMPILED = "PYTHONDONTWRITEBYTECODE"
_NO_TESTS = 5
"""The exit code of pytest when it found nothing to run."""
Outcome = tuple[str, int, float]
"""The name of a check, its exit code, and how many seconds it took."""


def run_all(env: Path, pytest_arguments: Sequence[str], checkout: Path = CHECKOUT) -> int:
    """Run every check in the checkout and list the outcomes.

    Args:
        env: the environment with the test tools.
        pytest_arguments: handed to pytest as they are, for both parts of the tests.
        checkout: what to check.

    Returns:
        0 when all passed, else 1.
    """
    # The tests start LibDesk some hundred times: without compiled files each start takes a third
    # more.
    environ = {name: value for name, value in os.environ.items() if name != _NOT_COMPILED}
    outcomes: list[Outcome] = []
    for name, arguments in CHECKS:
        extra = tuple(pytest_arguments) if "pytest" in arguments else ()
        say(f"check: {name}")
        began = time.monotonic()
        command = [str(python_in(env)), *arguments, *extra]
        code = subprocess.run(command, cwd=checkout, env=environ, check=False).returncode
        outcomes.append((name, code, time.monotonic() - began))
    outcomes = _without_an_empty_part(outcomes)
    for name, code, seconds in outcomes:
        verdict = "passed" if code == 0 else f"FAILED (exit code {code})"
        say(f"{name:<14} {verdict} in {seconds:.1f} s")
    failed = [name for name, code, _ in outcomes if code]
    say(f"{len(failed)} of {len(outcomes)} checks failed" if failed else "every check passed")
    return 1 if failed else 0


def _without_an_empty_part(outcomes: list[Outcome]) -> list[Outcome]:
    """Leave out a part of the tests in which there was nothing to run, unless it was so in both."""
    empty = [one for one in outcomes if one[0].startswith("tests") and one[1] == _NO_TESTS]
    return [one for one in outcomes if one not in empty] if len(empty) == 1 else outcomes
