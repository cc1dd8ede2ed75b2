"""The whole line on a real X server: icon, tile, Send, inbox, answer, and the answer read.

Real windows under a window manager, real key and mouse events; what is on the screen is read from
outside, through the accessibility bus, as a screen reader would.
"""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

import pytest

from libdesk.settings import Site, save

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SYSTEM_PYTHON = "/usr/bin/python3"
NUMBER = "FER-[0-9A-Z]{6}"
NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="drives an X server"),
]


class Screen:
    """An X server with a window manager, a session bus and an accessibility bus."""

    def __init__(self, home, size="1280x800"):
        missing = [name for name in NEEDED if shutil.which(name) is None]
        assert not missing, f"the real screen needs {missing}; installer/start.py test brings them"
        self.started = []
        display = self._first_line(
            "Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"
        )
        self.environment = os.environ | {
            "DISPLAY": f":{display}",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "share"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(
            "dbus-daemon", "--session", "--nofork", "--print-address=1"
        )
        self.start("openbox", "--sm-disable")

    def start(self, *command):
        log = Path(self.environment["HOME"]) / f"{Path(command[0]).name}-{len(self.started)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=self.environment["HOME"],
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.started.append(process)
        return process

    def _first_line(self, *command):
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=getattr(self, "environment", os.environ),
            text=True,
        )
        self.started.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    def find(self, program, role, name, seconds=30):
        found = self._read("find", seconds, program, role, name)
        assert found, f"{role} {name!r} is not in sight: {self._read('all', 0, program)}"
        return found

    def _read(self, what, seconds, *asked):
        ran = subprocess.run(
            [SYSTEM_PYTHON, str(HERE / "screen_reader.py"), what, str(seconds), *asked],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds + 30,
            check=True,
        )
        return json.loads(ran.stdout)

    def click(self, found):
        self._input("mousemove", "--sync", str(found["x"]), str(found["y"]), "click", "1")

    def press(self, *keys):
        self._input("key", *keys)

    def type(self, words):
        self._input("type", "--delay", "15", words)

    def _input(self, *arguments):
        subprocess.run(["xdotool", *arguments], env=self.environment, timeout=20, check=True)

    def close(self):
        for process in reversed(self.started):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


@pytest.fixture
def screen(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    screen = Screen(home)
    yield screen
    screen.close()


@pytest.fixture
def small_screen(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    screen = Screen(home, "1280x720")
    yield screen
    screen.close()


def installed(home):
    """Make an environment that has LibDesk in it, as an installed one has; return its Python."""
    venv.create(home, with_pip=False)
    scheme = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    lent = sysconfig.get_path("purelib")
    (packages / "libdesk.pth").write_text(f"{ROOT}\n{lent}\n", "utf-8")
    return str(home / "bin" / "python")


def icon_command(screen, python, data):
    """Install the icons and return the command of "Report a problem", as a desktop would run it."""
    ran = subprocess.run(
        [python, "-m", "libdesk", "shortcut", "install", "--data", str(data)],
        env=screen.environment,
        cwd=screen.environment["HOME"],
        capture_output=True,
        text=True,
        check=True,
    )
    paths = re.findall(r"^made (.+)$", ran.stdout, re.MULTILINE)
    icons = [path for path in map(Path, paths) if "Report a problem" in path.read_text("utf-8")]
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # keys keep their case
    parser.read(icons[0], "utf-8")
    return shlex.split(parser["Desktop Entry"]["Exec"].replace("%%", "%"))


def libdesk(screen, python, data, *arguments):
    subprocess.run(
        [python, "-m", "libdesk", *arguments, "--data", str(data)],
        env=screen.environment,
        check=True,
        capture_output=True,
    )


def test_from_the_icon_to_the_answer_read_in_the_form(screen, tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    staff, desk = tmp_path / "staff", tmp_path / "desk"
    for data in (staff, desk):
        save(data / "site.json", Site(branch="FER", share=share, lasting_outbox=data / "kept"))
        (data / "kept").mkdir()
    python = installed(tmp_path / "environment")
    libdesk(screen, python, desk, "collect")

    screen.start(*icon_command(screen, python, staff))
    screen.click(screen.find("LibDesk", "push button", "^Printer or copier"))
    field = screen.find("LibDesk", "text", "^What you saw, in your words")
    screen.click(field)
    screen.type("Grey stripes on every page")
    screen.click(screen.find("LibDesk", "push button", "^Send"))
    said = re.search(NUMBER, screen.find("LibDesk", "any", NUMBER)["text"])
    assert said is not None
    number = said.group()

    screen.start(python, "-m", "libdesk", "--data", str(desk))
    line = screen.find("LibDesk", "any", f"Grey stripes on every page(.|\n)*{number}|{number}", 60)
    screen.click(line)
    screen.find("LibDesk", "any", "^Answer")
    screen.press("a")
    screen.type("A new drum comes tomorrow.")
    answered = time.monotonic()
    screen.press("ctrl+Return")

    screen.click(screen.find("LibDesk", "push button", "^This branch.s reports"))
    screen.find("LibDesk", "any", "A new drum comes tomorrow.", seconds=60)
    assert time.monotonic() - answered < 60
    raw = b"".join(path.read_bytes() for path in share.rglob("*") if path.is_file())
    assert b"new drum" not in raw
    assert b"Grey stripes" not in raw


@pytest.mark.rows("S01", "S15")
@pytest.mark.parametrize("tile", ["Printer or copier", "I.m not sure: just tell us"])
def test_three_actions_from_the_icon_on_a_small_screen(small_screen, tmp_path, tile):
    """The icon, a tile, Send: then number, time and telephone are seen, and nobody has typed."""
    screen, data = small_screen, tmp_path / "data"
    data.mkdir()
    save(data / "site.json", Site(branch="FER", lasting_outbox=data / "kept"))
    (data / "kept").mkdir()
    python = installed(tmp_path / "environment")
    # The command that makes a sample takes a file, and the folder that --data names beside it.
    libdesk(screen, python, data, "sample", str(data / "libdesk.sqlite"))
    libdesk(screen, python, data, "collect")

    screen.start(*icon_command(screen, python, data))
    screen.find("LibDesk", "any", "^Ferndale Road")
    screen.click(screen.find("LibDesk", "push button", f"^{tile}"))
    screen.click(screen.find("LibDesk", "push button", "^Send"))
    for words in (NUMBER, "IT (is back at .* and )?answers by", "Call 555-0142"):
        seen = screen.find("LibDesk", "label", words)
        assert 0 < seen["x"] < 1280, words
        assert 0 < seen["y"] < 720, words
