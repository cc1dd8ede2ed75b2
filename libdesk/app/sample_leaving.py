"""Lets things leave the sample library, once it is filled."""

from libdesk import files, paths
from libdesk.app.disposal_files import load_wiping
from libdesk.app.item_rules import item_rules
from libdesk.app.site import now
from libdesk.services.sample_leaving import Doors, fill_leaving
from libdesk.services.stores import OpenUnit


def let_things_leave(open_unit: OpenUnit) -> None:
    """Let some of the sample's things leave, each on its day."""
    words = files.read_json(paths.resources() / "sample" / "leaving.json")
    at = now()
    fill_leaving(words, Doors(open_unit, item_rules(at.astimezone().date()), load_wiping(), at))
