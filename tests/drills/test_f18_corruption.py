"""Drill F18: a database at rest is damaged by chance, and somebody starts LibDesk.

Each damage is noticed in plain words, with the file left as it is, or harmless: then every row is
there as it was. What was noticed is mended by putting the newest copy back; the damaged file is
kept, with what lay beside it.
"""

import shutil
import sqlite3
import sys
from contextlib import closing, nullcontext
from random import Random, SystemRandom

import pytest

from libdesk.app.site import now
from libdesk.services.backups import Backups
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.damage import Damaged, Replaceable
from libdesk.storage.database import Database
from libdesk.storage.restoring import PuttingBack
from tests.storage.made import new_problem, report, state_of, store
from tests.storage.test_copies import rows

SHORT, LONG = 80, 1000
BESIDE = ("", "-wal", "-shm", "-journal", "-seal")


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


@pytest.fixture
def whole(tmp_path):
    """A library that was closed properly, with a copy of its own and one of before."""
    path = tmp_path / "whole" / "libdesk.sqlite"
    with closing(Database.open(path, now=now)) as database:
        copies = FileCopies(path, lambda: nullcontext(database))
        backups = Backups(copies, NoteFile(path), now)
        dice = Random(18)
        for _ in range(2):
            words = [" ".join(dice.choices(["toner", "paper", "jam", "drum", "wifi"], k=90))] * 40
            store(database, *[new_problem(report(title="Jam", saw=saw)) for saw in words])
            backups.copy_now()
    return path


@pytest.fixture
def foreign(tmp_path):
    """What another database leaves beside it when its program is killed, in both modes."""
    found = {}
    for mode in ("WAL", "DELETE"):
        path = tmp_path / "foreign" / f"{mode}.sqlite"
        path.parent.mkdir(exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("CREATE TABLE t (a)")
        connection.executemany("INSERT INTO t VALUES (?)", [(bytes(3000),)] * 40)
        connection.execute("BEGIN")
        connection.execute("UPDATE t SET a = zeroblob(2999)")
        if mode == "WAL":
            connection.execute("COMMIT")
        ending = "-wal" if mode == "WAL" else "-journal"
        found[ending] = path.with_name(path.name + ending).read_bytes()
        connection.close()
    assert all(len(content) > 4096 for content in found.values())
    return found


def flip(raw, dice, count):
    at = dice.randrange(len(raw) - count + 1)
    for place in range(at, at + count):
        raw[place] ^= dice.randrange(1, 256)


def zero_page(raw, dice):
    at = dice.randrange(len(raw) // 4096) * 4096
    raw[at : at + 4096] = bytes(4096)


def cut(raw, dice):
    del raw[dice.randrange(len(raw)) :]


KINDS = {
    "1 byte": lambda raw, dice: flip(raw, dice, 1),
    "16 bytes": lambda raw, dice: flip(raw, dice, 16),
    "4096 bytes": lambda raw, dice: flip(raw, dice, 4096),
    "cut": cut,
    "a page of zeros": zero_page,
}


def spoil(path, dice, foreign):
    """Damage a database in one of the ways; return which."""
    kind = dice.choice([*KINDS, *foreign])
    if kind in foreign:
        path.with_name(path.name + kind).write_bytes(foreign[kind])
        return f"a foreign {kind}"
    raw = bytearray(path.read_bytes())
    KINDS[kind](raw, dice)
    path.write_bytes(raw)
    return kind


def start(path):
    """Open the database as a start does; return what somebody reads, "" when it opened."""
    try:
        with closing(Database.open(path, now=now)) as database, database.unit() as unit:
            unit.inbox.counts()
    except (Damaged, Replaceable) as told:
        return told.sentence
    return ""


def all_of(path):
    return {ending: path.with_name(path.name + ending) for ending in BESIDE}


def contents(path):
    return {end: one.read_bytes() for end, one in all_of(path).items() if one.exists()}


def mend(path):
    """Put the newest copy back, as the button does; return where the damaged one lies."""
    copies = sorted((path.parent / "backups").glob("*.sqlite"))
    restored = PuttingBack(path, now, is_damaged=True).restore(copies[-1])
    assert rows(path) == rows(copies[-1])
    assert restored.aside is not None
    return restored.aside


def holds(path, wanted):
    """Say whether every row is as it was; what can't even be read is not."""
    try:
        return rows(path) == wanted
    except sqlite3.Error:
        return False


def go_through(whole, foreign, tmp_path, seed, count):
    dice = Random(seed)
    tally: dict[str, list[int]] = {}
    wanted = rows(whole)
    for number in range(count):
        here = tmp_path / f"{number}"
        shutil.copytree(whole.parent, here)
        path = here / whole.name
        kind = spoil(path, dice, foreign)
        before = contents(path)
        told = start(path)
        if told:
            assert contents(path) == before, f"{kind}: the damaged file was changed"
            assert "left" in told or "as it was" in told, told
            aside = mend(path)
            assert contents(aside) == before, f"{kind}: not all of it was kept"
            assert start(path) == ""
        else:
            assert holds(path, wanted), f"damage {number} ({kind}) went unnoticed"
        counts = tally.setdefault(kind, [0, 0])
        counts[not told] += 1
        shutil.rmtree(here)
    sys.stdout.write(f"noticed, harmless: {tally}\n")
    return tally


@pytest.mark.timeout(300)
def test_f18_damage_is_noticed_or_harmless_and_mended_by_a_copy(whole, foreign, tmp_path, seed):
    tally = go_through(whole, foreign, tmp_path, seed, SHORT)
    assert sum(noticed for noticed, _ in tally.values()) > SHORT // 2


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f18_a_thousand_damages(whole, foreign, tmp_path, seed):
    tally = go_through(whole, foreign, tmp_path, seed, LONG)
    assert len(tally) == len(KINDS) + 2


@pytest.mark.timeout(300)
def test_f18_control_sqlites_own_checks_let_changed_words_pass(whole, tmp_path, seed):
    """Without the seal some damages go unnoticed, and the drill sees it."""
    whole.with_name(f"{whole.name}-seal").unlink()
    with pytest.raises(AssertionError, match="went unnoticed"):
        go_through(whole, {}, tmp_path, seed, SHORT)


def test_f18_control_a_foreign_journal_is_played_into_a_database_that_nobody_guards(whole, foreign):
    wanted = rows(whole)
    whole.with_name(f"{whole.name}-journal").write_bytes(foreign["-journal"])
    assert not holds(whole, wanted)


@pytest.mark.parametrize("state", ["no copies", "only bad copies", "half moved"])
def test_f18_with_no_copy_that_can_be_used_nothing_is_made_worse(whole, state):
    raw = whole.read_bytes()
    whole.write_bytes(raw[: len(raw) // 2])
    folder = whole.parent / "backups"
    if state == "no copies":
        shutil.rmtree(folder)
    elif state == "only bad copies":
        for copy in folder.glob("*.sqlite"):
            copy.write_bytes(copy.read_bytes()[:-1])
    else:
        min(folder.glob("*.sqlite")).rename(folder / "000009.part")
    before = state_of(whole.parent)
    assert "cut short" in start(whole)
    assert state_of(whole.parent) == before
    copies = Backups(
        FileCopies(whole, lambda: nullcontext(None)),  # type: ignore[arg-type] # nobody has it open
        NoteFile(whole),
        now,
    )
    sound = [one for one in copies.listed() if not one.trouble]
    assert len(sound) == (state == "half moved")
