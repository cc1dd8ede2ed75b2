"""Words for what the equipment list only counts: statuses, roles, amounts, days in few letters."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from libdesk.domain.money import Money
from libdesk.domain.records import Role
from libdesk.domain.statuses import Status


def _tr(words: str) -> str:
    return QCoreApplication.translate("items", words)


def item_status_words(status: Status) -> str:
    """Return where an item is in its life."""
    return {
        Status.ON_ORDER: _tr("On order"),
        Status.BEING_CHECKED: _tr("Being checked"),
        Status.READY: _tr("Ready"),
        Status.IN_USE: _tr("In use"),
        Status.SPARE: _tr("Spare"),
        Status.IN_REPAIR: _tr("In repair"),
        Status.SANDBOX: _tr("Sandbox"),
        Status.OUT_OF_SERVICE: _tr("Out of service"),
        Status.TO_WIPE: _tr("To be wiped"),
        Status.WIPED: _tr("Wiped"),
        Status.GONE: _tr("Gone"),
        Status.LOST: _tr("Lost or stolen"),
    }[status]


def role_words(role: Role) -> str:
    """Return what an item is there for; "" where nobody has said so."""
    return {
        Role.NONE: "",
        Role.PUBLIC: _tr("Public"),
        Role.STAFF: _tr("Staff"),
        Role.CATALOG: _tr("Catalog only"),
        Role.CHILDREN: _tr("Children"),
        Role.ACCESSIBLE: _tr("Accessible station"),
        Role.SELF_CHECK: _tr("Self-check"),
        Role.SERVER: _tr("Server"),
        Role.LOAN: _tr("Loan kit"),
        Role.TRAINING: _tr("Training"),
    }[role]


def money_words(money: Money, locale: QLocale | None = None, *, is_short: bool = False) -> str:
    """Return an amount with its currency, as it is written here.

    Args:
        money: the amount.
        locale: how it is written; None for the reader's way.
        is_short: leave cents out where there are none.
    """
    locale = locale or QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale("en_US")  # the words around it are
    code = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    sign = locale.currencySymbol() if code == money.currency else _sign(money.currency)
    whole, rest = divmod(abs(money.minor), 10**money.digits)
    # Whole numbers are worded by themselves: a float would round what a library counts in cents.
    text = locale.toString(whole)
    if money.digits and (rest or not is_short):
        text = f"{text}{locale.decimalPoint()}{rest:0{money.digits}}"
    minus = locale.negativeSign() if money.minor < 0 else ""
    worded = locale.toCurrencyString(0, sign).replace(locale.toString(0), text, 1)
    return f"{minus}{worded}".strip()


def _sign(currency: str) -> str:
    return _SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")


_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


def short_day_words(day: date, locale: QLocale | None = None) -> str:
    """Return a day with its year in few letters, as it is written here."""
    locale = locale or QLocale()
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if locale.language() in (QLocale.Language.English, QLocale.Language.C):
        pattern = "MMM d, yyyy" if pattern.startswith("M") else "d MMM yyyy"
    elif "yyyy" not in pattern:
        # Two digits of a year are a riddle beside a warranty.
        pattern = pattern.replace("yy", "yyyy")
    return locale.toString(QDate(day.year, day.month, day.day), pattern)
