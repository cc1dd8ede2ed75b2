"""LibDesk's private Python environment: made whole beside its place, then put there in one step.

An environment counts only with its stamp, and the stamp is written last; so whatever interrupts
the work, the next start finds either the old environment, the new one, or something to clear away.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from installer import index
from installer.console import Stop, data_home, last_words, log_file, run_logged, say

CHECKOUT = Path(__file__).resolve().parent.parent
WHEELHOUSE = CHECKOUT / "installer" / "wheelhouse"
STAMP = "libdesk-stamp.json"
_LAYOUT = 1  # raised when environments made by an older installer must be made again
_ROOM = 900_000_000  # bytes: 450 MB installed with the test tools, as much again while unpacking
_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError"
    r"|Connection refused|Connection reset|Network is unreachable|Failed to establish"
    r"|name resolution|getaddrinfo failed"
)
# What LibDesk imports of the lock, and the system libraries behind it.
TRIAL = (
    "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtNetwork, PySide6.QtPrintSupport;"
    "import sqlalchemy, alembic, psycopg, platformdirs, nacl.public;"
    "import reportlab.pdfgen.canvas, docx, pypdfium2_raw, PIL.ImageCms, font_source_sans_pro;"
    "import python_calamine"
)


def place(*, tests: bool) -> Path:
    """Return where the environment belongs: the user's data folder, or .venv for the tests."""
    named = os.environ.get("LIBDESK_ENV", "")
    if named:
        # The tests never touch the environment that a person works with.
        return Path(f"{named}-test" if tests else named).expanduser().absolute()
    return CHECKOUT / ".venv" if tests else data_home() / "program"


def lock_file(*, tests: bool) -> Path:
    """Return the lock that the environment is made from."""
    return CHECKOUT / "installer" / ("requirements-test.lock" if tests else "requirements.lock")


def python_in(env: Path, *, windowed: bool = False) -> Path:
    """Return an environment's Python; on Windows `windowed` asks for the one without a console."""
    if sys.platform == "win32":
        return env / "Scripts" / ("pythonw.exe" if windowed else "python.exe")
    return env / "bin" / "python"


def site_packages(env: Path) -> Path:
    """Return an environment's folder of packages.

    Raises:
        Stop: it has none, so it is no environment.
    """
    for folder in (env / "Lib" / "site-packages", *env.glob("lib/python3*/site-packages")):
        if folder.is_dir():
            return folder
    raise Stop(f"{env} is not a Python environment; remove it and start again.")


def _base_python(env: Path) -> str:
    """Return the Python that an environment rests on, or "" when that is gone."""
    python = python_in(env)
    if sys.platform == "win32":
        with suppress(OSError):
            for line in (env / "pyvenv.cfg").read_text("utf-8").splitlines():
                if line.startswith("home"):
                    python = Path(line.partition("=")[2].strip()) / "python.exe"
    return str(python.resolve()) if python.exists() else ""


def stamp_for(env: Path, lock: Path) -> str:
    """Return the stamp that a whole environment made from this lock has."""
    content = hashlib.sha256(lock.read_bytes()).hexdigest()
    return json.dumps({"layout": _LAYOUT, "lock": content, "python": _base_python(env)})


def is_whole(env: Path, lock: Path) -> bool:
    """Say whether an environment is there, complete, of this lock, and its Python still exists."""
    try:
        return (env / STAMP).read_text("utf-8") == stamp_for(env, lock) and bool(_base_python(env))
    except OSError:
        return False


def ensure(
    env: Path,
    lock: Path,
    wheelhouse: Path = WHEELHOUSE,
    *,
    anew: bool = False,
    trial: str = TRIAL,
    pip: Path | None = None,
) -> bool:
    """Make the environment unless it is whole already.

    Args:
        env: its place.
        lock: the requirements, each with its hashes.
        wheelhouse: a folder of wheels; where it exists nothing is fetched from anywhere else.
        anew: make it again even if it is stamped as whole.
        trial: Python that must run in it before it counts.
        pip: a wheel of pip; default the one that came with Python, else one from the index.

    Returns:
        Whether it was made now.

    Raises:
        Stop: it could not be made; what was there before is untouched.
    """
    staging, old = env.with_name(f"{env.name}.new"), env.with_name(f"{env.name}.old")
    if not anew and is_whole(env, lock) and not (staging.exists() or old.exists()):
        return False
    env.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(env) as handle:
        if not anew and is_whole(env, lock):
            _clear(staging)
            _clear(old)
            return False
        if anew or not is_whole(staging, lock):
            _clear(staging)
            _build(staging, env, lock, wheelhouse, handle, pip or _own_pip())
            _try_imports(staging, trial)
            _stamp(staging, lock)
        _clear(old)
        if env.exists():
            rename(env, old)
        rename(staging, env)
        _clear(old)
    return True


def _build(
    staging: Path, env: Path, lock: Path, wheelhouse: Path, handle: int, pip: Path | None
) -> None:
    """Make an environment in `staging` that is meant to be renamed to `env`."""
    free = shutil.disk_usage(env.parent).free
    if free < _ROOM:
        raise Stop(
            f"{env.parent} has {free // 1_000_000} MB free; LibDesk needs {_ROOM // 1_000_000} MB."
        )
    log = log_file("install.log")
    say(f"making a private Python environment: {env}")
    options = ["--without-pip", "--prompt", "libdesk"]
    command = [sys.executable, "-I", "-m", "venv", *options, str(staging)]
    code, output = run_logged(command, log, keep_open=[handle])
    if code:
        raise Stop(f"Python could not make an environment: {last_words(output)}. See {log}.")
    with zipfile.ZipFile(pip or index.fetch_pip(staging, wheelhouse)) as packed:
        packed.extractall(site_packages(staging))
    _install(staging, lock, wheelhouse, log, handle)
    _settle_scripts(staging, env)


