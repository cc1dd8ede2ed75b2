"""The icons: made, valid, started as a desktop would start them, and taken away again."""

import ctypes
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from libdesk.app import shortcuts
from libdesk.services.errors import Unavailable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files of the Linux desktops")

# Every character that the specification reserves, and those that people do use in names.
NASTY = 'Bücher ö $HOME `x` 100% "new" \\ it\'s ; & (a) #1 ~ <b> *?|'


@pytest.fixture
def folders(tmp_path):
    return shortcuts.Folders(tmp_path / "Schreibtisch", tmp_path / "share" / "applications")


@pytest.fixture
def quiet_gio(tmp_path):
    return _program(tmp_path / "gio", "exit 0\n")


def _program(path, body):
    path.write_text(f"#!/bin/sh\n{body}", "utf-8")
    path.chmod(0o755)
    return str(path)


def _value(path, key):
    lines = path.read_text("utf-8").splitlines()
    return next(line.partition("=")[2] for line in lines if line.startswith(f"{key}="))


def _arguments(exec_value):
    """Read an Exec value back by the specification's two steps, written apart from the writer."""
    text = exec_value.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
    found: list[str | None] = []
    current, inside, place = None, False, 0
    while place < len(text):
        char = text[place]
        if inside and char == "\\":
            place += 1
            current += text[place]
        elif char == '"':
            inside, current = not inside, current or ""
        elif char == " " and not inside:
            found, current = [*found, current], None
        elif char == "%":
            place += 1
            assert text[place] == "%"
            current = (current or "") + "%"
        else:
            current = (current or "") + char
        place += 1
    return [*found, current]


def test_both_icons_stand_on_the_desktop_and_in_the_menu(folders, quiet_gio):
    made = shortcuts.install(("/opt/python", "-m", "libdesk"), None, folders=folders, gio=quiet_gio)
    assert made == (
        folders.desktop / "libdesk.desktop",
        folders.desktop / "libdesk-report.desktop",
        folders.menu / "libdesk.desktop",
        folders.menu / "libdesk-report.desktop",
    )
    assert [_value(path, "Name") for path in made[:2]] == ["LibDesk", "Report a problem"]
    assert _value(made[0], "Exec") == "/opt/python -m libdesk"
    assert _value(made[1], "Exec") == "/opt/python -m libdesk report"
    assert _value(made[0], "StartupWMClass") == "LibDesk"
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o755 for path in made)


def test_the_pictures_they_name_are_shipped(folders, quiet_gio):
    for path in shortcuts.install(("/opt/python",), None, folders=folders, gio=quiet_gio):
        icon = Path(_value(path, "Icon"))
        assert icon.is_absolute()
        assert "<svg" in icon.read_text("utf-8")


