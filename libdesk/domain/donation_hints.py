"""What would change a verdict: what could be mended or found out, and to what it leads.

Only what somebody can do something about is named. A machine's age and its processor stay.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from libdesk.domain.donation_checks import Asked, read
from libdesk.domain.donation_policy import SEEN_ON, Check, Fate, Policy, Rule, Verdict
from libdesk.domain.donation_verdicts import Judged, Line, between, ends_of
from libdesk.domain.donations import (
    FIRST_YEAR,
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
"""So many open questions are named; of more, their number. More than so much is never mended."""

SUPPORTED_YEARS = 8
"""More than a policy usually asks of a maker's support."""

Mend = Callable[[Machine], Machine]

_SYSTEM = Rule("", Check.SYSTEM, "")
_BESIDE: Mapping[Check, Check] = MappingProxyType({Check.USE: Check.POINTS})
"""Where the first is mended, the second is asked, too."""


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
        *before, last = self.needs
        told = last
        if before:
            is_short = last.startswith("with") and len(before) == 1 and " and " not in before[0]
            comma = "" if is_short else ","
            told = f"{', '.join(before)}{comma} and {last}"
        return told[:1].upper() + told[1:]


def hints(machine: Machine, judged: Judged, policy: Policy, on: date) -> tuple[Hint, ...]:
    """Return what would change a verdict for the better, the best first; often nothing does.

    Args:
        machine: the machine.
        judged: its verdict.
        policy: by which it was judged.
        on: the day of the offer.
    """
    short = [one for one in judged.lines if not one.is_known or one.fate is not Fate.PASS]
    known = [one for one in short if one.is_known]
    asked = [one for one in short if not one.is_known]
    found = [*_mended(_Ways(machine, short, known, policy, on), judged)]
    if judged.at_best > judged.verdict:
        ways = _Ways(machine, short, asked, policy, on)
        found.append(Hint(_answers(ways, len(asked), judged.at_best), judged.at_best))
    return tuple(found[:HINTS_LIMIT])


def _answers(ways: "_Ways", count: int, at_best: Verdict) -> tuple[str, ...]:
    """Return what has to turn out well; many questions are counted, not named."""
    if count <= NAMED_LIMIT:
        needed = ways.fewest(ways.places, ways.verdict, at_best)
        if ways.verdict(needed) >= at_best:
            return ways.words(needed) or ("once we know what it is",)
    told = "open question turns" if count == 1 else f"{count} open questions turn"
    return (f"if the {told} out well",)


def _mended(ways: "_Ways", judged: Judged) -> Iterator[Hint]:
    """Yield what mending leads to, with every open question taken to turn out well."""
    also = () if judged.is_certain else ("if the open questions turn out well",)
    places = ways.places
    best = ways.best(places)
    while best > judged.at_best:
        needed = ways.fewest(places, ways.best, best)
        if len(needed) <= NAMED_LIMIT:
            yield Hint((*ways.words(needed), *also), best)
        # Next comes what is still better than now, with one thing less.
        best = max(ways.best(_but(needed, one)) for one in needed)
        places = needed


