"""Cells of an equipment list as texts of a record's fields (item_fields.py).

What can't be one of a field's is refused, with the end of a plain sentence. What has no field of
its own, such as a status that nobody knows, is kept in an own field of the column's heading.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from libdesk.domain.cell_values import parse_day, parse_money, parse_serial_day, parse_whole
from libdesk.domain.item_fields import (
    CUSTOM,
    FIELDS,
    LARGEST_GB,
    NOTES_LIMIT,
    FieldType,
    text_of,
    value_of,
)
from libdesk.domain.item_headings import Special
from libdesk.domain.item_places import Places
from libdesk.domain.money import LARGEST, Money, is_currency
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line, clean_text, fold

Texts = tuple[tuple[str, str], ...]
"""Fields and their texts."""

Reader = Callable[[str], Texts]
"""Reads a cell that is not empty; raises ValueError with the end of a sentence."""

MONTHS = "warranty months"
"""The name under which months of warranty wait for the day on which they begin."""

LOOSELY = "loosely"
"""The name under which a cell tells which field it has told in a word that may mean less."""

LONGEST_WARRANTY = 600
"""Months; more is a typing fault."""

DAY_FIRST, MONTH_FIRST = "day first", "month first"
COMMA, POINT = "decimal comma", "decimal point"
MEGABYTES, GIGABYTES = "MB", "GB"


def _some(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


_NOTHING = _some(
    "n/a|na|#n/a|none|null|unknown|-|--|—|?|tbd|not available|not known|not specified|undefined|"
    "desconocido|inconnu|unbekannt|keine|n.a.|(none)|(unknown)|nan|nil"
)
_NO_SERIAL = _some(
    "to be filled by o.e.m.|default string|system serial number|serial number|not applicable|"
    "0|00000000|0000000000|123456789|1234567890|xxxxxxx|oem|none specified|no serial|"
    "no serial number|invalid|empty"
)
_NO_DAY = re.compile(r"0000-00-00.*|0?0/0?0/0?000?0?|0|never|nie|jamais|nunca")
_CUT = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known while cells are read.

    Attributes:
        places: the library's branches.
        kinds: the library's kinds by every word for them, folded.
        loose_kinds: those of these words that are no kind by themselves, such as "desktop".
        statuses: what somebody has said that unknown words of a status mean, folded.
        currency: of an amount that names none.
    """

    places: Places = field(default_factory=Places)
    kinds: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    loose_kinds: frozenset[str] = frozenset()
    statuses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    currency: str = "USD"


def reader_of(target: str, heading: str, how: str, ground: Ground) -> Reader:
    """Return what reads the cells of a column.

    Args:
        target: a field, an own field with CUSTOM before its name, or one of Special.
        heading: the column's.
        how: how its days, amounts or sizes are written.
        ground: what is known.
    """
    if target.startswith(CUSTOM):
        return lambda cell: ((target, _own(cell)),)
    own = f"{CUSTOM}{clean_line(heading) or 'Other'}"
    special: dict[str, Reader] = {
        Special.PLACE: lambda cell: _place(cell, ground.places),
        Special.WHOLE_SYSTEM: lambda cell: split_system(_line(cell)),
        Special.WARRANTY_MONTHS: lambda cell: _months(cell, how, own),
        Special.CURRENCY: lambda cell: _currency(cell, own),
        "status": lambda cell: _status(cell, ground.statuses, own),
        "kind": lambda cell: _kind(cell, ground),
        "serial": _serial,
    }
    return special.get(target) or _plain_reader(target, how, own, ground.currency)


def _plain_reader(name: str, how: str, own: str, currency: str) -> Reader:
    holds = FIELDS[name].holds
    if holds is FieldType.DAY:
        return lambda cell: ((name, _day(cell, how)),)
    if holds is FieldType.MONEY:
        return lambda cell: ((name, _money(cell, how, currency)),)
    if holds is FieldType.WHOLE:
        return lambda cell: ((name, _gigabytes(cell, how)),)
    if holds is FieldType.TEXT:
        return lambda cell: ((name, _notes(cell)),)
    if holds is FieldType.LINE:
        return lambda cell: ((name, _known_line(cell)),)
    return lambda cell: _choice(name, cell, own)


