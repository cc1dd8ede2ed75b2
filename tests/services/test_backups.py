"""When a copy is made, what of it is kept and where, and what is told when it fails."""

import pytest

from libdesk.domain.backups import DAYS, MONTHS, NEWEST, WEEKS, Copy
from libdesk.services.backups import (
    LAST_SEQUENCE,
    LEAP,
    Backups,
    CopyNotes,
    KeptCopy,
    PlaceState,
    Stopped,
    Where,
)
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.restoring import Newer
from tests.services.memory_copies import MemoryCopies, MemoryNotes

STICK = "stick/copies"


@pytest.fixture
def copies():
    return MemoryCopies()


@pytest.fixture
def notes():
    return MemoryNotes()


@pytest.fixture
def backups(copies, notes, hands):
    return Backups(copies, notes, hands)


def sequences(place):
    return [kept.copy.sequence for kept in place.list()]


def test_the_first_copy_is_due_at_once_and_the_next_when_something_was_saved(
    backups, copies, hands
):
    assert backups.copy_if_due().here.is_well
    hands.move(minutes=31)
    backups.copy_if_due()
    assert sequences(copies.here) == [1], "nothing was saved"
    copies.save()
    hands.move(minutes=-2)
    backups.copy_if_due()
    assert sequences(copies.here) == [1], "29 minutes of work"
    hands.move(minutes=1)
    state = backups.copy_if_due()
    assert sequences(copies.here) == [2, 1]
    assert state.here.last is not None
    assert state.here.last.copy.made_at == hands.at
    assert state.trouble == ""


def test_after_a_restart_what_was_saved_since_the_last_copy_is_known(copies, notes, hands):
    Backups(copies, notes, hands).copy_if_due()
    hands.move(hours=20)
    copies.restart()
    Backups(copies, notes, hands).copy_if_due()
    assert sequences(copies.here) == [1]
    copies.save()
    copies.restart()
    Backups(copies, notes, hands).copy_if_due()
    assert sequences(copies.here) == [2, 1]


def test_a_damaged_copy_is_none_and_the_next_one_is_due(backups, copies):
    made = backups.copy_now()
    copies.here.spoil(made)
    state = backups.copy_if_due()
    assert sequences(copies.here) == [2, 1]
    assert state.here.last is not None
    assert state.here.last.copy.sequence == 2


def test_a_copy_that_fails_is_told_since_when_until_one_goes_well(backups, copies, hands):
    backups.copy_now()
    copies.save()
    copies.fails = "The disk is full."
    hands.move(hours=1)
    failed_at = hands.at
    assert backups.copy_if_due().here.trouble == "The disk is full."
    hands.move(minutes=1)
    state = backups.copy_if_due()
    assert (state.trouble, state.here.failed_at) == ("The disk is full.", failed_at)
    assert state.here.last is not None, "the older copy is still there"
    assert not state.here.is_well
    with pytest.raises(Unavailable, match="full"):
        backups.copy_now()
    copies.fails = ""
    assert backups.copy_if_due().trouble == ""


def test_what_failed_is_told_even_where_it_cant_be_written_down(backups, copies, notes):
    notes.is_full = True
    copies.fails = "The disk is full."
    assert backups.copy_if_due().trouble == "The disk is full."
    copies.fails, notes.is_full = "", False
    assert backups.copy_if_due().trouble == ""
    assert notes.notes.sequence == 1


def test_a_place_here_that_cant_be_read_is_told(backups, copies):
    copies.here.is_away = True
    state = backups.copy_if_due()
    assert state.here == PlaceState("here", None, "here is not there.", state.here.failed_at)


def test_the_copies_are_thinned_here_and_the_newest_stay(backups, copies, hands):
    for _ in range(900):
        copies.save()
        hands.move(hours=11)
        backups.copy_now()
    kept = sequences(copies.here)
    assert kept[:NEWEST] == [900, 899, 898]
    assert len(kept) <= NEWEST + DAYS + WEEKS + MONTHS


