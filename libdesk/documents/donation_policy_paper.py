"""The donation policy on paper: on a page or two for board and desk, and on one for the wall."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from libdesk.documents.content import (
    Blanks,
    Block,
    Entry,
    Heading,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Run,
    Tone,
    Words,
)
from libdesk.documents.donation_policy_words import kinds_words, rule_words
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.donation_policy import Check, Policy, Rule
from libdesk.domain.donations import COMPUTERS, Kind

_TEXT_PT = 9.0
"""With larger text a policy of usual length had a third page."""

_WALL_PT, _LEAST_WALL_PT = 22.0, 16.0
"""Read from a few steps away; so nothing quiet stands over its title, which would be smaller."""

_ON_THE_WALL = (Check.WORKS, Check.AGE, Check.LOCK)
"""What a donor can look at before coming, in this order."""


def donation_policy_paper(
    policy: Policy, words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the policy as the board approves it and the front desk keeps it.

    Args:
        policy: a version of it.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    blocks: list[Block] = [*_draft(policy, words)]
    if policy.purpose:
        blocks.append(Paragraph(policy.purpose))
    blocks += (
        _named(words.tr("We take"), kinds_words(_taken(policy), words)),
        _named(words.tr("We never take"), kinds_words(policy.refuses, words)),
    )
    blocks += (*_lines(policy, words), *_people(policy, words), *_sources(policy, words))
    return Paper(
        title=policy.title,
        blocks=(*blocks, *_approval(policy, words)),
        language=words.language,
        above=library,
        below=_below(policy, words),
        foot=_foot(policy, words, printed_on),
        text_pt=_TEXT_PT,
        least_pt=_TEXT_PT,
        furniture=furniture(words),
    )


def donation_wall_sheet(
    policy: Policy, words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return one page in large letters: what we take, what not, where else, whom to ask.

    Args:
        policy: a version of it.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    blocks: list[Block] = [
        *_draft(policy, words),
        Heading(words.tr("What we take")),
        Paragraph(_sentence(kinds_words(_taken(policy), words))),
        *_list(_before_coming(policy, words)),
        Heading(words.tr("What we can’t take")),
        Paragraph(_sentence(kinds_words(policy.refuses, words))),
        Heading(words.tr("Where to take it instead")),
        *_list(_elsewhere(policy, words)),
        Heading(words.tr("Whom to ask")),
        Paragraph(
            " ".join(
                filter(
                    None,
                    (words.tr("Please ask at the desk before you bring it."), policy.deciders),
                )
            )
        ),
    ]
    return Paper(
        title=words.tr("A computer to give?"),
        blocks=tuple(blocks),
        language=words.language,
        foot=_foot(policy, words, printed_on, library),
        name=words.tr("Donations: sheet for the wall"),
        text_pt=_WALL_PT,
        least_pt=_LEAST_WALL_PT,
        furniture=furniture(words),
    )


def _taken(policy: Policy) -> frozenset[Kind]:
    return policy.takes - policy.refuses


def _draft(policy: Policy, words: Wording) -> tuple[Block, ...]:
    if policy.approved_on is not None:
        return ()
    return (Paragraph(words.tr("Draft: not approved"), Tone.LEAD),)


def _below(policy: Policy, words: Wording) -> str:
    told = [_version(policy, words)]
    if policy.approved_on is not None:
        day = words.day(policy.approved_on)
        told.append(words.tr("approved on {day}").format(day=day))
    return DOT.join(told)


def _version(policy: Policy, words: Wording) -> str:
    if not policy.version:
        return words.tr("A model that comes with LibDesk")
    return words.tr("Version {number}").format(number=words.number(policy.version))


def _foot(policy: Policy, words: Wording, printed_on: date, library: str = "") -> str:
    printed = words.tr("Printed: {day}").format(day=words.short_day(printed_on))
    state = "" if policy.approved_on is not None else words.tr("Draft: not approved")
    return DOT.join(filter(None, (library, _version(policy, words), state, printed)))


def _lines(policy: Policy, words: Wording) -> tuple[Block, ...]:
    """Return the lines by their numbers: what each is, whether it must be met, and why."""
    if not policy.rules:
        return ()
    entries = tuple(Entry(_line(one, words)) for one in policy.rules)
    return (
        Heading(words.tr("What it is measured by")),
        Listing(entries, Mark.NUMBER),
        Paragraph(_points(policy, words), Tone.QUIET),
    )


def _line(rule: Rule, words: Wording) -> Words:
    if rule.is_stop:
        before = words.tr("Must:")
    else:
        before = words.tr("Weight {weight}:").format(weight=words.number(rule.weight))
    told = Run(f"{before} ", bold=True), Run(rule_words(rule, words))
    return (*told, Run(f" {rule.why}", italic=True)) if rule.why else told


def _points(policy: Policy, words: Wording) -> str:
    points = policy.points.strict
    told = words.tr(
        "A line that is met in part counts {soft} times its weight, one that is not met {fail} "
        "times. From a sum of {accept} on a machine is accepted, from {spare} on it is a spare; "
        "below, it is declined with thanks. What is not known never counts as a yes."
    ).format(
        soft=words.number(points.soft),
        fail=words.number(points.fail),
        accept=words.number(points.accept_from),
        spare=words.number(points.spare_from),
    )
    if policy.refers:
        told = f"{told} {words.tr('What is sound but not for us goes on to a refurbisher.')}"
    return told


def _people(policy: Policy, words: Wording) -> Iterable[Block]:
    if policy.conditions:
        yield Heading(words.tr("Conditions for a gift"))
        yield from _list(policy.conditions)
    yield Heading(words.tr("Who decides"))
    yield _named(words.tr("Who may say yes"), policy.deciders or words.tr("not settled yet"))
    yield _named(words.tr("Exceptions"), policy.exceptions or words.tr("none"))
    yield Heading(words.tr("What becomes of things"))
    yield from _list(policy.goes)
    yield _named(words.tr("Where else to take things"), "; ".join(_elsewhere(policy, words)))


def _elsewhere(policy: Policy, words: Wording) -> tuple[str, ...]:
    return policy.elsewhere or (
        words.tr("A refurbisher near you, or a certified recycler (R2, e-Stewards)"),
    )


def _sources(policy: Policy, words: Wording) -> tuple[Block, ...]:
    """Return where such lines are found: each place once, with the lines that it is for.

    What one of several lines of a place says there is left out: the line itself says it.
    """
    cited = [
        (source, words.number(policy.number(rule)))
        for rule in policy.rules
        for source in filter(None, map(str.strip, rule.source.split(";")))
    ]
    if not cited:
        return ()
    places = Counter(_place(source) for source, _ in cited)
    lines: dict[str, list[str]] = {}
    for source, number in cited:
        place = _place(source)
        lines.setdefault(place if places[place] > 1 else source, []).append(number)
    told = "; ".join(f"{place} ({', '.join(numbers)})" for place, numbers in lines.items())
    return (
        Heading(words.tr("Where such lines are found, by their numbers")),
        Paragraph(f"{told}.", Tone.QUIET),
    )


def _place(source: str) -> str:
    return source.partition(": ")[0]


def _approval(policy: Policy, words: Wording) -> tuple[Block, ...]:
    unknown = words.tr("not yet")
    approved, review = (
        words.day(one) if one is not None else unknown
        for one in (policy.approved_on, policy.review_on)
    )
    by = policy.approved_by or unknown
    return (
        Heading(words.tr("Approval")),
        Paragraph(
            DOT.join(
                (
                    _version(policy, words),
                    words.tr("Approved on: {day}").format(day=approved),
                    words.tr("Approved by: {who}").format(who=by),
                    words.tr("To be looked at again on: {day}").format(day=review),
                )
            )
        ),
        Blanks((words.tr("Signature"), words.tr("Date"))),
    )


def _before_coming(policy: Policy, words: Wording) -> tuple[str, ...]:
    found = []
    for check in _ON_THE_WALL:
        rules = (one for one in policy.rules if one.check is check and _is_for_computers(one))
        found += [rule_words(one, words) for one in rules][:1]
    return tuple(found)


def _is_for_computers(rule: Rule) -> bool:
    return any(map(rule.is_for, COMPUTERS))


def _named(name: str, told: str) -> Paragraph:
    return Paragraph((Run(f"{name}: ", bold=True), Run(told)))


def _list(lines: Iterable[str]) -> tuple[Block, ...]:
    entries = tuple(map(Entry, lines))
    return (Listing(entries),) if entries else ()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
