"""What a line of a donation policy finds on a machine: at best, at worst, and the fact.

Where a fact is not known, the reading has two ends: what it would be if it turned out well, and if
it turned out badly. Where it is known, both are the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from libdesk.domain.donation_contradictions import (
    FIRST_ALL_SILICON,
    LAST_INTEL_MAC,
    contradiction,
    to_come,
)
from libdesk.domain.donation_policy import SMALLER_IS_BETTER, Check, Fate, Policy, Rule
from libdesk.domain.donations import (
    FIRST_YEAR,
    PIECES,
    Condition,
    Data,
    Kind,
    License,
    Machine,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.domain.windows11 import Fit

PASS, SOFT, FAIL = Fate.PASS, Fate.SOFT, Fate.FAIL

Answer = bool | None
"""Yes, no, or not known."""

NOT_KNOWN = "not known"
"""The fact of a line on which nobody said anything."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line finds.

    Attributes:
        best: how it does if what is not known turns out well.
        worst: how it does if that turns out badly; on a line that is asked only where all goes
            well, that can be more.
        fact: what is known, in words.
    """

    best: Fate
    worst: Fate
    fact: str

    @property
    def is_known(self) -> bool:
        """Say whether the line is settled."""
        return self.best is self.worst


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check looks at.

    Attributes:
        machine: the machine.
        rule: the line.
        policy: of which it is a line.
        on: the day of the offer.
    """

    machine: Machine
    rule: Rule
    policy: Policy
    on: date


def read(asked: Asked) -> Reading:
    """Return what a line finds on a machine."""
    return _CHECKS[asked.rule.check](asked)


def age_months(made_on: date, on: date) -> int:
    """Return how many whole months old something is; 0 for what is made later."""
    months = (on.year - made_on.year) * 12 + on.month - made_on.month
    return max(0, months - (on.day < made_on.day))


def age_words(months: int) -> str:
    """Return an age as people say it."""
    if months < 12:
        return "less than a year old"
    years, rest = divmod(months, 12)
    half = " and a half" if 5 <= rest <= 7 else ""
    # A limit is in whole years: on which side of it a machine is has to be seen.
    about = "almost " if rest > 7 else "over " if 0 < rest < 5 else ""
    years += rest > 7
    plural = "" if years == 1 and not half else "s"
    return f"{about}{years}{half} year{plural} old"


def _known(fate: Fate, fact: str) -> Reading:
    return Reading(fate, fate, fact)


def _unknown(fact: str = NOT_KNOWN, worst: Fate = FAIL, best: Fate = PASS) -> Reading:
    return Reading(best, worst, fact)


def _yes(value: Answer, yes: str, no: str, otherwise: Fate = FAIL) -> Reading:
    """Return a reading of what should be so."""
    if value is None:
        return _unknown(worst=otherwise)
    return _known(PASS, yes) if value else _known(otherwise, no)


def _no(value: Answer, no: str, yes: str) -> Reading:
    """Return a reading of what should not be so."""
    if value is None:
        return _unknown()
    return _known(FAIL, yes) if value else _known(PASS, no)


def _limit(rule: Rule, amount: float) -> Fate:
    """Return how an amount does between a rule's two limits; of two that cross, the stricter."""
    good = rule.good or 0
    fair = good if rule.fair is None else rule.fair
    if rule.check in SMALLER_IS_BETTER:
        good = min(good, fair)
        return PASS if amount <= good else SOFT if amount <= fair else FAIL
    good = max(good, fair)
    return PASS if amount >= good else SOFT if amount >= fair else FAIL


def _without(machine: Machine) -> Fate:
    """Return how it does without a supported system: soft where it is wanted all the same."""
    return SOFT if machine.use in {Use.SPARE, Use.TRAINING} else FAIL


def _kind(asked: Asked) -> Reading:
    kind = asked.machine.kind
    if kind is Kind.UNKNOWN:
        return _unknown("not known what it is")
    return _known(PASS if asked.policy.is_taken(kind) else FAIL, kind.value)


def _owned(asked: Asked) -> Reading:
    return _yes(asked.machine.is_owned, "the donor’s own", "not the donor’s to give")


