"""A copy that was to take the database's place and has not yet; see `putting_back`.

Said here, without SQLAlchemy, because it is looked for before that is loaded.
"""

from pathlib import Path

from libdesk.services.errors import Unavailable

READY = ".ready-to-restore."
"""Stands in the name of a copy that was judged and only has to be put in its place."""


def ready(database: Path) -> Path | None:
    """Return a copy that was to take the database's place and has not; None when there is none."""
    start = f"{database.name}{READY}"
    try:
        found = sorted(one for one in database.parent.iterdir() if one.name.startswith(start))
    except OSError:
        return None
    return found[-1] if found else None


def refuse_unfinished(database: Path) -> None:
    """Keep everybody but who can finish it away from a database that is being replaced.

    Raises:
        Unavailable: a copy is waiting to take its place.
    """
    if ready(database) is not None:
        raise Unavailable(
            f"A copy is being put in the place of {database}, and that was cut off. Nothing is "
            "lost. Open LibDesk once; it finishes what was begun."
        )
