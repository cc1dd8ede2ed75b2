"""A donation policy in fields, as somebody types it: its lines, its words, its days.

What is typed stays as it was typed until it is saved; what can't be is refused at its field.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from libdesk.domain.donation_policy import (
    LIMITED,
    MOST_WEIGHT,
    RULES_LIMIT,
    SEEN_ON,
    Check,
    Points,
    Policy,
    Rule,
    Verdict,
)
from libdesk.domain.donation_policy_file import MOST_LIMIT, MOST_POINTS
from libdesk.domain.donations import Kind
from libdesk.domain.moments import read_day
from libdesk.domain.text import clean_line
from libdesk.services.errors import Refusal

LINE_LIMIT, WORDS_LIMIT, PARTS_LIMIT = 200, 600, 20
"""Characters of a title or a name, and of words; lines of a list such as the conditions."""

LIST_LIMIT = PARTS_LIMIT * (WORDS_LIMIT + 1)
"""Characters of a list with one thing on each line."""

_OWN = "own-"
_NUMBER = re.compile("[0-9]{1,9}")
_SIGNED = re.compile("[-+]?[0-9]{1,9}")
_LISTS = ("conditions", "goes", "elsewhere")


@dataclass(frozen=True, slots=True)
class LineTexts:
    """A line of the policy in its fields.

    Attributes:
        key: names it for ever.
        check: what it looks at.
        words: how the policy says it.
        why: the reason.
        source: where such a line is found.
        kinds: what it is for; empty for all on which it makes sense.
        good: to here it passes; "" for a line without limits.
        fair: to here it counts in part; of a question of the library's own, "1" where a "no" does.
        weight: what it counts.
        is_stop: failing it is the end.
        refers: failing it passes a machine on.
        fair_gives: what is soft here gets no better verdict.
        question: what is asked, of a question of the library's own.
        is_on: it belongs to the policy.
    """

    key: str
    check: Check
    words: str = ""
    why: str = ""
    source: str = ""
    kinds: frozenset[Kind] = frozenset()
    good: str = ""
    fair: str = ""
    weight: str = "1"
    is_stop: bool = False
    refers: bool = False
    fair_gives: Verdict = Verdict.ACCEPT
    question: str = ""
    is_on: bool = True

    @property
    def text(self) -> str:
        """Return the line as people will read it, as far as it is typed."""
        told = self.words.strip() or self.question.strip()
        return told.replace("{good}", self.good).replace("{fair}", self.fair)


@dataclass(frozen=True, slots=True)
class PolicyTexts:
    """A policy in its fields.

    Attributes:
        model: the shipped one from which it comes.
        title: what it is called.
        purpose: why there is one.
        takes: what the library takes.
        refuses: what it never takes.
        lines: its lines, and after them those that are switched off.
        conditions: one on each line.
        deciders: who may say yes.
        exceptions: who may make one.
        goes: what becomes of things, one on each line.
        elsewhere: where else to take things, one on each line.
        soft, fail, accept_from, spare_from: the points.
        refers: what is sound but not for us is passed on.
        approved_on: a day; "" for not yet.
        approved_by: who.
        review_on: a day; "" for none.
    """

    model: str
    title: str
    purpose: str
    takes: frozenset[Kind]
    refuses: frozenset[Kind]
    lines: tuple[LineTexts, ...]
    conditions: str = ""
    deciders: str = ""
    exceptions: str = ""
    goes: str = ""
    elsewhere: str = ""
    soft: str = ""
    fail: str = ""
    accept_from: str = ""
    spare_from: str = ""
    refers: bool = True
    approved_on: str = ""
    approved_by: str = ""
    review_on: str = ""

    def line(self, key: str) -> LineTexts:
        """Return a line.

        Raises:
            KeyError: there is none of this key.
        """
        for one in self.lines:
            if one.key == key:
                return one
        raise KeyError(key)

    def with_line(self, line: LineTexts) -> "PolicyTexts":
        """Return the same with a line changed in its place, or added to those that are on."""
        if any(one.key == line.key for one in self.lines):
            changed = tuple(line if one.key == line.key else one for one in self.lines)
            return replace(self, lines=changed)
        on = sum(one.is_on for one in self.lines)
        return replace(self, lines=(*self.lines[:on], line, *self.lines[on:]))

    def numbers(self) -> Mapping[str, int]:
        """Return the number that each line has on the printed policy; none for what is off."""
        on = (one for one in self.lines if one.is_on)
        return {one.key: number for number, one in enumerate(on, 1)}


def texts_of_policy(policy: Policy, others: Iterable[Policy] = ()) -> PolicyTexts:
    """Return a policy as it stands in its fields.

    Args:
        policy: the policy.
        others: earlier versions and shipped ones, in the order in which they are asked for lines
            that this one has not; they can be switched on again.
    """
    points = policy.points
    off: dict[str, Rule] = {}
    keys = {one.key for one in policy.rules}
    for rule in (rule for other in others for rule in other.rules if rule.key not in keys):
        off.setdefault(rule.key, rule)
    return PolicyTexts(
        policy.model,
        policy.title,
        policy.purpose,
        policy.takes,
        policy.refuses,
        (
            *map(_line_texts, policy.rules),
            *(replace(_line_texts(one), is_on=False) for one in off.values()),
        ),
        "\n".join(policy.conditions),
        policy.deciders,
        policy.exceptions,
        "\n".join(policy.goes),
        "\n".join(policy.elsewhere),
        str(points.soft),
        str(points.fail),
        str(points.accept_from),
        str(points.spare_from),
        policy.refers,
        _day(policy.approved_on),
        policy.approved_by,
        _day(policy.review_on),
    )


def new_question(texts: PolicyTexts) -> LineTexts:
    """Return an empty question of the library's own, under a key that no line ever had."""
    taken = {one.key for one in texts.lines}
    number = next(one for one in range(1, len(taken) + 2) if f"{_OWN}{one}" not in taken)
    return LineTexts(f"{_OWN}{number}", Check.OWN)


