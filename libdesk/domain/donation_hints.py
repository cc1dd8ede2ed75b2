"""What would change a verdict: what could be mended or found out, and to what it leads.

Only what somebody can do something about is named. A machine's age and its processor stay.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from libdesk.domain.donation_checks import Asked, read
from libdesk.domain.donation_policy import Check, Fate, Policy, Rule, Verdict
from libdesk.domain.donation_verdicts import Judged, Line, verdict_of
from libdesk.domain.donations import (
    PIECES,
    WINDOWS_KINDS,
    Condition,
    Data,
    Kind,
    License,
    Machine,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.domain.spans import years_after
from libdesk.domain.windows11 import Fit

HINTS_LIMIT = 3
"""More ways to a better verdict are no help."""

NAMED_LIMIT = 4
"""So many open questions are named; of more, their number."""


SUPPORTED_YEARS = 8
"""More than any policy asks of a maker's support."""

Mend = Callable[[Machine], Machine]


@dataclass(frozen=True, slots=True)
class Hint:
    """What it would take, and what the verdict would be.

    Attributes:
        needs: what has to be so, each in a phrase such as "with 8 GB more memory".
        verdict: the verdict then.
    """

    needs: tuple[str, ...]
    verdict: Verdict

    @property
    def words(self) -> str:
        """Return the phrases as the beginning of a sentence."""
        told = (
            self.needs[0]
            if len(self.needs) == 1
            else (f"{', '.join(self.needs[:-1])} and {self.needs[-1]}")
        )
        return told[:1].upper() + told[1:]


def hints(machine: Machine, judged: Judged, policy: Policy, on: date) -> tuple[Hint, ...]:
    """Return what would change a verdict for the better, the best first; often nothing does.

    Args:
        machine: the machine.
        judged: its verdict.
        policy: by which it was judged.
        on: the day of the offer.
    """
    short = [one for one in judged.lines if one.reading.worst is not Fate.PASS]
    known = [one for one in short if one.is_known]
    asked = [one for one in short if not one.is_known]
    found = []
    if judged.at_best > judged.verdict:
        found.append(Hint(_answers(machine, asked, known, policy, on), judged.at_best))
    mends = [mend for line in known for mend in _mend(line, machine, on)]
    found = [*_mended(machine, known, mends, policy, on, judged), *found]
    return tuple(found[:HINTS_LIMIT])


def _answers(
    machine: Machine, asked: Sequence[Line], known: Sequence[Line], policy: Policy, on: date
) -> tuple[str, ...]:
    """Return what has to turn out well; many questions are counted, not named."""
    if len(asked) > NAMED_LIMIT:
        return (f"if the {len(asked)} open questions turn out well",)
    mends = [mend for line in asked for mend in _mend(line, machine, on)]
    ways = _Ways(machine, (*asked, *known), mends, policy, on)
    places = range(len(mends))
    needed = ways.fewest(places, ways.verdict(places))
    return tuple(mends[one][0] for one in needed) or ("if all turns out well",)


def _mended(
    machine: Machine,
    known: Sequence[Line],
    mends: Sequence[tuple[str, Mend]],
    policy: Policy,
    on: date,
    judged: Judged,
) -> Iterator[Hint]:
    """Yield what mending leads to, with every open question taken to turn out well."""
    ways = _Ways(machine, known, mends, policy, on)
    also = () if judged.is_certain else ("if what is open turns out well",)
    places: Sequence[int] = range(len(mends))
    best = ways.verdict(places)
    while best > judged.at_best:
        needed = ways.fewest(places, best)
        yield Hint((*(mends[one][0] for one in needed), *also), best)
        # Next comes what is still better than now, with one thing less.
        best = max(ways.verdict(_but(needed, one)) for one in needed)
        places = needed


