"""The rules of equipment on a real SQLite file, changed by names and keys."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.lifecycle import replace_by
from libdesk.domain.records import Record
from libdesk.services.dating import Dating
from libdesk.services.item_gates import Rules
from libdesk.services.item_rules import ItemRules
from libdesk.services.kept_rules import KINDS, SUPPORT, KeptRules
from libdesk.ui.equipment.rule_table import RuleTable
from libdesk.ui.equipment.rules_page import RulesPage, RulesParts
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = date(2026, 11, 26)
LAPTOP = Record(Tag("LV-1"), "L", "laptop", bought_on=date(2024, 5, 1))


class Room(FileBench):
    """The page, used by names."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        self.rules = self.desk("IT (desk-1)")
        with self.database.unit(write=True) as unit:
            (self.item,) = unit.items.add([(LAPTOP, self.dates(LAPTOP))])
        dating = Dating(self.database.unit, lambda: Rules(self.dates, bool), self.rules.print_of)
        dating.tend()
        parts = RulesParts(self.rules, lambda: NOW)
        self.tend = dating.tend
        self.show(RulesPage(parts, self.tasks, look), (1200, 900))

    def desk(self, who):
        return ItemRules(self.open_unit, load_lifecycle, lambda: NOW, who)

    def dates(self, record):
        return Dates(replace_by(self.rules.known(), record, TODAY).on)

    def stored_dates(self):
        with self.database.unit() as unit:
            return unit.items.dates(self.item)

    @property
    def table(self):
        (found,) = [one for one in self.page.findChildren(RuleTable) if one.isVisible()]
        return found

    def cells(self, row):
        model = self.table.model()
        return [model.index(row, column).data() for column in range(model.columnCount())]

    def names(self):
        return [self.cells(row)[0] for row in range(self.table.model().rowCount())]

    def go(self, name):
        """Go to a row by keys."""
        self.table.setFocus()
        QTest.keyClick(self.table, Qt.Key.Key_Home)
        for _ in range(self.names().index(name)):
            QTest.keyClick(self.table, Qt.Key.Key_Down)

    def save(self):
        self.ctrl(Qt.Key.Key_S)


