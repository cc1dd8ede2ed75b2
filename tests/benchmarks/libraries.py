"""The databases that rows are measured on: the sample library, large and very large."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from libdesk.app.site import load_guidance, load_stories
from libdesk.domain.words import cut
from libdesk.services.sample import Sample, SampleLibrary
from libdesk.storage.database import Database
from tests.services.made_items import NO_RULES

RARE = "zwieback"
"""A word that stands in ten reports of every 100,000."""


def now():
    return datetime.now(UTC)


def make(path: Path, problems: int) -> Path:
    """Write the sample library with so many reports, its little niggles counted."""
    database = Database.open(path, now=now)
    counted = next(n for n in range(problems, -1, -1) if n + Sample(n).niggles <= problems)
    SampleLibrary(load_stories(), load_guidance(), now(), lambda _: NO_RULES).fill(
        database.unit, Sample(problems=counted)
    )
    database.close()
    connection = sqlite3.connect(path)
    every = max(problems // 10, 1)
    rows = connection.execute(
        "SELECT problem, words FROM problem_words WHERE problem % ? = 7", (every,)
    ).fetchall()
    for problem, words in rows:
        connection.execute(
            "INSERT INTO word_index (word_index, rowid, words) VALUES ('delete', ?, ?)",
            (problem, words),
        )
        changed = " ".join(cut(f"{words} {RARE}"))
        connection.execute(
            "UPDATE problem_words SET words = ? WHERE problem = ?", (changed, problem)
        )
        connection.execute(
            "INSERT INTO word_index (rowid, words) VALUES (?, ?)", (problem, changed)
        )
    connection.commit()
    connection.close()
    return path


def multiply(source: Path, path: Path, times: int) -> Path:
    """Write a library with `times` the reports of another, words and indexes too."""
    connection = sqlite3.connect(source)
    copy = sqlite3.connect(path)
    connection.backup(copy)
    connection.close()
    copy.execute("PRAGMA journal_mode=OFF")
    copy.execute("PRAGMA synchronous=OFF")
    (count,) = copy.execute("SELECT max(sequence) FROM problems").fetchone()
    columns = [row[1] for row in copy.execute("PRAGMA table_info(problems)")]
    taken = ", ".join(
        {"sequence": "sequence + :shift", "id": _new_id(copy)}.get(name, name) for name in columns
    )
    for turn in range(1, times):
        shift = {"shift": turn * count}
        copy.execute(
            f"INSERT INTO problems ({', '.join(columns)}) "
            f"SELECT {taken} FROM problems WHERE sequence <= {count}",
            shift,
        )
        copy.execute(
            "INSERT INTO problem_words SELECT problem + :shift, words FROM problem_words "
            f"WHERE problem <= {count}",
            shift,
        )
        copy.commit()
    copy.execute("INSERT INTO word_index (word_index) VALUES ('rebuild')")
    copy.commit()
    copy.execute("ANALYZE")
    copy.commit()
    copy.close()
    return path


def _new_id(connection) -> str:
    (kind,) = connection.execute("SELECT typeof(id) FROM problems LIMIT 1").fetchone()
    if kind == "blob":
        return "randomblob(16)"
    return (
        "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
        "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || "
        "hex(randomblob(6)))"
    )