def test_the_second_place_gets_each_copy_and_is_thinned_by_what_lies_there(backups, copies, hands):
    assert backups.choose_second_place("stick") == ""
    for _ in range(300):
        copies.save()
        hands.move(hours=11)
        backups.copy_now()
    place = copies.place(STICK)
    assert sequences(place) == sequences(copies.here)
    state = backups.state().second
    assert state is not None
    assert state.is_well
    assert state.last is not None
    assert state.last.copy.sequence == 300


def test_a_second_place_that_is_away_loses_nothing_and_gets_the_newest_when_it_is_back(
    backups, copies, hands
):
    backups.choose_second_place("stick")
    backups.copy_now()
    place = copies.place(STICK)
    place.is_away = True
    for _ in range(8):
        copies.save()
        hands.move(days=1)
        backups.copy_if_due()
    second = backups.state().second
    assert second is not None
    assert (second.is_there, second.is_late, second.trouble) == (False, True, "")
    assert second.last is not None
    assert second.last.copy.sequence == 1, "the last that is known to have gone there"
    place.is_away = False
    backups.copy_if_due()
    backups.copy_if_due()
    assert sequences(place) == [9, 1], "nothing there was deleted"
    second = backups.state().second
    assert second is not None
    assert second.is_well


def test_an_empty_second_place_is_filled_and_nothing_here_is_deleted_for_it(backups, copies):
    backups.choose_second_place("stick")
    backups.copy_now()
    copies.save()
    backups.copy_now()
    copies.place(STICK).kept.clear()
    backups.copy_if_due()
    assert sequences(copies.place(STICK)) == [2]
    assert sequences(copies.here) == [2, 1]


def test_a_second_place_that_fails_is_told_and_the_copy_here_stands(backups, copies, hands):
    backups.choose_second_place("stick")
    copies.place(STICK).trouble = "The stick is full."
    assert backups.copy_now().copy.sequence == 1
    failed_at = hands.at
    hands.move(minutes=1)
    state = backups.copy_if_due()
    assert state.here.is_well
    assert state.second is not None
    assert (state.second.trouble, state.second.failed_at) == ("The stick is full.", failed_at)
    assert state.trouble == "The stick is full."
    copies.place(STICK).trouble = ""
    assert backups.copy_if_due().trouble == ""


def test_a_second_place_that_goes_away_while_it_is_read_is_away(backups, copies):
    backups.choose_second_place("stick")
    backups.copy_now()
    copies.place(STICK).trouble = "torn away"
    second = backups.state().second
    assert second is not None
    assert not second.is_there
    assert second.last is not None


def test_a_new_second_place_has_no_copy_yet_and_is_late(backups, copies):
    backups.choose_second_place("stick")
    copies.here.spoil(copies.make(backups.copy_now().copy, lambda: False))
    second = backups.state().second
    assert second is not None
    copies.place(STICK).kept.clear()
    second = backups.state().second
    assert second is not None
    assert (second.last, second.is_late) == (None, True)


def test_a_folder_that_cant_be_the_second_place_leaves_the_one_before(backups, notes):
    assert backups.choose_second_place("near") == "The same disk."
    with pytest.raises(Refusal):
        backups.choose_second_place("nowhere")
    assert notes.notes.second_place == "near/copies"
    backups.forget_second_place()
    assert backups.state().second is None


def test_a_sequence_is_never_given_twice(copies, notes, hands):
    backups = Backups(copies, notes, hands)
    backups.choose_second_place("stick")
    for _ in range(3):
        backups.copy_now()
    copies.here.kept.clear()
    assert backups.copy_now().copy.sequence == 4
    notes.notes = notes.read().__class__(second_place=STICK)
    copies.here.kept.clear()
    assert Backups(copies, notes, hands).copy_now().copy.sequence == 5, "the stick knows"
    copies.here.kept.clear()
    copies.place(STICK).is_away = True
    assert Backups(copies, notes, hands).copy_now().copy.sequence == 6, "the notes know"


def strange(sequence, made_at):
    return KeptCopy(Copy(sequence, made_at), f"{sequence:06} strange", 1, 3)


