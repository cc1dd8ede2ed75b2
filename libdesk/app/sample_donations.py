"""Offers things to the sample library, once it is filled."""

from libdesk import files, paths
from libdesk.app.item_rules import item_rules
from libdesk.app.site import now
from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.services.sample_donations import Doors, fill_donations
from libdesk.services.stores import OpenUnit


def offer_things(open_unit: OpenUnit) -> None:
    """Let people offer things to the sample library, each on its day."""
    words = files.read_json(paths.resources() / "sample" / "donations.json")
    at = now()
    fill_donations(words, Doors(open_unit, item_rules(at.astimezone().date()), _shipped, at))


def _shipped() -> dict[str, Policy]:
    folder = paths.resources() / "policies"
    names = ("fits", "nearly-nothing", "refurbishing")
    return {name: parse_policy(files.read_json(folder / f"{name}.json")) for name in names}
