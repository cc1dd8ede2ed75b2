"""The shipped facts about wiping, and the value bands of what leaves."""

from functools import cache

from libdesk import files, paths
from libdesk.domain.value_bands import Values, parse_values
from libdesk.domain.wiping import WipingRules, parse_wiping


@cache
def load_wiping() -> WipingRules:
    """Return what is known of wiping, as it is shipped."""
    return parse_wiping(files.read_json(paths.resources() / "disposal" / "wiping.json"))


@cache
def load_values() -> Values:
    """Return the value bands that are shipped."""
    return parse_values(files.read_json(paths.resources() / "disposal" / "values.json"))
