"""What is put into a letter to a donor: the facts of an offer in the letter's language (4.4, 4.5).

The facts of a verdict are English sentences, so reasons and questions come from the letter's own
texts, by what a line of the policy looks at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from libdesk.domain.donation_letters import Country, Texts, fill, merge
from libdesk.domain.donation_policy import Check, Policy, Rule, Verdict
from libdesk.domain.donations import Donor, Fated, Kind, Machine, Outcome
from libdesk.domain.records import ItemId
from libdesk.domain.text import clean_line
from libdesk.domain.wiping import WipeRecord
from libdesk.services.donation_stores import KeptOffer

REASONS_MOST = 3
NAMED_MOST = 20
"""Kinds of machines that are named in one sentence."""

NAME_LIMIT = 80
"""Characters of a make, and of a model, in a sentence."""

BACK_WITHIN = timedelta(days=14)
"""So long a donor has time to say what becomes of what the library can't use (4.5)."""

ADDRESS_MOST = 7
"""Lines that fit into the window of an envelope."""

TAKEN = frozenset({Verdict.ACCEPT, Verdict.SPARE, Verdict.PARTS})
NOT_OURS = frozenset({Verdict.DECLINE, Verdict.REFER})
HANDED_ON = frozenset({Outcome.REFURBISHER, Outcome.RECYCLED})

_PARTS = (
    (Verdict.ACCEPT, "part.taken"),
    (Verdict.SPARE, "part.spare"),
    (Verdict.PARTS, "part.parts"),
    (Verdict.MAYBE, "part.look"),
    (Verdict.REFER, "part.refer"),
    (Verdict.DECLINE, "part.decline"),
)


@dataclass(frozen=True, slots=True)
class House:
    """Who writes letters here, as the library has set it once.

    Attributes:
        country: whose rules about gifts count.
        is_set: somebody has chosen the country; else it is guessed.
        library: the library's name; "" when not set.
        address: its postal address, in lines.
        signed: who signs, in lines.
        version: what a change has to expect.
    """

    country: Country
    is_set: bool = False
    library: str = ""
    address: str = ""
    signed: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """All that a letter is made of.

    Attributes:
        kept: the offer.
        texts: in the letter's language.
        house: who writes.
        policy: by which the offer was judged; None where it can't be read.
        wipes: the wipe that counts, by item.
        today: the day of the letter.
    """

    kept: KeptOffer
    texts: Texts
    house: House
    policy: Policy | None
    wipes: Mapping[ItemId, WipeRecord]
    today: date

    def day(self, day: date) -> str:
        """Return a day in the letter's language."""
        return self.texts.day(day, self.house.country)

    def places(self, verdicts: Iterable[Verdict]) -> tuple[int, ...]:
        """Return the lines of the offer on which one of these verdicts holds."""
        wanted = frozenset(verdicts)
        count = len(self.kept.verdicts)
        return tuple(one for one in range(count) if self.kept.verdict(one) in wanted)

    def machines(self, places: Iterable[int]) -> tuple[Machine, ...]:
        """Return the machines of these lines."""
        return tuple(self.kept.offer.machines[place] for place in places)


def values_of(material: Material) -> dict[str, str]:
    """Return what each name in a letter stands for; "" where it stands for nothing here."""
    taken, not_ours = material.places(TAKEN), material.places(NOT_OURS)
    shared = _shared(material)
    received = _received(material, shared)
    country = f"country.{material.house.country.value}"
    return {
        **shared,
        "greeting": _greeting(material, shared),
        "decisions": _decisions(material, shared),
        "reasons": _reasons(material, shared, not_ours),
        "questions": _questions(material, shared),
        "elsewhere": _elsewhere(material, shared) if not_ours else "",
        "back": _back(material, shared) if not_ours else "",
        "conditions": _conditions(material, shared) if taken else "",
        "received": received,
        "country": _part(material, country, shared, received=received) if taken else "",
        "money": _part(material, "part.money", shared) if not_ours else "",
        "handed": _handed(material, shared),
        "wiped": _wiped(material, shared),
        "signed": _signed(material, shared),
    }


