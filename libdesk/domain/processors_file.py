"""The shape of lifecycle/processors.json, read strictly: a mistake in it is named.

The file itself says how its names and models are written. Here they become patterns over the plain
form of a name, in which dashes are spaces; a space may be missing wherever a letter and a digit, or
two words, meet.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Generic

from libdesk.domain.processors import (
    WORDS,
    Family,
    Models,
    Numbers,
    Processors,
    Rule,
    T,
    Verdict,
    Windows11,
)
from libdesk.domain.text import fold

_TOP = frozenset({"as_at", "source", "how_to_read", "families", "cpuid"})
_FAMILY = frozenset({"maker", "names", "rules"})
_RULE = frozenset({"models", "generations"})
_VERDICT = frozenset({"can", "why", "told"})
_NUMBERS = frozenset({"vendor", "families", "models", "steppings", "can", "why"})

_ANY = range(1 << 16)
_LETTERS = r"(?:[a-np-z]{1,3}(?:[0-9][a-z]?)?)?"
"""What may follow a number: U, KF, G7, NG7, HX3D. No O: that is a zero wrongly typed."""
_AFTER = rf"(?: ?{_LETTERS})(?: ?v[0-9])?"
_ANY_MODEL = rf"(?:[a-z]{{1,3}} ?)?[0-9]{{1,5}}[a-z]?[0-9]{{0,3}}{_AFTER}"
_BOUNDARY = r"(?:\A|$| |(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9]))"

_RANGE = re.compile(
    r"([A-Za-z]*)([0-9]+)\.\.([A-Za-z]*)([0-9]+)(?: ([A-Za-z0-9 ]+(?:\|[A-Za-z0-9 ]+)*))?"
)
_EXACT = re.compile(r"[A-Za-z0-9#]+(?: [A-Za-z0-9#]+)*\*?")
_PART = re.compile(r"\[?[A-Za-z0-9]+(?:\|[A-Za-z0-9]+)*\]?")
_LIMITS = re.compile(r"([0-9]{1,5})\.\.([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """Families of processors by their names, with what a file says of them.

    Attributes:
        families: the families.
        known: the words that their names are made of, folded.
        makers: the makers' names, folded.
    """

    families: tuple[Family[T], ...]
    known: frozenset[str]
    makers: frozenset[str]


def parse_processors(document: object) -> Processors:
    """Read the rules about processors.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind; the message names it.
    """
    top = part_of(document, "the file", _TOP)
    as_at = parse_as_at(top)
    named = parse_families(top, _VERDICT, _verdict)
    numbers = tuple(_numbers(one, where) for where, one in _list(top, "cpuid", "the file"))
    return Processors(as_at, named.families, numbers, named.known, named.makers)


def parse_as_at(top: Mapping[str, Any]) -> str:
    """Return the day of which a file is, once it says where it is from; raises as above."""
    as_at = _text(top, "as_at", "the file")
    try:
        date.fromisoformat(as_at)
    except ValueError:
        raise ValueError(f"{_NEED} a date such as 2026-11-26: as_at") from None
    _text(top, "source", "the file")
    return as_at


def parse_families(
    top: Mapping[str, Any], parts: frozenset[str], say: Callable[[Mapping[str, Any], str], T]
) -> Named[T]:
    """Read the families of a file; raises ValueError as `parse_processors` does.

    Args:
        top: the file.
        parts: what a rule has beside its models.
        say: reads these, given the rule and where it stands.
    """
    families = _list(top, "families", "the file")
    makers = frozenset(
        fold(_text(part_of(one, where, _FAMILY), "maker", where)) for where, one in families
    )
    reader = _Reader(_RULE | parts, say)
    read = tuple(reader.family(one, where) for where, one in families)
    return Named(read, frozenset(reader.known - makers), makers)


_NEED = "the rules about processors need"


@dataclass(frozen=True, slots=True)
class _Reader(Generic[T]):
    """Reads families, and gathers the words of their names."""

    parts: frozenset[str]
    say: Callable[[Mapping[str, Any], str], T]
    known: set[str] = field(default_factory=set)

    def family(self, value: object, where: str) -> Family[T]:
        part = part_of(value, where, _FAMILY)
        maker = fold(_text(part, "maker", where))
        names = []
        for here, name in _list(part, "names", where):
            if not isinstance(name, str):
                raise ValueError(f"{_NEED} words: {here}")
            names.append(_name(name, here, maker, self.known))
        rules = tuple(self._rule(one, here) for here, one in _list(part, "rules", where))
        return Family(maker, tuple(names), rules)

    def _rule(self, value: object, where: str) -> Rule[T]:
        part = part_of(value, where, self.parts)
        models = tuple(_models(model, here) for here, model in _list(part, "models", where))
        generations = _limits(part, "generations", where) if "generations" in part else range(0)
        if not models and not generations:
            raise ValueError(f"{_NEED} models or generations in {where}")
        return Rule(models, generations, self.say(part, where))


def _name(name: str, where: str, maker: str, known: set[str]) -> tuple[re.Pattern[str], bool]:
    words = name.split()
    if not all(map(_PART.fullmatch, words)) or any(("[" in one) != ("]" in one) for one in words):
        raise ValueError(f"{_NEED} words, [words] or one|other in {where}")
    needs_maker = maker in map(fold, words)
    parts = []
    for word in words:
        if fold(word) == maker:
            continue
        choices = fold(word.strip("[]")).split("|")
        known.update(one for one in choices if one.isalpha())
        # One letter is no word of its own where it stands right behind others: "Pentiumm".
        apart = (
            rf"(?:\A|(?<= )){one}" if len(one) == 1 and one.isalpha() else _spaced(one)
            for one in choices
        )
        choice = f"(?:{'|'.join(apart)})"
        parts.append(f"(?:{choice} ?)?" if word.startswith("[") else f"{choice} ?")
    if not parts:
        return re.compile("(?P<model>.*)"), needs_maker
    return re.compile(rf"(?:{''.join(parts)})(?<! ){_BOUNDARY}(?P<model>.*)"), needs_maker


def _spaced(word: str) -> str:
    """Return a pattern of a word in which letters and digits may stand apart."""
    pattern = word[:1]
    for before, sign in pairwise(word):
        apart = before != " " != sign and before.isalpha() != sign.isalpha()
        pattern += f" ?{sign}" if apart else sign.replace(" ", " ?")
    return pattern.replace("#", "[0-9]")


def _models(model: object, where: str) -> Models:
    if not isinstance(model, str):
        raise ValueError(f"{_NEED} words: {where}")
    if model == "-":
        return Models(re.compile(""))
    if model == "*":
        return Models(re.compile(_ANY_MODEL))
    if found := _RANGE.fullmatch(model):
        return _range(found, where)
    if not _EXACT.fullmatch(model):
        raise ValueError(f"{_NEED} models as the file explains them, not {model}: {where}")
    shape = _spaced(fold(model.rstrip("*")))
    return Models(re.compile(shape + (_AFTER if model.endswith("*") else "")))


def _range(found: re.Match[str], where: str) -> Models:
    first, lowest, last, highest, letters = found.groups()
    if fold(first) != fold(last) or len(lowest) != len(highest) or int(lowest) > int(highest):
        raise ValueError(f"{_NEED} a range of alike models, not {found[0]}: {where}")
    after = _AFTER
    if letters:
        after = f" ?(?:{'|'.join(map(_spaced, fold(letters).split('|')))})"
    head = f"{_spaced(fold(first))} ?" if first else ""
    shape = re.compile(rf"{head}(?P<number>[0-9]{{{len(lowest)}}}){after}")
    return Models(shape, int(lowest), int(highest))


def _numbers(value: object, where: str) -> Numbers:
    part = part_of(value, where, _NUMBERS)
    families, models, steppings = (
        _limits(part, key, where) if key in part else _ANY
        for key in ("families", "models", "steppings")
    )
    return Numbers(_text(part, "vendor", where), families, models, steppings, _verdict(part, where))


def _verdict(part: Mapping[str, Any], where: str) -> Verdict:
    can = _text(part, "can", where)
    if can not in {one.value for one in Windows11}:
        raise ValueError(f"{_NEED} yes, no or check: {where}.can")
    told = _text(part, "told", where) if "told" in part else WORDS[Windows11(can)]
    return Verdict(Windows11(can), _text(part, "why", where), told)


def _limits(part: Mapping[str, Any], key: str, where: str) -> range:
    found = _LIMITS.fullmatch(_text(part, key, where))
    if found is None or int(found[1]) > int(found[2]):
        raise ValueError(f"{_NEED} numbers such as 8..14: {where}.{key}")
    return range(int(found[1]), int(found[2]) + 1)


def part_of(value: object, where: str, known: frozenset[str]) -> Mapping[str, Any]:
    """Return a part that has only known names; raises ValueError where it has others."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{_NEED} names with values: {where}")
    if unknown := sorted(map(str, value.keys() - known)):
        raise ValueError(
            f"the rules about processors know no such part in {where}: {', '.join(unknown)}"
        )
    return value


def _list(part: Mapping[str, Any], key: str, where: str) -> list[tuple[str, object]]:
    values = part.get(key)
    if not isinstance(values, list):
        raise ValueError(f"{_NEED} a list in {where}: {key}")
    start = key if where == "the file" else f"{where}.{key}"
    return [(f"{start}[{place}]", value) for place, value in enumerate(values)]


def _text(part: Mapping[str, Any], key: str, where: str) -> str:
    value = part.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{_NEED} words in {where}: {key}")
    return value.strip()
