"""What holds for setting machines up, whatever is ticked in whatever order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeId
from libdesk.domain.knowledge import Checklist, Section
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.reimaging import (
    BECOMES,
    BY_KIND,
    BY_ROLE,
    GIFT,
    OPEN,
    REASON_LIMIT,
    SERVICE,
    SHIPPED,
    STARTS,
    End,
    LineMark,
    Mark,
    Occasion,
    Outcome,
    Removed,
    begun,
    clean_reason,
    gift_checklist,
    in_sections,
    is_newer,
    is_settled,
    lines_of,
    occasion_of,
    sheet_of,
    with_confirmation,
    with_lines,
    with_mark,
)
from libdesk.domain.reimaging_documents import Told, parse_run, run_document
from libdesk.domain.statuses import MOVES, Status

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
LINES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
SECTIONS = st.lists(
    st.builds(Section, LINES, st.lists(LINES, min_size=1, max_size=5).map(tuple)),
    min_size=1,
    max_size=4,
).map(tuple)
MARKS = st.one_of(
    st.just(OPEN),
    st.builds(LineMark, st.just(Mark.TICKED), LINES, st.just(AT)),
    st.builds(LineMark, st.just(Mark.EXCUSED), LINES, st.just(AT), LINES),
)


def a_checklist(*sections, **more):
    fields: Any = {"profile": ("Anyone may use it.",), "reviewed_on": date(2026, 11, 21)} | more
    wanted = sections or (Section("First", ("a", "b")), Section("Then", ("c",)))
    return Checklist("re-image-public", "Set up", "PC", "When", wanted, **fields)


def a_run(checklist=None):
    return begun(ChangeId(1), ItemId(2), checklist or a_checklist(), Occasion.AFRESH, AT, "Sam")


@given(SECTIONS, st.data())
@pytest.mark.rows("S43")
def test_it_can_be_finished_exactly_when_each_line_is_ticked_or_excused(sections, data):
    run = with_confirmation(a_run(a_checklist(*sections)), LineMark(Mark.TICKED, "Sam", AT))
    assert not run.can_finish
    count = len(run.marks)
    for place, marked in data.draw(st.lists(st.tuples(st.integers(0, count - 1), MARKS))):
        run = with_mark(run, place, marked)
        assert run.marks[place] == marked
        assert run.can_finish == all(
            one.mark is Mark.TICKED or (one.mark is Mark.EXCUSED and one.reason)
            for one in run.marks
        )
        assert run.done_count + run.open_count == count
        assert run.excused_count <= run.done_count
    for place in range(count):
        run = with_mark(run, place, LineMark(Mark.TICKED, "Sam", AT))
    assert run.can_finish
    for place in range(count):
        assert not with_mark(run, place, OPEN).can_finish, "a tick can be taken back"


@given(SECTIONS, st.data())
def test_a_run_is_read_as_it_was_written(sections, data):
    checklist = a_checklist(*sections, agreed_on=date(2026, 1, 2), agreed_by="The board")
    count = len(lines_of(checklist))
    marks = tuple(data.draw(st.lists(MARKS, min_size=count, max_size=count)))
    confirmed = data.draw(st.sampled_from((OPEN, LineMark(Mark.TICKED, "Sam", AT))))
    gone = st.builds(Removed, LINES, MARKS.filter(lambda one: one != OPEN))
    removed = tuple(data.draw(st.lists(gone, max_size=3)))
    run = replace(a_run(checklist), marks=marks, confirmed=confirmed, removed=removed)
    told = parse_run(run_document(run))
    assert (told.checklist, told.marks) == (checklist, marks)
    assert (told.confirmed, told.removed) == (confirmed, removed)


def test_a_run_of_before_anybody_confirmed_is_read_too():
    document = run_document(a_run())
    del document["confirmed"], document["removed"]
    assert parse_run(document) == Told(a_checklist(), (OPEN,) * 3)


@given(SECTIONS, SECTIONS, st.data())
def test_new_lines_keep_the_marks_of_those_that_are_equal(sections, newer, data):
    run = a_run(a_checklist(*sections))
    for place in range(len(run.marks)):
        run = with_mark(run, place, data.draw(MARKS))
    same = replace(run.checklist, version=9)
    assert with_lines(run, same).marks == run.marks
    other = replace(same, sections=newer)
    taken = with_lines(run, other)
    assert taken.checklist == other
    before = list(zip(lines_of(run.checklist), run.marks, strict=True))
    for pair in zip(lines_of(other), taken.marks, strict=True):
        if pair[1] != OPEN:
            assert pair in before, "no line is ticked that nobody ticked"
            before.remove(pair)
    beside = [(one.words, one.marked) for one in taken.removed]
    assert beside == [pair for pair in before if pair[1] != OPEN], "nothing that was said is lost"
    again = with_lines(taken, run.checklist)
    was = zip(lines_of(run.checklist), run.marks, strict=True)
    now = zip(lines_of(run.checklist), again.marks, strict=True)
    assert sorted(map(repr, was)) == sorted(map(repr, now)), "the old lines have their marks again"
    assert again.removed == ()


def test_other_rules_are_tried_anew():
    tried = LineMark(Mark.TICKED, "Sam", AT)
    run = with_confirmation(a_run(), tried)
    assert with_lines(run, a_checklist(Section("Else", ("x",)))).confirmed == tried
    other = a_checklist(profile=("Nobody may use it.",))
    assert with_lines(run, other).confirmed == OPEN
    assert with_confirmation(run, OPEN) == a_run()


def test_without_rules_nothing_is_to_be_confirmed():
    bare = a_run(a_checklist(profile=()))
    assert bare.is_confirmed
    assert not a_run().is_confirmed
    tried = LineMark(Mark.TICKED, "Sam", AT)
    ended = replace(a_run(), end=End(ChangeId(2), Outcome.FINISHED, AT))
    for run, marked, why in (
        (bare, tried, "rules that are there"),
        (a_run(), LineMark(Mark.EXCUSED, "Sam", AT, "no"), "nobody is excused"),
        (ended, tried, "ended"),
    ):
        with pytest.raises(ValueError, match=why):
            with_confirmation(run, marked)


def test_a_line_that_was_there_twice_keeps_both_marks_in_their_order():
    run = a_run(a_checklist(Section("All", ("a", "a", "b"))))
    ticked, excused = LineMark(Mark.TICKED, "", AT), LineMark(Mark.EXCUSED, "", AT, "no")
    run = with_mark(with_mark(run, 0, ticked), 1, excused)
    newer = a_checklist(Section("All", ("b", "a")), Section("More", ("a", "a")))
    assert with_lines(run, newer).marks == (OPEN, ticked, excused, OPEN)


def test_what_has_ended_changes_no_more():
    ended = replace(a_run(), end=End(ChangeId(2), Outcome.FINISHED, AT))
    assert not ended.can_finish
    assert not ended.is_running
    with pytest.raises(ValueError, match="ended"):
        with_mark(ended, 0, OPEN)
    with pytest.raises(ValueError, match="ended"):
        with_lines(ended, a_checklist())


@pytest.mark.parametrize("place", [-1, 3])
def test_only_a_line_that_is_there_is_marked(place):
    with pytest.raises(ValueError, match="no such line"):
        with_mark(a_run(), place, OPEN)


def test_nothing_is_excused_without_a_reason():
    bare = LineMark(Mark.EXCUSED, "Sam", AT)
    assert not is_settled(bare)
    with pytest.raises(ValueError, match="reason"):
        with_mark(a_run(), 0, bare)


def test_a_run_has_a_mark_for_each_line():
    with pytest.raises(ValueError, match="one mark"):
        replace(a_run(), marks=(OPEN,))


def test_lines_are_told_section_by_section():
    run = with_mark(a_run(), 2, LineMark(Mark.TICKED, "Sam", AT))
    told = [(title, [(one.place, one.words) for one in lines]) for title, lines in in_sections(run)]
    assert told == [("First", [(0, "a"), (1, "b")]), ("Then", [(2, "c")])]
    (_, (_, _)), (_, (last,)) = in_sections(run)
    assert last.marked.by == "Sam"


def test_another_version_or_another_sheet_is_newer():
    run = a_run()
    assert not is_newer(replace(run.checklist, reviewed_on=date(2027, 1, 1)), run)
    assert is_newer(replace(run.checklist, version=2), run)
    assert is_newer(replace(run.checklist, id="re-image-staff"), run)


def test_a_reason_is_one_line():
    assert clean_reason("  no\n games\u202e here ") == "no games here"
    assert clean_reason("\n \t") == ""
    assert len(clean_reason("x" * 1_000)) == REASON_LIMIT


def record(kind, role=Role.NONE):
    return Record(Tag("PC-1"), "", kind, role=role)


def is_computer(kind):
    return kind not in {"printer", "self-check"}


@pytest.mark.parametrize(
    ("kind", "role", "sheet"),
    [
        ("public PC", Role.NONE, "re-image-public"),
        ("Public pc", Role.STAFF, "re-image-staff"),
        ("catalog-only PC", Role.NONE, "re-image-catalog"),
        ("public PC", Role.CHILDREN, "re-image-children"),
        ("public PC", Role.ACCESSIBLE, "re-image-public"),
        ("laptop", Role.NONE, "re-image-laptop"),
        ("laptop", Role.STAFF, "re-image-staff"),
        ("loan laptop", Role.PUBLIC, "re-image-laptop"),
        ("Chromebook", Role.LOAN, "re-image-laptop"),
        ("printer", Role.PUBLIC, None),
        ("printer", Role.NONE, None),
        ("server", Role.SERVER, None),
        ("self-check", Role.SELF_CHECK, None),
    ],
)
@pytest.mark.rows("S43")
def test_each_role_has_its_checklist(kind, role, sheet):
    assert sheet_of(record(kind, role), (), is_computer) == sheet


def test_a_librarys_own_checklist_comes_first():
    own = [
        a_checklist(),
        replace(a_checklist(), id="own-1", role="Self-Check"),
        replace(a_checklist(), id="own-2", role="training"),
        replace(a_checklist(), id="own-3", role="server"),
    ]
    assert sheet_of(record("self-check"), own, is_computer) == "own-1"
    assert sheet_of(record("laptop", Role.TRAINING), own, is_computer) == "own-2"
    assert sheet_of(record("server", Role.SERVER), own, is_computer) == "own-3"
    assert sheet_of(record("PC", Role.PUBLIC), own, is_computer) == "re-image-public"


def test_the_rule_names_shipped_checklists_alone():
    assert {*BY_ROLE.values(), *BY_KIND.values()} | {GIFT} == SHIPPED
    assert len(SHIPPED) == 6


def test_why_it_is_set_up_is_guessed_by_where_it_is():
    told = {one: occasion_of(one) for one in STARTS}
    assert told[Status.IN_USE] is Occasion.AFRESH
    assert told[Status.BEING_CHECKED] is Occasion.NEW
    assert told[Status.IN_REPAIR] is Occasion.REPAIRED
    assert told[Status.WIPED] is Occasion.WIPED


def test_what_is_set_up_may_come_into_service():
    assert set(BECOMES) < SERVICE
    assert not {Status.GONE, Status.LOST, Status.TO_WIPE, Status.ON_ORDER} & STARTS
    for one in STARTS - SERVICE:
        assert set(BECOMES) <= set(MOVES[one])
    for one in SERVICE:
        assert Status.OUT_OF_SERVICE in MOVES[one]


@pytest.mark.parametrize(
    "document",
    [
        None,
        {},
        {"marks": []},
        {"marks": {}, "checklist": {}},
        {"marks": [1], "checklist": "whole"},
        {"marks": [{"mark": "ticked", "at": 5}], "checklist": "whole"},
        {"marks": [{"mark": "ticked", "at": "today"}], "checklist": "whole"},
        {"marks": [{"mark": "done", "at": AT.isoformat()}], "checklist": "whole"},
        {"marks": [], "checklist": "sheet"},
        {"marks": [], "checklist": "whole", "removed": "some"},
        {"marks": [], "checklist": "whole", "removed": [{}]},
        {"marks": [], "checklist": "whole", "removed": [[]]},
        {"marks": [], "checklist": "whole", "confirmed": "Sam"},
    ],
)
def test_what_makes_no_sense_is_refused(document):
    if document and document.get("checklist") == "whole":
        document = document | {"checklist": run_document(a_run())["checklist"]}
    if document and document.get("checklist") == "sheet":
        words = {"kind": "sheet", "id": "x", "title": "x", "for_whom": "x", "use_when": "x"}
        shared = {"steps": [{"words": "x"}], "needs": [], "warnings": [], "if_not": ""}
        more = {"reviewed_on": "2026-11-21", "version": 1, "language": "en-US"}
        document = document | {"checklist": words | shared | more}
    with pytest.raises(ValueError, match=r"run|how-to|Mark|isoformat"):
        parse_run(document)


def test_days_between_two_marks_do_not_matter():
    run = with_mark(a_run(), 0, LineMark(Mark.TICKED, "Sam", AT + timedelta(days=400)))
    assert parse_run(run_document(run)).marks == run.marks


def test_a_gift_is_looked_at_and_wiped_before_it_is_set_up_as_others_are():
    gift = replace(a_checklist(Section("Wipe it", ("w",)), profile=()), id=GIFT, version=3)
    usual = a_checklist(Section("Before it is wiped", ("x",)), Section("Then", ("c",)))
    both = gift_checklist(gift, usual)
    assert lines_of(both) == ("w", "c")
    assert (both.id, both.version) == ("donated-re-image-public", 4)
    assert both.profile == usual.profile
    assert gift_checklist(gift, None) == gift


def test_however_long_both_lists_are_a_run_of_them_can_be_read_again():
    gift = a_checklist(*(Section(f"G{at}", (f"g{at}",)) for at in range(10)))
    usual = a_checklist(*(Section(f"U{at}", (f"u{at}",)) for at in range(10)))
    both = gift_checklist(gift, usual)
    run = begun(ChangeId(1), ItemId(2), both, Occasion.DONATED, AT)
    assert parse_run(run_document(run)).checklist == both
    assert len(lines_of(both)) == 20
