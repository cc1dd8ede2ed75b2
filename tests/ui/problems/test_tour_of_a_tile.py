"""The tour leaves nothing of a tile's page out, however large its text is."""

import pytest
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from libdesk.app.tour import enlarge
from libdesk.app.tour_form import whole_page
from libdesk.app.walking import Album, press, visible


class Notes(Album):
    """Notes how much of every label and button each picture shows; keeps none."""

    def __init__(self, form, folder):
        super().__init__(folder, 1)
        self._form = form
        self.names = []
        self.seen = {}
        self.whole = set()

    def things(self):
        every = [*self._form.all(QLabel), *self._form.all(QAbstractButton)]
        return [one for one in every if one.accessibleName() or one.text()]

    def take(self, _window, name):
        self.names.append(name)
        for one in self.things():
            shown = one.visibleRegion()
            self.seen[one] = self.seen.get(one, QRegion()) + shown
            if shown.contains(one.rect()):
                self.whole.add(one)


def walk(steps):
    """Take the steps of a walk at once, painting between them."""
    for condition in steps:
        QTest.qWait(5)  # it paints between two steps
        assert condition()


@pytest.mark.parametrize("scale", [1, 2])
def test_every_word_of_a_tile_is_on_a_picture(plain_program, make_form, tmp_path, scale):
    enlarge(plain_program, scale)
    form = make_form().open(800, 752)
    form.press("Printer or copier")
    more = "A few more questions"
    form.qtbot.waitUntil(lambda: visible(form.window, more) is not None)
    press(form.window, more)
    QTest.qWait(100)  # it is laid out anew
    album = Notes(form, tmp_path)
    walk(whole_page(form.window, album, "tile", "light"))
    assert album.names[:2] == ["tile-light", "tile-2-light"]
    assert len(set(album.names)) == len(album.names)
    missing = [
        one.accessibleName() or one.text()
        for one in album.things()
        if not (QRegion(one.rect()) - album.seen[one]).isEmpty()
    ]
    assert missing == []
    # What is not taller than the part seen twice stands whole on one of them.
    cut = [one.text() for one in album.things() if one.height() < 90 and one not in album.whole]
    assert cut == []
