"""The random walk through the form: whatever is tapped, typed, told and turned, nothing is lost.

It found several ends with signal 11. So it runs in a process of its own, whose last steps are told
when it ends without a word; see form_walk.py for what it does and what it looks at.
"""

import os
import subprocess
import sys
from pathlib import Path
from random import SystemRandom

import pytest

ROOT = Path(__file__).parents[2]
SHORT, LONG = 100, 500
LONG_WALKS = 20
TIMEOUT_S = 110
LAST = 30
"""Lines that are told of a walk that did not end well."""


def walk(folder, seed, steps, careless=""):
    """Walk in a process of its own; return how it ended and all that it said."""
    folder.mkdir()
    log = folder / "walk.log"
    program = [sys.executable, "-m", "tests.drills.form_walk"]
    with log.open("wb") as said:
        ended = subprocess.run(
            [*program, str(folder), str(seed), str(steps), *([careless] if careless else [])],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=said,
            stderr=subprocess.STDOUT,
            timeout=TIMEOUT_S,
            check=False,
        )
    return ended.returncode, log.read_text("utf-8", "replace").splitlines()


def told(seed, steps, code, lines):
    """What to say of a walk that did not end well: how to take it again, and its last steps."""
    again = f"python -m tests.drills.form_walk an-empty-folder {seed} {steps}"
    return "\n".join((f"seed {seed} ended with {code}; again: {again}", *lines[-LAST:]))


def check(folder, seed, steps):
    code, lines = walk(folder, seed, steps)
    assert code == 0, told(seed, steps, code, lines)
    assert lines[-1].startswith("walked "), told(seed, steps, code, lines)


def test_a_random_walk_through_the_form_keeps_every_promise(tmp_path):
    check(tmp_path / "walk", SystemRandom().randrange(10**6), SHORT)


@pytest.mark.long
@pytest.mark.parametrize("number", range(LONG_WALKS))
def test_twenty_long_walks_keep_every_promise(tmp_path, number):
    check(tmp_path / "walk", SystemRandom().randrange(10**6), LONG)


@pytest.mark.parametrize(
    ("careless", "words"),
    [
        ("keep_twice", "reports were kept, and Send was pressed"),
        ("forget", "words are lost"),
        ("show_two_pages", "these pages are shown"),
        ("grow_wide", "3000 pixels wide"),
        ("lose_focus", "which nobody sees"),
    ],
)
def test_control_a_form_that_breaks_a_promise_is_found_out(tmp_path, careless, words):
    code, lines = walk(tmp_path / "walk", 1, 0, careless)
    assert code == 1, told(1, 0, code, lines)
    assert any(line.startswith("broken: ") and words in line for line in lines), lines[-LAST:]


@pytest.mark.skipif(os.name == "nt", reason="a signal ends it")
def test_control_a_native_crash_tells_its_last_steps(tmp_path):
    code, lines = walk(tmp_path / "walk", 1, SHORT, "crash")
    assert code < 0
    last = told(1, SHORT, code, lines)
    assert "Fatal Python error: Segmentation fault" in "\n".join(lines)
    assert any(line.split()[0].isdigit() for line in lines if line.strip()), "it tells its steps"
    assert "seed 1 ended with -11" in last
