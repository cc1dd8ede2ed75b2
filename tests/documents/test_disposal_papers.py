"""The papers about wiping and disposal say what a board and an auditor ask for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.documents.content import Blanks, Box, Facts, Listing, Table, text_of
from libdesk.documents.departures_paper import departures_paper
from libdesk.documents.disposal_words import (
    condition_words,
    goes_words,
    how_words,
    media_words,
    method_words,
    short_method,
)
from libdesk.documents.surplus_paper import Surplus, band_words, surplus_paper
from libdesk.documents.wipe_certificate import wipe_certificate
from libdesk.domain.disposal import Condition, How
from libdesk.domain.records import DiskKind
from libdesk.domain.value_bands import Band
from libdesk.domain.wiping import Destination, Method
from tests.documents.on_foot_papers import (
    VALUES,
    WIPING,
    a_certificate,
    a_failed_certificate,
    a_list_of_departures,
    a_proposal,
    leavings,
    wiped,
)
from tests.documents.paper_parts import TODAY, WORDS, record


def words_of(paper, place):
    return paper.blocks[place].words


def the(kind, paper):
    return [block for block in paper.blocks if isinstance(block, kind)]


def cells(paper):
    """Return the rows of its table, each by the titles of its columns."""
    (table,) = the(Table, paper)
    columns = [one.title for one in table.columns]
    return [dict(zip(columns, row, strict=True)) for row in table.rows]


def facts(paper):
    return {name: text_of(words) for one in the(Facts, paper) for name, words in one.pairs}


def test_a_certificate_has_every_field_and_two_places_to_sign():
    told = facts(a_certificate("Xy"))
    assert told["Method"] == "Purge: a laboratory finds nothing any more"
    assert told["How"] == "The drive’s own sanitize command"
    assert "800-88 Rev. 2" in told["Guideline"]
    assert {"Label", "Serial number", "Kind of storage", "Goes", "Tool and version"} <= set(told)
    assert (told["Done by"], told["Checked by"], told["Note"]) == ("Xy", "Xy", "Xy")
    assert [one.names[1] for one in the(Blanks, a_certificate("x"))] == ["Signature"] * 2


def test_a_failed_wipe_never_passes_for_one_that_worked():
    paper = a_failed_certificate("x")
    assert "NOT sanitized" in words_of(paper, 0)
    told = facts(paper)
    assert (told["Result"], told["Note" if "Note" in told else "Result"]) == ("FAILED", "FAILED")
    assert told["Checked by"] == "nobody: there is no second person here"


def test_nobody_yet_is_said_and_what_is_not_known():
    wipe = wiped("x", checked_by="", serial="")
    told = facts(wipe_certificate(wipe, record("x"), WIPING, WORDS, printed_on=TODAY))
    assert (told["Checked by"], told["Serial number"]) == ("nobody yet", "not known")


def test_a_proposal_says_why_what_it_is_worth_and_who_may_not_have_it():
    paper = a_proposal("x")
    rows = cells(paper)
    assert [one["Age"] for one in rows] == [
        "2 years", "2 years", "–", "under 1 year", "1 year", "2 years",
    ]  # fmt: skip
    assert rows[0]["Condition"] == "works in part"
    assert rows[0]["Grant"].startswith("not before")
    assert rows[1]["Grant"].startswith("free since")
    assert (rows[2]["Grant"], rows[2]["Wiped"]) == ("none", "no storage")
    assert (rows[2]["Likely worth"], rows[3]["Wiped"]) == ("not known", "not yet")
    assert rows[0]["Proposed way"] == "public sale, or a gift to a public body; the board decides"
    (box,) = the(Box, paper)
    assert "family or household" in words_of(box, 0)
    assert len(the(Listing, paper)[0].entries) == 3


def test_the_sum_of_a_proposal_is_that_of_its_rows():
    items = leavings("x")
    worth = [VALUES.worth(one.record, TODAY) for one in items]
    total = sum(one.minor for one in worth if one is not None)
    paper = a_proposal("x")
    told = words_of(paper, 2)
    assert f"{total / 100:,.2f}" in told
    assert "1 item" in told
    bands = words_of(paper, 3)
    assert bands.startswith("Way and who decides go by value bands as of Nov 12, 2026: ")
    assert "LibDesk’s own default" in bands


def test_a_proposal_by_the_library_s_own_bands_says_so():
    own = replace(VALUES, source="", as_at=TODAY, bands=(Band(None, "bids", "the mayor"),))
    paper = surplus_paper(Surplus(leavings("x"), own), WORDS, printed_on=TODAY)
    rows = cells(paper)
    assert rows[0]["Likely worth"] == "of any worth"
    assert rows[0]["Proposed way"] == "bids; the mayor decides"
    told = f"the library’s own value bands, last changed {WORDS.short_day(TODAY)}."
    assert words_of(paper, 3).endswith(told)


def test_each_band_says_from_where_to_where_it_is():
    told = [band_words(VALUES, band, WORDS) for band in VALUES.bands]
    assert told == [
        "under USD 75",
        "USD 75 to USD 250",
        "USD 250 to USD 1,000",
        "USD 1,000 and more",
    ]


def test_with_nothing_to_go_it_says_so():
    paper = surplus_paper(Surplus((), VALUES), WORDS, printed_on=TODAY)
    assert words_of(paper, 0) == "Nothing is ready to go."
    assert the(Table, paper) == []
    alone = surplus_paper(Surplus(leavings("x")[2:3], VALUES), WORDS, printed_on=TODAY)
    assert words_of(alone, 2) == "of 1 item nobody knows what it is worth"


def test_the_yearly_list_tells_how_each_went_and_what_is_awaited():
    paper = a_list_of_departures("x")
    (table,) = the(Table, paper)
    assert len(table.rows) == 5, "of the sixth nobody said how it went"
    assert [row[7] for row in table.rows][1:] == ["awaited", "–", "–", "awaited"]
    assert [row[6] for row in table.rows][2:] == [
        "no storage", "lost with data on it", "no record",
    ]  # fmt: skip
    told = words_of(paper, 0)
    assert told.startswith("recycled: 3 · written off: 2 · came in: ")
    assert told.endswith("certificates awaited: 2")
    bare = departures_paper((), TODAY, TODAY, WORDS, printed_on=TODAY)
    assert words_of(bare, 0) == "Nothing left in this time."


def test_without_money_or_a_day_nothing_is_made_up():
    (one, *_) = leavings("x")
    assert one.departure is not None
    how = replace(one.departure, price=None, certificate_on=None)
    paper = departures_paper((replace(one, departure=how),), TODAY, TODAY, WORDS, printed_on=TODAY)
    assert words_of(paper, 0) == "recycled: 1"


@pytest.mark.parametrize(
    ("word", "choices"),
    [
        (condition_words, Condition),
        (goes_words, Destination),
        (how_words, How),
        (media_words, DiskKind),
        (method_words, Method),
        (short_method, Method),
    ],
)
def test_everything_that_can_be_has_its_own_word(word, choices):
    assert len({word(one, WORDS) for one in choices}) == len(choices)


def test_what_is_worth_nothing_any_more_is_said_to_be_so():
    (item,) = leavings("x")[:1]
    old = replace(item, record=replace(item.record, bought_on=TODAY - timedelta(days=9_000)))
    paper = surplus_paper(Surplus((old,), VALUES), WORDS, printed_on=TODAY)
    assert words_of(paper, 2).endswith("from price and age: next to nothing")
