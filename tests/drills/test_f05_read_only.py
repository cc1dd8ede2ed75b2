"""F5: the outbox, the share or the desk's side of it can be read only.

What is there is shown, what can still leave leaves, what is typed stays with its sender and can be
kept elsewhere, and nothing is lost or doubled once the folder can be written to again.
"""

import os
import subprocess
import sys

import pytest

from libdesk.delivery.outbox import FileOutbox
from tests.delivery.corner import a_report
from tests.drills.mounts import ROOT, run_with_mounts
from tests.services.fakes import Hands


@pytest.mark.parametrize("scene", ["outbox", "share", "desk", "commands", "control"])
def test_f5_read_only(tmp_path, scene):
    run_with_mounts("tests.drills.read_only", scene, tmp_path)


SCRIPT = """
import os, sys
from pathlib import Path
from libdesk.delivery.outbox import FileOutbox
from libdesk.services.errors import Unavailable
from tests.delivery.corner import a_report
from tests.services.fakes import Hands

if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
outbox = FileOutbox(Path(sys.argv[1]), lasts=True, now=Hands())
try:
    outbox.keep(a_report())
except Unavailable as trouble:
    sys.stdout.write(trouble.sentence + "\\n")
sys.stdout.write(str(len(outbox.list())))
"""


@pytest.mark.parametrize(("mode", "is_kept"), [(0o500, False), (0o700, True)])
def test_f5_a_folder_without_the_right_to_write(tmp_path, mode, is_kept):
    """The rights of a person, not of root; with them the same steps keep the report."""
    folder = tmp_path / "outbox"
    FileOutbox(folder, lasts=True, now=Hands()).keep(a_report())
    for path in (folder, *folder.rglob("*")):
        if os.getuid() == 0:
            os.chown(path, 65534, 65534)
        if path.is_dir():
            path.chmod(mode)
    for parent in tmp_path.parents[:3]:  # of this process, of this run, of this person
        if os.getuid() == 0 and parent.name != "tmp":
            parent.chmod(parent.stat().st_mode | 0o011)
    tmp_path.chmod(0o711)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = ran.stdout.splitlines()
    if is_kept:
        assert told == ["2"]
    else:
        assert told[0].startswith(f"LibDesk may not write to the folder {folder}; nothing was lost")
        assert told[1] == "1"
