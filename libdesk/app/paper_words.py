"""The words of papers, put together: those of the desk's pages, with days that are whole."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from libdesk.domain.follow_ups import effect_of
from libdesk.domain.guidance import Guidance, wording
from libdesk.domain.money import Money
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, Fact, Problem, State, WaitingOn
from libdesk.domain.statuses import Status
from libdesk.services.places import Overview
from libdesk.ui.inbox.history_words import event_words
from libdesk.ui.inbox.passages import ask_words, effect_words
from libdesk.ui.inbox.wording import waiting_on_words
from libdesk.ui.item_strings import item_status_words, money_words, short_day_words
from libdesk.ui.strings import (
    clock_words,
    date_words,
    fact_words,
    priority_words,
    state_words,
)


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Implements the words of papers; may be used on any thread.

    Attributes:
        overview: the library's names.
        guidance: words the tiles, the questions and their answers.
    """

    overview: Overview
    guidance: Guidance

    @property
    def language(self) -> str:
        """The language that the words are in: a translation has its own tag in this one's place.

        Not the system's language: English words that are read aloud as German help nobody.
        """
        return _tr("en-US")

    def tr(self, words: str) -> str:
        """Return these words in the library's language."""
        return _tr(words)

    def day(self, day: date) -> str:
        """Return a day with its year, as it is written out here."""
        return QLocale().toString(
            QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
        )

    def short_day(self, day: date) -> str:
        """Return a day with its year in few letters."""
        return short_day_words(day)

    def month(self, month: date) -> str:
        """Return a month with its year, told by its first day."""
        return QLocale().toString(QDate(month.year, month.month, 1), "MMMM yyyy")

    def moment(self, at: datetime) -> str:
        """Return a day and a time of it, by this computer's clock."""
        return _tr("{day}, {clock}").format(
            day=date_words(at.astimezone().date()), clock=clock_words(at)
        )

    def number(self, count: int) -> str:
        """Return a whole number as it is written here."""
        return QLocale().toString(count)

    def money(self, money: Money) -> str:
        """Return an amount with its currency, as it is written here."""
        return money_words(money)

    def short_money(self, money: Money) -> str:
        """Return an amount with its currency, without cents where there are none."""
        return money_words(money, is_short=True)

    def item_status(self, status: Status) -> str:
        """Return where an item is in its life."""
        return item_status_words(status)

    def priority(self, priority: Priority) -> str:
        """Return how soon."""
        return priority_words(priority)

    def state(self, state: State) -> str:
        """Return where a problem stands."""
        return state_words(state)

    def waiting(self, on: WaitingOn) -> str:
        """Return on whom or what it waits."""
        return waiting_on_words(on)

    def category(self, code: str) -> str:
        """Return the words of a tile; its code where there is none."""
        found = self.guidance.find(code)
        return found.text if found is not None else code

    def branch(self, code: str) -> str:
        """Return the name of a branch; the code where there is none."""
        return self.overview.branch_name(code)

    def fact(self, fact: Fact) -> str:
        """Return what a fact is about."""
        return fact_words(fact.key)

    def event(self, event: Event) -> tuple[str, str]:
        """Return what happened, and the words that belong to it; "" for none."""
        return event_words(event)

    def effect(self, problem: Problem) -> str:
        """Return who is stopped, how badly, what is at stake and by when; "" for none."""
        return effect_words(effect_of(problem), self.moment)

    def ask(self, problem: Problem) -> str:
        """Return whom to ask, and until when they are there; "" for nobody."""
        report = problem.report
        is_said = report.contact or report.here_until or problem.follow_ups
        return ask_words(problem, self.moment) if is_said else ""

    def answers(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        """Return the questions that were answered, and the answers."""
        return tuple(wording(self.guidance, problem.report))
