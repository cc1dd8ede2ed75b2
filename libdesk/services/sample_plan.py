"""What is reported when and where in the sample library: a year's cards, in the order of time.

A card is a story at a branch at a moment. Most are dealt here by chance, with shares that add up;
those of the scenes come from sample_scenes.py. What becomes of a card is told by sample_lives.py.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import merge
from random import Random
from typing import Any

from libdesk.domain.guidance import Guidance
from libdesk.domain.priority import Priority, rank
from libdesk.services.drafts import draft_effect
from libdesk.services.errors import Refusal
from libdesk.services.sample_desk import DAYS, Setting
from libdesk.services.sample_scenes import Card, Scenes, Story, draft_of, standing
from libdesk.services.sample_shares import Deck, rake
from libdesk.services.sample_time import Rhythm, arrivals

NIGGLES = 35
"""Little niggles beside every REPORTS reports; they stand outside the count."""
REPORTS = 200

_MIXED_AT_MOST = 400
"""Cards that are mixed at once, at most."""

_QUIET = timedelta(hours=10)
"""What arrived in the desk's last open hours is told by the scenes alone."""

_LATELY = 0.12
"""Of the cards, the last: some of these are still open or waiting."""
_NOT_MENDED = 0.75
"""So many of these at least were not mended by a look."""

_OPEN_SHARES = {"open": 0.04, "supplier": 0.03, "reporter": 0.02}

_PILED_DAYS = 40
_PILED = 7
"""Little things at the branch that has had no visit for weeks."""


def niggles_beside(reports: int) -> int:
    """Return how many little niggles stand beside so many reports."""
    return reports * NIGGLES // REPORTS


