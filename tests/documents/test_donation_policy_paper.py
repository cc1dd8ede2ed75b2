"""The donation policy on paper: two pages at most, one for the wall, and all that counts on it."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk.documents.content import Blanks, Heading, Listing, Paragraph, Size, Tone, text_of
from libdesk.documents.donation_policy_paper import donation_policy_paper, donation_wall_sheet
from libdesk.documents.donation_policy_words import kind_plural, kinds_words, rule_words
from libdesk.documents.pdf import write_pdf
from libdesk.domain.donation_policy import Check, Points, Rule
from libdesk.domain.donations import Kind
from tests.documents.donation_policy_papers import (
    MODELS,
    POLICY_PAPERS,
    a_policy,
    a_wall_sheet,
    shipped,
)
from tests.documents.paper_parts import AT, TODAY, WORDS
from tests.documents.soundness import complaints
from tests.documents.speaking import spoken

LIBRARY = "Larkmere Public Library"
PLACES = ("Larkmere Computer Reuse, 12 Mill Road", "County recycling center, Route 9")


def settled(model):
    return replace(
        shipped(model), version=3, approved_on=date(2026, 11, 12), approved_by="the board",
        review_on=date(2027, 11, 12), elsewhere=PLACES,
    )  # fmt: skip


def made(policy, size=Size.LETTER, *, for_wall=False):
    paper_of = donation_wall_sheet if for_wall else donation_policy_paper
    paper = paper_of(policy, WORDS, printed_on=TODAY, library=LIBRARY)
    return write_pdf(paper, size, made_at=AT)


def told(paper):
    found = [paper.title, paper.above, paper.below, paper.foot]
    for block in paper.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found.append(text_of(block.words))
            case Listing():
                found += [text_of(one.words) for one in block.entries]
            case Blanks():
                found += block.names
    return "\n".join(found)


def paper(policy, paper_of=donation_policy_paper):
    return paper_of(policy, WORDS, printed_on=TODAY, library=LIBRARY)


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("is_settled", [True, False])
@pytest.mark.parametrize("model", MODELS)
def test_each_shipped_model_takes_two_pages_at_most_and_one_on_the_wall(
    model, is_settled, size, judge
):
    policy = settled(model) if is_settled else shipped(model)
    for for_wall, most in ((False, 2), (True, 1)):
        one = made(policy, size, for_wall=for_wall)
        assert one.pages <= most
        assert not one.cut
        assert not one.missing
        judge(one.content).must_pass()
        assert complaints(one.content) == []


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", POLICY_PAPERS)
def test_long_and_hostile_words_are_words(name, size, judge):
    bad = '<img src="/etc/passwd"/> {good} {page} %s </para> م 好 \ud800 ' + "x" * 400 + " y" * 600
    one = write_pdf(POLICY_PAPERS[name](bad), size, made_at=AT)
    judge(one.content).must_pass()
    assert complaints(one.content) == []


def test_every_line_stands_there_by_its_number_with_its_reason_and_limits():
    policy = settled("fits")
    shown = paper(policy)
    (lines,) = [
        one
        for one in shown.blocks
        if isinstance(one, Listing) and len(one.entries) == len(policy.rules)
    ]
    for rule, entry in zip(policy.rules, lines.entries, strict=True):
        words = text_of(entry.words)
        assert rule.text in words
        assert rule.why in words
        assert words.startswith("Must: " if rule.is_stop else f"Weight {rule.weight}: ")
    assert "A computer is at most 4 years old. Up to 6 years" in told(shown)


def test_each_source_stands_there_once_with_its_lines():
    shown = told(paper(settled("fits")))
    assert shown.count("TechSoup, How to Accept (or Refuse!) Donated Equipment (") == 1
    assert "Donated Equipment (8, 9, 12, 20, 25, 26, 27)" in shown
    assert "Great River Regional Library (2)" in shown
    assert "A regional library’s policy: an approved need list (21)" in shown
    bare = replace(a_policy("x"), rules=(Rule("works", Check.WORKS, "It works."),))
    assert "Where such lines are found" not in told(paper(bare))


def test_it_says_who_decides_what_becomes_of_things_and_when_it_was_approved():
    policy = settled("fits")
    shown = told(paper(policy))
    for words in (
        *policy.conditions,
        *policy.goes,
        policy.deciders,
        policy.exceptions,
        "; ".join(PLACES),
        "Version 3 · approved on Thursday, November 12, 2026",
        "Approved by: the board",
        "To be looked at again on: Friday, November 12, 2027",
        "Signature",
        "We never take: tube monitors and televisions (CRT), plasma screens",
    ):
        assert words in shown
    assert "Draft" not in shown


def test_what_nobody_has_approved_is_a_draft_on_both_papers():
    for paper_of in (donation_policy_paper, donation_wall_sheet):
        shown = paper(shipped("fits"), paper_of)
        assert Paragraph("Draft: not approved", Tone.LEAD) in shown.blocks
        assert "Draft: not approved" in shown.foot
        assert "A model that comes with LibDesk" in shown.foot
    assert "Approved on: not yet · Approved by: not yet" in told(paper(shipped("fits")))


def test_a_policy_without_anything_is_a_paper_too(judge):
    empty = replace(
        a_policy("x"), purpose="", takes=frozenset(), rules=(), conditions=(), deciders="",
        exceptions="", goes=(), elsewhere=(),
    )  # fmt: skip
    shown = told(paper(empty))
    assert "We take: none" in shown
    assert "Who may say yes: not settled yet" in shown
    assert "certified recycler" in shown
    for for_wall in (False, True):
        judge(made(empty, for_wall=for_wall).content).must_pass()


def test_what_is_refused_is_not_taken_whatever_else_it_says():
    policy = settled("fits")
    both = replace(policy, refuses=policy.refuses | {Kind.LAPTOP})
    shown = told(paper(both))
    taken = next(line for line in shown.split("\n") if line.startswith("We take: "))
    assert "laptops" not in taken


def test_points_stand_there_as_they_count():
    crossed = replace(settled("fits"), points=Points(2, 1, -3, -1), refers=False)
    shown = told(paper(crossed))
    assert "met in part counts 0 times its weight, one that is not met 0 times" in shown
    assert "From a sum of -3 on a machine is accepted, from -3 on it is a spare" in shown
    assert "refurbisher." not in shown.split("What is not known never counts as a yes.")[1][:60]


def test_the_wall_sheet_says_what_to_look_at_where_else_and_whom_to_ask():
    shown = told(paper(settled("fits"), donation_wall_sheet))
    for words in (
        "Desktop computers, laptops",
        "It works as it is.",
        "A computer is at most 4 years old.",
        "No lock is on it",
        "Tube monitors and televisions (CRT)",
        *PLACES,
        "Please ask at the desk before you bring it. The person in charge of IT",
    ):
        assert words in shown
    assert "monitor is at most" not in shown


def test_nothing_on_the_wall_is_small():
    shown = a_wall_sheet("x")
    assert shown.least_pt >= 16
    assert not shown.above
    assert not shown.below
    tones = {one.tone for one in shown.blocks if isinstance(one, Paragraph)}
    assert Tone.QUIET not in tones
    assert shown.name == "Donations: sheet for the wall"


def test_limits_that_its_words_leave_out_are_added():
    age = Rule("age", Check.AGE, "Not too old.", good=4, fair=6)
    assert rule_words(age, WORDS) == "Not too old. The limit: 4 years; in part up to 6."
    alone = Rule("x", Check.SCREEN, "Large.", good=20)
    assert rule_words(alone, WORDS) == "Large. The limit: 20 inches."
    assert rule_words(Rule("c", Check.COUNT, "Any.", good=1, fair=1), WORDS) == "Any."
    own = Rule("own", Check.OWN, "Ours.", kinds=frozenset({Kind.MAC}), question="Is it?")
    assert rule_words(own, WORDS) == "Ours. For: Macs."


def test_every_kind_has_its_own_word():
    assert len({kind_plural(one, WORDS) for one in Kind}) == len(Kind)
    assert kinds_words((), WORDS) == "none"


def test_it_is_heard_in_order():
    heard = spoken(made(settled("fits")).content)
    parts = ("We take", "Conditions for a gift", "Who decides", "What becomes", "Approval")
    places = [heard.index(part) for part in parts]
    assert places == sorted(places)
