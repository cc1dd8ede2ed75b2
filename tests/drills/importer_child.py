"""The child of drill F23: reads files that were damaged at random, and counts what came of each."""

import io
import json
import random
import time
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from libdesk.delivery.tables import capped, plain
from libdesk.delivery.tables.reading import look, read_table
from libdesk.services.errors import Refusal
from tests.delivery.tables.spreadsheets import ods, ods_row, packed, row, xls, xlsx_parts
from tests.drills.hostile_tables import MADE

TEXT = 'Tag;Näme;"No\n""te"";";Bought\r\n00123;PC;"=1+1";45000\n1.23E+11;Mac;;3/12/2026\n' * 3
SNIPPETS = (b'"', b";", b"\t", b"\n", b"\r", b"\0", b"\xff", b"\xff\xfe", b'"\n"', b"x" * 140_000)
XML_SNIPPETS = (
    *(b"<", b">", b"&", b"&lt;", b"&x;", b'"', b"<!DOCTYPE x>", b"<c/>", b"<row/>", b"</row>"),
    *(b'r="XFD1048576"', b't="s"', b"<v>99999999999999999999</v>", b"<v>1e308</v>", b"-1", b"NaN"),
    *(b'table:number-rows-repeated="999"', b'table:number-columns-repeated="999"', b"\xff", b"\0"),
)


@cache
def seeds():
    """Return the files that are damaged: of each kind a sound one."""
    rows = row(1, "Tag", "Name") + row(2, "00123", 12.5) + row(3, '<c s="1"><v>45000</v></c>', "x")
    parts = xlsx_parts(rows, "", styles='<cellXfs count="1"><xf numFmtId="14"/></cellXfs>')
    return {
        "utf-8": TEXT.encode(),
        "utf-16": TEXT.encode("utf-16"),
        "utf-16-be": TEXT.encode("utf-16-be"),
        "tsv": TEXT.replace(";", "\t").encode("utf-8-sig"),
        "cp1252": TEXT.encode("cp1252"),
        "xlsx": packed(parts, zipfile.ZIP_STORED),
        "ods": ods(ods_row("Tag", "Name") + ods_row("1", "PC", repeated=3)),
        "xls": xls([["Tag", "Bought"], ["00123", date(2020, 1, 2)], ["2", 12.5]]),
    }


def made(kind: str, chance: random.Random) -> bytes:
    """Return a file of a kind: a sound one that was damaged, or one that is made to do harm."""
    if kind in MADE:
        return MADE[kind](chance)
    sound = seeds()
    if chance.random() < 0.1:
        return spliced(sound[kind], sound[chance.choice(sorted(sound))], chance)
    return damaged(sound[kind], chance)


def spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return the beginning of one file, and the end of another one behind it."""
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes changed, cut, doubled or put in; of a zip, within its parts."""
    if content.startswith(b"PK") and chance.random() < 0.7:
        return _damaged_parts(content, chance)
    return _damaged_bytes(content, chance, SNIPPETS)


def _damaged_parts(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in chance.sample(sorted(parts), chance.randint(1, 2)):
        parts[name] = _damaged_bytes(parts[name], chance, XML_SNIPPETS)
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    repacked: bytes = packed(parts)
    return repacked


def _damaged_bytes(content: bytes, chance: random.Random, snippets: tuple[bytes, ...]) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0 if at < len(out):
                out[at] = chance.randrange(256)
            case 1:
                del out[at : at + chance.choice((1, 2, 10, 1_000))]
            case 2:
                out[at:at] = out[at : at + chance.choice((1, 20, 500))]
            case 3 if chance.random() < 0.1:
                del out[at:]
            case _:
                out[at:at] = chance.choice(snippets)
    return bytes(out)


def read_many(arguments):
    """Read files that were damaged by the numbers from `first` on, `count` of them."""
    path = Path(arguments["folder"], "list")
    outcomes: Counter[str] = Counter()
    uncaught, slowest = [], 0.0
    for number in range(arguments["first"], arguments["first"] + arguments["count"]):
        chance = random.Random(number)
        path.write_bytes(made(arguments["kind"], chance))
        began = time.perf_counter()
        try:
            read_table(path)
            look(path)
            outcomes["table"] += 1
        except Refusal:
            outcomes["refusal"] += 1
        except MemoryError:
            outcomes["memory"] += 1
        except BaseException as error:  # noqa: BLE001 - whatever else comes is what is looked for
            uncaught.append([number, repr(error)])
        slowest = max(slowest, time.perf_counter() - began)
    return {"outcomes": outcomes, "uncaught": uncaught, "slowest": slowest, "peak_kb": peak_kb()}


def weigh(paths):
    """Read files, each in earnest; return by their names what came of them, and when.

    This process is small, and its children are those that read: their memory is told truly, also of
    one that was ended by its limit.
    """
    told = {}
    for name, path in paths.items():
        began = time.perf_counter()
        try:
            outcome = f"{len(capped.read_table(Path(path)).rows)} rows"
        except Refusal as refused:
            outcome = refused.sentence
        told[name] = [outcome, time.perf_counter() - began, getrusage(RUSAGE_CHILDREN).ru_maxrss]
    return told


def peak_kb():
    """Return the most memory that this process has held; what its parent held is not in it."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def read_carelessly(arguments):
    """Read a sheet as the library does."""
    from python_calamine import load_workbook

    return load_workbook(arguments["path"]).get_sheet_by_index(0).height


def peak_of(arguments):
    """Read a file, and return how many rows it has and the memory that this took."""
    answer = plain.read({"path": arguments["path"], "choice": [None] * 4})
    return {"rows": len(answer["rows"]), "bytes": len(json.dumps(answer)), "peak_kb": peak_kb()}
