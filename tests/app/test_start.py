"""`installer/start.py`: what it decides, and what it says when it cannot go on."""

import base64
import contextlib
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from installer import display, environment, index, system
from installer.console import Stop, last_words

CHECKOUT = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="about Linux systems")


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    """Give each test a home of its own: no log or environment of the person's is touched."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in [name for name in os.environ if name.startswith(("PIP_", "XDG_", "LIBDESK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


def test_each_missing_library_is_asked_for_by_its_package():
    lacking = system.missing(
        system.LIBRARIES, library=lambda name: name not in ("libEGL.so.1", "libxcb-cursor.so.0")
    )
    lines = {name: system.one_line(lacking, name) for name in ("apt", "dnf", "pacman", "zypper")}
    assert lines == {
        "apt": "sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0",
        "dnf": "sudo dnf install -y 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'",
        "pacman": "sudo pacman -S --needed --noconfirm libglvnd xcb-util-cursor",
        "zypper": "sudo zypper --non-interactive install 'libEGL.so.1()(64bit)' "
        "'libxcb-cursor.so.0()(64bit)'",
    }
    assert "libEGL.so.1, libxcb-cursor.so.0" in system.one_line(lacking, "")


def test_apt_is_told_to_fetch_its_lists_where_it_has_none():
    line = system.one_line(system.PROGRAMS[:1], "apt", listed=False)
    assert line == ("sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb")


def test_a_package_that_brings_two_libraries_is_named_once():
    both = [need for need in system.LIBRARIES if need.pacman == "libglvnd"]
    assert len(both) == 2
    assert system.install_command(both, "pacman")[-1:] == ("libglvnd",)
    assert system.install_command(both, "pacman").count("libglvnd") == 1


def test_fonts_certificates_and_programs_are_each_tried_their_own_way():
    needs = (system.FONT, system.CERTIFICATES, *system.PROGRAMS)
    lacking = system.missing(
        needs,
        font=lambda: False,
        certificates=lambda: False,
        program=lambda name: name != "xdotool",
    )
    assert [need.apt for need in lacking] == ["fonts-dejavu-core", "ca-certificates", "xdotool"]


def test_the_first_package_manager_found_is_used():
    assert (
        system.package_manager(lambda name: f"/usr/bin/{name}" if name == "dnf" else None) == "dnf"
    )
    assert system.package_manager(lambda _: None) == ""


@pytest.fixture
def without_judge(monkeypatch):
    """Make this a Debian that lacks nothing but what the judge of papers needs."""
    found = {"apt-get": "/usr/bin/apt-get", "java": None}
    monkeypatch.setattr(shutil, "which", found.get)
    monkeypatch.setitem(system._OTHER_PLACES, "jaxb-runtime.jar", ("share/java/no.jar",))
    monkeypatch.setattr(system, "LIBRARIES", ())
    monkeypatch.setattr(system, "PROGRAMS", ())
    return monkeypatch


@linux_only
def test_as_root_the_judge_of_papers_is_installed_apart_from_the_rest(without_judge, capsys):
    asked = []

    def install(command):
        asked.append(command[-2:])
        without_judge.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        without_judge.setitem(system._OTHER_PLACES, "jaxb-runtime.jar", ("bin",))
        return ""

    without_judge.setattr(system, "apt_install", install)
    without_judge.setattr(os, "geteuid", lambda: 0)
    system.check_system(tests=True, screens=())
    system.check_system(tests=True, screens=())
    assert asked == [("default-jre-headless", "libjaxb-java")]
    assert capsys.readouterr().out == ""


@linux_only
@pytest.mark.parametrize(("user", "trouble"), [(1000, ""), (0, "apt-get cannot reach it.")])
def test_where_it_cannot_be_the_tests_go_on_and_it_is_said(without_judge, capsys, user, trouble):
    without_judge.setattr(system, "apt_install", lambda _: trouble)
    without_judge.setattr(os, "geteuid", lambda: user)
    system.check_system(tests=True, screens=())
    said = capsys.readouterr().out
    assert "without java and jaxb-runtime.jar no paper can be judged" in said
    assert (trouble or "default-jre-headless libjaxb-java") in said
    system.check_system(tests=False, screens=())
    assert capsys.readouterr().out == ""


@linux_only
def test_nothing_that_qt_links_to_is_left_out():
    """Ask the loader what Qt's own files need: each is in the list or comes with one that is."""
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    used = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Gui", "Network", "PrintSupport", "Svg")]
    used += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    lines = subprocess.run(["ldd", *used], capture_output=True, text=True, check=True).stdout
    assert "not found" not in lines
    direct = {need.name for need in system.LIBRARIES}
    linked = set(re.findall(r"(lib(?:xcb|xkb|GL|EGL|X11|wayland)\S*\.so\.\d)", lines))
    # libGL brings these two, libxcb's own packages the rest.
    along = {"libGLdispatch.so.0", "libGLX.so.0", "libxcb.so.1", "libxcb-util.so.1"}
    along |= {"libxcb-render.so.0", "libxcb-shm.so.0"}
    assert linked - direct - along == set()


def _listing(*names):
    return "<html><body>" + "".join(f'<a href="../files/{n}#sha256=0">{n}</a>' for n in names)


