"""Value bands on the page: put in, mended where they can't be, put back, never lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.disposal_files import load_values
from libdesk.domain.value_bands import BANDS_LIMIT
from libdesk.services.kept_rules import VALUES, KeptRules
from libdesk.services.value_bands import ValueBands, texts_of_values
from libdesk.ui.disposal.bands_panel import BandsDraft, BandsPanel, BandsParts
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
BELOW, WAY, WHO = "Worth less than", "What is usually done", "Who decides"
DAMAGED = "What your library had put in can’t be read"


class Desk(FileBench):
    """The page, and another desk on the same database."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        self.bands, self.other = (
            ValueBands(self.open_unit, load_values, lambda: NOW, who) for who in ("Sam", "Robin")
        )
        self.drafts: list[BandsDraft] = []
        self.left: list[bool] = []

    def open(self, size=(1200, 900)):
        parts = BandsParts(self.bands, lambda: NOW, self.drafts)
        panel = BandsPanel(parts, self.tasks, self.look)
        panel.left.connect(lambda: self.left.append(True))
        self.show(panel, size)
        return self

    def row(self, number, part, words):
        self.type(f"Row {number}. {part}", words)

    def column(self, part):
        return [
            one.text() for one in self.seen(QLineEdit) if one.accessibleName().endswith(f". {part}")
        ]

    def save(self):
        self.press("Save")

    def stored(self):
        return self.bands.read()


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_the_shipped_ones_are_there_to_be_changed(desk):
    desk.open()
    assert desk.column(BELOW) == ["75", "250", "1000", ""]
    assert desk.column(WHO) == ["the director", "the director", "the board", "the board"]
    assert desk.says("LibDesk’s own default, as of")
    assert not desk.seen(QPushButton, "Back to the shipped ones")
    desk.wait(lambda: desk.at() == f"Row 1. {BELOW}")


def test_the_boards_own_are_put_in_with_the_keys(desk):
    desk.open()
    desk.row(1, BELOW, "$100")
    for number in (3, 2):
        desk.press(f"Remove row {number}")
    assert desk.at() == "Remove row 2"
    desk.press("Add a row")
    assert desk.at() == f"Row 3. {BELOW}"
    desk.row(3, BELOW, "2,500")
    desk.row(3, WAY, "public sale")
    desk.row(3, WHO, "the town council")
    desk.type("Worth nothing after, in years", "5")
    desk.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.wait_says("Saved. The next proposal goes by it.")
    assert desk.column(BELOW) == ["100", "2500", ""], "in the order of what things are worth"
    assert desk.column(WHO) == ["the director", "the town council", "the board"]
    assert desk.says("Your library’s own, last changed")
    values = desk.stored().values
    assert [one.below for one in values.bands] == [10_000, 250_000, None]
    assert (values.worthless_after, values.source) == (5, "")


@pytest.mark.parametrize(
    ("number", "part", "words", "told"),
    [
        (1, BELOW, "a little", "an amount such as 250"),
        (2, BELOW, "75", "Two rows have this amount"),
        (1, BELOW, "", "Two rows are for all that is worth more"),
        (1, WAY, "", "Say what is usually done"),
        (3, WHO, "", "Say who decides it"),
    ],
)
def test_what_can_not_be_is_told_at_its_field_and_stays(desk, number, part, words, told):
    desk.open()
    desk.row(number, part, words)
    desk.save()
    desk.wait_says(told)
    assert desk.at().endswith(part)
    assert told in desk.focus.accessibleDescription()
    assert desk.column(part)[number - 1] == words
    assert not desk.stored().is_own
    whole = {BELOW: "99", WAY: "bids", WHO: "all of us"}[part]
    desk.type(desk.at(), whole)
    desk.save()
    desk.wait_says("Saved.")
    assert desk.stored().is_own


def test_without_a_row_for_all_above_it_says_what_is_missing(desk):
    desk.open()
    desk.row(4, BELOW, "5000")
    desk.save()
    desk.wait_says("One row has to be for all that is worth more")


def test_there_are_no_more_rows_than_can_be(desk):
    desk.open()
    for _ in range(BANDS_LIMIT - 4):
        desk.press("Add a row")
    assert len(desk.column(BELOW)) == BANDS_LIMIT
    assert not desk.get(QPushButton, "Add a row").isEnabled()
    for number in range(BANDS_LIMIT, 0, -1):
        desk.press(f"Remove row {number}")
    assert desk.at() == "Add a row"
    desk.save()
    desk.wait_says("One row has to be for all that is worth more")


