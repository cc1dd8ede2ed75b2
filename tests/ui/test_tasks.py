"""Work away from the GUI thread: where it runs, where its result goes, and when it is dropped."""

import gc
import threading
import time
import weakref
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from libdesk.ui.tasks import GIVE_WAY_AT_MOST_S, Tasks, on_gui_thread


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.close(5)


@pytest.fixture
def owner(qtbot):
    return QObject()


class Held:
    """Work that waits until it is let go."""

    def __init__(self, result=None):
        self.result = result
        self.entered = threading.Event()
        self.go = threading.Event()
        self.runs = 0

    def __call__(self):
        self.runs += 1
        self.entered.set()
        assert self.go.wait(10)
        return self.result


@pytest.mark.parametrize("kind", ["database", "outside", "papers"])
def test_work_runs_on_its_thread_and_its_result_comes_home(tasks, owner, qtbot, kind):
    came: list[Any] = []
    getattr(tasks, kind)(
        lambda: (threading.current_thread().name, on_gui_thread()),
        lambda result: came.append((result, on_gui_thread())),
        owner=owner,
    )
    assert came == []
    qtbot.waitUntil(lambda: came != [])
    ((name, was_gui), home_is_gui), *_ = came
    assert name.startswith(f"libdesk-{kind}")
    assert (was_gui, home_is_gui) == (False, True)


def test_long_work_gives_way_to_what_the_window_has_begun(tasks, owner, qtbot):
    order: list[str] = []
    reached = threading.Event()
    window_has_begun = threading.Event()

    def work():
        reached.set()
        assert window_has_begun.wait(10)
        tasks.give_way()
        order.append("work")

    tasks.database(work, lambda _: order.append("home"), owner=owner)
    assert reached.wait(10)
    window_has_begun.set()
    # No event is handled meanwhile, as in a window that lays itself out.
    order.append("window")
    qtbot.waitUntil(lambda: "home" in order)
    assert order == ["window", "work", "home"]


def test_nothing_waits_for_a_window_that_waits_itself(tasks, owner):
    passed: list[float] = []

    def work():
        begun = time.monotonic()
        for _ in range(100):
            tasks.give_way()
        passed.append(time.monotonic() - begun)

    tasks.database(work, lambda _: None, owner=owner)
    # The first turns may wait: the end of the session has not been said yet.
    assert tasks.wait_for_database(20)
    assert passed[0] < 100 * GIVE_WAY_AT_MOST_S
    tasks.give_way()  # on the window's own thread it would wait for itself
    tasks.close(5)
    tasks.give_way()


def test_the_end_of_a_session_waits_for_what_is_queued_and_not_for_ever(tasks, owner, qtbot):
    done: list[int] = []
    held = Held()
    tasks.database(held, lambda _: None, owner=owner)
    tasks.database(lambda: done.append(1), lambda _: None, owner=owner)
    assert not tasks.wait_for_database(0.05), "a disk that hangs holds nobody up"
    held.go.set()
    assert tasks.wait_for_database(10)
    assert done == [1]


def test_no_thread_is_started_before_there_is_work(qtbot):
    before = threading.active_count()
    tasks = Tasks()
    assert threading.active_count() == before
    tasks.close(0)


def test_the_database_has_one_thread_and_keeps_the_order(tasks, owner, qtbot):
    order, names = [], set()
    for number in range(30):

        def work(number=number):
            names.add(threading.current_thread().name)
            order.append(number)

        tasks.database(work, lambda _result: None, owner=owner)
    qtbot.waitUntil(lambda: len(order) == 30)
    assert order == list(range(30))
    assert len(names) == 1


def test_outside_work_has_two_threads(tasks, owner, qtbot):
    first, second, third = Held(1), Held(2), Held(3)
    came: list[Any] = []
    for work in (first, second, third):
        tasks.outside(work, came.append, owner=owner)
    assert first.entered.wait(5)
    assert second.entered.wait(5)
    assert not third.entered.is_set()
    second.go.set()
    assert third.entered.wait(5)
    first.go.set()
    third.go.set()
    qtbot.waitUntil(lambda: sorted(came) == [1, 2, 3])


def test_a_failure_goes_to_failed_else_to_unhandled(tasks, owner, qtbot):
    failures: list[Exception] = []
    loose: list[Exception] = []
    tasks.unhandled.connect(loose.append)
    tasks.outside(lambda: 1 / 0, lambda _result: None, owner=owner, failed=failures.append)
    tasks.outside(lambda: {"a": 1}["none"], lambda _result: None, owner=owner)
    qtbot.waitUntil(lambda: failures != [] and loose != [])
    assert isinstance(failures[0], ZeroDivisionError)
    assert isinstance(loose[0], KeyError)


def test_the_result_of_a_destroyed_owner_is_dropped(tasks, qtbot):
    work = Held("late")
    came: list[Any] = []
    page = QWidget()
    tasks.outside(work, came.append, owner=page)
    assert work.entered.wait(5)
    shiboken6.delete(page)
    work.go.set()
    after = []
    tasks.database(lambda: None, lambda _result: after.append(1), owner=tasks)
    other = Held()
    other.go.set()
    tasks.outside(other, lambda _result: after.append(2), owner=tasks)
    qtbot.waitUntil(lambda: len(after) == 2)
    assert came == []


