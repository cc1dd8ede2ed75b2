"""Pasted texts about computers: what systems, shops and people write is understood, or told."""

from datetime import date
from random import Random
from time import perf_counter

import pytest

from libdesk.domain.donation_documents import document_of_machine
from libdesk.domain.donation_specs import UNREAD_LIMIT, read_spec

TODAY = date(2026, 11, 27)


def said(text):
    return document_of_machine(read_spec(text, TODAY).machine)


def unread(text):
    return read_spec(text, TODAY).unread


SETTINGS = (
    "Device name\tDESKTOP-1\nProcessor\tIntel(R) Core(TM) i5-8250U CPU @ 1.60GHz   1.80 GHz\n"
    "Installed RAM\t16.0 GB (15.8 GB usable)\nDevice ID\t12-34\nProduct ID\t0033\n"
    "System type\t64-bit operating system, x64-based processor\n"
    "Pen and touch\tNo pen or touch input is available for this display\n"
    "Edition\tWindows 11 Pro\nVersion\t23H2\n"
)
SYSTEMINFO = (
    "Host Name:                 LIB-PC\nOS Name:                   Microsoft Windows 10 Pro\n"
    "System Manufacturer:       Dell Inc.\nSystem Model:              OptiPlex 7050\n"
    "Processor(s):              1 Processor(s) Installed.\n"
    "                           [01]: "
    "Intel64 Family 6 Model 158 Stepping 9 GenuineIntel ~3400 Mhz\n"
    "BIOS Version:              Dell Inc. 1.8.3, 23/03/2018\nInput Locale:              en-us\n"
    "Total Physical Memory:     16,213 MB\nAvailable Physical Memory: 10,000 MB\n"
)
MSINFO = (
    "System Manufacturer\tLENOVO\nSystem Model\t20L5CTO1WW\nBIOS Mode\tUEFI\n"
    "Processor\tIntel(R) Core(TM) i5-8350U CPU @ 1.70GHz, 1896 Mhz, 4 Core(s), "
    "8 Logical Processor(s)"
    "\nPlatform Role\tMobile\nSecure Boot State\tOn\nInstalled Physical Memory (RAM)\t8.00 GB\n"
    "Total Physical Memory\t7.88 GB\n"
)
DXDIAG = (
    "System Information\n  System Manufacturer: HP\n  System Model: HP EliteDesk 800 G3 SFF\n"
    "  Processor: Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz (4 CPUs), ~3.2GHz\n"
    "  Memory: 8192MB RAM\n  Available OS Memory: 8084MB RAM\n  Display Memory: 8191 MB\n"
)
ABOUT_MAC = (
    "MacBook Air\nM1, 2020\nChip Apple M1\nMemory 8 GB\nSerial number C02ABC123DEF\n"
    "macOS Ventura 13.4"
)
OLD_MAC = (
    "MacBook Pro (Retina, 13-inch, Early 2015)\nProcessor 2,7 GHz Dual-Core Intel Core i5\n"
    "Memory 8 GB 1867 MHz DDR3\nStartup disk Macintosh HD\n"
    "Graphics Intel Iris Graphics 6100 1536 MB"
)
LSCPU = (
    "Architecture:            x86_64\n  CPU op-mode(s):        32-bit, 64-bit\n"
    "Model name:              Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz\nModel: 158\n"
    "sda      8:0    0 238.5G  0 disk\nMem:  15Gi  3.2Gi"
)
INXI = (
    "Machine:\n  Type: Laptop System: LENOVO product: 20KH006HGE v: ThinkPad X1 serial: R90ABC\n"
    "CPU:\n  Info: quad core model: Intel Core i7-8550U bits: 64 type: MT MCP\n"
    "Memory:\n  System RAM: total: 16 GiB available: 15.4 GiB used: 5 GiB (30%)\n"
    "Drives:\n  Local Storage: total: 476.94 GiB used: 200 GiB\n"
    "  ID-1: /dev/nvme0n1 vendor: Samsung model: MZVLB512HAJQ size: 476.94 GiB"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            SETTINGS,
            {
                "processor": "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz 1.80 GHz",
                "memory_gb": 16,
                "notes": "Windows 11 Pro",
            },
        ),
        (
            SYSTEMINFO,
            {
                "kind": "desktop",
                "make": "Dell",
                "model": "OptiPlex 7050",
                "memory_gb": 16,
                "processor": "Intel64 Family 6 Model 158 Stepping 9 GenuineIntel ~3400 Mhz",
                "notes": "Microsoft Windows 10 Pro",
            },
        ),
        (
            MSINFO,
            {
                "kind": "laptop",
                "make": "Lenovo",
                "model": "20L5CTO1WW",
                "memory_gb": 8,
                "secure_boot": True,
                "processor": "Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz",
            },
        ),
        (
            DXDIAG,
            {
                "kind": "desktop",
                "make": "HP",
                "model": "EliteDesk 800 G3 SFF",
                "memory_gb": 8,
                "processor": "Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz",
            },
        ),
        (
            ABOUT_MAC,
            {
                "kind": "Mac",
                "make": "Apple",
                "model": "MacBook Air",
                "made_on": "2020-07-01",
                "memory_gb": 8,
                "processor": "M1",
                "serial": "C02ABC123DEF",
                "notes": "macOS Ventura 13.4",
            },
        ),
        (
            OLD_MAC,
            {
                "kind": "Mac",
                "make": "Apple",
                "model": "MacBook Pro",
                "made_on": "2015-07-01",
                "memory_gb": 8,
                "inches": 13.0,
                "processor": "Intel Core i5",
            },
        ),
        (
            LSCPU,
            {
                "processor": "Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz",
                "disk_gb": 256,
                "memory_gb": 16,
            },
        ),
        (
            INXI,
            {
                "kind": "laptop",
                "make": "Lenovo",
                "model": "20KH006HGE",
                "serial": "R90ABC",
                "processor": "Intel Core i7-8550U",
                "memory_gb": 16,
                "disk_gb": 512,
                "disk_kind": "SSD",
            },
        ),
    ],
    ids=["Settings", "systeminfo", "msinfo32", "dxdiag", "Mac", "old Mac", "lscpu", "inxi"],
)
def test_what_systems_tell_is_understood_whole(text, found):
    assert said(text) == found
    assert unread(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "HP ProDesk 400 G7 SFF, i5-10500, 16GB RAM, 256GB SSD, 2022",
            {
                "kind": "desktop",
                "make": "HP",
                "model": "ProDesk 400 G7 SFF",
                "processor": "i5-10500",
                "memory_gb": 16,
                "disk_gb": 256,
                "disk_kind": "SSD",
                "made_on": "2022-07-01",
            },
        ),
        (
            "i7-4770 tower 2013",
            {"kind": "desktop", "processor": "i7-4770", "made_on": "2013-07-01"},
        ),
        (
            "10 x Dell OptiPlex 3080, Core i5 10500T, 8 GB, 256 SSD, 3.5 years old",
            {
                "count": 10,
                "kind": "desktop",
                "make": "Dell",
                "model": "OptiPlex 3080",
                "processor": "Core i5 10500T",
                "memory_gb": 8,
                "disk_gb": 256,
                "disk_kind": "SSD",
                "made_on": "2023-05-27",
            },
        ),
        (
            "6 Chromebooks Lenovo 100e, AUE June 2027",
            {
                "count": 6,
                "kind": "Chromebook",
                "make": "Lenovo",
                "model": "100e",
                "support_until": "2027-06-01",
            },
        ),
        (
            'two 24" flat monitors, Dell P2419H, HDMI',
            {
                "count": 2,
                "kind": "monitor",
                "make": "Dell",
                "model": "P2419H",
                "inches": 24.0,
                "has_digital_input": True,
            },
        ),
        (
            (
                "Ordenador de sobremesa HP EliteDesk 800 G3, procesador i5-6500, memoria 8 GB\n"
                "disco duro 500 GB, año 2017"
            ),
            {
                "kind": "desktop",
                "make": "HP",
                "model": "EliteDesk 800 G3",
                "processor": "i5-6500",
                "memory_gb": 8,
                "disk_gb": 500,
                "disk_kind": "hard disk",
                "made_on": "2017-07-01",
            },
        ),
        (
            (
                "Ordinateur portable Lenovo ThinkPad T480, i5-8350U, mémoire 8 Go, disque dur\n"
                "256 Go SSD, écran 14 pouces, 2018"
            ),
            {
                "kind": "laptop",
                "make": "Lenovo",
                "model": "ThinkPad T480",
                "processor": "i5-8350U",
                "memory_gb": 8,
                "disk_gb": 256,
                "disk_kind": "SSD",
                "inches": 14.0,
                "made_on": "2018-07-01",
            },
        ),
        (
            "Ноутбук Lenovo ThinkPad T480, Intel Core i5-8350U, память 8 ГБ, SSD 256 ГБ",
            {
                "kind": "laptop",
                "make": "Lenovo",
                "model": "ThinkPad T480",
                "processor": "Intel Core i5-8350U",
                "memory_gb": 8,
                "disk_gb": 256,
                "disk_kind": "SSD",
            },
        ),
        (
            "all-in-one i3-10100, smells of smoke, no power lead",
            {
                "kind": "all-in-one",
                "processor": "i3-10100",
                "condition": "smells",
                "missing": ["power lead or charger"],
            },
        ),
        (
            "MacBook Air 2017 Intel",
            {
                "kind": "Mac",
                "make": "Apple",
                "model": "MacBook Air",
                "made_on": "2017-07-01",
                "processor": "Intel",
            },
        ),
        (
            "Dell Latitude 5490 / i5-8350U / 16GB / 512GB NVMe / TPM 2.0 / Win 11 Pro / SN ABC1234",
            {
                "kind": "laptop",
                "make": "Dell",
                "model": "Latitude 5490",
                "processor": "i5-8350U",
                "memory_gb": 16,
                "disk_gb": 512,
                "disk_kind": "SSD",
                "tpm": True,
                "serial": "ABC1234",
                "notes": "Win 11 Pro",
            },
        ),
        (
            "Lenovo ThinkCentre M720q i5 8400T 8/256 SSD",
            {
                "kind": "desktop",
                "make": "Lenovo",
                "model": "ThinkCentre M720q",
                "processor": "i5 8400T",
                "memory_gb": 8,
                "disk_gb": 256,
                "disk_kind": "SSD",
            },
        ),
        (
            "HP LaserJet Pro M404dn network printer 2020",
            {
                "kind": "laser printer",
                "make": "HP",
                "model": "LaserJet Pro M404dn",
                "port": "network cable",
                "made_on": "2020-07-01",
            },
        ),
        (
            'Acer Aspire 5 15,6" 1TB HDD + 128GB SSD 8GB',
            {
                "make": "Acer",
                "model": "Aspire 5",
                "inches": 15.6,
                "disk_gb": 128,
                "disk_kind": "SSD",
                "memory_gb": 8,
            },
        ),
        (
            "Lenvo ThinkPad T480, no hard drive, BIOS password, no TPM",
            {
                "kind": "laptop",
                "make": "Lenovo",
                "model": "ThinkPad T480",
                "disk_kind": "no storage",
                "is_locked": True,
                "tpm": False,
            },
        ),
        (
            "Procesor: i5-8400\nSSD: 256 GB\nSecure Boot: off, TPM: 1.2",
            {
                "processor": "i5-8400",
                "disk_gb": 256,
                "disk_kind": "SSD",
                "secure_boot": False,
            },
        ),
    ],
)
def test_what_people_and_shops_write_is_understood(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("PC with keyboard and mouse, secure boot on", "secure_boot", True),
        ("PC, secure boot", "secure_boot", None),
        ("Chromebook, updates until forever", "support_until", None),
        ("Core i5 PC, i5-8250U", "processor", "i5-8250U"),
        ("PC 8/256", "disk_gb", 256),
        ("PC i5-8400 16 RAM", "memory_gb", 16),
        ("PC 256GB SSD, 1TB HDD", "disk_gb", 256),
        ("PC HDD 1TB SSD 256GB", "disk_gb", 256),
        ("PC 256GB drive 8GB RAM", "disk_kind", None),
        ("monitor 1920x1080", "kind", "monitor"),
        ("Dell OptiPlex 3080 RJ-45", "port", None),
        ("HP ProBook, 12 months warranty", "warranty_months", 12),
        ("HP ProBook, warranty: 2 years", "warranty_months", 24),
        ("HP ProBook 2019-19", "made_on", "2019-07-01"),
        ("HP ProBook, bought 05/2019", "made_on", "2019-05-01"),
        ("HP ProBook, bought 12 March 2019", "made_on", "2019-03-12"),
        ("HP ProBook, hace 3 años", "made_on", "2023-11-27"),
        ("Description: HP ProBook 455", "model", "ProBook 455"),
        ("Pantalla: táctil\nMarca: Dell", "make", "Dell"),
        ("Pantalla: 15,6 pulgadas", "inches", 15.6),
        ("Date: 2020-01-01 10:00", "made_on", None),
        ("Disk: 500107 MB", "disk_gb", 500),
        ("Disk: 1,024 GB", "disk_gb", 1024),
        ("Disk: 200.1 GB of 256 GB free (22% full)", "disk_gb", 256),
        ("Disk: 120GB SSD + 1TB HDD", "disk_gb", 120),
        ("Disk: 1TB HDD, 256GB SSD", "disk_gb", 256),
        ("Disk: 931.5 GB", "disk_gb", 1000),
        ("Disk: removed", "disk_kind", "no storage"),
        ("Memory: 7.624 GiB", "memory_gb", 8),
        ("Memory: 16313420 kB", "memory_gb", 16),
        ("Memory: 2x8GB", "memory_gb", 16),
        ("Memory: 3", "memory_gb", 3),
        ("Year: 2019-05", "made_on", "2019-05-01"),
        ("Year: 2019-15", "made_on", None),
        ("Bought: marzo de 2019", "made_on", "2019-03-01"),
        ("PC 64 GB 128 GB", "disk_gb", 64),
    ],
)
def test_each_way_of_writing_is_known(text, fact, value):
    assert said(text).get(fact) == value


