"""Facts about this computer: in plain words, quickly, and never in the way of a report."""

import getpass
import time
from dataclasses import replace

import pytest

from libdesk import __version__
from libdesk.delivery.facts import Sources, read_facts

ROUTES = """\
Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
{lines}"""
OUT = "eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
INSIDE = "eth0\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"


@pytest.fixture
def computer(tmp_path):
    """A small Linux computer, on paper."""
    files = {
        "proc/sys/kernel/hostname": "cen-front-1\n",
        "proc/sys/kernel/osrelease": "6.1.0-28-amd64\n",
        "proc/meminfo": "MemTotal:  8388608 kB\nMemFree: 10 kB\nMemAvailable:  3145728 kB\n",
        "proc/uptime": "277200.55 1000.00\n",
        "proc/net/route": ROUTES.format(lines=OUT + INSIDE),
        "etc/os-release": 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
        "sys/class/dmi/id/sys_vendor": "Dell Inc.\n",
        "sys/class/dmi/id/product_name": "OptiPlex 3050\n",
        "sys/class/net/lo/flags": "0x9\n",
        "sys/class/net/lo/carrier": "1\n",
        "sys/class/net/eth0/flags": "0x1003\n",
        "sys/class/net/eth0/carrier": "1\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Sources(
        proc=tmp_path / "proc",
        devices=tmp_path / "sys",
        etc=tmp_path / "etc",
        disk=tmp_path,
        system="linux",
    )


def told(sources: Sources, *, public: bool = False) -> dict[str, str]:
    return {fact.key: fact.value for fact in read_facts(public=public, sources=sources)}


def test_each_fact_is_in_plain_words(computer):
    facts = told(computer)
    assert facts["computer"] == "cen-front-1"
    assert facts["system"] == "Debian GNU/Linux 12 (bookworm), kernel 6.1.0-28-amd64"
    assert facts["model"] == "Dell Inc. OptiPlex 3050"
    assert facts["memory"] == "8.0 GB, 3.0 GB of it free"
    assert facts["network"] == "connected by cable, with a way out"
    assert facts["running"] == "switched on 3 days ago"
    assert facts["libdesk"] == f"LibDesk {__version__}"
    assert facts["user"] == getpass.getuser()
    assert facts["disk"].endswith("% full)")


def test_on_a_public_computer_nobody_is_named(computer):
    assert "user" not in told(computer, public=True)
    assert len(told(computer, public=True)) == len(told(computer)) - 1


@pytest.mark.parametrize(
    ("carrier", "wireless", "routes", "words"),
    [
        ("1", False, INSIDE, "connected by cable, but with no way out of the building"),
        ("1", True, OUT, "connected by Wi-Fi, with a way out"),
        ("0", False, OUT, "no network: nothing is plugged in or connected"),
    ],
)
def test_the_state_of_the_network_is_told(computer, carrier, wireless, routes, words):
    card = computer.devices / "class" / "net" / "eth0"
    (card / "carrier").write_text(carrier)
    if wireless:
        (card / "wireless").mkdir()
    (computer.proc / "net" / "route").write_text(ROUTES.format(lines=routes))
    assert told(computer)["network"] == words


def test_a_way_out_by_ipv6_counts(computer):
    (computer.proc / "net" / "route").write_text(ROUTES.format(lines=""))
    zeros = "0" * 32
    line = f"{zeros} 00 {zeros} 00 fe800000000000000000000000000001 00000400 1 0 3 "
    (computer.proc / "net" / "ipv6_route").write_text(f"{line}      lo\n")
    assert told(computer)["network"].endswith("no way out of the building")
    (computer.proc / "net" / "ipv6_route").write_text(f"{line}    eth0\n")
    assert told(computer)["network"].endswith("with a way out")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ("59", "switched on less than an hour ago"),
        ("3600", "switched on 1 hour ago"),
        ("86399", "switched on 23 hours ago"),
        ("86400", "switched on 1 day ago"),
    ],
)
def test_how_long_it_runs_is_told_in_a_person_s_words(computer, seconds, words):
    (computer.proc / "uptime").write_text(f"{seconds} 1\n")
    assert told(computer)["running"] == words


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\0", b"MemTotal: 99999999999999999 kB", b"x" * 9]
)
def test_what_cannot_be_read_is_left_out_and_stops_nothing(computer, content):
    for folder in (computer.proc, computer.etc, computer.devices):
        for path in folder.rglob("*"):
            if path.is_file():
                path.write_bytes(content)
    facts = told(computer)
    assert facts["libdesk"]
    assert "memory" not in facts
    assert "running" not in facts


def test_a_system_without_these_tables_still_tells_something(computer, tmp_path):
    nowhere = tmp_path / "nowhere"
    bare = replace(computer, proc=nowhere, devices=nowhere, etc=nowhere)
    facts = told(bare)
    assert {"computer", "user", "disk", "libdesk"} <= set(facts)


@pytest.mark.parametrize("system", ["win32", "darwin", "freebsd14"])
def test_another_system_tells_what_it_can(computer, system):
    facts = told(replace(computer, system=system))
    assert {"computer", "libdesk", "network"} <= set(facts)


def test_this_computer_is_read_within_30_ms():
    read_facts(public=False)
    times = []
    for _ in range(15):
        begin = time.perf_counter()
        facts = read_facts(public=False)
        times.append(time.perf_counter() - begin)
    assert sorted(times)[7] < 0.030
    assert {"computer", "system", "memory", "disk", "libdesk"} <= {fact.key for fact in facts}
    assert all(fact.value and len(fact.value) <= 120 for fact in facts)
