"""Names of processors as people type them and as computers tell them, brought to one plain form.

The plain form is lower case, words apart by one space, without marks, clock rates, maker or what
else a seller adds: "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz" is "core i5 8250u". Typing faults are
never mended in it; `mended` offers each way in which they could be, and who judges looks at all.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from libdesk.domain.text import clean_line, fold

NAME_LIMIT = 300
"""Characters of a name; the longest that a computer tells has 64, with what Windows adds 150."""

_WAYS_LIMIT, _SIGNS_LIMIT, _WORDS_LIMIT = 128, 5, 10

_MARKS = str.maketrans(dict.fromkeys("®™©℠", " "))
# Letters of other alphabets that look like ours, after folding: their capitals are what one sees.
_ALIKE = str.maketrans(
    "авекмнорстухіјѕӏԁԛԝᴢαβεζηικμνορτυχ",
    "abekmhopctyxijsldqwzabezhikmnoptyx",
)
_SIGNS = {"o": "0", "i": "1", "l": "1", "s": "5", "b": "8", "z": "2"}
"""What is typed, or read from a worn label, in place of a digit."""

_GRAPHICS = (
    r"(?:\b(?:with|w/)[ -]?(?:amd )?(?:radeon|vega|rx|graphics|wraith|near|ipu|nvidia|geforce|"
    r"uhd|hd|iris|intel (?:r )?(?:uhd|hd|iris|graphics))\b|\b(?:amd )?radeon\b|"
    r"\br[2-9],? ?[0-9]{1,2} compute\b).*$"
)
_NUMBERS = "[0-9]{1,3}|dual|two|triple|three|quad|four|six|hexa|eight|octa|ten|twelve|sixteen"
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\((?:r|tm|c|s)\)",
        _GRAPHICS,
        r"@? ?(?<![a-z0-9])[0-9]{1,5}(?:[.,][0-9]{1,3})? ?[mg]hz\b",
    )
)
_NOISE = re.compile(
    rf"\b(?:(?:{_NUMBERS}) cores?|[0-9]{{1,3}} (?:logical|physical|threads?)|"
    r"[0-9]{1,3} ?w|[0-9]{1,5} ?[gt]b(?: (?:ram|memory|ssd|hdd|disk))?|[a-z]?[0-9]000 series|"
    r"x64|cpus?|processors?|apu|soc|oem|only|tm|r|vpro|evo|[45]g|lte|compute|platform|technology|"
    r"logical|pro|mobile|oryon|extreme|go|ht|series|edition|laptop|notebook|desktop|computer|pc|"
    r"inside|unlocked)\b"
)
_SURFACE = re.compile(r"\bmicrosoft surface\b")
_GENERATION = re.compile(
    r"\b(?:([0-9]{1,2}) ?(?:st|nd|rd|th) gen(?:eration)?|gen(?:eration)? ?([0-9]{1,2}))\b"
)
_DOUBLE = re.compile(r"\b([a-z]{3,}) \1\b")
_GLUED = re.compile(
    r"\b((?<!i[3579] )i[3579](?=[0-9]{3,5}(?![0-9]))|"
    r"(?:ryzen ?[3579]|e[12357]|a[4689]|a1[02]|w[3579]|m3)(?=[0-9]{4}(?![0-9]))|"
    r"ultra ?[3579](?=[0-9]{3}(?![0-9])))"
)
"""A number that stands right behind its family's: i58250U, A84500."""

