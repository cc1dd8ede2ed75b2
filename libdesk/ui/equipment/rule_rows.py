"""Rows of the two tables of rules: what each kind, and each release of a system, says in cells."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from libdesk.domain.kinds import KindRule
from libdesk.domain.support_changes import ReleaseKey, key_of
from libdesk.domain.support_dates import Release, System
from libdesk.services.item_rules import RulesRead
from libdesk.ui.item_strings import money_words, short_day_words
from libdesk.ui.lists import Column
from libdesk.ui.strings import counted

DASH = "–"

MARK_COLUMN = 2
"""Where a row tells whether it is the library's own: near enough to be seen in a narrow table."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row.

    Attributes:
        key: its place in the table, from 1.
        cells: its words.
        kind: the kind; None in the table of systems.
        system: the system; None in the table of kinds.
        release: the release.
        is_own: it is not as it is shipped.
        is_added: the library has added it.
    """

    key: int
    cells: tuple[str, ...]
    kind: KindRule | None = None
    system: System | None = None
    release: Release | None = None
    is_own: bool = False
    is_added: bool = False

    @property
    def same(self) -> object:
        """Return by what the row is known again when the table is another."""
        return self.kind.word if self.kind is not None else self.release_key

    @property
    def release_key(self) -> ReleaseKey | None:
        """Return by what its release is known again."""
        if self.system is None or self.release is None:
            return None
        return key_of(self.system, self.release)


def kind_columns() -> tuple[Column[RuleRow], ...]:
    """Return the columns of the kinds."""
    titles = (
        _tr("Kind"),
        _tr("Replace after"),
        _tr("Changed"),
        _tr("Battery after"),
        _tr("Cost"),
        _tr("Keeps data"),
    )
    return _columns(titles)


def release_columns() -> tuple[Column[RuleRow], ...]:
    """Return the columns of the systems."""
    titles = (
        _tr("System"),
        _tr("Support ends"),
        _tr("Changed"),
        _tr("Editions"),
        _tr("Note"),
    )
    return _columns(titles)


def kind_rows(read: RulesRead) -> tuple[RuleRow, ...]:
    """Return a row for each kind, in the rules' order."""
    own = read.kinds.own
    rows = []
    for key, rule in enumerate(read.kinds.kinds.rules, 1):
        is_own, is_added = rule.word in own, rule.word in own and own[rule.word] is None
        cells = (
            rule.word,
            years_words(rule.years),
            mark_words(is_own=is_own, is_added=is_added),
            years_words(rule.battery_years),
            money_words(rule.cost) if rule.cost is not None else DASH,
            _tr("Yes") if rule.holds_storage else _tr("No"),
        )
        rows.append(RuleRow(key, cells, rule, is_own=is_own, is_added=is_added))
    return tuple(rows)


def release_rows(read: RulesRead) -> tuple[RuleRow, ...]:
    """Return a row for each release; systems whose machines have days of their own have none."""
    own = read.support.own
    rows: list[RuleRow] = []
    for system in read.support.dates.systems:
        for release in system.releases:
            key = key_of(system, release)
            is_own, is_added = key in own, key in own and own[key] is None
            cells = (
                key.words,
                short_day_words(release.ends_on) if release.ends_on is not None else DASH,
                mark_words(is_own=is_own, is_added=is_added),
                ", ".join(release.editions) or _tr("All"),
                release.note,
            )
            rows.append(
                RuleRow(
                    len(rows) + 1,
                    cells,
                    system=system,
                    release=release,
                    is_own=is_own,
                    is_added=is_added,
                )
            )
    return tuple(rows)


def years_words(years: int | None) -> str:
    """Return so many years, or a dash for none."""
    if years is None:
        return DASH
    return counted(years, _tr("1 year"), _tr("{count} years"))


def mark_words(*, is_own: bool, is_added: bool) -> str:
    """Return whether the library has changed or added it; "" where it is as it is shipped."""
    if is_added:
        return _tr("Added here")
    return _tr("Changed here") if is_own else ""


def _columns(titles: tuple[str, ...]) -> tuple[Column[RuleRow], ...]:
    return tuple(Column(title, title, partial(_cell, at)) for at, title in enumerate(titles))


def _cell(at: int, row: RuleRow) -> str:
    return row.cells[at]
