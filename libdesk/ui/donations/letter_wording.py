"""Letters to donors in words: which there are, whose rules they keep to, and their texts' names."""

from PySide6.QtCore import QCoreApplication

from libdesk.domain.donation_letters import Country, LetterKind


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def letter_kind_words(kind: LetterKind) -> str:
    """Return which letter it is."""
    return {
        LetterKind.ACCEPTED: _tr("Thank you: accepted"),
        LetterKind.SPARE: _tr("Thank you: accepted as a spare"),
        LetterKind.DECLINED: _tr("A kind no"),
        LetterKind.FACTS: _tr("A few questions"),
        LetterKind.HANDED_ON: _tr("Handed on for the donor"),
        LetterKind.WIPED: _tr("Data wiped"),
    }[kind]


def country_words(country: Country) -> str:
    """Return a country whose rules about gifts are known."""
    return {
        Country.US: _tr("United States"),
        Country.CANADA: _tr("Canada"),
        Country.UK: _tr("United Kingdom"),
        Country.AUSTRALIA: _tr("Australia"),
        Country.EU: _tr("European Union"),
        Country.OTHER: _tr("Another country"),
    }[country]


def text_words(key: str) -> str:
    """Return the name of a text that is edited."""
    family, _, rest = key.partition(".")
    if family == "country":
        told = _tr("Part, about tax: {country}")
        return told.format(country=country_words(Country(rest)))
    if family == "part":
        return _tr("Part, {what}").format(what=_parts()[rest])
    return _tr("Letter, {what}").format(what=letter_kind_words(LetterKind(key)))


def _parts() -> dict[str, str]:
    return {
        "taken": _tr("what is accepted"),
        "spare": _tr("what is accepted as a spare"),
        "parts": _tr("what is accepted for parts or training"),
        "look": _tr("what has to be looked at"),
        "refer": _tr("what is sound, and not for us"),
        "decline": _tr("what is declined"),
        "reasons": _tr("the reasons of a no"),
        "questions": _tr("the questions"),
        "about": _tr("questions about one of several machines"),
        "elsewhere": _tr("where else to take it"),
        "nowhere": _tr("where else, without a list of places"),
        "back": _tr("what is here and can be had back"),
        "conditions": _tr("the conditions"),
        "money": _tr("a gift of money instead"),
        "received": _tr("when it came"),
        "handed": _tr("where one machine went"),
        "certificate": _tr("the number of a certificate"),
        "wiped": _tr("how one machine was wiped"),
        "unwiped": _tr("how it was wiped, to be typed"),
    }
