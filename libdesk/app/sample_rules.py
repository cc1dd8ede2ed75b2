"""The rules of the made-up library: the shipped ones, with one change of its own."""

from libdesk.app.item_rules import item_rules
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.site import now
from libdesk.services import sample_views
from libdesk.services.item_gates import Rules
from libdesk.services.item_rules import ItemRules
from libdesk.services.stores import OpenUnit


def settle_rules(open_unit: OpenUnit) -> Rules:
    """Settle what is the made-up library's own, and return what its rules say of items."""
    sample_views.play(open_unit, load_lifecycle, now())
    return read_rules(open_unit)


def read_rules(open_unit: OpenUnit) -> Rules:
    """Return what the rules of the made-up library say of items."""
    rules = ItemRules(open_unit, load_lifecycle, now).rules()
    return item_rules(now().astimezone().date(), rules)


def settle_set_up(open_unit: OpenUnit) -> None:
    """Let two of the made-up library's machines be set up, once the rules are settled."""
    from libdesk.app.shipped_sheets import shipped_sheets
    from libdesk.services.sample_set_up import fill_set_up

    rules = ItemRules(open_unit, load_lifecycle, now).rules()
    day = now().astimezone().date()
    fill_set_up(open_unit, lambda: item_rules(day, rules), shipped_sheets, now())
