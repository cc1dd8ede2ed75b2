"""What a list's columns become, and what a row changes, in words."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_fields import CUSTOM, FIELDS, Group
from libdesk.domain.item_headings import Special
from libdesk.domain.places import Branch
from libdesk.ui.item_field_words import field_words, group_words, text_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("imports", words)


def target_words(target: str) -> str:
    """Return what a column becomes."""
    if target.startswith(CUSTOM):
        return _tr("Own field “{name}”").format(name=target.removeprefix(CUSTOM))
    return _specials().get(target) or field_words(target)


def _specials() -> Mapping[str, str]:
    return {
        Special.LEFT_OUT: _tr("Left out"),
        Special.PLACE: _tr("Branch and room in one"),
        Special.WHOLE_SYSTEM: _tr("System, edition and version in one"),
        Special.WARRANTY_MONTHS: _tr("Months of warranty"),
        Special.CURRENCY: _tr("Currency of the price"),
    }


def grouped_targets() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a column can become but own fields, by headings in words."""
    beside = {
        Group.WHERE: (Special.PLACE,),
        Group.INSIDE: (Special.WHOLE_SYSTEM,),
        Group.MONEY: (Special.CURRENCY,),
        Group.DATES: (Special.WARRANTY_MONTHS,),
    }
    return tuple(
        (
            group_words(group),
            (
                *map(str, beside.get(group, ())),
                *(name for name, field in FIELDS.items() if field.group is group),
            ),
        )
        for group in Group
        if group is not Group.OWN
    )


def value_words(name: str, text: str, branches: Sequence[Branch]) -> str:
    """Return a field's text as people read it; "" for not known."""
    if name == "branch":
        return next((one.name for one in branches if one.code == text), text)
    return text_words(name, text)
