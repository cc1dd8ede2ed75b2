"""What a scanner typed, read as codes: labels of things, and of places (S43).

A scanner types like a person who makes no mistakes, and who is sometimes set for another keyboard,
puts signs of its own around a code, or sends two codes in one breath. What is certain is mended;
what is not is told, never guessed. A patron's card is told, and not kept (domain facts, 2.4).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import ascii_lowercase, digits
from types import MappingProxyType

from libdesk.domain.keyboard_layouts import Mixup, mended
from libdesk.domain.text import LINE_LIMIT, clean_line, fold

LONGEST = LINE_LIMIT + 10
"""Characters: what is longer is no label; the code of a place has its branch before its name."""

_MENDED_AT_MOST = 80
"""Characters: what is longer is looked for as it is, and nothing is tried out with it."""

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")

# What scanners send before a code to say which kind of barcode it was: ISO/IEC 15424.
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")

# Usual US patron barcodes, as privacy.py has them, but within a longer row of digits too: two codes
# in one breath make one.
_PATRON = re.compile(r"2[0-9]{13}")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ -](?=[0-9])")


_APART = " ,;"
"""What may stand between two codes."""


_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d\u2010\u2011\u2013\u2014", "''\"\"----")


class Why(StrEnum):
    """How a code is to be taken."""

    KNOWN = "known"
    MENDED = "mended"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    LAYOUT = "layout"
    GARBAGE = "garbage"
    PATRON = "patron"


@dataclass(frozen=True, slots=True)
class Scanned:
    """One code.

    Attributes:
        code: the code; as the label has it where it is known. "" where nothing may be kept of it,
            or nothing is worth it: of a patron's card, and of garbage.
        why: KNOWN; MENDED, which is known too, once another keyboard is made up for; UNKNOWN;
            SEVERAL, where it can be cut into labels in more than one way; LAYOUT, where another
            keyboard made of it what no label here has; GARBAGE; PATRON.
        mixup: which keyboard was made up for; None for none.
    """

    code: str
    why: Why = Why.KNOWN
    mixup: Mixup | None = None

    @property
    def is_certain(self) -> bool:
        """Say whether it is a label or a place that is known."""
        return self.why in (Why.KNOWN, Why.MENDED)


@dataclass(frozen=True, slots=True)
class Around:
    """What scanners put around each code, to be passed over.

    Attributes:
        prefixes: before it.
        suffixes: behind it.
    """

    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


NOTHING_AROUND = Around()


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that there are; make one with `known_codes`.

    Attributes:
        codes: each code by its folded form.
        lengths: how long codes are, the longest first.
        signs: the signs that may occur in one, in small letters: plain letters and digits may
            always.
    """

    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lengths: tuple[int, ...] = ()
    signs: frozenset[str] = frozenset()

    def find(self, text: str) -> str | None:
        """Return the code that a text is, case and accents apart; None for none."""
        return self.codes.get(fold(text))


def known_codes(codes: Iterable[str]) -> Known:
    """Return the codes that there are, ready to be looked for; of two alike the first counts.

    A scanner has no key for a sign such as "’": it leaves it out, or sends the plain one. A code is
    found by these too, where no other code is meant by them.
    """
    found: dict[str, str] = {}
    plain: dict[str, set[str]] = {}
    signs: set[str] = set()
    for code in filter(None, map(str.strip, codes)):
        folded = fold(code)
        found.setdefault(folded, code)
        signs.update(code.lower(), ascii_lowercase, digits)
        if not folded.isascii():
            for typed in _as_typed(folded):
                plain.setdefault(typed, set()).add(found[folded])
    for typed, meant in plain.items():
        if len(meant) == 1:
            found.setdefault(typed, *meant)
    lengths = {len(one) for one in (*found, *found.values())}
    ordered = tuple(sorted(lengths, reverse=True))
    return Known(MappingProxyType(found), ordered, frozenset(signs))


def _as_typed(folded: str) -> Iterable[str]:
    """Return what a scanner may make of a code with signs that it has no key for."""
    straight = folded.translate(_STRAIGHT)
    for typed in (straight, folded):
        yield "".join(one for one in typed if one.isascii())


def read_scan(typed: str, known: Known, around: Around = NOTHING_AROUND) -> tuple[Scanned, ...]:
    """Return the codes in what was typed or pasted, in their order; none for nothing.

    Args:
        typed: what came, control characters, Enter and Tab included.
        known: the labels and places that there are.
        around: what scanners here put around each code.
    """
    found: list[Scanned] = []
    for piece in _BREAKS.split(typed):
        text = without_controls(piece)
        if text:
            found += _read(text, known, around)
        elif piece.strip(" "):
            found.append(Scanned("", Why.GARBAGE))
    return tuple(found)


