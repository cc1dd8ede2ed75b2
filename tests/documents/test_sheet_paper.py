"""What stands on a how-to sheet and on a checklist, before any of it is a PDF."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from libdesk.documents.checklist_paper import checklist_paper
from libdesk.documents.content import (
    Blanks,
    Box,
    Facts,
    Figure,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Size,
    Table,
    text_of,
)
from libdesk.documents.pages import PageImages
from libdesk.documents.pdf import write_pdf
from libdesk.documents.sheet_paper import sheet_paper
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.knowledge import Checklist, Sheet, Slot, Step
from libdesk.domain.knowledge_documents import parse_how_to

FOLDER = Path(__file__).parents[2] / "resources" / "sheets"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
TODAY = date(2026, 11, 25)
BRANCHES = {"FER": "Ferndale Road"}
MARKUP = '<b>x</b> & {number} <img src="file:///etc/passwd">'


class PlainWords:
    """US English, as the papers write it themselves."""

    language = "en-US"

    def tr(self, words):
        return words

    def day(self, day):
        return f"{day:%A, %B} {day.day}, {day.year}"

    def number(self, count):
        return f"{count:,}"

    def branch(self, code):
        return BRANCHES.get(code, code)

    def __getattr__(self, name):
        raise AssertionError(f"a sheet has no use for {name}")


def read(name):
    return parse_how_to(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def sheet(name="network-box"):
    found = read(name)
    assert isinstance(found, Sheet)
    return found


def checklist(name="re-image-children"):
    found = read(name)
    assert isinstance(found, Checklist)
    return found


def page(found=None, **more):
    return sheet_paper(found or sheet(), PlainWords(), printed_on=TODAY, **more)


def only(kind, blocks):
    return [one for one in blocks if isinstance(one, kind)]


@pytest.mark.rows("S41")
def test_a_sheet_is_a_page_of_large_print_with_branch_version_and_review_date():
    paper = page(branch="FER", library="Larkmere Libraries")
    assert (paper.text_pt, paper.least_pt) == (20, 16)
    assert paper.title == "Reset the network box"
    assert paper.above == "Larkmere Libraries · Ferndale Road"
    assert "Version 1" in paper.below
    assert "Next review: Sunday, November 21, 2027" in paper.below
    assert paper.foot == (
        "Reviewed: Saturday, November 21, 2026 · Printed: Wednesday, November 25, 2026"
    )
    assert paper.language == "en-US"


def test_without_a_branch_it_is_for_all_of_them():
    assert page().above == "All branches"


@pytest.mark.rows("S41")
def test_its_steps_are_numbered_and_a_place_for_a_picture_says_what_belongs_there():
    found = sheet()
    (steps,) = only(Listing, page(found).blocks)
    assert steps.mark is Mark.NUMBER
    assert [text_of(one.words) for one in steps.entries] == [one.words for one in found.steps]
    (slot,) = [one.picture for one in found.steps if one.picture]
    ((frame,),) = [one.below for one in steps.entries if one.below]
    assert isinstance(frame, Figure)
    assert frame.picture is None
    assert frame.alt == slot.shows
    assert not frame.caption  # the frame itself says what belongs into it


def test_a_librarys_own_picture_stands_in_its_place():
    found = replace(sheet(), steps=(Step("Look.", Slot("The box", b"bytes")),))
    (steps,) = only(Listing, page(found).blocks)
    assert steps.entries[0].below == (Figure(b"bytes", "The box", "", 45.0),)


def test_what_never_to_do_is_in_a_box_and_whom_to_tell_comes_last():
    found = sheet()
    *_, box, last = page(found).blocks
    assert isinstance(box, Box)
    (lines,) = box.blocks
    assert isinstance(lines, Listing)
    assert tuple(text_of(one.words) for one in lines.entries) == found.warnings
    assert isinstance(last, Paragraph)
    assert text_of(last.words) == f"It still doesn’t work? {found.if_not}"


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", [one for one in NAMES if not one.startswith("re-image")])
def test_every_shipped_sheet_fits_on_one_page_of_each_size(name, size):
    printed = page(sheet(name), branch="FER", library="Larkmere Valley Library System")
    made = write_pdf(printed, size, made_at=datetime(2026, 11, 26, tzinfo=UTC))
    assert not made.cut
    images = PageImages(made.content)
    assert len(images.sizes) == 1
    images.close()


def test_what_a_sheet_does_not_have_leaves_nothing_behind():
    bare = replace(sheet(), needs=(), warnings=(), if_not="")
    when, who, steps = page(bare).blocks
    assert isinstance(when, Paragraph)
    assert text_of(when.words).startswith("When: ")
    assert isinstance(who, Paragraph)
    assert text_of(who.words) == "Who: Anyone at the desk"
    assert isinstance(steps, Listing)


def test_f28_text_is_text():
    odd = replace(sheet(), title=MARKUP, steps=(Step(MARKUP),), if_not=MARKUP)
    paper = page(odd, library=MARKUP)
    assert paper.title == MARKUP
    assert paper.above.startswith(MARKUP)
    (steps,) = only(Listing, paper.blocks)
    assert steps.entries[0].words == MARKUP


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("re-image")])
def test_every_shipped_sheet_has_a_page(name):
    paper = page(sheet(name))
    assert all(one.alt for entry in only(Listing, paper.blocks) for one in figures(entry))


def figures(listing):
    return [one for entry in listing.entries for one in entry.below if isinstance(one, Figure)]


def ticks(found, **more):
    return checklist_paper(found, PlainWords(), printed_on=TODAY, **more)


@pytest.mark.rows("S43")
@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("re-image")])
def test_each_line_of_a_checklist_is_ticked_or_excused(name):
    found = checklist(name)
    paper = ticks(found)
    tables = only(Table, paper.blocks)
    assert [[row[0] for row in table.rows] for table in tables] == [
        list(section.lines) for section in found.sections
    ]
    for table in tables:
        titles = [column.title for column in table.columns]
        assert titles == ["What", "Done", "Or excused, because"]
        assert all(row[1:] == ("☐", "") for row in table.rows)
        assert table.row_mm > 8  # a hand writes there
    headings = [one.text for one in only(Heading, paper.blocks)]
    assert [one.title for one in found.sections] == headings[1:-2]
    *_, box = paper.blocks
    assert isinstance(box, Box)
    rule = box.blocks[0]
    assert isinstance(rule, Paragraph)
    assert "Back in service only when each line" in text_of(rule.words)
    assert box.blocks[-1] == Blanks(("Done by", "On", "Checked by", "On"))


@pytest.mark.rows("S44")
def test_how_the_public_may_use_it_stands_on_it():
    found = checklist()
    paper = ticks(found)
    places = [
        place
        for place, one in enumerate(paper.blocks)
        if one == Heading("How the public may use this machine")
    ]
    (place,) = places
    lines = paper.blocks[place + 1]
    assert isinstance(lines, Listing)
    assert tuple(one.words for one in lines.entries) == found.profile
    without = ticks(replace(found, profile=()))
    assert Heading("How the public may use this machine") not in without.blocks


def test_it_tells_of_its_machine_what_is_known():
    item = Item(Tag("0118"), "the green PC", "computer", "FER", "", "FER-KID-02")
    paper = ticks(checklist(), item=item, library="Larkmere Libraries")
    (facts,) = only(Facts, paper.blocks)
    assert facts.pairs == (
        ("Label", "0118"),
        ("Name", "the green PC"),
        ("Branch", "Ferndale Road"),
        ("Computer name", "FER-KID-02"),
    )
    assert paper.above == "Larkmere Libraries"
    blanks = only(Blanks, paper.blocks)
    assert blanks[0] == Blanks(("Wiped by: method, program and its version",))


@pytest.mark.parametrize(
    ("branch", "blanks"),
    [
        ("", ("Label", "Name", "Branch", "Serial number")),
        ("FER", ("Label", "Name", "Serial number")),
    ],
)
def test_what_is_not_known_of_its_machine_is_left_blank(branch, blanks):
    paper = ticks(checklist(), branch=branch)
    assert only(Blanks, paper.blocks)[0] == Blanks(blanks)
    (facts,) = only(Facts, paper.blocks)
    assert (("Branch", "Ferndale Road") in facts.pairs) == bool(branch)
    assert "Version 1" in paper.below


def test_a_checklist_without_a_last_word_has_its_rule_only():
    *_, box = ticks(replace(checklist(), if_not="")).blocks
    assert isinstance(box, Box)
    assert [type(one) for one in box.blocks] == [Paragraph, Blanks]
