"""Offers for tests of letters: judged by the shipped policy, as they would be kept."""

from datetime import UTC, date, datetime
from typing import Any

from libdesk import files, paths
from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.domain.donation_verdicts import judge
from libdesk.domain.donations import Condition, Data, Donor, Kind, Machine, Offer, Use
from libdesk.domain.windows11 import Fit
from libdesk.services.donation_stores import KeptLine, KeptOffer, KeptVerdict

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
ASKED = date(2026, 11, 3)
MARIA = Donor("Maria Keller", "", "12 Mill Lane\nLarkmere, MN 55001", "maria@example.org")
SOUND: dict[str, Any] = {
    "is_owned": True,
    "on_lease": False,
    "is_locked": False,
    "is_recalled": False,
    "is_damaged": False,
    "has_strings": False,
    "works": True,
    "data": Data.WIPED,
    "condition": Condition.GOOD,
}

MONITORS = Machine(
    Kind.MONITOR, 2, "Dell", "P2419H", made_on=date(2023, 7, 1), inches=24, has_digital_input=True,
    missing=frozenset(), use=Use.SERVICE, place="the reading room", has_points=True,
    is_standard=False, **SOUND,
)  # fmt: skip
INKJET = Machine(Kind.INKJET, make="Epson", model="XP-2100", **SOUND)
TUBE = Machine(Kind.CRT, **SOUND)
UNKNOWN = Machine(Kind.ALL_IN_ONE, make="HP", model="HP 24-df1", windows11=Fit.YES)
OLD_TOWER = Machine(
    Kind.DESKTOP, make="Dell", model="OptiPlex 9020", made_on=date(2013, 7, 1),
    processor="i7-4770", windows11=Fit.NO, **SOUND,
)  # fmt: skip


def shipped_policy(model: str = "fits") -> Policy:
    return parse_policy(files.read_json(paths.resources() / "policies" / f"{model}.json"))


FITS = shipped_policy()


def judged(*machines: Machine, donor: Donor = MARIA, policy: Policy = FITS, **more: Any):
    """Return an offer of machines with the verdicts on them."""
    offer = Offer(donor, ASKED, machines, **more)
    return KeptOffer(offer, tuple(verdict_on(one, policy) for one in machines))


def verdict_on(machine: Machine, policy: Policy = FITS) -> KeptVerdict:
    found = judge(machine, policy, ASKED)
    lines = tuple(
        KeptLine(
            one.rule.key,
            one.fate.name.lower(),
            one.reading.fact,
            one.is_known,
            one.points(policy.points),
        )
        for one in found.lines
    )
    return KeptVerdict(found.verdict, policy.version, lines)
