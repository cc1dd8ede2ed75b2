"""donation check and donation facts as a script sees them: lists in, verdicts out."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from libdesk.app.donation_here import machine_of_registration, machine_of_text, told_here
from libdesk.delivery.tables.writing import write_xlsx
from libdesk.domain.donation_specs import read_spec
from libdesk.domain.donations import Kind
from libdesk.domain.windows11 import Fit

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 27)
GOOD = {
    "kind": "desktop", "count": 10, "make": "HP", "model": "ProDesk 400 G7",
    "processor": "i5-10500",
    "memory_gb": 16, "disk_gb": 256, "disk_kind": "SSD", "made_on": "2023-05-27", "tpm": True,
    "is_owned": True, "on_lease": False, "is_locked": False, "is_recalled": False,
    "is_damaged": False, "has_strings": False, "works": True, "data": "wiped by the donor",
    "condition": "good", "license": "digital, on its board", "missing": [],
    "is_standard": True, "use": "service", "place": "CEN", "has_points": True,
}  # fmt: skip


def run(tmp_path, *arguments, code=0):
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "libdesk",
            "donation",
            *map(str, arguments),
            "--data",
            tmp_path / "d",
        ],
        capture_output=True,
        cwd=ROOT,
        env=os.environ,
        timeout=120,
        check=False,
    )
    told, complaint = ran.stdout.decode(), ran.stderr.decode()
    assert "Traceback" not in complaint
    assert ran.returncode == code, complaint
    return told, complaint


def check(tmp_path, content, *arguments, name="list.json", code=0):
    path = tmp_path / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, "utf-8")
    return run(tmp_path, "check", path, *arguments, code=code)


@pytest.mark.rows("S62", "S64")
def test_an_offer_has_a_verdict_with_its_reasons_and_its_cost(tmp_path):
    offer = {"offer": "D-1", "donor": {"name": "A"}, "asked_on": "2026-11-27", "machines": [GOOD]}
    told, complaint = check(tmp_path, [offer], "--json")
    (found,) = json.loads(told)
    assert complaint == ""
    assert (found["offer"], found["machine"]) == ("D-1", "HP ProDesk 400 G7")
    assert (found["verdict"], found["count"]) == ("accept", 10)
    assert {"rule", "fate", "fact", "policy", "known"} == set(found["lines"][0])
    assert {one["fate"] for one in found["lines"]} <= {"pass", "soft", "fail"}
    assert found["cost_to_accept"]["currency"] == found["cost_to_buy"]["currency"] == "USD"
    assert found["cost_to_accept"]["once"] > 0
    assert found["cost_to_buy"]["per_year"] > 0


def test_a_list_of_machines_is_judged_by_the_policy_that_is_asked_for(tmp_path):
    told, _ = check(tmp_path, [GOOD, {"kind": "fax machine"}])
    assert told.splitlines()[0].startswith("Accept: 10 × HP ProDesk 400 G7")
    assert told.splitlines()[1].startswith("Decline with thanks")
    strict, _ = check(tmp_path, [GOOD], "--policy", "nearly-nothing", "--json")
    assert json.loads(strict)[0]["verdict"] != "accept"


def test_what_is_not_known_is_never_accepted_and_what_is_said_is_looked_at(tmp_path):
    bare = {"kind": "desktop", "windows11": "yes", "memory_gb": 8192, "made_on": "2031-01-01"}
    told, _ = check(tmp_path, [bare], "--json")
    (found,) = json.loads(told)
    facts = {one["rule"]: one["fact"] for one in found["lines"]}
    assert found["verdict"] == "maybe"
    assert "probably MB" in facts["sense"]
    assert "still to come" in facts["sense"]


def test_a_list_as_csv_says_what_became_of_each_row(tmp_path):
    content = (
        "Make,Model,CPU,Memory,Disk,Year,Serial,Qty,Type,Zork\n"
        "HP,ProDesk 400 G7,i5-10500,16 GB,256GB SSD,2023,,10,desktop,1\n"
        ",,i7-4770,8,500 HDD,2013,A1,1,tower,\n"
        ",,i7-4770,8,500 HDD,2013,A1,1,tower,\n"
    )
    told, complaint = check(tmp_path, content, "--confirmed", "--json", name="list.csv")
    assert [one["verdict"] for one in json.loads(told)] == ["maybe", "decline"]
    assert "3 rows = 2 machines + 1 refused" in complaint
    assert "row 4: Its serial number is that of row 3." in complaint
    assert "Not read: Zork." in complaint


def test_a_spreadsheet_without_headings_is_read_too(tmp_path):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, "List", ("HP ProDesk 400 G7, i5-10500, 16GB RAM",), [("Dell OptiPlex 7050",)])
    told, complaint = run(tmp_path, "check", path)
    assert len(told.splitlines()) == 2
    assert "2 rows = 2 machines" in complaint


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ("{", "a.json", "is no JSON"),
        ("{}", "a.json", "must be a list of offers or of machines"),
        ("[1]", "a.json", "entry 1 must be an offer or a machine"),
        ('[{"kind": "desktop", "colour": 1}]', "a.json", "no such part: colour"),
        ('[{"machines": [], "when": 1}]', "a.json", "no such part: when"),
        ('[{"machines": 1}]', "a.json", "machines must be a list"),
        ('[{"asked_on": "soon", "machines": [{}]}]', "a.json", "asked_on needs a day"),
        ('[{"memory_gb": "8"}]', "a.json", "memory_gb"),
        ("[" * 100_000, "a.json", "is no JSON"),
        ("Model\n", "a.csv", "has no row that is a machine"),
        ("", "a.csv", "This file is empty"),
        ('Model\n"unclosed', "a.csv", "never ends"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_in_a_sentence(tmp_path, content, name, sentence):
    told, complaint = check(tmp_path, content, name=name, code=1)
    assert told == ""
    assert sentence in complaint


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "no such file" in run(tmp_path, "check", tmp_path / "none.csv", code=1)[1]
    run(tmp_path, "check", code=2)


def test_the_librarys_own_policy_counts_where_it_has_a_database(tmp_path):
    database = tmp_path / "s.sqlite"
    subprocess.run(
        [sys.executable, "-m", "libdesk", "sample", database, "--problems", "1", "--items", "1"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    told, _ = check(tmp_path, [GOOD], "--database", database, "--json")
    assert json.loads(told)[0]["verdict"] == "accept"
    named = check(tmp_path, [GOOD], "--database", database, "--policy", "nearly-nothing", "--json")
    assert json.loads(named[0])[0]["verdict"] != "accept"


def test_what_this_computer_tells_is_understood_whole(tmp_path):
    told, _ = run(tmp_path, "facts")
    assert read_spec(told, TODAY).unread == ()
    assert read_spec(told_here(), TODAY).machine.memory_gb
    assert "memory_gb" in json.loads(run(tmp_path, "facts", "--json")[0])


def test_a_computer_that_registered_itself_can_be_offered():
    said = {
        "model": "HP ProDesk 400 G7", "serial": "CZC1",
        "processor": "Intel Core i5-10500 @ 3.10GHz",
        "memory_gb": "16", "disk_gb": "256", "secure_boot": "yes", "tag": "PC-0001",
    }  # fmt: skip
    found = machine_of_registration(said, TODAY)
    assert (found.make, found.model, found.serial) == ("HP", "ProDesk 400 G7", "CZC1")
    assert (found.memory_gb, found.disk_gb, found.secure_boot) == (16, 256, True)
    assert (found.kind, found.windows11, found.processor_since) == (Kind.DESKTOP, Fit.YES, 2020)
    assert machine_of_text("", TODAY).name == "machine"
