"""Reading a list in, as a person does it: by names and keys, from a file to the list and back.

Of the input that must be survived: B58, B59, B60, B68, B69, B70, B71.
"""

import csv
import dataclasses
import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableView,
)

from libdesk.domain.item_headings import WHY_REFUSED
from libdesk.services.errors import Unavailable
from libdesk.ui.imports.import_dialog import FOLDER
from libdesk.ui.imports.questions_pane import MOST
from libdesk.ui.widgets.picker import Picker
from tests.domain.made_lists import item, snipe_csv

LIST, COLUMNS = "Rows of the file", "Columns of the file"
BECOMES = "This column becomes"


def write(path, *rows, encoding="utf-8", delimiter=",", newline="\n"):
    lines = (delimiter.join(row) for row in rows)
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return path


def three_bad(number, row):
    """Make three rows of a list bad."""
    if number in (10, 2_000, 4_990):
        row["Purchase Date"] = "last spring"
    return row


def lines(window, name=LIST):
    """Return what is shown of a list, as its model words it."""
    view = window.get(QTableView, name)
    model = view.model()
    found = []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        model.data(index)
        window.qtbot.waitUntil(lambda at=index: at.data() is not None)
        found.append([model.index(row, at).data() for at in range(model.columnCount())])
    return found


def choose_column(window, heading):
    """Go to a column by the arrow keys."""
    view = window.get(QTableView, COLUMNS)
    headings = [one[0] for one in lines(window, COLUMNS)]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    for _ in range(headings.index(heading)):
        QTest.keyClick(view, Qt.Key.Key_Down)


