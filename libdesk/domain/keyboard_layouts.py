"""Keyboards: what appears when a scanner types as on one, and the computer reads as on another.

A scanner is a keyboard that presses keys, not letters. Set for a US keyboard on a computer that is
set for a German one, it presses the key of "-" and "ß" appears. Only the signs that differ from a
US keyboard are listed, each as the sign of that key there and here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """A keyboard that is not a US one."""

    GERMAN = "German"
    FRENCH = "French"
    BRITISH = "British"
    SPANISH = "Spanish"
    NORDIC = "Nordic"


@dataclass(frozen=True, slots=True)
class Mixup:
    """A scanner and a computer that are set for different keyboards; one of the two for a US one.

    Attributes:
        layout: what the other one is set for.
        by_scanner: it is the scanner that is set for it; else the computer.
    """

    layout: Layout
    by_scanner: bool = False


_KEYS = {
    Layout.GERMAN: (
        r"""-_=+[]{};:'"\|/?<>yzYZ@#^&*()`~""",
        "ß?\u00b4`ü+Ü*öÖäÄ#'-_;:zyZY\"§&/()=^°",
    ),
    Layout.FRENCH: (
        r"""1234567890!@#$%^&*()-_/?.>,<'"[]\;:mMaqzwAQZW""",
        r"""&é"'(-è_çà1234567890)°!§:/;.ù%^$*mM,?qawzQAWZ""",
    ),
    Layout.BRITISH: (r""""@#~\|""", r"""@"£¬#~"""),
    Layout.SPANISH: (r"""-_/?@[];'=+&*():<>#^""", "'?-_\"`+ñ\u00b4¡¿/()=Ñ;:·&"),
    Layout.NORDIC: (r"""-_/?@[];:'"+&*()<>#""", r"""+?-_"å¨öÖäÄ`/()=;:¤"""),
}


def _tables() -> Iterator[tuple[Mixup, dict[int, int]]]:
    for layout, (there, here) in _KEYS.items():
        yield Mixup(layout), str.maketrans(here, there)
    for layout, (there, here) in _KEYS.items():
        yield Mixup(layout, by_scanner=True), str.maketrans(there, here)


_MENDS = tuple(_tables())
"""Computers first: a scanner is set for a US keyboard when it is unpacked."""


def mended(text: str) -> Iterator[tuple[Mixup, str]]:
    """Yield what a text was meant to be, for each mix-up that would have made this one of it.

    Where only plain letters would have changed places, nothing shows that it was one: left out.
    """
    for mixup, table in _MENDS:
        meant = text.translate(table)
        if any(one != other and not _is_plain(one) for one, other in zip(text, meant, strict=True)):
            yield mixup, meant


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