def is_nothing(cell: str) -> bool:
    """Say whether a cell says that something is not known, such as "N/A"."""
    return fold(cell.strip()) in _NOTHING


def is_cut(text: str) -> bool:
    """Say whether a spreadsheet has cut a number, as in "1.23E+11": it tells nothing apart."""
    return _CUT.fullmatch(text) is not None


def kind_of(text: str, kinds: Mapping[str, str]) -> str:
    """Return the library's word for a kind; the text itself where nobody knows it."""
    return kinds.get(text) or kinds.get(fold(text), text)


def _kind(cell: str, ground: Ground) -> Texts:
    line = _known_line(cell)
    told = ("kind", kind_of(line, ground.kinds))
    return (told, (LOOSELY, "kind")) if fold(line) in ground.loose_kinds else (told,)


def _line(cell: str) -> str:
    line = clean_line(cell, limit=1_000)
    if len(line) > FIELDS["name"].limit:
        raise ValueError(f"is longer than {FIELDS['name'].limit} characters")
    return line


def _known_line(cell: str) -> str:
    return "" if is_nothing(cell) else _line(cell)


def _own(cell: str) -> str:
    if len(cell) > NOTES_LIMIT:
        raise ValueError(f"is longer than {NOTES_LIMIT:,} characters")
    return clean_line(cell, NOTES_LIMIT)


def _serial(cell: str) -> Texts:
    return (("serial", "" if fold(cell.strip()) in _NO_SERIAL else _known_line(cell)),)


def _notes(cell: str) -> str:
    if len(cell) > NOTES_LIMIT:
        raise ValueError(f"is longer than {NOTES_LIMIT:,} characters")
    return clean_text(cell)


def _place(cell: str, places: Places) -> Texts:
    if is_nothing(cell):
        return ()
    found = places.of(_line(cell))
    return (("branch", found.branch), ("room", found.room))


def _day(cell: str, how: str) -> str:
    text = cell.strip()
    if _NO_DAY.fullmatch(text.lower()) or is_nothing(text):
        return ""
    first = {DAY_FIRST: True, MONTH_FIRST: False}.get(how)
    day = parse_day(text, day_first=first) or parse_serial_day(text)
    if day is None:
        raise ValueError("is no day that LibDesk can read. Write it as 2026-11-30")
    return day.isoformat()


_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")


def _money(cell: str, how: str, currency: str) -> str:
    if is_nothing(cell):
        return ""
    named = _CODE.search(cell)
    symbol = next((code for sign, code in _SYMBOLS.items() if sign in cell), "")
    code = named[1] if named and is_currency(named[1]) else symbol or currency
    comma = {COMMA: True, POINT: False}.get(how)
    minor = parse_money(cell, decimal_comma=comma, digits=Money(0, code).digits)
    if minor is None or abs(minor) > LARGEST:
        raise ValueError("is no amount that LibDesk can read. Write it as 1234.50")
    return text_of(Money(minor, code))


def _currency(cell: str, own: str) -> Texts:
    code = cell.strip().upper()
    if is_currency(code):
        return ((Special.CURRENCY, code),)
    code = _SYMBOLS.get(cell.strip(), "")
    return ((Special.CURRENCY, code),) if code else ((own, clean_line(cell, NOTES_LIMIT)),)


_SIZE = re.compile(r"(\d[\d.,' ]*)\s*([kmgt]?i?b?|bytes)?", re.IGNORECASE)
_UNITS = {"k": 1024 / 1024**3, "m": 1 / 1024, "g": 1.0, "t": 1024.0, "b": 1 / 1024**3}
_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128)


