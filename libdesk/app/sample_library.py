"""The sample library, whole: its reports and equipment, and what is done with that on foot."""

from libdesk.app.sample_donations import offer_things
from libdesk.app.sample_leaving import let_things_leave
from libdesk.app.sample_rules import read_rules, settle_rules, settle_set_up
from libdesk.app.site import load_guidance, load_stories, now
from libdesk.services.attachment_stores import FileStore
from libdesk.services.sample import Sample, SampleLibrary
from libdesk.services.sample_counts import fill_counts
from libdesk.services.sample_rooms import fill_rooms
from libdesk.services.stores import OpenUnit


def fill_sample(open_unit: OpenUnit, size: Sample, photos: FileStore | None = None) -> None:
    """Fill an empty database.

    Args:
        open_unit: opens a transaction.
        size: how many reports and items.
        photos: keeps the photos of rooms; None for a sample without rooms.
    """
    SampleLibrary(load_stories(), load_guidance(), now(), settle_rules).fill(open_unit, size)
    fill_counts(open_unit, lambda: read_rules(open_unit), now())
    if photos is not None:
        fill_rooms(open_unit, photos, now())
    settle_set_up(open_unit)
    let_things_leave(open_unit)
    offer_things(open_unit)
