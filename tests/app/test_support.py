"""The support bundle of a real desk: what was typed in every field is in its database only."""

import json
import os
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from libdesk import logs, settings
from libdesk.__main__ import main
from libdesk.app.site import load_guidance, now
from libdesk.app.support import make_support
from libdesk.delivery import ways
from libdesk.delivery.drafts import DraftFolder
from libdesk.domain.bulletin import Notice, Step
from libdesk.domain.places import Branch
from libdesk.domain.problems import ReportId
from libdesk.domain.words import query
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.library import Library
from libdesk.services.problems import Filing
from libdesk.settings import Site
from libdesk.storage.database import Database

CANARY = "ZZPATRON-7731"


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home of somebody"))
    return DataFolder(tmp_path / "home of somebody" / "data")


@pytest.fixture
def full(data, tmp_path):
    """A desk with the canary in every field, a draft, a file that was set aside, and logs."""
    share = tmp_path / "share"
    share.mkdir()
    site = Site("CEN", share=share)
    staff = ways.staff_ways(data, site, now=now)
    filing = Filing(staff.outbox, load_guidance(), now, uuid4)
    draft = Draft("PRINT", "CEN", f"{CANARY} saw", guess=f"{CANARY} guess", contact=CANARY)
    kept = Draft("NET", "CEN", f"{CANARY} not sent")
    assert main(["--data", str(data.root), "collect", "--site", str(_site_file(data, site))]) == 0
    filing.submit(draft)
    Dispatch(staff.outbox, staff.courier, now).deliver()
    (share / "new").mkdir(exist_ok=True)
    (share / "new" / f"{CANARY}.json").write_text(f'{{"{CANARY}": 1}}')
    DraftFolder(data.drafts, now=now).save(kept, ReportId(uuid4()))
    assert main(["--data", str(data.root), "collect"]) == 0
    database = Database.open(data.database, now=now)
    inbox = Inbox(database.unit, now, f"{CANARY} desk")
    with database.unit() as unit:
        keys = unit.inbox.search(_query(CANARY), 10)
        lines = unit.inbox.lines(keys)
    assert lines
    problem = inbox.get(lines[0].id)
    inbox.answer(problem.report.id, f"{CANARY} answer", version=problem.version)
    library = Library(database.unit, now)
    library.set_words(f"{CANARY} library", f"{CANARY} phone")
    library.set_ladder([Step(f"{CANARY} who", CANARY, CANARY)])
    library.tell(Notice(f"{CANARY} known", "", now()))
    with database.unit(write=True) as unit:
        unit.places.save_branch(Branch("CEN", f"{CANARY} branch"))
    database.close()
    return data


def _site_file(data, site):
    settings.save(data.root / "given.json", site)
    return data.root / "given.json"


def _query(words):
    return query(words)


def test_the_command_saves_the_bundle_and_lists_every_file(full, tmp_path, capsys):
    capsys.readouterr()
    out = tmp_path / "out.zip"
    assert main(["--data", str(full.root), "support", str(out), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    with zipfile.ZipFile(out) as archive:
        found = {one.filename: archive.read(one) for one in archive.infolist()}
    assert {one["name"]: one["bytes"] for one in document["files"]} == {
        name: len(content) for name, content in found.items()
    }
    told = json.loads(found["database.json"])
    assert told["opened"]
    assert told["rows"]["problems"] == 1
    assert set(told["checks"].values()) == {"sound"}
    assert sum(json.loads(found["set-aside.json"])["set_aside"]["share"].values()) == 1
    assert b"collect.log" in b"".join(name.encode() for name in found)
    if os.name != "nt":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_no_word_that_anybody_typed_is_in_it_though_the_database_holds_them_all(full, tmp_path):
    (full.root / f"{CANARY} notes.txt").write_text(CANARY)
    logs.start(full.logs, "desk").error("a line")
    with (full.logs / "desk.log").open("a") as log:
        log.write(f"ValueError: {CANARY}\n")
    out = tmp_path / "out.zip"
    assert main(["--data", str(full.root), "support", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        everything = b"\n".join(archive.read(one) for one in archive.namelist())
        names = " ".join(archive.namelist())
    assert CANARY.encode() not in everything
    assert CANARY not in names
    assert b"home of somebody" not in everything
    assert CANARY.encode() in full.database.read_bytes(), "control: there was something to leak"
    assert any(CANARY.encode() in one.read_bytes() for one in full.drafts.rglob("*.draft"))


def test_the_password_of_a_server_that_is_away_is_not_in_it(data, tmp_path, capsys):
    out = tmp_path / "out.zip"
    url = f"postgresql://owner:{CANARY}@/library?host={tmp_path}&connect_timeout=2"
    assert main(["--data", str(data.root), "--database", url, "support", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        everything = b"\n".join(archive.read(one) for one in archive.namelist())
    assert b"can't be reached" in everything
    said = capsys.readouterr()
    assert CANARY not in everything.decode() + said.out + said.err


def test_where_there_is_no_database_none_is_made_and_the_bundle_is_whole(data, tmp_path):
    out = tmp_path / "out.zip"
    assert main(["--data", str(data.root), "support", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        assert "There is no database yet." in archive.read("database.json").decode()
    assert not data.database.exists()


def test_a_damaged_database_is_told_and_left_alone(full, tmp_path):
    content = full.database.read_bytes()
    full.database.write_bytes(content[: len(content) // 2])
    before = full.database.read_bytes()
    out = tmp_path / "out.zip"
    assert main(["--data", str(full.root), "support", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        told = json.loads(archive.read("database.json"))
    assert not told["opened"]
    assert "cut short" in told["why"]
    assert full.database.read_bytes() == before


def test_an_older_database_is_not_upgraded_by_looking_at_it(tmp_path):
    path = tmp_path / "old.sqlite"
    Database.open(path, now=now).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(Refusal, match="older LibDesk"):
        Database.open(path, now=now, upgrades=False)
    assert path.read_bytes() == before


def test_a_file_that_is_there_is_never_written_over(data, tmp_path, capsys):
    out = tmp_path / "out.zip"
    out.write_text("mine")
    assert main(["--data", str(data.root), "support", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_text() == "mine"


def test_a_folder_that_is_away_is_told(data, tmp_path):
    support = make_support(data, Site())
    with pytest.raises(Unavailable, match="Nothing else was changed"):
        support.save(str(tmp_path / "none" / "out.zip"), support.gather())


def test_the_form_s_bundle_loads_no_database(data):
    support = make_support(data, Site("CEN", share=Path("/nowhere"), lasting_outbox=data.root))
    told = {one.name: one.text for one in support.gather()}
    assert "The form opens no database." in told["database.json"]
    assert json.loads(told["settings.json"])["branch"] == "CEN"
