"""One fact of a machine out of one cell of a list, or one value of a pasted text.

What is gathered is a draft: the first word on a fact holds, and what can't be read is not
guessed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from libdesk.domain.donation_headings import Special
from libdesk.domain.donation_slips import without_slips
from libdesk.domain.donation_values import (
    age_of,
    count_of,
    disk_kind_of,
    disk_of,
    inches_of,
    made_of,
    memory_of,
    tpm_of,
    until_of,
    yes_of,
)
from libdesk.domain.donation_words import MAKES, PIECE_WORDS, SERIES, kind_of
from libdesk.domain.donations import (
    MOST_ALIKE,
    Condition,
    Data,
    Kind,
    License,
    Machine,
    Piece,
    Port,
    Use,
)
from libdesk.domain.item_cells import is_nothing
from libdesk.domain.records import DiskKind
from libdesk.domain.text import clean_line, fold
from libdesk.domain.windows11 import Fit

NAME_LIMIT = 200
NOTES_LIMIT = 2_000

YES_NO = frozenset(
    {
        "is_apple_silicon", "secure_boot", "is_managed", "is_owned", "on_lease", "is_locked",
        "is_recalled", "is_damaged", "has_strings", "works", "is_standard", "has_points",
        "has_toner", "has_driver", "has_digital_input", "repair_agreed",
    }
)  # fmt: skip

_PLACEHOLDERS = re.compile(
    r"(?:to be filled by o\.?e\.?m\.?|default string|system (?:product name|manufacturer|version|"
    r"serial number)|all series|not (?:applicable|available|specified)|o\.?e\.?m\.?|invalid|"
    r"<.*>|0+|123456789\w*|xx+|empty)"
)
_FIRM = re.compile(
    r"[,. ]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|gmbh|s\.?a|ag|computers?|"
    r"international|electronics)\b\.?", re.IGNORECASE
)  # fmt: skip
_CORES = re.compile(
    r" ?\([0-9]{1,3} cpus?\),? ?~? ?[0-9.,]+ ?[gm]hz|,? [0-9]{3,5} mhz,.*", re.IGNORECASE
)
_MONTHS = re.compile(r"([0-9]{1,4}) ?(m|mo|months?|meses|mois|y|yrs?|years?|anos?|ans?)?\b.*")
_SERIES = re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, SERIES))})(?![^\W_])")
_CONDITIONS = (
    (Condition.SMELLS, r"smell\w*|smok\w*|odou?r\w*|olor|odeur"),
    (Condition.POOR, r"poor|bad|worn out|terrible|d|malo|mauvais|schlecht|heavy wear"),
    (Condition.WORN, r"scratch\w*|worn|wear|fair|scuff\w*|c|dent\w*|aranazos|raye|rayures|regular"),
    (
        Condition.GOOD,
        r"good|very good|excellent|as new|like new|new|a|b|bueno|bien|bon|tres bon|gut|mint",
    ),
)
_CONDITION_SHAPES = tuple(
    (one, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")) for one, words in _CONDITIONS
)
_PIECES = tuple(
    (piece, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])"))
    for piece, words in PIECE_WORDS.items()
)
_DATA: Mapping[str, Data] = MappingProxyType(
    {
        **{one.value: one for one in Data if one.value},
        **dict.fromkeys(("wiped", "erased", "yes", "si", "oui", "borrado", "efface"), Data.WIPED),
        **dict.fromkeys(("none", "no data", "no disk", "blank"), Data.NONE),
        **dict.fromkeys(
            ("may wipe", "you may wipe it", "please wipe", "to be wiped"), Data.MAY_WIPE
        ),
    }
)
_LICENSES: Mapping[str, License] = MappingProxyType(
    {
        **{one.value: one for one in License if one.value},
        **dict.fromkeys(("digital", "oem", "on its board", "digital license"), License.DIGITAL),
        "retail": License.RETAIL,
        **dict.fromkeys(("no", "no license", "no licence", "ninguna", "aucune"), License.NONE),
    }
)


@dataclass(slots=True)
class Draft:
    """What is gathered of one machine.

    Attributes:
        today: the day of the offer.
        values: facts by their names.
        notes: what is kept in words.
        faults: what can't be, in sentences.
    """

    today: date
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def take(self, target: str, text: str) -> bool:
        """Take a fact out of a cell or a value; returns whether it was understood.

        Args:
            target: the name of a fact, or one of `Special`.
            text: the cell, in one line.
        """
        line = clean_line(text, NOTES_LIMIT)
        if not line or is_nothing(line) or target == Special.LEFT_OUT:
            return True
        reader = _READERS.get(target)
        if reader is not None:
            return reader(self, line)
        if target in YES_NO:
            return self._answer(target, yes_of(fold(line)))
        return False

    def put(self, name: str, value: object) -> None:
        """Keep a fact, unless it is known already."""
        self.values.setdefault(name, value)

    def note(self, text: str) -> None:
        """Keep something in words."""
        if text not in self.notes:
            self.notes.append(text)

    def machine(self) -> Machine:
        """Return the machine, with what its names tell, and without numbers that can't be."""
        self._infer()
        known = {name: value for name, value in self.values.items() if value != ""}
        notes = "; ".join(self.notes)[:NOTES_LIMIT]
        whole = Machine(**known, notes=notes, faults=tuple(dict.fromkeys(self.faults)))
        return without_slips(whole, self.today)

    def _infer(self) -> None:
        """Fill in what a series is known for: its maker, and what it is."""
        named = fold(f"{self.values.get('make', '')} {self.values.get('model', '')}")
        if found := _SERIES.search(named):
            make, kind = SERIES[found[1]]
            self.put("make", make)
            if kind is not Kind.UNKNOWN:
                self.put("kind", kind)
        if "kind" not in self.values and (kind := kind_of(named)) is not Kind.UNKNOWN:
            self.put("kind", kind)

    def _answer(self, name: str, answer: bool | None) -> bool:  # noqa: FBT001 - yes, no or not known
        if answer is not None:
            self.put(name, answer)
        return answer is not None


