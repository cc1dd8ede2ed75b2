"""Facts about a Linux computer, from files like those that Linux keeps."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from libdesk import __version__
from libdesk.delivery import facts_linux
from libdesk.delivery.facts import ORDER, Sources, read_facts
from tests.delivery.recordings import RECORDED, nobody_may_ask

ROUTES = """\
Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
{lines}"""
OUT = "eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
INSIDE = "eth0\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"
FILES = {
    "proc/sys/kernel/hostname": "cen-front-1\n",
    "proc/sys/kernel/osrelease": "6.1.0-28-amd64\n",
    "proc/meminfo": "MemTotal:  8388608 kB\nMemFree: 10 kB\nMemAvailable:  3145728 kB\n",
    "proc/uptime": "277200.55 1000.00\n",
    "proc/net/route": ROUTES.format(lines=OUT + INSIDE),
    "proc/cpuinfo": (RECORDED / "cpuinfo-virtual-x86.txt").read_text("utf-8"),
    "etc/os-release": 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    "etc/cups/lpoptions": "Default Front_Desk media=A4\n",
    "sys/class/dmi/id/sys_vendor": "Dell Inc.\n",
    "sys/class/dmi/id/product_name": "OptiPlex 3050\n",
    "sys/class/net/lo/flags": "0x9\n",
    "sys/class/net/lo/carrier": "1\n",
    "sys/class/net/eth0/flags": "0x1003\n",
    "sys/class/net/eth0/carrier": "1\n",
}
SESSION = {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "XDG_SESSION_TYPE": "wayland"}


def put(root: Path, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def computer(tmp_path):
    """A small Linux computer, on paper."""
    put(tmp_path, FILES)
    places = facts_linux.Places(
        proc=tmp_path / "proc",
        devices=tmp_path / "sys",
        etc=tmp_path / "etc",
        state=tmp_path / "run",
        home=tmp_path / "home",
        environment=SESSION,
    )
    return Sources(
        system="linux",
        disk=tmp_path,
        user=lambda: "anna",
        host=lambda: "of-another-way",
        way_out=nobody_may_ask,
        linux=places,
    )


def told(sources: Sources, *, public: bool = False) -> dict[str, str]:
    return {fact.key: fact.value for fact in read_facts(public=public, sources=sources)}


def with_places(sources: Sources, **changes) -> Sources:
    return replace(sources, linux=replace(sources.linux, **changes))


@pytest.mark.rows("S03")
def test_each_fact_is_in_plain_words(computer):
    facts = told(computer)
    assert facts.pop("disk").endswith("% full)")
    assert facts == {
        "computer": "cen-front-1",
        "user": "anna",
        "network": "connected by cable, with a way out",
        "memory": "8.0 GB, 3.0 GB of it free",
        "running": "switched on 3 days ago",
        "printer": "Front_Desk",
        "system": "Debian GNU/Linux 12 (bookworm), kernel 6.1.0-28-amd64",
        "model": "Dell Inc. OptiPlex 3050",
        "processor": "Intel Xeon Gold 6132 @ 2.60GHz",
        "desktop": "GNOME on Wayland",
        "libdesk": f"LibDesk {__version__}",
    }


@pytest.mark.rows("S03")
def test_a_bare_virtual_machine_for_the_public_tells_at_least_eight_facts(computer, tmp_path):
    for path in (tmp_path / "sys" / "class" / "dmi").rglob("*"):
        if path.is_file():
            path.unlink()
    facts = told(with_places(computer, environment={}), public=True)
    assert facts["model"] == "a virtual machine"
    assert len(facts.keys() - {"model"}) >= 8
    cpuinfo = tmp_path / "proc" / "cpuinfo"
    cpuinfo.write_text(cpuinfo.read_text().replace(" hypervisor", ""))
    facts = told(with_places(computer, environment={}), public=True)
    assert "model" not in facts
    assert len(facts) >= 8


def test_on_a_public_computer_user_and_printer_are_not_even_read(computer, tmp_path):
    put(tmp_path, {"home/.cups/lpoptions": "Default Anna_s_printer\n"})
    opened, looked_up = [], []

    class Recorded(dict[str, str]):
        def get(self, key, *default):
            looked_up.append(key)
            return super().get(key, *default)

    def read(path):
        opened.append(path)
        return facts_linux.read_some(path)

    recorded = with_places(computer, read=read, environment=Recorded(SESSION))
    public = told(replace(recorded, user=nobody_may_ask), public=True)
    assert not public.keys() & {"user", "printer"}
    assert opened
    assert not [path for path in opened if {"cups", ".cups", "home"} & set(path.parts)]
    assert not {"PRINTER", "LPDEST"} & set(looked_up)

    assert told(recorded)["printer"] == "Anna_s_printer"
    assert [path for path in opened if ".cups" in path.parts]  # what is recorded is seen


@pytest.mark.parametrize(
    ("files", "environment", "printer"),
    [
        ({}, {}, None),
        ({"etc/cups/printers.conf": "<Printer Old>\n</Printer>\n"}, {}, None),
        (
            {"etc/cups/printers.conf": "# by CUPS\n<DefaultPrinter Desk>\nInfo x\n</Printer>\n"},
            {},
            "Desk",
        ),
        ({"etc/cups/lpoptions": "Dest Old media=A4\nDefault Hall media=A4\n"}, {}, "Hall"),
        (
            {
                "etc/cups/lpoptions": "Default Hall\n",
                "home/.cups/lpoptions": "Default Mine/photo\n",
            },
            {},
            "Mine/photo",
        ),
        ({"home/.cups/lpoptions": "Default Mine\n"}, {"PRINTER": "Loaned"}, "Loaned"),
        ({"home/.cups/lpoptions": "Default Mine\n"}, {"PRINTER": "", "LPDEST": "Loaned"}, "Loaned"),
        ({"home/.cups/lpoptions": "Default \u202egnp.exe\n"}, {}, None),
        ({"home/.cups/lpoptions": "Default " + "x" * 90_000}, {}, None),
    ],
)
def test_the_default_printer_is_found_as_cups_finds_it(
    computer, tmp_path, files, environment, printer
):
    (tmp_path / "etc/cups/lpoptions").unlink()
    put(tmp_path, files)
    assert told(with_places(computer, environment=environment)).get("printer") == printer


def test_a_user_without_a_folder_of_their_own_has_the_computer_s_printer(computer, tmp_path):
    nobody = with_places(computer, home=Path("~nobody-has-this-name-here"))
    assert told(nobody)["libdesk"]  # the printer is left out, nothing else


@pytest.mark.parametrize(
    ("name", "processor"),
    [
        ("cpuinfo-virtual-x86.txt", "Intel Xeon Gold 6132 @ 2.60GHz"),
        ("cpuinfo-raspberry-pi-64.txt", "Arm Cortex-A72"),
        ("cpuinfo-arm-32.txt", "ARMv7 Processor rev 5 (v7l)"),
        ("cpuinfo-arm-unnamed.txt", "an Arm processor"),
    ],
)
def test_the_processor_is_named_also_where_it_tells_numbers_only(
    computer, tmp_path, name, processor
):
    (tmp_path / "proc/cpuinfo").write_text((RECORDED / name).read_text("utf-8"))
    assert told(computer)["processor"] == processor


@pytest.mark.parametrize(
    ("names", "model"),
    [
        ({}, "a virtual machine"),
        ({"sys_vendor": "HP", "product_name": "HP ProDesk 400"}, "HP ProDesk 400"),
        (
            {
                "sys_vendor": "LENOVO",
                "product_name": "10MUS1XD00",
                "product_version": "ThinkCentre M710q",
            },
            "LENOVO ThinkCentre M710q (10MUS1XD00)",
        ),
        (
            {"sys_vendor": "LENOVO", "product_name": "10MUS1XD00", "product_version": "None"},
            "LENOVO 10MUS1XD00",
        ),
        (
            {
                "sys_vendor": "To Be Filled By O.E.M.",
                "product_name": "To Be Filled By O.E.M.",
                "board_vendor": "ASRock",
                "board_name": "B450 Pro4",
            },
            "main board ASRock B450 Pro4",
        ),
        ({"sys_vendor": "Acer", "product_name": "Default string"}, "Acer"),
        ({"sys_vendor": "Default string", "board_name": "Default string"}, "a virtual machine"),
    ],
)
def test_the_model_is_what_its_maker_wrote_down(computer, tmp_path, names, model):
    place = tmp_path / "sys/class/dmi/id"
    for path in place.iterdir():
        path.unlink()
    put(place, {name: f"{text}\n" for name, text in names.items()})
    assert told(computer)["model"] == model


def test_a_small_computer_tells_its_model_in_its_own_table(computer, tmp_path):
    for path in (tmp_path / "sys/class/dmi/id").iterdir():
        path.unlink()
    put(tmp_path, {"proc/device-tree/model": "Raspberry Pi 4 Model B Rev 1.4\0"})
    assert told(computer)["model"] == "Raspberry Pi 4 Model B Rev 1.4"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"XDG_CURRENT_DESKTOP": "KDE", "XDG_SESSION_TYPE": "x11"}, "KDE on X11"),
        ({"XDG_CURRENT_DESKTOP": "X-Cinnamon", "XDG_SESSION_TYPE": "tty"}, "X-Cinnamon"),
        ({"XDG_SESSION_TYPE": "wayland"}, "Wayland"),
        ({}, None),
    ],
)
def test_the_kind_of_desktop_is_told(computer, environment, words):
    assert told(with_places(computer, environment=environment)).get("desktop") == words


def test_updates_that_wait_for_a_restart_are_told(computer, tmp_path):
    assert "updates" not in told(computer)
    put(tmp_path, {"run/reboot-required": "*** System restart required ***\n"})
    assert told(computer)["updates"] == "ready, and waiting for a restart"


@pytest.mark.parametrize(
    ("carrier", "wireless", "routes", "words"),
    [
        ("1", False, INSIDE, "connected by cable, but with no way out of the building"),
        ("1", True, OUT, "connected by Wi-Fi, with a way out"),
        ("0", False, OUT, "no network: nothing is plugged in or connected"),
    ],
)
def test_the_state_of_the_network_is_told(computer, tmp_path, carrier, wireless, routes, words):
    card = tmp_path / "sys/class/net/eth0"
    (card / "carrier").write_text(carrier)
    if wireless:
        (card / "wireless").mkdir()
    (tmp_path / "proc/net/route").write_text(ROUTES.format(lines=routes))
    assert told(computer)["network"] == words


def test_a_way_out_by_ipv6_counts(computer, tmp_path):
    (tmp_path / "proc/net/route").write_text(ROUTES.format(lines=""))
    zeros = "0" * 32
    line = f"{zeros} 00 {zeros} 00 fe800000000000000000000000000001 00000400 1 0 3 "
    (tmp_path / "proc/net/ipv6_route").write_text(f"{line}      lo\n")
    assert told(computer)["network"].endswith("no way out of the building")
    (tmp_path / "proc/net/ipv6_route").write_text(f"{line}    eth0\n")
    assert told(computer)["network"].endswith("with a way out")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ("59", "switched on less than an hour ago"),
        ("3600", "switched on 1 hour ago"),
        ("86399", "switched on 23 hours ago"),
        ("86400", "switched on 1 day ago"),
        ("-1", None),
        ("inf", None),
        ("nan", None),
    ],
)
def test_how_long_it_runs_is_told_in_a_person_s_words(computer, tmp_path, seconds, words):
    (tmp_path / "proc/uptime").write_text(f"{seconds} 1\n")
    assert told(computer).get("running") == words


GARBAGE = [
    b"",
    b"\xff\xfe\0",
    b"\0" * 1_000_000,
    b"x" * 1_000_000,
    "\u202egnp.exe".encode(),
    "\ud800\udfff".encode("utf-8", "surrogatepass"),
    b"MemTotal: 99999999999999999 kB",
    b"\x1b[31mred\x07",
]


@pytest.mark.parametrize("content", GARBAGE)
def test_b27_what_cannot_be_read_is_left_out_and_stops_nothing(computer, tmp_path, content):
    for folder in ("proc", "etc", "sys"):
        for path in (tmp_path / folder).rglob("*"):
            if path.is_file():
                path.write_bytes(content)
    facts = told(computer)
    assert {"user", "disk", "libdesk"} <= facts.keys()
    assert not {"memory", "running", "processor", "printer"} & facts.keys()
    assert all(0 < len(value) <= 120 and value.isprintable() for value in facts.values())
    assert facts["computer"] in {"of-another-way", content.decode("ascii", "replace")}


@pytest.mark.parametrize(
    "content", ["MemTotal: 5 kB\nMemAvailable: 6 kB\n", "MemTotal: 5 kB\n", "MemTotal: 0 kB\n"]
)
def test_sizes_that_no_memory_has_are_left_out(computer, tmp_path, content):
    (tmp_path / "proc/meminfo").write_text(content)
    assert "memory" not in told(computer)


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(computer, tmp_path, make_pipe):
    make_pipe(tmp_path / "home/.cups/lpoptions")
    make_pipe(tmp_path / "proc/cpuinfo")
    facts = told(computer)
    assert facts["printer"] == "Front_Desk"
    assert "processor" not in facts


@pytest.fixture
def make_pipe():
    """Put a pipe that nobody writes to in the place of a file."""

    def make(path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return make


def test_a_linux_without_these_tables_still_tells_something(computer, tmp_path):
    nowhere = tmp_path / "nowhere"
    bare = with_places(computer, proc=nowhere, devices=nowhere, etc=nowhere, environment={})
    facts = told(bare)
    assert facts.keys() == {"computer", "user", "disk", "libdesk"}
    assert facts["computer"] == "of-another-way"


def test_the_facts_come_in_one_order(computer):
    keys = list(told(computer))
    assert keys == [key for key in ORDER if key in keys]