class _Ways:
    """Tries what is mended, reading only the lines that cost something or could come to.

    Attributes:
        places: of all that can be mended.
    """

    def __init__(
        self,
        machine: Machine,
        short: Sequence[Line],
        mended: Iterable[Line],
        policy: Policy,
        on: date,
    ) -> None:
        self._machine, self._policy, self._on = machine, policy, on
        self._mends = [
            (line.rule, *found)
            for line in mended
            if (found := _mend(Case(machine, line.rule, policy, on))) is not None
        ]
        beside = {_BESIDE.get(rule.check) for rule, *_ in self._mends}
        keys = {one.rule.key for one in short}
        self._rules = [
            one for one in policy.rules_for(machine.kind) if one.key in keys or one.check in beside
        ]
        self.places = list(range(len(self._mends)))

    def words(self, places: Iterable[int]) -> tuple[str, ...]:
        """Return what has to be so, each once."""
        return tuple(dict.fromkeys(self._mends[one][1] for one in places))

    def verdict(self, places: Iterable[int]) -> Verdict:
        """Return the verdict where these are mended."""
        return between(*self._ends(places))

    def best(self, places: Iterable[int]) -> Verdict:
        """Return the verdict where these are mended, and all that is open turns out well."""
        return self._ends(places)[1]

    def fewest(
        self,
        places: Sequence[int],
        verdict: Callable[[Sequence[int]], Verdict],
        wanted: Verdict,
    ) -> list[int]:
        """Return those that are needed for a verdict; what weighs less goes first."""
        kept = list(places)
        for place in reversed(places):
            fewer = _but(kept, place)
            if verdict(fewer) >= wanted:
                kept = fewer
        return kept

    def _ends(self, places: Iterable[int]) -> tuple[Verdict, Verdict]:
        machine, settled = self._machine, set()
        for place in places:
            rule, _, mend = self._mends[place]
            machine = mend(machine)
            if mend is _as_it_is:
                settled.add(rule.key)
        policy, on = self._policy, self._on
        rules = (one for one in self._rules if one.key not in settled)
        return ends_of((Line(one, read(Asked(machine, one, policy, on))) for one in rules), policy)


def _but(places: Sequence[int], one: int) -> list[int]:
    return [place for place in places if place != one]


def _as_it_is(machine: Machine) -> Machine:
    """Return the machine; of a line that this mends it is taken that it passes."""
    return machine


@dataclass(frozen=True, slots=True)
class Case:
    """A line that a machine does not pass.

    Attributes:
        machine: the machine.
        rule: the line.
        policy: the policy.
        on: the day of the offer.
    """

    machine: Machine
    rule: Rule
    policy: Policy
    on: date

    @property
    def good(self) -> int:
        """Return the limit from which on the line passes."""
        return max(self.rule.good or 0, self.rule.fair or 0)

    @property
    def is_old(self) -> bool:
        """Say whether it can run no supported system, and is not wanted all the same."""
        if self.machine.kind not in SEEN_ON[Check.SYSTEM]:
            return False
        return read(Asked(self.machine, _SYSTEM, self.policy, self.on)).best is Fate.FAIL


Found = tuple[str, Mend] | None


def _mend(case: Case) -> Found:
    """Return what would make a line pass, if anything can."""
    make = _MENDS.get(case.rule.check)
    return None if make is None else make(case)


def _memory(case: Case) -> Found:
    has, good = case.machine.memory_gb, case.good
    told = f"if it has {good} GB of memory" if has is None else f"with {good - has} GB more memory"
    return told, lambda one: replace(one, memory_gb=max(good, one.memory_gb or 0))


def _disk(case: Case) -> Found:
    machine, good = case.machine, case.good
    size, kind = machine.disk_gb, machine.disk_kind
    may_be = kind in {DiskKind.UNKNOWN, DiskKind.SSD} and (size is None or size >= good)
    told = f"{'if it has' if may_be else 'with'} an SSD of {good} GB"
    return told, lambda one: replace(
        one, disk_gb=max(good, one.disk_gb or 0), disk_kind=DiskKind.SSD
    )


def _works(case: Case) -> Found:
    if case.machine.works is None:
        return "once somebody has seen it work", lambda one: replace(one, works=True)
    return "if IT says yes to mending it", lambda one: replace(one, repair_agreed=True)


def _pieces(case: Case) -> Found:
    missing = case.machine.missing
    if missing is None:
        told = "if all that belongs to it comes along"
    else:
        wanted = PIECES.get(case.machine.kind, ())
        *before, last = (one.value for one in wanted if one in missing)
        named = f"{', '.join(before)} and {last}" if before else last
        told = f"with its {named}"
    return told, lambda one: replace(one, missing=frozenset())


