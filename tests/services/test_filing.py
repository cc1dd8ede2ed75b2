"""Filing: from what a person said to a report that is kept, cleaned of nothing but harm."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from libdesk.domain.guidance import parse
from libdesk.domain.priority import HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import (
    PICTURE_LIMIT,
    Fact,
    FollowUp,
    FollowUpKind,
    Picture,
    Progress,
    Reply,
    ReplyKind,
    ReportId,
    State,
)
from libdesk.domain.text import TEXT_LIMIT
from libdesk.services.drafts import Draft
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.ports import Kept
from libdesk.services.problems import AWAITED_FOR, Filing, Following, Thread, awaits_answer, threads
from tests.services.fakes import START, Hands, MemoryOutbox, a_report, numbered_ids

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


@pytest.mark.parametrize(
    ("draft", "priority"),
    [
        (Draft("ILS", answers={"branches": "yes"}), Priority.TODAY),
        (Draft("ILS", answers={"branches": "yes"}, stopped=Stopped.ONE), Priority.WHEN_WE_CAN),
        (Draft("ILS", how_bad=HowBad.BADLY), Priority.WHEN_WE_CAN),
    ],
)
def test_what_was_tapped_counts_where_who_is_stopped_was_not_said(filing, outbox, draft, priority):
    assert filing.preview(draft) is filing.submit(draft).priority is priority


def test_another_report_under_the_same_id_is_kept_too(filing, outbox):
    """Two forms went on with one draft, each in its own words."""
    report_id = ReportId(next(numbered_ids(77)))
    filing.submit(Draft("PRINT", saw="one"), report_id)
    other = filing.submit(Draft("PRINT", saw="two"), report_id)
    assert {one.report.saw for one in outbox.list()} == {"one", "two"}
    assert other.report.id != report_id


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


@pytest.mark.rows("S03")
def test_what_is_unticked_is_not_sent(filing, outbox):
    facts = (Fact("user", "maria"), Fact("system", "Linux"))
    left_out = frozenset({"user", "branch", "item"})
    filing.submit(Draft("PRINT", branch="CEN", item="LV-1001", facts=facts, left_out=left_out))
    report = only(outbox)
    assert report.facts == (Fact("system", "Linux"),)
    assert (report.branch, report.item) == ("", "")


def test_whom_to_ask_and_until_when_is_in_the_report(filing, outbox):
    until = START + timedelta(hours=2)
    filing.submit(Draft("PRINT", contact=" Maria,\n the desk ", here_until=until))
    report = only(outbox)
    assert (report.contact, report.here_until) == ("Maria, the desk", until)


@pytest.mark.rows("S20")
def test_a_report_can_name_the_known_problem_that_is_the_same_here(filing, outbox):
    filing.submit(Draft("NET", saw="Same here", notice="a-notice"))
    assert only(outbox).notice == "a-notice"


ADDED = list(FollowUpKind)


@pytest.mark.parametrize("kind", ADDED)
def test_a_follow_up_is_a_report_about_the_earlier_one(filing, outbox, kind):
    first = filing.submit(Draft("PRINT", branch="CEN", item="LV-1001", saw="Stripes.")).report
    said = Draft("SEC", branch="FER", saw="Still gray.", stopped=Stopped.EVERYONE)
    added = filing.follow_up(first, kind, said).report
    assert added.follow_up == FollowUp(first.id, kind)
    assert added.id != first.id
    assert (added.category, added.branch, added.item) == ("PRINT", "CEN", "LV-1001")
    assert added.effect.stopped is Stopped.EVERYONE
    assert len(outbox.list()) == 2


def test_a_follow_up_of_a_follow_up_goes_on_from_the_first(filing):
    first = filing.submit(Draft("PRINT")).report
    second = filing.follow_up(first, FollowUpKind.SAID, Draft("PRINT", saw="More.")).report
    third = filing.follow_up(second, FollowUpKind.SAID, Draft("PRINT", saw="And more.")).report
    assert third.follow_up == FollowUp(first.id, FollowUpKind.SAID)


@pytest.mark.parametrize("kind", [FollowUpKind.SAID, FollowUpKind.NOT_RIGHT])
def test_an_empty_reply_is_asked_for_its_words(filing, outbox, kind):
    first = filing.submit(Draft("PRINT")).report
    with pytest.raises(Refusal, match="few words") as refused:
        filing.follow_up(first, kind, Draft("PRINT", saw=" \n "))
    assert refused.value.field == "saw"
    picture = Picture("screen.png", "image/png", b"png")
    filing.follow_up(first, kind, Draft("PRINT", pictures=(picture,)))
    assert len(outbox.list()) == 2


def kept(report, *replies, progress=Progress.IN_INBOX):
    return Kept(report, progress, replies)


def added(number, to, kind=FollowUpKind.SAID, progress=Progress.IN_INBOX, **changes):
    follow_up = FollowUp(to.id, kind)
    return kept(a_report(number, follow_up=follow_up, **changes), progress=progress)


def told(state, number=1):
    return Reply(number, ReplyKind.STATE, START, state=state)


def test_what_was_added_stands_with_its_report():
    first, second = a_report(1), a_report(2)
    newest_first = [added(4, first), kept(second), added(3, first), kept(first)]
    one, other = threads(newest_first)
    assert (one.kept.report, other.kept.report) == (second, first)
    assert [each.report.title for each in other.follow_ups] == ["Report 3", "Report 4"]
    assert one.follow_ups == ()


def test_what_goes_on_from_a_report_elsewhere_stands_alone():
    (alone,) = threads([added(3, a_report(1))])
    assert alone.kept.report.title == "Report 3"


def test_a_thread_has_come_as_far_as_the_least_of_its_parts():
    first = a_report(1)
    (thread,) = threads([added(2, first, progress=Progress.KEPT), kept(first)])
    assert thread.progress is Progress.KEPT


@pytest.mark.parametrize("kind", FollowUpKind)
@pytest.mark.parametrize("progress", Progress)
def test_what_calls_for_it_again_is_on_its_way_until_it_is_in_the_inbox(kind, progress):
    first = a_report(1)
    (thread,) = threads([added(2, first, kind, progress), kept(first, told(State.FIXED))])
    calls = kind in (FollowUpKind.SAID, FollowUpKind.HURTS, FollowUpKind.NOT_RIGHT)
    assert thread.is_on_its_way is (calls and progress is not Progress.IN_INBOX)
    assert thread.is_settled is not thread.is_on_its_way, "an answer to it is to be expected"
    assert not Thread(kept(first, told(State.FIXED))).is_on_its_way


def test_what_it_says_to_what_was_added_long_after_belongs_to_the_thread():
    first = a_report(1)
    later = added(2, first, FollowUpKind.HURTS)
    arrived = replace(told(State.NEW), kind=ReplyKind.RECEIVED, text="")
    seen = replace(told(State.DOING), at=START + timedelta(days=9), text="I look at it today.")
    later = replace(later, replies=(arrived, seen))
    (thread,) = threads([later, kept(first, told(State.FIXED))])
    assert [one.state for one in thread.replies] == [State.FIXED, State.DOING]
    assert not thread.is_settled


@pytest.mark.parametrize(
    ("replies", "follow_ups", "settled"),
    [
        ((), (), False),
        ((told(State.SEEN),), (), False),
        ((told(State.FIXED),), (), True),
        ((told(State.FIXED), told(State.DOING)), (), False),
        ((told(State.NOT_NOW),), (), True),
        ((), (FollowUpKind.SAID,), False),
        ((), (FollowUpKind.WITHDRAWN,), True),
    ],
)
def test_a_thread_is_settled_when_nothing_is_to_be_expected(replies, follow_ups, settled):
    first = a_report(1)
    more = [added(number, first, kind) for number, kind in enumerate(follow_ups, 2)]
    (thread,) = threads([*more, kept(first, *replies)])
    assert thread.is_settled is settled
    assert awaits_answer(thread, START) is not settled


def test_an_answer_is_awaited_for_a_week_and_only_of_what_has_left():
    first = a_report(1)
    (arrived,) = threads([kept(first)])
    (lying,) = threads([kept(first, progress=Progress.KEPT)])
    assert awaits_answer(arrived, START + AWAITED_FOR - timedelta(minutes=1))
    assert not awaits_answer(arrived, START + AWAITED_FOR)
    assert not awaits_answer(lying, START)
