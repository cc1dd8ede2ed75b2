"""Where one was is where one comes back to; a tile begins at its top."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from libdesk.ui.problems.pictures.picture_flow import PictureFlow
from libdesk.ui.problems.pictures.picture_sources import Source
from tests.ui.problems.conftest import ITEMS, REPORTS, a_screen

SMALL = (860, 420)
PRINTER = "Printer or copier"


def bar(form):
    (area,) = form.all(QScrollArea)
    return area.verticalScrollBar()


def scroll_down(form):
    form.qtbot.waitUntil(lambda: bar(form).maximum() > 100)
    bar(form).setValue(bar(form).maximum() - 20)
    return bar(form).value()


def opened(make_form, desk):
    desk.publish(items=ITEMS)
    form = make_form().open(*SMALL)
    form.wait_for("Ferndale Road")
    return form


def is_in_sight(widget):
    return widget.visibleRegion().contains(widget.rect().center())


def test_a_tile_begins_at_its_top_with_what_was_said_on_another(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER, "Is more at stake? A deadline?", "By noon tomorrow")
    scroll_down(form)
    form.press("Back", "Telephone")
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert bar(form).value() == 0
    assert form.focused().accessibleName() == "No dial tone"


def test_a_tile_that_is_opened_again_begins_at_its_top(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER, "Paper jam")
    scroll_down(form)
    form.press("Back", PRINTER)
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert bar(form).value() == 0
    assert is_in_sight(form.focused())


def test_the_first_page_stays_where_it_was(make_form, desk):
    form = opened(make_form, desk)
    place = scroll_down(form)
    form.get("Something looks wrong or unsafe").setFocus()
    form.press("Something looks wrong or unsafe", "Back")
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert bar(form).value() == place


def test_back_from_the_list_of_things_comes_back_to_the_question(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER)
    form.wait_for("Another one…")
    form.get("Another one…").setFocus()
    form.qtbot.waitUntil(lambda: bar(form).maximum() > 100)
    bar(form).setValue(100)
    form.press("Another one…", "Back")
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert bar(form).value() == 100
    assert form.focused().accessibleName() == "Another one…"


def test_a_thing_that_was_named_is_shown_where_it_was_asked_for(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER)
    form.wait_for("Another one…")
    form.get("Another one…").setFocus()
    bar(form).setValue(100)
    form.press("Another one…", "the big printer (LV-1079)")
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert bar(form).value() == 100


def test_back_from_a_picture_comes_back_to_the_pictures(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER)
    form.wait_for("Choose a picture file…")
    place = scroll_down(form)
    form.get("Choose a picture file…").setFocus()
    for leave in ("Leave it out", "Use this picture"):
        (flow,) = [one for one in form.window.findChildren(PictureFlow) if one.parent().isVisible()]
        flow.offer((Source(name="screen.png", image=a_screen(None)),))
        form.wait_for("Use this picture")
        form.press(leave)
        form.wait_for("Choose a picture file…")
        form.qtbot.wait(50)  # it scrolls when the loop comes round
        assert abs(bar(form).value() - place) <= 1
        assert form.focused().accessibleName() == "Choose a picture file…"


def test_a_picture_that_was_brought_back_leaves_the_focus_with_the_pictures(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER)
    form.wait_for("Choose a picture file…")
    form.get("Choose a picture file…").setFocus()
    (flow,) = [one for one in form.window.findChildren(PictureFlow) if one.parent().isVisible()]
    flow.offer((Source(name="screen.png", image=a_screen(None)),))
    form.wait_for("Use this picture")
    form.key(Qt.Key.Key_Return, Qt.Key.Key_Space)
    form.wait_for("1 part is blacked out.")
    form.press("Leave it out")
    form.wait_for("Picture not used.")
    form.get("Bring it back").setFocus()
    form.press("Bring it back")
    form.wait_for("1 part is blacked out.")
    form.press("Use this picture")
    form.wait_for("Choose a picture file…")
    assert form.focused().accessibleName() == "Add a picture of the screen"


def test_what_it_wrote_at_length_pushes_the_box_nowhere(make_form, desk):
    form = opened(make_form, desk)
    form.press(PRINTER, "Send")
    form.wait_kept()
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    desk.reply(arrival, 1, text="Which tray is it?\n" * 40)
    form.press(REPORTS)
    form.wait_for("Which tray")
    form.press("Reply or add something")
    form.qtbot.waitUntil(lambda: is_in_sight(form.focused()))
    assert form.focused().accessibleName() == "What would you like to tell IT?"


def test_back_from_a_reply_comes_back_to_its_report(make_form, desk):
    form = opened(make_form, desk)
    for tile in (PRINTER, "Telephone", "Self-check", "Meeting room, projector, hearing loop"):
        form.press(tile, "Send")
        form.wait_kept()
        form.press("Report another")
    form.press(REPORTS)
    form.qtbot.waitUntil(lambda: [one.text() for one in form.all(QLabel)].count("Handed over") == 4)
    form.qtbot.wait(100)  # it scrolls when the loop comes round
    bar(form).setValue(100)
    reply = form.all(QPushButton, "Reply or add something")[1]
    reply.setFocus()
    QTest.mouseClick(reply, Qt.MouseButton.LeftButton)
    form.press("Back")
    form.qtbot.wait(50)  # it scrolls when the loop comes round
    assert bar(form).value() == 100
    assert form.focused().mapTo(form.window, QPoint(0, 0)).y() < SMALL[1]
