"""Branches: where problems are and where equipment stands."""

from collections.abc import Collection
from dataclasses import dataclass

from libdesk.domain.text import fold

_SUGGESTED = 3
"""Letters of a code that is suggested; people say it on the phone."""

_ANYWHERE = frozenset(
    {"a", "and", "at", "branch", "building", "by", "for", "in", "of", "on", "the", "library"}
    | {"libraries", "public", "system"}
)
"""Words in the names of many branches, which tell none from another."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One building of the library.

    Attributes:
        code: a few capital letters, such as "CEN"; it begins every report's number.
        name: its name in full.
    """

    code: str
    name: str


def clean_code(value: str) -> str:
    """Return a branch code of at most eight capitals and digits; "" when nothing is left."""
    return "".join(sign for sign in value.upper() if sign.isascii() and sign.isalnum())[:8]


def suggest_code(name: str, taken: Collection[str] = (), library: str = "") -> str:
    """Return a code for a branch of this name that no other branch has; "" for no name.

    Args:
        name: the branch's name, such as "Larkmere Central".
        taken: the codes of the others.
        library: the library's name, whose words tell no branch from another.
    """
    words = fold(name).split()
    if not words:
        return ""
    shared = _ANYWHERE | set(fold(library).split())
    telling = [clean_code(word) for word in words if word not in shared]
    every = [code for code in (*telling, *map(clean_code, words)) if code]
    stem = (every[0] if every else "B")[:_SUGGESTED]
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}{number}"
    return code
