"""The two icons, "LibDesk" and "Report a problem": on the desktop and in the menu.

Linux gets .desktop files after the Desktop Entry Specification 1.5 (named as version 1.0, which
every validator knows); Windows gets .lnk files. Every file is looked at after it was made.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from libdesk import files, paths
from libdesk.app import winlink
from libdesk.services.errors import Unavailable

MARK = "X-LibDesk-Shortcut=true"
_TRUST_WAIT_S = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One icon.

    Args:
        name: what stands under it.
        comment: what it says when the pointer rests on it; by the name LibDesk in it a Windows
            shortcut is known as ours.
        file: the name of its .desktop file and of its window under Wayland, without the ending.
        window_class: what its window answers to under X11, so that the panel shows its icon.
        arguments: what LibDesk is started with.
        icon: the name of its picture in resources/icons, without the ending.
        keywords: what people may type in a menu's search.
    """

    name: str
    comment: str
    file: str
    window_class: str
    arguments: tuple[str, ...]
    icon: str
    keywords: str


ENTRIES = (
    Entry(
        name="LibDesk",
        comment="LibDesk: the library's problems, equipment and plans",
        file="libdesk",
        window_class="LibDesk",
        arguments=(),
        icon="libdesk",
        keywords="library;inbox;equipment;help desk;",
    ),
    Entry(
        name="Report a problem",
        comment="Tell LibDesk's desk what does not work",
        file="libdesk-report",
        window_class="libdesk-report",
        arguments=("report",),
        icon="report",
        keywords="problem;broken;help;computer;printer;",
    ),
)


AT_LOG_ON = Entry(
    name="Take reports to IT",
    comment="Takes what LibDesk kept while the network was down to IT's desk",
    file="libdesk-deliver",
    window_class="libdesk-deliver",
    arguments=("report", "--at-log-on"),
    icon="report",
    keywords="",
)
"""Started at each log-on: it opens no window, and ends at once where nothing is kept or awaited."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where icons go.

    Attributes:
        desktop: None for people who have switched their desktop's folder off.
        menu: the programs' menu.
        log_on: what is started at log-on; None leaves that out.
    """

    desktop: Path | None
    menu: Path
    log_on: Path | None = None

    def each(self) -> tuple[Path, ...]:
        """Return the folders there are."""
        return (self.menu,) if self.desktop is None else (self.desktop, self.menu)


def install(
    command: Sequence[str],
    data: Path | None,
    *,
    folders: Folders | None = None,
    gio: str | None = None,
) -> tuple[Path, ...]:
    """Make both icons on the desktop and in the menu, in place of older ones.

    Args:
        command: the program that starts LibDesk, and its first arguments.
        data: the data folder that the icons are for, or None for this computer's own.
        folders: where to; default where this login's desktop and menu are.
        gio: GNOME's tool that marks a desktop icon as trusted; default the one on the PATH.

    Returns:
        The files made, each checked to exist.

    Raises:
        Unavailable: one could not be made; those before it stay.
    """
    where = folders or _folders_or_unavailable()
    given = () if data is None else ("--data", str(data.absolute()))
    made = []
    for folder in where.each():
        for entry in ENTRIES:
            whole = (*command, *entry.arguments, *given)
            path = folder / _file_name(entry)
            _make(path, whole, entry)
            if sys.platform != "win32" and folder == where.desktop:
                _trust(path, gio or shutil.which("gio"))
            made.append(path)
    if where.log_on is not None:
        path = where.log_on / _file_name(AT_LOG_ON)
        # Whoever switched it off in their settings has said no; the file stays as it is.
        if not _is_switched_off(path):
            _make(path, (*command, *AT_LOG_ON.arguments, *given), AT_LOG_ON)
            made.append(path)
    return tuple(made)


def remove(*, folders: Folders | None = None) -> tuple[Path, ...]:
    """Take LibDesk's icons away and leave everything else, even under the same name.

    Returns:
        The files that were removed.

    Raises:
        Unavailable: one could not be removed.
    """
    where = folders or _folders_or_unavailable()
    gone = []
    icons = [folder / _file_name(entry) for folder in where.each() for entry in ENTRIES]
    if where.log_on is not None:
        icons.append(where.log_on / _file_name(AT_LOG_ON))
    for path in filter(_is_ours, icons):
        try:
            path.unlink()
        except OSError as error:
            raise Unavailable(_sentence("removed", path, error)) from error
        gone.append(path)
    return tuple(gone)


