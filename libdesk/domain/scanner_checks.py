"""The scanner test: what arrived from one scan, and whether it is fine."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from libdesk.domain.keyboard_layouts import Mixup
from libdesk.domain.scanned import (
    NOTHING_AROUND,
    Around,
    Known,
    Scanned,
    Why,
    read_scan,
    without_controls,
)

AROUND_AT_MOST = 12
"""Characters that a scanner may put before a code, or behind it."""

SLOW_MS = 35.0
"""From one character to the next: slower ones can't be told from a person who types fast."""

_NAMES = {
    "\x00": "NUL",
    "\x02": "STX",
    "\x03": "ETX",
    "\x04": "EOT",
    "\x08": "Backspace",
    "\t": "Tab",
    "\n": "LF",
    "\r": "Enter",
    "\x1b": "Esc",
    "\x1c": "FS",
    "\x1d": "GS",
    "\x1e": "RS",
    "\x1f": "US",
    "\x7f": "Del",
    " ": "Space",
}


class Ending(StrEnum):
    """What a scan ends with."""

    ENTER = "enter"
    TAB = "tab"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One scan as it came.

    Attributes:
        typed: the characters, without what it ends with.
        gaps: milliseconds between each two of them.
        ending: what it ends with.
    """

    typed: str
    gaps: tuple[float, ...] = ()
    ending: Ending = Ending.ENTER

    @property
    def pace(self) -> float | None:
        """The usual time from one character to the next, in milliseconds; None for one alone."""
        return median(self.gaps) if self.gaps else None


class Finding(StrEnum):
    """Something to know of a scan."""

    FINE = "fine"
    NO_ENTER = "no enter"
    TAB = "tab"
    CAPS_LOCK = "caps lock"
    SURROUNDED = "surrounded"
    CONTROLS = "controls"
    SLOW = "slow"
    LAYOUT = "layout"
    GLUED = "glued"
    UNKNOWN = "unknown"
    GARBAGE = "garbage"
    PATRON = "patron"


HARMLESS = frozenset(
    {Finding.FINE, Finding.NO_ENTER, Finding.TAB, Finding.CAPS_LOCK, Finding.CONTROLS}
)
"""A counting day goes well all the same."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a scan says of the scanner.

    Attributes:
        shown: what arrived, control characters by their names in brackets; "" for a patron's card.
        scanned: the codes in it.
        findings: what is to be known, the gravest first.
        around: what could be passed over from now on; empty for nothing.
        mixup: which keyboards are mixed up; None where that is not so, or not known.
    """

    shown: str
    scanned: tuple[Scanned, ...]
    findings: tuple[Finding, ...]
    around: Around = NOTHING_AROUND
    mixup: Mixup | None = None

    @property
    def is_fine(self) -> bool:
        """Say whether nothing needs to be done."""
        return HARMLESS.issuperset(self.findings)


def check_arrival(arrival: Arrival, known: Known, around: Around = NOTHING_AROUND) -> Checked:
    """Return what one scan of a label says of the scanner.

    Args:
        arrival: what came.
        known: the labels and places that there are.
        around: what is passed over already.
    """
    codes = read_scan(arrival.typed, known, around)
    whys = {one.why for one in codes}
    if Why.PATRON in whys:
        return Checked("", codes, (Finding.PATRON,))
    new = NOTHING_AROUND
    if not any(one.is_certain for one in codes):
        new = what_is_around(without_controls(arrival.typed), known)
    mixup = next((one.mixup for one in codes if one.mixup is not None), None)
    findings = tuple(_findings(arrival, codes, new))
    return Checked(named(arrival.typed), codes, findings or (Finding.FINE,), new, mixup)


def what_is_around(text: str, known: Known) -> Around:
    """Return what stands around the longest known code in a text; nothing where that is not clear.

    Args:
        text: what came from a scanner.
        known: the labels and places that there are.
    """
    for length in known.lengths:
        found = [
            (text[:at], text[at + length :])
            for at in range(len(text) - length + 1)
            if known.find(text[at : at + length]) is not None
        ]
        if len(found) == 1 and max(map(len, found[0])) <= AROUND_AT_MOST:
            before, behind = found[0]
            return Around(tuple(filter(None, [before])), tuple(filter(None, [behind])))
        if found:
            break
    return NOTHING_AROUND


def named(typed: str) -> str:
    """Return what was typed with each sign that nobody sees by its name, such as [GS]."""
    return "".join(
        f"[{_NAMES.get(one, f'U+{ord(one):04X}')}]" if one == " " or not one.isprintable() else one
        for one in typed
    )


def _findings(arrival: Arrival, codes: tuple[Scanned, ...], new: Around) -> Iterable[Finding]:
    whys = {one.why for one in codes}
    is_new = new != NOTHING_AROUND
    pace = arrival.pace
    marks = (
        (Finding.GARBAGE, Why.GARBAGE in whys or not codes),
        (Finding.LAYOUT, not whys.isdisjoint({Why.LAYOUT, Why.MENDED})),
        (Finding.GLUED, Why.SEVERAL in whys or len(codes) > 1),
        (Finding.SURROUNDED, is_new),
        (Finding.UNKNOWN, Why.UNKNOWN in whys and not is_new),
        (Finding.SLOW, pace is not None and pace > SLOW_MS),
        (Finding.CAPS_LOCK, _is_capped(arrival.typed, codes)),
        (Finding.CONTROLS, not arrival.typed.isprintable()),
        (Finding.TAB, arrival.ending is Ending.TAB),
        (Finding.NO_ENTER, arrival.ending is Ending.NOTHING),
    )
    return (finding for finding, is_so in marks if is_so)


def _is_capped(typed: str, codes: tuple[Scanned, ...]) -> bool:
    """Say whether each letter came in the other case."""
    return any(
        one.is_certain and one.code != one.code.swapcase() and one.code.swapcase() in typed
        for one in codes
    )
