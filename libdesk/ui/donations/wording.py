"""Words about donations: kinds, verdicts and why, states, the facts that can be chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.donation_hints import Hint
from libdesk.domain.donation_policy import LIMITED, Check, Points, Policy, Rule, Verdict
from libdesk.domain.donations import (
    Condition,
    Data,
    Kind,
    License,
    Machine,
    OfferState,
    Outcome,
    Piece,
    Port,
    Use,
)
from libdesk.domain.records import DiskKind
from libdesk.ui.strings import counted

DOT = " · "


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict as people say it."""
    return {
        Verdict.ACCEPT: _tr("Accept"),
        Verdict.SPARE: _tr("Accept as spare"),
        Verdict.PARTS: _tr("Accept for parts or training"),
        Verdict.MAYBE: _tr("Maybe: IT has to look"),
        Verdict.REFER: _tr("Refer to a refurbisher"),
        Verdict.DECLINE: _tr("Decline with thanks"),
    }[verdict]


def short_verdict_words(verdict: Verdict) -> str:
    """Return a verdict in a word or two, for a list."""
    return {
        Verdict.ACCEPT: _tr("Accept"),
        Verdict.SPARE: _tr("Spare"),
        Verdict.PARTS: _tr("Parts or training"),
        Verdict.MAYBE: _tr("Maybe"),
        Verdict.REFER: _tr("Refer"),
        Verdict.DECLINE: _tr("Decline"),
    }[verdict]


def kind_words(kind: Kind) -> str:
    """Return what a machine is."""
    return {
        Kind.UNKNOWN: _tr("Don’t know"),
        Kind.DESKTOP: _tr("Desktop"),
        Kind.LAPTOP: _tr("Laptop"),
        Kind.ALL_IN_ONE: _tr("All-in-one"),
        Kind.MAC: _tr("Mac"),
        Kind.CHROMEBOOK: _tr("Chromebook"),
        Kind.TABLET: _tr("Tablet"),
        Kind.MONITOR: _tr("Flat monitor"),
        Kind.PRINTER: _tr("Laser printer"),
        Kind.SCANNER: _tr("Scanner"),
        Kind.PROJECTOR: _tr("Projector"),
        Kind.NETWORK: _tr("Network gear"),
        Kind.CRT: _tr("Tube monitor or TV"),
        Kind.PLASMA: _tr("Plasma screen"),
        Kind.INKJET: _tr("Inkjet printer"),
        Kind.DOT_MATRIX: _tr("Dot-matrix printer"),
        Kind.FAX: _tr("Fax machine"),
        Kind.OTHER: _tr("Something else"),
    }[kind]


def state_words(state: OfferState) -> str:
    """Return where an offer is."""
    return {
        OfferState.OPEN: _tr("Open"),
        OfferState.ANSWERED: _tr("Answered"),
        OfferState.DONE: _tr("Done"),
        OfferState.WITHDRAWN: _tr("Withdrawn"),
    }[state]


def outcome_words(outcome: Outcome) -> str:
    """Return what became of a machine; "" for nothing yet."""
    return {
        Outcome.NONE: "",
        Outcome.TAKEN: _tr("Taken"),
        Outcome.NOT_BROUGHT: _tr("Never brought"),
        Outcome.RETURNED: _tr("Returned to the donor"),
        Outcome.REFURBISHER: _tr("Passed on to a refurbisher"),
        Outcome.RECYCLED: _tr("Recycled"),
    }[outcome]


def data_words(data: Data) -> str:
    """Return what is to become of the donor’s data."""
    return {
        Data.UNKNOWN: _tr("Don’t know"),
        Data.NONE: _tr("There is none on it"),
        Data.WIPED: _tr("The donor has wiped it"),
        Data.MAY_WIPE: _tr("We may wipe it"),
        Data.REFUSED: _tr("We may neither wipe it nor take the drive out"),
    }[data]


def condition_words(condition: Condition) -> str:
    """Return how a machine looks."""
    return {
        Condition.UNKNOWN: _tr("Don’t know"),
        Condition.GOOD: _tr("Clean and whole"),
        Condition.WORN: _tr("Scratches"),
        Condition.SMELLS: _tr("Smells of smoke or cellar"),
        Condition.POOR: _tr("Worn out, parts missing"),
    }[condition]


def license_words(found: License) -> str:
    """Return what license comes with a computer."""
    return {
        License.UNKNOWN: _tr("Don’t know"),
        License.DIGITAL: _tr("Yes, on its board (it came with Windows)"),
        License.RETAIL: _tr("Yes, bought apart, with its papers"),
        License.NONE: _tr("No"),
    }[found]


