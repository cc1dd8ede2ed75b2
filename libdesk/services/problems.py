"""Filing a problem, and following it, on the computer where it happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from types import MappingProxyType
from uuid import UUID

from libdesk.domain.guidance import Category, Guidance, title
from libdesk.domain.places import clean_code
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped, rank
from libdesk.domain.problems import PICTURE_LIMIT, Fact, Picture, Report, ReportId
from libdesk.domain.text import TEXT_LIMIT, clean_line, clean_text
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock, Kept, Outbox

_NONE: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has said so far; only the category is needed.

    The fields mean what they mean in Report and Effect.
    """

    category: str
    branch: str = ""
    saw: str = ""
    guess: str = ""
    stopped: Stopped | None = None
    how_bad: HowBad | None = None
    only_one: bool = False
    only_accessible: bool = False
    deadline_at: datetime | None = None
    risks: frozenset[Risk] = frozenset()
    answers: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: _NONE)
    item: str = ""
    facts: tuple[Fact, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is told after Send.

    Attributes:
        report: what was kept.
        priority: how soon, by the answers given.
        lasts: it survives a restart of this computer; when False, print the slip.
        shortened: the text was longer than what can be kept, and was cut.
    """

    report: Report
    priority: Priority
    lasts: bool
    shortened: bool = False


class Filing:
    """Takes a draft, makes a report of it and keeps it."""

    def __init__(
        self, outbox: Outbox, guidance: Guidance, now: Clock, new_id: Callable[[], UUID]
    ) -> None:
        self._outbox = outbox
        self._guidance = guidance
        self._now = now
        self._new_id = new_id

    def submit(self, draft: Draft, report_id: ReportId | None = None) -> Receipt:
        """Keep the report; when this returns it is safe on disk.

        Args:
            draft: what was said.
            report_id: the id to file under, so that a second press of Send files nothing new.

        Raises:
            Refusal: the category is unknown, or a picture is too large.
            Unavailable: nothing was kept; the words must stay on the screen.
        """
        category = self._guidance.find(draft.category)
        if category is None:
            raise Refusal(f'There is no tile "{clean_line(draft.category, 40)}".', field="category")
        for picture in draft.pictures:
            if len(picture.content) > PICTURE_LIMIT:
                raise Refusal(
                    f"The picture {clean_line(picture.name, 60)} has "
                    f"{ceil(len(picture.content) / 1e5) / 10:g} MB; a picture may have "
                    f"{PICTURE_LIMIT / 1e6:.0f} MB. Leave it out and send the rest.",
                    field="pictures",
                )
        report = self._report(draft, category, report_id or ReportId(self._new_id()))
        self._outbox.keep(report)
        return Receipt(
            report=report,
            priority=rank(report.effect, report.filed_at),
            lasts=self._outbox.lasts,
            shortened=max(len(draft.saw), len(draft.guess)) > TEXT_LIMIT,
        )

    def preview(self, draft: Draft) -> Priority:
        """Return how soon this would be looked at if it were sent now."""
        category = self._guidance.find(draft.category)
        if category is None:
            return Priority.WHEN_WE_CAN
        return rank(self._effect(draft, category), self._now())

    def _report(self, draft: Draft, category: Category, report_id: ReportId) -> Report:
        saw = clean_text(draft.saw)
        answers = {
            clean_line(key, 60): clean_line(value)
            if isinstance(value, str)
            else tuple(clean_line(one) for one in value)
            for key, value in draft.answers.items()
        }
        return Report(
            id=report_id,
            category=category.code,
            branch=clean_code(draft.branch),
            title=title(category, saw, answers),
            filed_at=self._now(),
            saw=saw,
            guess=clean_text(draft.guess),
            effect=self._effect(draft, category),
            answers=MappingProxyType(answers),
            item=clean_line(draft.item, 80),
            facts=tuple(Fact(clean_line(f.key, 40), clean_line(f.value)) for f in draft.facts),
            pictures=tuple(replace(one, name=clean_line(one.name)) for one in draft.pictures),
        )

    def _effect(self, draft: Draft, category: Category) -> Effect:
        return Effect(
            stopped=draft.stopped,
            how_bad=draft.how_bad,
            only_one=draft.only_one,
            only_accessible=draft.only_accessible,
            deadline_at=draft.deadline_at,
            risks=draft.risks,
            danger=self._guidance.is_dangerous(category, draft.answers),
            niggle=category.is_niggle,
        )


class Following:
    """The branch's reports on this computer, with what came back."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def list(self) -> tuple[Kept, ...]:
        """Return this computer's reports, newest first."""
        return self._outbox.list()
