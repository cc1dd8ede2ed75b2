"""Which item of the list each row of a file is about: by its label, its serial or computer name.

What can be meant in two ways is refused with the reason, and never guessed. A row without any of
the three is the same as an item that nothing tells apart from it, each item once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from libdesk.domain.item_cells import is_cut
from libdesk.domain.records import ItemId
from libdesk.domain.text import fold

KEYS = ("tag", "serial", "computer_name")
"""Fields by which a row finds its item, the surest first."""

WORDS: Mapping[str, str] = {"tag": "label", "serial": "serial number", "computer_name": "name"}
"""What they are called in a sentence."""

EACH = 0
"""Chosen for rows with one serial number that are different things all the same."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item that is in the list already.

    Attributes:
        id: which one.
        version: its version.
        texts: its fields; those that are empty may be missing, but not its label and its name.
    """

    id: ItemId
    version: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says.

    Attributes:
        row: its number in the file.
        texts: what it says of which field.
        why: why it can't be read in; "" where it can.
        is_kind_loose: the word for its kind may mean a more exact one, too.
    """

    row: int
    texts: Mapping[str, str]
    why: str = ""
    is_kind_loose: bool = False


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows of one file with the same label or serial number.

    Attributes:
        key: by which a choice names them, such as "serial:5cg1234".
        field: "tag" or "serial".
        text: what they have in common.
        rows: their numbers.
    """

    key: str
    field: str
    text: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with the item that it is about.

    Attributes:
        draft: the row.
        known: its item; None for a new one.
        why: why it is refused; "" where it is not.
        repeats: the row before it that says the same; 0 for none.
    """

    draft: Draft
    known: Known | None = None
    why: str = ""
    repeats: int = 0


def match_rows(
    drafts: Sequence[Draft], items: Sequence[Known], chosen: Mapping[str, int]
) -> tuple[tuple[Matched, ...], tuple[Twins, ...]]:
    """Return each row with its item, and the rows that are twins.

    Args:
        drafts: the rows.
        items: what is in the list already.
        chosen: of twins, by their key, the row that counts; EACH lets all count.
    """
    repeats = _repeats(drafts)
    reading = [one for one in drafts if not one.why and one.row not in repeats]
    twins = tuple(_twins(reading))
    out = _out_by_twins(twins, chosen)
    stock = _Stock(items)
    found: dict[int, Known | None] = {}
    refused = dict(out)
    for one in reading:
        if one.row not in refused:
            known, why = stock.find(one.texts)
            found[one.row] = known
            if why:
                refused[one.row] = why
    _refuse_one_item_twice(found, refused)
    _refuse_repeats_of_refused(repeats, refused)
    nameless = [one for one in reading if not any(key_of(key, one.texts) for key in KEYS)]
    found.update(_alike(nameless, items, {one.id for one in found.values() if one is not None}))
    matched = tuple(
        Matched(
            one, found.get(one.row), one.why or refused.get(one.row, ""), repeats.get(one.row, 0)
        )
        for one in drafts
    )
    return matched, twins


def key_of(field: str, texts: Mapping[str, str]) -> str:
    """Return by which a row is compared; "" where it tells nothing apart."""
    text = texts.get(field, "")
    return "" if field == "serial" and is_cut(text) else fold(text)