def make_of(text: str) -> str:
    """Return a maker's name as it is usually written; "" for what stands where none is."""
    bare = _FIRM.sub("", text).strip(" .,")
    flat = fold(bare)
    return "" if _PLACEHOLDERS.fullmatch(fold(text)) else MAKES.get(flat, bare)


def _name(name: str, limit: int = NAME_LIMIT) -> Callable[[Draft, str], bool]:
    def read(draft: Draft, line: str) -> bool:
        if _PLACEHOLDERS.fullmatch(fold(line)) is None:
            draft.put(name, line[:limit].rstrip())
        return True

    return read


def _make(draft: Draft, line: str) -> bool:
    if make := make_of(line)[:NAME_LIMIT]:
        draft.put("make", make)
    return True


def _model(draft: Draft, line: str) -> bool:
    """Take a model, of which a maker before it is none of its name."""
    if _PLACEHOLDERS.fullmatch(fold(line)):
        return True
    first, _, rest = line.partition(" ")
    make = MAKES.get(fold(first))
    if make is not None and rest:
        draft.put("make", make)
        line = rest
    draft.put("model", line[:NAME_LIMIT].rstrip())
    return True


def _processor(draft: Draft, line: str) -> bool:
    if "installed" not in fold(line):  # "1 Processor(s) Installed."
        draft.put("processor", _CORES.sub("", line)[:NAME_LIMIT].strip(" ,"))
    return True


def _kind(draft: Draft, line: str) -> bool:
    flat = fold(line)
    kind = {"mobile": Kind.LAPTOP, "slate": Kind.TABLET}.get(flat) or kind_of(flat)
    if kind is not Kind.UNKNOWN:
        draft.put("kind", kind)
    return kind is not Kind.UNKNOWN


def _count(draft: Draft, line: str) -> bool:
    count = count_of(fold(line))
    if count is None or not 1 <= count <= MOST_ALIKE:
        return False
    draft.put("count", count)
    return True


def _number(name: str, read: Callable[[str], float | None]) -> Callable[[Draft, str], bool]:
    def take(draft: Draft, line: str) -> bool:
        number = read(fold(line))
        if number is not None:
            draft.put(name, number)
        return number is not None

    return take


def _disk(draft: Draft, line: str) -> bool:
    size, kind = disk_of(fold(line))
    if size is not None:
        draft.put("disk_gb", size)
    if kind is not DiskKind.UNKNOWN:
        draft.put("disk_kind", kind)
    return size is not None or kind is not DiskKind.UNKNOWN


def _disk_kind(draft: Draft, line: str) -> bool:
    kind = disk_kind_of(fold(line))
    if kind is not DiskKind.UNKNOWN:
        draft.put("disk_kind", kind)
    return kind is not DiskKind.UNKNOWN


def _day(name: str, read: Callable[[str, date], date | None]) -> Callable[[Draft, str], bool]:
    def take(draft: Draft, line: str) -> bool:
        day = read(fold(line), draft.today)
        if day is not None:
            draft.put(name, day)
        return day is not None

    return take


