"""The rules as documents: read strictly, written back without loss."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk import paths
from libdesk.domain.kinds import (
    MOST_DAYS,
    DatedBy,
    KindRule,
    Kinds,
    Limits,
    document_of_kinds,
    parse_kinds,
)
from libdesk.domain.money import Money
from libdesk.domain.support_dates import (
    Certificate,
    Moving,
    Release,
    SupportDates,
    System,
    document_of_support,
    parse_support,
)
from tests.domain.lifecycle_rules import RULES

KINDS = {
    "as_at": "2026-11-21",
    "kinds": [{"kind": "PC", "years": 5, "cost": 0}, {"kind": "UPS", "also": ["battery"]}],
}
SUPPORT = {
    "as_at": "2026-11-21",
    "secure_boot": {"ends_on": "2026-06-24"},
    "systems": [
        {"system": "Thing", "releases": [{"release": "1", "ends_on": "2030-01-01"}]},
        {"system": "Box", "own_date": True},
    ],
}


def changed(document, path, value):
    """Return a document with another value at a path such as "kinds.0.years"."""
    document = copy.deepcopy(document)
    *way, last = path.split(".")
    part = document
    for step in way:
        part = part[int(step) if step.isdecimal() else step]
    part[int(last) if last.isdecimal() else last] = value
    return document


def test_the_least_is_read():
    kinds = parse_kinds(KINDS)
    assert kinds.limits == Limits()
    assert kinds.rules[0] == KindRule("PC", years=5, cost=Money(0))
    assert kinds.kind_rule("Batteries") is kinds.rules[1]
    dates = parse_support(SUPPORT)
    assert [system.name for system in dates.systems] == ["Thing", "Box"]
    assert dates.systems[0].releases[0].moving is Moving.FREE


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("as_at", None, "as_at"),
        ("as_at", "soon", "as_at"),
        ("as_at", 2026, "as_at"),
        ("more", 1, "more"),
        ("currency", "dollars", "currency"),
        ("currency", 1, "currency"),
        ("limits", [], "limits"),
        ("limits", {"old_year": 1}, "limits.old_year"),
        ("limits", {"old_years": -1}, "limits.old_years"),
        ("limits", {"old_years": MOST_DAYS + 1}, "limits.old_years"),
        ("kinds", {}, "kinds"),
        ("kinds", [], "kinds"),
        ("kinds", ["PC"], "kinds[0]"),
        ("kinds.0.kind", " ", "kinds[0].kind"),
        ("kinds.0.kind", "!", "!"),
        ("kinds.0.kind", "Battery", "battery"),
        ("kinds.1", {"kind": "PC"}, "one kind twice"),
        ("kinds.0.years", 0, "kinds[0].years"),
        ("kinds.0.years", True, "kinds[0].years"),
        ("kinds.0.years", "5", "kinds[0].years"),
        ("kinds.0.computer", "yes", "kinds[0].computer"),
        ("kinds.0.dated_by", "mood", "kinds[0].dated_by"),
        ("kinds.1.also", "battery", "kinds[1].also"),
        ("kinds.1.also", [""], "kinds[1].also"),
        ("kinds.1.colour", "red", "kinds[1].colour"),
    ],
)
def test_a_mistake_in_the_kinds_is_named(path, value, named):
    with pytest.raises(ValueError) as told:  # noqa: PT011 - its words are looked at
        parse_kinds(changed(KINDS, path, value))
    assert named in str(told.value)
    assert "kinds" in str(told.value)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("as_at", None, "as_at"),
        ("more", 1, "more"),
        ("secure_boot", {}, "secure_boot.ends_on"),
        ("secure_boot", {"ends_on": "2026-06-24", "x": 1}, "secure_boot.x"),
        ("systems", None, "systems"),
        ("systems.0.system", "", "systems[0].system"),
        ("systems.0.system", "?", "?"),
        ("systems.0.system", "BOX", "Box"),
        ("systems.0.releases", [], "systems[0].releases"),
        ("systems.0.newest", 0, "systems[0].newest"),
        ("systems.0.x", 0, "systems[0].x"),
        ("systems.0.releases.0.ends_on", "2030-02-30", "systems[0].releases[0].ends_on"),
        ("systems.0.releases.0.builds", ["26100"], "systems[0].releases[0].builds"),
        ("systems.0.releases.0.builds", 26100, "systems[0].releases[0].builds"),
        ("systems.0.releases.0.moving", "up", "systems[0].releases[0].moving"),
        ("systems.0.releases.0.moving", [], "systems[0].releases[0].moving"),
        ("systems.0.releases.0.x", 0, "systems[0].releases[0].x"),
    ],
)
def test_a_mistake_in_the_dates_is_named(path, value, named):
    with pytest.raises(ValueError) as told:  # noqa: PT011 - its words are looked at
        parse_support(changed(SUPPORT, path, value))
    assert named in str(told.value)
    assert "the support dates" in str(told.value)


@pytest.mark.parametrize("parse", [parse_kinds, parse_support])
@pytest.mark.parametrize("value", [None, [], "text"])
def test_what_is_no_document_is_refused(parse, value):
    with pytest.raises(ValueError, match="names with values"):
        parse(value)


def test_what_is_shipped_comes_back_letter_for_letter():
    folder = paths.resources() / "lifecycle"
    for name, document in (
        ("kinds.json", document_of_kinds(RULES.kinds)),
        ("support.json", document_of_support(RULES.support)),
    ):
        assert json.loads(json.dumps(document)) == json.loads((folder / name).read_text("utf-8"))


WORD = st.text(min_size=1, max_size=8).map(str.strip).filter(str.isalnum)
NOTE = st.text(max_size=20).map(str.strip)
WORDS = st.lists(WORD, max_size=3).map(tuple)
MAYBE = st.none() | st.dates()
YEARS = st.none() | st.integers(1, 100)
COSTS = st.none() | st.integers(0, 10**9).map(lambda minor: Money(minor, "EUR"))
RULE = st.builds(
    KindRule, WORD, st.just(()), YEARS, st.sampled_from(DatedBy), YEARS, YEARS,
    st.booleans(), st.booleans(), st.booleans(), NOTE, COSTS, NOTE,
)  # fmt: skip
LIMITS = st.builds(Limits, *[st.integers(0, MOST_DAYS)] * len(Limits.__dataclass_fields__))
RELEASE = st.builds(
    Release, NOTE, WORDS, st.lists(st.integers(1, 10**6), max_size=2).map(tuple), WORDS,
    st.booleans(), MAYBE, MAYBE, MAYBE, NOTE, NOTE, st.sampled_from(Moving),
)  # fmt: skip
RELEASES = st.lists(RELEASE, min_size=1, max_size=3).map(tuple)
NUMBERS = st.none() | st.integers(1, 99)


@st.composite
def systems(draw):
    """Systems whose names differ by a number, as no two may have one name."""
    found = []
    for place in range(draw(st.integers(1, 3))):
        own = draw(st.booleans())
        found.append(
            System(
                f"System {place}",
                (f"Other {place}",) if draw(st.booleans()) else (),
                () if own else draw(RELEASES),
                own,
                draw(NUMBERS),
                draw(st.none() | st.integers(0, 99)),
                draw(st.booleans()),
                draw(NOTE),
            )
        )
    return tuple(found)


@given(st.dates(), st.lists(RULE, min_size=1, max_size=4), LIMITS, NOTE)
def test_kinds_go_to_a_document_and_back(as_at, rules, limits, source):
    rules = [
        KindRule(f"kind {place}", (f"word {place}",), **_rest(rule))
        for place, rule in enumerate(rules)
    ]
    kinds = Kinds(as_at, tuple(rules), limits, "EUR", source)
    document = document_of_kinds(kinds)
    assert parse_kinds(json.loads(json.dumps(document))) == kinds
    assert document_of_kinds(parse_kinds(document)) == document


@given(st.dates(), systems(), st.dates(), NOTE)
def test_dates_go_to_a_document_and_back(as_at, some, ends_on, note):
    dates = SupportDates(as_at, some, Certificate(ends_on, note), note)
    document = document_of_support(dates)
    assert parse_support(json.loads(json.dumps(document))) == dates
    assert document_of_support(parse_support(document)) == document


def _rest(rule):
    names = set(KindRule.__dataclass_fields__) - {"word", "also"}
    return {name: getattr(rule, name) for name in names}
