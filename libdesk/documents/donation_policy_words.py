"""Words of the papers about a library's donation policy: kinds in the plural, and limits."""

from collections.abc import Collection

from libdesk.documents.wording import Wording
from libdesk.domain.donation_policy import LIMITED, Rule
from libdesk.domain.donations import Kind


def kind_plural(kind: Kind, words: Wording) -> str:
    """Return what things of a kind are called."""
    return {
        Kind.UNKNOWN: words.tr("what nobody knows"),
        Kind.DESKTOP: words.tr("desktop computers"),
        Kind.LAPTOP: words.tr("laptops"),
        Kind.ALL_IN_ONE: words.tr("all-in-one computers"),
        Kind.MAC: words.tr("Macs"),
        Kind.CHROMEBOOK: words.tr("Chromebooks"),
        Kind.TABLET: words.tr("tablets"),
        Kind.MONITOR: words.tr("monitors"),
        Kind.PRINTER: words.tr("laser printers"),
        Kind.SCANNER: words.tr("scanners"),
        Kind.PROJECTOR: words.tr("projectors"),
        Kind.NETWORK: words.tr("network gear"),
        Kind.CRT: words.tr("tube monitors and televisions (CRT)"),
        Kind.PLASMA: words.tr("plasma screens"),
        Kind.INKJET: words.tr("inkjet printers"),
        Kind.DOT_MATRIX: words.tr("dot-matrix printers"),
        Kind.FAX: words.tr("fax machines"),
        Kind.OTHER: words.tr("anything else"),
    }[kind]


def kinds_words(kinds: Collection[Kind], words: Wording) -> str:
    """Return several kinds in one line, always in the same order; "none" for none."""
    told = [kind_plural(one, words) for one in Kind if one in kinds]
    return ", ".join(told) or words.tr("none")


def rule_words(rule: Rule, words: Wording) -> str:
    """Return a line of the policy as it is printed, with all that it counts by.

    Limits that its own words leave out are added: nobody may be turned away by a number that does
    not stand on the paper.
    """
    told = [rule.text]
    if rule.check in LIMITED and "{good}" not in rule.words and rule.fair != rule.good:
        told.append(_limits(rule, words))
    if rule.question and rule.kinds:
        told.append(words.tr("For: {kinds}.").format(kinds=kinds_words(rule.kinds, words)))
    return " ".join(told)


def _limits(rule: Rule, words: Wording) -> str:
    unit = {
        "years": words.tr("years"),
        "GB": words.tr("GB"),
        "alike": words.tr("alike"),
        "months": words.tr("months"),
        "inches": words.tr("inches"),
    }[LIMITED[rule.check]]
    good, fair = (words.number(one or 0) for one in (rule.good, rule.fair))
    if rule.fair is None:
        return words.tr("The limit: {good} {unit}.").format(good=good, unit=unit)
    told = words.tr("The limit: {good} {unit}; in part up to {fair}.")
    return told.format(good=good, unit=unit, fair=fair)
