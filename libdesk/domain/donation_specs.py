"""A pasted text that describes a computer, understood: what a system tells, a shop or a person.

Names with values are read line by line (`donation_cells`); in the rest each fact is looked for and
taken out, and what is left over is the model, or was not understood and is told. Nothing is guessed
behind anybody's back, and a text of any length takes a bounded time.
"""

import re
from dataclasses import dataclass
from datetime import date

from libdesk.domain.donation_cells import Draft
from libdesk.domain.donation_free import read_free
from libdesk.domain.donation_headings import Special, fact_of
from libdesk.domain.donations import Machine
from libdesk.domain.processor_names import numbers_in
from libdesk.domain.text import clean_text, fold

LINES_LIMIT = 1_000
LINE_LIMIT = 600
"""Signs of a line that are looked at; no system tells a longer one."""

FREE_LIMIT = 20_000
"""Signs of running text that are looked at; a description is a hundredth of that."""

UNREAD_LIMIT = 20
"""Pieces that are told as not understood; of more, their number."""

_GAP = re.compile(r"(?: {2,}|\t)[ \t]*")
_KEYED = re.compile(
    r"[-*•·\s|]{0,6}([^\W\d_][^:=\t\n]{0,48}?) ?(?:\.{2,40})? ?(?:[:=\uff1a]|\t+) ?:? ?(.*)",
    re.DOTALL,
)
_LEADING = tuple(
    (re.compile(rf"(?:{words}) (?=\S)"), target)
    for words, target in (
        ("chip|puce", "processor"),
        ("processor|processeur|procesador", "processor"),
        ("memory|memoria|memoire", "memory_gb"),
        ("serial number|numero de serie", "serial"),
        ("graphics|graficos|graphismes", Special.GRAPHICS),
        ("startup disk|disque de demarrage|disco de arranque", Special.LEFT_OUT),
        ("installed ram|ram instalada|ram installee", "memory_gb"),
        ("device name|device id|product id|system type|pen and touch", Special.LEFT_OUT),
    )
)
"""Names that macOS and others put before a value with a space alone."""

_DUMPS = re.compile(
    r"os name|system manufacturer|total physical memory|host name:|dxdiag|architecture:|"
    r"hardware overview|bogomips|vendor id:|device name|installed ram|inxi|fabricante del sistema|"
    r"fabricant d|nombre del dispositivo|nom de l.appareil|procesadores|cpu op-mode"
)
"""What a system's own report has in it: of such a one lines that nobody asks for are no news."""

_INXI = (
    (re.compile(r"system: (\S.{0,40}?) (?:product|v):"), "make"),
    (re.compile(r"product: (\S.{0,60}?) (?:v|serial):"), "model"),
    (re.compile(r"product: .{0,80}?serial: ([a-z0-9-]{4,30})\b"), "serial"),
    (re.compile(r"type: (laptop|desktop|notebook|portable|mini-pc|all-in-one|tablet)\b"), "kind"),
    (re.compile(r"model: (\S.{0,80}?) (?:bits|type|socket):"), "processor"),
    (re.compile(r"\bram: (?:total: )?([0-9.]{1,8} [gm]ib)"), "memory_gb"),
    (re.compile(r"local storage: total: (?:raw: )?([0-9.]{1,8} [gt]i?b)"), "disk_gb"),
)
"""Where inxi tells things: several names with values in one line."""

_LSBLK = re.compile(r"\w{2,12} +\d{1,3}:\d{1,3} +\d +(\d{1,5}(?:[.,]\d)?[gt]) +\d disk.*")


@dataclass(frozen=True, slots=True)
class Spec:
    """What was understood of a text.

    Attributes:
        machine: the machine that it describes; empty where nothing was understood.
        unread: the pieces that were not understood, as they stood there.
    """

    machine: Machine
    unread: tuple[str, ...] = ()


def read_spec(text: str, today: date) -> Spec:
    """Read what a text says of one machine.

    Args:
        text: as it was pasted, of any length and in any state.
        today: the day of the offer: ages count up to it.
    """
    lines = [one for one in clean_text(text).split("\n") if one.strip()]
    draft = Draft(today)
    unread: list[str] = []
    is_dump = _DUMPS.search(fold("\n".join(lines[:200])[:20_000])) is not None
    left = FREE_LIMIT
    for line in lines[:LINES_LIMIT]:
        if left <= 0:
            unread.append(line)
            continue
        if not _read_keyed(draft, line[:LINE_LIMIT], unread, is_dump=is_dump):
            left -= len(line)
            rest = read_free(draft, line[:LINE_LIMIT])
            # Of a system's report, what has no number in it is a title.
            unread += [one for one in rest if not is_dump or any(map(str.isdigit, one))]
        if len(line) > LINE_LIMIT:
            unread.append(line[LINE_LIMIT:])
    unread += lines[LINES_LIMIT:]
    return Spec(draft.machine(), _told(unread))


