"""Running text about a computer: each fact is looked for, and taken out of what is left.

What is left over is the maker's name and the model, and what nobody could place.
"""

import re
from collections.abc import Callable, Iterator

from libdesk.domain import donation_shapes as shapes
from libdesk.domain.donation_cells import Draft, pieces_in
from libdesk.domain.donation_headings import Special
from libdesk.domain.donation_slips import year_slip
from libdesk.domain.donation_values import (
    NO_DISK,
    Size,
    disk_kind_of,
    made_of,
    sizes_in,
    until_of,
)
from libdesk.domain.donation_words import MAKES, NUMBER_WORDS, SERIES, kinds_in
from libdesk.domain.donations import MOST_ALIKE, Kind, Port
from libdesk.domain.processor_names import close_words
from libdesk.domain.records import DiskKind
from libdesk.domain.text import fold

_TAKEN = "\x1f"
"""Stands where something was taken out; no text that was cleaned has it."""

_MODEL_WORDS = 8
_LEAST_MENDED = 5
_MENDED = frozenset(one for one in MAKES if len(one) >= _LEAST_MENDED and one.isalpha())


def read_free(draft: Draft, line: str) -> list[str]:
    """Read a line of running text into a draft; returns the pieces that were not understood."""
    text = " ".join(line.split())
    left = _Left(text)
    for step in _STEPS:
        step(draft, left)
    return list(_rest(draft, left))


class _Left:
    """What is left of a line, as it stands and folded, sign by sign alike."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = text.lower() if text.isascii() else "".join(map(_folded, text))

    def take(self, start: int, end: int) -> str:
        """Take a piece out, and return it as it stood."""
        piece = self.text[start:end]
        gap = _TAKEN * (end - start)
        self.text = self.text[:start] + gap + self.text[end:]
        self.flat = self.flat[:start] + gap + self.flat[end:]
        return piece

    def taken(self, shape: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield each place that a pattern has, once it was taken out."""
        for found in list(shape.finditer(self.flat)):
            self.take(found.start(), found.end())
            yield found


def _folded(sign: str) -> str:
    """Return a sign without case and accent, of the same length."""
    return (fold(sign) or " ")[0]


def _serial(draft: Draft, left: _Left) -> None:
    if found := shapes.SERIAL.search(left.flat):
        draft.take("serial", left.text[found.start(1) : found.end(1)])
        left.take(found.start(), found.end())


def _counts(draft: Draft, left: _Left) -> None:
    for shape in shapes.COUNTS:
        found = shape.search(left.flat)
        if found and 1 <= int(found[1]) <= MOST_ALIKE:
            left.take(found.start(), found.end())
            draft.put("count", int(found[1]))
            return
    if found := shapes.WRITTEN.match(left.flat):
        left.take(found.start(), found.end())
        draft.put("count", NUMBER_WORDS[found[1]])


def _states(draft: Draft, left: _Left) -> None:
    for found in left.taken(shapes.WITHOUT):
        draft.put("missing", pieces_in(found[1]))
    for shape, name, value in shapes.STATES:
        for _ in left.taken(shape):
            draft.put(name, value)
    for _ in left.taken(NO_DISK):
        draft.put("disk_kind", DiskKind.NO_STORAGE)
    for _ in left.taken(shapes.WITH):
        pass


def _security(draft: Draft, left: _Left) -> None:
    for _ in left.taken(shapes.NO_TPM):
        draft.put("tpm", value=False)
    for _ in left.taken(shapes.TPM):
        draft.put("tpm", value=True)
    for found in left.taken(shapes.SECURE_BOOT):
        if found[1]:
            is_off = found[1] in {"off", "disabled", "no", "unsupported", "desactivado"}
            draft.put("secure_boot", not is_off)


def _support(draft: Draft, left: _Left) -> None:
    found = shapes.UNTIL.search(left.flat)
    if found is None:
        return
    words = found[1].split(" ")
    for length in range(min(len(words), 4), 0, -1):
        told = " ".join(words[:length])
        if day := until_of(told.strip(" .,-"), draft.today):
            draft.put("support_until", day)
            left.take(found.start(), found.start(1) + len(told))
            return


