"""The three ways a use case says no. Everything else that is raised is a bug."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Refusal(Exception):  # noqa: N818 - the words of the house: a refusal is not an error
    """What was asked cannot be done as it stands; the person who asked can mend it.

    Args:
        sentence: what is wrong and what to do, for a person.
        field: the field that it belongs beside, by its name in the use case; "" for none.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Unavailable(Exception):  # noqa: N818 - as above
    """The surroundings fail: a disk, a share, a server. Nothing that was kept is lost.

    Args:
        sentence: what happened, what is safe, and what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Conflict(Exception):  # noqa: N818 - as above
    """Somebody else changed the same thing first.

    Args:
        sentence: what was changed, and by whom as far as it is known.
        by: who was first; "" when that is not known.
        at: when (aware, UTC); None when that is not known.
    """

    def __init__(self, sentence: str, *, by: str = "", at: "datetime | None" = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.by = by
        self.at = at