def address_of(donor: Donor) -> tuple[str, ...]:
    """Return the lines of a donor's address; none of somebody without a name."""
    if donor.is_anonymous:
        return ()
    lines = [donor.organization, donor.name, *donor.address.splitlines()]
    return tuple(filter(None, map(clean_line, lines)))[:ADDRESS_MOST]


def named(texts: Texts, machines: Iterable[Machine]) -> str:
    """Return machines in one line, those that are called alike together."""
    counts: dict[tuple[str, Kind], int] = {}
    for one in machines:
        key = (_name(one), one.kind)
        counts[key] = counts.get(key, 0) + one.count
    told = []
    for (name, kind), count in counts.items():
        of_one, of_many = texts.kinds[kind]
        what = of_one if count == 1 else fill(of_many, {"count": str(count)})
        told.append(fill(texts.words["named"], {"what": what, "name": name}) if name else what)
    if len(told) > NAMED_MOST:
        rest = sum([*counts.values()][NAMED_MOST:])
        told[NAMED_MOST:] = [fill(texts.words["more"], {"count": str(rest)})]
    return texts.joined(told)


def _name(machine: Machine) -> str:
    """Return make and model, the make once; "" where neither is known."""
    make, model = clean_line(machine.make, NAME_LIMIT), clean_line(machine.model, NAME_LIMIT)
    has_make = model.casefold().startswith(make.casefold())
    return model if has_make else f"{make} {model}".strip()


def _shared(material: Material) -> dict[str, str]:
    offer, texts = material.kept.offer, material.texts
    donor = clean_line(offer.donor.name or offer.donor.organization)
    return {
        "donor": donor or texts.words["friend"],
        "library": clean_line(material.house.library) or texts.words["our_library"],
        "date": material.day(material.today),
        "offered_on": material.day(offer.asked_on),
        "machines": named(texts, offer.machines),
    }


def _part(material: Material, key: str, shared: Mapping[str, str], **more: str) -> str:
    return merge(material.texts.templates[key].text, {**shared, **more})


def _greeting(material: Material, shared: Mapping[str, str]) -> str:
    donor = material.kept.offer.donor
    form = "person" if donor.name else "organization" if donor.organization else "nobody"
    return fill(material.texts.words[f"greetings.{form}"], shared)


def _decisions(material: Material, shared: Mapping[str, str]) -> str:
    told = []
    for verdict, key in _PARTS:
        if places := material.places({verdict}):
            machines = named(material.texts, material.machines(places))
            told.append(_part(material, key, shared, machines=machines))
    return "\n\n".join(told)


def _rules(material: Material) -> Mapping[str, Rule]:
    return {one.key: one for one in material.policy.rules} if material.policy else {}


def _reasons(material: Material, shared: Mapping[str, str], places: Sequence[int]) -> str:
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        for told, weight in _against(material, place):
            found[told] = min(weight, found.get(told, weight))
    if not found:
        return ""
    first = sorted(found, key=lambda told: found[told])[:REASONS_MOST]
    return _part(material, "part.reasons", shared, reasons=_bullets(first))


def _against(material: Material, place: int) -> list[tuple[str, tuple[int, int]]]:
    """Return what speaks against a machine, with its rank; beside the worst kind no other counts.

    Whoever offers a fax machine need not read that we would rather have five.
    """
    rules = _rules(material)
    found = []
    for line in material.kept.verdicts[place].lines:
        rule = rules.get(line.rule)
        if rule is None or not line.is_known or line.fate == "pass":
            continue
        is_fail = line.fate == "fail"
        rank = 0 if is_fail and rule.is_stop else 1 if is_fail else 2
        told = fill(material.texts.reasons[rule.check], {"words": rule.text})
        found.append((told, (rank, line.points)))
    worst = min((rank for _, (rank, _) in found), default=0)
    return [(told, weight) for told, weight in found if weight[0] == worst]