def _make(path: Path, command: Sequence[str], entry: Entry) -> None:
    """Make one icon's file, and its folder, and look that it is there.

    Raises:
        Unavailable: it is not.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, command, entry)
    except OSError as error:
        raise Unavailable(_sentence("made", path, error)) from error
    if not path.is_file():
        raise Unavailable(f"The shortcut {path} was not made, and the system does not say why.")


def _sentence(done: str, path: Path, error: OSError) -> str:
    return f"The shortcut {path} could not be {done}: {error.strerror or error}."


def _file_name(entry: Entry) -> str:
    return f"{entry.name}.lnk" if sys.platform == "win32" else f"{entry.file}.desktop"


def _folders_or_unavailable() -> Folders:
    if sys.platform == "darwin":
        raise Unavailable("LibDesk makes no shortcuts on a Mac; keep it in the Dock instead.")
    try:
        return windows_folders() if sys.platform == "win32" else linux_folders(os.environ)
    except OSError as error:
        raise Unavailable(f"The desktop's folder could not be found: {error}.") from error


def windows_folders() -> Folders:
    """Return this login's desktop, Start menu and what is started at log-on.

    Raises:
        OSError: Windows does not say where they are.
    """
    functions = winlink.windows()
    return Folders(
        desktop=winlink.known_folder(winlink.DESKTOP, functions),
        menu=winlink.known_folder(winlink.PROGRAMS, functions),
        log_on=winlink.known_folder(winlink.STARTUP, functions),
    )


def linux_folders(environ: Mapping[str, str]) -> Folders:
    """Return this login's desktop, by whatever name its language gives it, and its menu.

    The rules are those of xdg-user-dirs: a desktop set to the home folder is one switched off, and
    without a setting it is ~/Desktop.
    """
    home = Path(environ.get("HOME") or Path.home())

    def base(name: str, otherwise: str) -> Path:
        # The XDG base directory specification: a relative path is to be ignored.
        return Path(environ[name]) if environ.get(name, "").startswith("/") else home / otherwise

    menu = base("XDG_DATA_HOME", ".local/share") / "applications"
    log_on = base("XDG_CONFIG_HOME", ".config") / "autostart"
    try:
        setting = (base("XDG_CONFIG_HOME", ".config") / "user-dirs.dirs").read_text(
            "utf-8", "replace"
        )
    except OSError:
        setting = ""
    named = re.findall(r'^\s*XDG_DESKTOP_DIR="((?:[^"\\]|\\.)*)"', setting, re.MULTILINE)
    if not named:
        return Folders(home / "Desktop", menu, log_on)
    plain = re.sub(r"\\(.)", r"\1", named[-1])
    desktop = (
        home / plain.removeprefix("$HOME").lstrip("/") if plain.startswith("$HOME") else Path(plain)
    )
    return Folders(None if desktop == home else desktop, menu, log_on)


def desktop_entry(command: Sequence[str], entry: Entry, icon: Path) -> str:
    """Return the text of a .desktop file."""
    if re.search("[%=]", command[0]):
        # The specification forbids = in a program's path, and GLib looks for one with %% unread.
        command = ("/bin/sh", "-c", 'exec "$0" "$@"', *command)
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.0",
        f"Name={_text(entry.name)}",
        f"Comment={_text(entry.comment)}",
        f"Exec={_text(' '.join(_quoted(part) for part in command))}",
        f"Icon={_text(str(icon))}",
        "Terminal=false",
        "StartupNotify=true",
        f"StartupWMClass={entry.window_class}",
        "Categories=Office;",
        f"Keywords={entry.keywords}",
        MARK,
    )
    return "\n".join(lines) + "\n"


def _quoted(argument: str) -> str:
    """Quote one argument of an Exec line; `%` is doubled, for `%f` and the like stand for files."""
    plain = argument.replace("%", "%%")
    if argument and not re.search(r"[\s\"'\\><~|&;$*?#()`]", argument):
        return plain
    return '"' + re.sub(r'(["`$\\])', r"\\\1", plain) + '"'


def _text(value: str) -> str:
    """Escape a value; this comes after an Exec line's own quoting, as the specification says."""
    escaped = value.replace("\\", "\\\\")
    return escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _write(path: Path, command: Sequence[str], entry: Entry) -> None:
    """Write one icon's file.

    Raises:
        OSError: it could not be written.
    """
    icons = paths.resources() / "icons"
    if sys.platform == "win32":
        link = winlink.Link(
            target=_without_console(Path(command[0])),
            arguments=subprocess.list2cmdline(command[1:]),
            folder=Path.home(),
            icon=icons / f"{entry.icon}.ico",
            description=entry.comment,
        )
        winlink.write(path, link, winlink.windows())
        return
    text = desktop_entry(command, entry, icons / f"{entry.icon}.svg")
    files.write_durably(path, text.encode("utf-8", "surrogateescape"))
    path.chmod(0o755)  # desktops start only those files that may be run


def _without_console(program: Path) -> Path:
    """Return the Python that opens no black window, where there is one beside this one."""
    silent = program.with_name("pythonw.exe")
    return silent if program.name.lower() == "python.exe" and silent.is_file() else program


def _trust(path: Path, gio: str | None) -> None:
    """Tell GNOME and Xfce that the icon was put there on purpose; untold, they ask at first use.

    Both keep that mark outside the file, and only while a desktop session runs.
    """
    if gio is None:
        return
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    marks = (("metadata::trusted", "true"), ("metadata::xfce-exe-checksum", checksum))
    for name, value in marks:
        command = [gio, "set", "-t", "string", str(path), name, value]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=_TRUST_WAIT_S)  # noqa: S603 - gio from the PATH
        except (OSError, subprocess.TimeoutExpired):
            return


def _is_switched_off(path: Path) -> bool:
    """Say whether a person has switched an entry off: desktops note that in the file itself."""
    try:
        text = files.read_bytes(path, limit=100_000).decode("utf-8", "replace")
    except (OSError, ValueError):
        return False
    return bool(
        re.search(r"^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$", text, re.MULTILINE)
    )


def _is_ours(path: Path) -> bool:
    """Say whether a file is an icon that LibDesk made."""
    try:
        content = files.read_bytes(path, limit=100_000)
    except (OSError, ValueError):
        return False
    # A .lnk keeps its description in UTF-16.
    return MARK.encode() in content or "LibDesk".encode("utf-16-le") in content