def _gigabytes(cell: str, how: str) -> str:
    if is_nothing(cell):
        return ""
    found = _SIZE.match(cell.strip())
    number = _number(found[1]) if found else None
    if found is None or number is None:
        raise ValueError("is no size such as 16 GB")
    unit = (found[2] or how or GIGABYTES)[0].lower()
    size = number * _UNITS[unit]
    if number and size < 1:
        raise ValueError("is less than 1 GB, or its unit is missing. Write it as 16 GB")
    if size > LARGEST_GB:  # such as a number of 400 digits, which is infinite
        raise ValueError("is more than any memory or disk. Write it as 16 GB")
    return str(int(size) if unit == "g" and size.is_integer() else _rounded(size))


def _rounded(size: float) -> int:
    """Return whole gigabytes; 15.9 of what is sold as 16 are 16."""
    near = next((one for one in _SIZES if one * 0.93 <= size <= one), None)
    return near if near is not None else round(size)


def _number(text: str) -> float | None:
    bare = text.strip().replace(" ", "").replace("'", "")
    if (whole := parse_whole(bare)) is not None:
        return float(whole)
    try:
        return float(bare.replace(",", "."))
    except ValueError:
        return None


_MONTHS = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*([a-zñ]*)\.?", re.IGNORECASE)
_YEARS = _some("y|yr|yrs|year|years|ano|anos|an|ans|jahr|jahre|jahren|a")


def _months(cell: str, how: str, own: str) -> Texts:
    if is_nothing(cell):
        return ()
    found = _MONTHS.fullmatch(cell.strip())
    if found is None:
        # Some lists have the warranty's last day under this heading.
        day = parse_day(cell, day_first={DAY_FIRST: True, MONTH_FIRST: False}.get(how))
        return (("warranty_until", day.isoformat()),) if day else ((own, _line(cell)),)
    count = int(found[1]) * (12 if fold(found[2]) in _YEARS else 1)
    if count > LONGEST_WARRANTY:
        raise ValueError("is no number of months. Write it as 36")
    return ((MONTHS, str(count) if count else ""),)


_STATUS_WORDS: Mapping[Status, str] = {
    Status.ON_ORDER: "ordered|bestellt|pedido|commande",
    Status.BEING_CHECKED: "pending|new|received|to be set up|in setup|staging|being set up",
    Status.READY: "ready to deploy|deployable|available|ready to deploy deployable|disponible|"
    "verfugbar|bereit",
    Status.IN_USE: "deployed|in service|active|used|in production|production|ready to deploy "
    "deployed|checked out|assigned|installed|online|en uso|en service|in betrieb|in gebrauch|ok|"
    "good|working|operational",
    Status.SPARE: "in stock|stock|stored|in storage|storage|backup|reserve|lager|repuesto|en stock",
    Status.IN_REPAIR: "out for repair|repair|under repair|out for diagnostics|diagnostics|broken|"
    "maintenance|in maintenance|en reparacion|en reparation|in reparatur|defekt",
    Status.SANDBOX: "test|testing|test machine",
    Status.OUT_OF_SERVICE: "broken not fixable|undeployable|not working|retired|decommissioned|"
    "obsolete|out of order|inactive|fuera de servicio|hors service|ausser betrieb|surplus",
    Status.TO_WIPE: "to be wiped|needs wiping",
    Status.WIPED: "erased",
    Status.GONE: "archived|disposed|disposed of|recycled|sold|donated|discarded|withdrawn|"
    "scrapped|given away|deleted|entsorgt|ausgemustert|eliminado|mis au rebut|weeded",
    Status.LOST: "lost stolen|stolen|missing|lost or stolen|perdido|perdu|verloren",
}
_META = re.compile(r"(.+?)\s*\((deployed|deployable|pending|archived|undeployable)\)")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def _words_of_statuses() -> dict[str, str]:
    found = {word: one.value for one, words in _STATUS_WORDS.items() for word in words.split("|")}
    return {**found, **{_status_key(one.value): one.value for one in Status}}


def _status_key(text: str) -> str:
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


_STATUSES = _words_of_statuses()