def _questions(material: Material, shared: Mapping[str, str]) -> str:
    rules, texts = _rules(material), material.texts
    groups: dict[tuple[str, ...], list[int]] = {}
    for place in material.places({Verdict.MAYBE}):
        asked: dict[str, None] = {}
        for line in material.kept.verdicts[place].lines:
            rule = rules.get(line.rule)
            if rule is not None and not line.is_known:
                asked[_question(texts, rule)] = None
        groups.setdefault(tuple(filter(None, asked)), []).append(place)
    groups.pop((), None)
    if not groups:
        return ""
    told, number = [], 0
    for questions, places in groups.items():
        lines = "\n".join(f"{number + at}. {one}" for at, one in enumerate(questions, 1))
        number += len(questions)
        machines = named(texts, material.machines(places))
        is_one = len(groups) == 1
        told.append(
            lines
            if is_one
            else _part(material, "part.about", shared, machines=machines, questions=lines)
        )
    return _part(material, "part.questions", shared, questions="\n\n".join(told))


def _question(texts: Texts, rule: Rule) -> str:
    words = clean_line(rule.question or rule.text) if rule.check is Check.OWN else ""
    return fill(texts.questions[rule.check], {"words": words})


def _elsewhere(material: Material, shared: Mapping[str, str]) -> str:
    lines = material.policy.elsewhere if material.policy else ()
    if lines:
        return _part(material, "part.elsewhere", shared, elsewhere=_bullets(lines))
    recyclers = material.texts.word("recyclers", material.house.country.value)
    return _part(material, "part.nowhere", shared, recyclers=recyclers)


def _back(material: Material, shared: Mapping[str, str]) -> str:
    if material.kept.offer.received_on is None:
        return ""
    until = material.day(material.today + BACK_WITHIN)
    return _part(material, "part.back", shared, until=until)


def _conditions(material: Material, shared: Mapping[str, str]) -> str:
    lines = material.policy.conditions if material.policy else ()
    # What the paragraph about the country says anyway is "" there.
    told = " ".join(filter(None, (material.texts.sentences.get(one, one) for one in lines)))
    return _part(material, "part.conditions", shared, conditions=told) if told else ""


def _received(material: Material, shared: Mapping[str, str]) -> str:
    on = material.kept.offer.received_on
    if on is None:
        return ""
    return _part(material, "part.received", shared, received_on=material.day(on))


def _handed(material: Material, shared: Mapping[str, str]) -> str:
    offer, texts = material.kept.offer, material.texts
    told = []
    for place, machine in enumerate(offer.machines):
        fate = offer.fate(place)
        if fate.outcome in HANDED_ON:
            told.append(_handed_line(material, machine, fate, shared))
    return _bullets(told or [named(texts, offer.machines)])


def _handed_line(
    material: Material, machine: Machine, fate: Fated, shared: Mapping[str, str]
) -> str:
    texts = material.texts
    to = clean_line(fate.to) or texts.words[f"places.{fate.outcome.value}"]
    on = material.day(fate.on or material.today)
    line = _part(material, "part.handed", shared, machines=named(texts, [machine]), to=to, on=on)
    if not fate.certificate:
        return line
    certificate = clean_line(fate.certificate)
    return f"{line}, {_part(material, 'part.certificate', shared, certificate=certificate)}"


def _wiped(material: Material, shared: Mapping[str, str]) -> str:
    offer, texts = material.kept.offer, material.texts
    told = []
    for place, machine in enumerate(offer.machines):
        for item in offer.fate(place).items:
            if (wipe := material.wipes.get(item)) is not None:
                what = named(texts, [_alone(machine)])
                if serial := clean_line(wipe.serial):
                    what = fill(texts.words["serial"], {"what": what, "serial": serial})
                method = texts.words[f"methods.{wipe.method.value}"]
                on = material.day(wipe.on)
                told.append(
                    _part(material, "part.wiped", shared, machines=what, on=on, method=method)
                )
    if not told:
        return _bullets([_part(material, "part.unwiped", shared)])
    return _bullets(told)


def _alone(machine: Machine) -> Machine:
    return Machine(kind=machine.kind, make=machine.make, model=machine.model)


def _signed(material: Material, shared: Mapping[str, str]) -> str:
    lines = [clean_line(one) for one in material.house.signed.splitlines()]
    lines = [one for one in lines if one]
    if not lines:
        return fill(material.texts.words["signed"], shared)
    return "\n".join((*lines, shared["library"]) if material.house.library else lines)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {one}" for one in lines)
