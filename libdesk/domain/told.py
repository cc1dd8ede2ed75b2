"""What the desk has told a branch: its bulletin, read from where somebody stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from libdesk.domain.bulletin import Bulletin, Notice, Pace, Step, silent_since
from libdesk.domain.equipment import Item, find_item, matching
from libdesk.domain.guidance import Category
from libdesk.domain.hours import Hours
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.privacy import find
from libdesk.domain.promises import Promise, promise
from libdesk.domain.retention import Keeping

VISITS_COUNT_FOR = timedelta(days=120)
"""A visit further ahead promises nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """A bulletin at one branch; without one nothing is known.

    Attributes:
        bulletin: the newest one; None as long as there is none.
        branch: the branch's code; "" when not set.
    """

    bulletin: Bulletin | None
    branch: str

    @property
    def branch_name(self) -> str:
        """The branch's name, or its code while the name is not known; "" when none is set."""
        branches = self.bulletin.branches if self.bulletin else ()
        return next((one.name for one in branches if one.code == self.branch), self.branch)

    @property
    def library(self) -> str:
        """The library's name; "" while it is not known."""
        return self.bulletin.library if self.bulletin else ""

    @property
    def hours(self) -> Hours | None:
        """When IT is there; None as long as nobody has said so."""
        return self.bulletin.hours if self.bulletin else None

    @property
    def phone(self) -> str:
        """Whom to call when it can't wait; "" when that is not known."""
        return self.bulletin.urgent_phone if self.bulletin else ""

    @property
    def keeping(self) -> Keeping | None:
        """How long what is sent is kept; None when that is not known."""
        return self.bulletin.keeping if self.bulletin else None

    @property
    def ladder(self) -> tuple[Step, ...]:
        """Whom to turn to when no answer comes."""
        return self.bulletin.ladder if self.bulletin else ()

    @property
    def own_numbers(self) -> frozenset[str]:
        """Telephone numbers that are the library's own."""
        return frozenset({self.phone, *(step.how for step in self.ladder)} - {""})

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Known problems of this branch and of all."""
        notices = self.bulletin.notices if self.bulletin else ()
        return tuple(note for note in notices if note.branch in ("", self.branch))

    @property
    def paces(self) -> tuple[Pace, ...]:
        """How fast first answers came at this branch, newest month first."""
        paces = self.bulletin.paces if self.bulletin else ()
        return tuple(pace for pace in paces if pace.branch == self.branch)

    def find_notice(self, notice_id: str) -> Notice | None:
        """Return the known problem with this id."""
        return next((note for note in self.notices if note.id == notice_id), None)

    def things(self, kinds: tuple[str, ...]) -> tuple[Item, ...]:
        """Return this branch's things of these kinds; none where no kind is named."""
        here = (item for item in self._items if item.branch == self.branch)
        fitting = (item for item in here if item.kind in kinds and item.tag and item.name)
        return tuple({item.tag: item for item in fitting}.values())

    def look_up(self, typed: str, kinds: tuple[str, ...]) -> tuple[Item, ...]:
        """Return the things that typed words fit, this branch's first."""
        return matching(self._items, typed, branch=self.branch, kinds=kinds)

    def find_thing(self, scanned: str) -> Item | None:
        """Return the thing with this label, serial or computer name."""
        return find_item(self._items, scanned)

    def sign(self, category: Category | None, scanned: str, computer: str = "") -> tuple[str, str]:
        """Return what an out-of-order sign says: the machine, and another one to use instead.

        Each is "" where it is not known: a tile such as "Something looks wrong or unsafe" names no
        machine, and as long as none is named, any of its kind may be the broken one.

        Args:
            category: the tile of the report.
            scanned: the label of the thing, or what was typed for it; "" for none.
            computer: the computer's own name, for where it is about that one itself.
        """
        kinds = category.kinds if category else ()
        item = self.find_thing(scanned or computer)
        if item is not None and not scanned and item.kind not in kinds:
            item = None  # the computer has nothing to do with it
        if item is None:
            # A sign hangs in public: a patron's card that was scanned must not stand on it.
            typed = "" if find(scanned) else scanned
            named = typed or (category.text if category and category.names_a_thing else "")
            return named, ""  # any of its kind may be the broken one
        others = [one.name for one in self.things((item.kind,)) if one.tag != item.tag]
        return item.name, others[0] if others else ""

    def silent_since(self, now: datetime) -> datetime | None:
        """Return when the desk last collected, if that is too long ago."""
        return silent_since(self.bulletin, now) if self.bulletin else None

    def promise(
        self, priority: Priority, now: datetime, today: date, *, niggle: bool = False
    ) -> Promise:
        """Return what may be expected of a report that is filed now.

        Nothing is promised for a desk that has picked nothing up for hours.

        Args:
            priority: how soon.
            now: the time (aware, UTC).
            today: the day that it is here.
            niggle: it waits for IT's next visit.
        """
        known = self.bulletin
        if known is None or self.silent_since(now) is not None:
            return Promise(now, None, None)
        ahead = [
            visit.on
            for visit in known.visits
            if visit.branch == self.branch and today <= visit.on <= today + VISITS_COUNT_FOR
        ]
        return promise(
            priority,
            now,
            known.hours,
            known.targets,
            niggle=niggle,
            next_visit=min(ahead, default=None),
        )

    @property
    def _items(self) -> tuple[Item, ...]:
        return self.bulletin.items if self.bulletin else ()

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The library's branches that can be told apart, each once."""
        branches = self.bulletin.branches if self.bulletin else ()
        known: dict[str, Branch] = {}
        for one in branches:
            if one.code and one.name:
                known.setdefault(one.code, one)
        return tuple(known.values())
