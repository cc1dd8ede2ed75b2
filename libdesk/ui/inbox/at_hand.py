"""What somebody has before them in a list of problems: for papers about it."""

from dataclasses import dataclass

from libdesk.services.places import Overview


@dataclass(frozen=True, slots=True)
class AtHand:
    """A list, and what is chosen in it.

    Attributes:
        overview: the library's names.
        name: the list's name, as it stands over it on paper.
        listed: the keys of its lines, in their order.
        chosen: the keys of the lines that are chosen, in their order.
        key: the key of the problem that is looked at; None for none.
        number: its number; "" while its line is still being fetched.
        branch: the code of the branch that the chosen line is about; "" for none.
        narrowed: what the list is ordered by and narrowed to, in words.
    """

    overview: Overview
    name: str
    listed: tuple[int, ...] = ()
    chosen: tuple[int, ...] = ()
    key: int | None = None
    number: str = ""
    branch: str = ""
    narrowed: tuple[str, ...] = ()
