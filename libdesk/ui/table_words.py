"""Words for tables from files: what is odd about one, and how it can be read."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.tables import CELL_LIMIT, Note, NoteKind, column_name

_ROWS_NAMED = 5


def _tr(words: str) -> str:
    return QCoreApplication.translate("words", words)


def note_words(note: Note, headings: Sequence[str], locale: QLocale) -> str:
    """Return what is odd about a table, and what to do, as a sentence or two.

    Args:
        note: what is odd.
        headings: those of its table.
        locale: by whose rules numbers are written.
    """
    words = _note_sentence(note)
    return words.format(
        rows=rows_words(note.rows, locale),
        column="" if note.column is None else column_words(note.column, headings),
        sample=note.sample,
        limit=locale.toString(CELL_LIMIT),
    )


def _note_sentence(note: Note) -> str:
    if note.kind is NoteKind.ZEROS_LOOK_LOST and note.column is None:
        return _tr(
            "This file shows zeros before numbers that are not in its cells (as {sample}). Check "
            "numbers such as labels: they are read without these zeros."
        )
    return {
        NoteKind.ROW_SKIPPED: _tr("Left out: {rows}. A cell is longer than {limit} characters."),
        NoteKind.RAGGED: _tr(
            "More or fewer cells than headings: {rows}. Check that all stand in their columns."
        ),
        NoteKind.NO_ROWS: _tr("There are headings, but no rows below them."),
        NoteKind.ABOVE_HEADINGS: _tr("Left out, above the headings: {rows}."),
        NoteKind.NO_HEADING: _tr("{column}: there is no heading."),
        NoteKind.DUPLICATE_HEADING: _tr("{column}: a column before it has the same heading."),
        NoteKind.NUMBER_LOOKS_CUT: _tr(
            "{column}: a spreadsheet program has cut long numbers, such as {sample}, in {rows}. "
            "They are kept as they stand; look up the whole numbers."
        ),
        NoteKind.ZEROS_LOOK_LOST: _tr(
            "{column}: zeros may be missing at the front, as in {sample}, in {rows}. They are kept "
            "as they stand."
        ),
        NoteKind.DAY_AS_NUMBER: _tr(
            "{column}: days stand as a spreadsheet counts them, such as {sample}, in {rows}. Give "
            "the column a date format in the spreadsheet program, and save it again."
        ),
        NoteKind.EMPTY_ROWS: _tr("The sheet says it has {sample} rows; most of them are empty."),
        NoteKind.MIXED_ENCODING: _tr(
            "Written in another encoding than the rest: {rows}. Check the letters with accents."
        ),
        NoteKind.ODD_LETTERS: _tr(
            "Letters that can’t be read in this encoding: {rows}. Try another one."
        ),
    }[note.kind]


def column_words(column: int, headings: Sequence[str]) -> str:
    """Return what a column is called: by its letter, and by its heading if it has one."""
    name = column_name(column)
    heading = headings[column] if column < len(headings) else ""
    if not heading:
        return _tr("Column {name}").format(name=name)
    return _tr("Column {name}, “{heading}”").format(name=name, heading=heading)


def rows_words(numbers: Sequence[int], locale: QLocale) -> str:
    """Return which rows: "row 3", "rows 3, 5, 8" or "rows 3, 5, 8, 9, 10 and 2 more"."""
    named = ", ".join(locale.toString(number) for number in numbers[:_ROWS_NAMED])
    if len(numbers) == 1:
        return _tr("row {rows}").format(rows=named)
    more = len(numbers) - _ROWS_NAMED
    if more <= 0:
        return _tr("rows {rows}").format(rows=named)
    return _tr("rows {rows} and {more} more").format(rows=named, more=locale.toString(more))


def delimiter_words(delimiter: str) -> str:
    """Return what stands between two cells, in words."""
    return {
        ",": _tr("Comma"),
        ";": _tr("Semicolon"),
        "\t": _tr("Tab"),
        "|": _tr("Bar (|)"),
    }[delimiter]


def encoding_words(encoding: str) -> str:
    """Return an encoding as spreadsheet programs name it."""
    return {
        "utf-8": _tr("Unicode (UTF-8)"),
        "utf-16-le": _tr("Unicode (UTF-16)"),
        "utf-16-be": _tr("Unicode (UTF-16, big-endian)"),
        "cp1252": _tr("Western Europe (Windows)"),
        "iso8859-15": _tr("Western Europe (ISO)"),
        "mac-roman": _tr("Western Europe (Mac)"),
        "cp850": _tr("Western Europe (DOS)"),
        "cp437": _tr("United States (DOS)"),
        "cp1250": _tr("Central Europe (Windows)"),
        "cp1251": _tr("Cyrillic (Windows)"),
    }[encoding]
