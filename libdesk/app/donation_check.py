"""libdesk donation check: verdicts with their reasons for a list of offered machines."""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from libdesk import files
from libdesk.app.donation_files import MODELS, load_costs, load_policies
from libdesk.app.donation_lists import read_donor_list
from libdesk.app.printing import DONE, tell
from libdesk.app.processors import processor_fit, processor_since
from libdesk.app.site import database_target, now, print_error
from libdesk.domain.donation_costs import Costs, Sum, cost_to_accept
from libdesk.domain.donation_documents import parse_donor, parse_machine
from libdesk.domain.donation_lists import ReadList
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donation_slips import size_slip
from libdesk.domain.donation_verdicts import VERDICT_WORDS, Judged, judge
from libdesk.domain.donations import Data, Machine
from libdesk.domain.money import Money
from libdesk.domain.windows11 import Fit
from libdesk.paths import DataFolder
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.errors import Refusal

SHOWN = 20
"""Refused rows that are told one by one."""

JSON_LIMIT = 50_000_000
"""Bytes of a file of offers: many times 10,000 machines with all their facts."""

_OFFER = frozenset({"offer", "donor", "asked_on", "notes", "machines"})
_CONFIRMED: Mapping[str, Any] = {
    "is_owned": True,
    "on_lease": False,
    "is_locked": False,
    "is_recalled": False,
    "is_damaged": False,
    "has_strings": False,
    "works": True,
}
"""What a donor confirms who signs our form; a list can't say it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A machine of a file.

    Attributes:
        offer: what its offer is called.
        machine: the machine.
        asked_on: the day on which it was offered.
    """

    offer: str
    machine: Machine
    asked_on: date


def run(asked: argparse.Namespace, data: DataFolder) -> int:
    """Run the command and return the exit code; raises Refusal."""
    today = now().astimezone().date()
    listed = list(_listed(asked.file, today))
    policy, costs = _measures(asked, data)
    facts = DonationFacts(processor_fit, processor_since)
    ready = [_ready(one, facts, is_confirmed=asked.confirmed) for one in listed]
    judged = ((one, judge(one.machine, policy, one.asked_on)) for one in ready)
    if asked.json:
        tell(json.dumps([_document(one, found, policy, costs) for one, found in judged]))
    else:
        tell("\n".join(_line(one, found) for one, found in judged))
    return DONE


def _measures(asked: argparse.Namespace, data: DataFolder) -> tuple[Policy, Costs]:
    """Return the library's policy and figures; the shipped ones where it has no database."""
    target = database_target(asked.database, data)
    if isinstance(target, Path) and not target.exists():
        return load_policies()[asked.policy or MODELS[0]], load_costs()
    from libdesk.services.donation_costs import DonationCosts
    from libdesk.services.donation_policies import DonationPolicies
    from libdesk.storage.database import Database

    database = Database.open(target, now=now, upgrades=False)
    try:
        costs = DonationCosts(database.unit, load_costs, now).read().costs
        if asked.policy:
            return load_policies()[asked.policy], costs
        return DonationPolicies(database.unit, load_policies, now).current().policy, costs
    finally:
        database.close()


def _listed(path: Path, today: date) -> Iterator[Listed]:
    if not path.is_file():
        raise Refusal(f"{path} can’t be read: there is no such file.")
    if path.suffix.lower() == ".json":
        yield from _of_json(path, today)
        return
    found = read_donor_list(path, today)
    _tell_list(found)
    if not found.machines:
        raise Refusal(f"{path} has no row that is a machine. The first line needs headings.")
    for one in found.machines:
        yield Listed(path.stem, one, today)


def _tell_list(found: ReadList) -> None:
    """Tell, beside the verdicts, what became of the rows."""
    print_error(found.sums)
    if found.left_out:
        print_error(f"Not read: {', '.join(found.left_out[:SHOWN])}.")
    for one in found.refused[:SHOWN]:
        print_error(f"row {one.number}: {one.why}")
    if len(found.refused) > SHOWN:
        print_error(f"... and {len(found.refused) - SHOWN:,} more refused rows.")


def _of_json(path: Path, today: date) -> Iterator[Listed]:
    try:
        document = files.read_json(path, limit=JSON_LIMIT)
    except OSError as error:
        raise Refusal(f"{path} can’t be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{path} is no JSON: {error}.") from error
    try:
        yield from _of_document(document, path.stem, today)
    except ValueError as error:
        raise Refusal(f"{path}: {error}.") from error


