"""Send, and collect: each beside the same bytes written, synced and renamed by hand."""

import json
import os
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from libdesk.app.site import load_guidance
from libdesk.delivery import sealing, ways
from libdesk.paths import DataFolder
from libdesk.services.bulletin import ensure_keys
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.intake import BATCH, Intake
from libdesk.services.problems import Filing
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.benchmarks import libraries
from tests.benchmarks.measure import interleaved

ENVELOPES = 10_000
SYNCS = ("new", "cur", "done", "replies")


def by_hand(target: Path, content: bytes):
    """Write, sync, rename, sync the folder: what any program must do to keep a file."""
    part = target.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(handle, content)
    os.fsync(handle)
    os.close(handle)
    part.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def dropped(folder: Path, count: int):
    """File and hand over `count` sealed reports; return the desk's data folder."""
    data = DataFolder(folder)
    staff = ways.staff_ways(data, Site(branch="CEN"), now=libraries.now)
    with _desk(data) as (_, _, secrets):
        pass
    filing = Filing(staff.outbox, load_guidance(), libraries.now, uuid4)
    for index in range(count):
        filing.submit(Draft("PRINT", "CEN", saw=f"Grey stripes on page {index}", guess="toner"))
    Dispatch(staff.outbox, staff.courier, libraries.now).deliver()
    return data, secrets


class _desk:  # noqa: N801 - a context manager used as a function
    def __init__(self, data):
        self._data = data

    def __enter__(self):
        self._database = Database.open(self._data.database, now=libraries.now)
        secrets = ensure_keys(self._database.unit, sealing.make_keys)
        readers = ways.desk_readers(
            self._data, Site(), secrets=secrets, now=libraries.now, host="bench"
        )
        intake = Intake(self._database.unit, readers, libraries.now)
        if not (self._data.inbox / "bulletin" / "manifest.json").exists():
            from libdesk.services.bulletin import Publishing

            Publishing(self._database.unit, readers, libraries.now).publish()
        return self._database, intake, secrets

    def __exit__(self, *_):
        self._database.close()


def collecting(count: int, times: int):
    """Yield the row of `collect`: its floor reads, opens, stores, confirms and renames by hand."""
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as place:
        root = Path(place)
        data, _ = dropped(root / "made", count)
        new = data.inbox / "new"
        with _desk(data) as (database, _, secrets):
            schema = database.path
        seal_key = secrets[0]

        def fresh():
            copy = root / f"copy-{time.monotonic_ns()}"
            shutil.copytree(data.root, copy)
            return DataFolder(copy)

        def libdesk():
            mine = fresh()
            with _desk(mine) as (_, intake, _):
                begun = time.perf_counter()
                collected = intake.collect()
                intake.send_replies()
                took = time.perf_counter() - begun
            assert collected.new == count
            shutil.rmtree(mine.root)
            return took * 1000

        def floor():
            mine = fresh()
            took = _collect_by_hand(mine, seal_key)
            shutil.rmtree(mine.root)
            return took * 1000

        assert schema is not None
        assert len(list(new.iterdir())) == count
        yield interleaved(f"collect {count:,} envelopes", 4.0, libdesk, floor, times=times)


def _collect_by_hand(data: DataFolder, seal_key: bytes) -> float:
    """Do what collecting must do, and no more; return the seconds it took."""
    from nacl.public import PrivateKey, PublicKey, SealedBox

    connection = sqlite3.connect(data.database)
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.execute(f"PRAGMA journal_mode={mode}")
    connection.execute("PRAGMA synchronous=EXTRA")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(problems)")]
    box = SealedBox(PrivateKey(seal_key))
    begun = time.perf_counter()
    names = sorted(path.name for path in (data.inbox / "new").iterdir())
    for start in range(0, len(names), BATCH):
        batch = []
        for name in names[start : start + BATCH]:
            claimed = data.inbox / "cur" / name
            (data.inbox / "new" / name).rename(claimed)
            wrapped = json.loads(claimed.read_bytes())
            batch.append((name, json.loads(box.decrypt(_base64(wrapped["sealed"])))))
        connection.execute("BEGIN IMMEDIATE")
        for offset, (name, document) in enumerate(batch):
            _insert(connection, columns, start + offset + 1, name, document)
        connection.commit()
        for name, _ in batch:
            (data.inbox / "cur" / name).rename(data.inbox / "done" / name)
        _sync(data.inbox / "done")
    for _ in range(0, len(names), BATCH):
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute(
            "SELECT id, problem FROM replies WHERE written_at IS NULL LIMIT ?", (BATCH,)
        ).fetchall()
        connection.executemany(
            "UPDATE replies SET number = 1 WHERE id = ?", [(r[0],) for r in rows]
        )
        connection.commit()
        for _, problem in rows:
            key, name = connection.execute(
                "SELECT reply_key, id FROM problems WHERE sequence = ?", (problem,)
            ).fetchone()
            sealed = SealedBox(PublicKey(key)).encrypt(json.dumps({"id": str(name)}).encode())
            by_hand(data.inbox / "replies" / f"{name}.1.sealed", sealed)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "UPDATE replies SET written_at = 1 WHERE id = ?", [(row[0],) for row in rows]
        )
        connection.commit()
    took = time.perf_counter() - begun
    connection.close()
    return took


def _insert(connection, columns, sequence, name, document):
    """Store one report with its history, message, words and index."""
    report = document["report"]
    values: dict[str, object] = dict.fromkeys(columns, "")
    connection.execute("SELECT 1 FROM problems WHERE id = ?", (name,)).fetchall()
    values |= {
        "sequence": sequence,
        "id": name[:36],
        "reply_key": _base64(document["reply_key"]),
        "priority": 3,
        "version": 1,
        "filed_at": 1,
        "received_at": 1,
        "clock_is_off": 0,
        "waiting_until": None,
        "look_again_on": None,
        "state": "new",
        "shown_in": "needs_me",
        "saw": report["saw"],
        "title": report["saw"],
        "title_key": report["saw"].lower(),
    }
    marks = ",".join("?" * len(columns))
    connection.execute(f"INSERT INTO problems VALUES ({marks})", [values[one] for one in columns])
    connection.execute(
        "INSERT INTO history (problem, at, who, kind, words) VALUES (?, 1, '', 'received', '')",
        (sequence,),
    )
    connection.execute(
        "INSERT INTO replies (problem, kind, at, text, who, goes_out_at) "
        "VALUES (?, 'received', 1, '', '', 1)",
        (sequence,),
    )
    words = " ".join(dict.fromkeys(f"{report['saw']} {report['guess']}".lower().split()))
    connection.execute("INSERT INTO problem_words VALUES (?, ?)", (sequence, words))
    connection.execute("INSERT INTO word_index (rowid, words) VALUES (?, ?)", (sequence, words))


def _base64(text):
    import base64

    return base64.b64decode(text)


def _sync(folder):
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
