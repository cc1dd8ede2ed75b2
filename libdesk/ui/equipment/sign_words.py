"""The words for what an item's dates say; the day itself stands beside them (S55)."""

from PySide6.QtCore import QCoreApplication

from libdesk.domain.lifecycle import About, Level, ReplaceWhy, Sign
from libdesk.domain.spans import Span
from libdesk.domain.support_reading import Care, Missing, Support
from libdesk.domain.windows11 import Check, Fit, Need, Readiness
from libdesk.ui.strings import counted


def _tr(words: str, count: int = -1) -> str:
    return QCoreApplication.translate("equipment", words, None, count)


def sign_words(sign: Sign) -> str:
    """Return what a sign says, without its day, such as "Warranty ended"."""
    return {
        About.SUPPORT: _support,
        About.REPLACE: _replace,
        About.CERTIFICATE: _certificate,
        About.BATTERY: _battery,
        About.DISKS: _disks,
        About.LICENSE: _license,
        About.AGE: _age,
        About.WARRANTY: _warranty,
    }[sign.about](sign)


def away_words(away: Span | None) -> str:
    """Return how far a day is, such as "2 years 3 months" or "12 days"; "" for not known."""
    if away is None:
        return ""
    parts = []
    if away.years:
        parts.append(counted(away.years, _tr("1 year"), _tr("{count} years")))
    if away.months:
        parts.append(counted(away.months, _tr("1 month"), _tr("{count} months")))
    if not parts:
        parts.append(counted(away.all_days, _tr("1 day"), _tr("{count} days")))
    return " ".join(parts)


def ready_words(readiness: Readiness) -> str:
    """Return whether a PC can run Windows 11 (domain facts, 3.5)."""
    return {
        Fit.YES: _tr("Can run Windows 11"),
        Fit.NO: _tr("Cannot run Windows 11 (too old)"),
        Fit.CHECK: _tr("Check whether it can run Windows 11"),
    }[readiness.fit]


def needs_words(readiness: Readiness) -> str:
    """Return what a PC lacks for Windows 11, or what is not known; "" where it can run it."""
    if readiness.fit is Fit.YES:
        return ""
    names = ", ".join(_need(one) for one in readiness.reasons)
    told = _tr("Lacks: {what}.") if readiness.fit is Fit.NO else _tr("Not known: {what}.")
    return told.format(what=names)


def _need(check: Check) -> str:
    words = {
        Need.PROCESSOR: _tr("a processor that Microsoft supports"),
        Need.MEMORY: _tr("{count} GB of memory"),
        Need.DISK: _tr("{count} GB of disk"),
        Need.TPM: _tr("TPM 2.0"),
        Need.SECURE_BOOT: _tr("Secure Boot"),
    }[check.need]
    return words.format(count=check.least)


def note_of(sign: Sign) -> str:
    """Return what else is to be known of a sign, such as a support that costs money; "" for no."""
    support = sign.support
    if support is None:
        return _missing_words(sign.missing)
    notes = [_missing_words(support.missing)]
    if support.is_earliest and support.ends_on is not None:
        notes.append(_tr("The earliest day of several; the edition decides."))
    if support.is_by_person:
        notes.append(_tr("Set by hand."))
    if support.note:
        notes.append(f"{support.note.removesuffix('.')}.")
    if support.successor:
        notes.append(_tr("After it comes {system}.").format(system=support.successor))
    return " ".join(filter(None, notes))


def _support(sign: Sign) -> str:
    support = sign.support or Support("", Care.UNKNOWN)
    system = support.name or _tr("Its system")
    if sign.level is Level.UNKNOWN:
        return _tr("{system}: not known until when it gets security fixes").format(system=system)
    if support.care is Care.DOUBTFUL:
        return _tr("{system}: may no longer get security fixes; check").format(system=system)
    if sign.level is Level.OVER:
        if sign.on is None:
            return _tr("{system}: no more security fixes").format(system=system)
        return _tr("{system}: no more security fixes since").format(system=system)
    if sign.on is None:
        return _tr("{system}: gets security fixes").format(system=system)
    return _tr("{system}: gets security fixes until").format(system=system)


def _replace(sign: Sign) -> str:
    replace = sign.replace
    if sign.level is Level.UNKNOWN or replace is None:
        return _tr("Not known when to replace it")
    words = _tr("Should have been replaced by") if sign.level is Level.OVER else _tr("Replace by")
    if replace.why is ReplaceWhy.CYCLE:
        cycle = counted(replace.years, _tr("after 1 year"), _tr("after {count} years"))
        return _tr("{replace} ({why})").format(replace=words, why=cycle)
    if replace.why is ReplaceWhy.SUPPORT and replace.system:
        why = _tr("{system} ends").format(system=replace.system)
        return _tr("{replace} ({why})").format(replace=words, why=why)
    if replace.why is ReplaceWhy.LICENSE:
        return _tr("{replace} ({why})").format(replace=words, why=_tr("its license ends"))
    return words


def _certificate(sign: Sign) -> str:
    if sign.level is Level.FINE:
        return _tr("Has the Secure Boot certificate of 2023")
    if sign.level is Level.UNKNOWN:
        return _tr("Not known whether it has the Secure Boot certificate of 2023")
    if sign.level is Level.OVER:
        return _tr("Without the Secure Boot certificate of 2023; the old one ended")
    return _tr("Without the Secure Boot certificate of 2023; the old one ends")


def _battery(sign: Sign) -> str:
    return {
        Level.OVER: _tr("New battery was due"),
        Level.SOON: _tr("New battery due"),
        Level.FINE: _tr("Battery good until about"),
        Level.UNKNOWN: _tr("Not known how old its battery is"),
    }[sign.level]


def _disks(sign: Sign) -> str:
    return {
        Level.OVER: _tr("New disks were due"),
        Level.SOON: _tr("New disks due"),
        Level.FINE: _tr("Disks good until about"),
        Level.UNKNOWN: _tr("Not known how old its disks are"),
    }[sign.level]


def _license(sign: Sign) -> str:
    return _tr("License ended") if sign.level is Level.OVER else _tr("License until")


def _age(sign: Sign) -> str:
    if sign.on is None:
        return _tr("Not known how old it is")
    if sign.level is Level.UNKNOWN:
        return _tr("Bought on a day to come; check")
    return _tr("{age} old, bought").format(age=away_words(sign.away))


def _warranty(sign: Sign) -> str:
    return {
        Level.OVER: _tr("Warranty ended"),
        Level.SOON: _tr("Warranty only until"),
        Level.FINE: _tr("Warranty until"),
        Level.UNKNOWN: _tr("Not known until when its warranty runs"),
    }[sign.level]


def _missing_words(missing: Missing) -> str:
    return {
        Missing.NOTHING: "",
        Missing.SYSTEM: _tr("Note what system it runs."),
        Missing.RELEASE: _tr("Note the version of its system."),
        Missing.EDITION: _tr("Note the edition of its system, such as Pro or Education."),
        Missing.OWN_DATE: _tr("Note the date in its own settings, About ChromeOS."),
        Missing.BOUGHT_ON: _tr("Note when it was bought."),
        Missing.CERTIFICATE: _tr("Look in Windows Security, Device security."),
        Missing.DAY: _tr("Note the day."),
    }[missing]
