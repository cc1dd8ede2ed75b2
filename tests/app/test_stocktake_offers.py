"""What is offered on paper of a counting day: the list to tick, and the result to sign."""

import pytest

from libdesk.app.paper_press import Printable
from libdesk.app.site import load_guidance
from libdesk.app.stocktake_offers import MISSING, StocktakeOffers
from libdesk.documents.content import Table, text_of
from libdesk.ui.papers.parts import Chosen
from tests.services.counted_library import CENTRAL, FERNDALE, Library
from tests.services.memory_database import MemoryDatabase


@pytest.fixture
def library(qapp):
    return Library(MemoryDatabase())


def offers(library):
    return StocktakeOffers(library.open_unit, load_guidance, library.clock)


def labels(offer, *ticked, column=2):
    printable = offer.gather(Chosen(ticked=frozenset(ticked)))
    assert isinstance(printable, Printable)
    tables = [one for one in printable._paper.blocks if isinstance(one, Table)]
    return [text_of(row[column]) for one in tables for row in one.rows if row[0]]


def test_the_list_to_tick_has_all_or_what_was_not_seen_yet(library):
    campaign = library.begin(CENTRAL, FERNDALE)
    library.record(campaign, library.scan("LV-1"))
    stocktake = library.counting.load(campaign).stocktake
    (offer,) = offers(library).of_count(stocktake)
    assert offer.name == "Tick-list: Fall count"
    assert labels(offer)[:4] == ["LV-1", "LV-2", "LV-3", "LV-4"]
    assert labels(offer, MISSING)[:3] == ["LV-2", "LV-3", "LV-4"]
    assert labels(offer, MISSING, column=0)[-1] == "LV-5", "it is in repair"


def test_once_it_is_finished_its_result_comes_first(library):
    campaign = library.begin()
    library.record(campaign, library.scan("LV-1"))
    ended = library.results.finish(campaign).stocktake
    result, ticks = offers(library).of_count(ended)
    assert (result.name, ticks.name) == ("Result: Fall count", "Tick-list: Fall count")
    assert labels(result, column=1) == ["1", "LV-2", "LV-3"]
