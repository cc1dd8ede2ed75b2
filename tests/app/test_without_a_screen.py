"""The two faces where there is no screen: a sentence and 1, never Qt's abort."""

import os
import subprocess
import sys

import pytest

from libdesk.app.display import has_screen

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="these systems always have a screen"
)


@pytest.mark.parametrize("face", [[], ["report"]])
def test_a_face_without_a_screen_is_refused_in_one_sentence(tmp_path, face):
    environment = {key: value for key, value in os.environ.items() if key not in SCREENS}
    data = tmp_path / "data"
    ran = subprocess.run(
        [sys.executable, "-m", "libdesk", *face, "--data", str(data)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("libdesk: There is no screen")
    assert len(ran.stderr.splitlines()) == 1
    assert not data.exists()


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("DISPLAY", ":0", True),
        ("WAYLAND_DISPLAY", "wayland-0", True),
        ("QT_QPA_PLATFORM", "offscreen", True),
        ("DISPLAY", "", False),
    ],
)
def test_a_screen_is_what_the_system_names_or_what_was_asked_of_qt(monkeypatch, name, value, found):
    for other in SCREENS:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    assert has_screen() is found
