"""What a grant’s auditor asks for, offered as a paper: what others paid, and not the library."""

from datetime import UTC, datetime

from libdesk.app.equipment_offers import FUNDER, EquipmentOffers, ItemsAtHand
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.paper_press import Printable
from libdesk.app.site import load_guidance
from libdesk.documents.content import Table
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.services.places import Overview
from libdesk.ui.papers.parts import Chosen
from tests.services.memory_database import MemoryDatabase

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FUNDERS = ("Operating money", "", "General Fund", "E-rate", "Friends of the Library")


def test_what_the_library_paid_itself_is_not_on_it(qapp):
    database = MemoryDatabase()
    with database(write=True) as unit:
        unit.items.add(
            [
                (Record(Tag(f"LV-{n}"), "PC", "public PC", funder=funder), Dates())
                for n, funder in enumerate(FUNDERS)
            ]
        )
    offers = EquipmentOffers(database, load_guidance, load_lifecycle, lambda: NOW)
    *_, offer = offers.of_list(ItemsAtHand(funders=FUNDERS), Overview())
    (choice,) = offer.choices
    assert [words for _, words in choice.options[1:]] == ["E-rate", "Friends of the Library"]
    printable = offer.gather(Chosen({FUNDER: choice.options[0][0]}))
    assert isinstance(printable, Printable)
    tables = [one for one in printable._paper.blocks if isinstance(one, Table)]
    assert [str(row[0]) for one in tables for row in one.rows] == ["LV-3", "LV-4"]