class _Ways:
    """Tries what is mended, reading only the lines that cost something."""

    def __init__(
        self,
        machine: Machine,
        lines: Iterable[Line],
        mends: Sequence[tuple[str, Mend]],
        policy: Policy,
        on: date,
    ) -> None:
        self._machine, self._mends = machine, mends
        self._rules = [one.rule for one in lines]
        self._policy, self._on = policy, on

    def verdict(self, places: Iterable[int]) -> Verdict:
        """Return the verdict where these are mended."""
        machine = self._machine
        for place in places:
            machine = self._mends[place][1](machine)
        policy, on = self._policy, self._on
        return verdict_of(
            (Line(one, read(Asked(machine, one, policy, on))) for one in self._rules), policy
        )

    def fewest(self, places: Sequence[int], wanted: Verdict) -> list[int]:
        """Return those without which a verdict is not reached; what weighs less goes first."""
        kept = list(places)
        for place in reversed(places):
            fewer = _but(kept, place)
            if self.verdict(fewer) >= wanted:
                kept = fewer
        return kept


def _but(places: Sequence[int], one: int) -> list[int]:
    return [place for place in places if place != one]


def _mend(line: Line, machine: Machine, on: date) -> Iterator[tuple[str, Mend]]:
    """Yield what would make a line pass, if anything can."""
    make = _MENDS.get(line.rule.check)
    found = make(Case(machine, line.rule, on)) if make is not None else None
    if found is not None:
        yield found


@dataclass(frozen=True, slots=True)
class Case:
    """A line that a machine does not pass.

    Attributes:
        machine: the machine.
        rule: the line.
        on: the day of the offer.
    """

    machine: Machine
    rule: Rule
    on: date

    @property
    def good(self) -> int:
        """Return the limit from which on the line passes."""
        return max(self.rule.good or 0, self.rule.fair or 0)


Found = tuple[str, Mend] | None


def _memory(case: Case) -> Found:
    has, good = case.machine.memory_gb, case.good
    told = f"if it has {good} GB of memory" if has is None else f"with {good - has} GB more memory"
    return told, lambda one: replace(one, memory_gb=good)


def _disk(case: Case) -> Found:
    machine, good = case.machine, case.good
    is_open = machine.disk_gb is None and machine.disk_kind is DiskKind.UNKNOWN
    told = f"{'if it has' if is_open else 'with'} an SSD of {good} GB"
    return told, lambda one: replace(one, disk_gb=good, disk_kind=DiskKind.SSD)


def _works(case: Case) -> Found:
    if case.machine.works is None:
        return "once somebody has seen it work", lambda one: replace(one, works=True)
    return "if IT says yes to mending it", lambda one: replace(one, repair_agreed=True)


def _pieces(case: Case) -> Found:
    missing = case.machine.missing
    if missing is None:
        told = "if all that belongs to it comes along"
    else:
        named = (one for one in PIECES.get(case.machine.kind, ()) if one in missing)
        told = f"with its {' and '.join(one.value for one in named)}"
    return told, lambda one: replace(one, missing=frozenset())


def _use(case: Case) -> Found:
    machine = case.machine
    if machine.use is Use.NONE:
        return None
    if machine.use is not Use.NOT_NAMED:
        return "once its place is named", lambda one: replace(one, place=one.place or "?")
    is_old = machine.windows11 is Fit.NO or machine.is_apple_silicon is False
    if is_old:
        told, use = "if it is wanted for parts or training, at a place that is named", Use.TRAINING
    else:
        told, use = "once its use and its place are named", Use.SERVICE
    return told, lambda one: replace(one, use=use, place="?", has_points=True)


def _condition(case: Case) -> Found:
    found = case.machine.condition
    if found is Condition.UNKNOWN:
        return "if it is clean and whole", lambda one: replace(one, condition=Condition.GOOD)
    if found is Condition.SMELLS:
        return "once it is aired and clean", lambda one: replace(one, condition=Condition.GOOD)
    return None


def _system(case: Case) -> Found:
    machine, on = case.machine, case.on
    if machine.kind in WINDOWS_KINDS and machine.windows11 is Fit.CHECK:
        told = f"if {machine.processor or 'its processor'} can run Windows 11"
        return told, lambda one: replace(one, windows11=Fit.YES)
    if machine.kind is Kind.MAC and machine.is_apple_silicon is None:
        told = "if it has Apple’s own processor"
        return told, lambda one: replace(one, is_apple_silicon=True)
    if machine.kind in {Kind.CHROMEBOOK, Kind.TABLET} and machine.support_until is None:
        told = "if its maker supports it for years to come"
        return told, lambda one: replace(one, support_until=years_after(on, SUPPORTED_YEARS))
    return None