@pytest.mark.parametrize("where", ["here", "there"])
@pytest.mark.parametrize("sequence", [LAST_SEQUENCE, LAST_SEQUENCE - 1, LEAP + 4])
def test_a_strange_number_in_a_place_is_not_counted_on_from(
    backups, copies, hands, where, sequence
):
    backups.choose_second_place("stick")
    for _ in range(3):
        backups.copy_now()
    place = copies.here if where == "here" else copies.place(STICK)
    place.put(strange(sequence, hands.at))
    place.spoil(strange(sequence, hands.at))
    assert backups.copy_now().copy.sequence == 4
    assert backups.state().trouble == ""


def test_a_number_far_ahead_is_counted_on_from_where_its_copy_is_sound(backups, copies, hands):
    copies.here.put(strange(LEAP + 7, hands.at))
    assert backups.copy_now().copy.sequence == LEAP + 8
    copies.here.put(strange(LAST_SEQUENCE, hands.at))
    assert backups.copy_now().copy.sequence == LEAP + 9, "after it there is none"


def test_notes_with_a_number_that_cant_be_begin_anew(backups, notes):
    notes.notes = CopyNotes(sequence=LAST_SEQUENCE)
    assert backups.copy_now().copy.sequence == 1


def test_a_database_that_cant_be_looked_at_is_told_like_a_copy_that_fails(backups, copies, hands):
    copies.is_away = True
    with pytest.raises(Unavailable, match="The database is away"):
        backups.copy_now()
    copies.is_away = False
    state = backups.state()
    assert (state.here.trouble, state.here.failed_at) == ("The database is away.", hands.at)


def test_the_list_tells_each_copy_once_newest_first_and_bad_ones_as_bad(backups, copies):
    backups.choose_second_place("stick")
    made = [backups.copy_now() for _ in range(3)]
    copies.here.spoil(made[1])
    copies.here.remove(made[0])
    told = [
        (one.kept.copy.sequence, one.where, one.folder, one.trouble) for one in backups.listed()
    ]
    assert told == [
        (3, Where.HERE, "here", ""),
        (2, Where.HERE, "here", "damaged"),
        (2, Where.SECOND, STICK, ""),
        (1, Where.SECOND, STICK, ""),
    ]
    copies.place(STICK).is_away = True
    assert [one.where for one in backups.listed()] == [Where.HERE, Where.HERE]


def test_a_place_that_goes_away_while_the_list_is_read_has_bad_copies(backups, copies):
    backups.copy_now()
    copies.here.trouble = "torn away"
    assert [one.trouble for one in backups.listed()] == ["here went away."]


def test_at_the_end_of_the_day_what_was_saved_is_copied(backups, copies):
    backups.copy_now()
    backups.copy_if_changed()
    assert sequences(copies.here) == [1]
    copies.save()
    copies.fails = "The disk is full."
    backups.copy_if_changed()
    assert backups.state().trouble == "The disk is full."
    copies.fails = ""
    backups.copy_if_changed()
    assert sequences(copies.here) == [2, 1]


def test_a_copy_that_is_stopped_is_no_failure(backups, copies):
    with pytest.raises(Stopped):
        backups.copy_now(lambda: True)
    with pytest.raises(Stopped):
        backups.copy_if_due(lambda: True)
    assert backups.copy_if_due().trouble == ""


@pytest.mark.parametrize(
    ("newer", "is_nothing"),
    [
        (Newer(can_be_read=True), True),
        (Newer(can_be_read=False), False),
        (Newer(can_be_read=True, reports=("CEN-000001",)), False),
        (Newer(can_be_read=True, answers=1), False),
        (Newer(can_be_read=True, changes=1), False),
    ],
)
def test_nothing_is_lost_only_where_that_is_known(newer, is_nothing):
    assert newer.is_nothing is is_nothing


def test_a_word_for_the_next_start_is_told_once(copies, notes, hands):
    Backups(copies, notes, hands).leave_word("The copy is the database now.")
    later = Backups(copies, notes, hands)
    assert later.take_word() == "The copy is the database now."
    assert later.take_word() == ""
