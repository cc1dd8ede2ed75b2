"""Offers things to the sample library, once it is filled."""

from libdesk import files, paths
from libdesk.app.donation_files import load_policies
from libdesk.app.item_rules import item_rules
from libdesk.app.processors import processor_fit, processor_since
from libdesk.app.site import now
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.sample_donations import Doors, fill_donations
from libdesk.services.stores import OpenUnit


def offer_things(open_unit: OpenUnit) -> None:
    """Let people offer things to the sample library, each on its day."""
    words = files.read_json(paths.resources() / "sample" / "donations.json")
    at = now()
    rules = item_rules(at.astimezone().date())
    facts = DonationFacts(processor_fit, processor_since)
    fill_donations(words, Doors(open_unit, rules, facts, load_policies, at))
