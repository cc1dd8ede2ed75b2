"""A computer is registered from the form: kept, sent, remembered; and its label fills itself in."""

import errno

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.delivery.registered import RegisteredFile
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.places import Branch
from libdesk.domain.problems import Fact, Progress, State
from libdesk.domain.registrations import REGISTER, said_by
from libdesk.services.self_registering import Remembered
from tests.delivery.faulty import nothing, only
from tests.ui.problems.conftest import BRANCHES, ITEMS

LABEL = "Scan the label on it, or type its number"
NAME = "What do people call it?"
ROOM = "Where does it stand?"
REGISTER_IT = "Register this computer"
OWN = Item(Tag("LV-1017"), "PC-04", "public PC", "FER", "5CG0001", "FER-PC-04")


def open_page(form):
    form.press("Not this computer?", REGISTER_IT)
    form.wait_for("Serial number")


def registered(form):
    form.press("Register")
    form.wait_for("Kept. Thank you.")
    return form.desk_sees()


def test_what_is_said_and_what_is_read_is_kept_and_nothing_else(form):
    open_page(form)
    for fact in ("5CG0001", "HP ProBook 450", "FER-PC-04"):
        assert form.shows(fact)
    form.type("LV-1017", LABEL)
    form.type("PC-04", NAME)
    form.type("Hall", ROOM)
    report = registered(form)
    assert (report.category, report.title) == (REGISTER, "Register this computer: PC-04")
    assert said_by(report) == {
        "tag": "LV-1017",
        "name": "PC-04",
        "kind": "laptop",
        "room": "Hall",
        "branch": "FER",
        "computer_name": "FER-PC-04",
        "serial": "5CG0001",
        "model": "HP ProBook 450",
        "memory_gb": "16",
    }
    assert form.shows(report.number)
    assert form.focused() is form.get("Back")


def test_three_keys_are_enough_where_everything_is_read(form):
    open_page(form)
    assert form.focused() is form.get(LABEL, QLineEdit)
    assert registered(form).item == ""


def test_a_scanner_types_the_label_and_enter_sends_nothing(form):
    open_page(form)
    form.type("LV-1017", LABEL)
    form.key(Qt.Key.Key_Return)
    assert form.focused() is form.get(NAME, QLineEdit)
    assert form.kept() == ()


def test_b10_a_double_click_keeps_one(form):
    open_page(form)
    button = form.get("Register")
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    form.wait_for("Kept. Thank you.")
    assert len(form.kept()) == 1


def test_a_patrons_card_is_no_label(form):
    open_page(form)
    form.type("21234000123456", LABEL)
    form.key(Qt.Key.Key_Return)
    assert form.shows("This looks like somebody’s card")
    assert form.get(LABEL, QLineEdit).text() == ""
    form.type("21234000123456", LABEL)
    form.press("Register")
    form.wait_for("Please scan the label on the computer.")
    assert form.focused() is form.get(LABEL, QLineEdit)
    assert form.kept() == ()
    assert form.get("Register").isEnabled()
    form.key(Qt.Key.Key_Backspace)
    assert not form.shows("This looks like somebody’s card number")


def test_what_is_left_out_is_not_sent_and_kind_and_branch_can_be_chosen(make_form, desk):
    desk.publish(branches=(*BRANCHES, Branch("CEN", "Central")))
    form = make_form().open()
    form.wait_for("Ferndale Road")
    open_page(form)
    form.press("For staff", "Central", "Change what is sent", "Serial number: 5CG0001")
    said = said_by(registered(form))
    assert (said["kind"], said["branch"]) == ("staff PC", "CEN")
    assert "serial" not in said


def test_a_computer_that_tells_nothing_must_be_named(make_form):
    form = make_form(own_facts=lambda: ()).open()
    form.press("Not this computer?", REGISTER_IT)
    form.press("Register")
    form.wait_for("Say what people call this computer")
    assert form.focused() is form.get(NAME, QLineEdit)
    form.type("The one by the door", NAME)
    assert registered(form).answers["name"] == "The one by the door"