def drop(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    QGuiApplication.sendEvent(window.dialog, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none)
        QGuiApplication.sendEvent(window.dialog, event)
    return enter.isAccepted()


def test_five_thousand_rows_with_three_bad_ones_by_a_real_child(open_window, tmp_path):
    window = open_window(real=True)
    source = snipe_csv(tmp_path / "assets.csv", 5_000, three_bad)
    window.read(source, "5,000 rows = 4,997 new + 0 changed + 0 same + 3 refused")
    assert window.records() == ()
    window.press("Refused 3")
    assert [(one[0], one[3]) for one in lines(window)] == [
        ("11", "Refused"), ("2001", "Refused"), ("4991", "Refused"),
    ]  # fmt: skip
    window.wait_says("“last spring” in the column “Purchase Date”")
    window.press("Save the refused rows")
    asking = window.dialog.findChild(QFileDialog)
    fix = tmp_path / "fix.csv"
    asking.fileSelected.emit(str(fix))
    asking.reject()
    window.wait_says("Saved: fix.csv")
    with fix.open(encoding="utf-8-sig", newline="") as stream:
        saved = list(csv.reader(stream))
    assert (len(saved), saved[0][0]) == (4, WHY_REFUSED)
    window.press("Read 4,997 rows in")
    window.wait_says("Done: 4,997 new, 0 changed. Undo takes it all back.")
    assert len(window.records()) == 4_997
    assert window.changes == [1]
    window.press("Undo")
    window.wait_says("Taken back: 4,997 items as before.")
    assert window.records() == ()
    assert window.changes == [1, 1]
    window.wait_says("= 4,997 new")


def test_a_file_that_never_ends_a_cell_is_refused_by_a_real_child(open_window, tmp_path):
    window = open_window(real=True)
    source = tmp_path / "open.csv"
    source.write_text('Label,Name\nA-1,"PC 1\n' + "A-2,PC 2\n" * 50)
    window.dialog.open_file(source)
    window.wait_says("never ends")
    assert window.get(QPushButton, "Choose a file").hasFocus()
    assert not window.seen(QPushButton, "Read")


def test_letters_of_another_encoding_are_seen_and_can_be_switched(window, tmp_path):
    rows = (("Label", "Name"), ("A-1", "Bücherhallen"), ("A-2", "Lesesaal für Größere"))
    window.read(write(tmp_path / "a.csv", *rows, encoding="cp1252"), "2 rows = 2 new")
    window.press("File")
    preview = window.get(QTableView, "The first rows of the file")
    assert preview.model().index(1, 1).data() == "Bücherhallen"
    assert window.get(Picker, "Letters are written as").currentText() == "Western Europe (Windows)"
    window.pick("Letters are written as", "Western Europe (Mac)")
    window.qtbot.waitUntil(lambda: preview.model().index(1, 1).data() != "Bücherhallen")
    window.wait_rest()
    window.pick("Letters are written as", "Western Europe (ISO)")
    window.qtbot.waitUntil(lambda: preview.model().index(1, 1).data() == "Bücherhallen")
    window.wait_rest()
    window.press("Read 2 rows in")
    window.wait_says("Done:")
    assert {one.name for one in window.records()} == {"Bücherhallen", "Lesesaal für Größere"}


def test_semicolons_and_a_decimal_comma_are_found_and_another_sign_can_be_chosen(window, tmp_path):
    rows = (("Label", "Name", "Price"), ("A-1", "PC", '"1.234,50"'), ("A-2", "PC 2", '"12,95"'))
    window.read(write(tmp_path / "a.csv", *rows, delimiter=";"), "2 rows = 2 new")
    window.press("File")
    assert window.get(Picker, "Between two cells stands").currentText() == "Semicolon"
    window.press("Columns")
    choose_column(window, "Price")
    comma = window.get(QPushButton, "A comma: 1.234,50")
    assert comma.isChecked()
    window.press("File")
    window.pick("Between two cells stands", "Tab")
    window.wait_says("There is nothing to read in: every row is refused.")
    window.wait_rest()
    window.pick("Between two cells stands", "Semicolon")
    window.qtbot.waitUntil(lambda: bool(window.seen(QPushButton, "Columns 3")))
    window.wait_rest()
    window.press("Read 2 rows in")
    window.wait_says("Done:")
    assert sorted(one.price.minor for one in window.records()) == [1_295, 123_450]


def test_cut_numbers_are_told_and_kept(window, tmp_path):
    rows = (("Label", "Name", "Serial"), ("A-1", "PC", "1.23E+11"), ("A-2", "PC 2", "00123"))
    window.read(write(tmp_path / "a.csv", *rows), "2 rows = 2 new")
    window.press("File 1")
    assert window.says("a spreadsheet program has cut long numbers, such as 1.23E+11")
    window.press("Read 2 rows in")
    window.wait_says("Done:")
    assert {one.serial for one in window.records()} == {"1.23E+11", "00123"}


def test_the_same_file_again_has_nothing_to_read_in(window, tmp_path):
    source = snipe_csv(tmp_path / "assets.csv", 3)
    window.read(source)
    window.press("Read 3 rows in")
    window.wait_says("Done: 3 new")
    window.read(source, "3 rows = 0 new + 0 changed + 3 same + 0 refused")
    assert window.says("There is nothing to read in: the list has all of it already.")
    assert not window.get(QPushButton, "Read it in").isEnabled()
    window.press("New 0")
    assert window.says("No row is new: all are about items of the list.")


def test_of_twins_somebody_chooses_which_counts(window, tmp_path):
    rows = (("Label", "Name", "Serial"), ("A-1", "one", "5CG1"), ("A-2", "two", "5CG1"))
    window.read(write(tmp_path / "a.csv", *rows), "2 rows = 0 new + 0 changed + 0 same + 2 refused")
    assert not window.get(QPushButton, "Read it in").isEnabled()
    window.press("Questions 1")
    assert window.says("Rows with the same serial number, 5CG1: which counts?")
    window.press("Row 3: A-2  two")
    window.qtbot.waitUntil(lambda: bool(window.seen(QPushButton, "Read 1 row in")))
    window.wait_rest()
    assert window.get(QPushButton, "Row 3: A-2  two").isChecked()
    window.press("Each: they are different things")
    window.qtbot.waitUntil(lambda: bool(window.seen(QPushButton, "Read 2 rows in")))
    window.wait_rest()
    window.press("Read 2 rows in")
    window.wait_says("Done: 2 new")
    assert {one.name for one in window.records()} == {"one", "two"}


def test_changes_are_shown_before_and_after(window, tmp_path):
    window.equipment.add(item("A-1", "Old name", "switch", branch="CEN", room="Attic"))
    rows = (("Label", "Name", "Branch", "Price"), ("A-1", "New name", "Ferndale Road", "$5"))
    window.read(write(tmp_path / "a.csv", *rows), "1 row = 0 new + 1 changed")
    told = window.said()
    assert "Old name → New name" in told
    assert "Larkmere Central → Ferndale Road Branch" in told
    assert "not known → $5.00" in told
    assert "Attic → not known" in told


def test_a_column_becomes_another_field_and_the_next_list_knows(window, tmp_path):
    rows = (("Label", "Name", "Depth"), ("A-1", "PC", "deep"))
    source = write(tmp_path / "a.csv", *rows)
    window.read(source)
    window.press("Columns 3")
    choose_column(window, "Depth")
    assert window.says("so it becomes one of your own")
    window.pick(BECOMES, "Paid by")
    window.wait_says("As you have chosen.")
    window.wait_rest()
    assert window.get(QTableView, COLUMNS).currentIndex().row() == 2
    window.key(Qt.Key.Key_Escape)
    assert window.closed == [0]
    worked = window.importing.work_out(window.importing.orders[0], lambda: False).worked
    assert worked.plan.columns[2].target == "funder"


def test_a_column_becomes_an_own_field_of_another_name(window, tmp_path):
    rows = (("Label", "Name", "Depth"), ("A-1", "PC", "deep"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("Columns")
    choose_column(window, "Depth")
    window.pick(BECOMES, "Another own field")
    name = window.get(QLineEdit, "Name of the own field")
    assert (name.text(), name.hasFocus()) == ("Depth", True)
    name.clear()
    window.key(Qt.Key.Key_Return)
    assert name.hasFocus()
    QTest.keyClicks(name, "Shelf depth")
    window.key(Qt.Key.Key_Return)
    window.wait_says("As you have chosen.")
    window.wait_rest()
    window.press("Read 1 row in")
    window.wait_says("Done:")
    assert dict(window.records()[0].custom) == {"Shelf depth": "deep"}


def test_passwords_can_not_become_anything(window, tmp_path):
    rows = (("Label", "Name", "WiFi password"), ("A-1", "PC", "hunter2"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("Columns")
    choose_column(window, "WiFi password")
    assert window.says("It holds passwords or keys.")
    assert not window.get(Picker, BECOMES).isEnabled()
    assert not window.says("hunter2")


def test_days_that_can_be_read_in_two_ways_are_asked_for(window, tmp_path):
    rows = (("Label", "Name", "Bought"), ("A-1", "PC", "03/04/2020"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("Columns")
    choose_column(window, "Bought")
    assert window.says("12/03 can be a day in March or in December. Check which is meant.")
    window.press("Day first")
    window.wait_says("As you have chosen.")
    window.wait_rest()
    assert not window.says("Check which is meant.")
    assert window.get(QPushButton, "Day first").isChecked()
    window.press("Read 1 row in")
    window.wait_says("Done:")
    assert window.records()[0].bought_on.isoformat() == "2020-04-03"


def test_a_branch_and_a_status_are_asked_for_and_the_answer_can_be_changed(window, tmp_path):
    rows = (("Label", "Name", "Location", "Status"), ("A-1", "PC", "Main St", "Kiosk"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("Questions 2")
    window.pick("Which branch is “Main St”?", "Ferndale Road Branch")
    window.pick("Which status is “Kiosk”?", "Spare")
    window.qtbot.waitUntil(lambda: not window.seen(QPushButton, "Questions 2"))
    window.wait_rest()
    window.pick("Which branch is “Main St”?", "Larkmere Central")
    window.qtbot.waitUntil(lambda: bool(window.seen(QPushButton, "Stop")))
    window.wait_rest()
    window.press("Read 1 row in")
    window.wait_says("Done:")
    (found,) = window.records()
    assert (found.branch, found.status.value) == ("CEN", "spare")


@pytest.mark.parametrize(("more", "told"), [(1, "1 more is not shown."), (2, "2 more are not")])
def test_of_very_many_questions_the_rest_is_counted(window, tmp_path, more, told):
    places = [(f"A-{n}", "PC", f"Street {n}") for n in range(MOST + more)]
    window.read(write(tmp_path / "a.csv", ("Label", "Name", "Location"), *places))
    window.press(f"Questions {MOST + more}")
    window.wait_says(told)


def test_empty_cells_kinds_and_the_currency_count_for_the_whole_list(window, tmp_path):
    window.equipment.add(item("A-1", "Old", "switch", notes="by the door"))
    head = ("Label", "Name", "Notes", "Price")
    rows = (head, ("A-1", "Old", "", ""), ("A-2", "New", "by the window", "5"))
    window.read(write(tmp_path / "a.csv", *rows), "1 new + 0 changed + 1 same")
    window.press("Questions")
    assert window.says("The list leaves nothing open.")
    window.press("Takes it away")
    window.qtbot.waitUntil(lambda: bool(window.seen(QPushButton, "Read 2 rows in")))
    window.wait_rest()
    window.pick("What an item is where no row tells its kind", "laptop")
    currency = window.get(QLineEdit, "Currency of prices")
    currency.setFocus()
    currency.selectAll()
    QTest.keyClicks(currency, "cad")
    QTest.keyClick(currency, Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: currency.text() == "CAD", timeout=10_000)
    window.wait_rest()
    window.press("Read 2 rows in")
    window.wait_says("Done: 1 new, 1 changed")
    old, new = sorted(window.records(), key=lambda one: one.tag)
    assert old.notes == ""
    assert (new.kind, new.price.currency) == ("laptop", "CAD")


def test_no_currency_is_no_choice(window, tmp_path):
    window.read(write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC")))
    window.press("Questions")
    currency = window.get(QLineEdit, "Currency of prices")
    currency.setFocus()
    currency.selectAll()
    QTest.keyClicks(currency, "x")
    QTest.keyClick(currency, Qt.Key.Key_Return)
    assert currency.text() == "USD"


def test_a_list_without_headings_is_read_by_its_letters(window, tmp_path):
    rows = (("A-1", "10 Main", "x"), ("A-2", "11 Main", "y"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("File")
    window.pick("Headings are in", "None")
    window.qtbot.waitUntil(lambda: bool(window.seen(QPushButton, "Rows 2")))
    window.wait_rest()
    window.press("Columns 3")
    choose_column(window, "Column B")
    window.pick(BECOMES, "Name")
    window.wait_says("As you have chosen.")
    window.wait_rest()
    choose_column(window, "Column C")
    window.pick(BECOMES, "Left out")
    window.wait_says("As you have chosen.")
    window.wait_rest()
    window.press("Read 2 rows in")
    window.wait_says("Done: 2 new")
    assert {one.name for one in window.records()} == {"10 Main", "11 Main"}


@pytest.mark.parametrize("stop", ["Stop", "Escape"])
def test_stopped_in_the_middle_it_leaves_nothing_and_can_be_tried_again(window, tmp_path, stop):
    window.read(snipe_csv(tmp_path / "assets.csv", 600))
    window.importing.gate = threading.Event()
    window.press("Read 600 rows in")
    window.qtbot.waitUntil(window.importing.reached.is_set, timeout=20_000)
    window.qtbot.waitUntil(lambda: bool(window.seen(QProgressBar, "The list is being read in")))
    assert not window.get(QPushButton, "Another file").isEnabled()
    window.key(Qt.Key.Key_Escape) if stop == "Escape" else window.press("Stop")
    window.wait_says("Stopping…")
    window.importing.gate.set()
    window.wait_says("Stopped. Nothing was read in.")
    assert window.records() == ()
    assert window.closed == []
    window.importing.gate = None
    window.press("Read 600 rows in")
    window.wait_says("Done: 600 new")


def test_stopped_while_it_is_worked_out_nothing_is_shown(window, tmp_path):
    window.importing.gate = threading.Event()
    window.dialog.open_file(snipe_csv(tmp_path / "assets.csv", 3))
    window.qtbot.waitUntil(window.importing.reached.is_set)
    window.key(Qt.Key.Key_Escape)
    window.importing.gate.set()
    window.wait_says("Stopped.")
    assert window.get(QPushButton, "Choose a file")
    assert window.closed == []


def test_stopped_while_a_choice_is_worked_out_what_was_shown_counts_again(window, tmp_path):
    rows = (("Label", "Name", "Depth"), ("A-1", "PC", "deep"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("Columns")
    choose_column(window, "Depth")
    window.importing.gate = threading.Event()
    window.importing.reached.clear()
    window.pick(BECOMES, "Paid by")
    window.qtbot.waitUntil(window.importing.reached.is_set)
    window.press("Stop")
    window.importing.gate.set()
    window.wait_says("Stopped.")
    assert window.get(Picker, BECOMES).currentText().strip() == "Own field “Depth”"
    window.press("Read 1 row in")
    window.wait_says("Done:")
    assert dict(window.records()[0].custom) == {"Depth": "deep"}


def test_where_the_list_was_changed_meanwhile_it_is_worked_out_anew_and_told(window, tmp_path):
    window.read(write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC"), ("A-2", "PC 2")))
    window.importing.meanwhile = lambda: window.equipment.add(item("A-1", "Mine", "switch"))
    window.press("Read 2 rows in")
    window.wait_says("The equipment list was changed since this was worked out")
    window.wait_says("2 rows = 1 new + 1 changed")
    assert [one.name for one in window.records()] == ["Mine"]
    window.importing.meanwhile = lambda: None
    window.press("Read 2 rows in")
    window.wait_says("Done: 1 new, 1 changed")


def test_what_was_changed_since_can_not_be_taken_back(window, tmp_path):
    window.read(write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC")))
    window.press("Read 1 row in")
    window.wait_says("Done:")
    (record,) = window.records()
    window.equipment.save(dataclasses.replace(record, name="Mine"))
    window.press("Undo")
    window.wait_says("changed")
    window.wait_rest()
    assert [one.name for one in window.records()] == ["Mine"]
    assert window.get(QPushButton, "Undo").isEnabled()


def test_undo_stays_while_the_window_is_open(window, tmp_path):
    window.read(write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC")))
    window.press("Read 1 row in")
    window.wait_says("Done:")
    window.read(write(tmp_path / "b.csv", ("Label", "Name"), ("A-1", "PC"), ("B-1", "PC 2")))
    assert window.get(QPushButton, "Undo").isEnabled()
    window.press("Undo")
    window.wait_says("Taken back: 1 item as before.")
    window.wait_says("2 rows = 2 new")


def test_a_file_is_dropped_and_its_folder_is_remembered(window, tmp_path):
    source = write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC"))
    assert not drop(window, source, source)
    assert drop(window, source)
    window.wait_says("1 row = 1 new")
    assert window.memory.value(FOLDER) == str(tmp_path)
    window.wait_rest()
    window.press("Another file")
    asking = window.dialog.findChild(QFileDialog)
    assert asking.directory().absolutePath() == str(tmp_path)
    other = write(tmp_path / "b.csv", ("Label", "Name"), ("A-1", "PC"), ("A-2", "PC"))
    asking.fileSelected.emit(str(other))
    asking.reject()
    window.wait_says("2 rows = 2 new")


def test_a_disk_that_fails_is_told_beside_the_file_and_a_bug_is_no_end(window, tmp_path):
    source = write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC"))
    window.importing.bug = Unavailable("The share is away. Try it again later.")
    window.dialog.open_file(source)
    window.wait_says("The share is away.")
    window.importing.bug = KeyError("a bug")
    window.dialog.open_file(source)
    window.wait_says("That did not work, and nothing was changed.")
    assert [type(one) for one in window.troubles] == [KeyError]
    window.troubles.clear()
    window.importing.bug = None
    window.read(source)


def test_refused_rows_that_can_not_be_saved_are_told(window, tmp_path):
    rows = (("Label", "Name", "Purchase date"), ("A-1", "PC", "last spring"))
    window.read(write(tmp_path / "a.csv", *rows))
    window.press("Save the refused rows")
    asking = window.dialog.findChild(QFileDialog)
    asking.fileSelected.emit(str(tmp_path / "gone" / "fix.csv"))
    asking.reject()
    window.wait_says("was not saved: no such file or directory.")


def test_rows_are_copied_as_text(window, tmp_path):
    window.read(write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC"), ("A-2", "PC 2")))
    view = window.get(QTableView, LIST)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2\tA-1\tPC\tNew\t\n3\tA-2\tPC 2\tNew\t"


def test_enter_on_a_list_reads_nothing_in(window, tmp_path):
    window.read(write(tmp_path / "a.csv", ("Label", "Name"), ("A-1", "PC")))
    view = window.get(QTableView, LIST)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not window.seen(QPushButton, "Stop")
    window.get(QPushButton, "Read 1 row in").setFocus()
    window.key(Qt.Key.Key_Return)
    window.wait_says("Done: 1 new")


def test_every_control_has_a_name_and_room_for_a_finger(window, tmp_path):
    rows = (("Label", "Name", "Bought", "Location"), ("A-1", "PC", "3/4/2020", "Main St"))
    window.read(write(tmp_path / "a.csv", *rows))
    for pane in ("Rows", "Columns", "Questions", "File"):
        window.press(pane)
        for one in (*window.seen(QPushButton), *window.seen(QLineEdit), *window.seen(QComboBox)):
            assert one.accessibleName()
            assert one.height() >= 24
        assert all(one.textFormat() is Qt.TextFormat.PlainText for one in window.seen(QLabel))
