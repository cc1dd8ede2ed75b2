"""What the checker asks, screen by screen: as data, by the kind of machine and the policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.donation_policy import Check, Policy
from libdesk.domain.donation_typing import ASKED, NO, NONE_MISSING, OWN, YES
from libdesk.domain.donations import (
    COMPUTERS,
    PIECES,
    WINDOWS_KINDS,
    Condition,
    Data,
    Kind,
    License,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.ui.donations.wording import (
    condition_words,
    data_words,
    disk_words,
    license_words,
    piece_words,
    port_words,
    use_words,
)

WHAT, DONOR = "what", "donor"
"""The first screen and the last, which have a shape of their own."""


class Way(Enum):
    """How something is answered."""

    LINE = "line"
    CHOICE = "choice"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    Attributes:
        key: of its answer.
        words: the question.
        way: how it is answered.
        choices: pairs of answer and words; of a line the usual ones.
        hint: stands in an empty line.
    """

    key: str
    words: str
    way: Way = Way.LINE
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Questions that are asked together.

    Attributes:
        key: names it.
        title: its heading.
        asks: the questions.
        lead: what it is about, in a sentence.
        clears: answers that one key gives to all of them, as keys with answers; empty for none.
    """

    key: str
    title: str
    asks: tuple[Ask, ...] = ()
    lead: str = ""
    clears: tuple[tuple[str, str], ...] = ()


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def screens_for(kind: Kind, policy: Policy) -> tuple[Screen, ...]:
    """Return the screens for a kind of machine, in their order."""
    checks = frozenset(one.check for one in policy.rules_for(kind))
    middle = (
        _model(),
        Screen("inside", _tr("What is inside it"), tuple(_inside(kind, checks))),
        _works(),
        _stops(),
        Screen("data", _tr("The donor’s data"), tuple(_data(checks))),
        Screen("pieces", _tr("What comes with it"), tuple(_pieces(kind, checks))),
        _use(checks),
        Screen("own", _tr("Your library’s own questions"), tuple(_own(kind, policy))),
    )
    return (
        Screen(WHAT, _tr("What is it?")),
        *(one for one in middle if one.asks),
        Screen(DONOR, _tr("Who offers it?")),
    )


def _not_known() -> tuple[str, str]:
    return ASKED, _tr("Don’t know")


def _yes_no(key: str, words: str) -> Ask:
    return Ask(key, words, Way.CHOICE, ((YES, _tr("Yes")), (NO, _tr("No")), _not_known()))


def _usual(*values: str) -> tuple[tuple[str, str], ...]:
    return (*((one, one) for one in values), ("", _tr("Don’t know")))


def _model() -> Screen:
    age = _tr("Made or bought new in")
    hint = _tr("A year, a day, or an age: 2019, May 2019, 5 years")
    return Screen(
        "model",
        _tr("Make, model and age"),
        (
            Ask("make", _tr("Make"), hint=_tr("Such as: Dell")),
            Ask("model", _tr("Model"), hint=_tr("Such as: OptiPlex 7060")),
            Ask("made_on", age, hint=hint),
            Ask("serial", _tr("Serial number (optional)")),
        ),
        _tr("A label below or behind it says most of this. Leave empty what you don’t know."),
    )


def _inside(kind: Kind, checks: frozenset[Check]) -> Iterator[Ask]:
    if kind in WINDOWS_KINDS or kind in (Kind.MAC, Kind.UNKNOWN):
        hint = _tr("Such as: Intel Core i5-8500")
        yield Ask("processor", _tr("Processor"), hint=hint)
    if kind is Kind.MAC:
        yield _yes_no("is_apple_silicon", _tr("Has it Apple’s own processor (M1 or later)?"))
    if Check.MEMORY in checks:
        yield Ask("memory_gb", _tr("Memory in GB"), choices=_usual("4", "8", "16", "32"))
    if Check.DISK in checks:
        yield Ask("disk_gb", _tr("Disk in GB"), choices=_usual("128", "256", "512", "1 TB"))
        kinds = (DiskKind.SSD, DiskKind.HARD_DISK, DiskKind.NO_STORAGE)
        choices = (*((one.value, disk_words(one)) for one in kinds), _not_known())
        yield Ask("disk_kind", _tr("What kind of disk?"), Way.CHOICE, choices)
    if Check.TPM in checks and kind is not Kind.UNKNOWN:
        yield _yes_no("tpm", _tr("Is its security chip (TPM 2.0) there and on?"))
    yield from _inside_others(kind, checks)


def _inside_others(kind: Kind, checks: frozenset[Check]) -> Iterator[Ask]:
    if kind in (Kind.CHROMEBOOK, Kind.TABLET):
        hint = _tr("On a Chromebook: Settings, About ChromeOS. Such as: June 2028")
        yield Ask("support_until", _tr("Its maker sends updates until"), hint=hint)
    if Check.MANAGEMENT in checks and kind is Kind.CHROMEBOOK:
        yield _yes_no("is_managed", _tr("Does a license to manage it come with it?"))
    if kind is Kind.MONITOR:
        yield Ask("inches", _tr("Inches across"), choices=_usual("19", "22", "24", "27"))
        yield _yes_no("has_digital_input", _tr("Has it HDMI, DisplayPort or DVI?"))
    if kind is Kind.PRINTER:
        ports = (Port.NETWORK, Port.WIFI, Port.USB)
        choices = (*((one.value, port_words(one)) for one in ports), _not_known())
        yield Ask("port", _tr("How is it connected, at best?"), Way.CHOICE, choices)
        yield _yes_no("has_toner", _tr("Is its toner still sold at a fair price?"))
    if kind in (Kind.PRINTER, Kind.SCANNER):
        yield _yes_no("has_driver", _tr("Is there a driver for our computers?"))


def _works() -> Screen:
    found = (Condition.GOOD, Condition.WORN, Condition.SMELLS, Condition.POOR)
    looks = (*((one.value, condition_words(one)) for one in found), _not_known())
    return Screen(
        "works",
        _tr("Does it work, and how does it look?"),
        (
            _yes_no("works", _tr("Does it work as it is?")),
            _yes_no("repair_agreed", _tr("If not: has IT said yes to mending it?")),
            Ask("condition", _tr("How does it look?"), Way.CHOICE, looks),
        ),
    )


def _stops() -> Screen:
    asked = (
        ("is_owned", YES, _tr("It is not the donor’s own to give away")),
        ("on_lease", NO, _tr("Somebody has a claim on it: a lease, a loan not paid")),
        ("is_locked", NO, _tr("A lock is on it: an account, a firm’s management, a password")),
        ("is_recalled", NO, _tr("Its maker has called it back")),
        ("is_damaged", NO, _tr("Swollen battery, or smoke, water or pests inside")),
        ("has_strings", NO, _tr("The donor asks for something: a name plate, one branch only")),
    )
    asks = []
    for key, fine, words in asked:
        so = NO if fine == YES else YES
        choices = ((fine, _tr("No")), (so, _tr("Yes, that is so")), _not_known())
        asks.append(Ask(key, words, Way.CHOICE, choices))
    clears = tuple((key, fine) for key, fine, _ in asked)
    lead = _tr("Each of these alone is a no. Whoever doesn’t know says so: then IT looks.")
    return Screen("stops", _tr("Is any of this so?"), tuple(asks), lead, clears)


def _data(checks: frozenset[Check]) -> Iterator[Ask]:
    if Check.DATA in checks:
        kinds = (Data.NONE, Data.WIPED, Data.MAY_WIPE, Data.REFUSED)
        choices = (*((one.value, data_words(one)) for one in kinds), _not_known())
        yield Ask("data", _tr("What is to become of the donor’s data on it?"), Way.CHOICE, choices)


def _pieces(kind: Kind, checks: frozenset[Check]) -> Iterator[Ask]:
    if found := PIECES.get(kind):
        named = ((one.value, piece_words(one)) for one in found)
        choices = ((NONE_MISSING, _tr("Nothing is missing")), *named, _not_known())
        yield Ask("missing", _tr("What is missing?"), Way.SEVERAL, choices)
    if kind in WINDOWS_KINDS:
        kinds = (License.DIGITAL, License.RETAIL, License.NONE)
        choices = (*((one.value, license_words(one)) for one in kinds), _not_known())
        words = _tr("Does a license of its system come with it?")
        yield Ask("license", words, Way.CHOICE, choices)
    if Check.WARRANTY in checks and kind in COMPUTERS:
        words = _tr("Months of warranty that are left")
        yield Ask("warranty_months", words, choices=_usual("0", "6", "12", "24"))


def _use(checks: frozenset[Check]) -> Screen:
    kinds = (Use.SERVICE, Use.SPARE, Use.TRAINING, Use.NONE)
    choices = (*((one.value, use_words(one)) for one in kinds), ("", use_words(Use.NOT_NAMED)))
    asks = [
        Ask("use", _tr("What would it be for?"), Way.CHOICE, choices),
        Ask("place", _tr("Where would it stand?"), hint=_tr("Such as: Central, reading room")),
    ]
    if Check.POINTS in checks:
        asks.append(_yes_no("has_points", _tr("Are power and network there?")))
    if Check.STANDARD in checks:
        asks.append(_yes_no("is_standard", _tr("Is it one of your standard models?")))
    return Screen("use", _tr("What would we do with it?"), tuple(asks))


def _own(kind: Kind, policy: Policy) -> Iterator[Ask]:
    for rule in policy.rules_for(kind):
        if rule.check is Check.OWN:
            yield _yes_no(f"{OWN}{rule.key}", rule.question or rule.text)
