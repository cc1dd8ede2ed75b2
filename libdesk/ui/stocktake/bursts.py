"""Tells a scanner from a person by the times between keys; plain, with times passed in.

A scanner presses its keys a few milliseconds apart, a person does not. So the first key is held
back for a moment: where more follow at once, all of them are a scan; else the key was a person's,
and is let go. Nothing here knows of windows.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Generic, TypeVar

from libdesk.domain.scanner_checks import Arrival, Ending

Press = TypeVar("Press")
"""What stands for a key press, to be given back where it was a person's."""

LONGEST = 1_000
"""Characters of one scan that are kept: many more than any label has."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Times in milliseconds, by which the two are told apart.

    Attributes:
        together: from one key to the next, a scanner needs less.
        hold: so long a key waits for the next one.
        quiet: without Enter, a scan is over after so long; within one, a pause may be so long.
        trailing: an Enter so soon after a scan belongs to it.
        least: characters of a scan; two at once come from fast fingers too.
    """

    together: int = 35
    hold: int = 45
    quiet: int = 90
    trailing: int = 250
    least: int = 3


USUAL = Timing()
PATIENT = Timing(together=90, hold=110, quiet=220, trailing=400)
"""For scanners that are slow; who types fast may be taken for one."""


class Kind(Enum):
    """What a key does."""

    CHARACTER = "character"
    END = "end"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stroke(Generic[Press]):
    """One key press.

    Attributes:
        press: the press itself.
        kind: what the key does; OTHER for what writes nothing, such as Esc or Ctrl+J.
        text: what it writes.
        at: when, in milliseconds from any beginning.
        is_held_down: it only repeats itself under a finger.
    """

    press: Press
    kind: Kind
    text: str
    at: int
    is_held_down: bool = False


@dataclass(frozen=True, slots=True)
class Step(Generic[Press]):
    """What a press leads to, in this order.

    Attributes:
        scan: a scan that is whole by now; None for none.
        released: presses of a person, to be let go now.
        passes: this press goes where it was meant to go; else it is held back, or was a scan's.
    """

    scan: Arrival | None = None
    released: tuple[Press, ...] = ()
    passes: bool = False


class Bursts(Generic[Press]):
    """Takes one press after the other.

    Args:
        timing: by which scans are told.

    Attributes:
        timing: the same; may be changed.
    """

    def __init__(self, timing: Timing = USUAL) -> None:
        self.timing = timing
        self._held: list[Stroke[Press]] = []
        self._last_at = 0
        self._scanned_at: int | None = None

    @property
    def is_holding(self) -> bool:
        """Say whether something is held back."""
        return bool(self._held)

    @property
    def patience(self) -> int:
        """Milliseconds to wait for another press until `settle` is to be called."""
        return self.timing.quiet if self._is_scan else self.timing.hold

    def press(self, stroke: Stroke[Press]) -> Step[Press]:
        """Take a press, and say what follows."""
        is_over = bool(self._held) and stroke.at - self._last_at > self._pause
        before = self.settle() if is_over else Step()
        if not self._held:
            return self._first(stroke, before)
        self._last_at = stroke.at
        if stroke.kind is not Kind.END:
            if len(self._held) < LONGEST:
                self._held.append(stroke)
            return Step()
        if not self._is_scan:
            return Step(released=self._let_go(), passes=True)
        by_tab = stroke.text == "\t"
        return Step(self._whole(Ending.TAB if by_tab else Ending.ENTER))

    def settle(self) -> Step[Press]:
        """Nothing came for a while: return what was held back, as a scan or as presses."""
        if self._is_scan:
            return Step(self._whole(Ending.NOTHING))
        return Step(released=self._let_go())

    def drop(self) -> tuple[Press, ...]:
        """Begin anew; return what was held back."""
        self._scanned_at = None
        return self._let_go()

    @property
    def _is_scan(self) -> bool:
        return len(self._held) >= self.timing.least

    @property
    def _pause(self) -> int:
        return self.timing.quiet if self._is_scan else self.timing.together

    def _first(self, stroke: Stroke[Press], before: Step[Press]) -> Step[Press]:
        """Take a press with nothing before it that belongs to it."""
        if stroke.kind is Kind.CHARACTER and not stroke.is_held_down:
            self._held.append(stroke)
            self._last_at = stroke.at
            return before
        if stroke.kind is Kind.CHARACTER:
            return Step(before.scan, (*before.released, stroke.press))
        since = None if self._scanned_at is None else stroke.at - self._scanned_at
        ends_late = stroke.kind is Kind.END and self.timing.trailing
        belongs = since is not None and since <= (ends_late or self.timing.together)
        return Step(before.scan, before.released, passes=not belongs)

    def _whole(self, ending: Ending) -> Arrival:
        held, self._held = self._held, []
        self._scanned_at = self._last_at
        times = [one.at for one in held]
        gaps = tuple(float(later - sooner) for sooner, later in pairwise(times))
        return Arrival("".join(one.text for one in held), gaps, ending)

    def _let_go(self) -> tuple[Press, ...]:
        held, self._held = self._held, []
        return tuple(one.press for one in held)
