"""Facts about a Mac, from recorded answers of its own programs; and how those are run."""

import sys
import time

import pytest

from libdesk.delivery import facts_macos
from libdesk.delivery.facts import read_facts
from libdesk.delivery.facts_macos import printer_name, run_program
from tests.delivery.recordings import RecordedMac, nobody_may_ask

TOLD = {
    "macos-12-imac-intel.txt": {
        "computer": "Children’s Room iMac",
        "memory": "16.0 GB, 5.5 GB of it free",
        "running": "switched on 3 days ago",
        "printer": "HP_LaserJet_Children",
        "system": "macOS 12.7.6, build 21H1320",
        "model": "Apple iMac18,3",
        "processor": "Intel Core i5-7600K @ 3.80GHz",
    },
    "macos-26-macbook-apple-silicon.txt": {
        "computer": "MacBook Air von Jürgen",
        "memory": "8.0 GB, 2.0 GB of it free",
        "running": "switched on 4 hours ago",
        "printer": "Kopierer_Flur",
        "system": "macOS 26.1, build 25B78",
        "model": "Apple Mac14,2",
        "processor": "Apple M2",
    },
    "macos-15-programs-failing.txt": {
        "computer": "reading-room-mac.local",
        "memory": "4.0 GB",
        "system": "macOS 15.1 (a), build 24B83",
        "model": "Apple VirtualMac2,1",
        "processor": "Apple processor",
    },
}
EVERYWHERE = {"user", "network", "disk", "libdesk"}


def told(sources, *, public=False):
    return {fact.key: fact.value for fact in read_facts(public=public, sources=sources)}


def python(program: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", program]


@pytest.mark.rows("S03")
@pytest.mark.parametrize("name", TOLD)
def test_a_mac_tells_its_facts(name):
    facts = told(
        RecordedMac(name).sources(user=lambda: "anna", host=lambda: "reading-room-mac.local")
    )
    assert {key: facts[key] for key in facts if key not in EVERYWHERE} == TOLD[name]
    assert facts.keys() >= EVERYWHERE


@pytest.mark.parametrize("name", TOLD)
def test_on_a_public_mac_user_and_printer_are_not_even_read(name):
    mac = RecordedMac(name)
    facts = told(mac.sources(user=nobody_may_ask), public=True)
    assert not facts.keys() & {"user", "printer"}
    assert facts_macos.PRINTER not in mac.asked
    assert mac.asked


def test_each_program_is_run_once_and_only_the_known_ones():
    mac = RecordedMac("macos-12-imac-intel.txt")
    told(mac.sources())
    known = {facts_macos.VERSION, facts_macos.NAME, facts_macos.PRINTER, facts_macos.NUMBERS}
    assert sorted(mac.asked) == sorted(known)


def test_a_program_that_hangs_is_waited_for_once_and_costs_only_its_own_facts():
    mac = RecordedMac("macos-12-imac-intel.txt")
    asked = []

    def run(arguments):
        asked.append(tuple(arguments))
        if tuple(arguments) == facts_macos.NUMBERS:
            raise TimeoutError("still hanging after a second")
        return mac.run(arguments)

    mac_sources = mac.sources()
    commands = facts_macos.Commands(run=run, now=mac_sources.macos.now)
    facts = told(type(mac_sources)(system="darwin", macos=commands, way_out=lambda: True))
    assert asked.count(facts_macos.NUMBERS) == 1
    assert not facts.keys() & {"memory", "running", "model", "processor"}
    assert facts["system"] == "macOS 12.7.6, build 21H1320"


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ("", {"memory", "running", "model", "processor"}),
        ("hw.memsize: lots\nhw.model: iMac18,3\n", {"memory", "running", "processor"}),
        ("hw.memsize: 0\nkern.boottime: yesterday\n", {"memory", "running"}),
        ("kern.boottime: { sec = 99999999999, usec = 0 } from the future\n", {"running"}),
        ("hw.model: \0\0\nmachdep.cpu.brand_string: \u202elanigiro\n", {"model", "processor"}),
    ],
)
def test_strange_numbers_leave_their_facts_out(numbers, missing):
    mac = RecordedMac("macos-12-imac-intel.txt")
    mac.printed[" ".join(facts_macos.NUMBERS)] = numbers
    facts = told(mac.sources())
    assert not facts.keys() & missing
    assert facts["computer"] == "Children’s Room iMac"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("system default destination: HP_LaserJet\n", "HP_LaserJet"),
        ("destination par défaut du système : HP_LaserJet\n", "HP_LaserJet"),
        ("デフォルトの出力先\uff1aHP_LaserJet\n", "HP_LaserJet"),
        ("system default destination: desk/photo\n", "desk/photo"),
        ("no system default destination\n", ""),
        ("lpstat: Error - no default destination available.\n", ""),
        ("lpstat: Unauthorized\nlpstat: gone\n", ""),
        ("", ""),
    ],
)
def test_the_default_printer_is_understood_in_any_language(printed, name):
    assert printer_name(printed) == name


def test_a_program_s_words_are_returned():
    assert run_program(python("print('Grün')"), limit_s=30).strip() == "Grün"


def test_a_program_gets_its_arguments_as_they_are_and_no_shell():
    words = "$HOME; echo `id` > x"
    asked = [*python("import sys; print(sys.argv[1])"), words]
    assert run_program(asked, limit_s=30).strip() == words


def test_a_program_that_hangs_is_stopped():
    begun = time.monotonic()
    with pytest.raises(OSError, match="ended with"):
        run_program(python("import signal; signal.pause()"), limit_s=0.05)
    assert time.monotonic() - begun < 10


def test_a_program_that_closes_its_output_and_hangs_is_stopped():
    with pytest.raises(OSError, match="ended with"):
        run_program(python("import os, signal; os.close(1); signal.pause()"), limit_s=0.2)


def test_a_program_that_prints_without_end_is_stopped():
    with pytest.raises(OSError, match="ended with"):
        run_program(python("while True: print('y' * 1000)"), limit_s=60)


@pytest.mark.parametrize("arguments", [python("raise SystemExit(3)"), ["/nowhere/at/all"]])
def test_a_program_that_fails_or_is_missing_is_an_error(arguments):
    with pytest.raises(OSError, match=r"ended with 3|No such file"):
        run_program(arguments, limit_s=30)
