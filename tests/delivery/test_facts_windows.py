"""Facts about a Windows computer, from recorded answers of its registry and its kernel."""

import struct

import pytest

from libdesk.delivery import facts_windows
from libdesk.delivery.facts import read_facts
from tests.delivery.recordings import RecordedWindows, nobody_may_ask

TOLD = {
    "windows-10-22h2-pro.txt": {
        "computer": "CEN-FRONT-1",
        "memory": "7.9 GB, 3.1 GB of it free",
        "running": "last full start 3 days ago",
        "printer": "HP LaserJet Pro M404 (front desk)",
        "system": "Windows 10 Pro 22H2, build 19045.6456",
        "model": "Dell Inc. OptiPlex 3050",
        "processor": "Intel Core i5-7500 @ 3.40GHz",
        "secure_boot": "off",
    },
    "windows-11-24h2-education.txt": {
        "computer": "FER-OFFICE-2",
        "memory": "15.7 GB, 9.7 GB of it free",
        "running": "last full start 1 hour ago",
        "printer": r"\\PRINT-01\Fernside Copier",
        "system": "Windows 11 Education 24H2, build 26100.4652",
        "model": "LENOVO ThinkCentre M75q Gen 2 (11JN000RGE)",
        "processor": "AMD Ryzen 5 PRO 4650GE with Radeon Graphics",
        "secure_boot": "on",
    },
    "windows-11-25h2-german.txt": {
        "computer": "BÜCHEREI-3",
        "memory": "15.8 GB, 7.1 GB of it free",
        "running": "last full start 12 days ago",
        "printer": "Drucker im Büro der Leiterin Frau Grün",
        "system": "Windows 11 Pro 25H2, build 26200.6901",
        "model": "HP EliteDesk 800 G6 Desktop Mini PC",
        "processor": "Intel Core i5-10500T @ 2.30GHz",
        "secure_boot": "on",
    },
    "windows-11-self-built.txt": {
        "computer": "MAKERSPACE",
        "memory": "31.9 GB, 25.2 GB of it free",
        "running": "last full start less than an hour ago",
        "system": "Windows 11 Home 24H2, build 26100.2314",
        "model": "main board ASUSTeK COMPUTER INC. PRIME B450M-A",
        "processor": "AMD Ryzen 5 3600 6-Core Processor",
    },
}
EVERYWHERE = {"user", "network", "disk", "libdesk"}


def told(sources, *, public=False):
    return {fact.key: fact.value for fact in read_facts(public=public, sources=sources)}


@pytest.mark.rows("S03")
@pytest.mark.parametrize("name", TOLD)
def test_a_windows_computer_tells_its_facts(name):
    facts = told(RecordedWindows(name).sources(user=lambda: "anna"))
    assert {key: facts[key] for key in facts if key not in EVERYWHERE} == TOLD[name]
    assert facts.keys() >= EVERYWHERE
    assert facts["user"] == "anna"
    assert facts["network"] == "connected, with a way out"


@pytest.mark.parametrize("name", TOLD)
def test_on_a_public_windows_computer_user_and_printer_are_not_even_read(name):
    windows = RecordedWindows(name)
    facts = told(windows.sources(user=nobody_may_ask), public=True)
    assert not facts.keys() & {"user", "printer"}
    assert len(facts) >= 8
    assert not [path for path, _ in windows.asked if path.startswith("HKCU")]


def test_a_private_windows_computer_is_asked_for_its_printer():
    windows = RecordedWindows("windows-10-22h2-pro.txt")
    told(windows.sources())
    assert (facts_windows.PRINTER, "Device") in windows.asked


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ProductName": None}, "Windows 11 Pro 25H2, build 26200.6901"),
        ({"ProductName": None, "EditionID": "NewKind"}, "Windows 11 25H2, build 26200.6901"),
        ({"ProductName": None, "EditionID": None}, "Windows 11 25H2, build 26200.6901"),
        ({"ProductName": "Windows 11 Pro"}, "Windows 11 Pro 25H2, build 26200.6901"),
        ({"UBR": None}, "Windows 11 Pro 25H2, build 26200"),
        ({"CurrentBuildNumber": "21999"}, "Windows 10 Pro 25H2, build 21999.6901"),
        ({"CurrentBuildNumber": "22000"}, "Windows 11 Pro 25H2, build 22000.6901"),
        (
            {"DisplayVersion": None, "ReleaseId": "1909", "CurrentBuildNumber": "18363"},
            "Windows 10 Pro 1909, build 18363.6901",
        ),
        (
            {"ProductName": "Windows Server 2025 Standard", "CurrentBuildNumber": "26100"},
            "Windows Server 2025 Standard 25H2, build 26100.6901",
        ),
        ({"CurrentBuildNumber": None}, None),
        ({"CurrentBuildNumber": "many"}, None),
    ],
)
def test_the_edition_and_the_release_of_windows_are_told(changes, words):
    windows = RecordedWindows("windows-11-25h2-german.txt")
    for name, value in changes.items():
        place = facts_windows.VERSION.lower(), name.lower()
        if value is None:
            del windows.values[place]
        else:
            windows.values[place] = value
    assert told(windows.sources()).get("system") == words


@pytest.mark.parametrize(
    "status",
    [
        b"",
        b"\0" * 64,
        b"\xff" * 64,
        b"\x40" + b"\0" * 63,
        struct.pack("<II7Q", 64, 50, 1 << 30, 1 << 31, 0, 0, 0, 0, 0),
        struct.pack("<II7Q", 64, 101, 1 << 31, 1 << 30, 0, 0, 0, 0, 0),
        b"\x40" * 1_000_000,
    ],
)
def test_bytes_that_are_no_memory_leave_it_out(status):
    windows = RecordedWindows("windows-10-22h2-pro.txt")
    windows.memory = status
    facts = told(windows.sources())
    assert "memory" not in facts
    assert facts["system"].startswith("Windows 10")


@pytest.mark.parametrize("value", [2, -1, "maybe", "\0"])
def test_a_strange_answer_about_the_secure_start_leaves_it_out(value):
    windows = RecordedWindows("windows-10-22h2-pro.txt")
    windows.values[facts_windows.SECURE_BOOT.lower(), "uefisecurebootenabled"] = value
    assert "secure_boot" not in told(windows.sources())


def test_a_windows_that_tells_nothing_still_gives_its_name():
    windows = RecordedWindows("windows-10-22h2-pro.txt")
    windows.values.clear()
    facts = told(windows.sources(host=lambda: "CEN-FRONT-1"))
    assert facts["computer"] == "CEN-FRONT-1"
    assert facts.keys() >= {"memory", "running", "disk", "network", "libdesk"}
    assert "system" not in facts
    assert "model" not in facts
