"""Records of every sort, for properties that hold for all of them."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import CUSTOM, FIELDS, LARGEST_GB, FieldType, with_texts
from libdesk.domain.money import LARGEST, WITHOUT_CENTS, Money
from libdesk.domain.records import Record
from libdesk.domain.text import clean_line

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
PLAIN = Record(Tag("LV-1"), "PC-01", "public PC")
LINES = ANYTHING.map(clean_line)
CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "ZZZ", *sorted(WITHOUT_CENTS)])
MONEY = st.builds(Money, st.integers(-LARGEST, LARGEST), CURRENCIES)

_VALUES = {
    FieldType.LINE: LINES,
    FieldType.TEXT: ANYTHING,
    FieldType.WHOLE: st.none() | st.integers(0, LARGEST_GB),
    FieldType.DAY: st.none() | st.dates(date.min, date.max),
    FieldType.MONEY: st.none() | MONEY,
    FieldType.YES_NO: st.booleans(),
    FieldType.YES_NO_UNKNOWN: st.none() | st.booleans(),
}


def _values(field):
    return st.sampled_from(list(field.choices)) if field.choices else _VALUES[field.holds]


_FIELDS = st.fixed_dictionaries({}, optional={n: _values(one) for n, one in FIELDS.items()})
_CUSTOM = st.dictionaries(LINES.filter(bool), ANYTHING, max_size=3)


def _record(fields, custom):
    # Free texts are cleaned as they are when a record is stored; all else is as it came.
    notes = {"notes": fields.pop("notes", "")}
    own = {f"{CUSTOM}{name}": text for name, text in custom.items()}
    return with_texts(replace(PLAIN, **fields), {**notes, **own})


RECORDS = st.builds(_record, _FIELDS, _CUSTOM)
"""Any record as it can be stored, but for its id and version."""
