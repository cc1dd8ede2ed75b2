"""The commands as a script sees them: processes, exit codes, one JSON document each."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from libdesk.app.site import now
from libdesk.settings import Site, save
from libdesk.storage.database import Database

ROOT = Path(__file__).parents[2]


class Commands:
    """Runs commands on one data folder."""

    def __init__(self, data):
        self.data = data

    def run(self, *arguments, code=0, stdout=subprocess.PIPE):
        ran = subprocess.run(
            [sys.executable, "-m", "libdesk", *map(str, arguments), "--data", str(self.data)],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "error"},
            timeout=100,
            check=False,
        )
        assert "Traceback" not in ran.stderr, ran.stderr
        assert ran.returncode == code, ran.stderr
        return ran

    def json(self, *arguments):
        ran = self.run(*arguments, "--json")
        return json.loads(ran.stdout)


@pytest.fixture
def commands(tmp_path):
    return Commands(tmp_path / "data")


def report(folder, **document):
    path = folder / "report.json"
    path.write_text(json.dumps({"category": "PRINT", "branch": "CEN"} | document), "utf-8")
    return path


def test_a_report_is_filed_delivered_collected_and_found(commands, tmp_path):
    filed = commands.json("file", report(tmp_path, saw="Grey stripes on every page"))
    assert filed["progress"] == "kept"
    assert commands.json("deliver") == {"kept": 0, "handed_over": 1}
    assert commands.json("collect") == {"in": 1, "new": 1, "again": 0, "set_aside": 0}
    found = commands.json("search", "grey", "strip")
    assert [problem["number"] for problem in found["problems"]] == [filed["number"]]
    assert found["problems"][0]["id"] == filed["id"]
    assert found["problems"][0]["title"] == "Grey stripes on every page"
    assert commands.json("check")["sound"]


def test_whoever_files_by_a_script_is_told_what_went_along(commands, tmp_path):
    filed = commands.json("file", report(tmp_path, left_out=["user", "disk"]))
    assert {"computer", "system", "libdesk"} <= set(filed["facts"])
    assert not {"user", "disk"} & set(filed["facts"])
    told = commands.run("file", report(tmp_path, left_out=["user"])).stdout
    assert f"computer: {filed['facts']['computer']}" in told
    assert "user:" not in told


def test_fifty_reports_arrive_once_however_often_they_are_dropped(commands, tmp_path):
    several = [report(tmp_path, saw=f"Paper jam {one}") for one in range(1)]
    for _ in range(3):
        commands.run("file", several[0])
    assert commands.json("deliver") == {"kept": 0, "handed_over": 3}
    assert commands.json("collect")["new"] == 3
    inbox = commands.data / "inbox"
    for dropped in (inbox / "done").rglob("*.json"):
        shutil.copy(dropped, inbox / "new" / dropped.name)
    assert commands.json("collect") == {"in": 3, "new": 0, "again": 3, "set_aside": 0}


def test_on_a_share_nothing_lies_open_and_the_key_comes_first(tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    staff, desk = Commands(tmp_path / "staff"), Commands(tmp_path / "desk")
    for one in (staff, desk):
        save(one.data / "site.json", Site(branch="FER", share=share))
    staff.run("file", report(tmp_path, saw="Sticky space bar ZZCANARY"))
    first = staff.run("deliver", "--json")
    assert json.loads(first.stdout) == {"kept": 1, "handed_over": 0}
    assert "IT" in first.stderr
    assert desk.json("collect")["in"] == 0
    assert staff.json("deliver") == {"kept": 0, "handed_over": 1}
    everything = b"".join(path.read_bytes() for path in share.rglob("*") if path.is_file())
    assert b"ZZCANARY" not in everything
    assert desk.json("collect")["new"] == 1
    assert desk.json("search", "zzcanary")["problems"][0]["branch"] == "CEN"


def test_with_the_share_away_a_report_waits_and_arrives_once(tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    staff, desk = Commands(tmp_path / "staff"), Commands(tmp_path / "desk")
    for one in (staff, desk):
        save(one.data / "site.json", Site(branch="FER", share=share))
    desk.json("collect")
    staff.json("deliver")
    share.rename(tmp_path / "away")
    staff.run("file", report(tmp_path, saw="No internet at all"))
    away = staff.run("deliver", "--json")
    assert json.loads(away.stdout) == {"kept": 1, "handed_over": 0}
    assert away.stderr.strip().endswith(".")
    (tmp_path / "away").rename(share)
    assert staff.json("deliver") == {"kept": 0, "handed_over": 1}
    assert staff.json("deliver") == {"kept": 0, "handed_over": 0}
    assert desk.json("collect") == {"in": 1, "new": 1, "again": 0, "set_aside": 0}


def test_a_refusal_is_one_plain_sentence_and_ends_with_one(commands, tmp_path):
    ran = commands.run("file", report(tmp_path, catgory="x"), code=1)
    assert ran.stdout == ""
    assert ran.stderr == "libdesk: These keys are not known: catgory.\n"
    assert commands.run("file", tmp_path / "nothing.json", code=1).stderr.startswith("libdesk: ")
    assert "no database" in commands.run("search", "x", code=1).stderr


@pytest.mark.parametrize("arguments", [["nonsense"], ["file"], ["tour"], ["collect", "--wrong"]])
def test_wrong_usage_ends_with_two(commands, arguments):
    assert commands.run(*arguments, code=2).stderr.startswith("usage: ")


def test_while_the_desk_is_open_a_command_says_who_has_the_database(commands):
    from libdesk.app.single_instance import SingleInstance

    desk = SingleInstance("desk", commands.data)
    assert desk.take()
    try:
        ran = commands.run("collect", code=1)
    finally:
        desk.release()
    assert f"process {os.getpid()}" in ran.stderr


@pytest.mark.parametrize("command", [["collect"], ["sample"]])
def test_b83_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path, command):
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    target = [file / "sample.sqlite"] if command == ["sample"] else []
    ran = Commands(file).run(*command, *target, code=1)
    assert ran.stderr.splitlines()[-1].startswith("libdesk: The")
    assert "can't be made" in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="names of bytes are those of POSIX systems")
def test_b83_a_folder_whose_name_is_no_text_is_never_told_to_be_open_elsewhere(tmp_path):
    ran = Commands(tmp_path / os.fsdecode(b"\xff\xfe")).run("collect", code=1)
    assert "another process" not in ran.stderr
    assert "can't write its lock" in ran.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_b8_every_script_is_told_whatever_signs_the_screen_has(
    commands, tmp_path, monkeypatch, encoding
):
    saw = "\u65e5\u672c \U0001f600 ZZSIGN"
    commands.run("file", report(tmp_path, saw=saw))
    commands.run("deliver")
    commands.run("collect")
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    assert commands.json("search", "zzsign")["problems"][0]["title"] == saw
    assert "ZZSIGN" in commands.run("search", "zzsign").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_b11_an_answer_that_no_disk_takes_is_told_in_one_sentence(commands):
    with Path("/dev/full").open("wb") as full:
        ran = commands.run("deliver", code=1, stdout=full)
    assert ran.stderr.startswith("libdesk: The answer could not be written: No space left")


@pytest.mark.skipif(os.name != "posix", reason="pipes break with this error on POSIX systems")
def test_whoever_has_read_enough_ends_a_command_quietly(commands):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = commands.run("deliver", stdout=writing)
    finally:
        os.close(writing)
    assert ran.stderr == ""


def test_the_sample_library_is_a_fresh_file_of_the_asked_size(commands, tmp_path):
    target = tmp_path / "sample.sqlite"
    commands.run("sample", target, "--problems", 30, "--items", 12)
    ran = commands.run("search", "--database", target, "--json", "LV-1003")
    assert len(json.loads(ran.stdout)["items"]) == 1
    assert "there already" in commands.run("sample", target, code=1).stderr


def test_a_site_file_is_taken_over_and_a_wrong_one_refused(commands, tmp_path):
    site = tmp_path / "site.json"
    site.write_text('{"branch": "MIL"}', "utf-8")
    assert commands.json("deliver", "--site", site) == {"kept": 0, "handed_over": 0}
    plain = tmp_path / "plain.json"
    plain.write_text('{"category": "NIGGLE"}', "utf-8")
    assert commands.json("file", plain)["number"].startswith("MIL-")
    site.write_text('{"branche": "MIL"}', "utf-8")
    assert "branche" in commands.run("deliver", "--site", site, code=1).stderr


def test_what_is_kept_is_taken_until_nothing_is_left(commands, tmp_path):
    commands.run("file", report(tmp_path, saw="Tablet stand wobbles"))
    assert commands.json("deliver", "--until-empty") == {"kept": 0, "handed_over": 1}


@pytest.mark.parametrize("before", [True, False])
def test_the_data_folder_may_be_named_before_or_after_the_command(tmp_path, before):
    """Named before it, the option was once taken and then forgotten: the real folder was used."""
    named, home = tmp_path / "named", tmp_path / "home"
    where = ["--data", str(named)]
    answers = ["file", str(report(tmp_path, saw="Tablet stand wobbles"))]
    ran = subprocess.run(
        [sys.executable, "-m", "libdesk", *(where + answers if before else answers + where)],
        cwd=ROOT,
        env=os.environ | {"LIBDESK_DATA": str(home)},
        capture_output=True,
        check=True,
    )
    assert b"is kept" in ran.stdout
    assert (named / "outbox").is_dir()
    assert not home.exists()


def test_everything_is_exported_over_nothing_that_is_there(commands, tmp_path):
    commands.run("file", report(tmp_path, saw="=cmd|'/C calc'!A0"))
    commands.run("deliver")
    commands.run("collect")
    out = tmp_path / "out"
    told = commands.json("export", out)
    assert told["rows"]["problems"] == 1
    assert told["database"] is True
    assert told["folder"] == str(out)
    assert "'=cmd" in (out / "problems.csv").read_text("utf-8-sig")
    assert "PRINT" in (out / "READ-ME.txt").read_text("utf-8-sig")
    again = commands.run("export", out, code=1)
    assert again.stdout == ""
    assert "is not empty" in again.stderr
    other = commands.run("export", tmp_path / "other")
    assert "READ-ME.txt explains them" in other.stdout
    assert "private keys" in other.stdout


@pytest.mark.parametrize("asked", [("search", "jam"), ("check",), ("export", "out")])
def test_who_only_looks_never_changes_an_older_database(commands, tmp_path, asked):
    commands.data.mkdir()
    path = commands.data / "libdesk.sqlite"
    Database.open(path, now=now).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    before = path.read_bytes()
    words = [tmp_path / one if one == "out" else one for one in asked]
    refused = commands.run(*words, code=1)
    assert "is of an older LibDesk. It was left as it is. Open LibDesk once" in refused.stderr
    assert path.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_without_a_database_there_is_nothing_to_export(commands, tmp_path):
    refused = commands.run("export", tmp_path / "out", code=1)
    assert "There is no database" in refused.stderr
    assert not (tmp_path / "out").exists()
