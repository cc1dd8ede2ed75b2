"""Labels in words: how many, where they begin, how far they are moved, what does not fit."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.label_codes import Symbol, can_be_bars
from libdesk.domain.label_sheets import Nudge, Sheet, pages_of
from libdesk.domain.labels import Label, Part
from libdesk.ui.label_sheets.parts import MadeLabels

_NAMED = 3
_A4_MM = 210.0


def _tr(words: str) -> str:
    return QCoreApplication.translate("labels", words)


def _number(count: int) -> str:
    return QLocale().toString(count)


def mm_words(tenths: int) -> str:
    """Return a length in tenths of a millimeter, with its unit."""
    return _tr("{length} mm").format(length=QLocale().toString(tenths / 10, "f", 1))


def name_words(sheet: Sheet, *, are_places: bool = False) -> str:
    """Return what files and the printer's queue call labels."""
    words = _tr("Labels of places {sheet}") if are_places else _tr("Labels {sheet}")
    return words.format(sheet=sheet.name)


def trial_words(sheet: Sheet) -> str:
    """Return what files and the printer's queue call a test page."""
    return _tr("Test page {sheet}").format(sheet=sheet.name)


def sheet_words(sheet: Sheet) -> str:
    """Return what a sheet is called in a list, such as "5160, 30 on Letter"."""
    if sheet.is_roll:
        return sheet.name
    paper = _tr("Letter") if sheet.page[0] > _A4_MM else _tr("A4")
    return _tr("{sheet}, {count} on {paper}").format(
        sheet=sheet.name, count=_number(sheet.count), paper=paper
    )


def size_words(sheet: Sheet) -> str:
    """Return how large a sheet's labels are, and which others are cut alike."""
    locale = QLocale()
    told = [
        _tr("Labels of {wide} x {tall} mm.").format(
            wide=locale.toString(sheet.width, "f", 1), tall=locale.toString(sheet.height, "f", 1)
        )
    ]
    if sheet.is_roll:
        told.append(_tr("Each is a page of its own."))
    elif sheet.also:
        told.append(_tr("Cut alike: {names}.").format(names=", ".join(sheet.also)))
    return " ".join(told)


def unknown_words(typed: str, nearest: Sheet) -> str:
    """Return that there is no such sheet, and which is the nearest."""
    return _tr(
        "No sheet {typed} is known here. The nearest name is {sheet}. Compare the number of "
        "labels and their size with what is printed on the box."
    ).format(typed=typed, sheet=nearest.name)


def count_words(count: int, sheet: Sheet, start_at: int) -> str:
    """Return how many labels there are, on how many sheets, and where they begin."""
    pages = pages_of(sheet, count, start_at)
    labels = _tr("1 label") if count == 1 else _tr("{count} labels").format(count=_number(count))
    if sheet.is_roll:
        return labels
    sheets = _tr("1 sheet") if pages == 1 else _tr("{count} sheets").format(count=_number(pages))
    return _tr("{labels}, {sheets}, starts at label {start}").format(
        labels=labels, sheets=sheets, start=_number(start_at + 1)
    )


def start_words(sheet: Sheet, start_at: int) -> str:
    """Return which label is the first, and where on the sheet it is."""
    row, column = divmod(start_at, sheet.columns)
    return _tr("Label {start} of {count}: row {row}, column {column}").format(
        start=_number(start_at + 1),
        count=_number(sheet.count),
        row=_number(row + 1),
        column=_number(column + 1),
    )


def next_words(cell: int) -> str:
    """Return the offer to go on where the sheet ended."""
    return _tr("Start at label {start}, where the last sheet ended").format(start=_number(cell + 1))