@pytest.mark.parametrize("name", ["plain", "with space", "Bücherei", NASTY, "tab\tline\nend"])
def test_the_standard_validator_finds_nothing(folders, quiet_gio, tmp_path, name):
    command = (f"/opt/{name}/python", "-m", "libdesk")
    made = shortcuts.install(command, tmp_path / name, folders=folders, gio=quiet_gio)
    checked = subprocess.run(
        ["desktop-file-validate", *made], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.parametrize("name", ["plain", "with space", "Bücherei", "100%d", NASTY, "two\nlines"])
def test_an_exec_line_read_back_is_the_command(folders, quiet_gio, tmp_path, name):
    command = (f"/opt/{name}/python", "-m", "libdesk")
    made = shortcuts.install(command, tmp_path / name, folders=folders, gio=quiet_gio)
    wanted = [*command, "report", "--data", str(tmp_path / name)]
    assert _arguments(_value(made[1], "Exec"))[-len(wanted) :] == wanted


def test_a_data_folder_is_given_whole(folders, quiet_gio, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = shortcuts.install(
        ("/opt/python",), folders.menu.relative_to(tmp_path), folders=folders, gio=quiet_gio
    )
    assert _arguments(_value(made[0], "Exec"))[-2:] == ["--data", str(folders.menu)]


def test_the_desktop_is_told_that_the_icons_are_trusted(folders, tmp_path):
    told = tmp_path / "told"
    gio = _program(tmp_path / "gio", f'printf "%s\\n" "$*" >> "{told}"\n')
    made = shortcuts.install(("/opt/python",), None, folders=folders, gio=gio)
    lines = told.read_text("utf-8").splitlines()
    assert f"set -t string {made[0]} metadata::trusted true" in lines
    assert f"set -t string {made[1]} metadata::trusted true" in lines
    assert not any(str(folders.menu) in line for line in lines)


@pytest.mark.parametrize("body", ["exit 1\n", "echo no session >&2; exit 2\n"])
def test_a_desktop_that_cannot_be_told_stops_nothing(folders, tmp_path, body):
    gio = _program(tmp_path / "gio", body)
    assert len(shortcuts.install(("/opt/python",), None, folders=folders, gio=gio)) == 4


def test_made_twice_is_there_once_and_new(folders, quiet_gio):
    shortcuts.install(("/old/python",), None, folders=folders, gio=quiet_gio)
    made = shortcuts.install(("/new/python",), None, folders=folders, gio=quiet_gio)
    assert sorted(folders.desktop.iterdir()) == sorted(made[:2])
    assert _value(made[0], "Exec") == "/new/python"


def test_removed_are_ours_and_nothing_else(folders, quiet_gio):
    made = shortcuts.install(("/opt/python",), None, folders=folders, gio=quiet_gio)
    other = folders.desktop / "other.desktop"
    other.write_text("[Desktop Entry]\n", "utf-8")
    made[1].write_text("[Desktop Entry]\nName=somebody's own\n", "utf-8")
    assert shortcuts.remove(folders=folders) == (made[0], made[2], made[3])
    assert sorted(folders.desktop.iterdir()) == sorted([made[1], other])
    assert shortcuts.remove(folders=folders) == ()


def test_a_windows_link_can_be_told_by_its_description():
    # Only the description says whose it is: the program behind it is Python's.
    assert all("LibDesk" in entry.comment for entry in shortcuts.ENTRIES)


def test_a_folder_in_the_way_is_said_in_a_sentence(folders, quiet_gio):
    folders.menu.parent.mkdir()
    folders.menu.write_text("a file, not a folder", "utf-8")
    with pytest.raises(Unavailable, match=r"shortcut .*applications.* could not be made"):
        shortcuts.install(("/opt/python",), None, folders=folders, gio=quiet_gio)


def test_a_desktop_that_was_switched_off_stays_empty(tmp_path, quiet_gio):
    folders = shortcuts.Folders(None, tmp_path / "applications")
    made = shortcuts.install(("/opt/python",), None, folders=folders, gio=quiet_gio)
    assert [path.parent for path in made] == [folders.menu, folders.menu]


@pytest.mark.parametrize(
    ("setting", "desktop"),
    [
        (None, "Desktop"),
        ('XDG_DESKTOP_DIR="$HOME/Schreibtisch"\n', "Schreibtisch"),
        (
            '# kept\nXDG_MUSIC_DIR="$HOME/M"\nXDG_DESKTOP_DIR="$HOME/Área de trabalho"\n',
            "Área de trabalho",
        ),
        ('XDG_DESKTOP_DIR="$HOME/a\\"b\\$c"\n', 'a"b$c'),
        ('XDG_DESKTOP_DIR="$HOME/"\n', None),
        ("garbage\n", "Desktop"),
    ],
)
def test_the_desktop_is_found_under_its_own_name(tmp_path, setting, desktop):
    if setting is not None:
        (tmp_path / ".config").mkdir()
        (tmp_path / ".config" / "user-dirs.dirs").write_text(setting, "utf-8")
    found = shortcuts.linux_folders({"HOME": str(tmp_path)})
    assert found.desktop == (None if desktop is None else tmp_path / desktop)
    assert found.menu == tmp_path / ".local" / "share" / "applications"


def test_folders_named_by_the_environment_win(tmp_path):
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "user-dirs.dirs").write_text('XDG_DESKTOP_DIR="/srv/desk"\n', "utf-8")
    environ = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(settings),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    found = shortcuts.linux_folders(environ)
    assert str(found.desktop) == "/srv/desk"
    assert found.menu == tmp_path / "data" / "applications"


@pytest.mark.parametrize("name", ["python", "odd ö $name", "100% a=b"])
def test_an_icon_starts_what_it_says(folders, quiet_gio, tmp_path, name):
    """The line as GLib reads and launches it, down to the arguments that arrive."""
    told = tmp_path / "told"
    os.mkfifo(told)  # reading it waits for the program
    body = f'printf "%s\\n" "$@" > "{told}"\n'
    program = _program(tmp_path / name, body)
    made = shortcuts.install((program,), tmp_path / NASTY, folders=folders, gio=quiet_gio)
    gio = ctypes.CDLL("libgio-2.0.so.0")
    gio.g_desktop_app_info_new_from_filename.restype = ctypes.c_void_p
    gio.g_app_info_launch.argtypes = [ctypes.c_void_p] * 4
    entry = gio.g_desktop_app_info_new_from_filename(os.fsencode(made[1]))
    assert gio.g_app_info_launch(entry, None, None, None)
    assert told.read_text("utf-8").splitlines() == ["report", "--data", str(tmp_path / NASTY)]


@pytest.fixture
def with_log_on(folders, tmp_path):
    return shortcuts.Folders(folders.desktop, folders.menu, tmp_path / "autostart")


def test_reports_are_taken_to_it_at_each_log_on(with_log_on, quiet_gio):
    made = shortcuts.install(
        ("/opt/python",), Path("/srv/data"), folders=with_log_on, gio=quiet_gio
    )
    assert made[-1] == with_log_on.log_on / "libdesk-deliver.desktop"
    wanted = ["/opt/python", "report", "--at-log-on", "--data", "/srv/data"]
    assert _arguments(_value(made[-1], "Exec")) == wanted
    assert made[-1] in shortcuts.remove(folders=with_log_on)
    assert not made[-1].exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_whoever_switched_the_log_on_entry_off_is_not_overruled(with_log_on, quiet_gio, line):
    first = shortcuts.install(("/opt/python",), None, folders=with_log_on, gio=quiet_gio)[-1]
    first.write_text(first.read_text("utf-8") + line + "\n", "utf-8")
    before = first.read_bytes()
    made = shortcuts.install(("/opt/other",), None, folders=with_log_on, gio=quiet_gio)
    assert first not in made
    assert first.read_bytes() == before
