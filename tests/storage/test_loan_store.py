"""Loans in both databases: found, forgotten, undone; and never the same thing for two desks."""

import sqlite3
import threading
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.backups import Copy
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.loans import Condition, Loan
from libdesk.domain.records import Record, Role
from libdesk.domain.reimaging import Occasion
from libdesk.domain.statuses import Status
from libdesk.domain.today import Surroundings
from libdesk.files import print_of
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.loans import Loans
from libdesk.services.reimagings import Reimagings
from libdesk.services.settled import Mark
from libdesk.services.stand_ins import StandIns
from libdesk.services.today import Today
from libdesk.storage import first_look, loan_rows, schema
from libdesk.storage.copy_folder import make_name
from libdesk.storage.database import Database
from libdesk.storage.forgetting import ForgetfulCopies
from tests.storage.made import START

TODAY = START.astimezone().date()


def day(number):
    return TODAY + timedelta(days=number)


def rules():
    return Rules(lambda _record: Dates(), lambda _record: False)


class House:
    """Two loan laptops in a real database."""

    def __init__(self, database, clock):
        self.database = database
        self.loans = Loans(database.unit, rules, clock, "Ada")
        self.equipment = Equipment(database.unit, rules, clock, "Ada")
        self.laptop, self.other = (
            self.equipment.add(
                Record(Tag(tag), "Laptop", "laptop", "CEN", "", Status.READY, Role.LOAN)
            )
            .records[0]
            .id
            for tag in ("LT-1", "LT-2")
        )

    def wanted(self, first, last, item=None, **more):
        return Loan(item or self.laptop, "Ben", day(first), day(last), **more)


@pytest.fixture
def house(database, clock):
    return House(database, clock)


def test_a_loan_comes_out_as_it_went_in(house):
    lent = house.loans.lend(house.wanted(0, 3, along="bag", note="=1+1\nTwo lines")).left
    booked = house.loans.book(house.wanted(5, 6)).left
    back = house.loans.give_back(lent.id, Condition.NEEDS_CARE, "A scratch").left
    with house.database.unit() as unit:
        assert unit.loans.get(back.id) == back
        assert unit.loans.of(house.laptop) == (booked, back)
        assert unit.loans.of(house.other) == ()
        assert unit.loans.of_all([house.laptop, house.other]) == {house.laptop}
        assert unit.loans.active() == (booked,)
        assert unit.loans.ended(9) == (back,)
        assert unit.loans.ended(0) == ()
        assert unit.loans.lent() == {house.laptop}
        assert unit.loans.mark(back.id) == Mark(2, START, "Ada")
    house.loans.cancel(booked.id)
    with house.database.unit() as unit:
        assert unit.loans.active() == ()
        assert len(unit.loans.ended(9)) == 2


def test_what_is_taken_back_leaves_no_row_and_no_number_is_used_twice(house):
    first = house.loans.lend(house.wanted(0, 3))
    house.loans.take_back(first)
    with house.database.unit() as unit:
        assert unit.loans.count() == 0
    assert house.loans.lend(house.wanted(0, 3)).left.id > first.left.id


def test_a_damaged_loan_is_left_out(house):
    house.loans.lend(house.wanted(0, 3))
    with house.database.unit(write=True) as unit:
        changed = schema.loans.update().values(state="lost in space")
        unit.items._connection.execute(changed)
    with house.database.unit() as unit:
        assert unit.loans.of(house.laptop) == ()


def test_today_is_told_what_is_due_and_what_is_to_be_handed_out(house, clock):
    late = house.loans.lend(house.wanted(0, 1)).left
    soon = house.loans.book(house.wanted(4, 5)).left
    house.loans.book(house.wanted(9, 9, house.other))
    with house.database.unit() as unit:
        assert unit.today.loans(TODAY) == ()
    clock.move(days=3)
    with house.database.unit() as unit:
        facts = unit.today.loans(day(3))
    assert facts == (
        LoanFacts(late.id, "LT-1", "Laptop", "CEN", "Ben", TODAY, day(1), is_out=True),
        LoanFacts(soon.id, "LT-1", "Laptop", "CEN", "Ben", day(4), day(5), is_out=False),
    )