def _age(case: Case) -> Found:
    if case.machine.made_on is not None:
        return None
    years = min(case.rule.good or 0, case.rule.fair or case.rule.good or 0)
    on = case.on
    return f"if it is at most {years} years old", lambda one: replace(one, made_on=on)


def _license(case: Case) -> Found:
    is_open = case.machine.license is License.UNKNOWN
    told = "if its license comes with it" if is_open else "with a license of its own"
    return told, lambda one: replace(one, license=License.DIGITAL)


def _tpm(case: Case) -> Found:
    is_off = case.machine.windows11 is Fit.YES
    told = "with its security chip switched on" if is_off else "if it has a TPM 2.0"
    if not is_off and case.machine.tpm is False:
        return None
    return told, lambda one: replace(one, tpm=True, secure_boot=True)


def _kind(case: Case) -> Found:
    if case.machine.kind is not Kind.UNKNOWN:
        return None
    return "once we know what it is", lambda one: one


def _simple(name: str, *, good: object, unknown: str, bad: str = "") -> Callable[[Case], Found]:
    """Return what puts a fact right.

    Args:
        name: the machine's fact.
        good: what it should be.
        unknown: how it is told where the fact is not known.
        bad: how it is told where the fact is bad; "" where nobody can mend that.
    """

    def make(case: Case) -> Found:
        is_open = getattr(case.machine, name) in {None, Data.UNKNOWN, Port.UNKNOWN}
        told = unknown if is_open else bad
        if not told:
            return None
        changes: dict[str, Any] = {name: good}
        return told, lambda one: replace(one, **changes)

    return make


def _own(case: Case) -> Found:
    key, question = case.rule.key, case.rule.question
    told = f"if the answer to “{question}” is yes"
    return told, lambda one: replace(one, own={**one.own, key: True})


_MENDS: Mapping[Check, Callable[[Case], Found]] = MappingProxyType(
    {
        Check.OWNED: _simple("is_owned", good=True, unknown="if it is the donor’s to give"),
        Check.LEASE: _simple(
            "on_lease",
            good=False,
            unknown="if nobody else has a claim on it",
            bad="once nobody else has a claim on it",
        ),
        Check.LOCK: _simple(
            "is_locked", good=False, unknown="if no lock is on it", bad="once its lock is off"
        ),
        Check.RECALL: _simple("is_recalled", good=False, unknown="if it is not recalled"),
        Check.DAMAGE: _simple("is_damaged", good=False, unknown="if it is not damaged"),
        Check.STRINGS: _simple(
            "has_strings",
            good=False,
            unknown="if it is given outright",
            bad="if the donor gives it outright",
        ),
        Check.DATA: _simple(
            "data",
            good=Data.MAY_WIPE,
            unknown="if the donor lets us wipe it",
            bad="if the donor lets us wipe it",
        ),
        Check.KIND: _kind,
        Check.WORKS: _works,
        Check.SYSTEM: _system,
        Check.AGE: _age,
        Check.MEMORY: _memory,
        Check.DISK: _disk,
        Check.TPM: _tpm,
        Check.STANDARD: _simple(
            "is_standard", good=True, unknown="if it is one of our standard models"
        ),
        Check.PIECES: _pieces,
        Check.LICENSE: _license,
        Check.CONDITION: _condition,
        Check.USE: _use,
        Check.POINTS: _simple(
            "has_points",
            good=True,
            unknown="if power and network are there",
            bad="with power and network where it is to stand",
        ),
        Check.WARRANTY: _simple(
            "warranty_months", good=120, unknown="if it has a long warranty left"
        ),
        Check.PORT: _simple("port", good=Port.NETWORK, unknown="if it has a network port"),
        Check.TONER: _simple(
            "has_toner", good=True, unknown="if its toner is sold at a fair price"
        ),
        Check.DRIVER: _simple(
            "has_driver", good=True, unknown="if there is a driver for our computers"
        ),
        Check.MANAGEMENT: _simple(
            "is_managed",
            good=True,
            unknown="if its management license comes with it",
            bad="with its management license",
        ),
        Check.SCREEN: _simple("inches", good=200, unknown="if its screen is large enough"),
        Check.INPUT: _simple("has_digital_input", good=True, unknown="if it has a digital input"),
        Check.OWN: _own,
    }
)
"""What would put right what each check finds; what nobody can change is not here."""
