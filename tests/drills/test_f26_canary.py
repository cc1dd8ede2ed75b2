"""Drill F26: a patron's name that was typed is in the report's own files, and nowhere else.

The scenes are in canary_scene.py and, for the desk, in canary_desk_scene.py. Each runs as a program
of its own with a home, a data folder and a folder for temporary files; afterwards every file in
them is searched, packed ones too, and every name of a file. The desk's ends by kill -9.

What is purged one day asks the same question of the same folders, with fewer places that may keep
words: `left_over(files_with_it(place), ...)`.
"""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.drills.canary_scene import CANARY

ROOT = Path(__file__).parents[2]

CARRIES = (
    r"lasting/(new|sent|cur|[a-z]+)/[^/]+\.(json|report|envelope|state|reply)",
    r"data/inbox/(new|cur|done)/[^/]+",
    r"data/inbox/replies/.+",
)
"""What is a report or a message: it carries the words that were typed."""

DRAFTS = (r"data/drafts/[0-9a-f-]{36}\.draft",)
DESK = (
    r"desk/libdesk\.sqlite(-wal|-shm|-journal)?",
    # What was told to every form is meant to be read there; the rest of the share is sealed. A
    # crash while it is told leaves a half of it in the same place, which goes with the next one
    # (tests/delivery/test_bulletin.py).
    r"(share|desk/inbox)/bulletin/(manifest|parts/[0-9a-f]+)\.json",
    r"(share|desk/inbox)/bulletin/(\.manifest|parts/\.[0-9a-f]+)\.json\.part",
    # The form that sent it keeps it beside its key.
    r"staff/outbox/(new|handed|arrived)/[^/]+\.report",
    r"desk/bulletin/(bulletin\.json|\.bulletin\.json\.part)",
)
"""Where the words of a whole session at the desk may lie."""

REMEMBERED = (r"lasting/contacts\.json",)
"""Whom to ask is remembered for the branch, on purpose: a colleague's name."""


def spellings():
    """The canary as it may lie in a file: plain, as Qt's own text, in a URL, in a letter."""
    plain = CANARY.encode()
    found = [plain, CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"), quote(CANARY).encode()]
    # A third of all places in base64 each spell it in another way; its inner signs tell.
    for pad in range(3):
        coded = base64.b64encode(b"\0" * pad + plain)
        found.append(coded[4 if pad else 0 : -4])
    return found


def run_scene(folder, scene, *, script="canary_scene", ends=0):
    """Run a scene; return its folder.

    Args:
        folder: where there is room for it.
        scene: the name of its test.
        script: the file that it is in.
        ends: how it ends, as a process.
    """
    place = folder / "scene"
    for name in ("home", "tmp", "work", "run", f"{CANARY} folder"):
        (place / name).mkdir(parents=True, mode=0o700)
    home = place / "home"
    environment = os.environ | {
        "LIBDESK_SCENE": str(place),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_RUNTIME_DIR": str(place / "run"),
        "TMPDIR": str(place / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    program = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header"]
    ran = subprocess.run(
        [*program, f"tests/drills/{script}.py::{scene}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ran.returncode == ends, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert CANARY not in ran.stdout + ran.stderr
    return place


def files_with_it(place):
    """Return every file that holds the canary, by its path within the scene."""
    found = []
    for path in sorted(place.rglob("*")):
        if not path.is_file() or path.parent.name == f"{CANARY} folder":
            continue
        contents = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                contents += [archive.read(one) for one in archive.namelist()]
        if any(one in content for one in spellings() for content in contents):
            found.append(str(path.relative_to(place)))
    return found


def names_with_it(place):
    """Return every name that holds it, but for the folder and the file that the patron's are."""
    theirs = place / f"{CANARY} folder"
    return [
        str(path.relative_to(place))
        for path in place.rglob("*")
        if CANARY in path.name and theirs not in (path, path.parent)
    ]


def left_over(found, allowed):
    return [one for one in found if not any(re.fullmatch(f"work/{way}", one) for way in allowed)]


def overheard(place, title="Report a problem"):
    heard = json.loads((place / "overheard.json").read_text())
    assert any(title in one for one in heard)
    return [words for words in heard if CANARY in words]


@pytest.mark.timeout(240)
def test_f26_a_draft_is_the_only_file_that_holds_what_was_typed(tmp_path):
    place = run_scene(tmp_path, "test_a_draft_is_kept")
    found = files_with_it(place)
    assert found != []
    assert left_over(found, DRAFTS) == []
    assert names_with_it(place) == []
    assert overheard(place) == []


@pytest.mark.timeout(240)
def test_f26_reports_and_messages_are_the_only_files_that_hold_what_was_typed(tmp_path):
    place = run_scene(tmp_path, "test_everything_else_happens")
    found = files_with_it(place)
    assert any("lasting" in one for one in found), "the report itself has the words"
    assert left_over(found, (*CARRIES, *REMEMBERED)) == []
    assert names_with_it(place) == []
    assert overheard(place) == []
    drafts = place / "work" / "data" / "drafts"
    assert not list(drafts.rglob("*")), "what was sent is no draft any more"
    assert (place / "work" / "data" / "logs" / "form.log").is_file(), "nothing was searched"


@pytest.mark.timeout(240)
def test_f26_control_a_careless_form_is_found_out(tmp_path):
    place = run_scene(tmp_path, "test_control_what_a_careless_form_leaves")
    found = left_over(files_with_it(place), (*CARRIES, *REMEMBERED, *DRAFTS))
    assert "work/data/logs/form.log" in found
    assert "home/.config/QtProject.conf" in found
    assert "tmp/careless.txt" in found
    assert overheard(place) == [f"{CANARY} saw"]


KILLED = -signal.SIGKILL


@pytest.mark.timeout(240)
def test_f26_a_session_at_the_desk_that_ends_by_a_crash_leaves_words_in_the_database_only(tmp_path):
    script = "canary_desk_scene"
    place = run_scene(tmp_path, "test_a_whole_session", script=script, ends=KILLED)
    found = files_with_it(place)
    assert "work/desk/libdesk.sqlite" in found, "the database itself has the words"
    assert left_over(found, DESK) == []
    assert names_with_it(place) == []
    assert overheard(place, "LibDesk") == []
    log = (place / "work" / "desk" / "logs" / "desk.log").read_text("utf-8")
    assert "ValueError" in log, "nothing was searched"
    assert (place / "work" / "bundle.zip").is_file()


@pytest.mark.timeout(240)
def test_f26_control_a_careless_desk_is_found_out(tmp_path):
    script = "canary_desk_scene"
    scene = "test_control_what_a_careless_desk_leaves"
    place = run_scene(tmp_path, scene, script=script, ends=KILLED)
    found = left_over(files_with_it(place), DESK)
    for one in ("bundle.zip", "desk/logs/desk.log", "desk/windows.ini"):
        assert f"work/{one}" in found
    assert overheard(place, "LibDesk") == [f"{CANARY} saw"]


@pytest.mark.parametrize("pad", range(9))
def test_f26_control_the_search_sees_through_base64(tmp_path, pad):
    (tmp_path / "mail").write_bytes(base64.b64encode(b"x" * pad + CANARY.encode() + b"yyy"))
    assert files_with_it(tmp_path) == ["mail"]
