"""The scenes of the sample library: what is told there as it is written, not dealt by chance.

A printer that jams for a month, two days without internet, what waits for whom, and a Monday
morning. Each story of a scene becomes a card, as those that sample_plan.py deals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from libdesk.domain.priority import HowBad, Stopped
from libdesk.services.drafts import Draft
from libdesk.services.sample_desk import DAYS, Setting, early_in_week
from libdesk.services.sample_time import clock_change

Story = Mapping[str, Any]

_AT_MOST = 0.6
"""No more of a library is scenes; a smaller one has fewer of them."""

_SUNDAY = 6
_ABOUT = {
    "pc": "PUBPC",
    "print": "PRINT",
    "wifi": "NET",
    "catalog": "ILS",
    "self": "SELF",
    "room": "ROOM",
    "home": "WEB",
}
"""What a patron told of is about the place where it was."""


@dataclass(frozen=True, slots=True)
class Card:
    """A story that is told at a branch.

    Attributes:
        at: when it is filed (aware, UTC).
        branch: the branch's code.
        group: what it is about: a key of the stories, such as "PRINT".
        story: its words, and what else is told of it.
        effect: what its reporter says of the effect, such as "several badly"; "" for nothing.
        role: what becomes of it: "closed", "open", "supplier", "reporter", or what a scene says.
        lifted: how many reports of the same thing came before it in a scene.
    """

    at: datetime
    branch: str
    group: str
    story: Story
    effect: str
    role: str = "closed"
    lifted: int = 0


def draft_of(card: Card, **parts: Any) -> Draft:  # noqa: ANN401 - the fields of a draft
    """Return what a card's reporter taps; `parts` are what else is in the draft."""
    stopped, _, how_bad = card.effect.partition(" ")
    answers = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in (*card.story.get("answers", {}).items(), *parts.pop("answers", ()))
    }
    return Draft(
        card.story.get("tile", card.group),
        card.branch,
        stopped=Stopped(stopped) if stopped else None,
        how_bad=HowBad(how_bad) if how_bad else None,
        answers=answers,
        **parts,
    )


class Scenes:
    """The cards of the scenes."""

    def __init__(self, scenes: Mapping[str, Any], setting: Setting, dice: Random) -> None:
        self._told = scenes
        self._setting = setting
        self._dice = dice

    def cards(self, count: int) -> list[Card]:
        """Return the cards of so many scenes as a library of this size has room for."""
        chosen: list[Card] = []
        acts = (
            self._morning(),
            [*self._standing(), *self._same_here()],
            self._once(),
            self._outage(),
            self._clusters(),
        )
        for act in acts:
            if len(chosen) + len(act) > count * _AT_MOST:
                break
            chosen += act
        return chosen

    def _morning(self) -> list[Card]:
        return [self._card(told, self._lately(told), "new") for told in self._told["morning"]]

    def _same_here(self) -> list[Card]:
        return [
            self._card(told, self._lately(told), "same_here") for told in self._told["same_here"]
        ]

    def _standing(self) -> list[Card]:
        return [
            self._card(
                told,
                self._on_day(told["branch"], told["days_ago"])
                if "days_ago" in told
                else self._lately(told),
                told["state"],
            )
            for told in self._told["standing"]
        ]

    def _once(self) -> list[Card]:
        change = clock_change(self._setting.now, self._setting.zone, DAYS - 9)
        return [
            self._card(told, self._on_day(told["branch"], days), "closed")
            for told in self._told["once"]
            for days in (told["days_ago"] if isinstance(told["days_ago"], int) else change - 1,)
        ]

    def _outage(self) -> list[Card]:
        outage = self._told["outage"]
        day = early_in_week(self._setting.now, outage["days_ago"])
        ago = self._setting.now.date() - day
        cards = []
        for place, told in enumerate(outage["stories"]):
            first = place < outage["first_day"]
            days, minutes = (0, place) if first else (1, place - outage["first_day"])
            opens = self._opens(told["branch"], ago.days - days)
            at = opens + timedelta(minutes=20 + 17 * minutes, seconds=self._dice.randrange(60))
            story = told if first else {**told, "notice": outage["notice"]}
            cards.append(self._card(story, at, "scene"))
        return cards

    def _clusters(self) -> list[Card]:
        cards = []
        for cluster in self._told["clusters"]:
            first, last = cluster["days_ago"]
            stories = cluster["stories"]
            for place, told in enumerate(stories):
                days = first - (first - last) * place // (len(stories) - 1)
                whole = {"thing": cluster["thing"], "branch": cluster["branch"], **told}
                at = self._on_day(cluster["branch"], days, tuple(cluster["hours"]))
                cards.append(replace(self._card(whole, at, "closed"), lifted=min(place, 2)))
        return cards

    def _card(self, told: Story, at: datetime, role: str) -> Card:
        place: str = told.get("answers", {}).get("place", "")
        about = _ABOUT.get(place, str(told["tile"]))
        return Card(at, told["branch"], about, told, told.get("effect", ""), role)

    def _lately(self, told: Story) -> datetime:
        branch = self._setting.branches[told["branch"]]
        if "open_days_ago" in told:
            day = self._setting.desk.after(
                self._setting.now, -timedelta(hours=8.5) * told["open_days_ago"]
            )
            return branch.after(day, -timedelta(minutes=1))
        ago = timedelta(minutes=told["open_minutes_ago"], seconds=self._dice.randrange(50))
        return branch.after(self._setting.now, -ago)

    def _opens(self, code: str, days_ago: int) -> datetime:
        """Return when a branch opens on that day, or the next on which it does."""
        now = self._setting.now.astimezone(self._setting.zone)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        at = (midnight - timedelta(days=days_ago)).astimezone(UTC)
        return self._setting.branches[code].open_after(at)

    def _on_day(self, code: str, days_ago: int, hours: tuple[int, int] = (10, 17)) -> datetime:
        opens = self._opens(code, days_ago)
        if opens.astimezone(self._setting.zone).weekday() == _SUNDAY:
            opens = self._opens(code, days_ago - 1)
        local = opens.astimezone(self._setting.zone)
        first = max(0, hours[0] * 60 - local.hour * 60 - local.minute)
        last = (hours[1] - local.hour) * 60
        into = self._dice.uniform(first, max(last, first + 1))
        opened = self._setting.branches[code].after(opens, timedelta(minutes=into))
        return opened.replace(microsecond=0)


def standing(card: Card) -> str:
    """Return as which open one a scene's card counts; "" for a closed one."""
    if card.role == "same_here":
        return "supplier" if card.branch == "MIL" else "open"
    if card.role == "waiting":
        return str(card.story["on"])
    return "open" if card.role in ("new", "doing") else ""
