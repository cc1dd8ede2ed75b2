"""The How-to room: read, print, change, put back, review; and nothing typed is ever lost."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.knowledge import Checklist, Sheet, Slot, Step
from libdesk.domain.pictures import Kind, sniff
from libdesk.ui import theme
from libdesk.ui.strings import date_words
from tests.ui.knowledge.conftest import TITLE

JAM = "Clear a paper jam"
FIRST = "Change the receipt roll"
GRAY = QImage.Format.Format_Grayscale8
MARKUP = '<img src="file:///etc/passwd"> & <b>x'


def test_the_first_sheet_is_read_at_once(room):
    assert room.titles()[0] == FIRST
    assert len(room.titles()) == 13
    room.wait_says("Tear off the first turn of the new roll, where it is glued.")
    assert "Version 1" in room.words()
    assert "Never pull paper against the cutter." in room.words()
    assert "Send a report: “Receipt printer”" in room.words()


@pytest.mark.rows("S41")
def test_the_keys_go_through_the_list_and_what_is_chosen_is_read(room):
    room.list.setFocus()
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Down)
    assert JAM in room.words()
    assert "Place for a picture: Our printer, with the doors that may be opened" in room.words()
    room.key(Qt.Key.Key_Return)
    assert room.is_at(QPushButton, "Change…")


def test_ctrl_p_and_the_button_ask_for_its_paper(room):
    room.choose(JAM)
    room.ctrl(Qt.Key.Key_P)
    room.press("Print…")
    assert room.printed == ["paper-jam", "paper-jam"]
    room.press("Change…")
    room.ctrl(Qt.Key.Key_P)
    assert len(room.printed) == 2, "what is half written is not printed"


def test_a_screen_reader_hears_version_and_review_with_each_line(room):
    assert room.heard(JAM) == f"{JAM} · Review: Sun 21 Nov 2027 · Version 1"


def test_what_is_due_says_so_in_words_until_it_was_reviewed(room):
    room.now = datetime(2027, 11, 22, 15, tzinfo=UTC)
    room.page.hide()
    room.page.show()
    room.settle()
    assert room.heard(JAM) == f"{JAM} · Due for review · Version 1"
    room.choose(JAM)
    room.press("Reviewed today")
    assert room.heard(JAM) == f"{JAM} · Review: Wed 22 Nov 2028 · Version 1"
    assert "Noted: reviewed today. The next review is in a year." in room.words()
    assert not room.seen(QPushButton, "Back to the shipped text"), "no word of it was changed"


@pytest.mark.rows("S41")
def test_a_sheet_is_changed_with_the_keys_alone(room):
    room.choose(JAM)
    room.key(Qt.Key.Key_Return)
    room.key(Qt.Key.Key_Space)
    assert room.is_at(QLineEdit, TITLE)
    room.get(QLineEdit, TITLE).selectAll()
    for sign in "JAM":
        room.key(getattr(Qt.Key, f"Key_{sign}"))
    room.type("Step 1", "Look at the screen.", QPlainTextEdit)
    room.ctrl(Qt.Key.Key_S)
    assert room.titles()[2] == "jam"
    assert room.heard("jam").endswith("Version 2 · Changed here")
    assert "Look at the screen." in room.words()
    assert room.is_at(QPushButton, "Change…")
    stored = room.knowledge.get("paper-jam").how_to
    assert isinstance(stored, Sheet)
    assert stored.steps[0] == Step("Look at the screen.")


def test_steps_are_added_moved_and_removed(room):
    room.choose(JAM)
    room.press("Change…")
    before = [step.words for step in room.knowledge.get("paper-jam").how_to.steps]
    room.press("Move step 1 down")
    assert room.is_at(QPushButton, "Move step 2 down")
    room.press("Remove step 3")
    room.press("Add a step")
    assert room.is_at(QPlainTextEdit, "Step 7")
    room.type("Step 7", "Smile.", QPlainTextEdit)
    assert not room.get(QPushButton, "Move step 7 down").isEnabled()
    assert not room.get(QPushButton, "Move step 1 up").isEnabled()
    room.press("Save")
    after = room.knowledge.get("paper-jam").how_to.steps
    moved = [before[1], before[0], *before[3:], "Smile."]
    assert [step.words for step in after] == moved


def test_a_picture_moves_along_with_its_step(room):
    room.choose(JAM)
    room.press("Change…")
    room.press("Move step 3 up")
    room.press("Save")
    steps = room.knowledge.get("paper-jam").how_to.steps
    assert steps[1].picture == Slot("Our printer, with the doors that may be opened")
    assert steps[2].picture is None


def choose_file(room, path):
    """Choose a file in the dialog that is open."""
    (asking,) = [one for one in room.page.findChildren(QFileDialog) if one.isVisible()]
    asking.fileSelected.emit(str(path))
    asking.close()
    room.page.activateWindow()  # as window systems do when a dialog goes
    room.wait(room.page.isActiveWindow)


@pytest.fixture
def photo(tmp_path):
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B6B5D"))
    path = tmp_path / "box.jpg"
    assert image.save(str(path))
    return path


def test_a_picture_is_chosen_from_a_file_and_shown_on_the_sheet(room, photo):
    room.choose(JAM)
    room.press("Change…")
    room.press("Choose a picture for step 1")
    choose_file(room, photo)
    shows = "Step 1: what the picture shows"
    room.qtbot.waitUntil(lambda: bool(room.seen(QLineEdit, shows)))
    room.type(shows, "The little screen")
    room.press("Save")
    slot = room.knowledge.get("paper-jam").how_to.steps[0].picture
    assert slot.shows == "The little screen"
    assert sniff(slot.content) is Kind.PNG
    room.qtbot.waitUntil(
        lambda: any(not one.pixmap().isNull() for one in room.seen(QLabel, "The little screen"))
    )
    room.press("Change…")
    room.press("Step 1 without a picture")
    room.press("Save")
    assert room.knowledge.get("paper-jam").how_to.steps[0].picture is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7", "LibDesk takes PNG and JPEG pictures."),
        (b"", "it is empty"),
        (b"\x89PNG\r\n\x1a\n cut off", "can’t be read"),
    ],
    ids=["a PDF", "empty", "broken"],
)
def test_b28_what_is_no_picture_is_told_beside_its_step(room, tmp_path, content, told):
    path = tmp_path / "x.png"
    path.write_bytes(content)
    room.choose(JAM)
    room.press("Change…")
    room.press("Choose a picture for step 2")
    choose_file(room, path)
    room.wait_says(told)
    assert room.is_at(QPushButton, "Choose a picture for step 2")


def test_what_was_typed_and_left_is_there_again(room):
    room.choose(JAM)
    room.press("Change…")
    room.type(TITLE, "Half a title")
    room.key(Qt.Key.Key_Escape)
    assert "You began to change this." in room.words()
    room.choose(FIRST)
    assert "You began to change this." not in room.words()
    room.choose(JAM)
    room.press("Go on writing")
    assert room.get(QLineEdit, TITLE).text() == "Half a title"
    assert room.get(QPushButton, "Save").isEnabled()
    room.choose(FIRST)
    room.choose(JAM)
    room.press("Throw it away")
    assert "You began to change this." not in room.words()
    room.press("Change…")
    assert room.get(QLineEdit, TITLE).text() == JAM


def test_a_form_without_a_change_leaves_nothing_behind(room):
    room.choose(JAM)
    room.press("Change…")
    assert not room.get(QPushButton, "Save").isEnabled()
    room.press("Cancel")
    assert "You began to change this." not in room.words()
    assert room.heard(JAM).endswith("Version 1")


def test_what_is_missing_is_told_beside_its_field_and_nothing_is_lost(room):
    room.press("New sheet…")
    assert room.is_at(QLineEdit, TITLE)
    room.press("Add a step")
    room.type("Step 1", "Load the film.", QPlainTextEdit)
    room.press("Save")
    assert "it is found by its title" in room.words()
    assert room.is_at(QLineEdit, TITLE)
    room.type(TITLE, "Microfilm")
    room.press("Save")
    assert room.titles()[-1] == "Microfilm"
    assert room.list.currentItem().text() == "Microfilm"
    assert "Load the film." in room.words()


def test_a_sheet_needs_a_step(room):
    room.press("New sheet…")
    room.type(TITLE, "Empty")
    room.press("Save")
    assert "at least one step" in room.words()
    assert room.is_at(QPushButton, "Add a step")


def test_a_new_sheet_that_was_left_is_gone_on_with(room):
    room.ctrl(Qt.Key.Key_N)
    room.type(TITLE, "Microfilm")
    room.press("Cancel")
    room.press("New sheet…")
    assert room.get(QLineEdit, TITLE).text() == "Microfilm"


@pytest.mark.rows("S43")
def test_a_checklist_of_ones_own_is_made(room):
    room.press("New checklist…")
    assert "A new checklist" in room.words()
    room.type(TITLE, "Set up: self-check")
    room.press("Cancel")
    room.press("New sheet…")
    assert room.get(QLineEdit, TITLE).text() == "", "a checklist is no sheet"
    room.press("Cancel")
    room.press("New checklist…")
    assert room.get(QLineEdit, TITLE).text() == "Set up: self-check"
    room.press("Save")
    assert "at least one line to tick" in room.words()
    room.type("Kind of machine", "self-check")
    room.type("Lines of section 1, one on a line", "Check a book out", QPlainTextEdit)
    room.press("Save")
    assert room.titles()[-1] == "Set up: self-check"
    (own,) = [one for one in room.knowledge.list_sheets() if one.title == "Set up: self-check"]
    stored = room.knowledge.get(own.id).how_to
    assert isinstance(stored, Checklist)
    assert stored.role == "self-check"
    assert [one.lines for one in stored.sections] == [("Check a book out",)]


def test_ones_own_sheet_is_removed_and_brought_back(room):
    room.page.write(replace(room.knowledge.blank(), title="Microfilm", steps=(Step("Load."),)))
    room.press("Save")
    room.press("Remove this sheet")
    assert "Microfilm" not in room.titles()
    assert "“Microfilm” is removed." in room.words()
    assert "Choose a sheet to read it." in room.words()
    room.press("Undo")
    assert room.titles()[-1] == "Microfilm"
    assert room.list.currentItem().text() == "Microfilm"


def test_back_to_the_shipped_text_and_back_again(room):
    room.choose(JAM)
    room.press("Change…")
    room.type(TITLE, "Ours")
    room.press("Save")
    room.press("Back to the shipped text")
    assert room.titles()[2] == JAM
    assert room.heard(JAM).endswith("Version 3"), "newer than the page on the wall"
    assert room.is_at(QPushButton, "Undo")
    assert not room.seen(QPushButton, "Back to the shipped text")
    room.key(Qt.Key.Key_Space)
    assert room.titles()[2] == "Ours"
    assert room.heard("Ours").endswith("Version 4 · Changed here")


def change_elsewhere(room, title):
    other = room.desk("IT (desk-2)")
    chosen = other.get("paper-jam")
    other.save(replace(chosen.how_to, title=title), chosen.version)


def test_somebody_else_was_first_and_mine_is_kept(room):
    room.choose(JAM)
    room.press("Change…")
    room.type(TITLE, "Mine")
    change_elsewhere(room, "Theirs")
    room.press("Save")
    assert "by IT (desk-2)" in room.words()
    assert room.get(QLineEdit, TITLE).text() == "Mine"
    room.press("Keep mine")
    assert "Mine" in room.titles()
    assert room.heard("Mine").endswith("Version 3 · Changed here")


def test_somebody_else_was_first_and_is_looked_at(room):
    room.choose(JAM)
    room.press("Change…")
    room.type(TITLE, "Mine")
    room.type("Step 1", "My step", QPlainTextEdit)
    change_elsewhere(room, "Theirs")
    room.press("Save")
    room.press("Look at the change")
    assert room.get(QLineEdit, TITLE).text() == "Theirs"
    assert f"{TITLE}: Mine" in room.words()
    assert "Step 1: My step" in room.words()
    room.press("Keep mine")
    assert room.knowledge.get("paper-jam").how_to.title == "Mine"


def test_a_sheet_that_is_gone_meanwhile_leaves_what_was_typed(room):
    room.page.write(replace(room.knowledge.blank(), title="Microfilm", steps=(Step("Load."),)))
    room.press("Save")
    room.press("Change…")
    room.type(TITLE, "Mine")
    other = room.desk("IT (desk-2)")
    other.put_back_shipped(other.list_sheets()[-1].id)
    room.press("Save")
    room.press("Look at the change")
    assert "somebody has removed it" in room.words()
    assert room.get(QLineEdit, TITLE).text() == "Mine"


def test_putting_back_what_somebody_has_changed_is_not_done_unseen(room):
    room.choose(JAM)
    change_elsewhere(room, "Theirs")
    room.page.hide()
    room.page.show()
    room.settle()
    room.choose("Theirs")
    change_elsewhere(room, "Theirs again")
    room.press("Back to the shipped text")
    assert "changed meanwhile by IT (desk-2)" in room.words()
    room.press("Try again")
    assert "Theirs again" in room.titles()


def test_a_database_that_is_away_says_so_and_loses_nothing(room):
    room.choose(JAM)
    room.press("Change…")
    room.type(TITLE, "Mine")
    room.is_away = True
    room.press("Save")
    assert "The database is away." in room.words()
    assert room.get(QLineEdit, TITLE).text() == "Mine"
    room.press("Cancel")
    room.choose(FIRST)
    assert "The database is away." in room.words()
    room.is_away = False
    room.press("Try again")
    assert "The database is away." not in room.words()


def test_f28_markup_is_text(room):
    room.choose(JAM)
    room.press("Change…")
    room.type(TITLE, MARKUP)
    room.type("Step 1", MARKUP, QPlainTextEdit)
    room.press("Save")
    assert MARKUP in room.titles()
    shown = [one for one in room.page.findChildren(QLabel) if one.text() == MARKUP]
    assert shown
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in shown)


@pytest.mark.rows("S43", "S44")
def test_a_checklist_takes_our_own_games_and_our_own_rules(room):
    room.choose("Set up afresh: children’s computer")
    assert "How the public may use this machine" in room.words()
    assert "Back in service only when each line is ticked or excused." in room.words()
    room.press("Change…")
    lines = room.get(QPlainTextEdit, "Lines of section 3, one on a line")
    lines.setFocus()
    lines.moveCursor(lines.textCursor().MoveOperation.End)
    room.key(Qt.Key.Key_Return)
    room.key(Qt.Key.Key_C)
    name = "How the public may use this machine, one rule on a line"
    room.type(name, "Two at a time.", QPlainTextEdit)
    room.press("Save")
    stored = room.knowledge.get("re-image-children").how_to
    assert stored.sections[2].lines[-1] == "c"
    assert stored.profile == ("Two at a time.",)
    assert "Two at a time." in room.words()


@pytest.mark.rows("S44")
def test_who_agreed_to_the_rules_and_when_is_written_down(room):
    room.choose("Set up afresh: children’s computer")
    assert "Nobody has written down yet who agreed to this, and when." in room.words()
    room.press("Change…")
    room.press("Agreed today")
    room.press("Save")
    today = QDate.currentDate()
    told = date_words(date(today.year(), today.month(), today.day()))
    assert f"Agreed: {told}" in room.words()
    room.press("Change…")
    room.type("Who agreed to these rules", "the board")
    room.press("Save")
    assert f"Agreed: {told}, the board" in room.words()
    stored = room.knowledge.get("re-image-children").how_to
    assert stored.agreed_by == "the board"
    room.knowledge.save(replace(stored, agreed_on=None))
    room.choose("Set up afresh: staff computer")
    room.choose("Set up afresh: children’s computer")
    assert "Agreed: the board" in room.words()


def test_a_section_is_added_and_an_empty_one_goes(room):
    room.choose("Set up afresh: staff computer")
    room.press("Change…")
    room.press("Add a section")
    assert room.is_at(QLineEdit, "Section 6")
    room.type("Section 6", "Last")
    room.type("Lines of section 6, one on a line", "x", QPlainTextEdit)
    room.get(QPlainTextEdit, "Lines of section 1, one on a line").clear()
    room.press("Save")
    titles = [one.title for one in room.knowledge.get("re-image-staff").how_to.sections]
    assert titles[0] == "Our standard copy"
    assert titles[-1] == "Last"


def test_the_terms_are_made_when_somebody_first_wants_them(room):
    assert room.terms_made == 0
    room.press("Terms")
    assert "Terms stand here" in room.words()
    room.press("Sheets")
    assert FIRST in room.words()
    room.press("Terms")
    assert room.terms_made == 1


def test_a_draft_that_comes_before_the_list_stays_open(room):
    fresh = type(room.page)(room.page._parts, room.tasks, room.look)
    room.qtbot.addWidget(fresh)
    fresh.write(replace(room.knowledge.blank(), title="Of a fix", steps=(Step("Wipe."),)))
    fresh.show()
    room.settle()
    fields = [one for one in fresh.findChildren(QLineEdit) if one.accessibleName() == TITLE]
    assert [one.text() for one in fields if one.isVisible()] == ["Of a fix"]
    save = [one for one in fresh.findChildren(QPushButton) if one.accessibleName() == "Save"]
    assert [one.isEnabled() for one in save if one.isVisible()] == [True]


def test_what_is_typed_while_it_is_saved_stays_open(room):
    room.press("New sheet…")
    room.type(TITLE, "Microfilm")
    room.press("Add a step")
    room.type("Step 1", "Load.", QPlainTextEdit)
    gate = threading.Event()
    room.tasks.database(gate.wait, lambda _: None, owner=room.page)
    QTest.mouseClick(room.get(QPushButton, "Save"), Qt.MouseButton.LeftButton)
    room.get(QPlainTextEdit, "Step 1").setFocus()
    QTest.keyClicks(room.get(QPlainTextEdit, "Step 1"), "Now: ")
    gate.set()
    room.settle()
    assert "What you typed since then is not saved yet." in room.words()
    assert room.get(QPlainTextEdit, "Step 1").toPlainText() == "Load.Now: "
    assert room.titles()[-1] == "Microfilm"
    room.press("Save")
    assert room.titles()[-1] == "Microfilm"
    assert len(room.titles()) == 14


def test_tab_goes_through_the_steps_in_their_order(room):
    room.choose(JAM)
    room.press("Change…")
    room.press("Add a step")
    room.get(QPlainTextEdit, "Step 7").setFocus()
    seen = []
    for _ in range(6):
        room.key(Qt.Key.Key_Tab)
        seen.append(room.page.focusWidget().accessibleName())
    assert seen[:5] == [
        "Choose a picture for step 8",
        "Move step 8 up",
        "Remove step 8",
        "Step 8",
        "Add a step",
    ]


def test_with_large_text_one_thing_is_seen_at_a_time(big_room):
    room = big_room
    room.list.setFocus()
    room.key(Qt.Key.Key_Return)
    assert not room.list.isVisible()
    room.press("Back to the list")
    assert room.list.isVisible()
    for one in room.page.findChildren(QPushButton):
        if one.isVisible():
            assert one.width() >= one.minimumSizeHint().width(), one.accessibleName()


def test_a_card_has_no_line_more_than_its_title_takes(room):
    line = QFontMetrics(room.look.font(theme.TEXT_HEADING)).height()
    seen, row = [], room.titles().index("Sign up a guest for a computer")
    for width in range(290, 350):
        room.list.setFixedWidth(width)
        room.qtbot.waitUntil(lambda: room.list.width() == width)  # noqa: B023 - asked at once
        room.list.scrollToItem(room.list.item(row))
        place = room.list.visualItemRect(room.list.item(row))
        if place.height() == room.list.itemDelegate().row_height(width):
            seen.append(1)
            continue
        # As wide as rows of whole words in memory, so that no byte only fills one up.
        middle = QRect(place.left() + 20, place.top() + 13 + line + line // 4, 64, line // 2)
        shown = room.list.viewport().grab(middle).toImage().convertToFormat(GRAY)
        assert min(bytes(shown.constBits())) < 96, f"an empty line at {width}"
        seen.append(2)
    assert set(seen) == {1, 2}
    assert seen == sorted(seen, reverse=True)