@contextlib.contextmanager
def _index(pages, wants=""):
    """Serve pages on this computer as a package index would, HTML only."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            allowed = not wants or self.headers.get("Authorization") == wants
            content = pages.get(self.path) if allowed else None
            self.send_response(200 if content else 404)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _dead_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_pips_file_is_found_in_a_plain_html_listing():
    page = _listing("pip-9.0.3.tar.gz", index.PIP_WHEEL, f"{index.PIP_WHEEL}.metadata")
    found = index.link_to(index.PIP_WHEEL, "https://index.test/simple/pip/", page)
    assert found == f"https://index.test/simple/files/{index.PIP_WHEEL}"
    assert index.link_to("pip-1-py3-none-any.whl", "https://index.test/simple/pip/", page) == ""


def test_an_altered_file_is_not_used(monkeypatch, tmp_path):
    pages = {
        "/simple/pip/": _listing(index.PIP_WHEEL).encode(),
        f"/simple/files/{index.PIP_WHEEL}": b"something else",
    }
    secret = "Basic " + base64.b64encode(b"me:p@ss").decode()
    with _index(pages, wants=secret) as port:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://me:p%40ss@127.0.0.1:{port}/simple")
        with pytest.raises(Stop, match="not the file it should be"):
            index.fetch_pip(tmp_path, tmp_path / "no wheelhouse")
    assert not (tmp_path / index.PIP_WHEEL).exists()


def test_an_index_without_it_is_said_plainly(monkeypatch, tmp_path):
    with _index({}) as port:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{port}/simple")
        with pytest.raises(Stop, match="No package index here has pip"):
            index.fetch_pip(tmp_path, tmp_path / "no wheelhouse")


def test_an_index_that_cannot_be_reached_is_said_in_one_sentence_without_the_password(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("PIP_INDEX_URL", f"http://me:secret@127.0.0.1:{_dead_port()}/simple")
    with pytest.raises(Stop) as stopped:
        index.fetch_pip(tmp_path, tmp_path / "no wheelhouse")
    assert stopped.value.code == 2
    assert "cannot be reached" in stopped.value.sentence
    assert "secret" not in stopped.value.sentence


def test_pip_itself_without_a_network_gives_the_same_sentence(monkeypatch, tmp_path):
    env, lock = tmp_path / "program", tmp_path / "requirements.lock"
    lock.write_text("nothing==1.0 --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{_dead_port()}/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(Stop, match="The package index cannot be reached: http://127"):
        environment.ensure(env, lock, env / "no wheelhouse")
    assert not env.exists()


def test_pips_settings_are_read_as_pip_reads_them(tmp_path):
    config = tmp_path / "pip.conf"
    config.write_text(
        "[global]\nindex-url = https://a.test/simple/\ncert = /c.pem\n"
        "[install]\nfind-links = /w /x\n",
        "utf-8",
    )
    environ = {
        "PIP_CONFIG_FILE": str(config),
        "PIP_EXTRA_INDEX_URL": "https://b.test/s",
        "PIP_TIMEOUT": "7",
    }
    found = index.sources(environ)
    assert found.listings == ("/w", "/x", "https://a.test/simple/pip/", "https://b.test/s/pip/")
    assert (found.certificates, found.timeout_s) == ("/c.pem", 7.0)
    environ["PIP_INDEX_URL"] = "https://c.test/simple"
    assert "https://c.test/simple/pip/" in index.sources(environ).listings


def test_no_screen_is_seen_before_qt_is_asked():
    assert not display.find({}).kind or sys.platform != "linux"
    assert display.find({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}).kind == ""


@linux_only
def test_a_dead_display_is_no_screen_and_is_named(tmp_path):
    found = display.find({"DISPLAY": ":4711"})
    assert found.kind == ""
    assert "DISPLAY=:4711" in found.why
    found = display.find({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)})
    assert found.kind == ""
    assert "WAYLAND_DISPLAY=wayland-9" in found.why


@linux_only
def test_a_compositor_that_answers_is_a_screen(tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        environ = {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":4711"}
        assert display.find(environ).kind == "wayland"


@linux_only
def test_a_real_x_server_is_a_screen_and_the_dead_one_beside_it_is_left_out(tmp_path):
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            name = f":{answer.readline().strip()}"
        environ = {"DISPLAY": name, "WAYLAND_DISPLAY": "dead", "XDG_RUNTIME_DIR": str(tmp_path)}
        found = display.find(environ)
        server.terminate()
    assert found.kind == "x11"
    assert "WAYLAND_DISPLAY" not in found.environ(environ)


def test_the_command_itself_says_one_sentence_and_leaves_with_2(tmp_path):
    environ = {
        **os.environ,
        "LIBDESK_ENV": str(tmp_path / "env"),
        "PIP_INDEX_URL": f"http://127.0.0.1:{_dead_port()}/simple",
        "PIP_RETRIES": "0",
        "PIP_CACHE_DIR": str(tmp_path / "cache"),
    }
    done = subprocess.run(
        [sys.executable, CHECKOUT / "installer" / "start.py", "--no-open"],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "env").exists()


def test_it_needs_nothing_but_the_standard_library():
    allowed = set(sys.stdlib_module_names) | {"installer"}
    for path in (CHECKOUT / "installer").glob("*.py"):
        found = re.findall(r"^\s*(?:import|from) (\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert set(found) <= allowed, path.name


def test_last_words_are_the_last_line_that_says_anything():
    assert last_words("a\n  b \n\n") == "b"
    assert last_words("\n") == "it said nothing"
