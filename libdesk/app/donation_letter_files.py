"""The shipped texts of letters to donors."""

from collections.abc import Mapping
from functools import cache

from libdesk import files, paths
from libdesk.domain.donation_letters import LANGUAGES, Texts
from libdesk.domain.donation_letters_file import parse_letters


@cache
def load_letters() -> Mapping[str, Texts]:
    """Return the shipped texts, by language."""
    folder = paths.resources() / "letters"
    return {one: parse_letters(files.read_json(folder / f"{one}.json")) for one in LANGUAGES}
