"""The figures of the cost in fields: what is typed is what is kept, and what can't be is told."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk import files, paths
from libdesk.domain.donation_costs import Figure
from libdesk.domain.donation_costs_file import parse_costs
from libdesk.domain.donations import Kind
from libdesk.services.donation_cost_texts import (
    CostsTexts,
    is_as_typed,
    read_costs,
    texts_of_costs,
)
from libdesk.services.errors import Refusal

TODAY = date(2026, 11, 27)
SHIPPED = parse_costs(files.read_json(paths.resources() / "policies" / "costs.json"))
TEXTS = texts_of_costs(SHIPPED)


def typed(**fields):
    named = {name.replace("__", ".").replace("_of", "-"): words for name, words in fields.items()}
    return CostsTexts({**TEXTS.fields, **named})


def test_figures_go_through_their_fields_and_stay_the_same():
    assert replace(read_costs(TEXTS, SHIPPED, TODAY), source=SHIPPED.source) == SHIPPED
    assert is_as_typed(SHIPPED, TEXTS)
    assert not is_as_typed(SHIPPED, typed(rate__amount="42"))
    assert TEXTS["wings"] == ""


def test_a_figure_that_is_typed_has_its_own_day_and_no_source_any_more():
    told = replace(SHIPPED.figures[Figure.RATE], source="Somebody")
    before = replace(SHIPPED, figures={**SHIPPED.figures, Figure.RATE: told})
    same = read_costs(TEXTS, before, TODAY)
    assert same.figures[Figure.RATE].source == "Somebody"
    new = typed(rate__amount="42.50", rate__as_at="2026-11-20")
    costs = read_costs(new, before, TODAY)
    assert costs.figures[Figure.RATE].source == ""
    assert costs.amount(Figure.RATE) == 4250
    assert costs.as_at == date(2026, 11, 20)
    assert read_costs(typed(currency="eur"), before, TODAY).figures[Figure.RATE].source == ""


def test_a_currency_without_cents_counts_without_them():
    costs = read_costs(typed(currency="JPY", rate__amount="3,000"), SHIPPED, TODAY)
    assert (costs.currency, costs.amount(Figure.RATE)) == ("JPY", 3000)
    assert texts_of_costs(costs)["rate.amount"] == "3000"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("currency", "dollars"),
        ("rate.amount", ""),
        ("rate.amount", "-1"),
        ("test.amount", "10001"),
        ("life.amount", "0"),
        ("cheaper-at.amount", "many"),
        ("rate.as_at", ""),
        ("rate.as_at", "soon"),
        ("laptop.as_at", "2026-11-28"),
        ("laptop.new_years", "0"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(field, words):
    with pytest.raises(Refusal) as refused:
        read_costs(CostsTexts({**TEXTS.fields, field: words}), SHIPPED, TODAY)
    assert refused.value.field == field


def test_what_is_bought_is_typed_too():
    costs = read_costs(typed(laptop__new="900", laptop__new_years="5"), SHIPPED, TODAY)
    assert (costs.buying[Kind.LAPTOP].new, costs.buying[Kind.LAPTOP].new_years) == (90_000, 5)
    assert costs.buying[Kind.MAC] == SHIPPED.buying[Kind.MAC]
