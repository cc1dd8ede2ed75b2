"""Setting a library up: where that stands, what was typed so far, and what each step settles.

What is typed is kept as it was typed, so that whoever leaves and comes again goes on where they
were. What is settled is what the Library room settles too; it is read and changed by library.py.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from libdesk.domain.bulletin import Identity
from libdesk.domain.hours import Hours
from libdesk.domain.inbox import Facet, View
from libdesk.domain.places import Branch, clean_code
from libdesk.domain.text import clean_line
from libdesk.services.errors import Refusal
from libdesk.services.stores import OpenUnit, Unit

BRANCHES_LIMIT = 200
"""Branches of one library."""

"""The desk's word for the folder that backups are copied to; "" when there is none."""

_STANDING, _DRAFT = "set_up", "set_up_draft"
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Standing(StrEnum):
    """How far a library has come with its set-up; stored as the desk's word "set_up".

    NEW: nothing is there and nothing was chosen. OFFERED: somebody has seen the choice. BEGUN: it
    goes on at the next start. LATER: it waits until somebody asks for it. DONE: nothing is offered.
    """

    NEW = "new"
    OFFERED = "offered"
    BEGUN = "begun"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Settled:
    """What set-up begins with.

    Attributes:
        library: the library's name; "" when not set.
        urgent_phone: whom to call when it can't wait; "" when not set.
        branches: the branches in their order.
        hours: when IT is there; None while nobody has said so.
        second_place: the folder that backups are copied to; "" when there is none.
        identity: the desk's public keys; None before the desk's first round.
        draft: what was typed and not settled yet, by the names of its fields.
    """

    library: str = ""
    urgent_phone: str = ""
    branches: tuple[Branch, ...] = ()
    hours: Hours | None = None
    second_place: str = ""
    identity: Identity | None = None
    draft: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that was tried and can be used.

    Attributes:
        folder: its whole path.
        warning: what to know about it all the same; "" when there is nothing.
    """

    folder: str
    warning: str = ""


TryPlace = Callable[[str], Place]
"""Tries a folder by its name: by what will be done in it later, not by asking for rights.

Raises Refusal, with the field, where it can't be used as it is, and what to do instead.
"""


class SecondPlace(Protocol):
    """Where the copies of the database are copied to; see services/backups.py."""

    def second_place(self) -> str:
        """Return the folder; "" for none."""

    def choose_second_place(self, folder: str) -> object:
        """Settle it.

        Raises:
            Refusal: the folder can't be one.
        """

    def forget_second_place(self) -> None:
        """Have none any more."""


class SetUp:
    """Leads a new library to its first report, and an old one through the same steps again.

    Args:
        open_unit: opens a transaction.
        copies: makes the copies of the database; None where its server makes them.
    """

    def __init__(self, open_unit: OpenUnit, copies: "SecondPlace | None" = None) -> None:
        self._open_unit = open_unit
        self._copies = copies

    def standing(self) -> Standing:
        """Return where set-up stands; a library that was at work before there was one is done."""
        with self._open_unit() as unit:
            word = unit.desk.word(_STANDING)
            if word in set(Standing):
                return Standing(word)
            return Standing.NEW if _is_bare(unit) else Standing.DONE

    def move(self, standing: Standing) -> None:
        """Note where set-up stands; one that is done stays done, and then nothing typed is kept."""
        with self._open_unit(write=True) as unit:
            if standing is Standing.DONE:
                unit.desk.set_word(_DRAFT, "")
            if unit.desk.word(_STANDING) != Standing.DONE:
                unit.desk.set_word(_STANDING, standing.value)

    def read(self) -> Settled:
        """Return what is settled, and what was typed and is not."""
        with self._open_unit() as unit:
            return Settled(
                library=unit.desk.word("library"),
                urgent_phone=unit.desk.word("urgent_phone"),
                branches=unit.places.branches(),
                hours=unit.places.hours(),
                second_place=self._copies.second_place() if self._copies else "",
                identity=unit.desk.identity(),
                draft=_read_draft(unit.desk.word(_DRAFT)),
            )

    def keep(self, draft: Mapping[str, str]) -> None:
        """Keep what is being typed, in the place of what was kept before."""
        with self._open_unit(write=True) as unit:
            unit.desk.set_word(_DRAFT, json.dumps(dict(draft), ensure_ascii=False))

    def set_branches(self, branches: Sequence[Branch]) -> None:
        """Store the branches in this order, in the place of those before; nameless ones go.

        Raises:
            Refusal: two have one code, one has no code, or one at which there are reports or
                equipment is missing. Its field is the place of its row, from 0.
        """
        told = [Branch(clean_code(one.code), clean_line(one.name)) for one in branches]
        codes = Counter(one.code for one in told if one.name)
        for place, one in enumerate(told):
            if one.name and not one.code:
                raise Refusal(
                    "Give it a short code of letters or digits, such as CEN. Reports are numbered "
                    "by it.",
                    field=str(place),
                )
            if one.name and codes[one.code] > 1:
                raise Refusal(
                    f"The code {one.code} is there twice. Each branch needs its own.",
                    field=str(place),
                )
        kept = [one for one in told if one.name]
        if len(kept) > BRANCHES_LIMIT:
            raise Refusal(f"There can be at most {BRANCHES_LIMIT} branches.", field="branches")
        with self._open_unit(write=True) as unit:
            for gone in unit.places.branches():
                if gone.code not in codes and _is_in_use(unit, gone.code):
                    raise Refusal(
                        f"{gone.name} ({gone.code}) has reports or equipment. It can get another "
                        "name, but it stays, and so does its code.",
                        field="branches",
                    )
            unit.places.set_branches(kept)

    def set_second_place(self, folder: str) -> None:
        """Settle where backups are copied to; "" for later.

        Raises:
            Refusal: the folder can't be one, or no copies are made here.
        """
        if self._copies is None:
            if folder:
                raise Refusal(
                    "The copies of this library’s database are made on its server, so there is "
                    "no second place to name here. Leave it empty.",
                    field="second_place",
                )
        elif folder:
            self._copies.choose_second_place(folder)
        else:
            self._copies.forget_second_place()


def wanted_name(library: str) -> str:
    """Return the library's name, cleaned.

    Raises:
        Refusal: there is none.
    """
    name = clean_line(library)
    if not name:
        raise Refusal("What is your library called?", field="library")
    return name


def _is_bare(unit: Unit) -> bool:
    named = unit.desk.word("library") or unit.desk.word("urgent_phone")
    return not (named or unit.places.branches() or any(unit.inbox.counts().values()))


def _is_in_use(unit: Unit, code: str) -> bool:
    if any(item.branch == code for item in unit.places.items()):
        return True
    told = unit.inbox.choices(View.ALL)
    return any(one.facet is Facet.BRANCH and one.value == code for one in told)


def _read_draft(words: str) -> Mapping[str, str]:
    """Return a kept draft; none where it makes no sense, as after a downgrade."""
    try:
        draft = json.loads(words or "{}")
    except ValueError:
        return _NOTHING
    if not isinstance(draft, dict):
        return _NOTHING
    return {key: value for key, value in draft.items() if isinstance(value, str)}