def _processor(draft: Draft, left: _Left) -> None:
    best = None
    for found in shapes.PROCESSOR.finditer(left.flat):
        # A family alone is told more exactly by a number behind it.
        if best is None or (len(found[0]) > len(best[0]) and not _has_digits(best[0])):
            best = found
    if best is not None:
        after = shapes.AFTER_PROCESSOR.match(left.flat, best.end())
        end = after.end() if after else best.end()
        draft.put("processor", left.take(best.start(), end).strip(" ,@("))


def _has_digits(text: str) -> bool:
    return re.search(r"[0-9]{3}", text) is not None


def _sizes(draft: Draft, left: _Left) -> None:
    _bare_sizes(draft, left)
    sizes = list(sizes_in(left.flat))
    unplaced, is_used = [], False
    for place, size in enumerate(sizes):
        is_last = place + 1 == len(sizes)
        before = left.flat[sizes[place - 1].end if place else 0 : size.start]
        after = left.flat[size.end : None if is_last else sizes[place + 1].start]
        # A word stands behind its size or before it, and belongs to one size alone.
        ahead, behind = ("" if is_used else _what(_ahead(before))), _what(_behind(after))
        leads = bool(ahead) and shapes.LEADS.search(before) is not None
        what = ahead if leads else behind or ahead
        is_used = bool(behind) and not leads
        words = _ahead(before) if leads or not behind else ""
        # A word behind it may belong to the next size already: "HDD 1 TB SSD 256 GB".
        is_next = leads and not is_last and shapes.LEADS.search(after) is not None
        near = words if is_next else f"{words} {_behind(after)}"
        if not _put_size(draft, size, what, near):
            unplaced.append(size)
    for size in unplaced:
        _place(draft, size)
    for size in sizes:
        left.take(size.start, size.end)
    if "disk_gb" in draft.values and "disk_kind" not in draft.values:
        draft.put("disk_kind", disk_kind_of(left.flat))


def _bare_sizes(draft: Draft, left: _Left) -> None:
    """Take sizes that have no unit: "8/256", "16 RAM", "256 SSD"."""
    if (pair := shapes.BARE_PAIR.search(left.flat)) is not None:
        draft.put("memory_gb", int(pair[1]))
        draft.put("disk_gb", int(pair[2]))
        if (kind := disk_kind_of(left.flat[pair.end() : pair.end() + 12])) is not DiskKind.UNKNOWN:
            draft.put("disk_kind", kind)
        left.take(pair.start(), pair.end())
    for found in left.taken(shapes.BARE_MEMORY):
        draft.put("memory_gb", int(found[1] or found[2]))
    for found in left.taken(shapes.BARE_DISK):
        draft.put("disk_gb", int(found[1]))
        draft.put("disk_kind", disk_kind_of(found[2]))


def _put_size(draft: Draft, size: Size, what: str, near: str) -> bool:
    """Keep a size of which the words beside it say what it is of; returns whether they do."""
    if what == "memory":
        draft.put("memory_gb", size.memory_gb)
    elif what == "disk":
        _put_disk(draft, size, near)
    return bool(what)


def _put_disk(draft: Draft, size: Size, near: str) -> None:
    kind = disk_kind_of(near)
    known = draft.values.get("disk_kind", DiskKind.UNKNOWN)
    if kind is DiskKind.SSD and known is DiskKind.HARD_DISK:
        # It starts from the SSD, whatever else is in it.
        draft.values["disk_gb"] = size.disk_gb
        draft.values["disk_kind"] = kind
    elif "disk_gb" not in draft.values:
        draft.put("disk_gb", size.disk_gb)
        if kind is not DiskKind.UNKNOWN:
            draft.put("disk_kind", kind)


def _behind(text: str) -> str:
    return re.split(r"[,;|\x1f/+]", text, maxsplit=1)[0][:40]


def _ahead(text: str) -> str:
    return re.split(r"[,;|\x1f/+]", text)[-1][-40:]


def _what(near: str) -> str:
    """Return what a size is of, by the words beside it: those that stand closest."""
    found = [
        (match.start(), what)
        for shape, what in (
            (shapes.MEMORY_NEAR, "memory"),
            (shapes.DISK_NEAR, "disk"),
            (shapes.OTHER_NEAR, "other"),
        )
        if (match := shape.search(near))
    ]
    return min(found)[1] if found else ""


def _place(draft: Draft, size: Size) -> None:
    """Place a size that nothing beside it explains: memory is small, disks are large."""
    is_small = size.gigabytes <= 48
    if is_small and "memory_gb" not in draft.values:
        draft.put("memory_gb", size.memory_gb)
    elif not is_small and "disk_gb" not in draft.values:
        draft.put("disk_gb", size.disk_gb)
    else:
        draft.note(f"{size.gigabytes:g} GB")


