"""Branches: where problems are and where equipment stands."""

from dataclasses import dataclass


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
