"""What every face starts with: the time, this computer's site settings, the shipped questions."""

import platform
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from libdesk import files, paths, settings
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal, Unavailable
from libdesk.settings import Site

if TYPE_CHECKING:
    from datetime import datetime

    from libdesk.domain.guidance import Guidance
    from libdesk.services.item_finding import IsHere


def print_error(sentence: str) -> None:
    """Print a sentence to standard error, where there is one."""
    if sys.stderr is not None:  # a windowed program on Windows has none
        print(f"libdesk: {sentence}", file=sys.stderr)


def now() -> "datetime":
    """Return the time now, aware, in UTC."""
    from datetime import UTC, datetime  # the form is on screen before it asks for the time

    return datetime.now(UTC)


def no_folder(data: DataFolder, error: OSError) -> Unavailable:
    """Return what to say when the data folder cannot be made."""
    return Unavailable(
        f"The data folder {data.root} can't be made: {error.strerror}. Nothing was changed. "
        "Name another folder with --data."
    )


def no_lock(data: DataFolder) -> Unavailable:
    """Return what to say when the data folder cannot be taken, though nobody else has it."""
    return Unavailable(
        f"LibDesk can't write its lock into {data.root}: the folder may be read only or its disk "
        "full. What was saved before is safe and can be read; nothing new can be saved. Ask for "
        "the right to write there, or make room."
    )


def take_site(
    named: Path | None, data: DataFolder, tell: Callable[[str], None] = print_error
) -> Site:
    """Return this computer's settings, taking over the site file that was named first.

    Args:
        named: a site file to take over; None for the settings that are there.
        data: the data folder that keeps them.
        tell: is given a plain sentence when the kept settings are broken.

    Raises:
        Refusal: the named file is not a site file.
        Unavailable: the settings could not be kept.
    """
    if named is not None:
        try:
            site = settings.parse(files.read_json(named, limit=100_000))
        except OSError as error:
            raise Refusal(f"{named} can't be read: {error.strerror}.") from error
        except ValueError as error:
            raise Refusal(f"{named} is not a site file: {error}.") from error
        try:
            settings.save(data.site, site)
        except OSError as error:
            raise Unavailable(
                f"The settings could not be kept in {data.root}: {error.strerror}. "
                "Nothing was changed."
            ) from error
    loaded = settings.load(data.site)
    if loaded.notice:
        tell(loaded.notice)
    return loaded.site


def load_questions() -> dict[str, Any]:
    """Return the shipped questions, as they stand in their file."""
    path = paths.resources() / "questions" / "problems.json"
    questions: dict[str, Any] = files.read_json(path)
    return questions


def load_guidance() -> "Guidance":
    """Return the shipped questions."""
    from libdesk.domain import guidance  # the form shows its tiles first

    return guidance.parse(load_questions())


def here_by(load: "Callable[[], Guidance]") -> "IsHere":
    """Return what says of a tile's code whether its reports are about the computer they come from.

    Args:
        load: reads the questions; asked once, when the first report comes.
    """
    read = cache(load)

    def is_here(code: str) -> bool:
        category = read().find(code)
        return category is not None and category.is_about_sender

    return is_here


def load_stories() -> dict[str, Any]:
    """Return the shipped words of the sample library, by the names of their files."""
    folder = paths.resources() / "sample"
    return {file.stem: files.read_json(file) for file in sorted(folder.glob("*.json"))}


def database_target(asked: str | None, data: DataFolder) -> Path | str:
    """Return the database that was asked for: a PostgreSQL URL, a file, or the data folder's."""
    if asked is None:
        return data.database
    return asked if "://" in asked else Path(asked).absolute()


def who() -> str:
    """Return under which name this desk changes things, for whoever works at another one."""
    return f"IT ({platform.node()})"
