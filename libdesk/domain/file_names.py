"""Names for files, made of words that somebody typed: no path, and a name on every system."""

import re
import unicodedata
from datetime import date

from libdesk.domain.text import clean_line

_LIMIT_SIGNS = 100
_LIMIT_BYTES = 180
"""File systems take 255 bytes; the part file beside it and a number after it need some."""

_FORBIDDEN = '[<>:"/\\\\|?*\\[\\]]+'
_RESERVED = "(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\.|$)"
"""Names that are devices on Windows, whatever stands after their dot."""


def file_name(title: str, ending: str, day: date | None = None, *, otherwise: str) -> str:
    """Return the name of a file that holds something with this title (B31-B40).

    Args:
        title: any words; what would lead into another folder becomes a hyphen.
        ending: such as ".pdf"; the name has no other.
        day: stands at its end; None for none.
        otherwise: the name where nothing is left of the title.
    """
    words = re.sub(_FORBIDDEN, "-", unicodedata.normalize("NFC", clean_line(title, _LIMIT_SIGNS)))
    words = _short(words).strip(" .-_")
    if re.match(_RESERVED, words.casefold()):
        words = f"{otherwise} {words}"
    dated = f" {day.isoformat()}" if day is not None else ""
    return f"{words or otherwise}{dated}{ending}"


def _short(words: str) -> str:
    return words.encode()[:_LIMIT_BYTES].decode("utf-8", "ignore")
