"""Photos and papers on their card: added, seen, named, saved and removed, by names and keys."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton

from libdesk.domain.attachments import COUNT_LIMIT, Owner, OwnerKind
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.rooms import Room
from libdesk.services.attachments import Attaching
from libdesk.services.equipment import Chosen
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.ui.equipment.photo_deeds import PhotosParts
from libdesk.ui.equipment.photos_card import PhotosCard, photos_card
from libdesk.ui.inbox.picture_view import PictureView
from tests.domain.test_attachments import PDF, png
from tests.ui.bench import FileBench
from tests.ui.inbox.test_pictures import huge_png

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
ADD = "Add photos or PDF…"
MARKUP = "<b>x</b> & \u202e\u0430"


class Desk(FileBench):
    """A card on a real SQLite file, used by names."""

    def __init__(self, qtbot, look, folder):
        super().__init__(qtbot, look, folder / "libdesk.sqlite", NOW)
        self.folder = folder
        with self.database.unit(write=True) as unit:
            self.record = Record(Tag("LV-1"), "PC 1", "public PC")
            (item,) = unit.items.add([(self.record, Dates())])
        self.owner = Owner(OwnerKind.ITEM, item)
        self.files = AttachmentFiles(folder / "attachments")
        self.attaching = Attaching(self.database.unit, self.files, lambda: NOW, "IT")
        self.parts = PhotosParts(self.attaching, lambda: NOW, folder)
        self.card = PhotosCard(self.parts, self.tasks, look)
        self.show(self.card, (800, 700))
        self.card.show_owner(self.owner)
        self.wait_says("None yet")

    def kept(self):
        return self.attaching.list_of(self.owner)

    def drop(self, *paths):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *args, none)
        QApplication.sendEvent(self.card, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.card, QDropEvent(QPointF(9, 9), *args, none))

    def add(self, name="closet.png", content=None):
        """Drop one file and wait until it is there."""
        before = len(self.kept())
        path = self.folder / name
        path.write_bytes(real_png() if content is None else content)
        self.drop(path)
        self.wait(lambda: len(self.kept()) > before and "Adding" not in self.words())
        added = self.kept()[-1]
        self.wait(lambda: bool(self.seen(QPushButton, f"Remove {added.name}")))
        return added


def image(width=600, height=400, color="teal"):
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(color))
    return made


def real_png(width=600, height=400, kind="PNG", color="teal"):
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image(width, height, color).save(buffer, kind)
    return bytes(content.data())


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path)
    yield made
    made.close()


def test_photos_that_are_dropped_are_kept_one_after_the_other(desk):
    paths = []
    for number in range(5):
        path = desk.folder / f"photo {number}.jpg"
        path.write_bytes(real_png(kind="JPEG", color=QColor(number * 40, 9, 9)))
        paths.append(path)
    desk.drop(*paths)
    desk.wait(lambda: len(desk.kept()) == 5)
    desk.wait(lambda: "5 here." in desk.words())
    assert [one.name for one in desk.kept()] == [f"photo {n}.jpg" for n in range(5)]
    desk.wait(lambda: all(not one.icon().isNull() for one in pictures(desk)))
    assert len(pictures(desk)) == 5
    assert "Adding" not in desk.words()


def pictures(desk):
    every = desk.card.findChildren(QPushButton)
    return [one for one in every if one.accessibleName().startswith("Photo: ")]


def test_a_picture_is_pasted_where_the_focus_is_on_the_card(desk):
    QApplication.clipboard().setImage(image())
    desk.get(QPushButton, ADD).setFocus()
    desk.ctrl(Qt.Key.Key_V)
    desk.wait(lambda: len(desk.kept()) == 1)
    assert desk.kept()[0].name == "picture.png"


def test_the_button_asks_for_files(desk):
    desk.press(ADD)
    (dialog,) = desk.card.findChildren(QFileDialog)
    path = desk.folder / "a.pdf"
    path.write_bytes(PDF)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    desk.wait(lambda: len(desk.kept()) == 1)


def test_a_photo_is_kept_upright_and_without_its_notes(desk):
    exif = (
        b"\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00"
        b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"
    )
    plain = real_png(600, 400, "JPEG")
    added = desk.add("phone.jpg", plain[:2] + exif + plain[2:])
    content = desk.attaching.content(added)
    kept = QImage.fromData(content)
    assert (kept.width(), kept.height()) == (400, 600)
    assert b"Exif" not in content


def test_a_paper_is_a_row_without_a_picture_and_is_only_saved(desk):
    added = desk.add("invoice.pdf", PDF)
    assert "opened nowhere in LibDesk" in desk.words()
    assert pictures(desk) == []
    desk.press("Save invoice.pdf as…")
    (dialog,) = desk.card.findChildren(QFileDialog)
    assert dialog.selectedFiles() == [str(desk.folder / "invoice.pdf")]
    target = desk.folder / "saved.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    desk.wait(lambda: "Saved as" in desk.words())
    assert target.read_bytes() == PDF == desk.attaching.content(added)


def test_where_it_can_t_be_saved_that_is_told(desk):
    desk.add("invoice.pdf", PDF)
    desk.press("Save invoice.pdf as…")
    (dialog,) = desk.card.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(desk.folder / "nowhere" / "saved.pdf"))
    dialog.close()
    desk.wait(lambda: "could not be written" in desk.words())


def test_a_picture_opens_larger_in_the_window_and_esc_leads_back(desk):
    desk.add()
    photo = desk.get(QPushButton, "Photo: closet.png")
    photo.setFocus()
    QTest.keyClick(photo, Qt.Key.Key_Space)
    desk.wait(lambda: bool(desk.card.findChildren(PictureView)))
    (view,) = desk.card.findChildren(PictureView)
    desk.wait(view.isVisible)
    desk.key(Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.card.findChildren(PictureView))
    assert QApplication.focusWidget() is photo


def test_words_below_a_picture_are_kept_by_enter_and_shown_as_they_are(desk):
    desk.add()
    field = desk.get(QLineEdit, "Words below closet.png")
    QApplication.clipboard().setText(MARKUP)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: desk.kept()[0].caption == "<b>x</b> & \u0430")
    desk.wait(lambda: bool(desk.seen(QPushButton, "Photo: <b>x</b> & \u0430")))


def test_what_was_removed_is_back_by_one_key(desk):
    first, second = desk.add("a.png", real_png(300)), desk.add("b.pdf", PDF)
    desk.press("Remove a.png")
    desk.wait(lambda: "a.png was removed." in desk.words())
    desk.wait(lambda: not desk.seen(QPushButton, "Remove a.png"))
    assert desk.kept() == (second,)
    desk.key(Qt.Key.Key_Space)
    desk.wait(lambda: len(desk.kept()) == 2)
    desk.wait(lambda: bool(desk.seen(QPushButton, "Remove a.png")))
    assert first.content_hash in {one.content_hash for one in desk.kept()}
    assert "was removed" not in desk.words()


def test_a_removal_by_somebody_else_is_told(desk):
    added = desk.add()
    desk.attaching.remove(added)
    desk.press("Remove closet.png")
    desk.wait(lambda: "removed meanwhile" in desk.words())
    desk.wait(lambda: not pictures(desk))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.png", b"", "empty.png: There is nothing in this file"),
        ("cut.jpg", b"", "not whole"),
        ("huge.png", "huge", "20,000 x 20,000 dots"),
        ("evil.pdf", b"MZ\x90\0", "This is something else"),
        ("cut.pdf", PDF[:30], "not whole"),
        ("gone.png", None, "Is it still where it was?"),
        ("vague.png", png(), "the file is damaged"),
    ],
)
def test_what_is_not_taken_is_named_and_the_next_one_is_added(desk, name, content, told):
    bad, good = desk.folder / name, desk.folder / "good.png"
    if name == "cut.jpg":
        content = real_png(kind="JPEG")[:300]
    if content is not None:
        bad.write_bytes(huge_png() if content == "huge" else content)
    good.write_bytes(real_png())
    desk.drop(bad, good)
    desk.wait(lambda: len(desk.kept()) == 1)
    desk.wait(lambda: told in desk.words())
    assert name in desk.words()
    assert desk.kept()[0].name == "good.png"


def test_a_file_of_another_computer_is_not_asked_for(desk):
    from libdesk.ui.problems.pictures.picture_sources import Source

    desk.card.add([Source("a.png", "//server/share/a.png")])
    desk.wait(lambda: "Copy it here first" in desk.words())
    desk.card.add([Source("folder", str(desk.folder))])
    desk.wait(lambda: "That is no file" in desk.words())


def test_a_disk_that_takes_nothing_is_told_and_nothing_is_listed(desk):
    (desk.folder / "attachments").write_bytes(b"a file in its place")
    path = desk.folder / "a.png"
    path.write_bytes(real_png())
    desk.drop(path)
    desk.wait(lambda: "could not be kept" in desk.words())
    assert desk.kept() == ()


def test_a_file_that_is_missing_is_told_in_its_place(desk):
    added = desk.add()
    desk.files.remove(added.content_hash)
    other = PhotosCard(desk.parts, desk.tasks, desk.look)
    desk.qtbot.addWidget(other)
    other.show()
    other.show_owner(desk.owner)
    desk.wait(lambda: any("not there" in one.text() for one in other.findChildren(QLabel)))
    other.hide()


def test_when_there_are_enough_no_more_is_asked_for(desk):
    for number in range(COUNT_LIMIT):
        desk.attaching.add(desk.owner, "a.pdf", PDF + b"%%%d\n" % number)
    desk.card.read()
    desk.wait(lambda: f"{COUNT_LIMIT} here" in desk.words())
    assert not desk.get(QPushButton, ADD).isEnabled()


def test_whoever_drops_more_than_there_is_room_for_hears_of_it(desk):
    paths = []
    for number in range(COUNT_LIMIT + 5):
        path = desk.folder / f"{number}.pdf"
        path.write_bytes(PDF + b"%%%d\n" % number)
        paths.append(path)
    desk.drop(*paths)
    desk.qtbot.waitUntil(lambda: "Remove one first" in desk.words(), timeout=30_000)
    assert len(desk.kept()) == COUNT_LIMIT


def test_what_is_not_kept_yet_is_kept_with_its_first_photo(desk):
    made = []

    def keep():
        with desk.database.unit(write=True) as unit:
            made.append(Owner(OwnerKind.ROOM, unit.rooms.add(Room("CEN", "Closet"))))
        return made[-1]

    desk.card.show_owner(None, keep)
    path = desk.folder / "a.png"
    path.write_bytes(real_png())
    with desk.qtbot.waitSignal(desk.card.owner_made):
        desk.drop(path)
    desk.wait(lambda: "1 here" in desk.words())
    assert len(desk.attaching.list_of(made[0])) == 1
    desk.card.show_owner(None)
    desk.drop(path)
    desk.wait(lambda: "Save this first" in desk.words())


def test_an_items_card_shows_what_belongs_to_it(desk):
    desk.attaching.add(desk.owner, "a.pdf", PDF)
    from dataclasses import replace

    from libdesk.domain.records import ItemId

    record = replace(desk.record, id=ItemId(desk.owner.id))
    card = photos_card(desk.parts, desk.tasks, desk.look)(Chosen(record, Dates()))
    assert card is not None
    desk.qtbot.addWidget(card)
    card.show()
    desk.wait(lambda: any("a.pdf" in one.text() for one in card.findChildren(QLabel)))
    card.hide()


def test_tab_goes_through_the_card_as_it_is_read(desk):
    desk.add("a.png", real_png(300))
    desk.add("b.pdf", PDF)
    wanted = [
        "Photo: a.png",
        "Words below a.png",
        "Save a.png as…",
        "Remove a.png",
        "Words below b.pdf",
        "Save b.pdf as…",
        "Remove b.pdf",
        ADD,
    ]
    desk.get(QPushButton, wanted[0]).setFocus()
    for name in wanted:
        focus = desk.focus
        assert focus.accessibleName() == name
        QTest.keyClick(focus, Qt.Key.Key_Tab)
