"""Offers in both databases: they come back as they were kept, and are forgotten in time."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update

from libdesk.domain.attachments import Attachment, FileKind, Owner, OwnerKind
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import (
    Donor,
    Fated,
    Kind,
    Machine,
    Offer,
    OfferId,
    OfferState,
    Outcome,
    Piece,
)
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.records import ItemId
from libdesk.services.donation_stores import (
    KeptLetter,
    KeptLine,
    KeptOffer,
    KeptPolicy,
    KeptVerdict,
    OfferFilter,
    Override,
)
from libdesk.services.errors import Conflict
from libdesk.storage import first_look, schema
from libdesk.storage.database import Database
from tests.storage.made import START
from tests.storage.test_forgetting import back_up, forget
from tests.storage.test_retained_store import CANARY, canaries

DAY = START.date()
PC = Machine(
    kind=Kind.DESKTOP,
    make="łong",
    inches=21.5,
    missing=frozenset({Piece.POWER}),
    own={"desk": True},
    faults=("RAM",),
)
CRT = Machine(kind=Kind.CRT, made_on=date(1999, 7, 1))
LINES = (
    KeptLine("age", "soft", 'a "quoted" łine\n', is_known=False, points=-3),
    KeptLine("owned", "pass", "", is_known=True, points=0),
)
MAYBE, NO = KeptVerdict(Verdict.MAYBE, 2, LINES), KeptVerdict(Verdict.DECLINE, 2)
DONOR = Donor(CANARY, "Moss & Co", "1 Oak Road\nLarkmere", "eve@example.org", "555-0100")
OFFER = Offer(
    DONOR,
    DAY,
    (PC, CRT),
    (Fated(Outcome.TAKEN, DAY, items=(ItemId(7),)), Fated(Outcome.RECYCLED, DAY, "Green", "77")),
    OfferState.ANSWERED,
    2,
    "notes",
    DAY,
    DAY,
    "Ada",
    START,
    updated_by="Ben",
)
LETTER = KeptLetter("declined", "en", f"Dear {CANARY}", "Ada", START)
SAID = Override(0, Verdict.SPARE, "Ada", "łong", START)
LATER = START + timedelta(days=1)


def add(database, offer=OFFER, *, is_whole=True):
    with database.unit(write=True) as unit:
        kept = unit.donations.add(offer, [MAYBE, NO])
        if is_whole:
            unit.donations.override(kept, SAID)
            unit.donations.write(kept, LETTER)
        return kept


def ended(state=OfferState.WITHDRAWN, **parts):
    return replace(OFFER, state=state, fates=(), **parts)


def find(database, offer) -> Any:
    with database.unit() as unit:
        return unit.donations.find(offer)


def run(database, statement):
    with database.unit(write=True) as unit:
        return unit.donations._connection.execute(statement)


def test_an_offer_comes_back_as_it_was_kept(database):
    kept = add(database)
    whole = KeptOffer(replace(OFFER, id=kept, version=1), (MAYBE, NO), (SAID,), (LETTER,))
    assert find(database, kept) == whole
    with database.unit() as unit:
        assert unit.donations.list(OfferFilter()) == (whole,)
        assert unit.donations.list(OfferFilter(frozenset({OfferState.OPEN}))) == ()
        assert unit.donations.list(OfferFilter(since=DAY, until=DAY)) == ()
        assert unit.donations.find(kept + 1) is None


def test_the_newest_offer_is_first(database):
    first, second = add(database), add(database)
    older = add(database, replace(OFFER, asked_on=DAY - timedelta(days=1)))
    with database.unit() as unit:
        assert [one.offer.id for one in unit.donations.list(OfferFilter())] == [
            second,
            first,
            older,
        ]


def test_an_offer_is_stored_over_the_version_before_only(database):
    kept = add(database)
    offer = replace(OFFER, id=kept, machines=(CRT,), fates=(), notes="x", updated_by="Eve")
    with database.unit(write=True) as unit:
        unit.donations.put(offer, [NO], expected_version=1)
    found = find(database, kept)
    assert found.offer == replace(offer, version=2, fates=(Fated(),))
    assert (found.verdicts, found.overrides, found.letters) == ((NO,), (SAID,), (LETTER,))
    with pytest.raises(Conflict, match="by Eve") as told, database.unit(write=True) as unit:
        unit.donations.put(offer, [NO], expected_version=1)
    assert (told.value.by, told.value.at) == ("Eve", START)
    with pytest.raises(Conflict, match="any more"), database.unit(write=True) as unit:
        unit.donations.put(replace(offer, id=OfferId(99)), [NO], expected_version=1)


def test_what_was_decided_is_taken_back_one_by_one(database):
    kept = add(database)
    other = replace(SAID, verdict=Verdict.PARTS)
    with database.unit(write=True) as unit:
        unit.donations.override(kept, other)
        unit.donations.override(kept, replace(SAID, place=1))
        unit.donations.drop_override(kept, 0)
        unit.donations.drop_override(kept, 5)
    assert find(database, kept).overrides == (SAID, replace(SAID, place=1))


def test_what_is_removed_comes_back_whole_and_its_number_is_never_given_twice(database):
    kept = add(database)
    before = find(database, kept)
    with database.unit(write=True) as unit:
        unit.donations.remove(kept)
    assert find(database, kept) is None
    for table in (schema.donation_machines, schema.donation_overrides, schema.donation_letters):
        assert not run(database, select(func.count()).select_from(table)).scalar_one()
    assert add(database) > kept
    with database.unit(write=True) as unit:
        unit.donations.put_back(before)
    assert find(database, kept) == before


def test_what_is_put_back_over_a_change_keeps_its_photos(database):
    kept = add(database)
    before, owner = find(database, kept), Owner(OwnerKind.OFFER, kept)
    photo = Attachment(owner, "a" * 64, "a.png", FileKind.PNG, 9, START)
    with database.unit(write=True) as unit:
        unit.attachments.add(photo)
        unit.donations.put(before.offer, before.verdicts, expected_version=1)
        unit.donations.put_back(replace(before, overrides=(), letters=()))
        assert len(unit.attachments.of(owner)) == 1
        assert unit.attachments.counts(OwnerKind.OFFER) == {kept: 1}
    assert find(database, kept) == replace(before, overrides=(), letters=())


def test_versions_of_the_policy_are_stored_once(database):
    first = KeptPolicy(1, {"title": "ł"}, START, "Ada", "new")
    with database.unit(write=True) as unit:
        unit.donations.add_policy(first)
        unit.donations.add_policy(replace(first, version=2))
        assert unit.donations.policies() == (first, replace(first, version=2))
    with pytest.raises(Conflict, match="by Ada") as told, database.unit(write=True) as unit:
        unit.donations.add_policy(first)
    assert told.value.at == START


@pytest.mark.parametrize("document", ["{", "[]", "[" * 100_000])
def test_a_damaged_version_is_told(database, document):
    with database.unit(write=True) as unit:
        unit.donations.add_policy(KeptPolicy(1, {}, START))
        spoilt = text("UPDATE donation_policies SET document = :document")
        unit.donations._connection.execute(spoilt, {"document": document})
        assert unit.donations.policies() == (KeptPolicy(1, None, START),)


def test_a_version_without_a_sound_day_is_there_all_the_same(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        with database.unit(write=True) as unit:
            unit.donations.add_policy(KeptPolicy(1, {}, START))
        run(database, text("UPDATE donation_policies SET at = 'no day'"))
        with database.unit() as unit:
            (found,) = unit.donations.policies()
    assert (found.version, found.at.year) == (1, 1970)


SPOILT = {
    "a document": "document = '{'",
    "a machine": """document = '{"new": 1}'""",
    "a verdict": "verdict = 'perhaps'",
    "an outcome": "outcome = 'eaten'",
    "lines": "lines = '[1]'",
    "a fate": """lines = '[["age","so so","",true,0]]'""",
    "a flag": """lines = '[["age","pass","",1,0]]'""",
    "points": """lines = '[["age","pass","",true,true]]'""",
    "a key": """lines = '[[1,"pass","",true,0]]'""",
    "items": "items = '[null]'",
}


@pytest.mark.parametrize("what", SPOILT)
def test_an_offer_of_which_a_machine_is_damaged_is_left_out_whole(database, what):
    damaged, sound = add(database), add(database)
    spoil = f"UPDATE donation_machines SET {SPOILT[what]} WHERE offer = {damaged} AND place = 1"
    run(database, text(spoil))
    assert find(database, damaged) is None
    with database.unit() as unit:
        assert [one.offer.id for one in unit.donations.list(OfferFilter())] == [sound]


def test_an_offer_without_its_first_machine_or_a_state_is_left_out(database):
    first, second, third = add(database), add(database), add(database)
    machines, offers = schema.donation_machines.c, schema.donation_offers.c
    lost = delete(schema.donation_machines).where(machines.offer == first, machines.place == 0)
    run(database, lost)
    run(database, update(schema.donation_offers).where(offers.id == second).values(state="x"))
    run(database, delete(schema.donation_machines).where(machines.offer == third))
    assert [find(database, one) for one in (first, second, third)] == [None] * 3


def test_damaged_words_beside_an_offer_are_left_out_alone(database):
    kept = add(database)
    run(database, update(schema.donation_overrides).values(verdict="x"))
    assert (find(database, kept).overrides, find(database, kept).letters) == ((), (LETTER,))
    run(database, update(schema.donation_overrides).values(verdict="parts", place=2))
    assert find(database, kept).overrides == ()


def lying(**parts):
    return replace(OFFER, fates=(), received_on=DAY - timedelta(days=20), **parts)


def test_today_reads_what_waits_and_what_lies_there(database):
    long_ago = DAY - timedelta(days=12)
    add(database, replace(OFFER, state=OfferState.OPEN, asked_on=DAY - timedelta(days=6)))
    waits = add(database, replace(OFFER, state=OfferState.OPEN, asked_on=DAY - timedelta(days=7)))
    older = replace(OFFER, donor=Donor("Eve"), state=OfferState.OPEN, asked_on=long_ago)
    eve = add(database, older)
    two = add(database, lying(answered_on=long_ago), is_whole=False)
    one = add(database, lying(answered_on=DAY - timedelta(days=11)))
    with database.unit(write=True) as unit:
        unit.donations.override(two, replace(SAID, verdict=Verdict.REFER))
    add(database, lying(answered_on=DAY - timedelta(days=10)))
    add(database, replace(lying(answered_on=long_ago), received_on=None))
    add(database, replace(lying(answered_on=long_ago), fates=(Fated(), Fated(Outcome.RETURNED))))
    add(database, replace(lying(answered_on=long_ago), state=OfferState.DONE))
    with database.unit() as unit:
        assert unit.today.offers(DAY) == (
            OfferFacts(eve, "Eve", long_ago),
            OfferFacts(waits, "Moss & Co", DAY - timedelta(days=7)),
            OfferFacts(two, "Moss & Co", DAY, DAY + timedelta(days=2), 2),
            OfferFacts(one, "Moss & Co", DAY, DAY + timedelta(days=3), 1),
        )


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"review_on": "2027-01-02"}, date(2027, 1, 2)),
        ({"review_on": "some day"}, None),
        ({"review_on": 3}, None),
        ({}, None),
    ],
)
def test_today_reads_when_the_newest_policy_is_looked_at_again(database, document, found):
    with database.unit(write=True) as unit:
        assert unit.today.policy_review() is None
        unit.donations.add_policy(KeptPolicy(1, {"review_on": "2026-01-01"}, START))
        unit.donations.add_policy(KeptPolicy(2, document, START))
        assert unit.today.policy_review() == found


def test_the_first_look_reads_the_same(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        asked_on = DAY - timedelta(days=9)
        kept = add(database, replace(OFFER, state=OfferState.OPEN, asked_on=asked_on))
        with database.unit(write=True) as unit:
            unit.donations.add_policy(KeptPolicy(1, {"review_on": "2026-01-01"}, START))
    look = first_look.at_today(sqlite_file, START)
    assert look is not None
    keys = {line.key for line in look.agenda.lines}
    assert {f"offer/{kept}", "policy"} <= keys


def test_photos_go_some_time_after_the_end_of_an_offer(database):
    over, still = add(database, ended()), add(database)
    with database.unit(write=True) as unit:
        for one in (over, still):
            owner = Owner(OwnerKind.OFFER, one)
            unit.attachments.add(Attachment(owner, "a" * 64, "a.png", FileKind.PNG, 9, START))
        assert unit.donations.forget_files(START) == 0
        assert unit.donations.forget_files(LATER) == 1
        assert unit.attachments.counts(OwnerKind.OFFER) == {still: 1}


def test_what_is_written_to_an_offer_at_its_end_begins_no_new_time(database):
    kept = add(database, ended(OfferState.DONE))
    later = replace(ended(OfferState.DONE), id=kept, updated_at=LATER + timedelta(days=9))
    with database.unit(write=True) as unit:
        unit.donations.put(later, [MAYBE, NO], expected_version=1)
        assert unit.donations.forget_donors(LATER, START) == 1


def test_what_is_opened_again_is_kept(database):
    kept = add(database, ended())
    again = replace(ended(OfferState.OPEN), id=kept)
    with database.unit(write=True) as unit:
        unit.donations.put(again, [MAYBE, NO], expected_version=1)
        assert unit.donations.forget_donors(LATER, LATER) == 0


def test_of_whom_something_was_taken_the_name_stays_longer(database):
    gone = add(database, ended())
    taken = add(database, replace(OFFER, state=OfferState.DONE))
    with database.unit(write=True) as unit:
        assert unit.donations.forget_donors(LATER, START) == 1
        assert unit.donations.forget_donors(LATER, START) == 0
    assert find(database, gone).offer.donor == Donor()
    assert find(database, gone).letters == (replace(LETTER, text=""),)
    assert find(database, taken).offer.donor == DONOR
    with database.unit(write=True) as unit:
        assert unit.donations.forget_donors(LATER, LATER) == 1
    assert find(database, taken).offer.donor == Donor()


def test_copies_forget_donors_and_photos_once_the_database_has(sqlite_file, clock, tmp_path):
    backups = tmp_path / "backups"
    backups.mkdir()
    with closing(Database.open(sqlite_file, now=clock)) as database:
        over, still = add(database, ended()), add(database, replace(OFFER, donor=Donor("Eve")))
        with database.unit(write=True) as unit:
            owner = Owner(OwnerKind.OFFER, over)
            photo = Attachment(owner, "a" * 64, f"{CANARY}.png", FileKind.PNG, 9, START)
            unit.attachments.add(photo)
            kept = unit.donations.find(still)
            assert kept is not None
            unit.donations.put_back(replace(kept, letters=()))
        back_up(database, backups, 1)
        assert forget(database, backups)
        assert canaries(backups), "nothing is forgotten yet"
        with database.unit(write=True) as unit:
            unit.donations.forget_files(LATER)
            unit.donations.forget_donors(LATER, START)
        assert forget(database, backups)
    assert canaries(backups) == []
    for path in backups.iterdir():
        with closing(Database.open(path, now=clock)) as copy:
            assert find(copy, still).offer.donor == Donor("Eve")
