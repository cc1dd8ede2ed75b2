"""A machine as it tells of itself: this computer, and one that registered itself.

What is printed can be pasted on another computer, where `read_spec` understands the whole of it.
"""

import argparse
import json
from collections.abc import Mapping
from datetime import date

from libdesk.app.printing import DONE, tell
from libdesk.app.processors import processor_fit, processor_since
from libdesk.app.site import now
from libdesk.delivery.facts import Sources, read_identity
from libdesk.domain.donation_documents import document_of_machine
from libdesk.domain.donation_specs import read_spec
from libdesk.domain.donations import Machine
from libdesk.services.donation_facts import DonationFacts

_NAMES: Mapping[str, str] = {
    "model": "Model",
    "serial": "Serial number",
    "processor": "Processor",
    "memory": "Memory",
    "disk": "Disk",
    "disk_kind": "Disk type",
    "system": "Operating system",
    "secure_boot": "Secure Boot",
    "make": "Make",
    "kind": "Kind",
    "memory_gb": "RAM GB",
    "disk_gb": "Disk",
}
"""What each fact is called in the text; of a report's facts, and of a registration's fields."""


def run(asked: argparse.Namespace) -> int:
    """Print this computer's facts and return the exit code."""
    text = told_here()
    if asked.json:
        machine = machine_of_text(text, now().astimezone().date())
        tell(json.dumps(document_of_machine(machine)))
    else:
        tell(text)
    return DONE


def told_here(sources: Sources | None = None) -> str:
    """Return what this computer tells of itself, a fact a line; nothing that may name a person."""
    return _text({fact.key: fact.value for fact in read_identity(sources=sources)})


def machine_here(today: date, sources: Sources | None = None) -> Machine:
    """Return this computer as a machine that is offered."""
    return machine_of_text(told_here(sources), today)


def machine_of_registration(said: Mapping[str, str], today: date) -> Machine:
    """Return a computer that registered itself as a machine that is offered.

    Args:
        said: what it says of itself, by the names of a record's fields.
        today: the day of the offer.
    """
    return machine_of_text(_text(said), today)


def machine_of_text(text: str, today: date) -> Machine:
    """Return the machine that a text describes, with what can be looked up."""
    facts = DonationFacts(processor_fit, processor_since)
    return facts.looked_up(read_spec(text, today).machine, on=today)


def _text(said: Mapping[str, str]) -> str:
    return "\n".join(f"{_NAMES[key]}: {value}" for key, value in said.items() if key in _NAMES)
