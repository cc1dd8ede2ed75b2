"""Filing: from what a person said to a report that is kept, cleaned of nothing but harm."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from libdesk.domain.guidance import parse
from libdesk.domain.priority import HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import PICTURE_LIMIT, Fact, Picture, ReportId
from libdesk.domain.text import TEXT_LIMIT
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.problems import Draft, Filing, Following
from tests.services.fakes import START, Hands, MemoryOutbox, numbered_ids

QUESTIONS = Path(__file__).parents[2] / "resources" / "questions" / "problems.json"
GUIDANCE = parse(json.loads(QUESTIONS.read_text("utf-8")))


@pytest.fixture
def outbox():
    return MemoryOutbox()


@pytest.fixture
def filing(outbox, hands):
    return Filing(outbox, GUIDANCE, hands, numbered_ids().__next__)


def only(outbox):
    (kept,) = outbox.list()
    return kept.report


def test_a_tile_alone_is_a_report(filing, outbox):
    receipt = filing.submit(Draft("PRINT"))
    report = only(outbox)
    assert receipt.report is report
    assert (report.title, report.branch, report.filed_at) == ("Printer or copier", "", START)
    assert receipt.report.number == "LIB-000001"
    assert receipt.priority is Priority.WHEN_WE_CAN
    assert (receipt.lasts, receipt.shortened) == (True, False)


@pytest.mark.rows("S07")
def test_everything_said_is_in_the_report(filing, outbox):
    deadline_at = START + timedelta(hours=3)
    picture = Picture("screen.png", "image/png", b"png")
    receipt = filing.submit(
        Draft(
            "PRINT",
            branch="cen",
            saw="Gray stripes.\nEvery page.",
            guess="The drum",
            stopped=Stopped.SEVERAL,
            how_bad=HowBad.BADLY,
            only_one=True,
            only_accessible=True,
            deadline_at=deadline_at,
            risks=frozenset({Risk.MONEY}),
            answers={"sees": ("faint", "jam"), "another": "no"},
            item=" FER-0118 ",
            facts=(Fact("computer", "FER-PC-04"),),
            pictures=(picture,),
        )
    )
    report = only(outbox)
    assert (report.title, report.saw) == ("Gray stripes.", "Gray stripes.\nEvery page.")
    assert (report.guess, report.branch, report.item) == ("The drum", "CEN", "FER-0118")
    assert report.answers == {"sees": ("faint", "jam"), "another": "no"}
    assert (report.facts, report.pictures) == ((Fact("computer", "FER-PC-04"),), (picture,))
    effect = report.effect
    assert (effect.stopped, effect.how_bad) == (Stopped.SEVERAL, HowBad.BADLY)
    assert (effect.only_one, effect.only_accessible) == (True, True)
    assert (effect.deadline_at, effect.risks) == (deadline_at, {Risk.MONEY})
    assert receipt.priority is Priority.NOW


def test_no_word_is_too_small(filing, outbox):
    assert filing.submit(Draft("NIGGLE", saw="sticky key")).priority is Priority.WHEN_WE_CAN
    assert only(outbox).effect.niggle


def test_an_answer_that_means_danger_makes_it_now(filing, outbox):
    receipt = filing.submit(Draft("SEC", answers={"touched": ("clicked",)}))
    assert receipt.priority is Priority.NOW
    assert only(outbox).effect.danger


@pytest.mark.parametrize("category", ["", "print", "NOPE", "PRINT\n"])
def test_an_unknown_tile_is_refused_by_name_and_nothing_is_kept(filing, outbox, category):
    with pytest.raises(Refusal, match="There is no tile") as refused:
        filing.submit(Draft(category))
    assert refused.value.field == "category"
    assert outbox.list() == ()


def test_a_picture_that_is_too_large_is_named_with_its_size(filing, outbox):
    large = Picture("scan\u202e.png", "image/png", bytes(PICTURE_LIMIT + 1))
    with pytest.raises(
        Refusal, match=r"scan\.png has 25\.1 MB; a picture may have 25 MB"
    ) as refused:
        filing.submit(Draft("PRINT", pictures=(large,)))
    assert refused.value.field == "pictures"
    assert outbox.list() == ()


def test_b02_a_text_that_is_too_long_is_cut_and_that_is_told(filing, outbox):
    receipt = filing.submit(Draft("PRINT", saw="x" * 1_000_000))
    assert receipt.shortened
    assert len(only(outbox).saw) == TEXT_LIMIT


def test_b02_a_guess_that_is_too_long_is_told_too(filing):
    assert filing.submit(Draft("PRINT", guess="x" * (TEXT_LIMIT + 1))).shortened


@pytest.mark.parametrize("text", ['<img src="file:///x.png">', "toner < 10% & rising", "a<br>b"])
def test_b03_b04_markup_is_kept_as_the_text_it_is(filing, outbox, text):
    filing.submit(Draft("PRINT", saw=text, guess=text))
    report = only(outbox)
    assert (report.title, report.saw, report.guess) == (text, text, text)


def test_b05_b06_b07_b09_nothing_in_a_report_can_break_a_store_or_a_line(filing, outbox):
    nasty = "x\ud800\x00\u202ey\r\nBcc: all@example.org"
    filing.submit(
        Draft(
            "PRINT",
            branch=nasty,
            saw=nasty,
            guess=nasty,
            answers={nasty: nasty, "several": (nasty, nasty)},
            item=nasty,
            facts=(Fact(nasty, nasty),),
            pictures=(Picture(nasty, "image/png", b"png"),),
        )
    )
    report = only(outbox)
    lines = [
        report.title,
        report.item,
        next(iter(report.answers)),
        report.answers["several"][0],
        report.facts[0].key,
        report.facts[0].value,
        report.pictures[0].name,
    ]
    for line in lines:
        assert "\n" not in line
        assert "\u202e" not in line
        assert line.startswith("x\ufffd")
    assert report.saw == "x\ufffd[U+202E]y\nBcc: all@example.org"
    assert report.branch == "XYBCCALL"
    repr(report).encode()


def test_b08_every_script_comes_through(filing, outbox):
    text = "é ł 李 العربية 🖨️ नमस्ते"
    filing.submit(Draft("PRINT", saw=text))
    assert only(outbox).saw == only(outbox).title == text


def test_b10_the_same_id_twice_is_one_report(filing, outbox):
    report_id = ReportId(next(numbered_ids(77)))
    first = filing.submit(Draft("PRINT", saw="once"), report_id)
    second = filing.submit(Draft("PRINT", saw="once"), report_id)
    assert first.report.number == second.report.number
    assert only(outbox).id == report_id


def test_b11_a_full_disk_is_told_and_the_same_report_goes_through_once_after(filing, outbox):
    outbox.full.start("The disk is full; nothing was lost.", times=1)
    draft, report_id = Draft("PRINT", saw="kept on the screen"), ReportId(next(numbered_ids(9)))
    with pytest.raises(Unavailable, match="The disk is full"):
        filing.submit(draft, report_id)
    assert outbox.list() == ()
    filing.submit(draft, report_id)
    assert only(outbox).id == report_id


@pytest.mark.parametrize("year", [1999, 2031])
def test_b13_a_wrong_clock_stops_nobody(outbox, year):
    hands = Hands(datetime(year, 1, 1, tzinfo=UTC))
    Filing(outbox, GUIDANCE, hands, numbered_ids().__next__).submit(Draft("PRINT"))
    assert only(outbox).filed_at.year == year


def test_a_computer_that_forgets_says_so(hands):
    forgets = MemoryOutbox(lasts=False)
    receipt = Filing(forgets, GUIDANCE, hands, numbered_ids().__next__).submit(Draft("PRINT"))
    assert not receipt.lasts


def test_how_soon_can_be_asked_before_sending(filing, outbox):
    draft = Draft("ILS", stopped=Stopped.EVERYONE, how_bad=HowBad.STOPPED)
    assert filing.preview(draft) is Priority.NOW
    assert filing.preview(Draft("NOPE")) is Priority.WHEN_WE_CAN
    assert outbox.calls == []
    assert filing.submit(draft).priority is Priority.NOW


def test_this_computers_reports_stand_newest_first(filing, outbox):
    for words in ("one", "two", "three"):
        filing.submit(Draft("PRINT", saw=words))
    titles = [kept.report.title for kept in Following(outbox).list()]
    assert titles == ["three", "two", "one"]