_IDENTIFIER = re.compile(
    r"\bfamily ([0-9]{1,3}) model ([0-9]{1,3}) stepping ([0-9]{1,2}),? ?"
    r"(GenuineIntel|AuthenticAMD)\b",
    re.IGNORECASE,
)
_NO_I = re.compile(r"[1l][3579]")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name.

    Attributes:
        words: the plain form, without the makers.
        makers: the makers that it names.
        generation: the generation that it names; None where it names none.
    """

    words: str
    makers: frozenset[str] = frozenset()
    generation: int | None = None


def plain(text: str) -> str:
    """Return what was typed in one line, without what nobody sees; longer than a name can be, cut.

    What is longer than NAME_LIMIT afterwards is no name.
    """
    return clean_line(text, NAME_LIMIT + 1)


def numbers_in(text: str) -> tuple[str, int, int, int] | None:
    """Return vendor, family, model and stepping where Windows' identifier of a processor was given.

    That is "Intel64 Family 6 Model 142 Stepping 10, GenuineIntel".
    """
    found = _IDENTIFIER.search(text)
    if found is None:
        return None
    vendor = "GenuineIntel" if found[4].lower() == "genuineintel" else "AuthenticAMD"
    return vendor, int(found[1]), int(found[2]), int(found[3])


def read(text: str, makers: Set[str]) -> Name:
    """Read a plain text as it stands.

    Args:
        text: of `plain`, at most NAME_LIMIT characters.
        makers: the makers that are known, folded.
    """
    line = fold(text.translate(_MARKS)).translate(_ALIKE)
    for cut in _CUTS:
        line = cut.sub(" ", line)
    line = " ".join("".join(sign if sign.isalnum() else " " for sign in line).split())
    found = _GENERATION.search(line)
    generation = int(found[1] or found[2]) if found else None
    line = _SURFACE.sub("surface", _NOISE.sub(" ", _GENERATION.sub(" ", line)))
    words = _DOUBLE.sub(r"\1", _GLUED.sub(r"\1 ", " ".join(line.split()))).split()
    if words[-1:] == ["surface"] and re.search("[0-9]{3}", line):
        words.pop()  # a Surface's own name stands behind the model, or in its place
    return _of(words, makers, generation)


def _of(words: list[str], makers: Set[str], generation: int | None) -> Name:
    named = frozenset(word for word in words if word in makers)
    return Name(" ".join(word for word in words if word not in makers), named, generation)


def mended(name: Name, known: Set[str], makers: Set[str]) -> Iterator[Name]:
    """Yield the ways in which typing faults in a name could be mended, but for leaving it as it is.

    Args:
        name: as it was read.
        known: the words that are names of families.
        makers: the makers that are known.
    """
    words = name.words.split()
    if len(words) > _WORDS_LIMIT:
        return  # a sentence
    ways = [_ways(word, known | makers) for word in words]
    if prod(map(len, ways)) > _WAYS_LIMIT:
        return  # of only some of the ways nobody could say that they agree
    for way in product(*ways):
        if list(way) != words:
            again = _of(" ".join(way).split(), makers, name.generation)
            yield Name(again.words, again.makers | name.makers, name.generation)


def _ways(word: str, known: Set[str]) -> list[str]:
    """Return what a word may be meant to be; itself first."""
    if word in known:
        return [word]
    if _NO_I.fullmatch(word):
        return [word, f"i{word[-1]}"]
    if not any(map(str.isdigit, word)):
        ways = [word, *close_words(word, known)]
        if len(word) <= _SHORT and word[-1] in _SIGNS:  # "ES-1620", "SQl"
            ways.append(word[:-1] + _SIGNS[word[-1]])
        return ways
    # "CeleronN4020": the rest is looked at in the same way.
    starts = (one for one in known if len(one) > _SHORT and word.startswith(one))
    glued = (f"{start} {rest}" for start in starts for rest in _ways(word[len(start) :], known))
    return [*_digits(word), *islice(glued, _WAYS_LIMIT + 1)]


def _digits(word: str) -> Iterator[str]:
    """Yield a word with some of its letters taken for digits; first as it is."""
    at = [place for place, sign in enumerate(word) if sign in _SIGNS]
    for mask in range(1 << len(at) if len(at) <= _SIGNS_LIMIT else 1):
        signs = list(word)
        for bit, place in enumerate(at):
            if mask >> bit & 1:
                signs[place] = _SIGNS[signs[place]]
        yield "".join(signs)


def close_words(word: str, known: Set[str]) -> list[str]:
    """Return the known words that are one typing fault away, two where the word is long."""
    if len(word) < _SHORT:
        return []
    allowed = 1 if len(word) < 2 * _SHORT else 2
    near = (one for one in known if len(one) >= _SHORT)
    return sorted(one for one in near if _distance(word, one, allowed) <= allowed)


def _distance(one: str, other: str, allowed: int) -> int:
    """Return how many signs are missing, too many, wrong or the wrong way round."""
    if abs(len(one) - len(other)) > allowed:
        return allowed + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, 1):
        older, before, row = before, row, [place]
        for at, wanted in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (sign != wanted))
            if place > 1 and at > 1 and sign == other[at - 2] and one[place - 2] == wanted:
                cost = min(cost, older[at - 2] + 1)
            row.append(cost)
    return row[-1]
