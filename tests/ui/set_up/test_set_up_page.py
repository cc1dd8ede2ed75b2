"""What set-up does when folders, databases and test reports don't do what they should."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.services.errors import Unavailable
from libdesk.services.set_up import Standing
from libdesk.services.trial import Reached
from libdesk.ui.set_up.folder_field import FolderField
from libdesk.ui.set_up.others_step import OthersStep

ELSEWHERE = "People at other computers too"
SHARE = "The shared folder"


def test_a_folder_that_never_answers_is_told_and_left_by_going_back(scene):
    """What it answers at last changes nothing: somebody has chosen another way since."""
    scene.to_the_way()
    scene.press(ELSEWHERE)
    scene.type(SHARE, "//server/hangs")
    scene.gate.clear()
    scene.press("Next")
    scene.wait_says("The folder has not answered yet.")
    scene.press("Next")  # one is under way already
    scene.press("Back")
    scene.wait_says("When IT is there")
    scene.next("Where reports come from")
    assert not scene.says("has not answered")
    scene.press("People at this computer only")
    scene.gate.set()
    scene.next("A second place for copies")
    scene.qtbot.waitUntil(lambda: bool(scene.used))
    assert scene.used == [""]


def test_a_test_report_that_is_late_is_told_with_what_to_look_at(scene):
    scene.trial.reached = Reached.HANDED_OVER
    scene.to_the_trial()
    scene.wait_says("Handed over")
    scene.wait_says("The report lies in /srv/libdesk, and the desk has not taken it")
    assert not scene.says("It works")
    scene.trial.reached = Reached.IN_INBOX
    scene.wait_says("its answer is not back in /srv/libdesk yet")
    scene.trial.reached = Reached.ANSWERED
    scene.wait_says("It works. The report CEN-000001 came in")
    assert not scene.says("not back")
    assert not scene.seen(QPushButton, "Try again")
    scene.qtbot.waitUntil(lambda: scene.get(QPushButton, "Open the desk").hasFocus())


def test_each_step_and_the_good_end_are_heard(scene, heard):
    scene.trial.reached = Reached.ANSWERED
    scene.to_the_trial()
    scene.wait_says("It works.")
    scene.qtbot.waitUntil(lambda: any(one.words.startswith("It works.") for one in heard))
    assert any(one.words == "Branches. Step 2 of 6" for one in heard)


def test_what_holds_the_test_report_up_is_told_at_once(scene):
    scene.trial.why = "The share is away. Reports stay where they are."
    scene.to_the_trial()
    scene.wait_says("The share is away.")
    scene.qtbot.waitUntil(lambda: bool(scene.seen(QPushButton, "Try again")))
    scene.trial.why, scene.trial.reached = "", Reached.ANSWERED
    scene.wait_says("It works.")


def test_a_test_report_that_could_not_be_kept_is_tried_again_by_a_press(scene):
    scene.trial.fails = Unavailable("The disk is full; nothing was lost.")
    scene.to_the_trial()
    scene.wait_says("The disk is full")
    scene.trial.fails, scene.trial.reached = None, Reached.ANSWERED
    scene.press("Try again")
    scene.wait_says("It works.")
    assert scene.trial.begun == 2


def test_a_mistake_of_the_program_is_told_and_handed_on(scene):
    scene.trial.fails = RuntimeError("a bug")
    scene.to_the_trial()
    scene.wait_says("a mistake of LibDesk’s own")
    assert [str(one) for one in scene.troubles] == ["a bug"]
    scene.troubles.clear()


def test_a_test_that_has_come_back_is_not_sent_again(scene):
    scene.trial.reached = Reached.ANSWERED
    scene.to_the_trial()
    scene.wait_says("It works.")
    scene.press("Back")
    scene.next("A test report")
    assert scene.trial.begun == 1
    scene.press("Back")
    scene.press("Back")
    scene.press(ELSEWHERE)
    scene.type(SHARE, "/srv/libdesk")
    scene.next("A second place for copies")
    scene.next("A test report")
    scene.wait_says("It works.")
    assert scene.trial.begun == 2  # by the way that is in use now


def test_a_database_that_is_away_keeps_every_word_on_the_page(scene):
    scene.type("The library’s name", "Larkmere")
    scene.away = True
    scene.press("Next")
    scene.wait_says("The database is away.")
    assert scene.get(QLineEdit, "The library’s name").text() == "Larkmere"
    scene.qtbot.waitUntil(lambda: not scene.page._keeping._rest.isActive())
    scene.away = False
    scene.next("Your branches")


def test_finish_later_keeps_the_place_and_the_words(scene):
    scene.to_the_way()
    scene.press(ELSEWHERE)
    scene.type(SHARE, "//server/lib")
    with scene.qtbot.waitSignal(scene.page.ended):
        scene.press("Finish later")
    assert scene.set_up.standing() is Standing.LATER
    draft = scene.set_up.read().draft
    assert draft == {"step": "3", "way": "share", "share": "//server/lib"}


def test_escape_goes_back_and_never_further_than_the_first_page(scene):
    scene.type("The library’s name", "Larkmere")
    scene.next("Your branches")
    for _ in range(3):
        QTest.keyClick(scene.page, Qt.Key.Key_Escape)
    scene.wait_says("Step 1 of 6")
    assert scene.get(QLineEdit, "The library’s name").text() == "Larkmere"


def test_the_list_of_steps_leads_back_and_not_forward(scene):
    scene.page.resize(1300, 800)
    scene.to_the_way()
    assert not scene.get(QPushButton, "Test report, to come").isEnabled()
    scene.press("Branches, done")
    scene.wait_says("Your branches")
    scene.page.resize(700, 700)
    scene.qtbot.waitUntil(lambda: not scene.seen(QPushButton, "Your library, done"))


def test_a_site_file_that_cannot_be_written_is_told_and_the_desk_opens_all_the_same(scene):
    scene.trial.reached = Reached.ANSWERED
    scene.to_the_way()
    scene.press(ELSEWHERE)
    scene.type(SHARE, "/srv/libdesk")
    scene.next("A second place for copies")
    scene.next("A test report")
    scene.wait_says("It works.")
    scene.next("Make the other computers ready")
    scene.wait_says("/srv/libdesk takes no file.")
    assert not scene.get(QPushButton, "Copy the command").isEnabled()
    (step,) = scene.page.findChildren(OthersStep)
    step.put_into("/media/stick")
    scene.wait_says("/media/stick takes no file.")
    with scene.qtbot.waitSignal(scene.page.ended):
        scene.press("Open the desk")
    assert scene.set_up.standing() is Standing.DONE


def test_a_folder_that_was_chosen_with_the_button_stands_in_the_field(scene):
    scene.to_the_way()
    scene.press(ELSEWHERE)
    field = next(one for one in scene.page.findChildren(FolderField) if one.isVisible())
    scene.press("Choose: The shared folder")
    dialog = next(one for one in field.children() if one.inherits("QFileDialog"))
    dialog.fileSelected.emit("/srv/libdesk")
    dialog.reject()
    assert scene.get(QLineEdit, SHARE).text() == "/srv/libdesk"
    assert scene.get(QLineEdit, SHARE).hasFocus()


@pytest.mark.parametrize("drafts", ['{"step": "99"}', '{"branches": "[1, [2]]"}', '{"way": "?"}'])
def test_a_draft_that_makes_no_sense_harms_nothing(scene, drafts, qtbot):
    with scene.database(write=True) as unit:
        unit.desk.set_word("set_up_draft", drafts)
    page = type(scene.page)(scene.parts, scene.tasks, scene.look)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._is_read)
    page.hide()