def _use(case: Case) -> Found:
    machine = case.machine
    if machine.use is Use.NONE:
        return None
    if machine.use is Use.NOT_NAMED and case.is_old:
        told = "if it is wanted for parts or training at a named place"
        return told, lambda one: replace(one, use=Use.TRAINING, place="?")
    if machine.use in {Use.SPARE, Use.TRAINING}:
        return "once its place is named", lambda one: replace(one, place="?")
    its_use = "" if machine.use is Use.SERVICE else "its use and "
    has_points = machine.has_points is not False
    powered = " with power and network" if has_points else ""
    told = f"once {its_use}its place{powered} are named"
    if its_use == "":
        told = f"once its place{powered} is named"
    return told, lambda one: replace(one, use=Use.SERVICE, place="?", has_points=has_points)


def _condition(case: Case) -> Found:
    found = case.machine.condition
    if found is Condition.UNKNOWN:
        return "if it is clean and whole", lambda one: replace(one, condition=Condition.GOOD)
    if found is Condition.SMELLS:
        return "once it is aired and clean", lambda one: replace(one, condition=Condition.GOOD)
    return None


def _system(case: Case) -> Found:
    machine = case.machine
    if case.is_old and machine.use is Use.SERVICE:
        told = "if it is wanted for parts or training instead"
        return told, lambda one: replace(one, use=Use.TRAINING)
    if machine.kind in WINDOWS_KINDS and machine.windows11 is Fit.CHECK:
        # Whether its chip is on is asked only then.
        chip = "" if machine.tpm is not None else " and its security chip is on"
        told = f"if {machine.processor or 'its processor'} can run Windows 11{chip}"
        return told, lambda one: replace(one, windows11=Fit.YES, tpm=one.tpm is not False)
    if machine.kind is Kind.MAC and machine.is_apple_silicon is None and not case.is_old:
        told = "if it has Apple’s own processor"
        return told, lambda one: replace(one, is_apple_silicon=True)
    return _support(case) if machine.kind in SEEN_ON[Check.SUPPORT] else None


def _support(case: Case) -> Found:
    if case.machine.support_until is not None:
        return None
    until = years_after(case.on, max(SUPPORTED_YEARS, case.good))
    told = "if its maker supports it for years to come"
    return told, lambda one: replace(one, support_until=until)


def _age(case: Case) -> Found:
    machine, rule, on = case.machine, case.rule, case.on
    if machine.made_on is not None:
        return None
    good = rule.good or 0
    years = good if rule.fair is None else min(good, rule.fair)
    made = years_after(on, -min(years, max(0, on.year - FIRST_YEAR)))
    told = f"if it is at most {years} year{'' if years == 1 else 's'} old"
    return told, lambda one: replace(one, made_on=max(made, one.made_on or made))


def _warranty(case: Case) -> Found:
    if case.machine.warranty_months is not None:
        return None
    told = f"if {case.good} months of its warranty are left"
    return told, lambda one: replace(one, warranty_months=max(case.good, one.warranty_months or 0))


def _screen(case: Case) -> Found:
    if case.machine.inches is not None:
        return None
    told = f"if its screen has {case.good} inches or more"
    return told, lambda one: replace(one, inches=max(case.good, one.inches or 0))


def _license(case: Case) -> Found:
    is_open = case.machine.license is License.UNKNOWN
    told = "if its license comes with it" if is_open else "with a license of its own"
    return told, lambda one: replace(one, license=License.DIGITAL)


def _tpm(case: Case) -> Found:
    machine = case.machine
    is_off = machine.tpm is False or machine.secure_boot is False
    told = "with its security chip switched on" if is_off else "if its security chip is on"
    return told, lambda one: replace(one, tpm=True, secure_boot=True)


def _kind(case: Case) -> Found:
    if case.machine.kind is not Kind.UNKNOWN:
        return None
    return "once we know what it is", _as_it_is


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
        Check.SENSE: lambda _case: ("once it is clear which of its facts are right", _as_it_is),
        Check.WORKS: _works,
        Check.SYSTEM: _system,
        Check.SUPPORT: _support,
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
        Check.WARRANTY: _warranty,
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
        Check.SCREEN: _screen,
        Check.INPUT: _simple("has_digital_input", good=True, unknown="if it has a digital input"),
        Check.OWN: _own,
    }
)
"""What would put right what each check finds; what nobody can change is not here."""
