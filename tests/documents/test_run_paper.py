"""What stands on the paper of a machine that is being set up, or was."""

from dataclasses import replace

import pytest

from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.documents.checklist_paper import checklist_paper, run_paper
from libdesk.documents.content import Blanks, Box, Facts, Heading, Paragraph, Size, Table, text_of
from libdesk.documents.pdf import write_pdf
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.item_history import ChangeId
from libdesk.domain.knowledge import Checklist
from libdesk.domain.records import ItemId
from libdesk.domain.reimaging import (
    End,
    LineMark,
    Mark,
    Occasion,
    Outcome,
    begun,
    with_confirmation,
    with_lines,
    with_mark,
)
from tests.documents.paper_parts import AT, TODAY, WORDS

ITEM = Item(Tag("PC-1"), "By the stairs", "public PC", "CEN", "AB1", "CEN-PC-1", "Hall")


def a_checklist():
    found = next(one for one in shipped_sheets() if one.id == "re-image-public")
    assert isinstance(found, Checklist)
    return found


def a_run(**more):
    checklist = replace(a_checklist(), **more)
    run = begun(ChangeId(1), ItemId(2), checklist, Occasion.AFRESH, AT, "Sam")
    run = with_mark(run, 0, LineMark(Mark.TICKED, "Sam", AT))
    return with_mark(run, 2, LineMark(Mark.EXCUSED, "", AT, "it stays here"))


def paper_of(run):
    return run_paper(run, WORDS, printed_on=TODAY, item=ITEM, library="Larkmere")


def only(kind, paper):
    return [one for one in paper.blocks if isinstance(one, kind)]


def last_words(run):
    (box,) = only(Box, paper_of(run))
    paragraphs = [one for one in box.blocks if isinstance(one, Paragraph)]
    return text_of(paragraphs[-1].words)


@pytest.mark.rows("S43")
def test_what_is_ticked_and_excused_stands_on_it_and_the_rest_is_open():
    paper = paper_of(a_run())
    first, *others = only(Table, paper)
    told = [row[1:] for row in first.rows]
    assert told[0] == ("☑", "Sam, Nov 26, 15:30")
    assert told[1] == ("☐", "")
    assert told[2] == ("–", "Excused: it stays here (Nov 26, 15:30)")
    assert all(row[1:] == ("☐", "") for one in others for row in one.rows)
    assert sum(len(one.rows) for one in (first, *others)) == 25
    (facts, *_) = only(Facts, paper)
    assert ("Label", "PC-1") in facts.pairs
    assert ("Branch", "Central, Hall") in facts.pairs
    assert paper.above == "Larkmere"


@pytest.mark.parametrize(
    ("outcome", "reason", "words"),
    [
        (Outcome.FINISHED, "", "Set up and back in service: Sam, Nov 26, 15:30."),
        (Outcome.GIVEN_UP, "Its disk broke", "Given up: Its disk broke (Sam, Nov 26, 15:30)"),
    ],
)
def test_it_says_how_it_ended(outcome, reason, words):
    run = replace(a_run(), end=End(ChangeId(3), outcome, AT, "Sam", reason))
    assert last_words(run) == words


def test_it_says_how_far_it_was():
    assert last_words(a_run()) == "When this was printed, 2 of 25 lines were done."


@pytest.mark.rows("S44")
def test_who_agreed_to_the_rules_stands_below_them():
    checklist = a_checklist()
    bare = checklist_paper(checklist, WORDS, printed_on=TODAY)
    assert Blanks(("Agreed with the library by", "Agreed on")) in bare.blocks
    for more, pair in (
        ({"agreed_by": "the board"}, ("Agreed with the library by", "the board")),
        ({"agreed_on": TODAY}, ("Agreed on", "Thursday, November 26, 2026")),
        (
            {"agreed_by": "the board", "agreed_on": TODAY},
            ("Agreed with the library by", "the board, Thursday, November 26, 2026"),
        ),
    ):
        paper = paper_of(a_run(**more))
        assert Facts((pair,)) in paper.blocks


@pytest.mark.rows("S44")
def test_who_tried_what_the_public_may_do_stands_below_the_rules():
    run = a_run()
    bare = checklist_paper(a_checklist(), WORDS, printed_on=TODAY)
    for paper in (bare, paper_of(run)):
        assert Paragraph("☐ I tried it: it allows this, and no more.") in paper.blocks
    tried = with_confirmation(run, LineMark(Mark.TICKED, "Robin", AT))
    told = "☑ I tried it: it allows this, and no more. Robin, Nov 26, 15:30"
    assert Paragraph(told) in paper_of(tried).blocks
    assert not any(
        "tried" in text_of(one.words) for one in only(Paragraph, paper_of(a_run(profile=())))
    )


def test_what_was_marked_and_is_no_line_any_more_stands_below_the_lines():
    run = a_run()
    first, *others = run.checklist.sections
    newer = replace(run.checklist, sections=(replace(first, lines=first.lines[:1]), *others))
    paper = paper_of(with_lines(run, newer))
    assert "Not on the checklist any more" in [one.text for one in only(Heading, paper)]
    gone = (first.lines[2], "–", "Excused: it stays here (Nov 26, 15:30)")
    assert only(Table, paper)[-1].rows == (gone,)
    assert "Not on the checklist any more" not in [one.text for one in only(Heading, paper_of(run))]


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize(
    "checklist",
    [one for one in shipped_sheets() if isinstance(one, Checklist)],
    ids=lambda one: one.id,
)
def test_a_shipped_checklist_has_no_page_for_the_signatures_alone(checklist, size):
    bare = checklist_paper(checklist, WORDS, printed_on=TODAY, item=ITEM, library="Larkmere")
    run = a_run(sections=checklist.sections, profile=checklist.profile, agreed_by="the board")
    assert write_pdf(paper_of(run), size, made_at=AT).pages == 2
    # Where a hand fills it in, its lines are wider apart: on Letter that can take a third page.
    assert write_pdf(bare, Size.A4, made_at=AT).pages == 2