def use_words(use: Use) -> str:
    """Return what the library would do with a machine."""
    return {
        Use.NOT_NAMED: _tr("Nobody has said"),
        Use.SERVICE: _tr("Put it into service"),
        Use.SPARE: _tr("Keep it as a spare"),
        Use.TRAINING: _tr("Parts or training"),
        Use.NONE: _tr("Nothing: no use for it"),
    }[use]


def port_words(port: Port) -> str:
    """Return by what a printer is reached."""
    return {
        Port.UNKNOWN: _tr("Don’t know"),
        Port.NETWORK: _tr("Network cable"),
        Port.WIFI: _tr("Wi-Fi only"),
        Port.USB: _tr("USB only"),
    }[port]


def piece_words(piece: Piece) -> str:
    """Return a piece that belongs to a machine."""
    return {
        Piece.POWER: _tr("Power lead or charger"),
        Piece.KEYBOARD: _tr("Keyboard"),
        Piece.MOUSE: _tr("Mouse"),
        Piece.MONITOR: _tr("Monitor"),
        Piece.CABLE: _tr("Signal cable"),
    }[piece]


def disk_words(kind: DiskKind) -> str:
    """Return what keeps a machine’s data."""
    return {
        DiskKind.UNKNOWN: _tr("Don’t know"),
        DiskKind.SSD: _tr("SSD"),
        DiskKind.HARD_DISK: _tr("Hard disk"),
        DiskKind.FLASH: _tr("Flash memory"),
        DiskKind.NO_STORAGE: _tr("No disk in it"),
    }[kind]


def machine_words(machine: Machine) -> str:
    """Return a machine in a few words: how many, and what."""
    name = machine.name if machine.make or machine.model else kind_words(machine.kind)
    if machine.kind.value and (machine.make or machine.model):
        name = f"{name}, {kind_words(machine.kind)}"
    elif not machine.kind.value:
        name = machine.name if machine.make or machine.model else _tr("Not said what")
    if machine.count == 1:
        return name
    return _tr("{count} × {name}").format(count=QLocale().toString(machine.count), name=name)


def understood_words(machine: Machine, unread: Sequence[str]) -> str:
    """Return what was understood of a text about a machine, and what was not."""
    memory = _tr("{count} GB of memory").format(count=machine.memory_gb)
    disk = _tr("{count} GB disk").format(count=machine.disk_gb)
    told = (
        machine_words(machine),
        machine.processor,
        memory if machine.memory_gb else "",
        disk if machine.disk_gb else "",
        str(machine.made_on.year) if machine.made_on is not None else "",
    )
    lines = [_tr("Understood: {what}").format(what=", ".join(filter(None, told)))]
    if unread:
        lines.append(_tr("Not understood: {what}").format(what="; ".join(unread)))
    return "\n".join(lines)


def fate_words(fate: str, *, is_known: bool) -> str:
    """Return how a machine does on a line of the policy.

    Args:
        fate: "pass", "soft" or "fail".
        is_known: it is settled.
    """
    if not is_known:
        return _tr("Not known")
    return {"pass": _tr("Fine"), "soft": _tr("Not quite"), "fail": _tr("Fails")}[fate]


def check_words(check: Check) -> str:
    """Return what a line of the policy looks at, in a word or two; "" where its fact says it."""
    return {
        Check.KIND: _tr("Kind"),
        Check.OWNED: _tr("Owner"),
        Check.LEASE: _tr("Lease or loan"),
        Check.LOCK: _tr("Locks"),
        Check.RECALL: _tr("Recall"),
        Check.DAMAGE: _tr("Damage"),
        Check.STRINGS: _tr("Strings"),
        Check.WORKS: _tr("Working order"),
        Check.DATA: _tr("Data"),
        Check.SENSE: "",
        Check.SYSTEM: "",
        Check.SUPPORT: _tr("Maker’s support"),
        Check.AGE: _tr("Age"),
        Check.MEMORY: _tr("Memory"),
        Check.DISK: _tr("Disk"),
        Check.TPM: _tr("Security chip"),
        Check.STANDARD: _tr("Model"),
        Check.COUNT: _tr("How many"),
        Check.PIECES: _tr("What belongs to it"),
        Check.LICENSE: _tr("License"),
        Check.CONDITION: _tr("Condition"),
        Check.USE: _tr("Use"),
        Check.POINTS: _tr("Power and network"),
        Check.WARRANTY: _tr("Warranty"),
        Check.PORT: _tr("Connection"),
        Check.TONER: _tr("Toner"),
        Check.DRIVER: _tr("Driver"),
        Check.MANAGEMENT: _tr("Management license"),
        Check.SCREEN: _tr("Screen"),
        Check.INPUT: _tr("Input"),
        Check.OWN: _tr("Own question"),
    }[check]


