"""The form says how long what is sent is kept, as soon as the desk has said so."""

from libdesk.domain.retention import Keeping

SENTENCE = "Pictures are deleted 14 days after the problem is closed, names after 60."


def test_the_desks_days_stand_where_it_is_shown_what_is_sent(make_form, desk):
    desk.publish(keeping=Keeping(14, 60))
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier")
    form.wait_for(f"Nothing else is read or sent. {SENTENCE}")


def test_without_the_desks_word_no_days_are_promised(make_form, desk):
    desk.publish()
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier")
    form.wait_for("Nothing else is read or sent.")
    assert not form.shows("Pictures are deleted")


def test_days_that_come_while_the_page_is_open_are_shown_there(make_form, desk):
    form = make_form().open()
    form.press("Printer or copier")
    form.wait_for("Nothing else is read or sent.")
    desk.publish(keeping=Keeping(14, 60))
    form.talk._known.look_again()
    form.wait_for(SENTENCE)
