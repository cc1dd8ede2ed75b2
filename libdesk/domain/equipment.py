"""Items: the library's things, as far as a report needs to name them."""

from dataclasses import dataclass
from typing import NewType

Tag = NewType("Tag", str)
"""A label number; one thing, one tag."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing.

    Attributes:
        tag: the label number.
        name: what people call it, such as "the printer by the door".
        kind: such as "printer".
        branch: the code of its branch.
        serial: the maker's number; "" for unknown.
        computer_name: its name on the network; "" for none.
    """

    tag: Tag
    name: str
    kind: str
    branch: str
    serial: str = ""
    computer_name: str = ""
