"""The shipped rules about the life of equipment: its kinds, and how long systems are supported."""

from functools import cache

from libdesk import files, paths
from libdesk.domain.kinds import Kinds, parse_kinds
from libdesk.domain.lifecycle import Lifecycle
from libdesk.domain.support_dates import SupportDates, parse_support


@cache
def load_lifecycle() -> Lifecycle:
    """Return the rules that are shipped."""
    return Lifecycle(load_kinds(), load_support())


@cache
def load_kinds() -> Kinds:
    """Return what is expected of each kind, as it is shipped."""
    return parse_kinds(files.read_json(paths.resources() / "lifecycle" / "kinds.json"))


@cache
def load_support() -> SupportDates:
    """Return until when systems are looked after, as it is shipped."""
    return parse_support(files.read_json(paths.resources() / "lifecycle" / "support.json"))