def test_the_shipped_ones_come_back_and_that_is_undone(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.press("Back to the shipped ones")
    desk.wait_says("The shipped ones count.")
    assert not desk.stored().is_own
    assert not desk.seen(QPushButton, "Back to the shipped ones")
    desk.press("Undo")
    desk.wait_says("Your library’s own")
    assert desk.stored().values.worthless_after == 9
    assert not desk.says("The shipped ones count.")


def test_what_was_typed_before_the_shipped_ones_came_back_comes_back_too(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.row(1, WHO, "the mayor")
    desk.press("Back to the shipped ones")
    assert desk.column(WHO)[0] == "the director"
    desk.press("Undo")
    desk.wait_says("here again")
    assert desk.column(WHO)[0] == "the mayor"
    desk.save()
    desk.wait_says("Saved.")
    assert desk.stored().values.bands[0].decides == "the mayor"
    assert desk.stored().values.worthless_after == 9


def test_undo_stays_on_offer_while_the_database_is_away(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.press("Back to the shipped ones")
    desk.is_away = True
    desk.press("Undo")
    desk.wait_says("The database is away.")
    desk.is_away = False
    desk.press("Undo")
    desk.wait(lambda: not desk.says("The database is away."))
    assert desk.stored().values.worthless_after == 9
    assert not desk.seen(QPushButton, "Undo")


def test_what_is_pressed_twice_is_done_once(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    for name in ("Back to the shipped ones", "Undo"):
        button = desk.get(QPushButton, name)
        for _ in range(2):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        desk.settle()
        assert not desk.says("changed meanwhile")
    assert desk.stored().values.worthless_after == 9


def test_undo_leaves_what_was_typed_since(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.press("Back to the shipped ones")
    desk.row(1, WHO, "the mayor")
    desk.press("Undo")
    assert desk.stored().values.worthless_after == 9
    assert desk.column(WHO)[0] == "the mayor"
    desk.save()
    desk.wait_says("Saved.")
    assert desk.stored().values.bands[0].decides == "the mayor"


def test_undo_goes_once_something_else_is_saved(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.press("Back to the shipped ones")
    desk.row(1, WHO, "the mayor")
    desk.save()
    desk.wait_says("Saved.")
    assert not desk.seen(QPushButton, "Undo")
    assert desk.stored().values.bands[0].decides == "the mayor"


def test_undo_never_writes_over_what_another_desk_has_saved_since(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.press("Back to the shipped ones")
    desk.other.save(replace(texts_of_values(load_values()), years="3"))
    desk.page.read()
    desk.settle()
    desk.press("Undo")
    desk.wait_says("This was changed meanwhile by Robin")
    assert desk.stored().values.worthless_after == 3


def test_what_was_typed_and_not_saved_is_there_the_next_time(desk):
    desk.open()
    desk.row(2, WHO, "the mayor")
    desk.page.hide()
    desk.open()
    desk.wait_says("What you had typed is here again")
    assert desk.column(WHO)[1] == "the mayor"
    desk.save()
    desk.wait_says("Saved.")
    desk.page.hide()
    desk.open()
    assert not desk.says("here again")
    assert desk.column(WHO)[1] == "the mayor"


def test_a_page_that_was_gone_before_it_had_read_keeps_the_draft(desk):
    desk.drafts.append(BandsDraft(replace(texts_of_values(load_values()), years="8"), 0))
    desk.is_away = True
    desk.open()
    desk.wait_says("The database is away.")
    desk.page.hide()
    desk.is_away = False
    desk.open()
    desk.wait_says("here again")
    assert desk.get(QLineEdit, "Worth nothing after, in years").text() == "8"


def test_what_was_typed_is_left_where_it_was_a_slip(desk):
    desk.open()
    assert not desk.seen(QPushButton, "Leave it as it was")
    desk.press("Remove row 2")
    desk.row(1, BELOW, "a little")
    desk.save()
    desk.wait_says("an amount such as 250")
    desk.press("Leave it as it was")
    assert desk.column(BELOW) == ["75", "250", "1000", ""]
    assert not desk.says("an amount such as 250")
    assert not desk.seen(QPushButton, "Leave it as it was")
    assert desk.at() == f"Row 1. {BELOW}"
    desk.page.hide()
    assert not desk.drafts
    assert not desk.stored().is_own


def test_what_was_typed_is_left_also_where_it_came_from_a_draft(desk):
    desk.drafts.append(BandsDraft(replace(texts_of_values(load_values()), years="8"), 0))
    desk.open()
    desk.press("Leave it as it was")
    assert desk.get(QLineEdit, "Worth nothing after, in years").text() == "6"
    assert not desk.says("here again")


def test_a_page_that_was_only_out_of_sight_shows_what_was_typed_once(desk):
    desk.open()
    desk.row(1, WHO, "the mayor")
    desk.page.hide()
    desk.page.show()
    desk.settle()
    desk.row(1, WHO, "the council")
    desk.save()
    desk.wait_says("Saved.")
    assert desk.column(WHO)[0] == "the council"
    assert not desk.says("here again")


def test_a_page_that_was_left_while_it_saved_does_not_say_that_it_did_not(desk):
    desk.open()
    desk.row(1, WHO, "the mayor")
    QTest.mouseClick(desk.get(QPushButton, "Save"), Qt.MouseButton.LeftButton)
    desk.page.hide()
    assert desk.drafts
    desk.open()
    assert desk.stored().is_own
    assert desk.column(WHO)[0] == "the mayor"
    assert not desk.says("here again")


def test_a_page_that_was_left_without_a_row_is_there_again(desk):
    desk.open()
    for number in range(4, 0, -1):
        desk.press(f"Remove row {number}")
    desk.page.hide()
    desk.open()
    desk.wait_says("here again")
    assert desk.column(BELOW) == []
    assert desk.at() == "Add a row"


def test_after_a_look_at_the_change_each_row_that_was_typed_is_named(desk):
    desk.open()
    desk.press("Add a row")
    for part, words in ((BELOW, "7777"), (WAY, "bids"), (WHO, "the mayor")):
        desk.row(5, part, words)
    desk.other.save(replace(texts_of_values(load_values()), years="3"))
    desk.save()
    desk.wait_says("Robin")
    desk.press("Look at the change")
    desk.wait_says("You had typed")
    assert desk.says(f"Row 5. {WHO}: the mayor")


def test_when_another_desk_was_first_both_are_there_to_choose_from(desk):
    desk.open()
    desk.other.save(replace(texts_of_values(load_values()), years="3"))
    desk.row(1, WHO, "the mayor")
    desk.save()
    desk.wait_says("Robin")
    assert desk.stored().values.worthless_after == 3
    desk.press("Keep mine")
    desk.wait_says("Saved.")
    assert desk.stored().values.bands[0].decides == "the mayor"


def test_what_another_desk_changed_is_not_put_back_unseen(desk):
    desk.bands.save(replace(texts_of_values(load_values()), years="9"))
    desk.open()
    desk.other.save(replace(texts_of_values(load_values()), years="3"))
    desk.press("Back to the shipped ones")
    desk.wait_says("This was changed meanwhile by Robin")
    assert desk.get(QLineEdit, "Worth nothing after, in years").text() == "3"
    desk.press("Back to the shipped ones")
    desk.wait_says("The shipped ones count.")


def test_damaged_ones_are_told_and_anything_saved_takes_their_place(desk):
    with desk.open_unit(write=True) as unit:
        unit.own_rules.save(KeptRules(VALUES, {"wings": 1}, NOW.date(), 1))
    desk.open()
    desk.wait_says(DAMAGED)
    assert desk.column(BELOW) == ["75", "250", "1000", ""]
    desk.row(1, WHO, "the mayor")
    desk.save()
    desk.wait(lambda: not desk.says(DAMAGED))
    assert desk.stored().is_own


def test_damaged_ones_come_back_as_they_were(desk):
    with desk.open_unit(write=True) as unit:
        unit.own_rules.save(KeptRules(VALUES, {"wings": 1}, NOW.date(), 1))
    desk.open()
    desk.press("Back to the shipped ones")
    assert not desk.says(DAMAGED)
    desk.press("Undo")
    desk.wait_says(DAMAGED)
    assert desk.stored().document == {"wings": 1}


def test_in_a_narrow_window_with_large_text_all_can_be_reached(large_text, desk):
    desk.open((700, 700))
    for number in range(1, 5):
        for part in (BELOW, WAY, WHO):
            field = desk.get(QLineEdit, f"Row {number}. {part}")
            assert field.width() >= 150
    bar = desk.page._area.horizontalScrollBar()
    assert bar.maximum() == 0


def test_it_leads_back(desk):
    desk.open()
    desk.press("Back to what leaves")
    assert desk.left == [True]


def test_words_are_words(desk):
    desk.open()
    desk.row(1, WAY, "<b>give & take</b>")
    desk.save()
    desk.wait_says("Saved.")
    assert desk.column(WAY)[0] == "<b>give & take</b>"
    QTest.keyClick(desk.page, Qt.Key.Key_U)
    assert desk.stored().values.bands[0].way == "<b>give & take</b>"
