"""The way the tour goes through the problem form: every tile's page, and what follows a Send."""

from dataclasses import replace

from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from libdesk.app.staff import Form
from libdesk.app.tour_library import TourLibrary
from libdesk.app.tour_steps import settled
from libdesk.app.walking import (
    Album,
    Steps,
    further,
    into_sight,
    press,
    to_top,
    type_into,
    visible,
)
from libdesk.ui.problems.pictures.picture_flow import PictureFlow
from libdesk.ui.problems.pictures.picture_sources import Source
from libdesk.ui.theme import Theme

_WORDS = "Gray stripes down every page since this morning."
_VAGUE = "the system is down"
_PRIVATE = "A patron with card 21234 00012 3456 and maria@example.org could not log in."
_SCREEN = (1280, 800)
_SOON = 3
"""Looks of the walk in which a page that needs no worker is painted."""


def form_pages(app: QApplication, library: TourLibrary, album: Album, scheme: str) -> Steps:
    """Walk through the problem form."""
    look = Theme(app, dark=scheme == "dark")
    yield from _on_a_staff_computer(Form(look, library.data, library.site), album, scheme)
    site = replace(library.site, public=True)
    yield from _where_the_public_sits(Form(look, library.data, site), album, scheme)
    site = replace(library.site, lasting_outbox=None, share=library.root / "out-of-reach")
    yield from _where_nothing_lasts(Form(look, library.data, site), album, scheme)
    look.deleteLater()
    yield from settled()


def _on_a_staff_computer(form: Form, album: Album, scheme: str) -> Steps:
    window = form.window
    window.show()
    yield lambda: visible(window, "Again") is not None and visible(window, "Same here") is not None
    yield from settled()
    album.take(window, f"form-tiles-{scheme}")
    yield from _every_tile(window, form, album, scheme)
    yield from _answers(window, album, scheme)
    yield from _after_send(window, album, scheme)
    yield from _unsafe(window, album, scheme)
    yield from _reports(window, album, scheme)
    yield from _let_go(form)


def _where_the_public_sits(form: Form, album: Album, scheme: str) -> Steps:
    """Take what is another there: the list without words, and the question before closing."""
    window = form.window
    window.show()
    yield lambda: visible(window, "Same here") is not None
    press(window, "This branch")
    yield from settled(12)
    album.take(window, f"form-public-reports-{scheme}")
    press(window, "Back")
    press(window, "Telephone")
    yield lambda: visible(window, "Send") is not None
    type_into(window, "What you saw", _WORDS)
    window.close()
    yield lambda: visible(window, "Clear it and close") is not None
    yield from settled()
    album.take(window, f"form-leaving-{scheme}")
    press(window, "Clear it and close")
    yield from _let_go(form)


def _where_nothing_lasts(form: Form, album: Album, scheme: str) -> Steps:
    """Take what is told after Send on a computer that forgets, and whose share is out of reach."""
    window = form.window
    window.show()
    yield lambda: visible(window, "Same here") is not None
    yield from _sent(window, album, "Telephone", "form-sent-forgets", scheme)
    yield from _let_go(form)


def _let_go(form: Form) -> Steps:
    form.window.hide()
    form.close(5.0)
    form.window.deleteLater()
    form.deleteLater()
    yield from settled()


def _every_tile(window: QWidget, form: Form, album: Album, scheme: str) -> Steps:
    for category in form.categories():
        press(window, category.text)
        yield lambda: visible(window, "A few more questions") is not None
        press(window, "A few more questions")
        yield from settled(_SOON)
        yield from whole_page(window, album, f"form-tile-{category.code.lower()}", scheme)
        press(window, "Back")
        yield from settled(_SOON)


def whole_page(window: QWidget, album: Album, name: str, scheme: str) -> Steps:
    """Take all of a page: its top as NAME, and what is below the fold as NAME-2, NAME-3 and on."""
    to_top(window)
    yield from settled(_SOON)
    album.take(window, f"{name}-{scheme}")
    part = 2
    while further(window):
        yield from settled(_SOON)
        album.take(window, f"{name}-{part}-{scheme}")
        part += 1


def _close_up(window: QWidget, album: Album, thing: str, name: str) -> Steps:
    """Take a page with this thing in sight; with two pictures where it is taller than the page."""
    is_whole = into_sight(window, thing)
    yield from settled(_SOON)
    album.take(window, name)
    if not is_whole:
        into_sight(window, thing, end=True)
        yield from settled(_SOON)
        head, _, scheme = name.rpartition("-")
        album.take(window, f"{head}-lower-{scheme}")


