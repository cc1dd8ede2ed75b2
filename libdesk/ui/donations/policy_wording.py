"""Words of the policy page: where it stands, what its models mean, what a change would do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.donation_policy import SEEN_ON, Policy
from libdesk.domain.donation_policy_faults import Fault, FaultKind
from libdesk.domain.donations import COMPUTERS, Kind
from libdesk.services.donation_policies import NOTE_SHIPPED, Flip, PolicyRead
from libdesk.services.donation_policy_texts import LineTexts, PolicyTexts
from libdesk.services.donation_stores import KeptPolicy
from libdesk.ui.donations.wording import (
    DOT,
    check_words,
    kind_words,
    machine_words,
    short_verdict_words,
)
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.strings import counted, time_words

FLIPS_SHOWN = 30
"""Of more, the page tells how many."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def model_words(model: str) -> str:
    """Return what a shipped policy is called; "" for one that nobody ships."""
    return {
        "fits": _tr("We take what fits"),
        "nearly-nothing": _tr("We take nearly nothing"),
        "refurbishing": _tr("We take things to refurbish"),
    }.get(model, "")


def meaning_words(model: Policy) -> str:
    """Return what a shipped policy means for a library."""
    age = next((one for one in model.rules if one.key == "age"), None)
    good, fair = ("" if age is None else str(one or 0) for one in _limits(age))
    told = {
        "fits": _tr(
            "A computer that runs a supported system and is at most {good} years old is taken; up "
            "to {fair} years it can be a spare. All else is weighed line by line. For a library "
            "with somebody for IT, and now and then a use for a good machine."
        ),
        "nearly-nothing": _tr(
            "As a rule no. What is taken is on a list of needs, at most {good} years old, and "
            "approved in writing before it comes. The least work, and the shortest talk at the "
            "desk. So does Great River Regional Library, Minnesota."
        ),
        "refurbishing": _tr(
            "Older ones too: up to {good} years, and up to {fair} for parts. Volunteers put them "
            "in order and pass them on. Only with people, a room, and a place where the rest goes."
        ),
    }.get(model.model, model.purpose)
    return told.format(good=good, fair=fair)


def _limits(rule: object) -> tuple[int | None, int | None]:
    return getattr(rule, "good", None), getattr(rule, "fair", None)


def state_words(read: PolicyRead, newest: KeptPolicy | None, now: datetime) -> str:
    """Return which policy counts, since when, and whether anybody has approved it."""
    policy = read.policy
    if not read.is_stored or newest is None:
        told = _tr("LibDesk’s own model “{model}” counts until you save one.")
        return told.format(model=model_words(policy.model) or policy.title)
    told = _tr("Version {number} counts, saved {when}.")
    if newest.by:
        told = _tr("Version {number} counts, saved {when} by {who}.")
    words = told.format(number=policy.version, when=time_words(newest.at, now), who=newest.by)
    return f"{words} {approval_words(policy.approved_on, policy.approved_by)}"


def approval_words(on: date | None, by: str) -> str:
    """Return who approved it, and when."""
    if on is None:
        return _tr("Nobody has approved it yet.")
    if not by:
        return _tr("Approved on {day}.").format(day=short_day_words(on))
    return _tr("Approved on {day} by {who}.").format(day=short_day_words(on), who=by)


def damaged_words(read: PolicyRead) -> str:
    """Return what to know where the newest version can't be read."""
    counts = (
        _tr("Version {number} counts.").format(number=read.policy.version)
        if read.is_stored
        else _tr("LibDesk’s own model counts.")
    )
    told = _tr(
        "The newest version of your policy can’t be read: it is damaged, or of a newer LibDesk. "
        "{counts} What you save becomes the next version; the damaged one stays as it is."
    )
    return told.format(counts=counts)


def fault_words(fault: Fault) -> str:
    """Return what is to be settled, in words that say which kind it is."""
    told = {
        FaultKind.GAP: _tr("To settle: {what}"),
        FaultKind.CONTRADICTION: _tr("Contradiction: {what}"),
    }[fault.kind]
    return told.format(what=fault.words)


def settle_words(faults: Sequence[Fault]) -> str:
    """Return how much the board should settle; "" for nothing."""
    crossed = sum(one.kind is FaultKind.CONTRADICTION for one in faults)
    gaps = len(faults) - crossed
    told = []
    if crossed:
        told.append(counted(crossed, _tr("1 contradiction"), _tr("{count} contradictions")))
    if gaps:
        told.append(counted(gaps, _tr("1 gap"), _tr("{count} gaps")))
    if not told:
        return ""
    return _tr("To settle with the board: {what}. Each stands beside what it is about.").format(
        what=_tr(" and ").join(told)
    )


