"""Sizes, days, counts and answers as people and computers write them, out of a few words.

Every text here is one line, folded (`text.fold`): without case and accents. Nothing raises: what is
not understood is None, and whoever asked tells it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from libdesk.domain.cell_values import parse_day, parse_serial_day
from libdesk.domain.donation_words import MONTHS
from libdesk.domain.records import DiskKind
from libdesk.domain.spans import months_after

LONGEST = 2_000
"""Signs of a text that are looked at."""

_UNITS = (
    r"kib|mib|gib|tib|kio|mio|gio|tio|kb|mb|gb|tb|ko|mo|go|to|gi|ti|mi|gigabytes?|gigas?|gigs?|"
    r"megabytes?|megas?|terabytes?|[\u043a\u043c\u0433\u0442]\u0431|ギガ"
)
_SIZE = re.compile(
    r"(?<![\w.,])(?:([1-9][0-9]?) ?[x×*] ?)?"
    r"([0-9]{1,12}(?:[.,'’][0-9]{3}){0,4}(?:[.,][0-9]{1,2})?|"
    r"[0-9]{1,3}(?: [0-9]{3}){1,3}(?= ?[mk]))"
    rf"(?: ?-?({_UNITS})|([gt]))(?![^\W_])"
)
_GROUPED = re.compile(r"([0-9]{1,3})[.,'’]([0-9]{3})")
_POWERS = {
    "k": -2,
    "m": -1,
    "g": 0,
    "t": 1,
    "\u043a": -2,
    "\u043c": -1,
    "\u0433": 0,
    "\u0442": 1,
    "ギ": 0,
}
_BINARY = 1.073741824
"""A gigabyte of 1024³ in gigabytes of 1000³, by which disks are sold."""

_GROUPS_OF_GB = frozenset({1000, 1024, 2000, 2048, 4000, 4096, 8192, 16384, 32768, 65536})
"""What "8,192 GB" and "1.024 GB" mean; other such numbers have a decimal comma."""

_MEMORY_SOLD = (
    1,
    2,
    3,
    4,
    6,
    8,
    10,
    12,
    16,
    18,
    20,
    24,
    32,
    36,
    40,
    48,
    64,
    96,
    128,
    192,
    256,
    512,
)
_DISK_SOLD = (
    16, 32, 60, 64, 80, 120, 128, 160, 180, 240, 250, 256, 320, 480, 500, 512, 640, 750, 960, 1000,
    1024, 1500, 2000, 2048, 3000, 4000, 6000, 8000,
)  # fmt: skip

_NO_DISK = (
    r"(?:no|without|sin|sans|ohne|removed|missing) (?:an? |the |its |any )?"
    r"(?:hard ?(?:disks?|drives?)|disks?|drives?|ssd|hdd|storage|disco(?: duro)?|disque(?: dur)?|"
    r"festplatte|almacenamiento|stockage)|"
    r"(?:hard ?(?:disk|drive)|disk|drive|ssd|hdd|disco(?: duro)?|disque(?: dur)?) "
    r"(?:was |is |has been )?(?:removed|pulled|missing|taken out|quitado|retirado|retire|absent)|"
    r"no storage"
)
NO_DISK = re.compile(rf"(?<![^\W_])(?:{_NO_DISK})(?![^\W_])")
_DISK_KINDS = (
    (DiskKind.SSD, re.compile(r"(?<![^\W_])(?:s[sd]ds?|nvme|m[.]2|solid ?-?state|pcie)(?![^\W_])")),
    (DiskKind.FLASH, re.compile(r"(?<![^\W_])(?:emmc|ufs|flash(?: memory| storage)?)(?![^\W_])")),
    (
        DiskKind.HARD_DISK,
        re.compile(
            r"(?<![^\W_])(?:hdds?|hard ?-?(?:dis[ck]s?|drives?)|disco duro|disque dur|festplatte|"
            r"sshd|[0-9]{4,5} ?rpm|mechanical|rotational|mecanique|mecanico)(?![^\W_])"
        ),
    ),
)
_FREE = re.compile(r" ?(?:free|available|usable|used|libres?|disponibles?|utilisables?|of it)\b")
_OF = re.compile(r"(?:\bof|\bde|\bsur|/) ?$")


@dataclass(frozen=True, slots=True)
class Size:
    """A size that stands in a text.

    Attributes:
        gigabytes: as it was written; of megabytes, by 1024.
        unit: its first letter and whether it is binary for sure: "g", "gi", "m".
        is_exact: whole gigabytes were written.
        start: where it begins.
        end: where it ends.
    """

    gigabytes: float
    unit: str
    is_exact: bool
    start: int
    end: int

    @property
    def memory_gb(self) -> int:
        """Return it as memory is sold: what a machine tells is a little less."""
        if self.is_exact and (self.unit[-1] != "i" or self.gigabytes in _MEMORY_SOLD):
            return int(self.gigabytes)
        sold = (one for one in _MEMORY_SOLD if one * 0.86 <= self.gigabytes <= one)
        return next(sold, max(1, round(self.gigabytes)))

    @property
    def disk_gb(self) -> int:
        """Return it as disks are sold: a system that counts by 1024 shows 238 GB of 256."""
        size = self.gigabytes
        if self.unit[0] in "mk":  # disks are told in megabytes of a thousand
            size *= 1.024
        if self.is_exact and size in _DISK_SOLD and self.unit[-1] != "i":
            return int(size)
        near = (one for one in _DISK_SOLD if abs(size * _BINARY - one) <= one * 0.006)
        return next(near, max(1, round(size * _BINARY if self.unit[-1] == "i" else size)))


def sizes_in(flat: str) -> Iterator[Size]:
    """Yield the sizes that a text tells, in order."""
    for found in _SIZE.finditer(flat[:LONGEST]):
        times, number, unit, letter = found.groups()
        named = unit or letter
        power = _POWERS[named[0]]
        size, is_whole = _number(number, power)
        size *= int(times or 1) * (1000 if power > 0 else 1024.0**power)
        is_binary = named[1:2] == "i" and not named.startswith("gig")
        yield Size(
            size,
            named[0] + ("i" if is_binary else ""),
            is_whole and power >= 0,
            found.start(),
            found.end(),
        )


def memory_of(flat: str) -> int | None:
    """Return the gigabytes of memory that a cell or a value tells; a number alone is gigabytes.

    Of "16.0 GB (15.8 GB usable)" it is the first; a number of 1024 and more is megabytes for a
    computer that tells it so, and a slip of the pen otherwise.
    """
    first = next(sizes_in(flat), None)
    if first is not None:
        return first.memory_gb
    bare = _bare(flat)
    return None if bare is None else max(round(bare), 1 if bare else 0)


def disk_of(flat: str) -> tuple[int | None, DiskKind]:
    """Return the size and the kind of the disk that a cell or a value tells."""
    kind = disk_kind_of(flat)
    if kind is DiskKind.NO_STORAGE:
        return None, kind
    found = tuple(sizes_in(flat))
    whole = [one for one in found if _OF.search(flat[: one.start])]
    kept = whole or [one for one in found if not _FREE.match(flat, one.end)]
    if len(kept) > 1 and kind is DiskKind.SSD:
        # What the machine starts from counts, not the larger disk beside it.
        kept = [one for one in kept if disk_kind_of(_near(flat, one)) is kind] or kept
    if kept:
        return kept[0].disk_gb, kind
    bare = _bare(re.sub(r"[^0-9.,]+$", "", flat))  # "256 ssd"
    return (None if bare is None else round(bare)), kind


def _near(flat: str, size: Size) -> str:
    """Return the words that belong to a size, up to the next comma or the next size."""
    return re.split(r"[,;+&|]| and |/(?=[0-9])", flat[size.end :], maxsplit=1)[0]


def disk_kind_of(flat: str) -> DiskKind:
    """Return what kind of disk a text names; UNKNOWN where it names none."""
    if NO_DISK.search(flat) or flat.strip() in {"none", "no", "removed", "ninguno", "aucun"}:
        return DiskKind.NO_STORAGE
    return next((kind for kind, shape in _DISK_KINDS if shape.search(flat)), DiskKind.UNKNOWN)


def _number(text: str, power: int) -> tuple[float, bool]:
    """Return a number, and whether it is a whole one."""
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        joined = int(grouped[1] + grouped[2])
        if power < 0 or joined in _GROUPS_OF_GB:
            return float(joined), True
        return float(f"{grouped[1]}.{grouped[2]}"), False
    bare = text.replace(" ", "").replace("'", "").replace("’", "")
    whole, sign, rest = bare, "", ""
    if found := re.fullmatch(r"([0-9.,]*[0-9])([.,])([0-9]{1,2})", bare):
        whole, sign, rest = found.groups()
    digits = re.sub(r"[.,]", "", whole)
    size = float(f"{digits}.{rest or 0}")
    return size, not sign or not int(rest)


def _bare(flat: str) -> float | None:
    """Return the number that is all of a text."""
    text = flat.strip()
    if not re.fullmatch(r"[0-9]{1,12}(?:[.,][0-9]{1,3})?", text):
        return None
    return _number(text, 0)[0]


_YEAR = r"(?:19[0-9]{2}|2[01][0-9]{2})"
_YEAR_ALONE = re.compile(rf"(?:c\.? ?|ca\.? ?|about |around |~)?({_YEAR})(?:[.,]0+)?")
_YEAR_MONTH = re.compile(rf"({_YEAR})[-/.]([01]?[0-9])")
_MONTH_YEAR = re.compile(rf"([01]?[0-9])[-/.]({_YEAR})")
_NAMED = re.compile(
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?([a-z]{{3,10}})\.?,?(?: de| of)? ({_YEAR})"
)
_QUARTER = re.compile(rf"q([1-4])[ /-]?({_YEAR})|({_YEAR})[ /-]?q([1-4])")
_AGE = re.compile(
    r"(?:(?:about|around|age:?|hace|il y a|~) ?)?"
    r"([0-9]{1,2})(?:[.,]([0-9])|( 1/2| and a half|½))? ?-?(?:y|yrs?|years?|anos?|ans?|jahre?)"
    r"(?: ?-?(?:old|ago|alt|de antiguedad|d.age))?"
)
_AGE_MONTHS = re.compile(r"([0-9]{1,3}) (?:months?|meses|mois)(?: old)?")
_NUMBERS = re.compile(rf"[0-9]{{1,2}}[-/. ]([0-9]{{1,2}})[-/. ]({_YEAR})")


def made_of(flat: str, today: date) -> date | None:
    """Return the day that a cell or a value names as that of making or buying.

    Of a year alone it is the first of July, of a month the first day, of an age so long ago.

    Args:
        flat: "2019", "03/2019", "March 2019", "3.5 years old", "2019-03-12", "43831".
        today: the day up to which an age counts.
    """
    text = flat[:60].strip()
    if day := parse_day(text):
        return day
    if found := _NUMBERS.fullmatch(text):  # which number is the month is not known
        return date(int(found[2]), 7, 1)
    if found := _YEAR_ALONE.fullmatch(text):
        return date(int(found[1]), 7, 1)
    if found := _QUARTER.fullmatch(text):
        return date(int(found[2] or found[3]), int(found[1] or found[4]) * 3 - 2, 1)
    return _of_month(text) or age_of(text, today) or parse_serial_day(text)


def _of_month(text: str) -> date | None:
    if found := _YEAR_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_YEAR.fullmatch(text):
        month, year = int(found[1]), int(found[2])
    elif found := _NAMED.fullmatch(text):
        month, year = MONTHS.get(found[1], 0), int(found[2])
    else:
        return None
    return date(year, month, 1) if 1 <= month <= 12 else None


def age_of(flat: str, today: date) -> date | None:
    """Return the day that is as long ago as a text says, such as "3.5 years"."""
    if found := _AGE.fullmatch(flat.strip()):
        months = int(found[1]) * 12 + (6 if found[3] else round(int(found[2] or 0) * 1.2))
    elif found := _AGE_MONTHS.fullmatch(flat.strip()):
        months = int(found[1])
    else:
        return None
    return months_after(today, -months)


def until_of(flat: str, today: date) -> date | None:
    """Return the day up to which something is supported; of a month or a year its first.

    Args:
        flat: "June 2027", "2027-06", "2027", "in 9 months".
        today: the day from which "in 9 months" counts.
    """
    text = flat[:60].strip()
    if found := re.fullmatch(
        r"(?:in |en |dans )?([0-9]{1,3}) (?:months?|meses|mois)(?: left)?", text
    ):
        return months_after(today, int(found[1]))
    if found := _YEAR_ALONE.fullmatch(text):
        return date(int(found[1]), 1, 1)
    day = made_of(text, today)
    return None if day is None or _AGE.fullmatch(text) else day


_YES_WORDS = (
    "yes|y|true|1|si|oui|ja|x|✓|✔|vrai|verdadero|on|enabled|active|activated|activado|"
    "there|present|ok|да|是|はい"
)
_NO_WORDS = (
    "no|n|false|0|non|nein|none|off|disabled|inactive|desactivado|desactive|faux|falso|missing|"
    "absent|not there|unsupported|not supported|нет|否|いいえ"
)
_YES, _NO = frozenset(_YES_WORDS.split("|")), frozenset(_NO_WORDS.split("|"))


def yes_of(flat: str) -> bool | None:
    """Return the answer that a cell gives; None where it is neither yes nor no."""
    word = flat.strip(" .!")
    first = word.partition(" ")[0].strip(",;:")
    for one in (word, first):
        if one in _YES:
            return True
        if one in _NO:
            return False
    return None


def tpm_of(flat: str) -> bool | None:
    """Return whether there is a TPM 2.0 that is switched on, as a cell about the TPM says."""
    text = flat.strip()
    if re.search(r"\b(?:off|disabled|1[.,][12]|not|none|absent)\b", text):
        return False
    if re.match(r"(?:tpm )?(?:v(?:ersion)? ?)?2(?:[.,]0)?\b", text):
        return True
    return yes_of(text)


_INCHES = re.compile(
    r"([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?-?(?:\"|''|″|”|in(?:ch(?:es)?)?|pulgadas?|pouces?|zoll)?"
)


def inches_of(flat: str) -> float | None:
    """Return the diagonal that a cell about the screen tells."""
    found = _INCHES.match(flat.strip())
    return float(found[1].replace(",", ".")) if found else None


def count_of(flat: str) -> int | None:
    """Return how many a cell says that there are."""
    found = re.fullmatch(
        r"(?:x ?)?([0-9]{1,9})(?:[.,]0+)?(?: ?(?:x|pcs?|units?|pieces?))?", flat.strip()
    )
    return int(found[1]) if found else None
