"""Offers: kept with facts and policy, judged once, changed at two desks, and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from libdesk import files, paths
from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.donation_costs import Figure
from libdesk.domain.donation_costs_file import parse_costs
from libdesk.domain.donation_policy import Check, Verdict
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.domain.donations import (
    Donor,
    Fated,
    Kind,
    Machine,
    Offer,
    OfferState,
    Outcome,
)
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.records import ItemId
from libdesk.services.attachments import Attaching
from libdesk.services.donation_costs import DonationCosts
from libdesk.services.donation_entries import LINES_LIMIT, moved
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import KeptLetter, KeptPolicy, OfferFilter
from libdesk.services.donations import Donations
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.retention import Retention
from libdesk.services.today import read_facts
from tests.domain.test_attachments import png
from tests.services.fakes import START, Hands
from tests.services.memory_attachments import MemoryFiles
from tests.services.memory_database import MemoryDatabase

DAY = START.date() - timedelta(days=3)
POLICIES = paths.resources() / "policies"
PC = Machine(kind=Kind.DESKTOP, make="Dell", model="OptiPlex")
CRT = Machine(kind=Kind.CRT)


def shipped():
    names = ("fits", "nearly-nothing", "refurbishing")
    return {name: parse_policy(files.read_json(POLICIES / f"{name}.json")) for name in names}


def shipped_costs():
    return parse_costs(files.read_json(POLICIES / "costs.json"))


class Facts:
    """Looks up one fact, and counts how often."""

    def __init__(self):
        self.asked = 0

    def looked_up(self, machine, standard=()):
        assert not standard
        self.asked += 1
        return replace(machine, processor_since=2020)


class Desk:
    """The use cases over a database in memory."""

    def __init__(self, who="Ada", database=None, now=None):
        self.database = database or MemoryDatabase()
        self.now = now or Hands()
        self.rests = 0
        self.facts = Facts()
        self.policies = DonationPolicies(self.database, shipped, self.now, who, self._rest)
        self.donations = Donations(
            self.database, self.policies, self.facts, self.now, who, self._rest
        )
        self.costs = DonationCosts(self.database, shipped_costs, self.now, who)

    def _rest(self):
        self.rests += 1

    def beside(self, who="Ben"):
        return Desk(who, self.database, self.now)

    def add(self, *machines, **parts):
        return self.donations.save(Offer(Donor("Eve Moss"), DAY, machines or (PC, CRT), **parts))


@pytest.fixture
def desk():
    return Desk()


def other_policy(**parts):
    return replace(shipped()["fits"], title="Ours", **parts)


def test_an_offer_is_kept_with_its_facts_and_the_policy_that_judged_it(desk):
    kept = desk.add(notes=" by the door ")
    offer = kept.offer
    assert (offer.number, offer.version, offer.policy, offer.made_by) == ("D-1", 1, 1, "Ada")
    assert (offer.updated_by, offer.updated_at, offer.notes) == ("Ada", START, "by the door")
    assert [one.processor_since for one in offer.machines] == [2020, 2020]
    assert offer.fates == (Fated(), Fated())
    assert [one.verdict for one in kept.verdicts] == [Verdict.MAYBE, Verdict.DECLINE]
    assert {one.policy for one in kept.verdicts} == {1}
    first = kept.verdicts[0].lines[0]
    assert (first.rule, first.fate, first.fact) == ("kind", "pass", "desktop")
    assert first.is_known
    assert desk.donations.get(offer.id) == kept
    (version,) = desk.policies.versions()
    assert (version.version, version.note, version.by) == (1, "shipped", "")
    assert desk.policies.version(1) == replace(shipped()["fits"], version=1)


def test_nobody_has_to_be_named(desk):
    kept = desk.donations.save(Offer(Donor(), DAY, (PC,)))
    assert kept.offer.donor.is_anonymous


def test_what_is_typed_is_cleaned(desk):
    donor = Donor("Eve\n Moss", " Moss & Co ", "1 Oak Road\r\nLarkmere ", " e@x.org ", " 555 ")
    machine = replace(PC, make=" Dell\0 ", notes="two\r\nlines ", faults=("  RAM ", ""))
    offer = desk.donations.save(Offer(donor, DAY, (machine,))).offer
    assert offer.donor == Donor("Eve Moss", "Moss & Co", "1 Oak Road\nLarkmere", "e@x.org", "555")
    assert (offer.machines[0].make, offer.machines[0].notes) == ("Dell", "two\nlines")
    assert offer.machines[0].faults == ("RAM",)


@pytest.mark.parametrize(
    ("parts", "field", "words"),
    [
        ({"machines": ()}, "machines", "at least one machine"),
        ({"machines": (PC,) * (LINES_LIMIT + 1)}, "machines", "at most 10,000 lines"),
        ({"asked_on": START.date() + timedelta(days=1)}, "asked_on", "still to come"),
        ({"received_on": date(2030, 1, 1)}, "received_on", "still to come"),
        ({"machines": (PC, replace(PC, count=0))}, "1.count", "from 1 to 10,000"),
        ({"machines": (replace(PC, count=10_001),)}, "0.count", "from 1 to 10,000"),
        ({"machines": (replace(PC, memory_gb=-1),)}, "0.memory_gb", "can’t be kept"),
    ],
)
def test_what_is_no_offer_is_refused_beside_its_field(desk, parts, field, words):
    with pytest.raises(Refusal, match=words) as told:
        desk.donations.save(replace(Offer(Donor(), DAY, (PC,)), **parts))
    assert told.value.field == field
    assert not desk.donations.list()
    assert not desk.policies.versions()


def test_more_fates_than_machines_are_refused(desk):
    with pytest.raises(Refusal, match="not in the offer") as told:
        desk.add(PC, fates=(Fated(), Fated(Outcome.RETURNED, DAY)))
    assert told.value.field == "machines"


def test_a_check_keeps_nothing_and_goes_by_the_policy_that_counts(desk):
    offer = Offer(Donor(), DAY, (PC, CRT))
    assert [one.verdict for one in desk.donations.check(offer)] == [
        Verdict.MAYBE,
        Verdict.DECLINE,
    ]
    assert not desk.policies.versions()
    desk.policies.save(other_policy(refuses=frozenset({Kind.DESKTOP})), 0)
    assert desk.donations.check(offer)[0].verdict is Verdict.DECLINE


def test_ten_thousand_machines_give_way(desk):
    kept = desk.donations.save(Offer(Donor(), DAY, (CRT,) * 1000))
    assert desk.rests == 10, "five parts are looked up, and five judged"
    assert len(kept.verdicts) == 1000


def test_offers_are_listed_the_newest_first_and_by_state_and_day(desk):
    first = desk.add()
    second = desk.donations.save(Offer(Donor(), DAY - timedelta(days=1), (PC,)))
    third = desk.donations.save(Offer(Donor(), DAY, (PC,)))
    done = desk.donations.set_state(second.offer.id, OfferState.WITHDRAWN)
    assert desk.donations.list() == (third, first, done)
    open_ones = OfferFilter(frozenset({OfferState.OPEN}))
    assert desk.donations.list(open_ones) == (third, first)
    assert desk.donations.list(OfferFilter(since=DAY)) == (third, first)
    assert desk.donations.list(OfferFilter(until=DAY)) == (done,)


def test_without_another_machine_or_day_an_offer_keeps_its_verdicts(desk):
    kept = desk.add()
    desk.policies.save(other_policy(refuses=frozenset({Kind.DESKTOP})), 1)
    desk.facts.asked = 0
    changed = desk.donations.save(replace(kept.offer, donor=Donor("Eve Fir")), 1)
    assert (changed.verdicts, changed.offer.policy) == (kept.verdicts, 1)
    assert (changed.offer.donor.name, changed.offer.version) == ("Eve Fir", 2)
    assert desk.facts.asked == 0
    assert desk.donations.get(kept.offer.id) == changed


@pytest.mark.parametrize("is_day", [True, False])
def test_another_machine_or_day_is_judged_by_the_policy_that_counts_now(desk, is_day):
    kept = desk.add()
    desk.policies.save(other_policy(refuses=frozenset({Kind.DESKTOP})), 1)
    desk.facts.asked = 0
    if is_day:
        offer = replace(kept.offer, asked_on=DAY - timedelta(days=9))
    else:
        offer = replace(kept.offer, machines=(replace(kept.offer.machines[0], memory_gb=8), CRT))
    changed = desk.donations.save(offer, 1)
    assert changed.offer.policy == 2
    assert [one.verdict for one in changed.verdicts] == [Verdict.DECLINE, Verdict.DECLINE]
    assert {one.policy for one in changed.verdicts} == {2}
    assert desk.facts.asked == (0 if is_day else 2), "what is known of the others stays"


def test_what_became_of_machines_and_what_was_decided_goes_along_with_them(desk):
    kept = desk.add(PC, CRT, replace(PC, model="XPS"))
    offer = kept.offer
    desk.donations.override(offer.id, 2, Verdict.SPARE, "Ada", "needed")
    desk.donations.override(offer.id, 1, Verdict.PARTS, "Ada", "a museum asked")
    back = Fated(Outcome.RETURNED, DAY)
    kept = desk.donations.set_fates(offer.id, {2: back})
    left = desk.donations.save(replace(kept.offer, machines=kept.offer.machines[::2]))
    assert left.offer.fates == (Fated(), back)
    assert [(one.place, one.verdict) for one in left.overrides] == [(1, Verdict.SPARE)]
    assert desk.donations.get(offer.id) == left


def test_a_machine_of_which_items_were_made_stays_in_its_offer(desk):
    kept = desk.add(PC, CRT)
    taken = Fated(Outcome.TAKEN, DAY, items=(ItemId(7),))
    kept = desk.donations.set_fates(kept.offer.id, {1: taken})
    with pytest.raises(Refusal, match="Undo the taking") as told:
        desk.donations.save(replace(kept.offer, machines=kept.offer.machines[:1]))
    assert told.value.field == "machines"
    assert desk.donations.get(kept.offer.id) == kept


def test_lines_are_followed_where_some_come_and_go():
    a, b, c, d = (replace(PC, model=name) for name in "ABCD")
    assert moved((a, b, c), (a, b, c)) == {0: 0, 1: 1, 2: 2}
    assert moved((a, b, c), (a, c)) == {0: 0, 2: 1}
    assert moved((a, c), (a, b, c)) == {0: 0, 1: 2}
    assert moved((a, b, c), (a, d, c)) == {0: 0, 1: 1, 2: 2}
    assert moved((a, b), (c, d)) == {0: 0, 1: 1}
    assert moved((a, a, a), (a,)) == {0: 0}


def test_an_offer_is_judged_again_by_what_is_kept_of_it(desk):
    kept = desk.add()
    desk.policies.save(other_policy(refuses=frozenset({Kind.DESKTOP})), 1)
    desk.facts.asked = 0
    again = desk.donations.judge_again(kept.offer.id, 1)
    assert again.verdicts[0].verdict is Verdict.DECLINE
    assert (again.offer.policy, again.offer.version, desk.facts.asked) == (2, 2, 0)
    with pytest.raises(Conflict):
        desk.donations.judge_again(kept.offer.id, 1)


def test_a_person_decides_otherwise_with_a_name_and_a_reason(desk):
    kept = desk.add()
    for by, reason, field in (("", "x", "by"), (" ", "x", "by"), ("Ada", "\n", "reason")):
        with pytest.raises(Refusal) as told:
            desk.donations.override(kept.offer.id, 0, Verdict.SPARE, by, reason)
        assert told.value.field == field
    with pytest.raises(Conflict, match="This machine"):
        desk.donations.override(kept.offer.id, 2, Verdict.SPARE, "Ada", "x")
    once = desk.donations.override(kept.offer.id, 0, Verdict.SPARE, " Ada ", "we know it ")
    twice = desk.donations.override(kept.offer.id, 0, Verdict.ACCEPT, "Ben", "new board")
    assert (once.overrides[0].by, once.overrides[0].reason) == ("Ada", "we know it")
    assert (once.verdict(0), twice.verdict(0), kept.verdict(0)) == (
        Verdict.SPARE,
        Verdict.ACCEPT,
        Verdict.MAYBE,
    )
    assert desk.donations.get(kept.offer.id) == twice
    assert desk.donations.take_back_override(kept.offer.id, 0) == once
    assert desk.donations.take_back_override(kept.offer.id, 0) == kept
    assert desk.donations.take_back_override(kept.offer.id, 0) == kept


def test_an_offer_goes_from_open_to_answered_and_back(desk):
    kept = desk.add()
    done = desk.donations.set_state(kept.offer.id, OfferState.ANSWERED, 1)
    assert (done.offer.state, done.offer.answered_on) == (OfferState.ANSWERED, START.date())
    desk.now.move(days=1)
    over = desk.donations.set_state(kept.offer.id, OfferState.DONE, 2)
    assert over.offer.answered_on == START.date()
    again = desk.donations.set_state(kept.offer.id, OfferState.OPEN, 3)
    assert (again.offer.state, again.offer.answered_on) == (OfferState.OPEN, None)


def test_with_the_last_machine_an_answered_offer_is_done(desk):
    kept = desk.add()
    desk.donations.set_state(kept.offer.id, OfferState.ANSWERED)
    back = Fated(Outcome.RETURNED, DAY, " her house ", "77")
    recycled = Fated(Outcome.RECYCLED, DAY, "Greenway", " 77 ")
    half = desk.donations.set_fates(kept.offer.id, {0: back}, 2)
    assert half.offer.state is OfferState.ANSWERED
    assert half.offer.fates == (Fated(Outcome.RETURNED, DAY, "her house"), Fated())
    done = desk.donations.set_fates(kept.offer.id, {1: recycled}, 3)
    assert done.offer.state is OfferState.DONE
    assert done.offer.fates[1].certificate == "77"
    again = desk.donations.set_fates(kept.offer.id, {1: Fated(to="x")}, 4)
    assert (again.offer.state, again.offer.fates[1]) == (OfferState.ANSWERED, Fated())
    still = desk.donations.set_fates(kept.offer.id, {}, 5)
    assert still.offer.state is OfferState.ANSWERED


def test_what_became_of_a_machine_needs_a_day_that_has_been(desk):
    kept = desk.add()
    ahead = START.date() + timedelta(days=1)
    for on, words in ((None, "Choose the day"), (ahead, "still to come")):
        with pytest.raises(Refusal, match=words) as told:
            desk.donations.set_fates(kept.offer.id, {1: Fated(Outcome.RETURNED, on)})
        assert told.value.field == "1.on"
    with pytest.raises(Conflict, match="This machine"):
        desk.donations.set_fates(kept.offer.id, {2: Fated(Outcome.RETURNED, DAY)})
    assert desk.donations.get(kept.offer.id) == kept


def test_a_letter_answers_an_open_offer_unless_it_asks(desk):
    kept = desk.add()
    asks, says, more = (
        KeptLetter(kind, "en", "Dear Eve", "Ada", START) for kind in ("facts", "declined", "wiped")
    )
    assert desk.donations.answered(kept.offer.id, asks).offer == kept.offer
    told = desk.donations.answered(kept.offer.id, says)
    assert (told.offer.state, told.offer.answered_on) == (OfferState.ANSWERED, START.date())
    assert desk.donations.answered(kept.offer.id, more).offer == told.offer
    assert desk.donations.get(kept.offer.id).letters == (asks, says, more)


def test_the_second_of_two_desks_is_told_who_was_first(desk):
    other = desk.beside()
    kept = desk.add()
    other.donations.set_state(kept.offer.id, OfferState.WITHDRAWN, 1)
    deeds = (
        lambda: desk.donations.save(replace(kept.offer, notes="x"), 1),
        lambda: desk.donations.set_state(kept.offer.id, OfferState.DONE, 1),
        lambda: desk.donations.set_fates(kept.offer.id, {}, 1),
        lambda: desk.donations.restore(kept, 1),
        lambda: desk.donations.remove(kept.offer.id, 1),
    )
    for deed in deeds:
        with pytest.raises(Conflict, match="meanwhile by Ben") as told:
            deed()
        assert (told.value.by, told.value.at) == ("Ben", START)
    assert desk.donations.save(replace(kept.offer, notes="x")).offer.notes == "x"


def test_what_is_gone_is_said_to_be(desk):
    kept = desk.add()
    desk.donations.remove(kept.offer.id)
    letter = KeptLetter("declined", "en", "", "", START)
    deeds = (
        lambda: desk.donations.get(kept.offer.id),
        lambda: desk.donations.save(kept.offer),
        lambda: desk.donations.override(kept.offer.id, 0, Verdict.SPARE, "a", "b"),
        lambda: desk.donations.answered(kept.offer.id, letter),
    )
    for deed in deeds:
        with pytest.raises(Conflict, match="not in the list any more"):
            deed()


def test_a_change_is_taken_back_with_all_that_hung_on_it(desk):
    kept = desk.add()
    desk.donations.override(kept.offer.id, 0, Verdict.SPARE, "Ada", "x")
    desk.donations.set_state(kept.offer.id, OfferState.WITHDRAWN)
    back = desk.donations.restore(kept, 2)
    assert back == replace(kept, offer=replace(kept.offer, version=3))
    assert desk.donations.get(kept.offer.id) == back


def test_an_offer_that_was_removed_comes_back_under_its_number_with_its_photos(desk):
    kept = desk.add()
    attaching = Attaching(desk.database, MemoryFiles(desk.now), desk.now, "Ada")
    owner = Owner(OwnerKind.OFFER, kept.offer.id)
    photo = attaching.add(owner, "front.png", png())
    removed = desk.donations.remove(kept.offer.id, 1)
    assert removed == replace(kept, files=(photo,))
    assert attaching.list_of(owner) == ()
    newer = desk.add()
    assert newer.offer.number == "D-2", "a number is never given twice"
    desk.donations.put_back(removed)
    assert desk.donations.get(kept.offer.id) == kept
    assert [one.name for one in attaching.list_of(owner)] == ["front.png"]
    with pytest.raises(Conflict):
        desk.donations.put_back(removed)


def today(desk):
    with desk.database() as unit:
        facts = read_facts(unit, desk.now())
    return facts.offers, facts.policy_review


def test_today_hears_what_waits_and_what_lies_there(desk):
    kept = desk.add(PC, CRT, received_on=DAY)
    desk.now.move(days=3)
    assert today(desk) == ((), shipped()["fits"].review_on)
    desk.now.move(days=1)
    assert today(desk)[0] == (OfferFacts(kept.offer.id, "Eve Moss", DAY),)
    desk.donations.set_state(kept.offer.id, OfferState.ANSWERED)
    assert today(desk)[0] == ()
    desk.now.move(days=11)
    (told,) = today(desk)[0]
    assert (told.return_by, told.to_return) == (START.date() + timedelta(days=18), 1)
    desk.donations.set_fates(kept.offer.id, {1: Fated(Outcome.RETURNED, START.date())})
    assert today(desk)[0] == ()


def test_photos_and_donors_go_with_the_rest_that_is_over_its_time(desk):
    kept = desk.add()
    attaching = Attaching(desk.database, MemoryFiles(desk.now), desk.now, "Ada")
    owner = Owner(OwnerKind.OFFER, kept.offer.id)
    attaching.add(owner, "front.png", png())
    desk.donations.set_state(kept.offer.id, OfferState.WITHDRAWN)
    retention = Retention(desk.database, (), Nothing(), desk.now)
    retention.purge()
    for days, photos, name in ((29, 1, "Eve Moss"), (2, 0, "Eve Moss"), (60, 0, "")):
        for _ in range(days):
            desk.now.move(days=1)
            retention.purge()
        assert len(attaching.list_of(owner)) == photos
        assert desk.donations.get(kept.offer.id).offer.donor.name == name


class Nothing:
    """What removed rows leave in memory."""

    def wipe(self, _between, *, words):
        return not words


def test_the_shipped_policy_counts_until_there_is_one(desk):
    read = desk.policies.current()
    assert (read.policy, read.is_stored, read.is_damaged, read.versions) == (
        shipped()["fits"],
        False,
        False,
        0,
    )
    assert desk.policies.version(0) == shipped()["fits"]
    assert desk.policies.version(1) is None
    assert desk.policies.save(other_policy(), 0, " the board’s ") == 1
    read = desk.policies.current()
    assert (read.policy, read.is_stored, read.versions) == (
        replace(other_policy(), version=1),
        True,
        1,
    )
    (kept,) = desk.policies.versions()
    assert (kept.at, kept.by, kept.note) == (START, "Ada", "the board’s")


def test_a_policy_that_says_the_same_makes_no_new_version(desk):
    assert desk.policies.save(shipped()["fits"], 0) == 0
    desk.policies.save(other_policy(), 0)
    assert desk.policies.save(replace(other_policy(), version=9), 1) == 1
    assert len(desk.policies.versions()) == 1


def test_the_second_who_changes_the_policy_is_told_who_was_first(desk):
    desk.beside().policies.save(other_policy(), 0)
    with pytest.raises(Conflict, match="by Ben") as told:
        desk.policies.save(other_policy(purpose="x"), 0)
    assert (told.value.by, told.value.at) == ("Ben", START)
    assert desk.policies.save(other_policy(purpose="x"), None) == 2


def test_that_the_shipped_policy_was_kept_is_nobodys_change(desk):
    desk.add()
    assert desk.policies.save(other_policy(), 0) == 2


def test_a_policy_that_could_not_be_read_again_is_refused(desk):
    rules = shipped()["fits"].rules
    own = replace(rules[0], key="own", check=Check.OWN)
    with pytest.raises(Refusal, match="can’t be kept"):
        desk.policies.save(other_policy(rules=(*rules, own)), 0)


def test_where_the_newest_version_is_damaged_the_one_before_counts(desk):
    desk.policies.save(other_policy(), 0)
    with desk.database(write=True) as unit:
        unit.donations.add_policy(KeptPolicy(2, None, START, "Ben"))
    read = desk.policies.current()
    assert (read.policy.version, read.is_damaged, read.versions) == (1, True, 2)
    assert desk.policies.version(2) is None
    assert desk.add().offer.policy == 1
    assert desk.policies.save(other_policy(), 2) == 3, "the same again mends it"


def test_where_every_version_is_damaged_the_shipped_one_is_kept_anew(desk):
    with desk.database(write=True) as unit:
        unit.donations.add_policy(KeptPolicy(1, {"model": 3}, START, "Ben"))
    read = desk.policies.current()
    assert (read.is_stored, read.is_damaged, read.versions) == (False, True, 1)
    assert desk.add().offer.policy == 2


def test_two_desks_that_judge_at_once_keep_the_shipped_policy_once(desk):
    other = desk.beside()

    class First(DonationPolicies):
        def current(self):
            read = super().current()
            other.policies.judging()
            return read

    policies = First(desk.database, shipped, desk.now, "Ada")
    assert policies.judging().version == 1
    assert len(policies.versions()) == 1


def test_versions_have_an_end(desk):
    with desk.database(write=True) as unit:
        unit.donations.add_policy(KeptPolicy(10_000, None, START))
    with pytest.raises(Refusal, match="at most 10,000 versions"):
        desk.policies.save(other_policy(), None)


def test_a_policy_tells_which_past_offers_it_would_decide_otherwise(desk):
    first = desk.add(PC, CRT)
    second = desk.add(PC)
    desk.donations.override(second.offer.id, 0, Verdict.SPARE, "Ada", "x")
    desk.donations.set_state(first.offer.id, OfferState.WITHDRAWN)
    (flip,) = desk.policies.flips(other_policy(refuses=frozenset({Kind.DESKTOP})))
    assert (flip.offer.id, flip.place) == (first.offer.id, 0)
    assert (flip.was, flip.becomes) == (Verdict.MAYBE, Verdict.DECLINE)
    assert desk.policies.flips(shipped()["fits"]) == ()


def with_rate(costs, amount):
    rate = replace(costs.figures[Figure.RATE], amount=amount)
    return replace(costs, figures={**costs.figures, Figure.RATE: rate})


def test_the_figures_are_the_shipped_ones_until_a_library_has_its_own(desk):
    before = desk.costs.read()
    assert (before.costs, before.is_own, before.version) == (shipped_costs(), False, 0)
    own = with_rate(before.costs, 1234)
    assert desk.costs.save(own, 0) == 1
    read = desk.costs.read()
    assert (read.costs, read.is_own, read.version) == (own, True, 1)
    with pytest.raises(Conflict, match="by Ada"):
        desk.beside().costs.save(own, 0)
    assert desk.costs.put_back_shipped(1) == 2
    assert not desk.costs.read().is_own
    assert desk.costs.restore(read, 2) == 3
    assert desk.costs.read().costs == own
    assert desk.costs.restore(before, 3) == 4
    assert desk.costs.read() == replace(before, version=4)


def test_figures_that_make_no_sense_are_refused(desk):
    with pytest.raises(Refusal, match="can’t be kept"):
        desk.costs.save(with_rate(shipped_costs(), -1))


def test_damaged_figures_are_told_and_restored_as_they_were(desk):
    desk.costs.save(shipped_costs())
    kept = desk.database.tables.rules.rules["donation-costs"]
    desk.database.tables.rules.rules["donation-costs"] = replace(kept, document={"new": 1})
    read = desk.costs.read()
    assert (read.costs, read.is_damaged, read.is_own) == (shipped_costs(), True, False)
    desk.costs.put_back_shipped()
    desk.costs.restore(read)
    assert desk.costs.read().document == {"new": 1}
