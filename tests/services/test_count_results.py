"""A count ends, its result stays as it was, and each difference is decided on once, with undo."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.count_results import DECISIONS, Decision
from libdesk.domain.item_history import ChangeKind
from libdesk.domain.places import Branch
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Condition, Outcome, StocktakeId, StocktakeState
from libdesk.domain.today import Surroundings, Why
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.today import Today
from tests.services.counted_library import CENTRAL, DAY, FERNDALE, HALL, NOON, OFFICE, Library
from tests.services.memory_database import MemoryDatabase


class Ended(Library):
    """LV-1 is found broken, LV-4 and LV-5 are here by mistake, two are missing, one is unknown."""

    def __init__(self):
        super().__init__(MemoryDatabase())
        self.campaign = self.begin()
        self.record(
            self.campaign,
            self.scan("LV-1", condition=Condition.BROKEN),
            self.scan("LV-4", OFFICE),
            self.scan("LV-5", OFFICE),
            self.scan("X-9"),
        )

    def row(self, code, outcome=None):
        found = self.results.list_results(self.campaign)
        return next(
            one for one in found if one.code == code and (outcome or one.outcome) is one.outcome
        )

    def decide(self, code, decision, *more, outcome=None, **named):
        place = self.row(code, outcome).place
        return self.results.decide(self.campaign, [place], decision, *more, **named)

    @property
    def state(self):
        tables = self.open_unit.tables
        return tables.equipment.copy(), tables.stocktakes.copy()


@pytest.fixture
def library():
    library = Ended()
    library.results.finish(library.campaign)
    return library


def test_a_count_ends_with_a_row_of_each_thing(library):
    results = library.results.list_results(library.campaign)
    assert [(one.code, one.outcome) for one in results] == [
        ("LV-1", Outcome.FOUND),
        ("LV-4", Outcome.ELSEWHERE),
        ("LV-5", Outcome.ELSEWHERE),
        ("LV-2", Outcome.MISSING),
        ("LV-3", Outcome.MISSING),
        ("X-9", Outcome.UNKNOWN),
        ("LV-1", Outcome.BROKEN),
    ]
    loaded = library.counting.load(library.campaign)
    assert (loaded.results, loaded.stocktake.state) == (results, StocktakeState.FINISHED)
    assert loaded.stocktake.finished_at == NOON
    (line,) = library.counting.list_all()
    assert (line.scans, line.differences, line.waiting) == (4, 6, 6)
    with pytest.raises(Refusal, match="finished already"):
        library.results.finish(library.campaign)


def test_others_get_their_turn_while_it_ends():
    library, rests = Ended(), []
    library.results.finish(library.campaign, lambda: rests.append(1))
    assert len(rests) > 4, "listed, counted, stored, and noted in each item"


def test_the_result_stays_as_it_was_whatever_becomes_of_the_items(library):
    before = library.results.list_results(library.campaign)
    library.set("LV-2", name="Another", room="Cellar", status=Status.GONE)
    library.set("LV-1", tag="LV-77")
    assert library.results.list_results(library.campaign) == before


def test_what_was_seen_is_noted_in_one_change_set(library):
    newest = library.equipment.changes(1)[0]
    assert (newest.kind, newest.title, newest.count) == (ChangeKind.BULK, "Fall count", 3)
    assert [library.item(tag).seen_on for tag in ("LV-1", "LV-2", "LV-4", "LV-5")] == [
        DAY,
        None,
        DAY,
        DAY,
    ]


def test_what_was_seen_later_than_the_count_stays():
    library = Ended()
    later = DAY + timedelta(days=3)
    library.set("LV-1", seen_on=later)
    library.results.finish(library.campaign)
    assert library.item("LV-1").seen_on == later
    empty = library.begin(FERNDALE)
    assert library.results.finish(empty).change is None


def test_opened_again_it_goes_on_with_its_scans(library):
    opened = library.results.reopen(library.campaign)
    assert (opened.state, opened.finished_at, opened.version) == (StocktakeState.OPEN, None, 3)
    assert library.results.list_results(library.campaign) == ()
    library.record(library.campaign, library.scan("LV-2"))
    assert library.count(library.campaign).tallies().found == 2
    ended = library.results.finish(library.campaign)
    assert sum(one.outcome is Outcome.MISSING for one in ended.results) == 1
    with pytest.raises(Refusal, match=r"is not finished. Finish it"):
        library.results.reopen(library.begin())


def test_once_something_is_decided_it_is_not_opened_again(library):
    library.decide("LV-2", Decision.LOOK_AGAIN)
    decisions = library.decide("X-9", Decision.NOT_OURS)
    with pytest.raises(Refusal, match="Take that back first"):
        library.results.reopen(library.campaign)
    library.results.undo(decisions)
    assert library.results.reopen(library.campaign), "to look again is no reason against it"


def test_what_belongs_here_now_is_moved(library):
    decisions = library.decide("LV-4", Decision.BELONGS_HERE)
    item = library.item("LV-4")
    assert (item.branch, item.room, item.status) == ("CEN", "Office", Status.IN_USE)
    (row,) = decisions.results
    assert row == library.row("LV-4")
    assert row.decided is not None
    assert (row.decided.by, row.decided.at, row.decided.change) == ("Ada", NOON, decisions.change)
    assert library.counting.list_all()[0].waiting == 5


@pytest.mark.parametrize("status", [Status.IN_REPAIR, Status.LOST, Status.GONE, Status.ON_ORDER])
def test_what_was_not_thought_to_be_here_is_in_use_again(status):
    library = Ended()
    library.set("LV-5", status=status, room="Workshop")
    library.results.finish(library.campaign)
    library.decide("LV-5", Decision.BELONGS_HERE)
    item = library.item("LV-5")
    assert (item.branch, item.room, item.status) == ("CEN", "Office", Status.IN_USE)
    kind = library.equipment.changes(1)[0].kind
    assert kind is (ChangeKind.CORRECTION if status is Status.GONE else ChangeKind.BULK)


def test_where_nobody_said_the_room_the_one_in_the_record_stays():
    library = Ended()
    library.record(library.campaign, library.scan("LV-4", CENTRAL, 7, at=NOON + timedelta(hours=1)))
    library.results.finish(library.campaign)
    library.set("LV-4", branch="CEN", room="Attic")
    decisions = library.decide("LV-4", Decision.BELONGS_HERE)
    assert library.item("LV-4").room == "Attic"
    assert decisions.change is None
    assert library.row("LV-4").decided is not None


@pytest.mark.parametrize("status", [Status.IN_USE, Status.OUT_OF_SERVICE])
def test_what_is_lost_is_lost_whatever_it_was(library, status):
    library.set("LV-2", status=status)
    library.decide("LV-2", Decision.LOST)
    assert library.item("LV-2").status is Status.LOST


def test_several_are_decided_at_once_and_taken_back_at_once(library):
    before = library.state
    places = [library.row(tag).place for tag in ("LV-4", "LV-5")]
    decisions = library.results.decide(library.campaign, places, Decision.BELONGS_HERE)
    assert [library.item(tag).room for tag in ("LV-4", "LV-5")] == ["Office", "Office"]
    assert len(decisions.results) == 2
    library.results.undo(decisions)
    assert library.state == before
    with pytest.raises(Refusal, match="taken back already"):
        library.results.undo(decisions)


def test_what_must_be_corrected_lets_no_other_pass_a_gate(library):
    library.set("LV-2", status=Status.OUT_OF_SERVICE)
    library.set("LV-3", status=Status.IN_REPAIR)
    places = [library.row(tag).place for tag in ("LV-2", "LV-3")]
    before = library.state
    with pytest.raises(Refusal, match=r"LV-3 is “in repair”, which can’t become “lost”"):
        library.results.decide(library.campaign, places, Decision.LOST)
    assert library.state == before


@pytest.mark.parametrize(
    ("code", "outcome", "decision"),
    [
        ("LV-4", Outcome.ELSEWHERE, Decision.GOES_BACK),
        ("LV-2", Outcome.MISSING, Decision.LOOK_AGAIN),
        ("LV-2", Outcome.MISSING, Decision.KNOWN),
        ("X-9", Outcome.UNKNOWN, Decision.NOT_OURS),
        ("LV-1", Outcome.BROKEN, Decision.REPORTED),
        ("LV-1", Outcome.BROKEN, Decision.WORKS),
    ],
)
def test_a_decision_that_changes_no_item_is_noted_and_taken_back(library, code, outcome, decision):
    before = library.state
    decisions = library.decide(code, decision, " at the  shop ", outcome=outcome)
    (row,) = decisions.results
    assert row.decided is not None
    assert (row.decided.note, decisions.change) == ("at the  shop", None)
    assert library.state[0] == before[0]
    assert library.row(code, outcome).waits is (decision is Decision.LOOK_AGAIN)
    library.results.undo(decisions)
    assert library.state == before


def test_what_is_broken_goes_out_of_service(library):
    decisions = library.decide("LV-1", Decision.OUT_OF_SERVICE, outcome=Outcome.BROKEN)
    assert library.item("LV-1").status is Status.OUT_OF_SERVICE
    assert library.row("LV-1", Outcome.FOUND).decided is None
    library.equipment.undo(decisions.change)
    assert library.item("LV-1").status is Status.IN_USE
    assert library.row("LV-1", Outcome.BROKEN).decided is None, "it went with its change set"
    with pytest.raises(Refusal, match="taken back already"):
        library.results.undo(decisions)


def test_what_is_new_comes_into_the_list_and_goes_with_its_decision(library):
    before = library.state
    place = library.row("X-9").place
    decisions = library.results.add_new(
        library.campaign, place, "A lamp", "lamp", " from the fair "
    )
    (added,) = library.equipment.find("X-9")
    assert (added.name, added.kind, added.branch, added.room) == ("A lamp", "lamp", "CEN", "Hall")
    assert (added.status, added.seen_on) == (Status.IN_USE, DAY)
    decided = library.row("X-9").decided
    assert decided is not None
    assert (decided.item, decided.change, decided.note) == (
        added.id,
        decisions.change,
        "from the fair",
    )
    library.results.undo(decisions)
    assert library.state == before
    again = library.results.add_new(library.campaign, place, "A lamp", "lamp")
    library.equipment.undo(again.change)
    assert library.row("X-9").waits, "taken back in the list, nothing is decided"
    assert library.state[0] == before[0]


def test_nothing_comes_to_belong_to_a_branch_that_was_taken_out_since(library):
    with library.open_unit(write=True) as unit:
        unit.places.set_branches([Branch("FER", "Ferndale")])
    before = library.state
    with pytest.raises(Refusal, match="branch CEN is not in the library any more"):
        library.decide("LV-4", Decision.BELONGS_HERE)
    with pytest.raises(Refusal, match="branch CEN is not in the library any more"):
        library.results.add_new(library.campaign, library.row("X-9").place, "A lamp", "lamp")
    assert library.state == before
    library.decide("LV-4", Decision.GOES_BACK)


def test_what_is_new_and_was_changed_since_stays_with_its_decision(library):
    place = library.row("X-9").place
    decisions = library.results.add_new(library.campaign, place, "A lamp", "lamp")
    library.equipment.save(replace(library.equipment.find("X-9")[0], name="The lamp"))
    before = library.state
    with pytest.raises(Conflict, match="X-9 was changed since"):
        library.results.undo(decisions)
    assert library.state == before


def test_nothing_half_is_added(library):
    unknown, missing = library.row("X-9").place, library.row("LV-2").place
    before = library.state
    for place, kind, field in ((unknown, " ", "kind"), (missing, "lamp", "")):
        with pytest.raises(Refusal) as refused:
            library.results.add_new(library.campaign, place, "A lamp", kind)
        assert refused.value.field == field
    with pytest.raises(Refusal, match="one by one") as refused:
        library.results.decide(library.campaign, [unknown], Decision.NEW_ITEM)
    assert refused.value.field == "name"
    assert library.state == before
    library.equipment.add(replace(library.item("LV-1"), tag="x-9", id=0, version=0))
    with pytest.raises(Refusal, match="in the list by now") as refused:
        library.results.add_new(library.campaign, unknown, "A lamp", "lamp")
    assert refused.value.field == "item"


def test_decisions_of_several_are_taken_back_with_all_that_they_changed(library):
    before = library.state
    library.decide("LV-4", Decision.BELONGS_HERE)
    library.decide("LV-2", Decision.LOST)
    library.decide("LV-3", Decision.KNOWN, "at the school")
    library.decide("LV-1", Decision.OUT_OF_SERVICE, outcome=Outcome.BROKEN)
    chosen = [one for one in library.results.list_results(library.campaign) if one.decided]
    left = library.results.take_back(library.campaign, chosen)
    assert library.state == before
    assert left == tuple(replace(one, decided=None) for one in chosen)
    with pytest.raises(Refusal, match="taken back already"):
        library.results.take_back(library.campaign, chosen)


def test_what_was_decided_together_is_taken_back_together(library):
    before = library.state
    places = [library.row(tag).place for tag in ("LV-4", "LV-5")]
    library.results.decide(library.campaign, places, Decision.BELONGS_HERE)
    left = library.results.take_back(library.campaign, [library.row("LV-5")])
    assert [one.code for one in left] == ["LV-4", "LV-5"]
    library.decide("LV-3", Decision.KNOWN, "at the school")
    middle = library.state
    library.decide("X-9", Decision.LABEL_OF, item=library.ids["LV-2"])
    left = library.results.take_back(library.campaign, [library.row("X-9")])
    assert [one.code for one in left] == ["LV-2", "X-9"], "where it is was known by that label only"
    assert library.state == middle
    library.results.take_back(library.campaign, [library.row("LV-3")])
    assert library.state == before


def test_of_what_a_colleague_decided_anew_nothing_is_taken_back(library):
    library.decide("X-9", Decision.NOT_OURS)
    shown = library.row("X-9")
    library.results.take_back(library.campaign, [shown])
    library.decide("X-9", Decision.NOT_OURS, "a visitor's")
    with pytest.raises(Conflict, match="decided otherwise"):
        library.results.take_back(library.campaign, [shown])


def test_an_unknown_code_is_decided_on_with_its_item(library):
    decision = Decision.LABEL_OF
    for item in (None, ItemId(999)):
        with pytest.raises(Refusal, match="Choose the item") as refused:
            library.decide("X-9", decision, item=item)
        assert refused.value.field == "item"
    added = library.equipment.add(replace(library.item("LV-1"), tag="X-9", id=0, version=0))
    new = added.records[0].id
    library.decide("X-9", decision, item=new)
    row = library.row("X-9")
    assert row.decided is not None
    assert (row.decided.item, row.waits) == (new, False)
    library.equipment.undo(added.change)
    assert library.row("X-9").waits, "without the item nothing is decided"


def test_what_was_read_as_the_label_of_something_missing_says_where_that_is(library):
    before = library.state
    decisions = library.decide("X-9", Decision.LABEL_OF, item=library.ids["LV-2"])
    missing = library.row("LV-2")
    assert missing.decided is not None
    assert (missing.decided.decision, missing.decided.note) == (Decision.KNOWN, "Seen as X-9: Hall")
    assert [one.code for one in decisions.results] == ["X-9", "LV-2"]
    library.results.undo(decisions)
    assert library.state == before
    library.decide("LV-2", Decision.LOST)
    again = library.decide("X-9", Decision.LABEL_OF, item=library.ids["LV-2"])
    assert len(again.results) == 1, "somebody has decided about it already"


def test_an_item_is_named_only_where_it_belongs_to_the_decision(library):
    library.decide("X-9", Decision.NOT_OURS, item=library.ids["LV-1"])
    decided = library.row("X-9").decided
    assert decided is not None
    assert decided.item is None


def test_what_was_looked_for_again_is_decided_then_and_that_taken_back_waits_again(library):
    library.decide("LV-2", Decision.LOOK_AGAIN, "Jo looks")
    before = library.state
    decisions = library.decide("LV-2", Decision.LOST)
    assert not library.row("LV-2").waits
    library.results.undo(decisions)
    assert library.state == before


def test_a_decision_is_made_once(library):
    library.decide("LV-2", Decision.LOST)
    for decision in (Decision.LOST, Decision.LOOK_AGAIN):
        with pytest.raises(Conflict, match=r"LV-2: Ada has decided “lost” already") as conflict:
            library.decide("LV-2", decision)
        assert (conflict.value.by, conflict.value.at) == ("Ada", NOON)


def test_of_a_decision_that_a_colleague_made_anew_nothing_is_taken_back(library):
    first = library.decide("X-9", Decision.NOT_OURS)
    library.results.undo(first)
    library.decide("X-9", Decision.NOT_OURS, "a visitor's")
    with pytest.raises(Conflict, match="decided otherwise"):
        library.results.undo(first)


def test_a_decision_that_somebody_built_on_is_not_taken_back(library):
    decisions = library.decide("LV-4", Decision.BELONGS_HERE)
    library.set("LV-4", name="Another")
    before = library.state
    with pytest.raises(Conflict, match="LV-4 was changed since"):
        library.results.undo(decisions)
    assert library.state == before


def test_opened_again_meanwhile_nothing_is_taken_back(library):
    decisions = library.decide("LV-2", Decision.LOOK_AGAIN)
    library.results.reopen(library.campaign)
    with pytest.raises(Refusal, match="is not finished"):
        library.results.undo(decisions)
    library.results.finish(library.campaign)
    with pytest.raises(Refusal, match="taken back already"):
        library.results.undo(decisions)
    library.results.reopen(library.campaign)
    library.counting.take_back(
        library.campaign, [one.id for one in library.counting.scans(library.campaign)]
    )
    for tag in ("LV-1", "LV-2", "LV-3"):
        library.set(tag, status=Status.GONE)
    library.results.finish(library.campaign)
    with pytest.raises(Refusal, match="taken back already"):
        library.results.undo(decisions)


@pytest.mark.parametrize(
    ("code", "outcome"), [("LV-1", Outcome.FOUND), ("LV-4", Outcome.ELSEWHERE)]
)
def test_what_does_not_belong_to_a_difference_is_refused(library, code, outcome):
    for decision in Decision:
        if decision not in DECISIONS.get(outcome, ()):
            with pytest.raises(Refusal, match="can’t be decided about it"):
                library.decide(code, decision, "x", outcome=outcome, item=library.ids["LV-1"])


def test_what_makes_no_sense_is_refused(library):
    with pytest.raises(Refusal, match="write where it is") as refused:
        library.decide("LV-2", Decision.KNOWN)
    assert refused.value.field == "note"
    for places in ([], [99], [library.row("LV-2").place, 99]):
        with pytest.raises(Refusal, match="not in the result any more"):
            library.results.decide(library.campaign, places, Decision.LOST)
    running = library.begin()
    with pytest.raises(Refusal, match="is not finished"):
        library.results.decide(running, [1], Decision.LOST)
    with pytest.raises(Refusal, match="removed meanwhile"):
        library.results.list_results(StocktakeId(99))


def test_an_item_that_is_gone_from_the_list_cannot_be_changed():
    library = Ended()
    added = library.equipment.add(
        replace(library.item("LV-1"), tag="LV-8", room=HALL.room, id=0, version=0)
    )
    library.results.finish(library.campaign)
    assert added.change is not None
    library.equipment.undo(added.change)
    assert library.row("LV-8").item is None
    with pytest.raises(Refusal, match="not in the list any more"):
        library.decide("LV-8", Decision.LOST)
    assert library.decide("LV-8", Decision.KNOWN, "never was")


def test_today_asks_to_finish_a_count_and_to_decide(library):
    today = Today(library.open_unit, library.clock)

    def counts():
        lines = today.read(Surroundings()).lines
        reasons = (line.reasons[0] for line in lines if line.key.startswith("count/"))
        return [(one.why, one.count, one.words) for one in reasons]

    assert counts() == [(Why.COUNT_WAITS, 6, "Fall count")]
    library.decide("LV-2", Decision.LOOK_AGAIN)
    library.decide("X-9", Decision.NOT_OURS)
    assert counts() == [(Why.COUNT_WAITS, 5, "Fall count")]
    running = library.begin(title="Late")
    library.record(running, library.scan("LV-2", number=77))
    found = library.begin(FERNDALE, title="Nothing to decide")
    library.record(found, library.scan("LV-4", FERNDALE, 78))
    library.results.finish(found)
    assert counts()[0] == (Why.COUNT_ENDS, 1, "Late")
    library.clock.move(days=3)
    assert counts()[0] == (Why.COUNT_OVER, 1, "Late")
