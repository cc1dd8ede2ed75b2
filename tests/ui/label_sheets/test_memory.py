"""What is remembered of labels: kept apart by sheet, and nonsense counts as nothing."""

import pytest
from PySide6.QtCore import QLocale, QSettings

from libdesk.app.label_files import load_sheets
from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import NO_NUDGE, Nudge
from libdesk.domain.labels import USUAL, Part
from libdesk.ui.label_sheets.memory import LabelMemory
from libdesk.ui.papers.offer_panel import SIZE

SHEETS = load_sheets()


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)


@pytest.mark.parametrize(
    ("locale", "paper", "sheet"),
    [
        ("en_US", "", "5160"),
        ("en_CA", "", "5160"),
        ("en_GB", "", "L7160"),
        ("en_US", "a4", "L7160"),
        ("de_DE", "letter", "5160"),
    ],
)
def test_at_first_it_is_a_sheet_of_the_paper_that_is_used_here(settings, locale, paper, sheet):
    settings.setValue(SIZE, paper)
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert LabelMemory(settings).sheet(SHEETS).name == sheet
    finally:
        QLocale.setDefault(before)


def test_at_first_things_have_bars_and_places_have_squares(settings):
    memory = LabelMemory(settings)
    assert memory.symbol() is Symbol.CODE_128
    assert memory.shown() == USUAL
    assert memory.nudge(SHEETS.get("5160")) == NO_NUDGE
    assert LabelMemory(settings, are_places=True).symbol() is Symbol.QR


def test_what_is_kept_comes_back_and_each_sheet_has_its_own_nudge(settings):
    one, other = SHEETS.get("5163"), SHEETS.get("L7651")
    memory = LabelMemory(settings)
    memory.keep(one, Symbol.QR, frozenset(), Nudge(-3, 12))
    memory.keep(other, Symbol.QR, frozenset({Part.REPORT}), Nudge(1, 1))
    memory.keep_next(one, 7)
    again = LabelMemory(settings)
    assert again.sheet(SHEETS) == other
    assert again.symbol() is Symbol.QR
    assert again.shown() == {Part.REPORT}
    assert (again.nudge(one), again.nudge(other)) == (Nudge(-3, 12), Nudge(1, 1))
    assert (again.next_cell(one), again.next_cell(other)) == (7, 0)


def test_nothing_on_a_label_but_its_number_is_a_choice_too(settings):
    memory = LabelMemory(settings)
    memory.keep(SHEETS.get("5160"), Symbol.QR, frozenset(), NO_NUDGE)
    assert memory.shown() == frozenset()


def test_places_change_nothing_that_is_remembered_of_items(settings):
    LabelMemory(settings, are_places=True).keep(
        SHEETS.get("5160"), Symbol.QR, frozenset({Part.NAME}), NO_NUDGE
    )
    memory = LabelMemory(settings)
    assert (memory.symbol(), memory.shown()) == (Symbol.CODE_128, USUAL)


@pytest.mark.parametrize("told", ["", "x", "1", "1 2 3", "900 0", "9" * 5_000, "1.5 0"])
def test_nonsense_is_nothing(settings, told):
    for key in ("sheet", "symbol", "nudge 5160", "next 5160"):
        settings.setValue(f"labels/{key}", told)
    memory, sheet = LabelMemory(settings), SHEETS.get("5160")
    assert memory.sheet(SHEETS).name in ("5160", "L7160")
    assert memory.symbol() is Symbol.CODE_128
    assert memory.nudge(sheet) == NO_NUDGE
    assert memory.next_cell(sheet) in (0, 1)


def test_a_cell_that_no_sheet_has_is_a_new_sheet(settings):
    settings.setValue("labels/next 5160", "30")
    assert LabelMemory(settings).next_cell(SHEETS.get("5160")) == 0