def test_asking_again_under_the_same_key_makes_the_older_question_void(tasks, owner, qtbot):
    blocker, older, newer = Held(), Held("older"), Held("newer")
    came: list[Any] = []
    tasks.database(blocker, lambda _result: None, owner=owner)
    tasks.database(older, came.append, owner=owner, key="search")
    tasks.database(newer, came.append, owner=owner, key="search")
    newer.go.set()
    blocker.go.set()
    qtbot.waitUntil(lambda: came != [])
    assert came == ["newer"]
    assert older.runs == 0


def test_a_superseded_answer_that_was_under_way_is_dropped(tasks, owner, qtbot):
    older, newer = Held("older"), Held("newer")
    came: list[Any] = []
    tasks.outside(older, came.append, owner=owner, key="search")
    assert older.entered.wait(5)
    tasks.outside(newer, came.append, owner=owner, key="search")
    newer.go.set()
    qtbot.waitUntil(lambda: came == ["newer"])
    done = []
    older.go.set()
    tasks.outside(lambda: None, lambda _result: done.append(1), owner=owner)
    qtbot.waitUntil(lambda: done == [1])
    assert came == ["newer"]


def test_keys_of_different_owners_do_not_meet(tasks, qtbot):
    one, other = QObject(), QObject()
    came: list[Any] = []
    tasks.database(lambda: "one", came.append, owner=one, key="search")
    tasks.database(lambda: "other", came.append, owner=other, key="search")
    qtbot.waitUntil(lambda: came == ["one", "other"])


def test_busy_is_told_only_when_it_takes_long_and_once(tasks, owner, qtbot):
    told: list[Any] = []
    tasks.busy_changed.connect(told.append)
    quick = []
    tasks.outside(lambda: None, lambda _result: quick.append(1), owner=owner)
    qtbot.waitUntil(lambda: quick == [1])
    assert told == []
    slow = Held()
    tasks.outside(slow, lambda _result: None, owner=owner)
    tasks.outside(slow, lambda _result: None, owner=owner)
    qtbot.waitUntil(lambda: told == [True])
    slow.go.set()
    qtbot.waitUntil(lambda: told == [True, False])


def test_quiet_work_is_never_busy(tasks, owner, qtbot):
    told: list[Any] = []
    tasks.busy_changed.connect(told.append)
    slow, loud = Held(), Held()
    tasks.outside(slow, lambda _result: None, owner=owner, quiet=True)
    tasks.outside(loud, lambda _result: None, owner=owner)
    qtbot.waitUntil(lambda: told == [True])
    loud.go.set()
    qtbot.waitUntil(lambda: told == [True, False])
    slow.go.set()


def test_close_waits_for_what_was_begun_and_tells_nothing_more(qtbot, owner):
    tasks = Tasks()
    finished: list[int] = []
    came: list[Any] = []
    tasks.database(lambda: finished.append(1), came.append, owner=owner)
    tasks.close(5)
    assert finished == [1]
    tasks.database(lambda: finished.append(2), came.append, owner=owner)
    assert (finished, came) == ([1], [])


def test_close_does_not_wait_for_a_share_that_never_answers(qtbot, owner):
    tasks, stuck = Tasks(), Held()
    tasks.outside(stuck, lambda _result: None, owner=owner)
    assert stuck.entered.wait(5)
    tasks.close(0.05)
    alive = [thread for thread in threading.enumerate() if "outside" in thread.name]
    assert alive
    assert all(thread.daemon for thread in alive)
    stuck.go.set()


def test_a_page_is_never_freed_on_a_workers_thread(tasks, qtbot):
    """A widget that ends on another thread takes the program with it."""
    ended_on = []
    for _ in range(50):
        page = QWidget()
        weakref.finalize(page, lambda: ended_on.append(threading.current_thread().name))
        tasks.outside(lambda page=page: id(page), lambda _result: None, owner=page)
        del page
    qtbot.waitUntil(lambda: gc.collect() >= 0 and len(ended_on) == 50)
    assert set(ended_on) == {threading.main_thread().name}


def test_what_goes_in_circles_is_never_freed_on_a_workers_thread_either(tasks, qtbot):
    """Python looks for it on any thread; for a widget it has to be the main one."""
    ended_on = []
    for _ in range(5):
        circle: dict[str, object] = {"page": QWidget()}
        circle["self"] = circle
        weakref.finalize(circle["page"], lambda: ended_on.append(threading.current_thread().name))
        del circle
    made: list[int] = []
    tasks.outside(lambda: len([[] for _ in range(200_000)]), made.append, owner=tasks)
    qtbot.waitUntil(lambda: bool(made))
    assert ended_on == []
    many: list[list[int]] = [[] for _ in range(2_000)]
    qtbot.waitUntil(lambda: len(many) == 2_000 and len(ended_on) == 5, timeout=10_000)
    assert set(ended_on) == {threading.main_thread().name}
