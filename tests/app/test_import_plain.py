"""What an import is worked out from reaches the capped child whole."""

import json
from dataclasses import fields
from datetime import date

from libdesk.app import import_plain
from libdesk.domain.item_import import Stock
from libdesk.domain.item_matching import Known
from libdesk.domain.places import Branch
from libdesk.domain.records import ItemId


def test_the_stock_reaches_the_child_whole():
    first, second = ItemId(7), ItemId(8)
    stock = Stock(
        (Known(first, 3, {"tag": "A-1", "name": "ł 李"}),),
        (Branch("CEN", "Central"),),
        ("Door",),
        {"desktop": "staff PC"},
        frozenset({first}),
        "stamp",
        {first: "A-1 was wiped, and was not set up since."},
        {second: "A-2 is with Ben."},
        date(2026, 11, 21),
    )
    untold = [one.name for one in fields(stock) if getattr(stock, one.name) == one.default]
    assert not untold
    there = json.loads(json.dumps(import_plain.of_stock(stock)))
    assert import_plain.stock(there) == stock
