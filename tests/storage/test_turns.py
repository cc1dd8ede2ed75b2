"""Whose turn it is to write: in the order of coming, and never lost."""

import threading

import pytest

from libdesk.services.errors import Unavailable
from libdesk.storage.database import Database
from libdesk.storage.turns import Turns


def test_the_turn_goes_to_whoever_has_waited_longest():
    turns, order = Turns(), []
    assert turns.take(0)
    threads = []
    for name in "abc":
        asking = threading.Event()

        def wait(name=name, asking=asking):
            asking.set()
            assert turns.take(5)
            order.append(name)
            turns.give()

        threads.append(threading.Thread(target=wait))
        threads[-1].start()
        asking.wait()
        while len(turns._waiting) < len(threads):
            pass
    turns.give()
    for thread in threads:
        thread.join()
    assert order == ["a", "b", "c"]
    assert turns.take(0)


def test_whoever_waits_in_vain_stands_in_nobodys_way():
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give()
    assert turns.take(0)


def test_a_thread_that_writes_again_and_again_keeps_no_other_out(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    stop = threading.Event()
    written: list[int] = []

    def hammer():
        while not stop.is_set():
            with database.unit(write=True) as unit:
                unit.desk.set_word("hammer", str(len(written)))
            written.append(1)

    thread = threading.Thread(target=hammer)
    thread.start()
    try:
        for number in range(20):
            before = len(written)
            with database.unit(write=True) as unit:
                unit.desk.set_word("other", str(number))
            assert len(written) - before <= 3
    finally:
        stop.set()
        thread.join()
    database.close()


def test_a_turn_that_does_not_come_in_time_is_told(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock, patience_s=0.05)
    told = pytest.raises(Unavailable, match="did not become free in time")
    with database.unit(write=True), told, database.unit(write=True):
        pass
    with database.unit(write=True) as unit:
        unit.desk.set_word("a", "b")
    database.close()
