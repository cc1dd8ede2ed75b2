"""How-to sheets: changed by a library, put back, reviewed, and made of a fix."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from libdesk.domain.knowledge import Checklist, Section, Sheet, Slot, Step
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Answer, Problem, Report, ReportId, State
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.knowledge import SHEETS_LIMIT, Knowledge
from tests.services.memory_database import MemoryDatabase

NOON = datetime(2027, 3, 4, 12, tzinfo=UTC)
TODAY = date(2027, 3, 4)
SHIPPED_ON = date(2026, 11, 21)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND\xaeB`\x82"
SCANNER = Sheet("scanner", "Scanner", "Anyone", "No beep", (Step("Look."),), SHIPPED_ON)
STAFF = Checklist(
    "re-image-staff",
    "Set up afresh",
    "Staff",
    "Wiped",
    (Section("Do", ("a",)),),
    ("b",),
    SHIPPED_ON,
)


class Desk:
    """A service over a database in memory, and its clock."""

    def __init__(self, database, who):
        self.now = NOON
        self.made = 0
        self.knowledge = Knowledge(
            database, lambda: (SCANNER, STAFF), lambda: self.now, self.new_id, who
        )

    def new_id(self):
        self.made += 1
        return UUID(int=self.made)


@pytest.fixture
def database():
    return MemoryDatabase()


@pytest.fixture
def knowledge(database):
    return Desk(database, "IT (desk-1)").knowledge


def titles(knowledge):
    return [one.title for one in knowledge.list_sheets()]


def changed(knowledge, **more):
    chosen = knowledge.get("scanner")
    return knowledge.save(replace(chosen.how_to, **more), chosen.version)


def test_what_is_shipped_is_there_before_anything_is_stored(knowledge, database):
    one, two = knowledge.list_sheets()
    assert (one.id, one.title, one.version, one.review_on) == (
        "scanner", "Scanner", 1, date(2027, 11, 21)
    )  # fmt: skip
    assert (one.is_due, one.is_changed) == (False, False)
    assert two.title == "Set up afresh"
    chosen = knowledge.get("scanner")
    assert chosen.how_to == SCANNER
    assert (chosen.version, chosen.is_shipped, chosen.is_changed) == (0, True, False)
    assert not database.tables.sheets


@pytest.mark.rows("S41")
def test_a_change_raises_the_version_on_the_page_and_moves_the_review(knowledge, database):
    saved = changed(knowledge, title="  The scanner ")
    assert saved.how_to.version == 2
    assert saved.how_to.title == "The scanner"
    assert saved.how_to.reviewed_on == TODAY
    assert saved.how_to.review_on == date(2028, 3, 4)
    assert knowledge.get("scanner") == saved
    again = knowledge.save(saved.how_to, saved.version)
    assert again.how_to.version == 3
    assert set(database.tables.sheets) == {"scanner"}
    line = knowledge.list_sheets()[0]
    assert (line.title, line.version, line.is_changed) == ("The scanner", 3, True)


def test_who_is_second_is_told_who_was_first_and_may_write_over_it(database):
    first, second = Desk(database, "IT (desk-1)").knowledge, Desk(database, "IT (desk-2)").knowledge
    seen = second.get("scanner")
    changed(first, title="First")
    with pytest.raises(Conflict) as told:
        second.save(replace(seen.how_to, title="Second"), seen.version)
    assert (told.value.by, told.value.at) == ("IT (desk-1)", NOON)
    assert titles(first)[0] == "First"
    saved = second.save(replace(seen.how_to, title="Second"), None)
    assert saved.how_to.version == 3
    assert titles(first)[0] == "Second"


def test_back_to_the_shipped_text_is_a_newer_page_than_the_one_on_the_wall(knowledge, database):
    saved = changed(knowledge, title="Ours")
    knowledge.put_back_shipped("scanner", saved.version)
    back = knowledge.get("scanner")
    assert back.how_to == replace(SCANNER, version=3)
    assert not back.is_changed
    assert not database.tables.sheets
    assert changed(knowledge, title="Ours again").how_to.version == 4


def test_who_had_the_old_one_on_the_screen_cannot_put_it_back_unseen(knowledge):
    seen = knowledge.get("scanner")
    changed(knowledge, title="Ours")
    with pytest.raises(Conflict):
        knowledge.put_back_shipped("scanner", seen.version)
    assert titles(knowledge)[0] == "Ours"


def test_a_review_keeps_text_and_version_and_moves_the_day(knowledge, database):
    found = knowledge.mark_reviewed("scanner")
    assert found.how_to == replace(SCANNER, reviewed_on=TODAY)
    assert not found.is_changed
    assert database.tables.sheets["scanner"].how_to is None, "the next release may better its words"
    saved = changed(knowledge, title="Ours")
    later = knowledge.mark_reviewed("scanner", TODAY + timedelta(days=9))
    assert later.how_to == replace(saved.how_to, reviewed_on=TODAY + timedelta(days=9))
    assert later.version == saved.version, "a review disputes with nobody's typing"


def test_it_says_which_are_due(database):
    desk = Desk(database, "")
    desk.now = datetime(2027, 11, 21, 12, tzinfo=UTC)
    assert [one.is_due for one in desk.knowledge.list_sheets()] == [True, True]
    desk.knowledge.mark_reviewed("scanner")
    assert [one.is_due for one in desk.knowledge.list_sheets()] == [False, True]


def test_a_library_adds_its_own_and_takes_it_away(knowledge):
    own = replace(knowledge.blank(), title="Microfilm", steps=(Step("Load it."),))
    saved = knowledge.save(own, 0)
    assert saved.how_to.version == 1
    assert not saved.is_shipped
    assert isinstance(saved.how_to, Sheet)
    assert saved.how_to.for_whom == "Anyone at the desk"
    assert saved.how_to.use_when == "Microfilm"
    knowledge.save(replace(knowledge.blank(), title="Books", steps=(Step("Read."),)), 0)
    assert titles(knowledge) == ["Scanner", "Set up afresh", "Books", "Microfilm"]
    knowledge.put_back_shipped(own.id, saved.version)
    assert titles(knowledge) == ["Scanner", "Set up afresh", "Books"]
    with pytest.raises(Refusal, match="not there"):
        knowledge.get(own.id)
    with pytest.raises(Refusal, match="not there"):
        knowledge.mark_reviewed(own.id)


def test_there_is_an_end_to_what_a_library_adds(knowledge):
    for number in range(SHEETS_LIMIT):
        own = replace(knowledge.blank(), title=f"{number}", steps=(Step("x"),))
        knowledge.save(own, 0)
    with pytest.raises(Refusal, match="500"):
        knowledge.save(replace(knowledge.blank(), title="x", steps=(Step("x"),)), 0)
    assert changed(knowledge, title="Ours").how_to.title == "Ours", "a shipped one has its room"


@pytest.mark.parametrize(
    ("how_to", "field"),
    [
        (replace(SCANNER, title=" "), "title"),
        (replace(SCANNER, steps=(Step(" "),)), "steps"),
        (replace(STAFF, title=""), "title"),
        (replace(STAFF, sections=(Section("Do", (" ",)),)), "sections"),
        (replace(SCANNER, steps=(Step("x"), Step("y", Slot("y", b"%PDF")))), "picture.2"),
        (replace(SCANNER, steps=(Step("x", Slot("y", PNG[:-12])),)), "picture.1"),
        (replace(SCANNER, steps=(Step("x", Slot("y", PNG + bytes(25_000_000))),)), "picture.1"),
        (
            replace(SCANNER, steps=(Step("x", Slot("y", PNG + bytes(16_000_000))),) * 2),
            "picture.2",
        ),
    ],
    ids=["title", "steps", "its title", "lines", "a PDF", "cut off", "too large", "together"],
)
def test_what_cannot_be_on_a_page_is_refused_beside_its_field(knowledge, database, how_to, field):
    with pytest.raises(Refusal) as told:
        knowledge.save(how_to)
    assert told.value.field == field
    assert not database.tables.sheets


def test_pictures_come_back_with_their_sheet(knowledge):
    steps = (Step("x"), Step("y", Slot("The box", PNG)), Step("z", Slot("A frame")))
    saved = changed(knowledge, steps=steps)
    assert isinstance(saved.how_to, Sheet)
    assert knowledge.get("scanner").how_to.steps == steps


@pytest.mark.rows("S43", "S44")
def test_a_checklist_takes_a_librarys_own_must_haves_and_profile(knowledge):
    chosen = knowledge.get("re-image-staff")
    lines = Section("", ("The games: chess and maze",))
    saved = knowledge.save(replace(chosen.how_to, sections=(lines,), profile=(), role=""), 0)
    assert isinstance(saved.how_to, Checklist)
    assert saved.how_to.sections == (Section("Set up afresh", lines.lines),)
    assert saved.how_to.role == "Set up afresh"
    assert knowledge.get("re-image-staff") == saved


@pytest.mark.rows("S36")
def test_a_fix_becomes_a_draft_that_is_stored_only_when_somebody_saves_it(knowledge, database):
    report = Report(ReportId(UUID(int=7)), "PRINT", "CEN", "Gray stripes", NOON)
    answer = Answer("1. Open the door.\n2. Wipe the glass.", "IT", NOON)
    problem = Problem(1, report, State.FIXED, Priority.TODAY, NOON, answers=(answer,))
    draft = knowledge.draft_from(problem)
    assert draft.title == "Gray stripes"
    assert [step.words for step in draft.steps] == ["Open the door.", "Wipe the glass."]
    assert not database.tables.sheets
    assert knowledge.save(draft, 0).how_to.version == 1