def _screen(draft: Draft, left: _Left) -> None:
    for _ in left.taken(shapes.RESOLUTION):
        pass
    for found in left.taken(shapes.INCHES):
        draft.put("inches", float(found[1].replace(",", ".")))
    for _ in left.taken(shapes.DIGITAL):
        draft.put("has_digital_input", value=True)


def _system(draft: Draft, left: _Left) -> None:
    for found in list(shapes.WINDOWS.finditer(left.flat)):
        draft.note(left.take(found.start(), found.end()))
    is_printer = "print" in left.flat or "laser" in left.flat
    for _ in left.taken(shapes.PORTS):
        if is_printer:
            draft.put("port", Port.NETWORK)
    for shape in (shapes.GRAPHICS, shapes.CLOCK, shapes.PRICE):
        for _ in left.taken(shape):
            pass


def _made(draft: Draft, left: _Left) -> None:
    for found in left.taken(shapes.WARRANTY):
        number, unit = found[1] or found[3], found[2] or found[4]
        draft.put("warranty_months", int(number) * (12 if unit[0] in "ya" else 1))
    for found in list(shapes.DAYS.finditer(left.flat)):
        day, start = made_of(found[1], draft.today), found.start()
        if day is None:  # the word before the year is no month: "tower 2013"
            year = found[1][-4:]
            day, start = made_of(year, draft.today), found.end(1) - 4
        if day is not None:
            left.take(start, found.end())
            if slip := year_slip(day.year, draft.today):
                draft.faults.append(slip)
            else:
                draft.put("made_on", day)
    if (age := shapes.AGES.search(left.flat)) is not None:
        draft.take(Special.AGE, left.take(age.start(), age.end()))


_STEPS: tuple[Callable[[Draft, _Left], None], ...] = (
    _serial, _support, _security, _processor, _sizes, _counts, _screen, _made, _states, _system,
)  # fmt: skip


def _rest(draft: Draft, left: _Left) -> Iterator[str]:
    """Take kind, maker and model out of what is left; yield what is nothing of these."""
    is_computer = draft.values.keys() & {"processor", "memory_gb", "disk_gb"}
    for kind, start, end in kinds_in(left.flat):
        if kind is Kind.MONITOR and is_computer:
            continue
        draft.put("kind", kind)
        if kind is Kind.MAC and shapes.INTEL.search(left.flat):
            draft.put("processor", "Intel")
        if not _is_series(left.flat[start:end]):
            left.take(start, end)
        break
    for piece in shapes.BREAK.split(left.text):
        words = piece.split()
        if not words or not _model(draft, words):
            rest = " ".join(words).strip(" .:-+*/\"'#")
            bare = shapes.NOISE.sub("", fold(rest)).strip(" .,:;-+*/\"'#&")
            if bare and any(map(str.isalnum, bare)):
                yield rest


def _is_series(flat: str) -> bool:
    """Say whether a word for a kind is the name of a series, too, and so a part of the model."""
    return shapes.BRANDS.search(flat) is not None or any(one in flat for one in SERIES)


def _model(draft: Draft, words: list[str]) -> bool:
    """Take maker and model out of words, where a maker or a series is among the first of them."""
    for at in range(min(len(words), 3)):
        for length in (2, 1):
            named = fold(" ".join(words[at : at + length]))
            make = _make(named.strip(".,'")) if not at else MAKES.get(named.strip(".,'"))
            if make is None and not _starts_series(named):
                continue
            rest = words[at + length :] if make else words[at:]
            if make:
                draft.put("make", make)
            while rest and shapes.NOISE.fullmatch(fold(rest[-1]).strip(".,")):
                rest = rest[:-1]
            if rest:
                draft.put("model", " ".join(rest[:_MODEL_WORDS]).strip(" .,:"))
            return True
    return False


def _make(named: str) -> str | None:
    """Return the maker that a word names; of a long one a typing fault is mended."""
    if named in MAKES or len(named) < _LEAST_MENDED:
        return MAKES.get(named)
    close = {MAKES[one] for one in close_words(named, _MENDED)}
    return close.pop() if len(close) == 1 else None


def _starts_series(named: str) -> bool:
    return any(named == one or named.startswith(one) for one in SERIES) or named.startswith(
        "chromebook"
    )
