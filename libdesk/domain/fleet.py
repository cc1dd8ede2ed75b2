"""How mixed the computers of each branch are: every odd one out costs time of its own (S53)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from libdesk.domain.lifecycle import Lifecycle
from libdesk.domain.records import Record
from libdesk.domain.statuses import SERVING
from libdesk.domain.support_reading import read_system
from libdesk.domain.text import fold


class OddWhy(StrEnum):
    """Why a computer is an odd one out."""

    ONLY_ONE = "no other like it in the branch"
    FEW = "there are more of other models"
    UNKNOWN = "its model is not known"
    SYSTEM = "it runs another system than the others of its model"


@dataclass(frozen=True, slots=True)
class Alike:
    """Computers of one model.

    Attributes:
        machine: make and model, as most records have them.
        system: what most of them run; "" for not known.
        count: how many there are.
        is_standard: it is one of the branch's commonest models.
    """

    machine: str
    system: str
    count: int
    is_standard: bool


@dataclass(frozen=True, slots=True)
class OddOne:
    """A computer that is not like the others.

    Attributes:
        record: the computer.
        why: why it is an odd one out.
        alike: how many of its model are in the branch, itself counted.
    """

    record: Record
    why: OddWhy
    alike: int


@dataclass(frozen=True, slots=True)
class Mix:
    """How mixed the computers of one branch are.

    Attributes:
        branch: its code.
        models: its models, the commonest first.
        computers: how many computers there are.
        standard: how many of them are of a standard model.
        odd: the others, and those that run another system than their like.
    """

    branch: str
    models: tuple[Alike, ...]
    computers: int
    standard: int
    odd: tuple[OddOne, ...]

    @property
    def percent(self) -> int:
        """Return the figure: standard / computers in whole percent, a half rounded up."""
        return (200 * self.standard + self.computers) // (2 * self.computers)


def fleet_mix(rules: Lifecycle, records: Iterable[Record]) -> tuple[Mix, ...]:
    """Return how mixed each branch's computers are, by the branches' codes.

    Standard are a branch's commonest models, as many as the rules say (two), of which it has more
    than one computer; the only computer of a branch is its standard.
    """
    branches: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        rule = rules.kinds.kind_rule(record.kind)
        if record.status in SERVING and rule is not None and rule.is_fleet:
            branches[record.branch].append(record)
    return tuple(_mix(rules, branch, branches[branch]) for branch in sorted(branches))


def _mix(rules: Lifecycle, branch: str, computers: list[Record]) -> Mix:
    most = rules.kinds.limits.standard_models
    systems = {id(record): _system(rules, record) for record in computers}
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in computers:
        groups[_model(record)].append(record)
    unknown = groups.pop("", [])
    models: list[Alike] = []
    odd = [OddOne(record, OddWhy.UNKNOWN, 1) for record in unknown]
    standard = 0
    commonest = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    for place, (_, group) in enumerate(commonest):
        is_standard = place < most and (len(group) > 1 or len(computers) == 1)
        system = _commonest(systems[id(record)] for record in group)
        machine = _commonest(record.machine for record in group)
        models.append(Alike(machine, system, len(group), is_standard))
        standard += len(group) if is_standard else 0
        if is_standard:
            told = [(record, systems[id(record)]) for record in group]
            others = [record for record, runs in told if runs and runs != system]
            odd.extend(OddOne(record, OddWhy.SYSTEM, len(group)) for record in others)
        else:
            why = OddWhy.ONLY_ONE if len(group) == 1 else OddWhy.FEW
            odd.extend(OddOne(record, why, len(group)) for record in group)
    return Mix(branch, tuple(models), len(computers), standard, tuple(odd))


def _model(record: Record) -> str:
    """Return what makes two computers alike; "" where a record does not tell the model."""
    return " ".join(fold(record.machine).split()) if record.model.strip() else ""


def _system(rules: Lifecycle, record: Record) -> str:
    """Return the plain name of what a computer runs, whatever its release; "" for not known."""
    words = (record.system, record.edition, record.system_version)
    reading = read_system(rules.support, *words)
    return reading.system.name if reading.system else " ".join(record.system.split())


def _commonest(texts: Iterable[str]) -> str:
    counts = Counter(text for text in texts if text)
    return min(counts, key=lambda text: (-counts[text], text), default="")