def test_two_desks_never_book_the_same_thing_on_the_same_day(house, clock):
    """Both look, both find it free, and one of them is told who was first."""
    desks = [Loans(house.database.unit, rules, clock, name) for name in ("Ada", "Cy")]
    begin = threading.Barrier(len(desks))
    told: list[str] = []

    def book(desk, name):
        wanted = replace(house.wanted(2, 4), borrower=name)
        assert desk.of(house.laptop).booked == ()
        begin.wait()
        try:
            desk.book(wanted)
            told.append("booked")
        except Refusal as error:
            told.append(error.sentence)

    threads = [
        threading.Thread(target=book, args=(desk, name))
        for desk, name in zip(desks, ("Ben", "Dee"), strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    refused = [one for one in told if one != "booked"]
    assert len(refused) == 1
    assert "LT-1 is booked for" in refused[0]
    with house.database.unit() as unit:
        assert len(unit.loans.active()) == 1


def test_names_go_when_their_time_is_over(house):
    lent = house.loans.lend(house.wanted(0, 3, note="Why")).left
    house.loans.give_back(lent.id, said="Fine")
    missed = house.loans.book(house.wanted(5, 6)).left
    out = house.loans.lend(house.wanted(0, 3, house.other)).left
    with house.database.unit(write=True) as unit:
        assert unit.loans.forget_names(START - timedelta(days=1), day(6)) == 0
        assert unit.loans.forget_names(START, day(6)) == 1
        assert unit.loans.forget_names(START, day(7)) == 1
        assert unit.loans.forget_names(START, day(7)) == 0
        names = {one.id: one.borrower for one in unit.loans.all()}
        assert names == {lent.id: "", missed.id: "", out.id: "Ben"}
        assert (unit.loans.get(lent.id).note, unit.loans.get(lent.id).said) == ("", "")


@pytest.fixture
def in_a_file(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    yield House(database, clock)
    database.close()


def test_a_copy_forgets_who_had_what_too(in_a_file, tmp_path):
    house = in_a_file
    lent = house.loans.lend(house.wanted(0, 3, note="A canary")).left
    house.loans.give_back(lent.id, said="A second canary")
    out = house.loans.lend(house.wanted(0, 3, house.other)).left
    made = tmp_path / "copies" / "made"
    made.parent.mkdir()
    with (
        closing(sqlite3.connect(house.database.path)) as live,
        closing(sqlite3.connect(made)) as copy,
    ):
        live.backup(copy)
    made.rename(made.with_name(make_name(Copy(1, START), 3, print_of(made))))
    copies = ForgetfulCopies(lambda: [made.parent], lambda: nullcontext(house.database))
    assert copies.forget(lambda: True)
    (kept,) = made.parent.iterdir()
    assert b"canary" in kept.read_bytes(), "nothing is forgotten yet"
    with house.database.unit(write=True) as unit:
        unit.loans.forget_names(START, TODAY)
    assert copies.forget(lambda: True)
    (kept,) = made.parent.iterdir()
    assert b"canary" not in kept.read_bytes()
    with closing(sqlite3.connect(kept)) as found:
        assert found.execute("SELECT id, borrower FROM loans ORDER BY id").fetchall() == [
            (lent.id, ""),
            (out.id, "Ben"),
        ]


def test_the_first_look_tells_of_loans_as_the_open_database_does(in_a_file, clock):
    house = in_a_file
    house.loans.lend(house.wanted(0, 1))
    clock.move(days=3)
    listed = Today(house.database.unit, clock, local=lambda at: at).read(Surroundings())
    assert [one.key for one in listed.lines if one.key.startswith("loan/")]
    with closing(sqlite3.connect(house.database.path)) as file:
        assert first_look.read_today(file, clock()) == listed


def test_no_question_of_today_reads_all_loans(in_a_file):
    with closing(sqlite3.connect(in_a_file.database.path)) as file:
        for question in (loan_rows.OUT_QUESTION, loan_rows.PICKUP_QUESTION):
            used = {
                name: TODAY.isoformat() for name in ("today", "tomorrow") if f":{name}" in question
            }
            plan = file.execute(f"EXPLAIN QUERY PLAN {question}", used).fetchall()
            assert plan[0][3].startswith("SEARCH loans USING INDEX loans_by_state"), plan


def race(*works):
    """Let these begin at once; return what became of each."""
    begin = threading.Barrier(len(works))
    told: list[str] = []

    def run(work):
        begin.wait()
        try:
            work()
            told.append("done")
        except (Refusal, Conflict) as error:
            told.append(error.sentence)

    threads = [threading.Thread(target=run, args=(one,)) for one in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(told, key="done".__eq__)


def test_one_desk_lends_what_the_other_swaps_in_or_sets_up(house, clock):
    record = house.equipment.get(house.laptop).record
    house.equipment.save(replace(record, kind="loan laptop", status=Status.SPARE))
    pc = Record(Tag("PC-1"), "By the stairs", "public PC", "CEN", "Hall", Status.IN_USE)
    away = house.equipment.add(pc).records[0].id
    stand_ins = StandIns(house.database.unit, rules, clock, "Cy")
    runs = Reimagings(house.database.unit, rules, shipped_sheets, clock, "Cy")
    for other in (
        lambda: stand_ins.swap_in(away, house.laptop),
        lambda: runs.begin(house.laptop, Occasion.AFRESH),
    ):
        refused, done = race(lambda: house.loans.lend(house.wanted(0, 1)), other)
        assert done == "done"
        assert "LT-1" in refused
        with house.database.unit() as unit:
            uses = (unit.loans.active(), unit.stand_ins.running(), unit.reimagings.running())
        assert sum(map(len, uses)) == 1, "it is with one only"
        for lent in uses[0]:
            house.loans.give_back(lent.id)
        for swap in uses[1]:
            stand_ins.swap_back(swap.change)
        for run in uses[2]:
            house.equipment.undo(run.change)


def test_two_desks_mend_the_words_of_one_loan_and_one_is_told(house):
    lent = house.loans.lend(house.wanted(0, 1)).left
    refused, done = race(
        lambda: house.loans.edit(replace(lent, along="a bag"), lent.version),
        lambda: house.loans.extend(lent.id, day(4), lent.version),
    )
    assert (done, "changed" in refused) == ("done", True)


def test_hostile_words_of_a_loan_are_kept_as_text(house):
    words = {
        "borrower": "Zoë \u202e<b>مكتبة</b> 🦉\x00",
        "along": "e\u0301" * 99,
        "note": "=cmd|' /C'!A0\n\x00",
    }
    lent = house.loans.lend(house.wanted(0, 1)).left
    left = house.loans.edit(replace(lent, **words), lent.version).left
    assert house.loans.get(lent.id).loan == left
    assert left.borrower == "Zoë <b>مكتبة</b> 🦉"
    assert "\x00" not in left.note