def begun_from(model: Policy, texts: PolicyTexts) -> PolicyTexts:
    """Return a shipped policy in the fields, with what only the library itself can know.

    Its own questions stay, and where else to take things; nobody has approved it yet.
    """
    fresh = texts_of_policy(model)
    keys = {one.key for one in fresh.lines}
    own = tuple(
        one for one in texts.lines if one.is_on and one.check is Check.OWN and one.key not in keys
    )
    kept = {one.key for one in own}
    off = (one for one in texts.lines if one.key not in keys | kept)
    lines = (*fresh.lines, *own, *(replace(one, is_on=False) for one in off))
    return replace(fresh, lines=lines, elsewhere=texts.elsewhere)


def read_policy(texts: PolicyTexts, today: date) -> Policy:
    """Return the policy that was typed; its version is 0.

    Raises:
        Refusal: something can't be as it is. Its field is a part's name, or a line's key with the
            field behind it, such as "line.age.good".
    """
    rules = tuple(_rule(one) for one in texts.lines if one.is_on)
    if not rules:
        raise Refusal("A policy needs at least one line. Switch one on.", field="lines")
    if len(rules) > RULES_LIMIT:
        raise Refusal(f"A policy can have at most {RULES_LIMIT} lines.", field="lines")
    title = clean_line(texts.title, LINE_LIMIT)
    if not title:
        raise Refusal("Give the policy a title.", field="title")
    conditions, goes, elsewhere = (_list(texts, name) for name in _LISTS)
    approved_on, review_on = (_read_day(texts, one, today) for one in ("approved_on", "review_on"))
    approved_by = clean_line(texts.approved_by, LINE_LIMIT)
    _check_approval(approved_on, approved_by, today)
    return Policy(
        texts.model,
        title,
        clean_line(texts.purpose, WORDS_LIMIT),
        texts.takes,
        texts.refuses,
        rules,
        conditions,
        clean_line(texts.deciders, WORDS_LIMIT),
        clean_line(texts.exceptions, WORDS_LIMIT),
        goes,
        read_points(texts),
        refers=texts.refers,
        elsewhere=elsewhere,
        approved_on=approved_on,
        approved_by=approved_by,
        review_on=review_on,
    )