def test_b11_a_full_disk_says_so_and_keeps_the_words(form):
    open_page(form)
    form.type("PC-04", NAME)
    form.disk.plan = only("write", errno.ENOSPC)
    form.press("Register")
    form.wait_for("The disk is full")
    assert form.get("Register").isEnabled()
    assert form.get(NAME, QLineEdit).text() == "PC-04"
    form.disk.plan = nothing
    assert registered(form).answers["name"] == "PC-04"
    assert len(form.kept()) == 1


def test_back_and_escape_lead_where_it_was_opened_from(form):
    open_page(form)
    form.type("LV-1", LABEL)
    form.key(Qt.Key.Key_Escape)
    assert form.shows("What’s wrong?")
    open_page(form)
    assert form.get(LABEL, QLineEdit).text() == "", "whoever comes next starts from nothing"
    form.press("Back")
    form.press("My computer")
    form.press("Not this computer?", REGISTER_IT)
    form.wait_for("5CG0001")
    form.press("Back")
    assert form.all(QPushButton, "Send")


def test_the_desk_answers_and_its_words_stand_with_the_reports(form, desk):
    open_page(form)
    registered(form)
    form.press("Back")
    form.qtbot.waitUntil(lambda: form.kept()[0].progress is not Progress.KEPT)
    (arrival,) = desk.collect()
    desk.reply(arrival, 1, text="Registered as LV-1017.", state=State.FIXED)
    form.press("This branch’s reports")
    form.wait_for("Registered as LV-1017.")
    assert form.shows("Registered")
    assert not form.all(QPushButton, "Still hurting us")
    assert form.all(QPushButton, "Reply or add something")


def test_a_computer_that_is_in_the_list_says_its_own_label_in_its_reports(make_form, desk):
    desk.publish(items=(*ITEMS, OWN))
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("My computer")
    form.wait_for("This computer: FER-PC-04 (LV-1017)")
    form.press("Send")
    form.wait_kept()
    assert form.desk_sees().item == "LV-1017"
    form.press("Report another", "Not this computer?")
    assert form.shows("Registered: LV-1017")


def test_another_thing_is_not_this_computer_and_a_draft_stays_about_it(make_form, desk):
    desk.publish(items=(*ITEMS, OWN))
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "the printer by the door", "Send")
    form.wait_kept()
    assert form.desk_sees().item == "LV-1078"
    form.press("Report another", "My computer")
    form.wait_for("This computer: FER-PC-04 (LV-1017)")
    form.press("Back", "I’m not sure: just tell us", "Send")
    form.wait_kept()
    assert form.desk_sees().item == "LV-1017"


def test_it_is_remembered_until_the_list_comes_back_with_it(form, desk):
    open_page(form)
    form.type("LV-1017", LABEL)
    registered(form)
    form.press("Back")
    form.press("Not this computer?")
    assert form.shows("Registered; IT decides")
    form.press("Back")
    # The desk has accepted it, and knows it by its label alone.
    desk.publish(items=(Item(Tag("LV-1017"), "PC-04", "public PC", "FER"),))
    form.wait_for("Ferndale Road")
    form.press("Not this computer?")
    assert form.shows("Registered: LV-1017")


def test_what_was_sent_yesterday_is_remembered_today(make_form):
    first = make_form()
    path = first.outbox._folder / "registered.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    RegisteredFile(path).note(Remembered(first.parts.new_id(), "FER-PC-04", ""))
    first.open()
    first.qtbot.waitUntil(lambda: first.talk._known.own.is_registered(first.talk._known.told))
    first.press("Not this computer?")
    assert first.shows("Registered; IT decides")


def test_where_the_public_sits_no_persons_name_is_sent(make_form):
    told = (Fact("computer", "FER-PC-04"), Fact("user", "x"))
    form = make_form(public=True, own_facts=lambda: told).open()
    form.press("Not this computer?", REGISTER_IT)
    form.wait_for("FER-PC-04")
    report = registered(form)
    assert [fact.key for fact in report.facts] == ["computer"]
    assert report.answers["kind"] == "public PC"


def test_whoever_opens_the_window_next_finds_nothing_of_it(form):
    open_page(form)
    registered(form)
    form.window.close()
    form.window.show()
    form.talk.registering.open()
    assert form.get(LABEL, QLineEdit).text() == ""
