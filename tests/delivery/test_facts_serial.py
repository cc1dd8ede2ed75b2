"""The serial number of a computer, read where somebody registers it."""

import struct
from dataclasses import replace

import pytest

from libdesk.delivery import facts_linux, facts_macos, facts_serial
from libdesk.delivery.facts import Sources, read_identity
from libdesk.domain.registrations import FACTS
from tests.delivery.recordings import RecordedMac, RecordedWindows, nobody_may_ask


def table(kind, formatted, *strings):
    body = struct.pack("<BBH", kind, 4 + len(formatted), 1) + formatted
    return body + (b"\0".join(strings) or b"\0") + b"\0" + (b"\0" if strings else b"")


def raw(*tables):
    body = b"".join(tables)
    return struct.pack("<BBBBI", 0, 3, 2, 0, len(body)) + body


BIOS = table(0, b"\1\2\0\0\3", b"HP", b"S14", b"07/01/2021")
SYSTEM = table(1, b"\1\2\0\3" + bytes(16), b"HP", b"HP ProDesk 400 G7", b" 5CG0001 ")
END = table(127, b"")


@pytest.mark.parametrize(
    ("tables", "serial"),
    [
        (raw(BIOS, SYSTEM, END), "5CG0001"),
        (raw(SYSTEM), "5CG0001"),
        (raw(BIOS, END, SYSTEM), ""),
        (raw(table(1, b"\1\2\0\0", b"HP", b"x")), ""),
        (raw(table(1, b"\1\2\0\1", b"To Be Filled By O.E.M.")), ""),
        (raw(table(1, b"\1\2\0\1", b"System Serial Number")), ""),
        (raw(table(1, b"\1\2\0\1", b"0000000")), ""),
        (raw(table(1, b"\1\2\0\1", b"123456789")), ""),
        (raw(BIOS), ""),
        (raw(), ""),
        (raw(BIOS, SYSTEM)[:40], ""),
    ],
)
def test_windows_tells_it_in_its_firmwares_tables(tables, serial):
    assert facts_serial.windows(lambda: tables) == serial


@pytest.mark.parametrize(
    "tables",
    [b"", b"\0" * 5, raw(b"\1\2\0\0"), raw(table(1, b"\1\2\0\x09", b"only one"))],
)
def test_what_is_no_table_is_no_serial(tables):
    computer = RecordedWindows("windows-11-25h2-german.txt").sources()
    windows = replace(computer.windows, firmware_tables=lambda: tables)
    told = {fact.key for fact in read_identity(sources=replace(computer, windows=windows))}
    assert "serial" not in told
    assert "computer" in told


def test_a_windows_computer_tells_what_it_is_and_nobodys_name():
    computer = RecordedWindows("windows-11-24h2-education.txt").sources(user=nobody_may_ask)
    windows = replace(computer.windows, firmware_tables=lambda: raw(BIOS, SYSTEM, END))
    told = read_identity(sources=replace(computer, windows=windows))
    assert [fact.key for fact in told] == list(FACTS)
    facts = {fact.key: fact.value for fact in told}
    assert facts["serial"] == "5CG0001"
    assert facts["system"] == "Windows 11 Education 24H2, build 26100.4652"


@pytest.mark.parametrize(
    ("files", "serial"),
    [
        ({"sys/class/dmi/id/product_serial": "5CG0001\n"}, "5CG0001"),
        ({"proc/device-tree/serial-number": "10000000a1b2c3d4\0"}, "10000000a1b2c3d4"),
        (
            {
                "sys/class/dmi/id/product_serial": "None\n",
                "proc/device-tree/serial-number": "10000000a1b2c3d4",
            },
            "10000000a1b2c3d4",
        ),
        ({}, ""),
    ],
)
def test_linux_tells_it_in_a_file_where_it_may_be_read(tmp_path, files, serial):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    places = facts_linux.Places(proc=tmp_path / "proc", devices=tmp_path / "sys")
    assert facts_serial.linux(places) == serial
    told = read_identity(sources=Sources(system="linux", linux=places, user=nobody_may_ask))
    assert {fact.value for fact in told if fact.key == "serial"} == ({serial} if serial else set())


@pytest.mark.parametrize(
    ("printed", "serial"),
    [
        ('    "IOPlatformSerialNumber" = "C02XK0ABJHD3"\n', "C02XK0ABJHD3"),
        ('    "IOPlatformUUID" = "0-0"\n', ""),
    ],
)
def test_macos_tells_it_by_a_program(printed, serial):
    commands = facts_macos.Commands(run=lambda _arguments: printed)
    assert facts_serial.macos(commands) == serial


def test_a_mac_whose_program_fails_has_none_and_another_system_too():
    mac = RecordedMac("macos-15-programs-failing.txt")

    def run(arguments):
        if arguments == facts_serial.IOREG:
            raise OSError("ioreg failed")
        return mac.run(arguments)

    sources = mac.sources()
    sources = replace(sources, macos=replace(sources.macos, run=run))
    assert "serial" not in {fact.key for fact in read_identity(sources=sources)}
    assert "serial" not in {fact.key for fact in read_identity(sources=Sources(system="bsd"))}
