"""LibDesk itself in its environment: a copy of the checkout's package, refreshed when it changed.

The test environment points at the checkout instead, so that what is tested is what is edited.
"""

import compileall
import hashlib
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from installer.console import say
from installer.environment import CHECKOUT, alone, python_in, rename, site_packages

MARK = ".copied-from"
_IGNORED = ("__pycache__", "*.pyc")


def _files(folder: Path) -> Iterator[Path]:
    """Yield a folder's files in a fixed order, without what Python caches."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
            yield path


def signature(checkout: Path) -> str:
    """Return a hash over the names and contents of the package and its resources."""
    total = hashlib.sha256()
    for part in ("libdesk", "resources"):
        for path in _files(checkout / part):
            content = path.read_bytes()
            name = path.relative_to(checkout).as_posix()
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def refresh(env: Path, checkout: Path = CHECKOUT) -> bool:
    """Copy the package into the environment when the checkout's content differs from the copy.

    Args:
        env: a whole environment.
        checkout: the folder that holds libdesk/ and resources/.

    Returns:
        Whether it was copied now.
    """
    wanted = signature(checkout)
    home = site_packages(env) / "libdesk"
    if _marked(home) == wanted:
        return False
    with alone(env):
        if _marked(home) == wanted:
            return True  # another start has just done it
        say("putting LibDesk into its environment")
        new, old = home.with_name("libdesk.new"), home.with_name("libdesk.old")
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
        ignored = shutil.ignore_patterns(*_IGNORED)
        shutil.copytree(checkout / "libdesk", new, ignore=ignored)
        if (checkout / "resources").is_dir():
            shutil.copytree(checkout / "resources", new / "resources", ignore=ignored)
        compileall.compile_dir(new, quiet=2, stripdir=str(new), prependdir=str(home))
        (new / MARK).write_text(wanted, "utf-8")
        if home.exists():
            rename(home, old)
        rename(new, home)
        shutil.rmtree(old, ignore_errors=True)
        _write_script(env)
    return True


def _marked(home: Path) -> str:
    with suppress(OSError):
        return (home / MARK).read_text("utf-8")
    return ""


def script(env: Path) -> Path:
    """Return the console script of an environment."""
    return env / "Scripts" / "libdesk.cmd" if sys.platform == "win32" else env / "bin" / "libdesk"


def _write_script(env: Path) -> None:
    """Write the console script; a shell line, for a `#!` line cannot hold a path with spaces."""
    target = script(env)
    if sys.platform == "win32":
        target.write_text('@"%~dp0python.exe" -I -m libdesk %*\r\n', "utf-8", newline="")
        return
    target.write_text(
        f'#!/bin/sh\nexec {shlex.quote(str(python_in(env)))} -I -m libdesk "$@"\n', "utf-8"
    )
    target.chmod(0o755)


def point_at_checkout(env: Path, checkout: Path = CHECKOUT) -> None:
    """Let an environment import straight from the checkout."""
    pointer = site_packages(env) / "libdesk-checkout.pth"
    with suppress(OSError):
        if pointer.read_text("utf-8") == f"{checkout}\n":
            return
    pointer.write_text(f"{checkout}\n", "utf-8")
