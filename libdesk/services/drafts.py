"""What a person has said so far, and the report that it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from libdesk.domain.bulletin import NOTICE_ID_LIMIT
from libdesk.domain.guidance import Category, Guidance, meant, title
from libdesk.domain.places import clean_code
from libdesk.domain.priority import Effect, HowBad, Risk, Stopped
from libdesk.domain.problems import Fact, FollowUp, Picture, Report, ReportId
from libdesk.domain.text import clean_line, clean_text
from libdesk.services.errors import Refusal

BRANCH, ITEM = "branch", "item"
"""What is sent beside the facts and can be left out as they can."""

_NONE: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has said so far; only the category is needed.

    The fields mean what they mean in Report and Effect.

    Attributes:
        left_out: the keys of the facts that shall not be sent; also "branch" and "item".
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
    contact: str = ""
    here_until: datetime | None = None
    notice: str = ""
    follow_up: FollowUp | None = None
    left_out: frozenset[str] = frozenset()


def draft_report(
    draft: Draft, guidance: Guidance, report_id: ReportId, filed_at: datetime
) -> Report:
    """Return the report that a draft becomes, its words cleaned.

    Raises:
        Refusal: the category is unknown.
    """
    category = guidance.find(draft.category)
    if category is None:
        raise Refusal(f'There is no tile "{clean_line(draft.category, 40)}".', field="category")
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
        branch="" if BRANCH in draft.left_out else clean_code(draft.branch),
        title=title(category, saw, answers),
        filed_at=filed_at,
        saw=saw,
        guess=clean_text(draft.guess),
        effect=draft_effect(draft, category, guidance),
        answers=MappingProxyType(answers),
        item="" if ITEM in draft.left_out else clean_line(draft.item, 80),
        facts=tuple(
            Fact(clean_line(fact.key, 40), clean_line(fact.value))
            for fact in draft.facts
            if fact.key not in draft.left_out
        ),
        pictures=tuple(replace(one, name=clean_line(one.name)) for one in draft.pictures),
        contact=clean_line(draft.contact, 80),
        here_until=draft.here_until,
        notice=clean_line(draft.notice, NOTICE_ID_LIMIT),
        follow_up=draft.follow_up,
    )


def draft_effect(draft: Draft, category: Category, guidance: Guidance) -> Effect:
    """Return what was said of a problem's effect, by the questions or by the tile's answers."""
    # What was tapped beside "Who is stopped?" and "How bad?" counts where those say nothing.
    means = meant(category, draft.answers, guidance.common)
    how_bad = draft.how_bad or means.how_bad
    if how_bad is HowBad.BADLY and means.how_bad is HowBad.WORSE:
        how_bad = HowBad.WORSE  # "works, but badly", and getting worse: both were tapped
    return Effect(
        stopped=draft.stopped or means.stopped,
        how_bad=how_bad,
        only_one=draft.only_one or means.only_one,
        only_accessible=draft.only_accessible,
        deadline_at=draft.deadline_at,
        risks=draft.risks,
        danger=guidance.is_dangerous(draft.answers),
        niggle=category.is_niggle,
    )
