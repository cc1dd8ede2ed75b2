"""Signs in a text that somebody's data may be in it: card numbers, e-mail addresses, telephones.

Advice only, from digits and shapes; a name is not seen. Nothing here changes a text unless asked,
and nothing here raises. Source: domain facts, section 2.4; ALA's rule to keep no more than needed.

Every pattern is anchored, and repeats at most a fixed number of times or without going back, so
that the time grows with the text and no faster. What is repeated without going back is one sign, or
an atomic group: a group that is repeated possessively takes too much on Python 3.11.2, Debian 12's.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class PrivateKind(StrEnum):
    """What a piece of text looks like."""

    CARD = "card"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Private:
    """A piece of a text that may be somebody's.

    Attributes:
        kind: what it looks like.
        start: the index of its first character.
        end: the index after its last.
    """

    kind: PrivateKind
    start: int
    end: int


_WORDS = {
    PrivateKind.CARD: "[card number]",
    PrivateKind.EMAIL: "[e-mail address]",
    PrivateKind.PHONE: "[phone number]",
}

_CARD_LEAST = 9
_CARD_MOST = 19

_LOCAL = r"\w.+%'’-"
_EMAIL = re.compile(rf"(?<![{_LOCAL}])[{_LOCAL}]++@[\w-]++(?>(?:\.[\w-]++)+)")

_LETTER = "A-Za-z_À-ɏ"
# A number begins here: not within a word, a path, a decimal, a version or a time; not after a
# hyphen, which makes it part of a label (LV-1001) or negative, as Windows' error numbers are.
_BEGIN = rf"(?<![{_LETTER}0-9\\-])(?<![0-9][.:/])"
# A group of digits ends here, but not where it is the first half of such; "x12" is an extension.
_END = rf"(?![0-9]|(?!(?:x|ext)\.?\ ?[0-9])[{_LETTER}]|[.:][0-9]|\.[a-z]|,[0-9]{{2}}(?![0-9-]))"

# Without so many digits near each other no number here needs looking for, and most texts have none.
_DIGITS = re.compile(r"[0-9](?:[^0-9\n]{0,3}[0-9]){6}")

# Usual US patron barcodes, wherever they stand: Codabar's stop letters may be around them.
_BARCODE = re.compile(r"(?<![0-9])(?<![0-9]\.)(?<!0x)2[0-9]{13}(?![0-9]|\.[0-9])")

# Numbers of which it is known that they are nobody's. Each way begins with its first sign and looks
# back only then, by which the search passes over all other signs quickly.
_HARMLESS = re.compile(
    r"""
    0(?<!\w.)[xX][0-9A-Fa-f]++                                              # an error's code
    | [0-9A-Fa-f](?<!\w.)[0-9A-Fa-f]{7}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b   # an identifier
    | [0-9A-Fa-f](?<![0-9A-Fa-f:-].)[0-9A-Fa-f](?:[:-][0-9A-Fa-f]{2}){5}(?![:-]?[0-9A-Fa-f])
    | [Hh](?<!\w.)[Tt][Tt][Pp][Ss]?://\S++
    | [A-Za-z](?<!\S.):[\\/]\S*+ | \\(?<!\S.)\\\S++ | ~(?<!\S.)/\S++ | /(?<!\S.)[^\s/]++/\S*+
    | [12](?<![0-9./-].)[90][0-9]{2}([./-])(?:0?[1-9]|1[0-2])\1
        (?:0?[1-9]|[12][0-9]|3[01])(?![0-9]|[./-][0-9])
    | [0-9](?<![0-9./-].)[0-9]?([./-])(?:0?[1-9]|[12][0-9]|3[01])\2
        (?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[./-][0-9])
    | [12](?<![0-9./-].)[90][0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])
    | [$€£¥]\ ?[0-9][0-9.,]*+
    | [UuEeGgCc](?<!\w.)(?:[Ss][Dd]|[Uu][Rr]|[Bb][Pp]|[Aa][Dd])\ ?[0-9][0-9.,]*+
    """,
    re.VERBOSE,
)

# A number begins with the sign before this; the same as _BEGIN, looked at from behind that sign.
_BEGUN = rf"(?<![{_LETTER}0-9\\-].)(?<![0-9][.:/].)"
# Telephone numbers that no other number looks like.
_PHONE = re.compile(
    rf"""
    \+(?<![\w+].)(?:[ ./()-]{{0,2}}[0-9]){{8,15}}{_END}
    | 1(?<![{_LETTER}0-9].)[ .-]?\([0-9]{{3}}\)[ -]?[0-9]{{3}}[ .-][0-9]{{4}}{_END}
    | \((?<![{_LETTER}0-9].)[0-9]{{3}}\)[ -]?[0-9]{{3}}[ .-][0-9]{{4}}{_END}
    | 1{_BEGUN}[ .-][2-9][0-9]{{2}}([.-])[0-9]{{3}}\1[0-9]{{4}}{_END}(?![.-][0-9])
    | [2-9]{_BEGUN}[0-9]{{2}}([.-])[0-9]{{3}}\2[0-9]{{4}}{_END}(?![.-][0-9])
    | [2-9]{_BEGUN}[0-9]{{2}}-[0-9]{{4}}{_END}(?!-[0-9])
    | 0{_BEGUN}[0-9]{{2,5}}\ ?/\ ?[0-9]{{2,8}}(?:[ -][0-9]{{1,8}}){{0,4}}{_END}
    | \({_BEGUN}0[0-9]{{1,5}}\)\ ?[0-9]{{2,8}}(?:[ -][0-9]{{1,8}}){{0,4}}{_END}
    | 0{_BEGUN}[0-9](?:\.[0-9]{{2}}){{4}}{_END}
    """,
    re.VERBOSE,
)
_PHONE_LEAST = 7

# Digits with single spaces or hyphens between: nine at least, each group whole.
_RUN = re.compile(
    rf"{_BEGIN}(?=[0-9](?:[ -]?[0-9]){{8}})[0-9]++{_END}(?>(?:[ -][0-9]++{_END})*)",
)
_GROUP = re.compile(r"[0-9]+")

# National numbers in groups: 030 1234567, 020 7946 0958, 01 23 45 67 89, 555 555 0142.
_SPACED_PHONE = re.compile(
    r"0[0-9]{1,5}(?:[ -][0-9]{2,8}){1,4}|(?:1 )?[2-9][0-9]{2} [0-9]{3} [0-9]{4}"
)
_SPACED_PHONE_MOST = 13


def find(text: str, *, known: frozenset[str] = frozenset()) -> tuple[Private, ...]:
    """Return what may be somebody's, in order; no two overlap.

    Args:
        text: anything that was typed.
        known: telephone numbers and addresses that are the library's own; digits alone count, and
            upper and lower case are the same.
    """
    plain = _plain(text)
    found = list(_emails(plain)) if "@" in plain else []
    if _DIGITS.search(plain):
        found += _numbers(_without(plain, found))
    found.sort(key=lambda one: one.start)
    own = {_key(_plain(one)) for one in known}
    return tuple(one for one in found if _key(plain[one.start : one.end]) not in own)


def hide(text: str, found: Iterable[Private]) -> str:
    """Return `text` with a word for each of these in its place, such as [phone number]."""
    pieces = []
    at = 0
    for one in sorted(found, key=lambda one: one.start):
        # What was found in another text may not fit this one; then it is left alone.
        if at <= one.start < one.end <= len(text):
            pieces += [text[at : one.start], _WORDS[one.kind]]
            at = one.end
    return "".join([*pieces, text[at:]])


def hide_cards(text: str) -> str:
    """Return `text` with what looks like a card number hidden, for others to read.

    E-mail addresses and telephone numbers stay: staff leave their own for each other.
    """
    return hide(text, (one for one in find(text) if one.kind is PrivateKind.CARD))


def _plain(text: str) -> str:
    """Return a text of the same length with plain digits, spaces and hyphens."""
    if text.isascii():
        return text
    return text.translate({ord(sign): _plain_sign(sign) for sign in set(text)})


def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    category = unicodedata.category(sign)
    if category == "Pd" or sign == "\N{MINUS SIGN}":
        return "-"
    if category == "Zs":
        return " "
    same = unicodedata.normalize("NFKC", sign)
    # Raised and circled digits are no part of a number.
    return sign if len(same) != 1 or same.isdecimal() else same


def _emails(plain: str) -> Iterator[Private]:
    for match in _EMAIL.finditer(plain):
        address = match.group().rstrip("-_")
        name = address.lstrip(".+%'’-")
        place = address.rpartition(".")[2]
        if not name.startswith("@") and len(place) > 1 and not place.isdecimal():
            end = match.start() + len(address)
            yield Private(PrivateKind.EMAIL, end - len(name), end)


def _numbers(plain: str) -> list[Private]:
    found = list(_look_for(_BARCODE, PrivateKind.CARD, plain))
    rest = _HARMLESS.sub(lambda one: "\0" * len(one.group()), _without(plain, found))
    phones = list(_look_for(_PHONE, PrivateKind.PHONE, rest, _PHONE_LEAST))
    found += phones
    for run in _RUN.finditer(_without(rest, phones)):
        found += _in_run(run)
    return found


def _look_for(
    pattern: re.Pattern[str], kind: PrivateKind, plain: str, least: int = 0
) -> Iterator[Private]:
    for match in pattern.finditer(plain):
        if len(_digits(match.group())) >= least:
            yield Private(kind, *match.span())


def _in_run(run: re.Match[str]) -> Iterator[Private]:
    lengths = list(map(len, _GROUP.findall(run.group())))
    total = sum(lengths)
    if total < _CARD_LEAST:
        # The last group was the beginning of something else.
        return
    if total <= _SPACED_PHONE_MOST and _SPACED_PHONE.fullmatch(run.group()):
        yield Private(PrivateKind.PHONE, *run.span())
    elif max(lengths) >= _CARD_LEAST:
        # One group is a number by itself; what stands beside it is another.
        yield from (
            Private(PrivateKind.CARD, *group.span())
            for group in _GROUP.finditer(run.string, *run.span())
            if _CARD_LEAST <= len(group.group()) <= _CARD_MOST
        )
    elif min(lengths) >= 3 or (total <= _CARD_MOST and total >= 3 * (len(lengths) - 1)):
        # "PCs 3 4 5 6 7 8 9 10 11" is a list; several cards in a row are longer than one.
        yield Private(PrivateKind.CARD, *run.span())


def _without(plain: str, found: Iterable[Private]) -> str:
    pieces = []
    at = 0
    for one in sorted(found, key=lambda one: one.start):
        pieces += [plain[at : one.start], "\0" * (one.end - one.start)]
        at = one.end
    return "".join([*pieces, plain[at:]])


def _key(plain: str) -> str:
    return plain.strip().casefold() if "@" in plain else _digits(plain)


def _digits(plain: str) -> str:
    return "".join(_GROUP.findall(plain))