def line_name(line: LineTexts, numbers: Mapping[str, int]) -> str:
    """Return what a line is called: its number, or what it looks at where it is off."""
    if line.key in numbers:
        return _tr("line {number}").format(number=numbers[line.key])
    return check_words(line.check) or line.text[:40]


def weight_words(line: LineTexts) -> str:
    """Return how much a line counts, and for what, in small print."""
    told = [
        _tr("Must: failing it is the end")
        if line.is_stop
        else _tr("Weight {weight}").format(weight=line.weight.strip() or "?")
    ]
    if line.refers:
        told.append(_tr("failing it passes it on"))
    if for_ := kinds_words(line):
        told.append(for_)
    return DOT.join(told)


def kinds_words(line: LineTexts) -> str:
    """Return which kinds a line is for; "" for all."""
    seen = SEEN_ON[line.check]
    kinds = (line.kinds & seen) or seen
    known = frozenset(Kind) - {Kind.UNKNOWN}
    if kinds >= known:
        return ""
    if kinds == COMPUTERS:
        return _tr("for computers")
    named = ", ".join(kind_words(one).lower() for one in Kind if one in kinds & known)
    return _tr("for: {kinds}").format(kinds=named)


def flips_words(flips: Sequence[Flip]) -> str:
    """Return how many past offers would go another way."""
    if not flips:
        return _tr("No past offer would get another verdict.")
    better = sum(one.becomes > one.was for one in flips)
    machines = counted(len(flips), _tr("1 machine"), _tr("{count} machines"))
    told = _tr(
        "By this policy {machines} of past offers would get another verdict: {better} a better "
        "one, {worse} a worse one. What was decided stays as it was decided."
    )
    return told.format(machines=machines, better=better, worse=len(flips) - better)


def flip_words(flip: Flip) -> str:
    """Return which machine would get which other verdict."""
    told = _tr("{number}, {machine}: {was} → {becomes}")
    return told.format(
        number=flip.offer.number,
        machine=machine_words(flip.offer.machines[flip.place]),
        was=short_verdict_words(flip.was),
        becomes=short_verdict_words(flip.becomes),
    )


def version_words(kept: KeptPolicy, now: datetime) -> str:
    """Return a version in a line: its number, when and by whom."""
    told = [
        _tr("Version {number}").format(number=QLocale().toString(kept.version)),
        time_words(kept.at, now),
    ]
    if kept.by:
        told.append(kept.by)
    return DOT.join(told)


def note_words(kept: KeptPolicy) -> str:
    """Return what was noted of a version."""
    if kept.note == NOTE_SHIPPED:
        return _tr("LibDesk’s own model, kept when it first judged an offer.")
    return kept.note


def texts_in_words(texts: PolicyTexts) -> dict[str, str]:
    """Return all that stands in the fields, by names that people know."""
    found = {
        _tr("Title"): texts.title,
        _tr("Purpose"): texts.purpose,
        _tr("We take"): _kinds(texts.takes),
        _tr("We never take"): _kinds(texts.refuses),
        _tr("Conditions"): texts.conditions,
        _tr("Who may say yes"): texts.deciders,
        _tr("Exceptions"): texts.exceptions,
        _tr("What becomes of things"): texts.goes,
        _tr("Where else to take things"): texts.elsewhere,
        _tr("Approved on"): texts.approved_on,
        _tr("Approved by"): texts.approved_by,
        _tr("Looked at again on"): texts.review_on,
        _tr("Points"): DOT.join((texts.soft, texts.fail, texts.accept_from, texts.spare_from)),
        _tr("Passed on to a refurbisher"): _yes(is_so=texts.refers),
    }
    for line in texts.lines:
        name = f"{check_words(line.check) or _tr('Line')} ({line.key})"
        found[name] = _line(line) if line.is_on else _tr("switched off")
    return found


def _line(line: LineTexts) -> str:
    return DOT.join(filter(None, (line.text, weight_words(line), line.why, line.source)))


def _kinds(kinds: frozenset[Kind]) -> str:
    return ", ".join(kind_words(one) for one in Kind if one in kinds)


def _yes(*, is_so: bool) -> str:
    return _tr("yes") if is_so else _tr("no")
