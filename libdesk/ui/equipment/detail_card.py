"""An item's record to be read: what is known of it, and nothing of what is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.item_fields import CUSTOM, FIELDS, Group, texts_of
from libdesk.domain.records import Record
from libdesk.services.equipment import Chosen
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.signs import SignText, sign_shape
from libdesk.ui.equipment.wording import DOT, value_words
from libdesk.ui.item_field_words import field_words, group_words
from libdesk.ui.item_strings import item_status_words, short_day_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import card, hairline, label

_NAMES_WIDTH = 150
_SIGN = 12
_IN_THE_HEAD = frozenset({"tag", "name", "branch", "room", "status"})
_SAYS_NOTHING = frozenset({"", "no"})
"""Texts of a yes-or-no field that is not set; a "no" that somebody has found out is told."""


def detail_card(
    chosen: Chosen, signs: tuple[SignText, ...], overview: Overview, look: Theme
) -> QFrame:
    """Return the record as a card of plain labels; everything can be marked and copied.

    Args:
        chosen: the item.
        signs: what its dates say.
        overview: names the branches.
        look: the theme.
    """
    frame = card()
    column = QVBoxLayout(frame)
    edge = look.px(theme.LARGE)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(look.px(theme.MEDIUM))
    column.addLayout(_head(chosen.record, overview, look))
    if signs:
        column.addLayout(_signs(signs, look))
    for group, pairs in _groups(chosen, overview):
        column.addWidget(hairline())
        column.addWidget(label(group_words(group), "strong"))
        column.addLayout(_pairs(pairs, look))
    return frame


def sign_row(sign: SignText, look: Theme) -> QWidget:
    """Return one sign: its shape, its words and its day."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(theme.SMALL))
    picture = label(wraps=False)
    size = look.px(_SIGN)
    shape = sign_shape(sign.level, look.tokens)
    picture.setPixmap(shape.pixmap(size, made.devicePixelRatioF()))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    told = sign.words if sign.day is None else f"{sign.words} {short_day_words(sign.day)}"
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(told, selectable=True))
    if sign.note:
        words.addWidget(label(sign.note, "fine", selectable=True))
    row.addLayout(words, 1)
    made.setAccessibleName(" ".join(filter(None, (told, sign.note))))
    return made


def _head(record: Record, overview: Overview, look: Theme) -> QVBoxLayout:
    head = QVBoxLayout()
    head.setSpacing(look.px(theme.TINY))
    head.addWidget(label(record.tag, "fine", selectable=True))
    head.addWidget(label(record.name, "heading", selectable=True))
    place = ", ".join(filter(None, (overview.branch_name(record.branch), record.room)))
    told = DOT.join(filter(None, (item_status_words(record.status), place)))
    head.addWidget(label(told, selectable=True))
    return head


def _signs(signs: tuple[SignText, ...], look: Theme) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(look.px(theme.TINY))
    for sign in signs:
        column.addWidget(sign_row(sign, look))
    return column


def _groups(chosen: Chosen, overview: Overview) -> list[tuple[Group, list[tuple[str, str]]]]:
    texts = texts_of(chosen.record)
    found = []
    for group in Group:
        names = [name for name, one in FIELDS.items() if one.group is group]
        if group is Group.OWN:
            names = [f"{CUSTOM}{name}" for name in chosen.own_fields]
        pairs = [
            (field_words(name), value_words(name, texts[name], overview))
            for name in names
            if name not in _IN_THE_HEAD and _is_told(name, texts.get(name, ""))
        ]
        if pairs:
            found.append((group, pairs))
    return found


def _is_told(name: str, text: str) -> bool:
    is_plain_no = name in ("is_only_one", "is_accessible") and text in _SAYS_NOTHING
    return bool(text) and not is_plain_no


def _pairs(pairs: list[tuple[str, str]], look: Theme) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.px(theme.MEDIUM))
    grid.setVerticalSpacing(look.px(theme.TINY))
    grid.setColumnMinimumWidth(0, look.px(_NAMES_WIDTH))
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    top = Qt.AlignmentFlag.AlignTop
    for row, (name, value) in enumerate(pairs):
        grid.addWidget(label(name, "quiet"), row, 0, top)
        grid.addWidget(label(value, selectable=True), row, 1, top)
    return grid