def _lease(asked: Asked) -> Reading:
    return _no(asked.machine.on_lease, "nobody has a claim on it", "on lease, or not paid")


def _lock(asked: Asked) -> Reading:
    return _no(asked.machine.is_locked, "no lock on it", "locked by an account or a password")


def _recall(asked: Asked) -> Reading:
    return _no(asked.machine.is_recalled, "not recalled", "recalled by its maker")


def _damage(asked: Asked) -> Reading:
    told = "swollen battery, or smoke, water or pests inside"
    return _no(asked.machine.is_damaged, "no damage", told)


def _strings(asked: Asked) -> Reading:
    told = "the donor asks for what we can’t keep"
    return _no(asked.machine.has_strings, "given outright", told)


def _works(asked: Asked) -> Reading:
    machine = asked.machine
    if machine.works:
        return _known(PASS, "it works")
    if machine.repair_agreed:
        return _known(PASS, "IT has said yes to mending it")
    if machine.works is None:
        return _unknown("nobody has seen it work")
    return _known(FAIL, "needs repair, and IT has not said yes")


def _data(asked: Asked) -> Reading:
    data = asked.machine.data
    if data is Data.UNKNOWN:
        return _unknown()
    told = f"the donor’s data: {data.value}"
    if data is Data.REFUSED and asked.machine.kind is Kind.UNKNOWN:
        return _unknown(f"{told}; not known whether it keeps any")
    return _known(FAIL if data is Data.REFUSED else PASS, told)


def _sense(asked: Asked) -> Reading:
    machine = asked.machine
    told = (contradiction(machine), to_come(machine, asked.on), *machine.faults)
    words = " ".join(filter(None, told))
    return _unknown(words) if words else _known(PASS, "nothing contradicts")


def _system(asked: Asked) -> Reading:
    machine = asked.machine
    without = _without(machine)
    if machine.kind in {Kind.CHROMEBOOK, Kind.TABLET}:
        return _supported(asked, without)
    if machine.kind is Kind.MAC:
        return _apple(machine, without)
    name = machine.processor or "processor not known"
    if machine.windows11 is Fit.YES:
        return _known(PASS, f"{name}: can run Windows 11")
    if machine.windows11 is Fit.NO:
        return _known(without, f"{name}: cannot run Windows 11")
    return _unknown(f"{name}: not known whether it can run Windows 11", without)


def _supported(asked: Asked, without: Fate) -> Reading:
    until = asked.machine.support_until
    if until is None:
        return _unknown("not known how long its maker supports it", without)
    if until >= asked.on:
        return _known(PASS, f"its maker supports it until {until.isoformat()}")
    return _known(without, f"its maker’s support ended on {until.isoformat()}")


def _support(asked: Asked) -> Reading:
    until = asked.machine.support_until
    without = _without(asked.machine)
    if until is None:
        worst = max(_limit(asked.rule, 0), without)
        return _unknown("not known how long its maker supports it", worst)
    if until < asked.on:
        return _known(without, "no support left")
    months = age_months(asked.on, until)
    return _known(max(_limit(asked.rule, months / 12), without), f"{_span(months)} of support left")


def _span(months: int) -> str:
    if months >= 24:
        return f"{months // 12} years"
    return f"{months} month{'' if months == 1 else 's'}" if months else "less than a month"


def _apple(machine: Machine, without: Fate) -> Reading:
    is_silicon, made = machine.is_apple_silicon, machine.made_on
    if is_silicon is None and made is not None:
        if made.year < LAST_INTEL_MAC:
            return _known(without, f"a Mac of {made.year} has an Intel processor")
        if made.year >= FIRST_ALL_SILICON:
            return _known(PASS, f"a Mac of {made.year} has Apple’s own processor")
    if is_silicon is None:
        return _unknown("not known whether it has Apple’s own processor", without)
    if is_silicon:
        return _known(PASS, "has Apple’s own processor")
    return _known(without, "a Mac with an Intel processor: Apple ends its support")


def _age(asked: Asked) -> Reading:
    machine, rule = asked.machine, asked.rule
    if machine.made_on is not None:
        months = age_months(machine.made_on, asked.on)
        return _known(_limit(rule, months / 12), age_words(months))
    # No machine is older than its processor.
    since = machine.processor_since
    most = age_months(date(since or FIRST_YEAR, 1, 1), asked.on)
    told = f"its age is not known; its processor came in {since}" if since else NOT_KNOWN
    return _unknown(told, _limit(rule, most / 12))


