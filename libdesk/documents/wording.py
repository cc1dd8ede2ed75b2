"""How papers come by their words: passed in from the edge, in the language of the library.

The sentences stand in the papers, in US English; whoever makes a paper hands over who translates
them and who words the days, states and names that the domain only counts.
"""

from datetime import date, datetime
from typing import Protocol

from libdesk.domain.money import Money
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, Fact, Problem, State, WaitingOn
from libdesk.domain.statuses import Status


class Wording(Protocol):
    """Words for a paper."""

    @property
    def language(self) -> str:
        """The language of the words, as BCP 47 has it, such as "en-US"."""

    def tr(self, words: str) -> str:
        """Return these words in the library's language."""

    def day(self, day: date) -> str:
        """Return a day with its year, such as "Thursday, 26 November 2026"."""

    def short_day(self, day: date) -> str:
        """Return a day with its year in few letters, for a table, such as "Nov 26, 2026"."""

    def month(self, month: date) -> str:
        """Return a month with its year, told by its first day."""

    def moment(self, at: datetime) -> str:
        """Return a day and a time of it, by the library's clock."""

    def number(self, count: int) -> str:
        """Return a whole number as it is written there."""

    def money(self, money: Money) -> str:
        """Return an amount with its currency, as it is written there."""

    def short_money(self, money: Money) -> str:
        """Return an amount with its currency, without cents where there are none."""

    def item_status(self, status: Status) -> str:
        """Return where an item is in its life."""

    def priority(self, priority: Priority) -> str:
        """Return how soon."""

    def state(self, state: State) -> str:
        """Return where a problem stands."""

    def waiting(self, on: WaitingOn) -> str:
        """Return on whom or what it waits."""

    def category(self, code: str) -> str:
        """Return the words of a tile."""

    def branch(self, code: str) -> str:
        """Return the name of a branch; the code where there is none."""

    def fact(self, fact: Fact) -> str:
        """Return what a fact is about, such as "Computer"."""

    def event(self, event: Event) -> tuple[str, str]:
        """Return what happened, and the words that belong to it; "" for none."""

    def effect(self, problem: Problem) -> str:
        """Return who is stopped, how badly, what is at stake and by when; "" for none."""

    def ask(self, problem: Problem) -> str:
        """Return whom to ask, and until when they are there; "" for nobody."""

    def answers(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        """Return the questions that were answered, and the answers."""