def _told(unread: list[str]) -> tuple[str, ...]:
    pieces = [" ".join(one[:200].split())[:80] for one in unread]
    told = list(dict.fromkeys(filter(None, pieces)))
    if len(told) > UNREAD_LIMIT:
        rest = len(told) - UNREAD_LIMIT
        return (*told[:UNREAD_LIMIT], f"… and {rest:,} more")
    return tuple(told)


def _read_keyed(draft: Draft, line: str, unread: list[str], *, is_dump: bool) -> bool:
    """Read a line of a name and its value; returns whether it was one."""
    flat = fold(line)
    if _read_inxi(draft, line, flat) or _read_system_line(draft, line, flat):
        return True
    marked = _GAP.sub("\t", line.strip())
    found = _KEYED.fullmatch(marked)
    if found is None or ("," in found[1] and "(" not in found[1]):
        return _read_leading(draft, line.strip(), flat.strip())
    heading, value = found[1].strip(), found[2].replace("\t", " ").strip()
    target = fact_of(heading)
    if not value and target in {None, Special.WHOLE}:
        return True  # the name of a part: "Memory:"
    if target is None:
        return is_dump
    if target == Special.WHOLE:
        unread += read_free(draft, value)
    elif not draft.take(_meant(target, heading, value), _with_kind(heading, value)):
        unread += [f"{heading}: {value}"] if is_dump or len(value) < 3 else read_free(draft, value)
    return True


def _meant(target: str, heading: str, value: str) -> str:
    """Return the fact that a name stands for beside its value: two programs use one name."""
    flat = fold(value)
    if target == "model" and _PROCESSOR_SIGNS.search(flat):
        return "processor"  # lscpu calls it the "model name"
    if target == "model" and re.fullmatch(r"[0-9]{1,3}(?: \(.*)?", flat):
        return Special.LEFT_OUT
    if target == "inches" and not re.search(r"[0-9]", flat):
        return Special.DISPLAY
    if target == "made_on" and fold(heading) in {"date", "fecha"} and ":" in value:
        return Special.LEFT_OUT  # the moment at which a report was made
    return target


_PROCESSOR_SIGNS = re.compile(r"\bcpu\b|\(r\)|\bcore\b.*\bi[3579]-|\bryzen\b|\bxeon\b|[0-9] ?ghz")


def _with_kind(heading: str, value: str) -> str:
    """Return a value with the kind of disk that its name tells: "SSD: 256 GB"."""
    flat = fold(heading).strip()
    return f"{value} {flat}" if flat in {"ssd", "hdd", "nvme", "emmc"} else value


def _read_inxi(draft: Draft, line: str, flat: str) -> bool:
    if flat.count(": ") < 2:
        return False
    told = line if len(line) == len(flat) else flat
    found = [
        (target, told[one.start(1) : one.end(1)])
        for shape, target in _INXI
        if (one := shape.search(flat))
    ]
    is_storage = flat.lstrip().startswith(("id-1:", "drives:"))
    for target, value in found:
        draft.take(target, value)
    if is_storage and re.search(r"\bssd\b|nvme|solid state", flat):
        draft.take("disk_kind", "ssd")
    return bool(found) or is_storage


def _read_system_line(draft: Draft, line: str, flat: str) -> bool:
    """Read what some programs tell without a name: lsblk's disks, systeminfo's processor."""
    if found := _LSBLK.fullmatch(flat.strip()):
        return draft.take("disk_gb", f"{found[1]}ib")
    if "family" in flat and (told := numbers_in(line)) is not None:
        start = line.find(":") + 1 if line.lstrip().startswith("[") else 0
        draft.put("processor", line[start:].strip())
        return bool(told)
    return False


def _read_leading(draft: Draft, line: str, flat: str) -> bool:
    for shape, target in _LEADING:
        found = shape.match(flat)
        if found and not re.search(r"[,;/]", line):
            return draft.take(target, line[found.end() :])
    return False