def status_of(text: str, chosen: Mapping[str, str]) -> str:
    """Return the status that a word means; "" where nobody knows.

    Snipe-IT writes its own word for what a label means behind the label, "Kiosk (deployed)".
    """
    if said := chosen.get(fold(text)):
        return said
    meta = _META.fullmatch(fold(text))
    if meta is None:
        return _STATUSES.get(_status_key(text), "")
    name, means = chosen.get(meta[1]) or _STATUSES.get(_status_key(meta[1]), ""), meta[2]
    if means == "deployed" and name in ("", Status.READY.value):
        return Status.IN_USE.value
    return name or _STATUSES[means]


def _status(cell: str, chosen: Mapping[str, str], own: str) -> Texts:
    if is_nothing(cell):
        return ()
    line = _line(cell)
    found = status_of(line, chosen)
    return (("status", found),) if found else ((f"{own} (as it was)", line),)


_YES = frozenset({"ja", "j", "vrai", "wahr", "verdadero", "t", "enabled", "present", "2.0"})
_NO = frozenset({"nein", "faux", "falsch", "falso", "f", "disabled", "absent", "none"})
_DISKS = (("no storage", "no storage"), ("nvme", "SSD"), ("solid", "SSD"), ("ssd", "SSD"),
          ("m.2", "SSD"), ("emmc", "flash memory"), ("flash", "flash memory"),
          ("hdd", "hard disk"), ("sata", "hard disk"), ("hard", "hard disk"))  # fmt: skip


def _choice(name: str, cell: str, own: str) -> Texts:
    line = _line(cell)
    folded = fold(line)
    if FIELDS[name].choices is None:
        if folded in _YES or folded in _NO:
            return ((name, "yes" if folded in _YES else "no"),)
    elif name == "disk_kind":
        line = next((kind for word, kind in _DISKS if word in folded), line)
    if is_nothing(line):
        return ()
    try:
        return ((name, text_of(value_of(name, line))),)
    except ValueError:
        return ((f"{own} (as it was)", line),)


_SYSTEM = re.compile(
    r"(?:microsoft\s+)?(?P<system>windows(?:\s+server)?\s+(?:xp|vista|7|8\.1|8|10|11|20\d\d(?:\s+r2)?)"
    r"|mac\s?os(?:\s+x)?(?:\s+(?:sonoma|ventura|sequoia|monterey|big sur|catalina|tahoe))?"
    r"|chrome\s?os(?:\s+flex)?|ipados|ios|android|ubuntu|debian|fedora|linux mint|opensuse)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\b(pro(?:fessional)?(?:\s+(?:education|for workstations))?|home|education|enterprise"
    r"(?:\s+ltsc)?|ltsc|iot enterprise|se|standard|datacenter|essentials|ultimate|lts)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:version\s+|build\s+)?(\d{2}h[12]|\d+(?:\.\d+)+|\d{4,5}|\d{2,3})\b", re.IGNORECASE
)
_BITS = re.compile(r"\b(?:x64|x86_64|amd64|(?:32|64)[ -]?bit)\b", re.IGNORECASE)
_NAMES = {"professional": "Pro", "pro": "Pro"}


def is_system(text: str) -> bool:
    """Say whether a text names a system."""
    return _SYSTEM.fullmatch(text.strip()) is not None


def split_system(text: str) -> Texts:
    """Return system, edition and version of a whole name, such as "Windows 11 Pro 23H2"."""
    found = _SYSTEM.fullmatch(text)
    if found is None:
        return (("system", "" if is_nothing(text) else text),)
    rest = _BITS.sub(" ", found["rest"])
    edition, version = _EDITION.search(rest), _VERSION.search(rest)
    left = rest
    for part in (edition, version):
        left = left.replace(part[0], " ", 1) if part else left
    if re.sub(r"[\W_]+|\b(?:version|edition|os|n)\b", "", left.lower()):
        return (("system", text),)  # there is more in it than these three
    name = " ".join(found["system"].split())
    name = re.sub("^windows", "Windows", name, flags=re.IGNORECASE)
    parts = [("system", name)]
    if edition:
        parts.append(("edition", _NAMES.get(edition[1].lower(), edition[1])))
    if version:
        parts.append(("system_version", version[1].upper()))
    return tuple(parts)
