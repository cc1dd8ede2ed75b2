"""What is shipped about donations: the model policies, and the figures of what accepting costs."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from libdesk import files, paths
from libdesk.domain.donation_costs import Costs
from libdesk.domain.donation_costs_file import parse_costs
from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_policy_file import parse_policy

MODELS = ("fits", "nearly-nothing", "refurbishing")
"""The shipped policies, the usual one first."""


@cache
def load_policies() -> Mapping[str, Policy]:
    """Return the shipped policies by their models."""
    folder = paths.resources() / "policies"
    return MappingProxyType(
        {name: parse_policy(files.read_json(folder / f"{name}.json")) for name in MODELS}
    )


@cache
def load_costs() -> Costs:
    """Return the shipped figures."""
    return parse_costs(files.read_json(paths.resources() / "policies" / "costs.json"))
