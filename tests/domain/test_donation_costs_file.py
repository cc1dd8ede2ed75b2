"""The figures as a document: what is written is read again, and a mistake is named."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk import files
from libdesk.domain.donation_costs import UNITS, Figure, Unit, Value
from libdesk.domain.donation_costs_file import document_of_costs, parse_costs
from libdesk.domain.donations import Kind
from libdesk.domain.money import LARGEST
from tests.domain.donations_made import COSTS, FOLDER

SHIPPED = files.read_json(FOLDER / "costs.json")
REST = SHIPPED["figures"][1:]
BUYING = SHIPPED["buying"][0]


def without(part, *names):
    return {key: value for key, value in part.items() if key not in names}


def test_the_shipped_figures_are_written_as_they_were_read():
    assert parse_costs(document_of_costs(COSTS)) == COSTS
    assert COSTS.amount(Figure.RATE) == 3000
    assert COSTS.buying[Kind.ALL_IN_ONE] is COSTS.buying[Kind.DESKTOP]
    assert COSTS.figures[Figure.SSD].as_at == COSTS.as_at


def test_each_figure_keeps_its_day_and_its_source():
    value = Value(5500, date(2027, 1, 2), "a bill")
    own = replace(COSTS, figures={**COSTS.figures, Figure.SSD: value}, source="", currency="EUR")
    again = parse_costs(document_of_costs(own))
    assert again == own
    assert again.figures[Figure.SSD] == value


def figure(key, **values):
    return {"figures": [{"key": key, **values}, *REST]}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"more": 1}, "more"),
        ({"as_at": None}, "as_at"),
        ({"currency": ""}, "currency"),
        ({"currency": "dollars"}, "currency"),
        ({"figures": []}, "figures"),
        ({"figures": REST}, "figures.rate"),
        (figure(""), r"figures\[0\].key"),
        ({"figures": [{"amount": 1}, *REST]}, r"figures\[0\].key"),
        (figure("love", amount=1), r"figures\[0\].key"),
        (figure("rate"), r"figures\[0\].amount"),
        (figure("rate", minutes=1), "minutes"),
        (figure("rate", amount=-1), "amount"),
        (figure("rate", amount=LARGEST + 1), "amount"),
        (figure("rate", amount=1.5), "amount"),
        (figure("rate", amount=True), "amount"),
        (figure("rate", amount=1, as_at="soon"), "as_at"),
        ({"figures": [*SHIPPED["figures"], {"key": "life", "years": 0}]}, "years"),
        ({"figures": [*SHIPPED["figures"], {"key": "cheaper-at", "percent": 0}]}, "percent"),
        ({"figures": [*SHIPPED["figures"], {"key": "test", "minutes": 10_001}]}, "minutes"),
        ({"buying": []}, "buying"),
        ({"buying": [without(BUYING, "new")]}, r"buying\[0\].new"),
        ({"buying": [{**BUYING, "new_years": 0}]}, "new_years"),
        ({"buying": [{**BUYING, "new_years": 101}]}, "new_years"),
        ({"buying": [{**BUYING, "kinds": ["abacus"]}]}, "kinds: abacus"),
        ({"buying": [{**BUYING, "rented": 1}]}, "rented"),
    ],
)
def test_a_mistake_is_named(change, named):
    with pytest.raises(ValueError, match=f"the donation figures.*{named}"):
        parse_costs({**SHIPPED, **change})


@pytest.mark.parametrize("value", [None, [], "figures", {}])
def test_what_are_no_figures_is_refused(value):
    with pytest.raises(ValueError, match="the donation figures"):
        parse_costs(value)


def test_there_is_nothing_that_could_not_be_divided_by():
    spread = [one for one in Figure if UNITS[one] is Unit.YEARS]
    assert all(COSTS.amount(one) > 0 for one in spread)
    assert all(one.new_years > 0 < one.refurbished_years for one in COSTS.buying.values())
