"""What LibDesk needs from the system: shared libraries, a font, and the tests' programs.

Each need is tried as it will be used (a library is loaded, a program looked up), and named by its
package. As root on Debian or Ubuntu the packages are installed; everywhere else one line is shown.
"""

import ctypes
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer import index
from installer.console import Stop, data_home, last_words, log_file, run_logged, say

_UNREACHABLE = re.compile(
    "Temporary failure resolving|Could not resolve|Could not connect|Failed to fetch"
    "|Unable to fetch|Unable to connect"
)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_POLICY = Path("/usr/sbin/policy-rc.d")
_POLICY_TEXT = """#!/bin/sh
# Put here by LibDesk's installer while it installs packages; removed right after.
exit 101
"""


@dataclass(frozen=True)
class Need:
    """One thing that the system must have, and who brings it.

    Args:
        name: the soname of a library or the name of a program.
        group: base, x11, wayland, print, net, tests or judge.
        apt, dnf, pacman, zypper: the package; "" where the package manager finds it by soname.
    """

    name: str
    group: str
    apt: str
    pacman: str
    dnf: str = ""
    zypper: str = ""

    def package(self, manager: str) -> str:
        """Return what to ask a package manager for.

        Packages of Fedora and openSUSE say which sonames they provide, so the soname is asked for.
        """
        named: str = getattr(self, manager)
        return named or f"{self.name}()(64bit)"