def _own_pip() -> Path | None:
    """Return the pip that came with this Python, or None.

    It is unpacked as it is: ensurepip takes seconds to do the same, and Debian keeps it in a
    package of its own.
    """
    spec = importlib.util.find_spec("ensurepip")
    if spec is None or spec.origin is None:
        return None
    for folder in (Path(spec.origin).parent / "_bundled", Path("/usr/share/python-wheels")):
        for wheel in sorted(folder.glob("pip-*-py3-none-any.whl"), reverse=True):
            return wheel
    return None


def _install(staging: Path, lock: Path, wheelhouse: Path, log: Path, handle: int) -> None:
    """Install the lock with pip, hashes checked, naming what is fetched.

    Raises:
        Stop: pip failed; the sentence tells a dead network from the rest.
    """
    say(f"installing packages from {lock.name}")
    command: list[str | Path] = [
        python_in(staging),
        "-I",
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",  # the lock names everything; pip looks for newer extras of it otherwise
        "--only-binary=:all:",
    ]
    command += ["--no-input", "--no-user", "--progress-bar=off", "--disable-pip-version-check"]
    command += ["--no-warn-script-location", "-r", lock]
    if wheelhouse.is_dir():
        command += ["--no-index", f"--find-links={wheelhouse}"]
    environ = {"PIP_RETRIES": "2", **os.environ}
    trusted = index.sources().certificates
    if trusted:
        environ.setdefault("PIP_CERT", trusted)

    def report(line: str) -> None:
        fetched = re.match(r"\s*Downloading (\S+)-[\d.]+\S*-\S+ \((\d\d.* MB)\)", line)
        if fetched:
            say(f"fetching {fetched[1].rpartition('/')[2]}, {fetched[2]}")
        elif line.startswith("Installing collected packages"):
            say(f"unpacking {line.count(',') + 1} packages")

    code, output = run_logged(command, log, on_line=report, environ=environ, keep_open=[handle])
    if not code:
        return
    if "CERTIFICATE_VERIFY_FAILED" in output:
        raise Stop(index.not_trusted("the package index"))
    if not wheelhouse.is_dir() and (_NETWORK.search(output) or not index.answers()):
        raise Stop(index.no_network(index.shown(index.sources().index)))
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    words = last_words(errors[0] if errors else output)
    raise Stop(f"The packages could not be installed: {words} See {log}.")


def _stamp(staging: Path, lock: Path) -> None:
    if sys.platform != "win32":
        os.sync()  # a stamp must not reach the disk before what it vouches for
    (staging / STAMP).write_text(stamp_for(staging, lock), "utf-8")


def _try_imports(staging: Path, trial: str) -> None:
    log = log_file("install.log")
    code, output = run_logged([python_in(staging), "-I", "-c", trial], log)
    if code:
        raise Stop(f"The packages are in but do not load: {last_words(output)}. See {log}.")


def loads(env: Path) -> bool:
    """Say whether everything that LibDesk imports still loads from an environment."""
    code, _ = run_logged(
        [python_in(env), "-I", "-c", f"{TRIAL}, libdesk.__main__"], log_file("install.log")
    )
    return code == 0


def _settle_scripts(staging: Path, env: Path) -> None:
    """Let the environment's scripts name its final place, not the one where it was made."""
    if sys.platform == "win32":
        # The .exe launchers cannot be edited; `python -m` serves for each of them.
        for launcher in (staging / "Scripts").glob("*.exe"):
            if not launcher.name.startswith("python"):
                launcher.unlink()
        return
    was, becomes = os.fsencode(staging), os.fsencode(env)
    for script in (staging / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        content = script.read_bytes()
        if content.startswith(b"\x7fELF") or was not in content:
            continue
        script.write_bytes(content.replace(was, becomes))


def rename(source: Path, target: Path) -> None:
    """Rename a folder; wait up to 3 s for a virus scanner, then say that LibDesk is open.

    Raises:
        Stop: a program holds the folder.
    """
    for _ in range(15):
        try:
            source.rename(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) is None:
                raise
            time.sleep(0.2)  # a virus scanner or an indexer lets go in a moment, and tells nobody
        else:
            return
    raise Stop("LibDesk's program files are in use: close LibDesk and run the same command again.")


def _clear(folder: Path) -> None:
    """Remove a folder that does not count (any more).

    Raises:
        Stop: something in it is in use.
    """
    if not folder.exists():
        return
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise Stop(
            f"{folder} could not be removed ({error.strerror}); close LibDesk and start again."
        ) from error


@contextmanager
def alone(env: Path) -> Iterator[int]:
    """Hold the right to change an environment; a second start waits for the first.

    Yields:
        The lock's handle. pip inherits it, so that after this program is killed the next start
        waits for a pip that is still writing.
    """
    folder = data_home() / "locks"  # not beside the environment: that may be a checkout
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(os.fsencode(env)).hexdigest()[:16]
    handle = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(handle):
            say("another start is at work on this environment: waiting for it")
            while not _locked(handle):
                time.sleep(0.2)  # waiting in the system's own call could not be ended by Ctrl+C
        yield handle
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Take the lock if it is free, and say whether it was."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
