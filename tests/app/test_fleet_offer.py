"""How mixed the computers are, offered as a paper of the equipment list."""

from datetime import UTC, date, datetime

import pytest

from libdesk.app.equipment_offers import EquipmentOffers, ItemsAtHand
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.paper_press import Printable
from libdesk.app.site import load_guidance
from libdesk.documents.content import Table
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.services.places import Overview
from libdesk.ui.papers.parts import Chosen
from tests.services.memory_database import MemoryDatabase

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def paper(database, qapp):
    offers = EquipmentOffers(database, load_guidance, load_lifecycle, lambda: NOW)
    (offer,) = [
        one
        for one in offers.of_list(ItemsAtHand(), Overview())
        if one.name == "How mixed our computers are"
    ]
    printable = offer.gather(Chosen())
    assert isinstance(printable, Printable)
    return printable._paper


@pytest.mark.rows("S53")
def test_each_figure_on_it_is_the_sum_of_its_records(qapp):
    database = MemoryDatabase()
    bought = date(2024, 5, 1)
    models = ["OptiPlex 7010"] * 3 + ["OptiPlex 3080"] * 2 + ["EliteBook 840"]
    with database(write=True) as unit:
        unit.places.save_branch(Branch("CEN", "Larkmere Central"))
        unit.items.add(
            [
                (
                    Record(
                        Tag(f"LV-{n}"), f"PC-{n}", "public PC", "CEN", make="Dell", model=model,
                        bought_on=bought,
                    ),
                    Dates(),
                )
                for n, model in enumerate(models)
            ]
        )  # fmt: skip
    made = paper(database, qapp)
    sums, detail = [one for one in made.blocks if isinstance(one, Table)]
    assert sums.rows == (("Larkmere Central", "6", "5", "83 %", "1"),)
    assert sum(int(str(row[2])) for row in detail.rows) == len(models)


def test_a_library_without_computers_has_a_paper_that_says_so(qapp):
    made = paper(MemoryDatabase(), qapp)
    assert not any(isinstance(one, Table) for one in made.blocks)
    assert "No computers are in the list yet." in str(made.blocks)
