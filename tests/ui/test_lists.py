"""The list model: keys are held, rows are fetched when shown, and views keep their place."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication, QTableView

from libdesk.ui.lists import (
    KEY_ROLE,
    PAGE,
    PAGES_AT_ONCE,
    ROW_ROLE,
    ROWS_KEPT,
    STEPS_SHOWN,
    Column,
    ListModel,
    at_once,
)

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@dataclass(frozen=True, slots=True)
class Book:
    key: int
    title: str
    loans: int = 0


COLUMNS: tuple[Column[Book], ...] = (
    Column("title", "Title", lambda book: book.title, lambda book: f"book {book.title}"),
    Column("loans", "Loans", lambda book: str(book.loans), at_the_end=True),
)


class Shelf:
    """Answers when told to, as a database thread does: later."""

    def __init__(self):
        self.asked = []
        self.open = []
        self.without = set()
        self.titles = {}

    def fetch(self, keys, done, failed):
        self.asked.append(keys)
        self.open.append((keys, done, failed))

    def answer(self):
        keys, done, _ = self.open.pop(0)
        done([self.book(key) for key in keys if key not in self.without])

    def fail(self):
        self.open.pop(0)[2]()

    def book(self, key):
        return Book(key, self.titles.get(key, f"Book {key}"), key * 2)


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def model(qapp, shelf):
    return ListModel[Book](COLUMNS, lambda book: book.key, shelf.fetch)


@pytest.fixture(autouse=True)
def watched(request, model):
    """Have Qt's own tester watch the model; it looks at every row, so not where looks count."""
    return None if "unwatched" in request.fixturenames else QAbstractItemModelTester(model, FATAL)


@pytest.fixture
def unwatched():
    """Count only the looks that the test itself takes."""


def turn(qtbot, shelf):
    """Let one wish of the model become a question, and answer it."""
    qtbot.waitUntil(lambda: bool(shelf.open))
    shelf.answer()


def titles(model):
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_an_empty_list_has_columns_and_no_rows(model):
    assert (model.rowCount(), model.columnCount()) == (0, 2)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Title"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_rows_are_fetched_when_they_are_shown_and_not_before(qtbot, unwatched, model, shelf):
    model.set_keys(range(1, 1001))
    assert model.index(700, 0).data() is None
    qtbot.waitUntil(lambda: bool(shelf.open))
    assert shelf.asked[-1][-1] == 750
    assert sum(map(len, shelf.asked)) <= PAGES_AT_ONCE * PAGE
    shelf.answer()
    assert model.index(700, 0).data() == "Book 701"
    assert model.index(700, 1).data() == "1402"
    assert model.index(700, 0).data(SPOKEN) == "book Book 701"
    assert model.index(700, 1).data(SPOKEN) == "1402"
    assert model.index(700, 0).data(ROW_ROLE) == shelf.book(701)
    assert model.index(700, 0).data(KEY_ROLE) == 701


def test_numbers_stand_at_the_end_and_words_at_the_beginning(model):
    model.set_keys([1])
    align = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 0).data(align) is None
    assert Qt.AlignmentFlag(model.index(0, 1).data(align)) & Qt.AlignmentFlag.AlignRight


def test_one_question_at_a_time_and_the_newest_wishes_win(qtbot, qapp, unwatched, model, shelf):
    model.set_keys(range(10_000))
    qapp.processEvents()
    while shelf.open:
        shelf.answer()
        qapp.processEvents()
    asked = len(shelf.asked)
    for row in range(1000, 9000, PAGE):  # somebody drags the scroll bar down
        model.index(row, 0).data()
        qapp.processEvents()
    assert len(shelf.asked) == asked + 1
    shelf.answer()
    qtbot.waitUntil(lambda: bool(shelf.open))
    shelf.answer()
    qapp.processEvents()
    assert len(shelf.asked) == asked + 2
    assert len(shelf.asked[-1]) == PAGES_AT_ONCE * PAGE
    assert shelf.asked[-1][-1] == 8999


def test_after_a_failure_the_next_look_asks_again(qtbot, qapp, model, shelf):
    model.set_keys([1, 2])
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(shelf.open))
    shelf.fail()
    qapp.processEvents()
    assert not shelf.open
    model.index(0, 0).data()
    turn(qtbot, shelf)
    assert titles(model) == ["Book 1", "Book 2"]


def test_a_key_without_a_row_is_asked_for_once(qtbot, qapp, model, shelf):
    shelf.without = {2}
    model.set_keys([1, 2])
    model.index(0, 0).data()
    turn(qtbot, shelf)
    assert titles(model) == ["Book 1", None]
    qapp.processEvents()
    assert not shelf.open
    shelf.without = set()
    model.refresh()
    model.index(0, 0).data()
    turn(qtbot, shelf)
    assert titles(model) == ["Book 1", "Book 2"]


def test_a_touched_row_stays_on_the_screen_until_the_new_one_is_here(qtbot, model, shelf):
    model.set_keys([1, 2])
    model.index(0, 0).data()
    turn(qtbot, shelf)
    shelf.titles[2] = "Second edition"
    changed = QSignalSpy(model.dataChanged)
    model.refresh([2])
    assert changed.count() == 1
    assert titles(model) == ["Book 1", "Book 2"]
    turn(qtbot, shelf)
    assert shelf.asked[-1] == (2,)
    assert titles(model) == ["Book 1", "Second edition"]


