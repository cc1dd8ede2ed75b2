"""How the tones in resources/sounds/ were made; `python -m tests.ui.stocktake.tone_files` again.

Each tone is sine waves one after the other, 22,050 samples a second of 8 bits, on one channel. So
that nothing clicks, each wave swells for 5 ms and fades over its last 30 ms:

    sample(t) = 128 + 127 * 0.6 * min(1, t / 0.005, (length - t) / 0.03) * sin(2 pi * pitch * t)

A high note for what is found, two falling notes for what is to be looked at, and three low ones for
what is unknown: they differ in pitch and in number, so that either tells them apart.
"""

import io
import math
import wave
from pathlib import Path

RATE = 22_050
TONES = {
    "found": ((1568.0, 0.11),),
    "look": ((880.0, 0.13), (587.0, 0.17)),
    "unknown": ((233.0, 0.11), (0.0, 0.04), (233.0, 0.11), (0.0, 0.04), (175.0, 0.19)),
}
"""Pitch in hertz, and seconds, of each wave; 0 Hz is silence."""

_LOUDNESS, _SWELL, _FADE = 0.6, 0.005, 0.03


def tone(name: str) -> bytes:
    """Return a tone as a WAV file."""
    samples = bytearray()
    for pitch, length in TONES[name]:
        for step in range(round(length * RATE)):
            t = step / RATE
            swell = max(0.0, min(1.0, t / _SWELL, (length - t) / _FADE))
            samples.append(round(128 + 127 * _LOUDNESS * swell * math.sin(2 * math.pi * pitch * t)))
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(samples))
    return made.getvalue()


if __name__ == "__main__":
    folder = Path(__file__).parents[3] / "resources" / "sounds"
    for name in TONES:
        (folder / f"{name}.wav").write_bytes(tone(name))
