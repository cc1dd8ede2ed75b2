"""Machines that are offered: good ones, random ones, and each fact from its worst to its best."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from libdesk import files, paths
from libdesk.domain.donation_contradictions import contradiction
from libdesk.domain.donation_costs_file import parse_costs
from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.domain.donations import (
    Condition,
    Data,
    Kind,
    License,
    Machine,
    Piece,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.domain.spans import months_after
from libdesk.domain.windows11 import Fit

FOLDER = paths.resources() / "policies"
TODAY = date(2026, 11, 27)
COSTS = parse_costs(files.read_json(FOLDER / "costs.json"))
MODELS = ("fits", "nearly-nothing", "refurbishing")
NO_YES = (False, None, True)
YES_NO = (True, None, False)


@cache
def policy(model: str = "fits") -> Policy:
    """Return a shipped policy."""
    return parse_policy(files.read_json(FOLDER / f"{model}.json"))


def policy_of(*rules, **more) -> Policy:
    """Return a policy with these rules only."""
    kinds = frozenset(Kind) - {Kind.UNKNOWN, Kind.CRT}
    return Policy(**{"model": "own", "title": "Ours", "purpose": "", "takes": kinds,
                     "refuses": frozenset({Kind.CRT}), "rules": rules, **more})  # fmt: skip


def ago(months: int) -> date:
    """Return a day so many months before today; a day to come for less than none."""
    return months_after(TODAY, -months)


def machine(kind: Kind = Kind.DESKTOP, **more) -> Machine:
    """Return a machine of which all is known and good, but for what is given."""
    return Machine(**{"kind": kind, **_GOOD, **more})


_GOOD: dict[str, Any] = {
    "count": 5,
    "made_on": ago(12),
    "windows11": Fit.YES,
    "processor_since": 2022,
    "is_apple_silicon": True,
    "memory_gb": 32,
    "disk_gb": 512,
    "disk_kind": DiskKind.SSD,
    "tpm": True,
    "secure_boot": True,
    "support_until": ago(-60),
    "is_managed": True,
    "is_owned": True,
    "on_lease": False,
    "is_locked": False,
    "is_recalled": False,
    "is_damaged": False,
    "has_strings": False,
    "works": True,
    "data": Data.WIPED,
    "condition": Condition.GOOD,
    "is_standard": True,
    "missing": frozenset(),
    "license": License.DIGITAL,
    "use": Use.SERVICE,
    "place": "CEN",
    "has_points": True,
    "warranty_months": 24,
    "port": Port.NETWORK,
    "has_toner": True,
    "has_driver": True,
    "inches": 24,
    "has_digital_input": True,
    "own": {"ours": True},
}

# Each fact from its worst to its best. What stands between the worst and the best of a fact and is
# "not known" is in UNKNOWN; a fact with several ways up has several ladders.
LADDERS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("made_on", tuple(map(ago, (400, 121, 120, 110, 97, 84, 73, 72, 60, 49, 48, 40, 24, 0)))),
    ("windows11", (Fit.NO, Fit.CHECK, Fit.YES)),
    ("processor_since", (None, 1990, 2015, 2019, 2020, 2022, 2026)),
    ("is_apple_silicon", NO_YES),
    ("memory_gb", (0, 2, 4, 8, 15, 16, 4_096)),
    ("disk_gb", (0, 32, 64, 120, 239, 240, 100_000)),
    ("disk_kind", (DiskKind.HARD_DISK, DiskKind.UNKNOWN, DiskKind.SSD)),
    ("disk_kind", (DiskKind.FLASH, DiskKind.UNKNOWN, DiskKind.SSD)),
    ("tpm", NO_YES),
    ("secure_boot", NO_YES),
    ("support_until", tuple(map(ago, (99, 1, 0, -1, -11, -12, -23, -24, -36, -99)))),
    ("is_managed", NO_YES),
    ("is_owned", NO_YES),
    ("on_lease", YES_NO),
    ("is_locked", YES_NO),
    ("is_recalled", YES_NO),
    ("is_damaged", YES_NO),
    ("has_strings", YES_NO),
    ("works", NO_YES),
    ("repair_agreed", (False, True)),
    *(
        ("data", (Data.REFUSED, Data.UNKNOWN, one))
        for one in (Data.NONE, Data.WIPED, Data.MAY_WIPE)
    ),
    ("condition", (Condition.POOR, Condition.WORN, Condition.GOOD)),
    ("condition", (Condition.POOR, Condition.SMELLS, Condition.GOOD)),
    ("is_standard", NO_YES),
    ("missing", (frozenset(Piece), frozenset({Piece.POWER, Piece.MONITOR}),
                 frozenset({Piece.POWER}), frozenset())),
    ("license", (License.NONE, License.RETAIL, License.DIGITAL)),
    *(("use", (Use.NONE, Use.NOT_NAMED, one)) for one in (Use.SERVICE, Use.SPARE, Use.TRAINING)),
    ("place", ("", "CEN")),
    ("has_points", NO_YES),
    ("warranty_months", (0, 1, 11, 12, 36)),
    ("port", (Port.USB, Port.WIFI, Port.NETWORK)),
    ("has_toner", NO_YES),
    ("has_driver", NO_YES),
    ("inches", (5.0, 16.9, 17.0, 19.5, 20.0, 60.0)),
    ("has_digital_input", NO_YES),
    ("count", (1, 2, 4, 5, 10_000)),
    ("own", ({"ours": False}, {}, {"ours": True})),
)  # fmt: skip

UNKNOWN: dict[str, Any] = {
    "made_on": None,
    "windows11": Fit.CHECK,
    "processor_since": None,
    "is_apple_silicon": None,
    "memory_gb": None,
    "disk_gb": None,
    "disk_kind": DiskKind.UNKNOWN,
    "support_until": None,
    "data": Data.UNKNOWN,
    "condition": Condition.UNKNOWN,
    "missing": None,
    "license": License.UNKNOWN,
    "warranty_months": None,
    "port": Port.UNKNOWN,
    "inches": None,
    "own": {},
    **{name: None for name, steps in LADDERS if steps in (NO_YES, YES_NO)},
}
"""Each fact that can be not known, as it is then."""


def values_of(fact: str) -> tuple[Any, ...]:
    """Return what a fact can turn out to be."""
    found = [step for name, steps in LADDERS if name == fact for step in steps]
    return tuple(one for one in found if one != UNKNOWN[fact])


def random_machine(dice, kind: Kind | None = None) -> Machine:
    """Return a machine; most of its facts are good, so that no verdict is rare."""
    share = dice.choice((0.03, 0.1, 0.3, 0.9))
    changed = {}
    for name, steps in LADDERS:
        if dice.random() < share:
            changed[name] = dice.choice(steps)
        elif name in UNKNOWN and dice.random() < share / 4:
            changed[name] = UNKNOWN[name]
    if dice.random() < 0.1:
        changed |= {"windows11": Fit.NO, "is_apple_silicon": False, "use": Use.TRAINING}
    faults = {"faults": ("“900 GB” of memory can’t be.",)} if dice.random() < 0.01 else {}
    return machine(kind or dice.choice(tuple(Kind)), **changed, **faults)


def makes_sense(one: Machine) -> bool:
    """Say whether nothing that is said of a machine contradicts the rest."""
    return not contradiction(one)


def changed(one: Machine, fact: str, value: Any) -> Machine:
    """Return a machine with one fact as given."""
    return replace(one, **{fact: value})
