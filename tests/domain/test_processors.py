"""Whether a processor can run Windows 11: the whole lists, and names as people type them."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.processor_names import NAME_LIMIT
from libdesk.domain.processors import WORDS, Cpuid, Windows11
from libdesk.domain.processors_file import parse_processors
from tests.domain.processor_lists import SUPPORTED, UNSUPPORTED, names

SHIPPED = Path(__file__).parents[2] / "resources" / "lifecycle" / "processors.json"
PROCESSORS = parse_processors(json.loads(SHIPPED.read_text("utf-8")))
YES, NO, CHECK = "yes", "no", "check"
LISTED = dict.fromkeys(names(SUPPORTED), YES) | dict.fromkeys(names(UNSUPPORTED), NO)


def judge(name):
    return PROCESSORS.judge(name).can.value


def test_every_listed_name_can_and_every_name_known_to_be_too_old_cannot():
    assert len(LISTED) > 2_800
    wrong = {name: judge(name) for name, can in LISTED.items() if judge(name) != can}
    assert wrong == {}


def test_the_rules_are_few_and_say_of_when_they_are():
    document = json.loads(SHIPPED.read_text("utf-8"))
    assert PROCESSORS.as_at == document["as_at"] == "2025-10-06"
    assert sum(len(family["rules"]) for family in document["families"]) < 100


@pytest.mark.parametrize(
    ("name", "can"),
    [
        # As computers tell them.
        ("Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", YES),
        ("Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz   1.80 GHz", YES),
        (
            "Processor\tIntel(R) Core(TM) i5-8250U, 1800 Mhz, 4 Core(s), 8 Logical Processor(s)",
            YES,
        ),
        ("12th Gen Intel(R) Core(TM) i5-1235U", YES),
        ("Intel® Core™ i5-8250U", YES),
        ("Intel\ufffd Core\ufffd i5-8250U", YES),
        ("Intel(R) Core(TM) i7 CPU         920  @ 2.67GHz", NO),
        ("Intel(R) Core(TM) i5 CPU       M 520  @ 2.40GHz", NO),
        ("Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz", NO),
        ("Intel(R) Core(TM) M-5Y10c CPU @ 0.80GHz", NO),
        ("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", YES),
        ("Intel(R) Pentium(R) CPU G3220 @ 3.00GHz", NO),
        ("Intel(R) Pentium(R) CPU 4425Y @ 1.70GHz", YES),
        ("Intel(R) Pentium(R) 4 CPU 3.00GHz", NO),
        ("Intel(R) Atom(TM) x5-Z8350  CPU @ 1.44GHz", NO),
        ("Intel(R) N100", YES),
        ("Intel(R) 300", YES),
        ("Intel(R) Xeon(R) CPU E5-2620 v3 @ 2.40GHz", NO),
        ("Intel(R) Xeon(R) CPU           X5650  @ 2.67GHz", NO),
        ("Intel(R) Xeon(R) w9-3495X", YES),
        ("Intel(R) Core(TM) Ultra 7 155H", YES),
        ("AMD Ryzen 5 2500U with Radeon Vega Mobile Gfx", NO),
        ("AMD Ryzen 7 2700X Eight-Core Processor", YES),
        ("AMD EPYC 7452 32-Core Processor", YES),
        ("AMD A8-7410 APU with AMD Radeon R5 Graphics", NO),
        ("AMD FX(tm)-8350 Eight-Core Processor", NO),
        ("AMD Athlon(tm) 64 X2 Dual Core Processor 4200+", NO),
        ("AMD Athlon Silver 3050U with Radeon Graphics", YES),
        ("AMD Phenom(tm) II X4 955 Processor", NO),
        ("AMD E-350 Processor", NO),
        ("AMD Ryzen AI 9 HX 370 w/ Radeon 890M", YES),
        ("AMD RYZEN AI MAX+ 395 w/ Radeon 8060S", YES),
        ("AMD Ryzen 5 Microsoft Surface (R) Edition", YES),
        ("AMD Ryzen 5 3580U Microsoft Surface (R) Edition", YES),
        ("Snapdragon (TM) 850 @ 2.96 GHz", YES),
        ("Snapdragon(R) X Elite - X1E78100 - Qualcomm(R) Oryon(TM) CPU", YES),
        ("Snapdragon(R) X 12-core X1E80100 @ 3.40 GHz", YES),
        ("Microsoft SQ2 @ 3.15 GHz", YES),
        ("Apple M1", NO),
        ("Snapdragon (TM) 8cx Gen 2 5G Compute Platform", YES),
        ("Snapdragon(R) X Elite - X1E001DE - Qualcomm(R) Oryon(TM) CPU", YES),
        ("AMD Ryzen 3 3250C 15W", YES),
        ("AMD PRO A10-8700B R6, 10 Compute Cores 4C+6G", NO),
        ("AMD FX-8800P Radeon R7, 12 Compute Cores 4C+8G", NO),
        ("AMD Turion(tm) 64 X2 Mobile Technology TL-60", NO),
        ("AMD Athlon(tm) Dual Core Processor 4450B", NO),
        ("AMD Athlon(tm) II P320 Dual-Core Processor", NO),
        ("AMD Phenom(tm) 9650 Quad-Core Processor", NO),
        ("Intel(R) Core(TM) i3 CPU       U 380  @ 1.33GHz", NO),
        ("Intel(R) Core(TM)2 CPU          6600  @ 2.40GHz", NO),
        ("Pentium(R) Dual-Core  CPU      E5300  @ 2.60GHz", NO),
        ("Intel(R) Pentium(R) Dual  CPU  E2180  @ 2.00GHz", NO),
        ("Intel(R) Atom(TM) CPU N270   @ 1.60GHz", NO),
        ("Intel(R) Core(TM) 3 N355", YES),
        ("Intel(R),Core(TM),i5-8250U", YES),
        ("QEMU Virtual CPU version 2.5+", CHECK),
        # As people type them.
        ("i5 8250U", YES),
        ("i58250u", YES),
        ("core i5-8250 u", YES),
        ("Intel Core i5 8250u 8GB RAM laptop", YES),
        ("i5-1235", YES),
        ("N4020", YES),
        ("ryzen 3600", YES),
        ("8th gen i5", YES),
        ("Core i7 gen 10", YES),
        ("4th generation Core i7", NO),
        ("7th gen i3", NO),
        # Faults of typing, of reading a worn label, of scanning.
        ("i5-825OU", YES),
        ("i5-82SOU", YES),
        ("l5-8250U", YES),
        ("15-8250U", YES),
        ("iS-8250U", YES),
        ("i7-77OO", NO),
        ("Rizen 5 2600", YES),
        ("Rizen 5 25OOU", NO),
        ("Pentum G3220", NO),
        ("Cellron N4020", YES),
        ("CeleronN402O", YES),
        ("Athalon 3OOOG", YES),
        ("Intell Xenon E5 2620", NO),
        ("ES-2620 v3", NO),
        # Letters that only look like ours; digits of another width.
        ("\u0456\u0435", CHECK),
        ("\u04565-8250U", YES),
        ("\u0421or\u0435 i5-8250U", YES),
        ("\uff49\uff15\uff0d\uff18\uff12\uff15\uff10\uff35", YES),
    ],
)
def test_a_name_is_understood_as_it_comes(name, can):
    assert judge(name) == can


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("i7-7820HQ", CHECK),
        ("i7-7820HK", NO),
        ("i9-7900X", YES),
        ("i7-7740X", NO),
        ("i7-750", CHECK),
        ("i5-750", NO),
        ("i5-1035G1", YES),
        ("m3-8100Y", YES),
        ("m3-7Y30", NO),
        ("Pentium Gold 4417U", YES),
        ("Pentium Gold 4415U", NO),
        ("Pentium G5400", YES),
        ("Pentium G4620", NO),
        ("Pentium G6950", NO),
        ("Celeron G4900", YES),
        ("Celeron G3930", NO),
        ("Pentium N4200", NO),
        ("Celeron N4100", YES),
        ("Celeron 3867U", YES),
        ("Celeron 3865U", NO),
        ("Atom x6413E", YES),
        ("Atom x7-Z8700", NO),
        ("Xeon D-1541", NO),
        ("Xeon D-1736", YES),
        ("Xeon W-3225", YES),
        ("Xeon W3520", NO),
        ("Xeon E-2124G", YES),
        ("Xeon E3-1220 v6", NO),
        ("Ryzen 5 2600", YES),
        ("Ryzen 5 2500X", YES),
        ("Ryzen 5 2500", CHECK),
        ("Ryzen 5 2600H", NO),
        ("Ryzen 3 2200G", NO),
        ("Ryzen 3 3200U", YES),
        ("Ryzen 7 1800X", NO),
        ("Ryzen 5 150", CHECK),
        ("Threadripper 1950X", NO),
        ("Threadripper 2950X", CHECK),
        ("Threadripper 3960X", YES),
        ("Ryzen Embedded R1505G", CHECK),
        ("Athlon 3000G", YES),
        ("Athlon 64 3000+", NO),
        ("Athlon 3000+", CHECK),
        ("Athlon 240GE", NO),
        ("EPYC 7601", NO),
        ("EPYC 7F52", YES),
        ("Snapdragon 835", NO),
        ("Snapdragon 8 Gen 3", CHECK),
    ],
)
def test_exceptions_and_traps(name, can):
    assert judge(name) == can


@pytest.mark.parametrize(
    "name",
    [
        "",
        " \t\u200b",
        "\0\x1b[31m",
        "unknown",
        "a good one",
        "i5",
        "Intel",
        "AMD Ryzen 5",
        "m3",
        "A4",
        "300",
        "8250U",
        "AMD Core i5-8250U",
        "Intel Ryzen 5 3600",
        "Apple Core i5-8210Y",
        "i5-8250U or i5-7200U",
        "i5-8250U / i7-4770",
        "older than an i5-8250U",
        "12th gen i5-4570",
        "7th gen i5-8250U",
        "10th gen i5-99999",
        "7th gen i7",
        "i5-825",
        "i5-82500",
        "Ryzen 5 26000",
        "i5-86OS-82OOU",
        "lO0sSb lO0sSb lO0sSb i5",
        "i7-86OS",
        "\u82f1\u7279\u5c14 \u9177\u777f i5-8250U",
        "\u0418\u043d\u0442\u0435\u043b i5-8250U",
        "\u0645\u0639\u0627\u0644\u062c",
        "i5-\u0668\u0662\u0665\u0660U",
        "'; DROP TABLE processors; --",
        "Family 6 Model 142",
    ],
)
def test_what_nobody_can_place_is_for_it_to_check(name):
    verdict = PROCESSORS.judge(name)
    assert verdict.can is Windows11.CHECK
    assert not verdict.is_placed
    assert verdict.words == "Ask IT to check"
    assert verdict.reason.endswith(".")


def test_a_verdict_has_words_and_a_reason_for_people():
    assert WORDS[Windows11.YES] == PROCESSORS.judge("i5-8250U").words == "Can run Windows 11"
    assert PROCESSORS.judge("i7-4770").words == "Cannot (too old)"
    assert PROCESSORS.judge("Apple M2 Max").words == "Not a Windows PC"
    assert "8th generation" in PROCESSORS.judge("i5-8250U").reason
    assert PROCESSORS.judge("Intel i5-825OU").reason.endswith(" Read as: intel i5 8250u.")
    assert "two ways" in PROCESSORS.judge("i7-86OS").reason
    assert "no name" in PROCESSORS.judge("").reason
    assert "too long" in PROCESSORS.judge("i5-8250U " * 40).reason


def noisy(name):
    marked = re.sub(r"\b(Intel|AMD|Core|Xeon|Celeron|Pentium|Ryzen|EPYC)\b", r"\1(R)", name)
    yield from (name.upper(), name.lower(), f"  {'   '.join(name.split())}\t", marked)
    yield from (marked.replace("(R)", "\u2122"), name.replace("-", " "), f"{name} CPU @ 2.10GHz")
    yield f"{name} Processor 1,80 GHz"


def test_how_it_is_set_never_changes_a_verdict():
    listed = list(LISTED.items())[::3]
    changed = [told for name, can in listed for told in noisy(name) if judge(told) != can]
    assert changed == []


def misread(name):
    for digit, sign in (("0", "O"), ("0", "o"), ("1", "l"), ("1", "I"), ("5", "S"), ("8", "B")):
        yield name.replace(digit, sign)
        head, _, tail = name.rpartition(digit)
        yield f"{head}{sign}{tail}" if head else name


def misspelled(name):
    for word in re.findall("Core|Ryzen|Xeon|Celeron|Pentium|Athlon|EPYC|Intel|Snapdragon", name):
        for at in range(1, len(word)):
            yield name.replace(word, word[:at] + word[at + 1 :])
            yield name.replace(word, word[:at] + word[at - 1 :])
    yield from (name.replace(" ", "-"), name.replace("-", ""), name.replace(" ", ""))


def test_a_typing_fault_never_turns_a_verdict_round_and_most_are_seen_through():
    listed = list(LISTED.items())
    told = [(can, judge(typed)) for name, can in listed[::6] for typed in misread(name)]
    told += [(can, judge(typed)) for name, can in listed[::20] for typed in misspelled(name)]
    assert {(YES, NO), (NO, YES)}.isdisjoint(told)
    assert sum(can == is_ for can, is_ in told) > 0.95 * len(told)


@given(st.text())
def test_any_text_has_a_verdict(text):
    assert judge(text) in {YES, NO, CHECK}


WORDS_IN_NAMES = st.sampled_from(
    [
        "intel",
        "amd",
        "apple",
        "core",
        "i5",
        "l5",
        "i7",
        "ryzen",
        "rizen",
        "5",
        "7",
        "pro",
        "xeon",
        "e5",
        "gold",
        "8250u",
        "825ou",
        "2600",
        "7200u",
        "n4020",
        "with",
        "radeon",
        "gen",
        "8th",
        "12th",
        "@",
        "2.4ghz",
        "or",
        "/",
        "\u00ae",
        "\u2122",
        "(r)",
        "\u0131",
        "\ufffd",
        "surface",
        "microsoft",
    ]
)


@given(st.lists(WORDS_IN_NAMES, max_size=12))
def test_any_heap_of_words_has_the_same_verdict_however_it_is_set(words):
    # Marks of the same words in capitals and far apart.
    assert judge(" ".join(words)) == judge("  ".join(words).upper() + " ")


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [
        "i5" * 50_000,
        "lO0 " * 25_000,
        "\u00e9" * 100_000,
        "\u0301" * 100_000,
        "\ud800" * 100_000,
        " " * 100_000 + "x",
        "core " * 60,
        "lO0sSb " * 42,
        "core" * 74 + "0",
        "x " * 9 + "lO0sSb",
        "1.2" * (NAME_LIMIT // 3),
        "(r" * (NAME_LIMIT // 2),
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_hostile_text_takes_no_time(text):
    judge(text)
    started = time.perf_counter()
    assert judge(text) == CHECK
    assert time.perf_counter() - started < 0.25


@pytest.mark.alone
def test_a_whole_list_takes_well_under_a_second():
    started = time.perf_counter()
    for name in LISTED:
        judge(name)
    assert time.perf_counter() - started < 1.5


@pytest.mark.parametrize(
    ("numbers", "can"),
    [
        (("GenuineIntel", 6, 58, 9), NO),  # i7-3770
        (("GenuineIntel", 6, 94, 3), NO),  # i7-6700
        (("GenuineIntel", 6, 95, 1), NO),
        (("GenuineIntel", 6, 85, 4), CHECK),  # i9-7900X, Xeon D-2141I
        (("GenuineIntel", 6, 142, 8), NO),
        (("GenuineIntel", 6, 142, 9), CHECK),  # i5-7200U, m3-8100Y
        (("GenuineIntel", 6, 142, 10), YES),  # i5-8250U
        (("GenuineIntel", 6, 142, 12), YES),
        (("GenuineIntel", 6, 142, 13), NO),
        (("GenuineIntel", 6, 158, 9), NO),  # i7-7700
        (("GenuineIntel", 6, 158, 10), YES),  # i5-8400
        (("GenuineIntel", 6, 158, 13), YES),
        (("GenuineIntel", 6, 154, 4), YES),  # i7-1255U
        (("GenuineIntel", 15, 4, 1), NO),
        (("AuthenticAMD", 22, 48, 1), NO),
        (("AuthenticAMD", 23, 1, 1), NO),
        (("AuthenticAMD", 23, 17, 0), NO),
        (("AuthenticAMD", 23, 8, 2), YES),
        (("AuthenticAMD", 25, 80, 0), YES),
        (("Qualcomm Technologies Inc", 8, 0x800, 0), NO),
        (("Qualcomm Technologies Inc", 8, 0x803, 0), YES),
        (("HygonGenuine", 24, 0, 1), CHECK),
        (("", -1, -1, -1), CHECK),
    ],
)
def test_the_numbers_that_a_processor_gives_of_itself(numbers, can):
    assert PROCESSORS.by_cpuid(Cpuid(*numbers)).can.value == can


def test_the_numbers_count_only_where_no_rule_has_the_name():
    old, new = Cpuid("GenuineIntel", 6, 158, 9), Cpuid("GenuineIntel", 6, 158, 10)
    unknown = Cpuid("Nobody", 1, 1, 1)
    assert PROCESSORS.judge("some Intel", new).can is Windows11.YES
    assert PROCESSORS.judge("", old).can is Windows11.NO
    assert PROCESSORS.judge("i7-7700HQ", new).can is Windows11.NO
    assert PROCESSORS.judge("i5-8400", old).can is Windows11.YES
    assert PROCESSORS.judge("i7-7820HQ", old).can is Windows11.CHECK
    assert "no name" in PROCESSORS.judge("", unknown).reason


def test_windows_own_identifier_is_read_by_its_numbers():
    assert judge("Intel64 Family 6 Model 142 Stepping 10, GenuineIntel") == YES
    assert judge("AMD64 Family 23 Model 17 Stepping 0, AuthenticAMD") == NO


RULE = {"models": ["8000..9999"], "can": "yes", "why": "New."}
FAMILY = {"maker": "Intel", "names": ["Core"], "rules": [RULE]}
NUMBERS = {"vendor": "GenuineIntel", "can": "yes", "why": "New."}


def document(*, family=None, rule=None, numbers=None, **top):
    rules = [RULE | (rule or {})]
    families = [FAMILY | {"rules": rules} | (family or {})]
    whole = {"as_at": "2026-11-26", "source": "test", "families": families}
    return whole | {"cpuid": [NUMBERS | (numbers or {})]} | top


def test_a_small_file_of_rules_works():
    small = parse_processors(document())
    assert small.judge("Core 8100").can is Windows11.YES
    assert small.judge("Core 7100").can is Windows11.CHECK
    assert small.by_cpuid(Cpuid("GenuineIntel", 6, 1, 1)).can is Windows11.YES


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([], "names with values: the file"),
        (document(colour="red"), "no such part in the file: colour"),
        (document(as_at="soon"), "a date such as"),
        (document(as_at=5), "words in the file: as_at"),
        (document(source=" "), "words in the file: source"),
        (document(families={}), "a list in the file: families"),
        (document(families=[5]), "names with values: families[0]"),
        (document(cpuid=None), "a list in the file: cpuid"),
        (document(family={"maker": ""}), "words in families[0]: maker"),
        (document(family={"names": "Core"}), "a list in families[0]: names"),
        (document(family={"names": [5]}), "words: families[0].names[0]"),
        (document(family={"names": ["Co(re"]}), "[words] or one|other in families[0].names[0]"),
        (document(family={"names": ["[Core"]}), "[words] or one|other in families[0].names[0]"),
        (document(family={"years": 5}), "no such part in families[0]: years"),
        (document(rule={"year": 5}), "no such part in families[0].rules[0]: year"),
        (document(rule={"models": []}), "models or generations in families[0].rules[0]"),
        (document(rule={"models": [5]}), "words: families[0].rules[0].models[0]"),
        (document(rule={"models": ["8?"]}), "not 8?: families[0].rules[0].models[0]"),
        (document(rule={"models": ["800..9999"]}), "alike models, not 800..9999"),
        (document(rule={"models": ["N9..N1"]}), "alike models, not N9..N1"),
        (document(rule={"models": ["N1..J9"]}), "alike models, not N1..J9"),
        (document(rule={"generations": "8"}), "8..14: families[0].rules[0].generations"),
        (document(rule={"generations": "9..8"}), "8..14: families[0].rules[0].generations"),
        (document(rule={"can": "maybe"}), "yes, no or check: families[0].rules[0].can"),
        (document(rule={"why": ""}), "words in families[0].rules[0]: why"),
        (document(rule={"told": ""}), "words in families[0].rules[0]: told"),
        (document(numbers={"models": "x"}), "8..14: cpuid[0].models"),
    ],
)
def test_a_mistake_in_the_file_is_named(wrong, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_processors(wrong)