def test_an_answer_from_before_the_change_does_not_pass_for_the_new_one(qtbot, model, shelf):
    model.set_keys([1])
    model.index(0, 0).data()
    turn(qtbot, shelf)
    model.refresh([1])
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(shelf.open))
    model.refresh([1])
    shelf.answer()
    shelf.titles[1] = "Newest"
    model.index(0, 0).data()
    turn(qtbot, shelf)
    assert titles(model) == ["Newest"]


def test_only_so_many_rows_are_held(qtbot, unwatched, model, shelf):
    model.set_keys(range(ROWS_KEPT * 2))
    for first in range(0, ROWS_KEPT * 2, PAGE * PAGES_AT_ONCE):
        for row in range(first, first + PAGE * PAGES_AT_ONCE, PAGE):
            model.index(row, 0).data()
        turn(qtbot, shelf)
    held = model.known(range(ROWS_KEPT * 2))
    assert len(held) == ROWS_KEPT
    assert ROWS_KEPT * 2 - 1 in held
    assert 0 not in held


def test_a_heading_asks_for_another_order(qtbot, model):
    with qtbot.waitSignal(model.order_requested) as asked:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["loans", True]
    spy = QSignalSpy(model.order_requested)
    model.sort(-1)
    assert spy.count() == 0


def test_a_row_is_copied_as_one_line_of_cells(model):
    assert model.line(Book(1, "A\ttitle\nin two lines", 7)) == "A title in two lines\t7"


def test_new_rows_come_between_without_moving_what_is_chosen(model):
    model.set_keys([10, 20, 30])
    chosen = QPersistentModelIndex(model.index(1, 0))
    spies = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    model.set_keys([5, 10, 15, 16, 20, 30])
    assert (spies[0].count(), spies[1].count()) == (0, 2)
    assert chosen.row() == 4
    assert chosen.data(KEY_ROLE) == 20


def test_rows_go_and_the_rest_stays(model):
    model.set_keys([1, 2, 3, 4, 5])
    kept, lost = (QPersistentModelIndex(model.index(row, 0)) for row in (3, 1))
    model.set_keys([1, 4, 5])
    assert kept.data(KEY_ROLE) == 4
    assert not lost.isValid()
    assert model.find_row(5) == 2
    assert model.find_row(2) is None


def test_another_order_keeps_what_is_chosen(model):
    model.set_keys([1, 2, 3])
    chosen = QPersistentModelIndex(model.index(0, 1))
    model.set_keys([3, 2, 1])
    assert (chosen.row(), chosen.column()) == (2, 1)


def test_the_same_keys_again_change_nothing(model):
    model.set_keys([1, 2])
    spies = [QSignalSpy(one) for one in (model.modelReset, model.layoutChanged)]
    model.set_keys((1, 2))
    assert not any(spy.count() for spy in spies)


def test_a_wholly_other_list_starts_afresh(model):
    model.set_keys([1, 2])
    reset = QSignalSpy(model.modelReset)
    model.set_keys([8, 9])
    model.set_keys(range(8, 8 + 4 * STEPS_SHOWN))
    assert reset.count() == 1
    model.set_keys(range(8, 8 + 4 * STEPS_SHOWN, 2))
    assert reset.count() == 2


KEYS = st.lists(st.integers(0, 40), unique=True, max_size=25)


@given(KEYS, KEYS, KEYS)
def test_any_list_becomes_any_other(qapp, first, second, third):
    model = ListModel[Book](COLUMNS, lambda book: book.key, Shelf().fetch)
    tester = QAbstractItemModelTester(model, FATAL)
    for keys in (first, second, third):
        followed = {
            key: QPersistentModelIndex(model.index(row, 0)) for row, key in enumerate(model.keys())
        }
        fresh = QSignalSpy(model.modelReset)
        model.set_keys(keys)
        assert model.keys() == tuple(keys)
        if not fresh.count():
            assert {key for key, index in followed.items() if index.isValid()} == set(
                followed
            ) & set(keys)
            assert all(
                index.data(KEY_ROLE) == key for key, index in followed.items() if index.isValid()
            )
        assert [model.find_row(key) for key in keys] == list(range(len(keys)))
    tester.deleteLater()


def test_a_view_keeps_selection_and_scroll_when_reports_arrive(qtbot, model, shelf):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(400, 300)
    view.show()
    model.set_keys(range(100, 600))
    view.setCurrentIndex(model.index(300, 0))
    view.selectionModel().select(
        model.index(300, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    QApplication.processEvents()
    model.set_keys([*range(90, 600)])
    assert view.currentIndex().data(KEY_ROLE) == 400
    assert [index.data(KEY_ROLE) for index in view.selectedIndexes()] == [400]


def test_rows_that_came_with_their_keys_are_shown_at_once_and_not_asked_for(model, shelf, qtbot):
    model.reset_keys([1, 2], [shelf.book(1), shelf.book(2)])
    assert [model.index(row, 0).data() for row in (0, 1)] == ["Book 1", "Book 2"]
    shelf.titles[2] = "Another"
    model.refresh()
    qtbot.waitUntil(lambda: shelf.asked == [(1, 2)])
    shelf.answer()
    assert [model.index(row, 0).data() for row in (0, 1)] == ["Book 1", "Another"]


def test_rows_that_are_here_already_are_shown_as_soon_as_they_are_looked_at(qtbot):
    model = ListModel[Book](
        COLUMNS, lambda book: book.key, at_once(lambda keys: [Book(key, "Emma") for key in keys])
    )
    model.set_keys([1, 2])
    assert model.index(1, 0).data() is None
    qtbot.waitUntil(lambda: model.index(1, 0).data() == "Emma")
    assert set(model.known([1, 2])) == {1, 2}
