"""Whether a computer's processor lets it run Windows 11, told by the processor's name.

Microsoft's list has some 1,480 names; they follow few rules, which are data that a library may
change (`processors_file` reads them). No rule guesses: a name that none of them has is for IT to
check, and so is one that could be read in two ways with two verdicts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Generic, TypeVar

from libdesk.domain.processor_names import NAME_LIMIT, Name, mended, numbers_in, plain, read

T = TypeVar("T")
"""What is said of a processor."""


class Windows11(Enum):
    """Whether a processor lets a computer run Windows 11."""

    YES = "yes"
    NO = "no"
    CHECK = "check"


WORDS = {
    Windows11.YES: "Can run Windows 11",
    Windows11.NO: "Cannot (too old)",
    Windows11.CHECK: "Ask IT to check",
}
"""How the verdicts are told to people."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it can, and why.

    Attributes:
        can: the verdict.
        reason: why, in a sentence or two.
        words: how the verdict is told.
        is_placed: a rule has this processor; False where nobody could place it.
    """

    can: Windows11
    reason: str
    words: str
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class Cpuid:
    """The numbers that a processor gives of itself.

    Attributes:
        vendor: such as "GenuineIntel".
        family: with the extended family added, as Windows tells it.
        model: with the extended model, as Windows tells it.
        stepping: the make of that model.
    """

    vendor: str
    family: int
    model: int
    stepping: int


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one family that a rule is for.

    Attributes:
        shape: what the model looks like; its group "number" is counted where there are limits.
        lowest: the least number.
        highest: the greatest number.
    """

    shape: re.Pattern[str]
    lowest: int = 0
    highest: int = 0

    def has(self, model: str) -> bool:
        """Say whether a model, in its plain form, is one of these."""
        found = self.shape.fullmatch(model)
        if found is None:
            return False
        return not self.highest or self.lowest <= int(found["number"]) <= self.highest


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """What holds for some models of a family.

    Attributes:
        models: the models.
        generations: the generations, for a name without a model; empty where that tells nothing.
        said: what holds for them, such as a verdict.
    """

    models: tuple[Models, ...]
    generations: range
    said: T


@dataclass(frozen=True, slots=True)
class Family(Generic[T]):
    """Processors that share a name.

    Attributes:
        maker: who makes them, folded.
        names: what the family is called; the group "model" is what stands behind it. With each,
            whether the maker has to be named.
        rules: what holds for them; the first that has a model decides.
    """

    maker: str
    names: tuple[tuple[re.Pattern[str], bool], ...]
    rules: tuple[Rule[T], ...]

    def judge(self, name: Name) -> Iterator[T]:
        """Yield what the rules say of a name's model; of most names nothing."""
        for model in self._models(name):
            told = (rule.said for rule in self.rules if any(one.has(model) for one in rule.models))
            yield from islice(told, 1)

    def by_generation(self, name: Name, *, has_model: bool) -> Iterator[T]:
        """Yield what the rules say of a name's generation, where it has a model or needs none."""
        for model in self._models(name):
            for rule in self.rules:
                if (has_model or not model) and name.generation in rule.generations:
                    yield rule.said

    def _models(self, name: Name) -> Iterator[str]:
        if name.makers <= {self.maker}:
            for shape, needs_maker in self.names:
                if (name.makers or not needs_maker) and (found := shape.fullmatch(name.words)):
                    yield found["model"]


def said_of(families: Iterable[Family[T]], name: Name) -> list[T]:
    """Return what the families' rules say of a name; nothing where none has it."""
    known = tuple(families)
    found = [said for family in known for said in family.judge(name)]
    if name.generation is not None:
        # A generation that doesn't go with the model is a fault in one of them.
        has_model = bool(found)
        for family in known:
            found += family.by_generation(name, has_model=has_model)
    return found


@dataclass(frozen=True, slots=True)
class Numbers:
    """What holds for processors by the numbers that they give of themselves."""

    vendor: str
    families: range
    models: range
    steppings: range
    verdict: Verdict

    def has(self, cpuid: Cpuid) -> bool:
        """Say whether these are the numbers of one of them."""
        return (
            cpuid.vendor.strip() == self.vendor
            and cpuid.family in self.families
            and cpuid.model in self.models
            and cpuid.stepping in self.steppings
        )


@dataclass(frozen=True, slots=True)
class Processors:
    """The rules about all processors.

    Attributes:
        as_at: the day of the list that they were made from.
        families: by their names.
        numbers: by the numbers that processors give of themselves.
        known: the words that families' names are made of, folded.
        makers: the makers' names, folded.
    """

    as_at: str
    families: tuple[Family[Verdict], ...]
    numbers: tuple[Numbers, ...]
    known: frozenset[str]
    makers: frozenset[str]

    def judge(self, text: str, cpuid: Cpuid | None = None) -> Verdict:
        """Say whether a processor lets a computer run Windows 11.

        Its numbers are only asked where no rule could place its name. They tell less than a name:
        processors that Microsoft lists, and others that it doesn't, share the same numbers (an
        i7-7820HQ and an i7-7700HQ do).

        Args:
            text: its name, as it was typed or as the computer tells it.
            cpuid: its numbers, where they are known.
        """
        verdict = self._by_name(text)
        if verdict.is_placed or cpuid is None:
            return verdict
        numbered = self.by_cpuid(cpuid)
        return numbered if numbered.is_placed else verdict

    def by_cpuid(self, cpuid: Cpuid) -> Verdict:
        """Say it by the numbers that the processor gives of itself."""
        for numbers in self.numbers:
            if numbers.has(cpuid):
                return numbers.verdict
        return _unplaced("No rule knows this processor's numbers.")

    def _by_name(self, text: str) -> Verdict:
        line = plain(text)
        if not line:
            return _unplaced("There is no name. Windows tells it under Settings, System, About.")
        if len(line) > NAME_LIMIT:
            return _unplaced("This is too long for a processor's name.")
        if (numbers := numbers_in(line)) is not None:
            return self.by_cpuid(Cpuid(*numbers))
        name = read(line, self.makers)
        return _one_of(said_of(self.families, name)) or self._as_mended(name)

    def _as_mended(self, name: Name) -> Verdict:
        ways = mended(name, self.known, self.makers)
        found = [(way, verdict) for way in ways for verdict in said_of(self.families, way)]
        told = _one_of(verdict for _, verdict in found)
        if told is None:
            return _unplaced("No rule knows this name. Look whether it is whole and rightly typed.")
        if not told.is_placed:
            return told
        as_ = " ".join((*sorted(found[0][0].makers), found[0][0].words))
        return Verdict(told.can, f"{told.reason} Read as: {as_}.", told.words)


def _one_of(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Return the verdict that all agree on; None where there is none."""
    found = list(verdicts)
    if len({verdict.can for verdict in found}) > 1:
        return _unplaced("This name could be read in two ways, one too old and one not.")
    return found[0] if found else None


def _unplaced(reason: str) -> Verdict:
    return Verdict(Windows11.CHECK, reason, WORDS[Windows11.CHECK], is_placed=False)
