"""Measures every promised row: `python tests/benchmarks/run.py [--json] [--only WORD]`.

Each row is a ratio to a floor measured in the same run. It ends with 1 when a row misses its goal.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks import (  # noqa: E402 - found only by the path set above
    counting,
    equipment,
    importing,
    judging,
    labelling,
    libraries,
    listing,
    moving,
    papers,
    picturing,
    searching,
    sending,
    tapping,
    windows,
)

SMALL, TIMES_LARGER = 100_000, 10


def rows(folder: Path, only: str):
    """Yield every row, in the order in which the issues name them."""

    def wanted(*words):
        return not only or any(only in word for word in words)

    alone = {
        "form": lambda: windows.form_rows(folder),
        "send": sending.rows,
        "tile": tapping.rows,
        "picture": picturing.rows,
        "paper": lambda: papers.rows(folder),
        "equipment": lambda: equipment.rows(equipment.make(folder / "equipment.sqlite")),
        "count": lambda: counting.rows(equipment.make(folder / "counted.sqlite")),
        "import": lambda: importing.rows(folder),
        "label": labelling.rows,
        "donations": judging.rows,
    }
    for word, measure in alone.items():
        if wanted(word):
            yield from measure()
    if wanted("desk", "search"):
        print(f"making a library of {SMALL:,} reports", file=sys.stderr)
        small = libraries.make(folder / "small.sqlite", SMALL)
        if wanted("desk"):
            yield from windows.desk_rows(folder, small)
            yield from listing.rows(small)
        if wanted("search"):
            print(f"making a library of {SMALL * TIMES_LARGER:,} reports", file=sys.stderr)
            large = libraries.multiply(small, folder / "large.sqlite", TIMES_LARGER)
            yield from searching.rows(small, large)
    if wanted("collect"):
        yield from moving.collecting(moving.ENVELOPES, times=3)


def main() -> int:
    """Run the asked rows and print them; return 0 when all hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--only",
        default="",
        metavar="WORD",
        help="form, send, tile, picture, paper, equipment, count, import, label, donations, desk, "
        "search, collect",
    )
    asked = parser.parse_args()
    measured = []
    # Not the folder for temporary files: it may be a memory disk, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as place:
        for row in rows(Path(place), asked.only):
            measured.append(row)
            if not asked.json:
                verdict = "holds" if row.holds else "MISSES"
                print(
                    f"{verdict:6} {row.ratio:6.2f} x (goal {row.goal:g}) "
                    f"{row.libdesk:9.2f} {row.unit} / {row.floor:9.2f} {row.unit}  {row.name}",
                    flush=True,
                )
    if asked.json:
        print(json.dumps([row.as_json() for row in measured], indent=1))
    return 0 if measured and all(row.holds for row in measured) else 1


if __name__ == "__main__":
    raise SystemExit(main())
