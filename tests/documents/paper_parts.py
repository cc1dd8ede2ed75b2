"""What the papers that are tested have in common: their words, their day, an item."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.money import Money
from libdesk.domain.priority import Priority
from libdesk.domain.problems import (
    Event,
    Fact,
    Problem,
    State,
    WaitingOn,
)
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status

AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
TODAY = date(2026, 11, 26)


class PlainWords:
    """US English, as the papers write it themselves; codes are shown as they are."""

    language = "en-US"

    def tr(self, words: str) -> str:
        return words

    def day(self, day: date) -> str:
        return f"{day:%A, %B} {day.day}, {day.year}"

    def short_day(self, day: date) -> str:
        return f"{day:%b} {day.day}, {day.year}"

    def month(self, month: date) -> str:
        return f"{month:%B %Y}"

    def moment(self, at: datetime) -> str:
        return f"{at:%b} {at.day}, {at:%H:%M}"

    def number(self, count: int) -> str:
        return f"{count:,}"

    def money(self, money: Money) -> str:
        return f"{money.currency} {money.minor / 100:,.2f}"

    def short_money(self, money: Money) -> str:
        return self.money(money).removesuffix(".00")

    def item_status(self, status: Status) -> str:
        return status.value.capitalize()

    def priority(self, priority: Priority) -> str:
        return priority.name.replace("_", " ").capitalize()

    def state(self, state: State) -> str:
        return state.value.replace("_", " ").capitalize()

    def waiting(self, on: WaitingOn) -> str:
        return f"the {on.value.replace('_', ' ')}"

    def category(self, code: str) -> str:
        return code

    def branch(self, code: str) -> str:
        return {"MIL": "Mill Pond", "CEN": "Central"}.get(code, code)

    def fact(self, fact: Fact) -> str:
        return fact.key.capitalize()

    def event(self, event: Event) -> tuple[str, str]:
        what = event.kind.capitalize()
        return (f"{what} by {event.by}" if event.by else what), event.words

    def effect(self, problem: Problem) -> str:
        return "Several people" if problem.report.effect.stopped else ""

    def ask(self, problem: Problem) -> str:
        return problem.report.contact

    def answers(self, problem: Problem) -> tuple[tuple[str, str], ...]:
        return tuple((key, str(value)) for key, value in problem.report.answers.items())


WORDS = PlainWords()


def item(text: str) -> Item:
    return Item(Tag(text), text, text, "MIL", text, text, text)


def record(text: str, **more: Any) -> Record:
    given: dict[str, Any] = {
        "tag": Tag(text), "name": text, "kind": text, "branch": "MIL", "room": text, "make": text,
        "model": text, "serial": text, "order_number": text, "funder": text,
        "bought_on": TODAY - timedelta(days=900), "price": Money(74_950, "USD"),
        "seen_on": TODAY, "keep_until": TODAY + timedelta(days=900),
    }  # fmt: skip
    return Record(**(given | more))
