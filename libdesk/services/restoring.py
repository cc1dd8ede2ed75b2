"""Putting a copy in the database's place: what is lost by it, and what became of it.

The steps on the disk are the storage's (`storage/restoring.py`). Nothing is thrown away: what lay
there before is moved aside together and kept.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Newer:
    """What stands in the database and not in a copy.

    Attributes:
        can_be_read: False when the database can't be read; then nothing below is known.
        is_other_library: the copy is of another library, so all of it would be replaced.
        reports: the numbers of reports that came after the copy, oldest first.
        answers: how many answers were given after it.
        changes: how many other things were noted in the history of problems after it.
        made_at: when the copy was made (aware, UTC); None for one without a mark.
    """

    can_be_read: bool
    is_other_library: bool = False
    reports: tuple[str, ...] = ()
    answers: int = 0
    changes: int = 0
    made_at: datetime | None = None

    @property
    def is_nothing(self) -> bool:
        """Say whether the copy holds all that the database does, as far as that is known."""
        return self.can_be_read and not (self.reports or self.answers or self.changes)


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy that is the database now.

    Attributes:
        newer: what is not in it.
        aside: where the database lies that was there before; None when there was none.
        reports: how many reports it holds.
        was_older: it was of an older LibDesk and has been brought up to date.
    """

    newer: Newer
    aside: Path | None
    reports: int
    was_older: bool
