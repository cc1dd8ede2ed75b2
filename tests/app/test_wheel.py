"""A built wheel works by itself: nothing that the tour shows comes from the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from libdesk.app.site import load_guidance

ROOT = Path(__file__).parents[2]
PAGES = {
    "form-tiles", "form-which-one", "form-answers", "form-vague", "form-private", "form-picture",
    "form-facts", "form-sent", "form-sign", "form-unsafe", "form-unsafe-typed", "form-sent-now",
    "form-reports", "form-still-hurting", "form-ladder", "form-where", "form-public-reports",
    "form-leaving", "form-reply", "form-sent-niggle", "form-sent-forgets", "form-tile-print-2",
    "desk-inbox", "desk-waiting", "desk-search", "desk-library", "desk-empty",
}  # fmt: skip
"""Each is taken in the light and in the dark."""

PATIENCE_S = 280
"""A tour that hangs is ended then. One that does not takes some two minutes: it shows every page
that there is, so it grows with them, and says nothing of how fast one of them is."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_its_resources_and_its_licence(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "libdesk/resources/questions/problems.json",
        "libdesk/resources/sample/scenes.json",
        "libdesk/resources/sample/stories.json",
        "libdesk/resources/icons/printer.svg",
        "libdesk/storage/migrations/versions/0001_first.py",
    ):
        assert wanted in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "installer/"))]


@pytest.mark.alone  # the tour waits for each page to settle: beside others it takes twice as long
@pytest.mark.timeout(300)
def test_the_wheel_passes_the_tour_in_an_environment_of_its_own(wheel, tmp_path):
    """The environment is empty but for the wheel; what LibDesk needs is lent by this one."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scheme = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    lent = sysconfig.get_path("purelib")
    (packages / "lent.pth").write_text(f"{lent}\n", "utf-8")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "LIBDESK", "DISPLAY", "WAYLAND"))
    } | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}

    def run(*arguments):
        ran = subprocess.run(
            [str(python), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert run("-c", "import libdesk; print(libdesk.__file__)").startswith(str(packages))
    pictures = run("-m", "libdesk", "tour", "tour").split()
    names = {Path(picture).stem for picture in pictures}
    assert len(names) == len(pictures)
    tiles = {f"form-tile-{one.code.lower()}" for one in load_guidance().categories}
    for page in PAGES | tiles:
        assert {f"{page}-light", f"{page}-dark"} <= names, page
    for picture in pictures:
        assert (tmp_path / picture).stat().st_size > 5_000