def _repeats(drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the rows that say the same as one before them, which have a number in common."""
    first: dict[tuple[str, str], Draft] = {}
    found: dict[int, int] = {}
    for one in drafts:
        if one.why:
            continue
        field = "tag" if one.texts.get("tag") else "serial"
        key = key_of(field, one.texts)
        if not key:
            continue
        before = first.setdefault((field, key), one)
        if before is not one and before.texts == one.texts:
            found[one.row] = before.row
    return found


def _twins(drafts: Sequence[Draft]) -> Iterator[Twins]:
    for field in ("tag", "serial"):
        groups: dict[str, list[Draft]] = defaultdict(list)
        for one in drafts:
            if key := key_of(field, one.texts):
                groups[key].append(one)
        for key, group in groups.items():
            if len(group) > 1:
                rows = tuple(one.row for one in group)
                yield Twins(f"{field}:{key}", field, group[0].texts[field], rows)


def _out_by_twins(twins: Sequence[Twins], chosen: Mapping[str, int]) -> dict[int, str]:
    """Return the rows that don't count because of their twins, and why."""
    out: dict[int, str] = {}
    for one in twins:
        counts = chosen.get(one.key)
        if counts == EACH and one.field == "serial":
            continue
        rows = _listed(one.rows)
        for row in one.rows:
            if counts in one.rows and row != counts:
                out[row] = f"Row {counts} counts for the {WORDS[one.field]} {one.text}."
            elif counts not in one.rows:
                out[row] = (
                    f"Rows {rows} have the same {WORDS[one.field]}, {one.text}. Choose which one "
                    "counts, or mend it in the file."
                )
    return out


def _listed(rows: Sequence[int]) -> str:
    shown = [str(row) for row in rows[:4]]
    if len(rows) > len(shown):
        return f"{', '.join(shown)} and {len(rows) - len(shown)} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


class _Stock:
    """The list's items, found by their keys."""

    def __init__(self, items: Sequence[Known]) -> None:
        self._by: dict[str, dict[str, list[Known]]] = {}
        for field in KEYS:
            index = self._by[field] = {}
            for one in items:
                if key := key_of(field, one.texts):
                    index.setdefault(key, []).append(one)

    def find(self, texts: Mapping[str, str]) -> tuple[Known | None, str]:
        """Return the item that a row is about, or why that can't be told."""
        by_tag = self._one("tag", texts)
        if by_tag is not None:
            return by_tag[0], self._contradiction(by_tag[0], texts)
        for field in ("serial", "computer_name"):
            found = self._one(field, texts)
            if found is None:
                continue
            if len(found) == 1:
                return found[0], ""
            tags = ", ".join(one.texts["tag"] for one in found[:4])
            return None, (
                f"Several items have the {WORDS[field]} {texts[field]}: {tags}. Give the row the "
                "label of the one that is meant."
            )
        return None, ""

    def _one(self, field: str, texts: Mapping[str, str]) -> list[Known] | None:
        key = key_of(field, texts)
        return self._by[field].get(key) if key else None

    def _contradiction(self, known: Known, texts: Mapping[str, str]) -> str:
        """Say so where the serial number is another item's than the label."""
        found = self._one("serial", texts)
        if found is None or known in found:
            return ""
        return (
            f"The label {texts['tag']} and the serial number {texts['serial']} are of two items: "
            f"the number is of {found[0].texts['tag']}. Mend the one that is wrong."
        )


def _refuse_one_item_twice(found: Mapping[int, Known | None], refused: dict[int, str]) -> None:
    rows: dict[ItemId, list[int]] = defaultdict(list)
    for row, known in found.items():
        if known is not None and row not in refused:
            rows[known.id].append(row)
    for row, known in found.items():
        if known is not None and len(rows[known.id]) > 1 and row in rows[known.id]:
            refused[row] = (
                f"Rows {_listed(rows[known.id])} are about the same item, {known.texts['tag']}. "
                "Keep the one that counts in the file."
            )


def _refuse_repeats_of_refused(repeats: Mapping[int, int], refused: dict[int, str]) -> None:
    for row, before in repeats.items():
        if before in refused:
            refused[row] = f"It says the same as row {before}: {refused[before]}"


_TELLING = ("name", "model", "kind", "room")


def _alike(
    drafts: Sequence[Draft], items: Sequence[Known], taken: set[ItemId]
) -> dict[int, Known | None]:
    """Return for rows without any number the items of which all is true that they say."""
    free = [one for one in items if one.id not in taken] if drafts else []
    # What has no serial number either comes first: it is what such rows have made. Of those, what
    # has the least beside, and the row that says the most: none takes the item of one that says
    # more than it.
    free.sort(key=lambda one: (bool(one.texts.get("serial")), _told(one.texts)))
    indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[Known]]] = {}
    used: set[ItemId] = set()
    found: dict[int, Known | None] = {}
    for draft in sorted(drafts, key=lambda one: -_told(one.texts)):
        told = tuple(name for name in _TELLING if draft.texts.get(name))
        index = indexes.get(told)
        if index is None:
            index = indexes[told] = defaultdict(list)
            for one in free:
                index[tuple(one.texts.get(name, "") for name in told)].append(one)
        candidates = index.get(tuple(draft.texts[name] for name in told), [])
        for at, one in enumerate(candidates):
            if one.id not in used and _says(draft.texts, one.texts):
                used.add(one.id)
                found[draft.row] = candidates.pop(at)
                break
    return found


def _told(texts: Mapping[str, str]) -> int:
    return sum(map(bool, texts.values()))


def _says(told: Mapping[str, str], known: Mapping[str, str]) -> bool:
    return all(known.get(name, "") == text for name, text in told.items())
