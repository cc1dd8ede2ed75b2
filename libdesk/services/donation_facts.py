"""What has to be looked up of a machine that is offered, before it is judged.

It is looked up when the machine is written down and stays with it, so that an old offer gets the
same verdict for ever, whatever list of processors or standard models the library has by then.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from functools import lru_cache

from libdesk.domain.donation_slips import without_slips
from libdesk.domain.donations import Kind, Machine
from libdesk.domain.text import fold
from libdesk.domain.windows11 import Fit

CACHED = 20_000
"""Different names that are kept in mind: more than the longest list of offers has."""

_INTEL_MAC = re.compile(
    r"intel|\bcore (?:[im][3579]?\b|2|duo|solo)|\bi[3579]\b|\bxeon|\b[57]y[0-9]|\bpower ?pc"
)
_SILICON = re.compile(r"\bapple\b|\bm[1-9]\b")
_SIGNS = re.compile(r"[^a-z0-9]+")


class DonationFacts:
    """Looks up what a machine's names tell.

    Args:
        processor: says of a processor's name whether it can run Windows 11.
        since: says in which year it came; None for not known.
    """

    def __init__(self, processor: Callable[[str], Fit], since: Callable[[str], int | None]) -> None:
        self._fit = lru_cache(CACHED)(processor)
        self._since = lru_cache(CACHED)(since)

    def looked_up(
        self, machine: Machine, standard: Collection[str] = (), on: date | None = None
    ) -> Machine:
        """Return a machine with what can be looked up, and without numbers that can't be.

        What its processor tells is looked up anew: it may have been another one before. Whether a
        Mac has Apple's own processor stays as it was said where no name tells it.

        Args:
            machine: as it was written down.
            standard: the names of the library's standard models, with or without their makes;
                empty where it has none, and then it stays as it was said.
            on: the day on which it was offered; a later year is a slip of the pen then.
        """
        sound = without_slips(machine, on)
        name = sound.processor.strip()
        return replace(
            sound,
            windows11=self._fit(name) if name else Fit.CHECK,
            processor_since=self._since(name) if name else None,
            is_apple_silicon=_is_silicon(sound, name),
            is_standard=_is_standard(sound, standard) if standard else sound.is_standard,
        )


def _is_silicon(machine: Machine, name: str) -> bool | None:
    if machine.kind is not Kind.MAC:
        return None
    told = _SIGNS.sub(" ", fold(name))
    if _INTEL_MAC.search(told):
        return False
    return True if _SILICON.search(told) else machine.is_apple_silicon


def _is_standard(machine: Machine, standard: Collection[str]) -> bool | None:
    if not machine.model.strip():
        return None
    names = {_key(machine.model), _key(machine.name)}
    return any(key in names for key in _keys(tuple(standard)))


@lru_cache(maxsize=8)
def _keys(standard: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(_key, standard)))


@lru_cache(maxsize=CACHED)
def _key(name: str) -> str:
    return _SIGNS.sub("", fold(name))