def _answers(window: QWidget, album: Album, scheme: str) -> Steps:
    press(window, "Not this computer?")
    yield from settled()
    album.take(window, f"form-which-one-{scheme}")
    press(window, "Register this computer")
    yield lambda: visible(window, "Change what is sent") is not None
    yield from settled()
    yield from whole_page(window, album, "form-register", scheme)
    press(window, "Back")
    yield from settled()
    press(window, "I’m not sure")
    yield lambda: visible(window, "Send") is not None
    to_top(window)
    type_into(window, "What you saw", _VAGUE)
    yield lambda: visible(window, "Never mind") is not None
    yield from settled()
    yield from _close_up(window, album, "Never mind", f"form-vague-{scheme}")
    type_into(window, "What you saw", _PRIVATE)
    yield lambda: visible(window, "Hide it") is not None and not visible(window, "Never mind")
    yield from settled()
    yield from _close_up(window, album, "Hide it", f"form-private-{scheme}")
    press(window, "Hide it")
    yield from _picture(window, album, scheme)
    press(window, "Back")
    yield from settled()
    press(window, "Printer or copier")
    yield from settled()
    for chip in ("Faint or striped", "Several people", "Works, but badly"):
        press(window, chip)
    type_into(window, "What you saw", _WORDS)
    yield from settled()
    album.take(window, f"form-answers-{scheme}")
    press(window, "Change what is sent")
    yield from settled()
    yield from _close_up(window, album, "Done", f"form-facts-{scheme}")
    press(window, "Done")
    press(window, "Where is it?")
    yield from settled()
    yield from _close_up(window, album, "At which branch?", f"form-where-{scheme}")


def _picture(window: QWidget, album: Album, scheme: str) -> Steps:
    flows = [one for one in window.findChildren(PictureFlow) if _is_in_sight(one)]
    flows[0].offer((Source(name="screen.png", image=a_screen()),))
    yield lambda: visible(window, "Use this picture") is not None
    yield from settled(12)
    album.take(window, f"form-picture-{scheme}")
    press(window, "Use this picture")
    yield lambda: visible(window, "Send") is not None
    yield from settled()


def _is_in_sight(flow: PictureFlow) -> bool:
    strip = flow.parent()
    return isinstance(strip, QWidget) and strip.isVisible()


def _after_send(window: QWidget, album: Album, scheme: str) -> Steps:
    press(window, "Send")
    yield lambda: visible(window, "Report another") is not None
    yield from settled(12)
    album.take(window, f"form-sent-{scheme}")
    press(window, "Out-of-order sign")
    yield from settled()
    yield from _close_up(window, album, "The sign", f"form-sign-{scheme}")
    press(window, "Back")
    yield from settled()
    press(window, "Report another")
    yield from settled()


def _unsafe(window: QWidget, album: Album, scheme: str) -> Steps:
    press(window, "Something looks wrong or unsafe")
    yield from settled()
    album.take(window, f"form-unsafe-{scheme}")
    press(window, "Odd pop-up or ransom note")
    press(window, "A few more questions")
    yield from settled()
    press(window, "Something was typed")
    yield from settled()
    yield from _close_up(window, album, "Something was typed", f"form-unsafe-typed-{scheme}")
    yield from _close_up(window, album, "Do this now", f"form-unsafe-advice-{scheme}")
    press(window, "Send")
    yield lambda: visible(window, "Report another") is not None
    yield from settled(12)
    album.take(window, f"form-sent-now-{scheme}")
    press(window, "Report another")
    yield from settled()
    yield from _sent(window, album, "Little niggle", "form-sent-niggle", scheme)
    press(window, "Report another")
    yield from settled()


def _sent(window: QWidget, album: Album, tile: str, name: str, scheme: str) -> Steps:
    """Report something by two taps, and take what is told after them."""
    press(window, tile)
    yield lambda: visible(window, "Send") is not None
    press(window, "Send")
    yield lambda: visible(window, "Report another") is not None
    yield from settled(12)
    yield from whole_page(window, album, name, scheme)


def _reports(window: QWidget, album: Album, scheme: str) -> Steps:
    press(window, "This branch")
    yield from settled(12)
    yield from whole_page(window, album, "form-reports", scheme)
    # The newest that IT has written to: its question stands above the box.
    press(window, "Not quite")
    yield from settled()
    yield from whole_page(window, album, "form-reply", scheme)
    press(window, "Back")
    yield from settled()
    press(window, "Still hurting us")
    yield from settled()
    album.take(window, f"form-still-hurting-{scheme}")
    press(window, "Back")
    yield from settled()
    press(window, "Not getting an answer?")
    yield from settled()
    album.take(window, f"form-ladder-{scheme}")
    press(window, "Back")
    yield from settled()


def a_screen() -> QImage:
    """Return a screen as a person might see it, with a name on it that is nobody's."""
    image = QImage(*_SCREEN, QImage.Format.Format_RGB32)
    image.fill(QColor("#5B7C99"))
    painter = QPainter(image)
    painter.fillRect(120, 90, 1040, 620, QColor("#FFFFFF"))
    painter.fillRect(120, 90, 1040, 44, QColor("#2B3A48"))
    font = QFont()
    font.setPixelSize(22)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(140, 120, "Check-out")
    painter.setPen(QColor("#222222"))
    for row, words in enumerate(("Patron: Sample Person", "Card: 2 1234 00012 3456", "Error 49")):
        painter.drawText(160, 210 + 60 * row, words)
    painter.end()
    return image