# From ldd over Qt 6's libraries and plugins, and a bare Debian 12: without any one, Qt fails.
LIBRARIES = (
    Need("libGL.so.1", "base", "libgl1", "libglvnd"),
    Need("libEGL.so.1", "base", "libegl1", "libglvnd"),
    Need("libX11.so.6", "base", "libx11-6", "libx11"),
    Need("libglib-2.0.so.0", "base", "libglib2.0-0", "glib2"),
    Need("libdbus-1.so.3", "base", "libdbus-1-3", "dbus"),
    Need("libfontconfig.so.1", "base", "libfontconfig1", "fontconfig"),
    Need("libfreetype.so.6", "base", "libfreetype6", "freetype2"),
    Need("libxkbcommon.so.0", "base", "libxkbcommon0", "libxkbcommon"),
    Need("libbrotlidec.so.1", "base", "libbrotli1", "brotli"),
    Need("libgssapi_krb5.so.2", "base", "libgssapi-krb5-2", "krb5"),
    Need("libzstd.so.1", "base", "libzstd1", "zstd"),
    Need("libX11-xcb.so.1", "x11", "libx11-xcb1", "libx11"),
    Need("libxcb-cursor.so.0", "x11", "libxcb-cursor0", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "x11", "libxcb-icccm4", "xcb-util-wm"),
    Need("libxcb-image.so.0", "x11", "libxcb-image0", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "x11", "libxcb-keysyms1", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "x11", "libxcb-randr0", "libxcb"),
    Need("libxcb-render-util.so.0", "x11", "libxcb-render-util0", "xcb-util-renderutil"),
    Need("libxcb-shape.so.0", "x11", "libxcb-shape0", "libxcb"),
    Need("libxcb-sync.so.1", "x11", "libxcb-sync1", "libxcb"),
    Need("libxcb-xfixes.so.0", "x11", "libxcb-xfixes0", "libxcb"),
    Need("libxcb-xkb.so.1", "x11", "libxcb-xkb1", "libxcb"),
    Need("libxkbcommon-x11.so.0", "x11", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Need("libwayland-client.so.0", "wayland", "libwayland-client0", "wayland"),
    Need("libwayland-cursor.so.0", "wayland", "libwayland-cursor0", "wayland"),
    Need("libwayland-egl.so.1", "wayland", "libwayland-egl1", "wayland"),
    Need("libcups.so.2", "print", "libcups2", "libcups"),
)
FONT = Need(
    "a font", "base", "fonts-dejavu-core", "ttf-dejavu", "dejavu-sans-fonts", "dejavu-fonts"
)
CERTIFICATES = Need(
    "certificates",
    "net",
    "ca-certificates",
    "ca-certificates",
    "ca-certificates",
    "ca-certificates",
)
PROGRAMS = (
    Need(
        "Xvfb", "tests", "xvfb", "xorg-server-xvfb", "xorg-x11-server-Xvfb", "xorg-x11-server-Xvfb"
    ),
    Need("xauth", "tests", "xauth", "xorg-xauth", "xorg-x11-xauth", "xauth"),
    Need("openbox", "tests", "openbox", "openbox", "openbox", "openbox"),
    Need("xdotool", "tests", "xdotool", "xdotool", "xdotool", "xdotool"),
    Need("xprop", "tests", "x11-utils", "xorg-xprop", "xprop", "xprop"),
    Need("dbus-daemon", "tests", "dbus-daemon", "dbus", "dbus-daemon", "dbus-1-daemon"),
    Need("at-spi-bus-launcher", "tests", *4 * ("at-spi2-core",)),
    Need("pyatspi", "tests", "python3-pyatspi", "python-atspi", "python3-pyatspi", "python3-atspi"),
    Need("wmctrl", "tests", "wmctrl", "wmctrl", "wmctrl", "wmctrl"),
    Need("initdb", "tests", "postgresql", "postgresql", "postgresql-server", "postgresql-server"),
    Need("git", "tests", "git", "git", "git", "git"),
    Need("faketime", "tests", "faketime", "libfaketime", "libfaketime", "libfaketime"),
    Need("desktop-file-validate", "tests", *4 * ("desktop-file-utils",)),
)
# The tests judge each paper with an engine that runs in Java. Only apt is asked for these: other
# systems have no JAXB under that name, or one that is too new for the engine.
JUDGE = (
    Need("java", "judge", "default-jre-headless", ""),
    Need("jaxb-runtime.jar", "judge", "libjaxb-java", ""),
)

# Under /usr: what is not on the PATH.
_OTHER_PLACES = {
    "jaxb-runtime.jar": ("share/java/jaxb-runtime.jar",),
    "initdb": ("lib/postgresql/*/bin/initdb",),
    "at-spi-bus-launcher": ("lib*/at-spi-bus-launcher", "lib*/at-spi2*/at-spi-bus-launcher"),
    "pyatspi": ("lib/python3*/*-packages/pyatspi",),
}
_INSTALL = {
    "apt": ("apt-get", "install", "-y", "--no-install-recommends"),
    "dnf": ("dnf", "install", "-y"),
    "pacman": ("pacman", "-S", "--needed", "--noconfirm"),
    "zypper": ("zypper", "--non-interactive", "install"),
}


def loads(soname: str) -> bool:
    """Say whether a shared library can be loaded here, with all that it needs itself."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Say whether the system has any outline font; without one every letter is a box."""
    return any(
        name.lower().endswith((".ttf", ".otf", ".ttc", ".pfb"))
        for folder in _FONT_FOLDERS
        for _, _, names in os.walk(Path(folder).expanduser())
        for name in names
    )


def has_certificates() -> bool:
    """Say whether this Python knows any certificate authority; without one no index is trusted."""
    return index.certificates() is not None


def has_program(name: str) -> bool:
    """Say whether a program of the tests is installed, on the PATH or at a place of its own."""
    elsewhere = _OTHER_PLACES.get(name, ())
    return bool(shutil.which(name)) or any(any(Path("/usr").glob(place)) for place in elsewhere)


def missing(
    needs: Iterable[Need],
    *,
    library: Callable[[str], bool] = loads,
    program: Callable[[str], bool] = has_program,
    font: Callable[[], bool] = has_font,
    certificates: Callable[[], bool] = has_certificates,
) -> tuple[Need, ...]:
    """Return those needs that this system does not meet, each tried by the call for its kind."""

    def met(need: Need) -> bool:
        if need is FONT:
            return font()
        if need is CERTIFICATES:
            return certificates()
        return program(need.name) if need.group in ("tests", "judge") else library(need.name)

    return tuple(need for need in needs if not met(need))


def package_manager(which: Callable[[str], str | None] = shutil.which) -> str:
    """Return apt, dnf, pacman or zypper, whichever is here first, or ""."""
    return next((name for name, command in _INSTALL.items() if which(command[0])), "")


def install_command(needs: Sequence[Need], manager: str) -> tuple[str, ...]:
    """Return the package manager's command that brings everything in `needs`, each package once."""
    packages = dict.fromkeys(need.package(manager) for need in needs)
    return (*_INSTALL[manager], *packages)


def one_line(needs: Sequence[Need], manager: str, *, listed: bool = True) -> str:
    """Return the one line that a person with rights runs to install what is missing.

    Args:
        needs: what is missing.
        manager: apt, dnf, pacman, zypper, or "".
        listed: whether the package manager has its lists of packages; only apt needs to be told.
    """
    if not manager:
        return "install with this system's package manager: " + ", ".join(n.name for n in needs)
    line = shlex.join(("sudo", *install_command(needs, manager)))
    return line if manager != "apt" or listed else f"sudo apt-get update && {line}"


def _apt_knows_packages() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def check_system(*, tests: bool, screens: Sequence[str]) -> None:
    """Make sure that the system has what LibDesk needs; install it where that is ours to do.

    Args:
        tests: also ask for the programs that the tests drive.
        screens: the kinds of screen to be used, of "x11" and "wayland"; only their libraries are
            insisted on. The rest (and printing) is installed along when anything can be.

    Raises:
        Stop: something is missing and could not be installed; the sentence holds the one line.
            The judge's needs stop nothing: the tests of papers say themselves what they lack.
    """
    if sys.platform in ("win32", "darwin"):
        return
    _finish_interrupted()
    needs = (*LIBRARIES, FONT, CERTIFICATES, *(PROGRAMS if tests else ()))
    lacking = missing(needs)
    insisted = {"base", "net", "tests", *screens}
    manager = package_manager()
    trouble = ""
    if lacking and manager == "apt" and os.geteuid() == 0:
        trouble = apt_install(install_command(lacking, "apt"))
        lacking = missing(lacking)
    if any(need.group in insisted for need in lacking):
        raise Stop(trouble or lacking_sentence(lacking, manager))
    if tests:
        _bring_judge(manager)


def _bring_judge(manager: str) -> None:
    """Install what the judge of papers needs, apart from the rest, which must not fail with it."""
    lacking = missing(JUDGE)
    trouble = ""
    if lacking and manager == "apt" and os.geteuid() == 0:
        trouble = apt_install(install_command(lacking, "apt"))
        lacking = missing(lacking)
    if lacking:
        names = " and ".join(need.name for need in lacking)
        line = one_line(lacking, "apt", listed=_apt_knows_packages())
        say(f"without {names} no paper can be judged, and the tests of papers will fail.")
        say(trouble or f"on Debian and Ubuntu this brings it: {line}")


def lacking_sentence(lacking: Sequence[Need], manager: str) -> str:
    """Return what is missing, in a sentence, and under it the one line that brings it."""
    first = ", ".join(need.name for need in lacking[:3])
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    return (
        f"This system lacks {first}{more}, which LibDesk needs. Run this, then start again:\n"
        f"{one_line(lacking, manager, listed=_apt_knows_packages())}"
    )


def apt_install(command: Sequence[str]) -> str:
    """Run an apt-get install as root, after fetching the package lists where they are needed.

    Returns:
        "" when the packages are in, else a sentence on what failed.
    """
    say(f"installing system packages: {' '.join(command[4:])}")
    code, output = 1, ""
    with _no_service_started():
        if _apt_knows_packages():
            code, output = _apt(*command)
        if code != 0:
            # No lists, or lists so old that the packages they name are gone.
            say("fetching the lists of packages")
            _apt("apt-get", "update")
            code, output = _apt(*command)
    if code == 0:
        return ""
    if _UNREACHABLE.search(output):
        return (
            "apt-get cannot reach the servers it is set to: check this computer's network and "
            "run the same command again."
        )
    line = shlex.join(("sudo", *command))
    return f"apt-get failed ({last_words(output)}). Put that right, or try it yourself:\n{line}"


def _finish_interrupted() -> None:
    """Let dpkg finish what a killed run of this program left half done."""
    if os.geteuid() != 0 or not _at_work().exists():
        return
    say("finishing an installation of system packages that was interrupted")
    with _no_service_started():
        _apt("dpkg", "--configure", "-a")


def _at_work() -> Path:
    """Return the file that is there only while system packages are being installed."""
    return data_home() / "installing-system-packages"


def _apt(program: str, *arguments: str) -> tuple[int, str]:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    options = ("-q", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0")
    command = (program, *(options if program == "apt-get" else ()), *arguments)
    return run_logged(command, log_file("install.log"), environ=environ)


@contextmanager
def _no_service_started() -> Iterator[None]:
    """Keep packages from starting services: the tests run their own database server.

    Debian asks /usr/sbin/policy-rc.d. One that is there already is left alone, unless a killed
    run of this program left it.
    """
    log_file("install.log")  # makes the folder
    theirs = _POLICY.exists() and _POLICY.read_text("utf-8", "replace") != _POLICY_TEXT
    _at_work().touch()
    if not theirs:
        _POLICY.write_text(_POLICY_TEXT, "utf-8")
        _POLICY.chmod(0o755)
    try:
        yield
    finally:
        if not theirs:
            _POLICY.unlink(missing_ok=True)
        _at_work().unlink(missing_ok=True)


def check_platform() -> None:
    """Refuse a system for which Qt has no build, before anything is downloaded.

    Raises:
        Stop: the C library is too old, or is not glibc.
    """
    if not sys.platform.startswith("linux"):
        return
    oldest = (2, 39) if os.uname().machine == "aarch64" else (2, 34)
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
        found = tuple(int(part) for part in version.split(".")[:2])
    except (ValueError, OSError):
        name, found = "", ()
    if name != "glibc":
        raise Stop("LibDesk needs a Linux with glibc; this one has another C library (Alpine?).")
    if found < oldest:
        need = ".".join(map(str, oldest))
        raise Stop(
            f"This Linux is too old for LibDesk's Qt: it has glibc {version}, {need} is needed."
        )
