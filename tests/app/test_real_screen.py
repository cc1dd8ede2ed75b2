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

from libdesk.app.site import now
from libdesk.delivery import ways
from libdesk.paths import DataFolder
from libdesk.settings import Site, save

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SYSTEM_PYTHON = "/usr/bin/python3"
NUMBER = "FER-[0-9A-Z]{6}"
FORM, DESK = "Report a problem", "(.* )?LibDesk"
"""The titles of the two windows; both belong to programs called LibDesk."""
ACTIVATE = ("windowactivate", "--sync", "%1")
NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
pytestmark = [
    pytest.mark.alone,
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="drives an X server"),
]


class Screen:
    """An X server with a window manager, a session bus and an accessibility bus."""

    def __init__(self, home, width=1280, height=800):
        missing = [name for name in NEEDED if shutil.which(name) is None]
        assert not missing, f"the real screen needs {missing}; installer/start.py test brings them"
        self.width, self.height = width, height
        self.started = []
        display = self._first_line(
            "Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"
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

    def find(self, window, role, name, seconds=30):
        """Wait for something in a window, and until it stands still; a window is named by title."""
        found = self._read("find", seconds, window, role, name)
        assert found, f"{role} {name!r} is not in sight: {self._read('all', 0, window)}"
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

    def bring(self, window):
        """Wait for a window and bring it to the front, as its button in a task bar does.

        Until the window manager has placed it, a program tells of a window that is shown
        elsewhere: on a busy machine a click then went to another tile.
        """
        self._input("search", "--sync", "--onlyvisible", "--name", f"^{window}$", *ACTIVATE)

    def sees_whole(self, window, words):
        """Find words, and see that nothing cuts them off; nobody has scrolled."""
        left, top, right, bottom = self.find(window, "label", words)["box"]
        frame = self.find(window, "any", f"^{window}$")["box"]
        assert max(0, frame[0]) <= left < right <= min(self.width, frame[2]), words
        assert max(0, frame[1]) <= top < bottom <= min(self.height, frame[3]), words

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
    screen = Screen(home, 1280, 720)
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
    screen.bring(FORM)
    screen.click(screen.find(FORM, "push button", "^Printer or copier"))
    screen.click(screen.find(FORM, "text", "^What you saw, in your words"))
    screen.type("Grey stripes on every page")
    screen.find(FORM, "text", "Grey stripes on every page")
    screen.click(screen.find(FORM, "push button", "^Send"))
    said = re.search(NUMBER, screen.find(FORM, "any", NUMBER)["text"])
    assert said is not None
    number = said.group()

    screen.start(python, "-m", "libdesk", "--data", str(desk))
    screen.bring(DESK)
    screen.click(screen.find(DESK, "push button", "^Go straight to the desk", 60))
    screen.click(screen.find(DESK, "check box", "^Inbox 1", 60))
    line = screen.find(DESK, "any", f"Grey stripes on every page(.|\n)*{number}|{number}", 60)
    screen.click(line)
    screen.find(DESK, "any", "^Answer")
    screen.press("a")
    screen.type("A new drum comes tomorrow.")
    screen.find(DESK, "text", "A new drum comes tomorrow.")
    answered = time.monotonic()
    screen.press("ctrl+Return")

    screen.bring(FORM)
    screen.click(screen.find(FORM, "push button", "^This branch.s reports"))
    screen.find(FORM, "any", "A new drum comes tomorrow.", seconds=60)
    assert time.monotonic() - answered < 60
    raw = b"".join(path.read_bytes() for path in share.rglob("*") if path.is_file())
    assert b"new drum" not in raw
    assert b"Grey stripes" not in raw


SOON = "IT (is back at .* and )?answers by"
CALL_NOW = f"Call 555-0142 now, and give this number: {NUMBER}"


def sample_data(screen, python, data, site):
    """Make the sample library and let its desk tell all forms what it knows; return its folder."""
    data.mkdir()
    save(data / "site.json", site)
    # The command that makes a sample takes a file, and the folder that --data names beside it.
    libdesk(screen, python, data, "sample", str(data / "libdesk.sqlite"))
    libdesk(screen, python, data, "collect")
    return data


def file_by_clicks(screen, python, data, *buttons):
    """Open the form by its icon, press these buttons, then Send."""
    screen.start(*icon_command(screen, python, data))
    screen.bring(FORM)
    screen.find(FORM, "any", "^Ferndale Road")
    for name in (*buttons, "Send"):
        screen.click(screen.find(FORM, "(push|toggle) button|check box", f"^{name}"))


@pytest.mark.rows("S01", "S15")
@pytest.mark.parametrize("tile", ["Printer or copier", "I.m not sure: just tell us"])
def test_three_actions_from_the_icon_on_a_small_screen(small_screen, tmp_path, tile):
    """The icon, a tile, Send: then number, time and telephone are seen, and nobody has typed."""
    python = installed(tmp_path / "environment")
    site = Site(branch="FER", lasting_outbox=tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    data = sample_data(small_screen, python, tmp_path / "data", site)
    file_by_clicks(small_screen, python, data, tile)
    for words in (f"^Number {NUMBER}", SOON, "Call 555-0142"):
        small_screen.sees_whole(FORM, words)


@pytest.mark.rows("S01", "S15")
def test_on_now_number_time_and_telephone_are_seen_on_a_small_screen(small_screen, tmp_path):
    """The icon, a tile, what it is, Send; the telephone comes first, with the number to give."""
    python = installed(tmp_path / "environment")
    site = Site(branch="FER", lasting_outbox=tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    data = sample_data(small_screen, python, tmp_path / "data", site)
    file_by_clicks(
        small_screen, python, data, "Something looks wrong or unsafe", "Smoke, heat or a shock"
    )
    for words in (f"^Number {NUMBER}", f"^(Now: )?{SOON}", CALL_NOW):
        small_screen.sees_whole(FORM, words)


@pytest.mark.rows("S15")
@pytest.mark.parametrize(
    ("buttons", "call"),
    [
        (("Printer or copier",), "Can.t wait. Call 555-0142"),
        (("Something looks wrong or unsafe", "Smoke, heat or a shock"), CALL_NOW),
    ],
)
def test_on_a_computer_that_forgets_the_advice_to_print_pushes_nothing_out_of_sight(
    small_screen, tmp_path, buttons, call
):
    """The share is away too, so that all there is to say stands on the page at once."""
    share = tmp_path / "share"
    share.mkdir()
    python = installed(tmp_path / "environment")
    sample_data(small_screen, python, tmp_path / "desk", Site(branch="FER", share=share))
    data = DataFolder(tmp_path / "data")
    site = Site(branch="FER", share=share, lasting_outbox=None, resets_at_restart=True)
    data.root.mkdir()
    save(data.site, site)
    assert ways.staff_ways(data, site, now=now).board.latest() is not None
    share.rename(tmp_path / "away")

    file_by_clicks(small_screen, python, data.root, *buttons)
    advice = "This PC forgets when it restarts: print the slip"
    for words in (advice, f"^Number {NUMBER}", SOON, call):
        small_screen.sees_whole(FORM, words)
    left, top, right, bottom = small_screen.find(FORM, "push button", "^Print slip")["box"]
    assert 0 <= left < right <= 1280
    assert 0 <= top < bottom <= 720
