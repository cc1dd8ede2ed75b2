"""Views of the equipment list, and changed rules, in both databases."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates, Gap, ItemFilter
from libdesk.domain.records import Record
from libdesk.domain.rule_subjects import RULE_SUBJECTS
from libdesk.services.errors import Conflict
from libdesk.services.kept_rules import KeptRules
from libdesk.services.kept_views import KeptView
from libdesk.storage.rules_export import QUESTIONS

DOCUMENT = {"filter": {"words": ["łódź", "李 🙂 <b>&"]}, "order": {"by": "name"}}
A, B, C = (KeptView(name, f"{name} Ł 🙂", DOCUMENT) for name in "abc")
DAY = date(2026, 11, 26)


def add(database, *views):
    with database.unit(write=True) as unit:
        for one in views:
            unit.item_views.add(one)


def views(database):
    with database.unit() as unit:
        return unit.item_views.all()


def damage(database, statement):
    with database.unit(write=True) as unit:
        unit._connection.execute(text(statement))


def test_views_come_back_in_their_order(database):
    add(database, B, A)
    with database.unit(write=True) as unit:
        unit.item_views.add(C, 1)
    assert views(database) == (B, C, A)
    with database.unit(write=True) as unit:
        unit.item_views.set_order(["a"])
    assert views(database) == (A, B, C)


def test_an_order_of_nothing_is_none(database):
    with database.unit(write=True) as unit:
        unit.item_views.set_order([])
    assert views(database) == ()


def test_a_view_is_there_once(database):
    add(database, A)
    with pytest.raises(Conflict):
        add(database, A)


def test_a_change_counts_and_a_stale_one_is_refused(database):
    add(database, A)
    changed = replace(A, name="New", document={"filter": {}}, version=2)
    with database.unit(write=True) as unit:
        unit.item_views.change(changed)
    assert views(database) == (changed,)
    with pytest.raises(Conflict), database.unit(write=True) as unit:
        unit.item_views.change(changed)
    with pytest.raises(Conflict), database.unit(write=True) as unit:
        unit.item_views.remove("a", 1)
    with database.unit(write=True) as unit:
        unit.item_views.remove("a", 2)
    assert views(database) == ()


def test_a_damaged_view_is_left_out_and_the_others_count(database):
    add(database, A, B)
    damage(database, "UPDATE item_views SET document = '{' WHERE id = 'a'")
    assert views(database) == (B,)


def test_rules_are_stored_in_the_place_of_those_before(database):
    first = KeptRules("kinds", {"changed": {"laptop": {"years": 5}}}, DAY, 1)
    second = KeptRules("support", {"added": []}, DAY, 3)
    with database.unit(write=True) as unit:
        unit.own_rules.save(replace(first, version=9, document=[]))
        unit.own_rules.save(first)
        unit.own_rules.save(second)
    with database.unit() as unit:
        assert unit.own_rules.all() == (first, second)
    with database.unit(write=True) as unit:
        unit.own_rules.remove("kinds")
        unit.own_rules.remove("never there")
    with database.unit() as unit:
        assert unit.own_rules.all() == (second,)


@pytest.mark.parametrize("broken", ["{", "[" * 200_000])
def test_a_damaged_document_is_told_as_being_there(database, broken):
    with database.unit(write=True) as unit:
        unit.own_rules.save(KeptRules("kinds", {}, DAY, 4))
        unit._connection.execute(text("UPDATE rules SET document = :broken"), {"broken": broken})
    with database.unit() as unit:
        assert unit.own_rules.all() == (KeptRules("kinds", None, DAY, 4),)


def test_an_export_has_each_of_them_in_its_columns(database):
    add(database, B, A)
    with database.unit(write=True) as unit:
        unit.own_rules.save(KeptRules("kinds", {"changed": {"łaptop": {"years": 5}}}, DAY, 2))
    found = {}
    with database.unit() as unit:
        for key, (question, made) in QUESTIONS.items():
            found[key] = [tuple(made(row)) for row in unit._connection.execute(question)]
    assert [row[:2] for row in found["item-views"]] == [("b", B.name), ("a", A.name)]
    assert json.loads(str(found["item-views"][0][2])) == DOCUMENT
    assert found["rules"] == [("kinds", '{"changed": {"łaptop": {"years": 5}}}', DAY, 2)]
    for key, _, columns in RULE_SUBJECTS:
        assert len(found[key][0]) == len(columns.strip().splitlines())
    assert set(QUESTIONS) == {key for key, _, _ in RULE_SUBJECTS}


def test_lists_know_which_warranties_last_and_what_lacks_something(database):
    item = Record(Tag("A"), "PC", "PC", serial="1", bought_on=DAY)
    made = [
        replace(item, warranty_until=DAY),
        replace(item, tag=Tag("B"), warranty_until=date(2026, 11, 25), serial=""),
        replace(item, tag=Tag("C"), bought_on=None),
    ]
    with database.unit(write=True) as unit:
        a, b, c = unit.items.add([(one, Dates()) for one in made])
    some = frozenset({Gap.SERIAL, Gap.BOUGHT})
    with database.unit() as unit:
        assert unit.items.ids(ItemFilter(warranty_from=DAY)) == (a,)
        assert unit.items.ids(ItemFilter(some_gap=some)) == (b, c)
        assert unit.items.ids(ItemFilter(gaps=some)) == ()