def _memory(asked: Asked) -> Reading:
    amount = asked.machine.memory_gb
    if amount is None:
        return _unknown(worst=_limit(asked.rule, 0))
    return _known(_limit(asked.rule, amount), f"{amount} GB")


def _disk(asked: Asked) -> Reading:
    """Return a reading of a disk: an SSD passes; what can be replaced by one is soft."""
    machine, rule = asked.machine, asked.rule
    kind, size = machine.disk_kind, machine.disk_gb
    if kind is DiskKind.NO_STORAGE:
        return _known(SOFT, "no disk in it")
    told = " ".join(("" if size is None else f"{size} GB", kind.value)).strip() or NOT_KNOWN
    worst = _limit(rule, size or 0)
    best = PASS if size is None else worst
    if kind is DiskKind.SSD:
        return Reading(best, worst, told)
    if kind is DiskKind.UNKNOWN:
        return Reading(best, min(worst, SOFT), told if size is None else f"{told} disk")
    return Reading(min(best, SOFT), min(worst, SOFT), f"{told}: an SSD is wanted")


def _tpm(asked: Asked) -> Reading:
    """Return a reading of the chip; what Microsoft lists has one inside, if maybe switched off."""
    machine = asked.machine
    if machine.tpm:
        return _known(PASS, "there")
    # A TPM 2.0 works only where a computer starts by UEFI.
    is_off = machine.tpm is False or machine.secure_boot is False
    if not asked.policy.asks(Check.SYSTEM, machine.kind):
        return _known(SOFT, "missing or switched off") if is_off else _unknown(worst=SOFT)
    if is_off:
        return _TPM_OFF[machine.windows11]
    return _TPM_OPEN[machine.windows11]


def _standard(asked: Asked) -> Reading:
    told = "not one of our standard models"
    return _yes(asked.machine.is_standard, "one of our standard models", told, SOFT)


def _count(asked: Asked) -> Reading:
    count = asked.machine.count
    return _known(_limit(asked.rule, count), "the only one" if count == 1 else f"{count} alike")


def _pieces(asked: Asked) -> Reading:
    machine = asked.machine
    wanted = PIECES.get(machine.kind, ())
    if not wanted:
        return _known(PASS, "nothing else belongs to it")
    if machine.missing is None:
        return _unknown(worst=FAIL if len(wanted) > 1 else SOFT)
    missing = [one for one in wanted if one in machine.missing]
    if not missing:
        return _known(PASS, "all that belongs to it")
    told = ", ".join(one.value for one in missing)
    is_bare = len(missing) == len(wanted) > 1
    return _known(FAIL if is_bare else SOFT, f"missing: {told}")


def _license(asked: Asked) -> Reading:
    found = asked.machine.license
    if found is License.UNKNOWN:
        return _unknown()
    fates = {License.DIGITAL: PASS, License.RETAIL: SOFT, License.NONE: FAIL}
    return _known(fates[found], "no license" if found is License.NONE else found.value)


def _condition(asked: Asked) -> Reading:
    found = asked.machine.condition
    return _unknown() if found is Condition.UNKNOWN else _CONDITIONS[found]


def _use(asked: Asked) -> Reading:
    machine = asked.machine
    if machine.use is Use.NONE:
        return _known(FAIL, "we have no use for it")
    if machine.use is Use.NOT_NAMED:
        # Where a policy takes only what is needed, what nobody has asked for is not taken.
        return _known(FAIL if asked.rule.is_stop else SOFT, "nobody has named a use")
    name = machine.place.strip()
    place = f" at {name}" if name else ", no place named"
    return _known(PASS if name else SOFT, f"{_USES[machine.use]}{place}")


def _points(asked: Asked) -> Reading:
    if asked.machine.use is not Use.SERVICE or not asked.machine.place.strip():
        return _known(PASS, "not needed before it has a place")
    return _yes(asked.machine.has_points, "power and network are there", "not there yet", SOFT)