def _of_document(document: object, name: str, today: date) -> Iterator[Listed]:
    """Yield the machines of a list of offers, or of a list of machines; raises ValueError."""
    if not isinstance(document, list):
        raise ValueError("it must be a list of offers or of machines")
    for place, one in enumerate(document, 1):
        where = f"entry {place}"
        if not isinstance(one, dict):
            raise ValueError(f"{where} must be an offer or a machine")
        if "machines" not in one:
            yield Listed(name, _machine(one, where), today)
            continue
        if unknown := sorted(set(one) - _OFFER):
            raise ValueError(f"an offer knows no such part: {unknown[0]} in {where}")
        donor = one.get("donor", {})
        parse_donor({"name": donor} if isinstance(donor, str) else donor)
        if not isinstance(one["machines"], list):
            raise ValueError(f"{where}.machines must be a list")
        for at, machine in enumerate(one["machines"], 1):
            called = str(one.get("offer", place))
            yield Listed(called, _machine(machine, f"{where}, machine {at}"), _asked_on(one, today))


def _asked_on(offer: Mapping[str, Any], today: date) -> date:
    told = offer.get("asked_on")
    if told is None:
        return today
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError):
        raise ValueError("asked_on needs a day such as 2026-11-21") from None


def _machine(document: object, where: str) -> Machine:
    """Read a machine; a size that can't be is not known, and named, instead of refused."""
    faults = []
    if isinstance(document, dict):
        document = dict(document)
        for name, what in (("memory_gb", "memory"), ("disk_gb", "disk")):
            size = document.get(name)
            is_number = isinstance(size, int | float) and not isinstance(size, bool)
            if is_number and size and (told := size_slip(what, size)):
                faults.append(told)
                del document[name]
    try:
        machine = parse_machine(document)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
    return replace(machine, faults=(*machine.faults, *faults)) if faults else machine


def _ready(one: Listed, facts: DonationFacts, *, is_confirmed: bool) -> Listed:
    said = one.machine
    machine = facts.looked_up(said, on=one.asked_on)
    if not said.processor and said.windows11 is not Fit.CHECK:
        # Whoever writes such a file may know it otherwise.
        machine = replace(machine, windows11=said.windows11)
    if is_confirmed:
        unset = {
            name: value for name, value in _CONFIRMED.items() if getattr(machine, name) is None
        }
        data = Data.MAY_WIPE if machine.data is Data.UNKNOWN else machine.data
        machine = replace(machine, **unset, data=data)
    return replace(one, machine=machine)


def _document(one: Listed, found: Judged, policy: Policy, costs: Costs) -> dict[str, Any]:
    whole = cost_to_accept(one.machine, policy, costs, one.asked_on)
    return {
        "offer": one.offer,
        "machine": one.machine.name,
        "count": one.machine.count,
        "verdict": found.verdict.word,
        "lines": [
            {
                "rule": line.rule.key,
                "fate": line.fate.name.lower(),
                "fact": line.reading.fact,
                "policy": line.rule.text,
                "known": line.is_known,
            }
            for line in found.lines
        ],
        "cost_to_accept": _accept(whole),
        "cost_to_buy": _buy(whole),
    }


def _accept(whole: Sum) -> dict[str, Any]:
    per_year = whole.per_year
    return {
        "once": _major(whole.once),
        "per_year": None if per_year is None else _major(per_year),
        "currency": whole.currency,
    }


def _buy(whole: Sum) -> dict[str, Any] | None:
    bought = whole.cheapest
    if bought is None:
        return None
    return {
        "price": _major(Money(bought.price, whole.currency)),
        "per_year": _major(Money(bought.per_year, whole.currency)),
        "currency": whole.currency,
    }


def _major(amount: Money) -> float | int:
    """Return an amount in the currency's own unit: 12.5, or 12 where it is whole."""
    major = amount.minor / 10**amount.digits
    return int(major) if major.is_integer() else major


def _line(one: Listed, found: Judged) -> str:
    count = f"{one.machine.count:,} × " if one.machine.count > 1 else ""
    told = f"{VERDICT_WORDS[found.verdict]}: {count}{one.machine.name}"
    why = [f"{line.rule.key}: {line.reading.fact}" for line in _reasons(found)]
    return f"{told} ({'; '.join(why)})" if why else told


def _reasons(found: Judged) -> Iterable[Any]:
    """Return the lines that say most of why, at most three."""
    if found.stops:
        return found.stops[:3]
    if found.verdict is Verdict.MAYBE:
        return [one for one in found.open_lines if one.rule.is_stop][:3] or found.open_lines[:3]
    return [one for one in found.lines if one.fate.name != "PASS"][:3]