def read_points(texts: PolicyTexts) -> Points:
    """Return the points that were typed.

    Raises:
        Refusal: one is none; its field is the part's name.
    """
    found = {}
    for name in ("soft", "fail", "accept_from", "spare_from"):
        words = clean_line(getattr(texts, name)).replace("\N{MINUS SIGN}", "-")
        if not _SIGNED.fullmatch(words) or abs(int(words)) > MOST_POINTS:
            raise Refusal("Type a whole number of points, such as -3.", field=name)
        found[name] = int(words)
    return Points(**found)


def _line_texts(rule: Rule) -> LineTexts:
    return LineTexts(
        rule.key,
        rule.check,
        rule.words,
        rule.why,
        rule.source,
        rule.kinds,
        _number_texts(rule.good),
        _number_texts(rule.fair),
        str(rule.weight),
        rule.is_stop,
        rule.refers,
        rule.fair_gives,
        rule.question,
    )


def _number_texts(number: int | None) -> str:
    return "" if number is None else str(number)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _rule(line: LineTexts) -> Rule:
    at = f"line.{line.key}"
    question = clean_line(line.question, LINE_LIMIT)
    if line.check is Check.OWN and not question:
        raise Refusal(
            "Type the question, such as “Does its fan run quietly?”. A yes is the good answer.",
            field=f"{at}.question",
        )
    words = clean_line(line.words, WORDS_LIMIT) or question
    if not words:
        raise Refusal("Say in a sentence what this line asks.", field=f"{at}.words")
    is_limited = line.check in LIMITED
    good, fair = (_limit(getattr(line, name), f"{at}.{name}") for name in ("good", "fair"))
    if is_limited and good is None:
        raise Refusal("Type a whole number, such as 4.", field=f"{at}.good")
    return Rule(
        line.key,
        line.check,
        words,
        clean_line(line.why, WORDS_LIMIT),
        clean_line(line.source, LINE_LIMIT),
        line.kinds & SEEN_ON[line.check],
        good,
        fair,
        _weight(line.weight, f"{at}.weight"),
        is_stop=line.is_stop,
        refers=line.refers,
        fair_gives=line.fair_gives,
        question=question,
    )


def _limit(typed: str, field: str) -> int | None:
    words = clean_line(typed)
    if not words:
        return None
    if not _NUMBER.fullmatch(words) or int(words) > MOST_LIMIT:
        raise Refusal(f"Type a whole number from 0 to {MOST_LIMIT:,}.", field=field)
    return int(words)


def _weight(typed: str, field: str) -> int:
    words = clean_line(typed)
    if not _NUMBER.fullmatch(words) or int(words) > MOST_WEIGHT:
        raise Refusal(f"Type a whole number from 0 to {MOST_WEIGHT}.", field=field)
    return int(words)


def _list(texts: PolicyTexts, name: str) -> tuple[str, ...]:
    lines: Sequence[str] = getattr(texts, name).splitlines()
    found = tuple(filter(None, (clean_line(one, WORDS_LIMIT) for one in lines)))
    if len(found) > PARTS_LIMIT:
        raise Refusal(f"At most {PARTS_LIMIT} lines fit on the paper.", field=name)
    return found


def _read_day(texts: PolicyTexts, name: str, today: date) -> date | None:
    words = getattr(texts, name).strip()
    if not words:
        return None
    day = read_day(words, today)
    if day is None:
        raise Refusal("Type the day as 2026-12-03 or Dec 3 2026.", field=name)
    return day


def _check_approval(on: date | None, by: str, today: date) -> None:
    if on is not None and on > today:
        raise Refusal(
            "This day is still ahead. Leave it empty until the policy is approved.",
            field="approved_on",
        )
    if by and on is None:
        raise Refusal("Type the day on which they approved it, too.", field="approved_on")