@pytest.fixture
def room(qtbot, look, tmp_path):
    made = Room(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_what_is_shipped_stands_there_with_its_day(room):
    assert room.names()[:2] == ["public PC", "staff PC"]
    assert room.cells(0)[1:4] == ["5 years", "", "–"]
    assert "Last checked: " in room.words()
    assert "changed here" not in room.words()
    assert room.page.focusWidget() is room.table
    assert not room.get(QPushButton, "All back to the shipped text").isEnabled()


def test_the_table_is_a_model_that_keeps_its_word(room, qtmodeltester):
    qtmodeltester.check(room.table.model())


@pytest.mark.rows("S55")
def test_a_kind_is_changed_by_keys_and_the_days_of_items_follow(room, qtbot):
    room.go("laptop")
    assert room.get(QLineEdit, "Kind").text() == "laptop"
    QTest.keyClick(room.table, Qt.Key.Key_Return)
    assert room.page.focusWidget() is room.get(QLineEdit, "Replace after, in years")
    room.type("Replace after, in years", "5")
    with qtbot.waitSignal(room.page.changed):
        room.save()
    assert room.rules.rules().kinds.kind_rule("laptop").years == 5
    assert room.tend() == 1
    assert room.stored_dates() == Dates(date(2029, 5, 1))
    row = room.names().index("laptop")
    assert room.cells(row)[1:3] == ["5 years", "Changed here"]
    assert "Saved. The days of all items follow." in room.words()
    assert "Last changed here: " in room.words()


def test_one_kind_goes_back_to_what_is_shipped_and_that_is_undone(room, qtbot):
    room.rules.save_kind(replace(room.rules.rules().kinds.kind_rule("laptop"), years=5))
    room.page.read()
    room.settle()
    room.go("laptop")
    room.press("Back to the shipped text")
    assert room.rules.rules() == load_lifecycle()
    assert "“laptop” is as shipped." in room.words()
    assert room.page.focusWidget() is room.get(QPushButton, "Undo")
    QTest.keyClick(room.page.focusWidget(), Qt.Key.Key_Space)
    room.settle()
    assert room.rules.rules().kinds.kind_rule("laptop").years == 5
    assert "It is as it was before." in room.words()


def test_all_go_back_to_what_is_shipped_and_that_is_undone(room):
    room.rules.save_kind(replace(room.rules.rules().kinds.kind_rule("laptop"), years=5))
    room.page.read()
    room.settle()
    room.press("All back to the shipped text")
    assert room.rules.rules() == load_lifecycle()
    assert "All of them are as LibDesk ships them." in room.words()
    room.press("Undo")
    assert room.rules.rules().kinds.kind_rule("laptop").years == 5


def test_a_kind_is_added_and_removed(room):
    room.press("Add a kind")
    assert room.page.focusWidget() is room.get(QLineEdit, "Kind")
    room.type("Kind", "3D printer")
    room.type("Replace after, in years", "5")
    room.type("A new one costs", "1200")
    room.press("No")
    room.save()
    rule = room.rules.rules().kinds.kind_rule("3D printer")
    assert (rule.years, rule.cost.minor, rule.holds_storage) == (5, 120000, False)
    assert room.names()[-1] == "3D printer"
    assert room.table.row().cells[0] == "3D printer"
    assert room.cells(len(room.names()) - 1)[2] == "Added here"
    room.press("Remove it")
    assert "3D printer" not in room.names()
    assert room.rules.rules() == load_lifecycle()


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("Replace after, in years", "soon", "whole number of years"),
        ("A new one costs", "a lot", "Type what one costs"),
    ],
)
def test_what_is_refused_is_told_beside_its_field_and_stays(room, name, words, told):
    room.go("laptop")
    room.type(name, words)
    room.save()
    assert told in room.words()
    field = room.get(QLineEdit, name)
    assert field.text() == words
    assert told in field.accessibleDescription()
    assert room.rules.rules() == load_lifecycle()
    room.press("Cancel")
    assert room.get(QLineEdit, name).text() != words
    assert room.page.focusWidget() is room.table


def test_a_kind_that_is_there_is_not_added_twice(room):
    room.press("Add a kind")
    room.type("Kind", "notebook")
    room.save()
    assert "“notebook” is in the list already, as “laptop”." in room.words()


def test_what_somebody_types_stays_while_they_move_or_it_is_read_anew(room):
    room.go("laptop")
    room.type("Replace after, in years", "9")
    room.table.setFocus()
    QTest.keyClick(room.table, Qt.Key.Key_Down)
    assert "Save what you have typed here first, or cancel it." in room.words()
    assert room.get(QLineEdit, "Replace after, in years").text() == "9"
    assert room.table.row().cells[0] == "laptop"
    room.page.read()
    room.settle()
    assert room.get(QLineEdit, "Replace after, in years").text() == "9"


def test_nobody_leaves_what_they_were_typing_by_a_slip(room, qtbot):
    room.go("laptop")
    room.type("Replace after, in years", "9")
    room.press("Systems")
    with qtbot.assertNotEmitted(room.page.left):
        QTest.keyClick(room.table, Qt.Key.Key_Escape)
        room.press("Back to the equipment")
    assert "Save what you have typed here first, or cancel it." in room.words()
    assert room.get(QLineEdit, "Replace after, in years").text() == "9"
    room.press("Cancel")
    with qtbot.waitSignal(room.page.left):
        QTest.keyClick(room.table, Qt.Key.Key_Escape)


