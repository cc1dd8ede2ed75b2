"""What is checked and cleaned of an offer before it is kept, and what a changed one takes along."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from libdesk.domain.donation_documents import document_of_machine, parse_machine
from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_verdicts import Judged
from libdesk.domain.donations import (
    MOST_ALIKE,
    WITH_CERTIFICATE,
    Donor,
    Fated,
    Machine,
    Offer,
    Outcome,
)
from libdesk.domain.text import clean_line, clean_text
from libdesk.services.donation_stores import KeptLine, KeptVerdict, Override
from libdesk.services.errors import Refusal

LINES_LIMIT = 10_000
"""Lines of one offer."""

NOTES_LIMIT = 10_000
"""Characters of notes, and of a reason."""

ADDRESS_LIMIT = 1_000


def cleaned_offer(offer: Offer) -> Offer:
    """Return an offer as it is kept: nothing hidden in its words, nothing around them."""
    return replace(
        offer,
        donor=_cleaned_donor(offer.donor),
        machines=tuple(map(_cleaned_machine, offer.machines)),
        notes=clean_text(offer.notes)[:NOTES_LIMIT].rstrip(),
        made_by=clean_line(offer.made_by),
    )


def check_offer(offer: Offer, today: date) -> None:
    """Say no to what can't be an offer.

    Raises:
        Refusal: names the field: "machines", "asked_on", "received_on", "answered_on", or a line's
            place with the field behind it, such as "3.count".
    """
    if not offer.machines:
        raise Refusal(
            "Nothing is offered yet. Add at least one machine or thing.", field="machines"
        )
    if len(offer.machines) > LINES_LIMIT:
        raise Refusal(
            f"An offer can have at most {LINES_LIMIT:,} lines. Make a second offer of the rest.",
            field="machines",
        )
    for name in ("asked_on", "received_on", "answered_on"):
        check_past(getattr(offer, name), name, today)
    for place, one in enumerate(offer.machines):
        if not 1 <= one.count <= MOST_ALIKE:
            raise Refusal(f"Type a whole number from 1 to {MOST_ALIKE:,}.", field=f"{place}.count")
        _check_kept(one, place)


def check_past(on: date | None, field: str, today: date) -> None:
    """Say no to a day that is still to come; raises Refusal with that field."""
    if on is not None and on > today:
        raise Refusal("This day is still to come. Choose today or a day before it.", field=field)


def checked_fates(offer: Offer, fates: Mapping[int, Fated], today: date) -> tuple[Fated, ...]:
    """Return what became of each line, with these in the place of what was known.

    Raises:
        Refusal: a day is still to come, or missing; names the line's place with the field behind
            it, such as "3.on".
    """
    found = [offer.fate(place) for place in range(len(offer.machines))]
    for place, fate in fates.items():
        if not 0 <= place < len(found):
            raise Refusal("This machine is not in the offer any more.", field="machines")
        check_past(fate.on, f"{place}.on", today)
        if fate.outcome is not Outcome.NONE and fate.on is None:
            raise Refusal("Choose the day on which it went.", field=f"{place}.on")
        found[place] = _cleaned_fate(fate)
    return tuple(found)


def kept_verdict(judged: Judged, policy: Policy) -> KeptVerdict:
    """Return a verdict as it is kept."""
    points = policy.points.strict
    return KeptVerdict(
        judged.verdict,
        policy.version,
        tuple(
            KeptLine(
                one.rule.key,
                one.fate.name.lower(),
                one.reading.fact,
                one.is_known,
                one.points(points),
            )
            for one in judged.lines
        ),
    )


def moved(before: Sequence[Machine], after: Sequence[Machine]) -> Mapping[int, int]:
    """Return where the lines of an offer are after it was changed; one that is gone has no place.

    What is the same at the beginning and at the end stayed itself; what is between was changed in
    its place, or is new.
    """
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    end = next(
        (at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start
    )
    places = {at: at for at in range(most - end)}
    shift = len(after) - len(before)
    places.update({at: at + shift for at in range(len(before) - end, len(before))})
    return places


def moved_fates(offer: Offer, places: Mapping[int, int], count: int) -> tuple[Fated, ...]:
    """Return what became of an offer's lines, at their new places.

    Raises:
        Refusal: a line is gone of which items were made.
    """
    found = [Fated()] * count
    for place, fate in enumerate(offer.fates):
        if place in places:
            found[places[place]] = fate
        elif fate.items:
            raise Refusal(
                "A machine that the library has taken can’t be taken out of the offer. "
                "Undo the taking first.",
                field="machines",
            )
    return tuple(found)


def moved_overrides(
    overrides: Sequence[Override], places: Mapping[int, int]
) -> tuple[Override, ...]:
    """Return what was decided otherwise, at the new places of the lines."""
    return tuple(replace(one, place=places[one.place]) for one in overrides if one.place in places)


def _cleaned_donor(donor: Donor) -> Donor:
    return Donor(
        clean_line(donor.name),
        clean_line(donor.organization),
        clean_text(donor.address)[:ADDRESS_LIMIT].rstrip(),
        clean_line(donor.mail),
        clean_line(donor.phone),
    )


def _cleaned_machine(machine: Machine) -> Machine:
    return replace(
        machine,
        make=clean_line(machine.make),
        model=clean_line(machine.model),
        serial=clean_line(machine.serial),
        processor=clean_line(machine.processor),
        place=clean_line(machine.place),
        notes=clean_text(machine.notes)[:NOTES_LIMIT].rstrip(),
        faults=tuple(filter(None, map(clean_line, machine.faults))),
    )


def _cleaned_fate(fate: Fated) -> Fated:
    if fate.outcome is Outcome.NONE:
        return Fated()
    has_paper = fate.outcome in WITH_CERTIFICATE
    return replace(
        fate,
        to=clean_line(fate.to),
        certificate=clean_line(fate.certificate) if has_paper else "",
    )


def _check_kept(machine: Machine, place: int) -> None:
    """Say no to what could not be read again."""
    try:
        parse_machine(document_of_machine(machine))
    except ValueError as error:
        # The message ends with the fact that it is about.
        field = str(error).rpartition(": ")[2]
        raise Refusal(f"This can’t be kept as it is: {error}.", field=f"{place}.{field}") from None
