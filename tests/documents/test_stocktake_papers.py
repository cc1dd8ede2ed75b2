"""The papers of a counting day: what is to be ticked, and what is signed."""

import re
from dataclasses import replace

import pytest

from libdesk.documents.content import Facts, Heading, PageEnd, Paragraph, Size, Table, text_of
from libdesk.documents.count_words import condition_words, decision_words, outcome_words
from libdesk.documents.pdf import write_pdf
from libdesk.documents.stocktake_result_paper import NOTE_SIGNS, stocktake_result_paper
from libdesk.documents.stocktake_ticklist_paper import MOST, stocktake_ticklist_paper
from libdesk.domain.count_results import DECISIONS, Decision, Result, results_of, tallies_of
from libdesk.domain.counting import Count
from libdesk.domain.equipment import Tag
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Condition, Listed, Outcome, Spot, Stocktake
from tests.documents.paper_parts import AT, TODAY, WORDS
from tests.documents.pictures import pages
from tests.documents.speaking import spoken
from tests.domain.counts_made import HALL, OFFICE, listing, scan

CAMPAIGN = Stocktake("Fall count", TODAY, TODAY, (Spot("MIL"),))
LONG = "the self-check station by the entrance, on the left"


def result(results, campaign=CAMPAIGN):
    return stocktake_result_paper(campaign, results, WORDS, printed_on=TODAY)


def missing(number, name=LONG):
    return Result(
        number,
        Outcome.MISSING,
        code=f"LV-{1000 + number}",
        name=name,
        kind="PC",
        listed_at=Spot("MIL", "Public computers"),
        is_expected=True,
    )


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def words_of(paper):
    return " ".join(text_of(block.words) for block in paper.blocks if isinstance(block, Paragraph))


def listed(number, spot, status=Status.IN_USE):
    return Listed(ItemId(number), Tag(f"LV-{number}"), f"PC {number}", "PC", spot, status, "SN")


def test_the_sums_on_paper_add_up():
    count = Count(listing(HALL, OFFICE), [scan("LV-1", OFFICE, number=1), scan("LV-2", number=2)])
    paper = result(results_of(count))
    sums = tables(paper)[0]
    told = dict(zip((one.title for one in sums.columns), map(int, sums.rows[0]), strict=True))
    assert told["Expected"] == told["In place"] + told["Moved"] + told["Missing"]
    tallies = tallies_of(results_of(count))
    assert (told["In place"], told["Moved"], told["Missing"]) == (1, 1, tallies.missing)
    numbers = list(map(int, re.findall(r"\d+", words_of(paper))))
    assert numbers[0] == sum(numbers[1:4])


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("count", [0, 1, 8, 9, 12, 30])
def test_it_is_signed_on_the_first_page_however_much_there_is(size, count):
    results = [missing(number) for number in range(1, count + 1)]
    made = write_pdf(result(results), size, made_at=AT)
    first = spoken_page(made.content, 0)
    assert "Counted by" in first
    assert ("more on the next page" in first) == (len(list(pages(made.content, 20))) > 1)
    for one in results:
        assert one.code in spoken(made.content)


def spoken_page(content, page):
    from libdesk.documents.pages import PageImages

    made = PageImages(content)
    try:
        return made.words(page)
    finally:
        made.close()


def test_as_many_differences_as_fit_stand_on_the_first_page():
    few, many = (tables(result([missing(n) for n in range(1, count)])) for count in (8, 41))
    assert [len(one.rows) for one in few[1:]] == [7]
    first, rest = many[1:]
    assert len(first.rows) + len(rest.rows) == 40
    assert len(first.rows) >= 7
    short = tables(result([missing(n, "PC") for n in range(1, 41)]))[1]
    assert len(short.rows) > len(first.rows)


def test_of_a_count_at_one_branch_only_the_rooms_are_named():
    told = [row[3:5] for row in tables(result([replace(missing(1), seen_at=HALL)]))[1].rows]
    assert told == [("Public computers", "Central · Hall")]
    both = replace(CAMPAIGN, spots=(Spot("MIL"), Spot("CEN")))
    assert tables(result([missing(1)], both))[1].rows[0][3] == "Mill Pond · Public computers"


def test_where_all_is_in_its_place_that_is_said():
    paper = result([replace(missing(1), outcome=Outcome.FOUND, seen_at=HALL, at=AT, by="Ada")])
    assert "all is where it belongs" in words_of(paper)
    assert not any(isinstance(block, PageEnd) for block in paper.blocks)
    (facts,) = (block for block in paper.blocks if isinstance(block, Facts))
    assert dict(facts.pairs)["By"] == "Ada"


def test_a_long_note_stands_at_the_end():
    noted = replace(CAMPAIGN, note="n" * (NOTE_SIGNS + 1))
    paper = result([], noted)
    assert isinstance(paper.blocks[-2], Heading)
    assert text_of(paper.blocks[-1].words) == noted.note


def test_many_places_are_told_by_the_first():
    rooms = tuple(Spot("MIL", f"Room {number}") for number in range(9))
    told = result([], replace(CAMPAIGN, spots=rooms))
    (facts,) = (block for block in told.blocks if isinstance(block, Facts))
    assert text_of(dict(facts.pairs)["Counted"]).endswith("Mill Pond · Room 5 and 3 more")


def test_a_tick_list_has_a_table_for_each_room_with_boxes():
    items = [listed(1, HALL), listed(2, HALL), listed(3, OFFICE), listed(4, Spot("MIL"))]
    paper = stocktake_ticklist_paper(CAMPAIGN, items, WORDS, printed_on=TODAY)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == [
        "Central · Hall: 2 items",
        "Central · Office: 1 item",
        "Mill Pond · room not known: 1 item",
        "Also here",
    ]
    assert tables(paper)[0].rows[0] == ("☐", "☐", "LV-1", "PC 1", "PC", "SN")
    assert all(not any(row) for row in tables(paper)[-1].rows)


def test_what_is_away_is_told_on_it():
    away = [listed(9, Spot(""), Status.IN_REPAIR)]
    paper = stocktake_ticklist_paper(CAMPAIGN, (), WORDS, printed_on=TODAY, away=away)
    assert "Nothing is expected there." in words_of(paper)
    assert tables(paper)[0].rows == (("LV-9", "PC 9", "–", "In repair"),)


def test_nobody_walks_with_more_than_a_hundred_pages():
    items = [listed(number, HALL) for number in range(MOST + 7)]
    paper = stocktake_ticklist_paper(CAMPAIGN, items, WORDS, printed_on=TODAY)
    assert sum(len(one.rows) for one in tables(paper)[:-1]) == MOST
    assert "7 more items" in words_of(paper)


def test_everything_has_a_word():
    for outcome in (Outcome.FOUND, *DECISIONS):
        assert outcome_words(outcome, WORDS)
    assert all(decision_words(one, WORDS) for one in Decision)
    assert [bool(condition_words(one, WORDS)) for one in Condition] == [False, True, True, True]