def test_who_is_second_looks_or_keeps_theirs(room):
    room.go("laptop")
    room.type("Replace after, in years", "9")
    other = room.desk("IT (desk-2)")
    other.save_kind(replace(other.rules().kinds.kind_rule("laptop"), years=6))
    room.save()
    assert "by IT (desk-2)" in room.words()
    room.press("Look at the change")
    assert room.get(QLineEdit, "Replace after, in years").text() == "6"
    assert "Replace after, in years: 9" in room.words()
    room.press("Keep mine")
    assert room.rules.rules().kinds.kind_rule("laptop").years == 9


def test_who_is_second_with_the_way_back_is_told_and_nothing_is_lost(room):
    other = room.desk("IT (desk-2)")
    other.save_kind(replace(other.rules().kinds.kind_rule("laptop"), years=6))
    room.page.read()
    room.settle()
    other.save_kind(replace(other.rules().kinds.kind_rule("monitor"), years=9))
    room.press("All back to the shipped text")
    assert "changed meanwhile by IT (desk-2)" in room.words()
    assert room.seen(QPushButton, "Undo") == []
    assert room.rules.rules().kinds.kind_rule("monitor").years == 9
    row = room.names().index("monitor")
    assert room.cells(row)[1] == "9 years"


@pytest.mark.rows("S55")
def test_a_release_is_changed_added_and_put_back(room):
    room.press("Systems")
    room.go("Windows 10 22H2")
    assert room.get(QLineEdit, "Release").isReadOnly()
    room.type("Support ends on", "2027-10-12")
    room.type("Note", "Paid until then.")
    room.save()
    row = room.names().index("Windows 10 22H2")
    assert room.cells(row)[2] == "Changed here"
    room.press("Add a release")
    room.type("System", "windows 11")
    room.type("Release", "27H2")
    room.type("Editions", "Home, Pro")
    room.type("Support ends on", "2029-10-09")
    room.save()
    assert room.table.row().cells[:1] == ("Windows 11 27H2",)
    release = room.rules.rules().support.systems[0].releases[0]
    assert (release.editions, release.ends_on) == (("Home", "Pro"), date(2029, 10, 9))
    room.press("Remove it")
    assert "Windows 11 27H2" not in room.names()
    room.press("Undo")
    assert room.rules.rules().support.systems[0].releases[0] == release
    room.press("All back to the shipped text")
    assert room.rules.rules() == load_lifecycle()


def test_checked_today_is_said(room):
    room.press("Systems")
    room.press("I have checked all of them today")
    assert room.rules.read().states[SUPPORT].checked_on == TODAY
    assert "All of them count as checked today." in room.words()
    assert room.seen(QPushButton, "Undo") == []


def test_damaged_changes_are_told(room):
    with room.database.unit(write=True) as unit:
        unit.own_rules.save(KeptRules(KINDS, {"wings": 1}, TODAY, 1))
    room.page.read()
    room.settle()
    assert "can’t be read" in room.words()
    room.press("All back to the shipped text")
    assert "can’t be read" not in room.words()


def test_changes_that_fit_nothing_any_more_are_told(room):
    with room.database.unit(write=True) as unit:
        document = {"changed": {"fax machine": {"years": 20}}}
        unit.own_rules.save(KeptRules(KINDS, document, TODAY, 1))
    room.page.read()
    room.settle()
    assert "fit nothing any more that LibDesk ships: fax machine." in room.words()


def test_a_database_that_is_away_is_told_and_nothing_is_lost(room):
    room.go("laptop")
    room.type("Replace after, in years", "9")
    room.is_away = True
    room.save()
    assert "The database is away." in room.words()
    assert room.get(QLineEdit, "Replace after, in years").text() == "9"
    room.press("I have checked all of them today")
    assert "The database is away." in room.words()
    room.is_away = False


def test_escape_and_the_button_lead_back(room, qtbot):
    with qtbot.waitSignal(room.page.left):
        QTest.keyClick(room.table, Qt.Key.Key_Escape)
    with qtbot.waitSignal(room.page.left):
        room.press("Back to the equipment")