def without_controls(text: str) -> str:
    """Return a piece of what was typed without what no label can hold."""
    # One sign more than a label may have tells that it was longer.
    return clean_line(_CONTROLS.sub("", text), LONGEST + 1)


def cuts(text: str, known: Known, around: Around = NOTHING_AROUND) -> tuple[tuple[str, ...], ...]:
    """Return the ways to cut a text into known codes; two where there are two or more.

    Args:
        text: one code, or several in one breath.
        known: the codes that there are.
        around: what may stand around each.
    """
    ways: list[tuple[tuple[str, ...], ...]] = [()] * len(text)
    ways.append(((),))
    for at in range(len(text) - 1, -1, -1):
        made = [
            (code, *rest)
            for start in _starts(text, at, around)
            for code, end in _codes_at(text, start, known)
            for after in _ends(text, end, around)
            for rest in ways[after]
        ]
        ways[at] = tuple(dict.fromkeys(made))[:2]
    return ways[0]


def is_patron(text: str) -> bool:
    """Say whether a text has what looks like the number of a patron's card in it."""
    close = _BETWEEN_DIGITS.sub("", text)
    return _PATRON.search(text) is not None or _PATRON.search(close) is not None


def _read(text: str, known: Known, around: Around) -> Iterable[Scanned]:
    whole = known.find(text)
    if whole is not None:
        return [Scanned(whole)]
    if len(text) > LONGEST or "\ufffd" in text:
        return [Scanned("", Why.PATRON if is_patron(text) else Why.GARBAGE)]
    ways = cuts(text, known, around)
    if len(ways) == 1:
        return map(Scanned, ways[0])
    meant = list(mended(text)) if len(text) <= _MENDED_AT_MOST else []
    found: dict[tuple[str, ...], Mixup] = {}
    for mixup, other in meant:
        for codes in cuts(other, known, around):
            found.setdefault(codes, mixup)
    if not ways and len(found) == 1:
        (codes, mixup), *_ = found.items()
        return [Scanned(code, Why.MENDED, mixup) for code in codes]
    # Also of one that another keyboard made unreadable: whoever knows that keyboard can read it.
    others = [other for _, other in meant]
    if any(map(is_patron, (text, *others))):
        return [Scanned("", Why.PATRON)]
    return [_uncertain(text, known, around, others, is_several=bool(ways), is_near=bool(found))]


def _uncertain(
    text: str,
    known: Known,
    around: Around,
    others: Iterable[str],
    *,
    is_several: bool,
    is_near: bool,
) -> Scanned:
    """Return what is no label here, with what is to be said of it.

    Args:
        text: what came.
        known: the codes that there are.
        around: what may stand around each.
        others: what it would be on other keyboards.
        is_several: it is labels, in more than one way.
        is_near: on other keyboards it is labels, in more than one way.
    """
    if is_several:
        return Scanned(text, Why.SEVERAL)
    code = _bare(text, around)
    is_strange = is_near or any(_looks_mixed_up(code, other, known) for other in others)
    return Scanned(code, Why.LAYOUT if is_strange else Why.UNKNOWN)


def _looks_mixed_up(text: str, meant: str, known: Known) -> bool:
    """Say whether labels here have the signs of what was meant, and not those of the text."""
    is_strange = not known.signs.issuperset(text.lower())
    return is_strange and known.signs.issuperset(meant.lower())


def _starts(text: str, at: int, around: Around) -> Iterable[int]:
    """Return where a code may begin: here, or behind what stands before it."""
    yield at
    for prefix in around.prefixes:
        if text.startswith(prefix, at):
            yield at + len(prefix)
    aim = _AIM.match(text, at)
    if aim is not None:
        yield aim.end()


def _codes_at(text: str, at: int, known: Known) -> Iterable[tuple[str, int]]:
    for length in known.lengths:
        end = at + length
        if end <= len(text):
            code = known.find(text[at:end])
            if code is not None:
                yield code, end


def _ends(text: str, end: int, around: Around) -> Iterable[int]:
    """Return where the next code may begin: here, or behind what stands after this one."""
    behind = (end + len(one) for one in around.suffixes if text.startswith(one, end))
    for at in (end, *behind):
        rest = text[at:]
        yield at + len(rest) - len(rest.lstrip(_APART))


def _bare(text: str, around: Around) -> str:
    """Return a code that nobody knows without what stands around it."""
    bare = text
    for prefix in around.prefixes:
        bare = bare.removeprefix(prefix)
    aim = _AIM.match(bare)
    if aim is not None:
        bare = bare[aim.end() :]
    for suffix in around.suffixes:
        bare = bare.removesuffix(suffix)
    return bare.strip() or text
