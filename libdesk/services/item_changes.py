"""Items changed within a transaction: each change checked, kept with its history, and taken back.

Each change is kept with who made it, when, from what and to what. Until somebody changes the same
item again, it can be taken back as though it had never been.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from libdesk.domain.item_fields import (
    CUSTOM,
    FIELDS,
    NOTES_LIMIT,
    OWN_FIELDS_LIMIT,
    FieldType,
    text_of,
    with_texts,
)
from libdesk.domain.item_history import (
    ChangeId,
    ChangeSet,
    change_of,
    taken_back,
)
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line, clean_text, fold
from libdesk.services.donation_ties import untake
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Gates, Rules
from libdesk.services.item_ties import check_nothing_hangs_on
from libdesk.services.stores import Unit
from libdesk.services.turns import Rest, in_turns, no_rest, parts_in_turns

_MANY = 20
"""Labels that are looked for one by one."""

_SHOWN = 40
"""Characters of what was typed that a refusal repeats."""

_TYPED = tuple(
    name
    for name, one in FIELDS.items()
    if one.holds in {FieldType.LINE, FieldType.TEXT, FieldType.WHOLE, FieldType.MONEY}
)
"""Fields that can hold what can't be kept; days, choices and answers are right or not there."""

_UNREADABLE = "What was changed then can’t be read any more, so it can’t be taken back."


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed, for whoever shows it or takes it back.

    Attributes:
        records: the items as they are now.
        change: the change set; None where nothing was changed.
    """

    records: tuple[Record, ...]
    change: ChangeId | None


def add_records(
    unit: Unit, rules: Rules, change_set: ChangeSet, records: Sequence[Record]
) -> Changed:
    """Add items within a transaction, with their history.

    Raises:
        Refusal: one has no label or no kind, or another item has its label; names the field.
    """
    clean = [checked(one) for one in records]
    _check_labels(unit, clean)
    change = unit.item_history.begin(change_set)
    add_own_fields(unit, _own_names(clean), change)
    ids = unit.items.add([(one, rules.dates(one)) for one in clean])
    added = tuple(
        replace(one, id=item_id, version=1) for item_id, one in zip(ids, clean, strict=True)
    )
    unit.item_history.note(change, [change_of(None, one) for one in added])
    return Changed(added, change)


def change_records(  # noqa: PLR0913 - what most callers leave as it is stands by its name
    unit: Unit,
    rules: Rules,
    change_set: ChangeSet,
    records: Sequence[Record],
    *,
    corrects: bool = False,
    rest: Rest = no_rest,
    gates: Gates | None = None,
) -> Changed:
    """Write items within a transaction, with their history; those that are the same stay.

    Args:
        unit: the transaction.
        rules: what follows from a record.
        change_set: what to call it in the history.
        records: each with the version that was on the screen.
        corrects: the list was wrong, so a status may become any other.
        rest: called now and then where there are many.
        gates: what is asked before a status changes; None for what is asked by hand.

    Raises:
        Refusal: a field can't be as it is, or a status can't move so; names the field.
        Conflict: one of them was changed meanwhile.
    """
    stored = records_of(unit, [one.id for one in records], rest)
    gates = gates or Gates(unit, rules)
    if not corrects:
        gates.expect([one.id for one in records if one.status is Status.GONE], rest)
    changed, notes = [], []
    for one in in_turns(records, rest):
        was = _still_as_shown(unit, stored.get(one.id), one)
        became = replace(checked(one), version=one.version + 1)
        note = change_of(was, became)
        if not note.fields:
            continue
        if not corrects:
            gates.check(was, became)
        changed.append(became)
        notes.append(note)
    if not changed:
        return Changed(tuple(records), None)
    _check_labels(unit, [one for one in changed if fold(one.tag) != fold(stored[one.id].tag)])
    change = unit.item_history.begin(change_set)
    add_own_fields(unit, _own_names(changed), change)
    _write(unit, rules, change, changed, rest)
    for noted in parts_in_turns(notes, rest):
        unit.item_history.note(change, noted)
    now = {one.id: one for one in changed}
    return Changed(tuple(now.get(one.id, one) for one in records), change)


def _write(
    unit: Unit, rules: Rules, change: ChangeId, changed: Sequence[Record], rest: Rest
) -> None:
    for some in parts_in_turns(changed, rest):
        unit.items.change([(one, rules.dates(one)) for one in some], change)


def take_back(
    unit: Unit, rules: Rules, change: ChangeId, rest: Rest = no_rest
) -> tuple[ItemId, ...]:
    """Take a change set back within a transaction; return the items that it touched.

    Args:
        unit: the transaction.
        rules: what follows from a record.
        change: the change set.
        rest: called now and then where there are many.

    Raises:
        Refusal: it was taken back already, or can't be read any more.
        Conflict: an item was changed since, has its label no more to itself, or has photos that
            would go with it; or one is part of another stand-in, or is being set up, by now.
    """
    unit.item_history.get(change)
    try:
        changes = tuple(in_turns(unit.item_history.changes(change), rest))
    except (ValueError, TypeError) as error:
        raise Refusal(_UNREADABLE) from error
    records = records_of(unit, [one.item for one in changes], rest)
    since = [one for one in changes if _version(records.get(one.item)) != one.version]
    if since:
        first = records.get(since[0].item)
        named = first.tag if first is not None else "An item"
        more = f" and {len(since) - 1} more" if len(since) > 1 else ""
        raise Conflict(f"{named}{more} was changed since, so this can’t be taken back whole.")
    try:
        old = (one for one in changes if not one.is_new)
        before = [taken_back(records[one.item], one) for one in in_turns(old, rest)]
    except ValueError as error:
        raise Refusal(_UNREADABLE) from error
    for one in in_turns(before, rest):
        if fold(one.tag) != fold(records[one.id].tag) and (other := _holder(unit, one)):
            raise Conflict(f"{other.name} has the label {one.tag} by now. Give it another first.")
    new = [one.item for one in changes if one.is_new]
    check_nothing_hangs_on(unit, rules, change, records, before, [records[one] for one in new])
    untake(unit, change)
    fields = unit.own_fields.names()
    for some in parts_in_turns(before, rest):
        unit.items.put_back([(one, rules.dates(one)) for one in some], change)
    unit.item_history.forget(change)
    for gone in parts_in_turns(new, rest):
        unit.items.remove(gone)
    if missing := set(fields) - set(unit.own_fields.names()):
        # Others have filled in these fields since, so they stay.
        unit.own_fields.add([one for one in unit.items.own_names() if one in missing])
    return tuple(one.item for one in changes)


def records_of(unit: Unit, ids: Sequence[ItemId], rest: Rest = no_rest) -> dict[ItemId, Record]:
    """Return these items by id, in the order of the ids; those that are gone are left out."""
    some = (unit.items.get_all(part) for part in parts_in_turns(ids, rest))
    return {one.id: one for one in chain.from_iterable(some)}


def add_own_fields(unit: Unit, names: Iterable[str], change: ChangeId) -> None:
    """Add those of these own fields that are new, within a transaction.

    Raises:
        Refusal: they would be more than anybody finds one in.
    """
    known = unit.own_fields.names()
    new = [name for name in names if name not in known]
    if len(known) + len(new) > OWN_FIELDS_LIMIT:
        raise Refusal(f"A list can have {OWN_FIELDS_LIMIT} fields of its own, and no more.")
    unit.own_fields.add(new, change)


def checked(record: Record) -> Record:
    """Return a record with its texts as they are kept.

    Raises:
        Refusal: it has no label or no kind, or too long notes; names the field.
    """
    plain = {name: text_of(value) for name in _TYPED if (value := getattr(record, name))}
    custom = {
        f"{CUSTOM}{clean_line(name)}": text
        for name, text in record.custom.items()
        if clean_line(name)
    }
    clean = with_typed(replace(record, custom={}), {**plain, **custom})
    if not fold(clean.tag):
        raise Refusal("Please give it a label number: it is found by it.", field="tag")
    if not clean.kind:
        raise Refusal("Please say what it is, such as “public PC”.", field="kind")
    return replace(clean, name=clean.name or clean.machine or clean.kind)


def with_typed(record: Record, texts: Mapping[str, str]) -> Record:
    """Return a record with these fields set as they were typed.

    Raises:
        Refusal: one of them can't be; names the field.
    """
    if len(clean_text(texts.get("notes", ""))) > NOTES_LIMIT:
        raise Refusal(
            f"These notes are longer than {NOTES_LIMIT:,} characters. Shorten them, or add them as "
            "a paper.",
            field="notes",
        )
    try:
        return with_texts(record, texts)
    except ValueError as error:
        name, _, rest = str(error).partition(" ")
        typed = clean_line(texts.get(name, ""), limit=_SHOWN)
        raise Refusal(f"“{typed}” {rest}.", field=name) from error


def _still_as_shown(unit: Unit, stored: Record | None, record: Record) -> Record:
    """Return an item as it is stored: it must be the one that was on the screen."""
    if stored is None:
        raise Conflict(f"{record.tag} is not in the list any more.")
    if stored.version != record.version:
        raise _conflict(unit, record)
    return stored


def _check_labels(unit: Unit, records: Sequence[Record]) -> None:
    """Refuse labels that another item has, or two of these."""
    # Each label is looked for by itself, unless there are so many that all are read faster.
    taken = {fold(tag) for tag in unit.items.tags()} if len(records) > _MANY else None
    seen = set()
    for record in records:
        key = fold(record.tag)
        if key in seen:
            raise Refusal(f"Two of these items have the label {record.tag}.", field="tag")
        seen.add(key)
        if (taken is None or key in taken) and (other := _holder(unit, record)):
            raise Refusal(f"{other.name} has the label {other.tag} already.", field="tag")


def _holder(unit: Unit, record: Record) -> Record | None:
    """Return the other item that has a record's label; case and accents are equal."""
    key = fold(record.tag)
    found = (one for one in unit.items.find(record.tag) if fold(one.tag) == key)
    return next((one for one in found if one.id != record.id), None)


def _own_names(records: Sequence[Record]) -> Iterable[str]:
    return dict.fromkeys(name for one in records for name in one.custom)


def _version(record: Record | None) -> int:
    return record.version if record is not None else 0


def _conflict(unit: Unit, record: Record) -> Conflict:
    history = unit.item_history.of(record.id)
    last = history[0].change_set if history else None
    by = last.by if last is not None else ""
    return Conflict(
        f"{record.tag} was changed meanwhile by {by or 'somebody else'}. What you typed is still "
        "here.",
        by=by,
        at=last.at if last is not None else None,
    )
