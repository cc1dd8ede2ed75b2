"""What the pages of set-up have in common, and what set-up is given to work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from libdesk.domain.hours import Hours
from libdesk.services.library import Library
from libdesk.services.set_up import Settled, SetUp, TryPlace
from libdesk.services.trial import Trial
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme

PATIENCE_MS = 30_000
"""So long a step of the test report takes at most before it is told what to look at."""

LOOK_EVERY_MS = 300
"""So often it is looked how far the test report has come."""


SLOW_AFTER_MS = 3_000
"""A folder that takes longer to be tried is told of."""


@dataclass(frozen=True, slots=True)
class SetUpParts:
    """What set-up is given. What is not a service is called on an outside thread.

    Attributes:
        set_up: reads, keeps and settles.
        library: settles the hours.
        usual_hours: the hours that LibDesk ships.
        share: returns the shared folder in use; "" for this computer only.
        try_share: tries a folder for reports.
        try_second: tries a folder for second copies, apart from the shared one.
        use_share: begins to use a shared folder; "" for this computer only.
        make_trial: puts a test report's two ends together.
        collects_from: where the desk looks for reports, in words.
        write_site: writes the site files into a folder; returns them by branch code.
        patience_ms: see PATIENCE_MS.
        look_every_ms: see LOOK_EVERY_MS.
        slow_after_ms: see SLOW_AFTER_MS.
    """

    set_up: SetUp
    library: Library
    usual_hours: Hours
    share: Callable[[], str]
    try_share: TryPlace
    try_second: TryPlace
    use_share: Callable[[str], None]
    make_trial: Callable[[], Trial]
    collects_from: Callable[[], str]
    write_site: Callable[[str], Mapping[str, Path]]
    patience_ms: int = PATIENCE_MS
    look_every_ms: int = LOOK_EVERY_MS
    slow_after_ms: int = SLOW_AFTER_MS


@dataclass(frozen=True, slots=True)
class Work:
    """What Next has to do before it goes on.

    Attributes:
        do: the work. It is given what says whether somebody has gone back meanwhile: a folder may
            answer after minutes, and then nothing is to be changed any more.
        is_outside: it touches folders; else the database.
    """

    do: Callable[[Callable[[], bool]], Any]
    is_outside: bool = False


class StepWork:
    """What set-up asks of each of its pages, beside what every card of settings can."""

    name: str
    """Its short name in the list of steps."""

    next_words = ""
    """What its way on is called; "" for what it is usually called."""

    def fill(self, settled: Settled) -> None:
        """Show what was typed last, else what is settled."""

    def draft(self) -> dict[str, str]:
        """Return what stands here, by names that no other step uses."""
        return {}

    def enter(self) -> None:
        """Begin what this page does by itself; called whenever it comes into sight."""

    def leave(self) -> None:
        """Stop it; called whenever it goes out of sight."""

    def work(self) -> Work | None:
        """Return what is to be done; None where a field must be mended first, which is told."""
        return Work(lambda _is_given_up: None)

    def may_go_on(self, _result: object) -> bool:
        """Take the work's result; say whether the next page may come before that is read."""
        return True


class Step(SettingCard, StepWork):
    """One page of set-up.

    Args:
        title: its heading.
        lead: what it is for.
        name: its short name in the list of steps.
        look: the theme.
    """

    def __init__(self, title: str, lead: str, name: str, look: Theme) -> None:
        super().__init__(title, lead, "", look)
        self.name = name

    def touch(self) -> None:
        """Take away what was wrong: it is being mended."""
        super().touch()
        self.set_trouble("")