class Plan:
    """The cards of one sample.

    Args:
        words: the contents of resources/sample/, by the names of the files.
        guidance: the tiles.
        setting: the library's year.
        dice: chance.
        count: reports, little niggles not counted.
    """

    def __init__(
        self,
        words: Mapping[str, Any],
        guidance: Guidance,
        setting: Setting,
        dice: Random,
        count: int,
    ) -> None:
        self._stories = words["stories"]
        self._library = words["library"]
        self._kinds = {
            branch["code"]: {
                kind["kind"] for kind in words["equipment"]["kinds"] if kind["at"][branch["code"]]
            }
            for branch in self._library["branches"]
        }
        self._guidance = guidance
        self._setting = setting
        self._dice = dice
        self._scenes = Scenes(words["scenes"], setting, dice).cards(count)
        self._count = count - len(self._scenes)
        self._little_ones = niggles_beside(count)

    def cards(self) -> Iterator[Card]:
        """Yield all cards in the order of time."""
        at = _by_time
        yield from merge(self._regular(), self._niggles(), sorted(self._scenes, key=at), key=at)

    def priority(self, card: Card) -> Priority:
        """Return how soon a card is, as its answers say."""
        draft = draft_of(card)
        category = self._guidance.find(draft.category)
        if category is None:
            raise Refusal(f'There is no tile "{draft.category}".')
        effect = draft_effect(draft, category, self._guidance)
        return rank(replace(effect, recent_alike=card.lifted + 1), card.at)

    def _regular(self) -> Iterator[Card]:
        if not self._count:
            return
        deck = Deck(self._choices(), min(self._count, _MIXED_AT_MOST), self._dice)
        counted = Counter(card.branch for card in self._scenes)
        whole = self._count + len(self._scenes)
        shares = _left(_shares(self._library["branches"]), counted, whole)
        roles = self._roles(whole)
        streams = [
            self._at_branch(code, weekdays, amount, deck)
            for (code, weekdays), amount in zip(
                self._weekdays(shares, self._scenes).items(),
                _amounts(shares, self._count),
                strict=True,
            )
        ]
        for left, card in zip(
            range(self._count, 0, -1), merge(*streams, key=_by_time), strict=True
        ):
            is_late = left <= self._count * _LATELY and not card.story.get("quick")
            yield replace(card, role=roles.pop()) if is_late and roles else card

    def _at_branch(
        self, code: str, weekdays: Sequence[float], amount: int, deck: Deck[Card]
    ) -> Iterator[Card]:
        for moment in self._moments(code, weekdays, amount):
            card = deck.deal(lambda one: self._fits(one.story, code))
            yield replace(card, at=moment, branch=code)

    def _niggles(self) -> Iterator[Card]:
        if not self._little_ones:
            return
        piled = min(_PILED, self._little_ones)
        shares = _shares(self._library["branches"])
        plain = self._weekdays(shares, ())
        since = self._setting.now - timedelta(days=_PILED_DAYS)
        neglected = self._library["branches"][-1]["code"]
        streams = [
            self._little(code, self._moments(code, weekdays, amount))
            for (code, weekdays), amount in zip(
                plain.items(), _amounts(shares, self._little_ones - piled), strict=True
            )
        ]
        heap = self._moments(neglected, plain[neglected], piled, since)
        yield from merge(*streams, self._little(neglected, heap), key=_by_time)

    def _little(self, code: str, moments: Iterator[datetime]) -> Iterator[Card]:
        told = [
            Card(self._setting.now, code, "NIGGLE", story, "")
            for story in self._stories["NIGGLE"]
            if self._fits(story, code)
        ]
        deck = Deck([(card, 1.0) for card in told], len(told), self._dice)
        for moment in moments:
            yield replace(deck.deal(lambda _: True), at=moment)

    def _fits(self, story: Story, code: str) -> bool:
        """Say whether a story can happen at a branch: it has what the story is about."""
        kinds = story["kinds"]
        has = not kinds or not self._kinds[code].isdisjoint(kinds)
        return has and code in story.get("branches", (code,))

    def _moments(
        self, code: str, weekdays: Sequence[float], amount: int, since: datetime | None = None
    ) -> Iterator[datetime]:
        clock = {int(hour): weight for hour, weight in self._library["clock"].items()}
        months = {int(month): weight for month, weight in self._library["months"].items()}
        setting = self._setting
        begin = since or setting.now - timedelta(days=DAYS)
        rhythm = Rhythm(weekdays, clock, months, setting.zone)
        between = (begin, setting.desk.after(setting.now, -_QUIET))
        return arrivals(setting.branches[code], rhythm, amount, between, self._dice)

    def _choices(self) -> list[tuple[Card, float]]:
        """Return the stories, one for each effect, weighted so that all shares come out."""
        now = self._setting.now
        cards = [
            Card(now, "", group, story, effect)
            for group in self._stories["shares"]
            for story in self._stories[group]
            for effect in story["effects"]
        ]
        whole = self._count + len(self._scenes)
        wanted = [
            self._stories["shares"],
            self._stories["priorities"],
            self._stories["styles"],
            {True: self._stories["quick"], False: 100 - self._stories["quick"]},
        ]
        cards.sort(key=self._sides)
        sides = [self._sides(card) for card in cards]
        scenes = [self._sides(card) for card in self._scenes]
        shares = [
            _left(told, Counter(side[place] for side in scenes), whole)
            for place, told in enumerate(wanted)
        ]
        return list(zip(cards, rake(sides, shares), strict=True))

    def _sides(self, card: Card) -> tuple[str, str, str, bool]:
        style = card.story.get("style") or _style(card.story["saw"])
        return card.group, self.priority(card).name, style, bool(card.story.get("quick"))

    def _weekdays(
        self, shares: Mapping[str, float], scenes: Sequence[Card]
    ) -> dict[str, list[float]]:
        """Return each branch's weights of the days, so that the library's own come out."""
        days = range(len(self._library["weekdays"]))
        cells = [
            (branch["code"], day)
            for branch in self._library["branches"]
            for day in days
            if branch["open"][day]
        ]
        by_branch: dict[Hashable, float] = {code: shares[code] for code in shares}
        weekdays = dict(enumerate(self._library["weekdays"]))
        zone = self._setting.zone
        counted = Counter(card.at.astimezone(zone).weekday() for card in scenes)
        wanted = _left(weekdays, counted, self._count + len(self._scenes))
        weights = dict(zip(cells, rake(cells, [by_branch, wanted]), strict=True))
        return {code: [weights.get((code, day), 0.0) for day in days] for code in shares}

    def _roles(self, whole: int) -> list[str]:
        """Return what becomes of the last cards."""
        lately = round(self._count * _LATELY * _NOT_MENDED)
        have = Counter(standing(card) for card in self._scenes)
        roles = [
            role
            for role, share in _OPEN_SHARES.items()
            for _ in range(round(share * whole) - have[role])
        ][:lately]
        roles += ["closed"] * (lately - len(roles))
        self._dice.shuffle(roles)
        return roles


def _style(saw: str) -> str:
    words = len(saw.split())
    return "short" if words < 6 else "fair" if words < 25 else "full"


def _shares(branches: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    return {branch["code"]: branch["share"] for branch in branches}


def _left(told: Mapping[Any, float], counted: Counter[Any], whole: int) -> dict[Any, float]:
    """Return what is left of shares for the rest, once some of the whole is dealt."""
    scale = whole / sum(told.values())
    left = {key: max(share * scale - counted[key], 0.0) for key, share in told.items()}
    rest = sum(left.values())
    return {key: amount / rest for key, amount in left.items()}


def _amounts(shares: Mapping[str, float], count: int) -> list[int]:
    """Return whole numbers in these shares that add up to the count."""
    amounts, given, owed = [], 0, 0.0
    scale = count / sum(shares.values())
    for share in shares.values():
        owed += share * scale
        amounts.append(round(owed) - given)
        given += amounts[-1]
    return amounts


def _by_time(card: Card) -> datetime:
    return card.at
