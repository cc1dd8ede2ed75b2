"""The inbox: what the desk may do with a problem, who was first, and what can be taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from libdesk.domain.inbox import Column, Order, View
from libdesk.domain.problems import Event, ReplyKind, State, Waiting, WaitingOn, may_move
from libdesk.domain.text import TEXT_LIMIT
from libdesk.services.changing import UNDO_LASTS, Changes
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from tests.services.fakes import START, Hands, MemoryShare, a_report

TODAY = START.date()
ID = a_report().id
NOBODY = a_report(99).id


@pytest.fixture
def share():
    return MemoryShare()


@pytest.fixture
def intake(database, share, hands):
    return Intake(database, [share], hands)


@pytest.fixture
def inbox(database, share, intake, hands):
    for number, title in ((1, "Printer jam"), (2, "Éclair machine"), (3, "Slow internet")):
        share.drop(a_report(number, title=title), str(number))
    intake.collect()
    intake.send_replies()
    return Inbox(database, hands, "Robin")


@pytest.fixture
def problem(database, inbox):
    """Reads the first problem as it stands now."""
    return lambda: database.tables.problems[ID]


def put(database, state):
    """Put the first problem into a state, whatever the way there."""
    stored = database.tables.problems[ID]
    database.tables.problems[ID] = replace(stored, state=state)


def held(database):
    return [one for one in database.tables.messages if one.written_at is None]


def test_seeing_a_new_problem_marks_it_seen_once(inbox, problem):
    assert inbox.see(ID) == Changes((ID,))
    assert (problem().state, problem().version) == (State.SEEN, 2)
    assert problem().history[-1] == Event(START, "Robin", "seen")
    assert inbox.see(ID) == Changes(())
    assert problem().version == 2


MOVES = {
    State.DOING: lambda inbox, version: inbox.start(ID, version=version),
    State.WAITING: lambda inbox, version: inbox.wait(
        ID, WaitingOn.PART, TODAY + timedelta(days=2), version=version
    ),
    State.FIXED: lambda inbox, version: inbox.fix(ID, "A new cable.", version=version),
    State.NOT_NOW: lambda inbox, version: inbox.put_off(
        ID, "After the move.", TODAY + timedelta(days=30), version=version
    ),
}


@pytest.mark.parametrize("new", MOVES)
@pytest.mark.parametrize("old", State)
def test_each_move_goes_where_the_domain_allows(database, inbox, problem, old, new):
    put(database, old)
    if may_move(old, new):
        changes = MOVES[new](inbox, 1)
        assert (problem().state, problem().version) == (new, 2)
        assert (problem().history[-1].kind, problem().history[-1].by) == (new.value, "Robin")
        (message,) = held(database)
        assert changes.reply == message.key
        assert (message.reply.kind, message.reply.state) == (ReplyKind.STATE, new)
    else:
        with pytest.raises(Refusal, match="CEN-000001 cannot go there from where it stands now"):
            MOVES[new](inbox, 1)
        assert (problem().state, problem().version) == (old, 1)
        assert held(database) == []


@pytest.mark.rows("S20")
def test_waiting_says_on_whom_and_until_when_and_stops_saying_it_after(database, inbox, problem):
    until = TODAY + timedelta(days=2)
    inbox.wait(ID, WaitingOn.SUPPLIER, until, version=1)
    assert problem().waiting == Waiting(WaitingOn.SUPPLIER, until)
    assert held(database)[0].reply.until == until
    (line,) = inbox.lines(inbox.sequences(View.WAITING, Order()))
    assert (line.waiting_on, line.waiting_until) == (WaitingOn.SUPPLIER, until)
    inbox.start(ID, version=2)
    assert problem().waiting is None


@pytest.mark.rows("S20", "S21")
def test_every_message_says_on_whom_it_waits_and_words_may_explain_it(database, inbox):
    until = TODAY + timedelta(days=2)
    inbox.wait(ID, WaitingOn.PART, until, version=1, words="  A drum is on order. ")
    inbox.answer(ID, "It comes by post.", version=2)
    inbox.start(ID, version=3)
    waits, answered, starts = (one.reply for one in held(database))
    assert (waits.text, waits.waiting_on, waits.until) == (
        "A drum is on order.",
        WaitingOn.PART,
        until,
    )
    assert (answered.state, answered.waiting_on, answered.until) == (
        State.WAITING,
        WaitingOn.PART,
        until,
    )
    assert (starts.state, starts.waiting_on, starts.until) == (State.DOING, None, None)


def test_b2_words_that_explain_waiting_have_a_limit(inbox, problem):
    with pytest.raises(Refusal, match="more than 100000 characters") as refused:
        inbox.wait(ID, WaitingOn.PART, TODAY, version=1, words="x" * (TEXT_LIMIT + 1))
    assert refused.value.field == "text"
    assert problem().state is State.NEW


@pytest.mark.rows("S18")
def test_what_was_understood_goes_out_in_one_line_after_the_time_to_undo(database, inbox, problem):
    changes = inbox.restate(ID, "The tray\njams, only with\tthick paper? ", version=1)
    assert (problem().state, problem().version) == (State.SEEN, 3)
    line = "The tray jams, only with thick paper?"
    assert problem().history[-1] == Event(START, "Robin", "restated", line)
    (message,) = held(database)
    assert (message.reply.kind, message.reply.text) == (ReplyKind.RESTATED, line)
    assert (message.reply.by, message.reply.state) == ("Robin", State.SEEN)
    assert message.goes_out_at == START + UNDO_LASTS
    inbox.take_back(ID, changes.reply)
    assert held(database) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Say in one line what you have understood."),
        (" \n\u200b", "Say in one line what you have understood."),
        ("x" * 201, "Say it in one line of at most 200 characters; this has 201."),
    ],
)
def test_what_was_understood_needs_one_line(inbox, problem, text, told):
    with pytest.raises(Refusal) as refused:
        inbox.restate(ID, text, version=1)
    assert (refused.value.sentence, refused.value.field) == (told, "text")
    assert problem().state is State.NEW


def test_a_restatement_over_a_newer_version_is_a_conflict(inbox):
    inbox.see(ID)
    with pytest.raises(Conflict):
        inbox.restate(ID, "The tray jams?", version=1)


@pytest.mark.parametrize(
    ("on", "until", "field"),
    [
        (None, TODAY, "on"),
        (None, None, "on"),
        (WaitingOn.VISIT, None, "until"),
        (WaitingOn.VISIT, TODAY - timedelta(days=1), "until"),
        (WaitingOn.VISIT, date(1999, 1, 1), "until"),
    ],
)
def test_waiting_needs_who_and_until(inbox, problem, on, until, field):
    with pytest.raises(Refusal) as refused:
        inbox.wait(ID, on, until, version=1)
    assert refused.value.field == field
    assert problem().state is State.NEW


def test_waiting_until_today_is_fine(inbox, problem):
    inbox.wait(ID, WaitingOn.REPORTER, TODAY, version=1)
    assert problem().waiting.until == TODAY


@pytest.mark.parametrize("days", [None, -1, 0])
def test_not_now_needs_a_day_to_come(inbox, problem, days):
    look_again_on = None if days is None else TODAY + timedelta(days=days)
    with pytest.raises(Refusal, match="a day after today") as refused:
        inbox.put_off(ID, "Later.", look_again_on, version=1)
    assert refused.value.field == "look_again_on"
    assert problem().state is State.NEW


@pytest.mark.rows("S80")
def test_not_now_says_why_and_when_it_comes_back(database, inbox, problem):
    day = TODAY + timedelta(days=1)
    inbox.put_off(ID, "After the move.", day, version=1)
    assert problem().look_again_on == day
    reply = held(database)[0].reply
    assert (reply.text, reply.until, reply.by) == ("After the move.", day, "Robin")


def test_b14_in_the_evening_of_the_west_it_is_still_today(database, inbox):
    # 20:00 on the 23rd in Seattle is 04:00 on the 24th in UTC.
    evening = Hands(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    seattle = Inbox(database, evening, "Robin")
    seattle.wait(ID, WaitingOn.VISIT, date(2026, 11, 23), version=1)
    seattle.put_off(ID, "Tomorrow.", date(2026, 11, 24), version=2)
    with pytest.raises(Refusal):
        seattle.wait(ID, WaitingOn.VISIT, date(2026, 11, 22), version=3)


@pytest.mark.parametrize("words", ["", "  \n", "\x00\x07"])
@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda inbox, words: inbox.answer(ID, words, version=1), "text"),
        (lambda inbox, words: inbox.fix(ID, words, version=1), "reason"),
        (lambda inbox, words: inbox.put_off(ID, words, date.max, version=1), "reason"),
    ],
)
def test_b01_words_to_a_reporter_are_words(inbox, problem, act, field, words):
    with pytest.raises(Refusal) as refused:
        act(inbox, words)
    assert refused.value.field == field
    assert (problem().state, problem().version) == (State.NEW, 1)


def test_b02_an_answer_that_is_too_long_is_refused_not_cut(inbox, problem):
    with pytest.raises(Refusal, match="more than 100000 characters"):
        inbox.answer(ID, "x" * (TEXT_LIMIT + 1), version=1)
    inbox.answer(ID, "x" * TEXT_LIMIT, version=1)


def test_b05_b06_b07_an_answer_is_cleaned_of_what_nobody_can_see(database, inbox):
    inbox.answer(ID, " Hi\x00 there\ud800\u202e ", version=1)
    assert held(database)[0].reply.text == "Hi there\ufffd[U+202E]"


def test_an_answer_marks_a_new_problem_seen_and_is_told_in_its_history(database, inbox, problem):
    inbox.answer(ID, "On my way.", version=1)
    assert problem().state is State.SEEN
    assert [(one.kind, one.words) for one in problem().history] == [
        ("received", ""),
        ("seen", ""),
        ("answered", "On my way."),
    ]
    reply = held(database)[0].reply
    assert (reply.kind, reply.text, reply.by) == (ReplyKind.ANSWER, "On my way.", "Robin")
    assert reply.state is State.SEEN


def test_an_answer_leaves_the_state_of_a_fixed_problem(database, inbox, problem):
    inbox.fix(ID, "A new cable.", version=1)
    inbox.answer(ID, "Thank you for telling us.", version=2)
    assert (problem().state, problem().version) == (State.FIXED, 3)


def test_words_leave_when_the_time_to_undo_is_over(inbox, intake, share, hands):
    inbox.answer(ID, "On my way.", version=1)
    hands.move(seconds=UNDO_LASTS.total_seconds() - 0.1)
    assert intake.send_replies() == 0
    hands.move(seconds=0.1)
    assert intake.send_replies() == 1
    assert share.letters[ID, 2].endswith(b"/answer/On my way.")


def test_words_leave_at_once_when_the_desk_closes(inbox, intake):
    inbox.answer(ID, "On my way.", version=1)
    inbox.send_held()
    assert intake.send_replies() == 1


@pytest.mark.parametrize("new", MOVES)
def test_a_change_taken_back_leaves_the_problem_as_it_stood(database, inbox, problem, new):
    inbox.wait(ID, WaitingOn.PART, TODAY, version=1)
    before = problem()
    changes = MOVES[new](inbox, 2)
    assert inbox.take_back(ID, changes.reply, changes.before) == Changes((ID,))
    after = problem()
    assert (after.state, after.waiting, after.look_again_on) == (
        before.state,
        before.waiting,
        before.look_again_on,
    )
    assert after.history[-1].kind == "took_back"
    assert len(held(database)) == 1, "only the message of the first change is left"


def test_an_answer_taken_back_leaves_no_gap_for_the_next(inbox, intake, share, hands):
    first = inbox.answer(ID, "Wrong window!", version=1)
    inbox.take_back(ID, first.reply)
    inbox.answer(ID, "On my way.", version=inbox.get(ID).version)
    hands.move(minutes=1)
    intake.send_replies()
    assert share.letters[ID, 2].endswith(b"/answer/On my way.")
    assert (ID, 3) not in share.letters


def test_words_that_have_left_cannot_be_taken_back(inbox, intake, problem, hands):
    changes = inbox.fix(ID, "A new cable.", version=1)
    hands.move(minutes=1)
    intake.send_replies()
    with pytest.raises(Conflict, match="have left already; write a second answer"):
        inbox.take_back(ID, changes.reply, changes.before)
    assert problem().state is State.FIXED, "nothing was half taken back"


def test_undo_over_a_newer_version_is_a_conflict(inbox, problem):
    changes = inbox.fix(ID, "A new cable.", version=1)
    inbox.start(ID, version=2)
    with pytest.raises(Conflict, match="CEN-000001 was changed meanwhile by Robin"):
        inbox.take_back(ID, changes.reply, changes.before)
    assert problem().state is State.DOING


STALE = [
    lambda inbox: inbox.answer(ID, "Words.", version=1),
    lambda inbox: inbox.start(ID, version=1),
    lambda inbox: inbox.wait(ID, WaitingOn.PART, TODAY, version=1),
    lambda inbox: inbox.fix(ID, "Done.", version=1),
    lambda inbox: inbox.put_off(ID, "Later.", date.max, version=1),
]


@pytest.mark.parametrize("act", STALE)
def test_a_stale_screen_is_a_conflict_that_names_who_was_first(database, inbox, problem, act):
    Inbox(database, Hands(), "Sam").see(ID)
    with pytest.raises(Conflict, match="CEN-000001 was changed meanwhile by Sam") as conflict:
        act(inbox)
    assert conflict.value.sentence == str(conflict.value)
    assert (conflict.value.by, conflict.value.at) == ("Sam", START)
    assert (problem().state, problem().version) == (State.SEEN, 2)
    assert held(database) == []


@pytest.mark.parametrize("history", [(), (Event(START, "", "received"),)])
def test_a_conflict_with_nobody_known_says_somebody_else(database, inbox, problem, history):
    database.tables.problems[ID] = replace(problem(), version=7, history=history)
    with pytest.raises(Conflict, match="by somebody else") as conflict:
        inbox.start(ID, version=1)
    assert conflict.value.by == ""


def test_a_problem_that_is_not_there_is_refused(inbox):
    for act in (inbox.get, inbox.see):
        with pytest.raises(Refusal):
            act(NOBODY)


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        (Order(Column.ARRIVED), "Printer jam/Éclair machine/Slow internet"),
        (Order(Column.ARRIVED, descending=True), "Slow internet/Éclair machine/Printer jam"),
        (Order(Column.TITLE), "Éclair machine/Printer jam/Slow internet"),
        (Order(), "Slow internet/Éclair machine/Printer jam"),
    ],
)
def test_a_view_is_ordered_and_its_lines_fetched_by_key(inbox, order, titles):
    lines = inbox.lines(inbox.sequences(View.ALL, order))
    assert [line.title for line in lines] == titles.split("/")


def test_views_count_what_they_show(inbox):
    inbox.fix(ID, "Done.", version=1)
    counts = inbox.counts()
    shown = {View.NEEDS_ME: 2, View.DONE: 1, View.ALL: 3}
    assert counts == {**dict.fromkeys(View, 0), **shown}
    for view, count in counts.items():
        assert len(inbox.sequences(view, Order())) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [("eclair", (2,)), ("MACH", (2,)), ("cen", (3, 2, 1)), ("nowhere", ()), ("", ()), ('"', ())],
)
def test_search_finds_words_newest_first(inbox, text, found):
    assert inbox.search(text) == found


def test_b26_an_empty_search_does_not_reach_the_database(database, inbox):
    before = database.units
    assert inbox.search("'; -- %_%") == ()
    assert database.units == before


def test_search_stops_at_its_limit(inbox):
    assert inbox.search("cen", 2) == (3, 2)