def fact_words(rule: Rule | None, fact: str) -> str:
    """Return what a line found, and of what.

    Args:
        rule: the line; None where the version of the policy has it no more.
        fact: what was found, as the domain says it.
    """
    about = check_words(rule.check) if rule is not None else ""
    if about:
        return _tr("{about}: {fact}").format(about=about, fact=fact)
    # A name of a processor keeps its letters.
    return fact if fact[1:2].isdigit() else fact[:1].upper() + fact[1:]


def rule_words(rule: Rule, policy: Policy) -> str:
    """Return a line of the policy with its number there."""
    told = _tr("Line {number}: {words}")
    return told.format(number=policy.number(rule), words=rule.text)


def limit_unit_words(rule: Rule) -> str:
    """Return what a rule’s limits count; "" for one without."""
    return {
        "years": _tr("years"),
        "GB": _tr("GB"),
        "alike": _tr("alike"),
        "months": _tr("months"),
        "inches": _tr("inches"),
    }.get(LIMITED.get(rule.check, ""), "")


def points_words(points: int) -> str:
    """Return a sum of points; what is lost has a minus."""
    return QLocale().toString(points).replace("-", "\N{MINUS SIGN}")


def scale_words(points: Points) -> str:
    """Return what a sum of points means."""
    strict = points.strict
    accept, spare = points_words(strict.accept_from), points_words(strict.spare_from)
    if strict.accept_from == strict.spare_from:
        return _tr("Down to {accept} it is accepted; below that it is declined.").format(
            accept=accept
        )
    return _tr(
        "Down to {accept} it is accepted, down to {spare} as a spare; below that it is declined."
    ).format(accept=accept, spare=spare)


def sum_words(worst: int, best: int | None) -> str:
    """Return a sum of points: one, or from the worst case to the best.

    Args:
        worst: if all that is not known turns out badly.
        best: if it turns out well; None for not known any more.
    """
    if best is None or best == worst:
        return _tr("Points: {sum}.").format(sum=points_words(worst))
    return _tr("Points so far: {best}; at worst {worst}.").format(
        best=points_words(best), worst=points_words(worst)
    )


def hint_words(hint: Hint) -> str:
    """Return what it would take, and what the verdict would be."""
    told = _tr("{what}: {verdict}")
    return told.format(what=hint.words, verdict=verdict_words(hint.verdict))


def certain_words(verdict: Verdict) -> str:
    """Return that nothing which is not known could change a verdict."""
    if verdict in (Verdict.DECLINE, Verdict.REFER):
        return _tr("It is a no already, whatever else is true.")
    return _tr("That is certain, whatever else is true.")


def money_instead_words() -> str:
    """Return what a donor may do instead, for the verdicts that say no."""
    return _tr(
        "The donor can help with money instead: it buys a computer that fits, with a warranty."
    )


def why_words(
    verdict: Verdict, stops: Sequence[str], open_count: int, points: int, scale: Points
) -> str:
    """Return in one sentence why a verdict is what it is.

    Args:
        verdict: the verdict.
        stops: the facts of the lines that alone say no.
        open_count: lines on which something is to be found out.
        points: the sum.
        scale: what sums mean.
    """
    if verdict in (Verdict.DECLINE, Verdict.REFER):
        if stops:
            return _stopped(stops)
        least = points_words(scale.strict.spare_from)
        if verdict is Verdict.REFER:
            told = _tr("Sound, but not for us: all lines together come to {sum} points.")
            return told.format(sum=points_words(points))
        told = _tr("No line alone says no, but all together come to {sum} points, below {least}.")
        return told.format(sum=points_words(points), least=least)
    if verdict is Verdict.MAYBE:
        return counted(
            open_count,
            _tr("One thing that counts is still to be found out."),
            _tr("{count} things that count are still to be found out."),
        )
    if verdict is Verdict.PARTS:
        return _tr("It can’t run a system that is still supported, and is wanted all the same.")
    sentences: Mapping[Verdict, str] = {
        Verdict.ACCEPT: _tr("It fits: {sum} points, and no line says no."),
        Verdict.SPARE: _tr("Good enough to stand in: {sum} points, and no line says no."),
    }
    return sentences[verdict].format(sum=points_words(points))


def _stopped(stops: Sequence[str]) -> str:
    first, more = stops[0], len(stops) - 1
    if not more:
        return _tr("This alone says no: {fact}.").format(fact=first)
    return _tr("{count} lines each say no; the first: {fact}.").format(count=more + 1, fact=first)
