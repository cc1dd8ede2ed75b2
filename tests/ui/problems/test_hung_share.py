"""A share that never answers holds up what goes there, and nothing else."""

import threading

import pytest


@pytest.fixture
def hung(make_form):
    """A form whose share answers no question."""
    form = make_form()
    back = threading.Event()

    def wait(*_asked):
        assert back.wait(30)

    form.parts.board.latest = wait
    form.parts.dispatch.deliver = wait
    yield form.open()
    back.set()


def test_send_keeps_the_report_while_the_share_hangs(hung, qtbot):
    qtbot.waitUntil(lambda: "Printer or copier" in "".join(hung.texts()))
    hung.press("Printer or copier")
    hung.press("Send")
    hung.wait_kept()
    assert len(hung.kept()) == 1


def test_the_branchs_reports_are_shown_while_the_share_hangs(hung, qtbot):
    qtbot.waitUntil(lambda: "Printer or copier" in "".join(hung.texts()))
    hung.press("Printer or copier")
    hung.press("Send")
    hung.wait_kept()
    hung.press("This branch’s reports")
    number = hung.kept()[0].report.number
    qtbot.waitUntil(lambda: any(number in text for text in hung.texts()))