def test_absurd_numbers_are_not_known_and_named():
    machine = read_spec("8192 GB RAM, i5-10500, 2031", TODAY).machine
    assert (machine.memory_gb, machine.made_on) == (None, None)
    assert machine.faults == (
        "Made in 2031: that is still to come.",
        "8192 GB of memory: that is probably MB.",
    )


def test_what_was_not_understood_is_told():
    assert unread("Memory: plenty") == ("plenty",)
    assert unread("Memory: xx") == ("Memory: xx",)
    assert unread("i5-8400 " + "w " * 400)[-1].startswith("w w")
    assert unread("HP ProDesk 400 G7, purple frobnicator") == ("purple frobnicator",)
    assert unread("") == ()
    many = unread("\n".join(f"strange thing number {at} here" for at in range(3_000)))
    assert len(many) == UNREAD_LIMIT + 1
    assert many[-1].startswith("… and ")


@pytest.mark.parametrize("seed", range(3))
def test_rubbish_of_any_kind_is_read_in_a_blink(seed):
    random = Random(seed)
    texts = [
        "".join(chr(random.randrange(32, 0x2FFF)) for _ in range(100_000)),
        "".join(chr(random.randrange(0, 0xFF)) for _ in range(100_000)),
        " x" * 50_000, "1" * 100_000, "8 GB " * 20_000, "a: " * 33_000, "Foo bar 12\n" * 9_000,
        "i5 " * 33_000, "1 000 " * 16_000, "Ж" * 100_000, ("a" * 90 + "\n") * 1_100,
    ]  # fmt: skip
    for text in texts:
        start = perf_counter()
        read_spec(text, TODAY)
        assert perf_counter() - start < 10  # a tenth of a second where nobody counts lines
