"""Drill F24: whatever happens in whatever order, the inbox is what a plain model says it is.

Reports are filed, added to, delivered, collected, answered, joined, parted, deleted and put back;
the share goes away, files come twice, both programs start anew, months pass. After every step the
lists are compared with the model, and at the end every word of everything.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from libdesk.domain.problems import State
from tests.drills.library_model import Library

MEMORY = Path("/dev/shm")
"""Where there is a disk of memory, thousands of commits take seconds."""

NUMBERS = st.integers(0, 1000)


class LibraryMachine(RuleBasedStateMachine):
    """The steps, each taken by the library and by the model."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.library = Library(self.folder)

    def teardown(self):
        try:
            self.library.come_to_rest()
        finally:
            self.library.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _one(self, number):
        visible = self.library.model.visible()
        return visible[number % len(visible)]

    def _has_problems(self):
        return bool(self.library.model.visible())

    @initialize(count=st.integers(0, 3))
    def some_reports(self, count):
        for _ in range(count):
            self.library.file(picture=True, contact=True)
        self.library.deliver()
        self.library.collect()

    @rule(picture=st.booleans(), contact=st.booleans())
    def file(self, picture, contact):
        self.library.file(picture=picture, contact=contact)

    @precondition(lambda self: self.library.model.reports)
    @rule(number=NUMBERS, picture=st.booleans())
    def add(self, number, picture):
        filed = [one for one, told in self.library.model.reports.items() if told.follows is None]
        self.library.file(follows=filed[number % len(filed)], picture=picture, contact=True)

    @rule(minutes=st.sampled_from([0, 1, 20]))
    def deliver(self, minutes):
        self.library.hands.move(minutes=minutes)
        self.library.deliver()

    @rule(minutes=st.sampled_from([0, 1]))
    def collect(self, minutes):
        self.library.hands.move(minutes=minutes)
        self.library.collect()

    @rule()
    def cut(self):
        self.library.cut()

    @rule()
    def mend(self):
        self.library.mend()

    @rule()
    def restart(self):
        self.library.restart()

    @rule(number=NUMBERS)
    def duplicate(self, number):
        self.library.mend()
        self.library.duplicate(number)

    @precondition(_has_problems)
    @rule(number=NUMBERS)
    def answer(self, number):
        self.library.answer(self._one(number))

    @precondition(_has_problems)
    @rule(number=NUMBERS)
    def start(self, number):
        self.library.start(self._one(number))

    @precondition(_has_problems)
    @rule(number=NUMBERS)
    def wait(self, number):
        self.library.wait(self._one(number))

    @precondition(_has_problems)
    @rule(number=NUMBERS)
    def fix(self, number):
        self.library.fix(self._one(number))

    @precondition(_has_problems)
    @rule(number=NUMBERS, other=NUMBERS, undo=st.booleans())
    def join(self, number, other, undo):
        self.library.join(self._one(number), self._one(other), undo=undo)

    @precondition(_has_problems)
    @rule(number=NUMBERS)
    def part(self, number):
        self.library.part(self._one(number))

    @precondition(_has_problems)
    @rule(number=NUMBERS)
    def delete(self, number):
        self.library.delete(self._one(number))

    @precondition(lambda self: self.library.deletions)
    @rule(number=NUMBERS)
    def undo_delete(self, number):
        deleted = list(self.library.deletions)
        self.library.undo_delete(deleted[number % len(deleted)])

    @rule(seconds=st.sampled_from([1, 16]))
    def sweep(self, seconds):
        self.library.hands.move(seconds=seconds)
        self.library.tend()

    @rule(weeks=st.sampled_from([1, 5, 14]))
    def time_goes_by(self, weeks):
        for _ in range(weeks):
            self.library.hands.move(days=7)
            self.library.tend()

    @invariant()
    def the_inbox_is_what_the_model_says(self):
        self.library.compare()


def run(machine, runs, steps):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            report_multiple_bugs=False,
            # A failing run is told step by step; to look for a shorter one would take minutes.
            phases=(Phase.explicit, Phase.generate),
        ),
    )


@pytest.mark.timeout(300)
def test_f24_the_inbox_is_what_a_model_says():
    run(LibraryMachine, 25, 30)


@pytest.mark.long
@pytest.mark.timeout(6 * 3600)
def test_f24_two_thousand_runs_of_fifty_steps():
    run(LibraryMachine, 2000, 50)


class CarelessMachine(LibraryMachine):
    """The control: a desk that forgets, now and then, that a file was there before."""

    @precondition(LibraryMachine._has_problems)
    @rule(number=NUMBERS)
    def lose(self, number):
        with self.library.database.unit(write=True) as unit:
            lost = self._one(number)
            version = unit.problems.get(lost).version
            unit.deleted.mark(lost, self.library.hands(), expected_version=version)


class StaleMachine(LibraryMachine):
    """The control: a change that the model was not told of."""

    @precondition(LibraryMachine._has_problems)
    @rule(number=NUMBERS)
    def change(self, number):
        one = self._one(number)
        if self.library.model.reports[one].state is not State.DOING:
            self.library.inbox.start(one, version=self.library.version(one))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("machine", [CarelessMachine, StaleMachine])
def test_f24_control_a_library_that_differs_is_found_out(machine):
    with pytest.raises(AssertionError):
        run(machine, 200, 30)  # it ends with the first
