"""Lists that are read in, in words: fates, sums, why a column is read as it is, questions."""

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.item_cells import COMMA, DAY_FIRST, GIGABYTES, MEGABYTES, MONTH_FIRST, POINT
from libdesk.domain.item_columns import Column, Why
from libdesk.domain.item_import import About, Fate, Plan, RowFate
from libdesk.domain.tables import column_name
from libdesk.ui.strings import counted

DOT = " \N{MIDDLE DOT} "
FATES = (Fate.REFUSED, Fate.CHANGED, Fate.NEW, Fate.SAME)
"""In the order in which they are looked at."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("imports", words)


def number_words(number: int) -> str:
    """Return a number as it is written here."""
    return QLocale().toString(number)


def rows_count_words(count: int) -> str:
    """Return so many rows."""
    return counted(count, _tr("1 row"), _tr("{count} rows"))


def items_count_words(count: int) -> str:
    """Return so many items."""
    return counted(count, _tr("1 item"), _tr("{count} items"))


def fate_words(fate: Fate) -> str:
    """Return what becomes of a row, as one word."""
    return {
        Fate.NEW: _tr("New"),
        Fate.CHANGED: _tr("Changed"),
        Fate.SAME: _tr("Same"),
        Fate.REFUSED: _tr("Refused"),
    }[fate]


def sum_words(plan: Plan) -> str:
    """Return what becomes of all rows: "412 rows = 380 new + 20 changed + 9 same + 3 refused"."""
    words = _tr("{rows} = {new} new + {changed} changed + {same} same + {refused} refused")
    counts = {fate.value: number_words(plan.count(fate)) for fate in Fate}
    return words.format(rows=rows_count_words(len(plan.fates)), **counts)


def row_words(one: RowFate) -> str:
    """Return what a row is about: its label and name, or only its number where it has neither."""
    row = _tr("Row {row}").format(row=number_words(one.row))
    return "  ".join(filter(None, (one.tag, one.name))) or row


def beside_row_words(one: RowFate) -> str:
    """Return what stands small below that."""
    row = _tr("Row {row}").format(row=number_words(one.row))
    if one.why:
        return DOT.join((row, one.why))
    return row


def fate_sentence(one: RowFate) -> str:
    """Return what becomes of a row, in a sentence."""
    return {
        Fate.NEW: _tr("It comes into the list as a new item."),
        Fate.CHANGED: _tr("It changes an item that is in the list."),
        Fate.SAME: _tr("It says nothing that the list doesn’t have: nothing changes."),
        Fate.REFUSED: _tr("It is not read in."),
    }[one.fate]


def column_title(column: Column, index: int) -> str:
    """Return what a column is called: its heading, or its letter."""
    return column.heading or _tr("Column {name}").format(name=column_name(index))


def why_words(column: Column) -> str:
    """Return why a column is read as it is."""
    return {
        Why.HEADING: _tr("By its heading."),
        Why.VALUES: _tr("By what stands in it."),
        Why.OWN: _tr("LibDesk has no such field, so it becomes one of your own."),
        Why.TAKEN: _tr("Another column holds that field already, so it becomes one of your own."),
        Why.EMPTY: _tr("Nothing stands in it."),
        Why.PEOPLE: _tr("It is about people, of whom an equipment list needs nothing."),
        Why.BOOKKEEPING: _tr("Another program notes this for itself."),
        Why.SECRET: _tr(
            "It holds passwords or keys. LibDesk has no place for them and reads none, so this "
            "can’t be changed. Keep them in a password manager."
        ),
        Why.NO_ROOM: _tr("There is no room for more fields of your own."),
        Why.CHOSEN: _tr("As you have chosen."),
    }[column.why]


def how_choices(target: str) -> tuple[tuple[str, str], ...]:
    """Return in which ways a field can be written, with their words; none for most fields."""
    if target in _DAYS:
        return (
            (DAY_FIRST, _tr("Day first: 12/03 is 12 March")),
            (MONTH_FIRST, _tr("Month first: 12/03 is December 3")),
        )
    if target == "price":
        return ((POINT, _tr("A point: 1,234.50")), (COMMA, _tr("A comma: 1.234,50")))
    if target in ("memory_gb", "disk_gb"):
        return ((GIGABYTES, _tr("In gigabytes")), (MEGABYTES, _tr("In megabytes")))
    return ()


_DAYS = frozenset(
    {"seen_on", "bought_on", "keep_until", "warranty_until", "replace_on", "support_until"}
    | {"battery_on", "license_until", "warranty months"}
)


def how_question(target: str) -> str:
    """Return what is asked where a field can be written in two ways."""
    if target == "price":
        return _tr("What stands before the cents")
    return _tr("How its days are written") if target in _DAYS else _tr("Numbers without a unit")


def unsure_words(target: str) -> str:
    """Return what is to be checked where two ways are possible."""
    if target in _DAYS:
        return _tr("12/03 can be a day in March or in December. Check which is meant.")
    return _tr("Gigabytes or megabytes? Check which is meant.")


def question_words(about: About, text: str) -> str:
    """Return what a list leaves open."""
    if about is About.PLACE:
        return _tr("Which branch is “{text}”?").format(text=text)
    return _tr("Which status is “{text}”?").format(text=text)
