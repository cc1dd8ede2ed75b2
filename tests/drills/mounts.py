"""Runs a part of a drill where it may mount disks of its own, which nobody else sees."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# Root needs no user namespace, and inside a changed root it is refused one.
_AS_ROOT = () if os.getuid() == 0 else ("--map-root-user",)
UNSHARE = ("unshare", *_AS_ROOT, "--mount")
_UNSHARE = (*UNSHARE, "--net")


def run_with_mounts(module: str, *arguments: object) -> str:
    """Run a module's main() in a mount namespace of its own; return what it printed.

    A failed assertion in it fails the test. Where neither root nor a user namespace is to be had,
    an ordinary user's run is skipped with the reason; root's run fails, because root can mount.
    """
    if not _may_mount():
        reason = "this drill mounts small disks and neither root nor user namespaces are to be had"
        if os.getuid() == 0:
            pytest.fail(reason)
        pytest.skip(reason)
    ran = subprocess.run(
        [*_UNSHARE, sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _may_mount() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode == 0


def mount_small(folder: Path, size: str, *, inodes: int = 0) -> None:
    """Mount an empty disk of this size, kept in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={size},mode=0700" + (f",nr_inodes={inodes}" if inodes else "")
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "small", folder], check=True)


def unmount(folder: Path) -> None:
    """Take a disk away, at once."""
    subprocess.run(["umount", "-l", folder], check=True)


def make_read_only(folder: Path) -> None:
    """Make a folder one that can be read only, for root too."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
