"""Which branch and room the text of a location means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from libdesk.domain.places import Branch
from libdesk.domain.text import fold

_PARTS = re.compile(r"\s*(?:>|»|›|/|\\|\||;|:|,|\s[-–—]\s)\s*")  # noqa: RUF001 - as people type
_FILLERS = re.compile(
    r"\b(?:the|branch|library|public|lib|building|site|biblioteca|bibliotheque|bibliothek)\b"
)

NOWHERE = "-"
"""Chosen for a text that is no branch: it is a room."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        branch: the code; "" for not known.
        room: in the branch; "" for not known.
        is_known: the branch was found, or somebody has said that there is none.
    """

    branch: str
    room: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The library's branches, and what somebody has said that texts mean.

    Args:
        branches: all of them.
        chosen: a text's branch, by the folded text; NOWHERE for none.
        only: the code of the library's one branch; "" where it has more.
    """

    branches: tuple[Branch, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    only: str = ""
    _by_key: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take in every form of a branch's name, the surest last."""
        bare = {_bare(one.name): one.code for one in self.branches}
        names = {fold(one.name): one.code for one in self.branches}
        codes = {fold(one.code): one.code for one in self.branches}
        found = {key: code for key, code in {**bare, **names, **codes}.items() if key}
        object.__setattr__(self, "_by_key", MappingProxyType(found))

    def of(self, text: str) -> Place:
        """Return the place that a text names.

        A library of one branch has everything there; elsewhere a text without a branch is a room,
        and the branch stays unknown until somebody says which it is.
        """
        if (code := self._branch(text)) is not None:
            return Place(code, "", is_known=True)
        parts = [part for part in _PARTS.split(text) if part]
        for at, part in enumerate(parts):
            if (code := self._branch(part)) is not None:
                return Place(code, _joined(parts[:at] + parts[at + 1 :]), is_known=True)
        if (chosen := self.chosen.get(fold(text))) is not None:
            return Place("" if chosen == NOWHERE else chosen, text, is_known=True)
        if self.only:
            return Place(self.only, text, is_known=True)
        return Place("", text, is_known=False)

    def count_known(self, texts: Iterable[str]) -> int:
        """Return how many of these texts name a branch."""
        return sum(self._branch(part) is not None for text in texts for part in _forms(text))

    def _branch(self, text: str) -> str | None:
        key = fold(text)
        chosen = self.chosen.get(key)
        if chosen is not None and chosen != NOWHERE:
            return chosen
        return self._by_key.get(key) or (self._by_key.get(_bare(text)) if _bare(text) else None)


def _forms(text: str) -> tuple[str, ...]:
    return (text, *(part for part in _PARTS.split(text)[:1] if part and part != text))


def _joined(parts: list[str]) -> str:
    return ", ".join(parts)


def _bare(name: str) -> str:
    """Return a branch's name without the words that many have."""
    return " ".join(_FILLERS.sub(" ", fold(name)).split())