def _warranty(asked: Asked) -> Reading:
    months = asked.machine.warranty_months
    if months is None:
        return _unknown(worst=max(SOFT, _limit(asked.rule, 0)))
    told = f"{months} month{'' if months == 1 else 's'} left" if months else "none left"
    return _known(max(SOFT, _limit(asked.rule, months)), told)


def _port(asked: Asked) -> Reading:
    port = asked.machine.port
    if port is Port.UNKNOWN:
        return _unknown()
    return _known(PASS if port is Port.NETWORK else FAIL, port.value)


def _toner(asked: Asked) -> Reading:
    told = "toner is no longer sold, or dear"
    return _yes(asked.machine.has_toner, "toner is sold at a fair price", told)


def _driver(asked: Asked) -> Reading:
    return _yes(asked.machine.has_driver, "there is a driver", "no driver for our computers")


def _management(asked: Asked) -> Reading:
    told = "no management license: its cost is in the sum"
    return _yes(asked.machine.is_managed, "with its management license", told, SOFT)


def _screen(asked: Asked) -> Reading:
    inches = asked.machine.inches
    if inches is None:
        return _unknown(worst=_limit(asked.rule, 0))
    return _known(_limit(asked.rule, inches), f"{inches:g} inches")


def _input(asked: Asked) -> Reading:
    return _yes(asked.machine.has_digital_input, "digital input", "no digital input")


def _own(asked: Asked) -> Reading:
    answer = asked.machine.own.get(asked.rule.key)
    # A limit of a rule of one's own says what a "no" is: 1 for soft.
    otherwise = SOFT if asked.rule.fair else FAIL
    return _yes(answer, "yes", "no", otherwise)


_NO_NEED = _known(PASS, "not needed without Windows 11")
_TPM_OFF: Mapping[Fit, Reading] = MappingProxyType(
    {
        Fit.YES: _known(SOFT, "switched off; its processor has one"),
        # If it turns out badly it can't run Windows 11, and needs no chip.
        Fit.CHECK: Reading(SOFT, PASS, "missing or switched off; only Windows 11 needs it"),
        Fit.NO: _NO_NEED,
    }
)
_TPM_OPEN: Mapping[Fit, Reading] = MappingProxyType(
    {
        Fit.YES: _unknown("inside its processor; not known whether it is switched on", SOFT),
        Fit.CHECK: _known(PASS, "not asked before we know whether it can run Windows 11"),
        Fit.NO: _NO_NEED,
    }
)
_CONDITIONS: Mapping[Condition, Reading] = MappingProxyType(
    {
        Condition.GOOD: _known(PASS, "clean and whole"),
        Condition.WORN: _known(SOFT, "scratches"),
        Condition.SMELLS: _known(SOFT, "it smells"),
        Condition.POOR: _known(FAIL, "worn out"),
    }
)
_USES: Mapping[Use, str] = MappingProxyType(
    {
        Use.SERVICE: "for service",
        Use.SPARE: "as a spare",
        Use.TRAINING: "for parts or training",
    }
)

_CHECKS: Mapping[Check, Callable[[Asked], Reading]] = MappingProxyType(
    {
        Check.KIND: _kind,
        Check.OWNED: _owned,
        Check.LEASE: _lease,
        Check.LOCK: _lock,
        Check.RECALL: _recall,
        Check.DAMAGE: _damage,
        Check.STRINGS: _strings,
        Check.WORKS: _works,
        Check.DATA: _data,
        Check.SENSE: _sense,
        Check.SYSTEM: _system,
        Check.SUPPORT: _support,
        Check.AGE: _age,
        Check.MEMORY: _memory,
        Check.DISK: _disk,
        Check.TPM: _tpm,
        Check.STANDARD: _standard,
        Check.COUNT: _count,
        Check.PIECES: _pieces,
        Check.LICENSE: _license,
        Check.CONDITION: _condition,
        Check.USE: _use,
        Check.POINTS: _points,
        Check.WARRANTY: _warranty,
        Check.PORT: _port,
        Check.TONER: _toner,
        Check.DRIVER: _driver,
        Check.MANAGEMENT: _management,
        Check.SCREEN: _screen,
        Check.INPUT: _input,
        Check.OWN: _own,
    }
)
"""What each check does."""
