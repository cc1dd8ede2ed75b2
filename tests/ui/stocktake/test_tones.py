"""Tones: three that differ, as they are shipped, played without waiting."""

import sys
import wave

import pytest
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from libdesk.paths import resources
from libdesk.ui.stocktake.tones import Tone, Tones, usual_play
from tests.ui.stocktake.tone_files import TONES, tone


@pytest.fixture
def memory(tmp_path):
    return QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def owner(qapp):
    made = QObject(qapp)
    yield made
    made.deleteLater()


@pytest.mark.parametrize("name", list(TONES))
def test_what_is_shipped_is_what_the_formula_makes(name):
    assert (resources() / "sounds" / f"{name}.wav").read_bytes() == tone(name)


def test_each_tone_is_shipped_and_short():
    assert {one.value for one in Tone} == set(TONES)
    for one in Tone:
        with wave.open(str(resources() / "sounds" / f"{one.value}.wav")) as file:
            assert file.getnframes() / file.getframerate() <= 0.5


def test_switched_off_they_are_off_the_next_day_too(owner, memory):
    played: list[str] = []
    tones = Tones(owner, memory, lambda file: played.append(file.stem))
    assert tones.is_on
    tones.sound(Tone.FOUND)
    tones.turn(on=False)
    tones.sound(Tone.UNKNOWN)
    assert played == ["found"]
    assert not Tones(owner, memory).is_on
    tones.turn(on=True)
    tones.sound(Tone.LOOK)
    assert played == ["found", "look"]


def test_muted_they_play_nothing(owner, memory):
    played: list[str] = []
    tones = Tones(owner, memory, lambda file: played.append(file.stem))
    tones.mute()
    tones.sound(Tone.FOUND)
    assert (played, tones.is_on) == ([], True)


def test_where_nobody_sits_nothing_sounds(owner, tmp_path):
    usual_play(owner)(tmp_path / "none.wav")


def test_each_system_has_a_way(owner, qtbot, tmp_path):
    """The interpreter stands for the system's player: it writes down what it was to play."""
    heard = tmp_path / "heard"
    script = tmp_path / "player.py"
    script.write_text(f"open({str(heard)!r}, 'a').write('played\\n')", "utf-8")
    for system in ("darwin", "linux"):
        play = usual_play(owner, system, lambda: "xcb", lambda _name: sys.executable)
        heard.unlink(missing_ok=True)
        # "aplay -q" and the others take the file last; here it is the script.
        play(script)
        qtbot.waitUntil(heard.exists, timeout=10_000)


def test_a_player_that_does_not_start_is_no_trouble(owner, qtbot, tmp_path):
    play = usual_play(owner, "linux", lambda: "xcb", lambda _name: str(tmp_path / "none"))
    for _ in range(20):
        play(tmp_path / "none.wav")
    qtbot.waitUntil(lambda: not owner.children(), timeout=10_000)


def test_with_no_player_qt_beeps(owner, monkeypatch, tmp_path):
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    usual_play(owner, "linux", lambda: "xcb", lambda _name: "")(tmp_path / "none.wav")
    usual_play(owner, "haiku", lambda: "xcb")(tmp_path / "none.wav")
    assert beeps == [1, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="it would sound")
def test_the_way_of_windows_is_taken_there_only(owner, tmp_path):
    usual_play(owner, "win32", lambda: "windows")(tmp_path / "none.wav")
