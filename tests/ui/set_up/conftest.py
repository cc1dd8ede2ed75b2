"""The pages of set-up on threads of their own, with folders and test reports that a test steers."""

import threading
from dataclasses import replace
from uuid import UUID

import pytest

from libdesk.app.shipped import usual_hours
from libdesk.domain.problems import ReportId
from libdesk.services.errors import Unavailable
from libdesk.services.library import Library
from libdesk.services.set_up import Place, SetUp
from libdesk.services.trial import Reached, Trial, Trying
from libdesk.ui.set_up.set_up_page import SetUpPage
from libdesk.ui.set_up.step import SetUpParts
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase
from tests.ui.bench import Bench, Person


class SteeredTrial(Trial):
    """A test report that comes as far as a test lets it."""

    def __init__(self):
        self.reached, self.why = Reached.KEPT, ""
        self.fails: Exception | None = None
        self.begun = 0
        self.branch = ""

    def begin(self, branch):
        self.begun += 1
        self.branch = branch
        if self.fails is not None:
            raise self.fails
        return Trying(ReportId(UUID(int=1)), "CEN-000001", Reached.KEPT)

    def go_on(self, trying):
        return replace(trying, reached=self.reached, why=self.why)


class Copies:
    """Remembers the second place."""

    def __init__(self):
        self.folder = ""

    def second_place(self):
        return self.folder

    def choose_second_place(self, folder):
        self.folder = folder

    def forget_second_place(self):
        self.folder = ""


class Scene(Bench):
    """Set-up in a window, used by names."""

    def __init__(self, qtbot, look):
        super().__init__(qtbot, look)
        self.database = MemoryDatabase()
        self.away = False
        self.copies = Copies()
        self.set_up = SetUp(self.open_unit, self.copies)
        self.gate = threading.Event()
        self.gate.set()
        self.used: list[str] = []
        self.trial = SteeredTrial()
        self.parts = SetUpParts(
            set_up=self.set_up,
            library=Library(self.open_unit, Hands()),
            usual_hours=usual_hours(),
            share=lambda: self.used[-1] if self.used else "",
            try_share=self.try_folder,
            try_second=self.try_folder,
            use_share=self.used.append,
            make_trial=lambda: self.trial,
            collects_from=lambda: "/srv/libdesk",
            write_site=self.write_site,
            patience_ms=100,
            look_every_ms=10,
            slow_after_ms=50,
        )
        self.show(SetUpPage(self.parts, self.tasks, look), (900, 700))

    def open_unit(self, *, write=False):
        if self.away:
            raise Unavailable("The database is away. Nothing was lost.")
        return self.database(write=write)

    def try_folder(self, words):
        self.gate.wait(20)
        return Place(words)

    def write_site(self, folder):
        raise Unavailable(f"{folder} takes no file.")

    def get(self, kind, name=None):
        """Wait for it: each step begins once the one before is kept."""
        self.wait(lambda: bool(self.seen(kind, name)))
        return super().get(kind, name)

    press = Person.press  # tests look at what stands there meanwhile

    def next(self, step):
        self.press("Next")
        self.wait_says(step)

    def to_the_way(self):
        self.type("The library’s name", "Larkmere")
        self.next("Your branches")
        self.next("When IT is there")
        self.next("Where reports come from")

    def to_the_trial(self):
        self.to_the_way()
        self.next("A second place for copies")
        self.next("A test report")

    def close(self):
        self.gate.set()
        self.page.hide()
        super().close()


@pytest.fixture
def scene(qtbot, look):
    made = Scene(qtbot, look)
    yield made
    made.close()