def _age(draft: Draft, line: str) -> bool:
    flat = fold(line).replace(",", ".")
    day = age_of(flat, draft.today) or age_of(f"{flat} years", draft.today)
    if day is not None:
        draft.put("made_on", day)
    return day is not None


def _tpm(draft: Draft, line: str) -> bool:
    has_one = tpm_of(fold(line))
    if has_one is not None:
        draft.put("tpm", has_one)
    return has_one is not None


def _bios_mode(draft: Draft, line: str) -> bool:
    # A computer that starts the old way can't do Secure Boot; one by UEFI may have it off.
    if "legacy" in fold(line) or fold(line) in {"bios", "heredado", "herite"}:
        draft.put("secure_boot", value=False)
    return True


def _display(draft: Draft, line: str) -> bool:
    if found := re.search(
        r"([0-9]{1,2}(?:[.,][0-9])?) ?-?(?:inch|\"|”|pulgadas|pouces)", fold(line)
    ):
        draft.put("inches", float(found[1].replace(",", ".")))
    return True


def _inches(draft: Draft, line: str) -> bool:
    if re.search(r"[0-9]{3,4} ?[x×] ?[0-9]{3,4}", line):
        return _display(draft, line)
    return _number("inches", inches_of)(draft, line)


def _choice(name: str, words: Mapping[str, object]) -> Callable[[Draft, str], bool]:
    def take(draft: Draft, line: str) -> bool:
        value = words.get(fold(line).strip(" ."))
        if value is not None:
            draft.put(name, value)
        return value is not None

    return take


def _data(draft: Draft, line: str) -> bool:
    # That it was not wiped says nothing on what may be done.
    return yes_of(fold(line)) is False or _choice("data", _DATA)(draft, line)


def _condition(draft: Draft, line: str) -> bool:
    """Take how it looks; of two words the worse counts."""
    flat = fold(line)
    found = next((one for one, shape in _CONDITION_SHAPES if shape.search(flat)), None)
    if found is not None:
        draft.put("condition", found)
    return found is not None


def pieces_in(flat: str) -> frozenset[Piece]:
    """Return the pieces that a folded text names."""
    return frozenset(piece for piece, shape in _PIECES if shape.search(flat))


def _missing(draft: Draft, line: str) -> bool:
    flat = fold(line)
    found = pieces_in(flat)
    if not found and yes_of(flat) is not False and flat not in {"nothing", "nada", "rien"}:
        return False
    draft.put("missing", found)
    return True


def _warranty(draft: Draft, line: str) -> bool:
    flat = fold(line)
    found = _MONTHS.fullmatch(flat)
    if found is None and flat not in {"expired", "none", "no", "out", "caducada", "expiree"}:
        return False
    months = int(found[1]) * (12 if (found[2] or "m")[0] in "ya" else 1) if found else 0
    draft.put("warranty_months", months)
    return True


def _port(draft: Draft, line: str) -> bool:
    flat = fold(line)
    for port, shape in (
        (Port.NETWORK, r"ethernet|network|rj-?45|lan\b|red\b|reseau"),
        (Port.WIFI, r"wi-?fi|wlan|wireless"),
        (Port.USB, r"usb"),
    ):
        if re.search(shape, flat):
            draft.put("port", port)
            return True
    return False


def _note(draft: Draft, line: str) -> bool:
    draft.note(line)
    return True


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


_READERS: Mapping[str, Callable[[Draft, str], bool]] = MappingProxyType(
    {
        "kind": _kind,
        "count": _count,
        "make": _make,
        "model": _model,
        "serial": _name("serial"),
        "made_on": _day("made_on", made_of),
        "processor": _processor,
        "windows11": _choice("windows11", {one.value: one for one in Fit}),
        "processor_since": _number("processor_since", _year),
        "memory_gb": _number("memory_gb", memory_of),
        "disk_gb": _disk,
        "disk_kind": _disk_kind,
        "tpm": _tpm,
        "support_until": _day("support_until", until_of),
        "data": _data,
        "condition": _condition,
        "missing": _missing,
        "license": _choice("license", _LICENSES),
        "use": _choice("use", {one.value: one for one in Use if one.value}),
        "place": _name("place"),
        "warranty_months": _warranty,
        "port": _port,
        "inches": _inches,
        "notes": _note,
        Special.SYSTEM: _note,
        Special.AGE: _age,
        Special.BIOS_MODE: _bios_mode,
        Special.DISPLAY: _display,
        Special.GRAPHICS: lambda _draft, _line: True,
    }
)
"""What reads each fact; those that are yes or no aside."""
