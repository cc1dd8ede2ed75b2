"""Shares that come out as they are told, however many are dealt: for the sample library."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import Generic, TypeVar

_TURNS = 200
"""So often the weights are scaled to the shares; they stand still long before."""

T = TypeVar("T")


def rake(
    cells: Sequence[tuple[Hashable, ...]], shares: Sequence[Mapping[Hashable, float]]
) -> list[float]:
    """Return a weight for each cell, so that each of its sides adds up to the shares told for it.

    Args:
        cells: what each cell is, side by side, such as ("PRINT", "fair").
        shares: for each side the share of each value; all sides have the same sum.
    """
    weights = [1.0] * len(cells)
    for _ in range(_TURNS):
        for side, wanted in enumerate(shares):
            sums: defaultdict[Hashable, float] = defaultdict(float)
            for cell, weight in zip(cells, weights, strict=True):
                sums[cell[side]] += weight
            weights = [
                weight * wanted.get(cell[side], 0) / sums[cell[side]] if weight else 0.0
                for cell, weight in zip(cells, weights, strict=True)
            ]
    return weights


class Deck(Generic[T]):
    """Deals cards in a mixed order, each as often as its weight says.

    Args:
        cards: each with its weight; those of a kind side by side.
        size: cards in one mixing; after each, all shares are right to a card.
        dice: chance.
    """

    def __init__(self, cards: Sequence[tuple[T, float]], size: int, dice: Random) -> None:
        self._cards = cards
        self._unit = max(size, 1) / sum(weight for _, weight in cards)
        self._dice = dice
        self._pile: list[T] = []

    def deal(self, fits: Callable[[T], bool]) -> T:
        """Return the next card that fits; one must."""
        while True:
            for place in range(len(self._pile) - 1, -1, -1):
                if fits(self._pile[place]):
                    return self._pile.pop(place)
            self._mix()

    def _mix(self) -> None:
        fresh = []
        owed = self._dice.random()
        for card, weight in self._cards:
            # What stands side by side shares what is left over, so that it adds up by kinds too.
            owed += weight * self._unit
            times = int(owed)
            owed -= times
            fresh += [card] * times
        self._dice.shuffle(fresh)
        self._pile = fresh + self._pile


class Tally:
    """Says yes by chance, but so that a share is kept over the whole."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._owed: defaultdict[str, float] = defaultdict(float)

    def owe(self, what: str, share: float) -> None:
        """Note that so much of a yes is due."""
        self._owed[what] += share

    def take(self, what: str) -> None:
        """Note a yes that came without asking."""
        self._owed[what] -= 1

    def says(self, what: str, share: float = 0.0) -> bool:
        """Say whether it is one of them; a share that is told is due from now on."""
        self.owe(what, share)
        if self._dice.random() >= self._owed[what]:
            return False
        self.take(what)
        return True