def moved_words(nudge: Nudge) -> str:
    """Return how far a print is moved."""
    parts = []
    if nudge.x:
        way = _tr("{length} to the right") if nudge.x > 0 else _tr("{length} to the left")
        parts.append(way.format(length=mm_words(abs(nudge.x))))
    if nudge.y:
        way = _tr("{length} down") if nudge.y > 0 else _tr("{length} up")
        parts.append(way.format(length=mm_words(abs(nudge.y))))
    if not parts:
        return _tr("Not moved.")
    if len(parts) == 1:
        return _tr("Moved {way}.").format(way=parts[0])
    return _tr("Moved {across} and {along}.").format(across=parts[0], along=parts[1])


def beyond_words(sheet: Sheet, nudge: Nudge) -> str:
    """Return that what is printed leaves the paper; "" where it does not."""
    beyond = sheet.beyond(nudge)
    if not beyond:
        return ""
    return _tr(
        "Moved so far, {length} of the outermost labels may fall off the paper. If the print is "
        "that far off, check that the sheet is the right one."
    ).format(length=mm_words(max(1, round(beyond * 10))))


def trouble_words(made: MadeLabels, wanted: Symbol, *, offers_qr: bool) -> str:
    """Return what of the labels does not fit; "" where all of it does.

    Args:
        made: the labels.
        wanted: the code that was asked for.
        offers_qr: a button for QR codes stands below the words.
    """
    told = []
    if made.codeless:
        told.append(_codeless(made.codeless, wanted))
        if offers_qr:
            told.append(_tr("QR codes need less room, and hold any sign."))
        elif wanted is Symbol.QR:
            told.append(_tr("Take a sheet with larger labels."))
    if made.left_out:
        named = ", ".join(part_words(one) for one in Part if one in made.left_out)
        told.append(_tr("No room on some labels for: {parts}.").format(parts=named))
    if made.shortened:
        told.append(
            _tr("On 1 label, words end in “…”; its code holds the whole number.")
            if made.shortened == 1
            else _tr(
                "On {count} labels, words end in “…”; the codes hold the whole number."
            ).format(count=_number(made.shortened))
        )
    return " ".join(told)


def part_words(part: Part) -> str:
    """Return what a part of a label is called."""
    return {
        Part.NAME: _tr("the name"),
        Part.LIBRARY: _tr("the library"),
        Part.REPORT: _tr("“Broken? Report it…”"),
    }[part]


def report_words() -> str:
    """Return the last line of a label."""
    return _tr("Broken? Report it with this number.")


def symbol_words(symbol: Symbol) -> str:
    """Return what a code is called."""
    return _tr("Code 128") if symbol is Symbol.CODE_128 else _tr("QR code")


def symbol_hint(symbol: Symbol) -> str:
    """Return who reads a code."""
    if symbol is Symbol.CODE_128:
        return _tr("Bars, for every barcode scanner.")
    return _tr("Squares, for phones and newer scanners.")


def _codeless(labels: Sequence[Label], wanted: Symbol) -> str:
    """Return which labels have no code: for want of signs, or of room."""
    signless = [one for one in labels if wanted is Symbol.CODE_128 and not can_be_bars(one.code)]
    told = []
    if signless:
        signs = sorted({sign for one in signless for sign in one.code if not sign.isascii()})
        told.append(
            _tr(
                "Code 128 has no bars for {signs}, so these have their words only: {names}."
            ).format(signs=" ".join(signs[:_NAMED]), names=_names(signless))
        )
    roomless = [one for one in labels if one not in signless]
    if len(roomless) == 1:
        told.append(
            _tr("{symbol} does not fit on 1 label, which has its words only: {names}.").format(
                symbol=symbol_words(wanted), names=_names(roomless)
            )
        )
    elif roomless:
        told.append(
            _tr(
                "{symbol} does not fit on {count} labels, which have their words only: {names}."
            ).format(
                symbol=symbol_words(wanted),
                count=_number(len(roomless)),
                names=_names(roomless),
            )
        )
    return " ".join(told)


def _names(labels: Sequence[Label]) -> str:
    named = ", ".join(one.title for one in labels[:_NAMED])
    if len(labels) <= _NAMED:
        return named
    return _tr("{names} and {count} more").format(names=named, count=_number(len(labels) - _NAMED))
