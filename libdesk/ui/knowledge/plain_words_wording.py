"""What the check of plain words says to people."""

from PySide6.QtCore import QCoreApplication

from libdesk.domain.plain_words import Check
from libdesk.domain.reading import (
    LONG_SENTENCE,
    TARGET_EASE,
    TARGET_GRADE,
    Reading,
    arithmetic,
)
from libdesk.ui.strings import counted


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


def summary(check: Check) -> str:
    """Return one quiet line: how it reads, and how much could be said more plainly."""
    parts: list[str] = []
    reading = check.reading
    if reading is not None and reading.says_enough:
        parts.append(_grade_words(reading))
    terms = len({one.term.id for one in check.jargon})
    long = len(reading.long_sentences) if reading is not None else 0
    found = (
        _some(terms, _tr("1 term to explain"), _tr("{count} terms to explain")),
        _some(len(check.blame), _tr("1 unkind word"), _tr("{count} unkind words")),
        _some(long, _tr("1 long sentence"), _tr("{count} long sentences")),
    )
    if listed := ", ".join(filter(None, found)):
        parts.append(f"{listed[0].upper()}{listed[1:]}.")
    return " ".join(parts)


def sums(check: Check) -> str:
    """Return how the numbers came about, in plain text."""
    reading = check.reading
    if reading is None:
        return ""
    lines = [
        _tr("{words} words in {sentences} sentences, {syllables} syllables.").format(
            words=reading.words, sentences=reading.sentences, syllables=reading.syllables
        )
    ]
    lines += [f"{formula.name}: {formula.sum}" for formula in arithmetic(reading)]
    if reading.grade is not None:
        aim = _tr("The first is a school grade: {grade} or less is easy for most people. ")
        ease = _tr("The second goes from 0, hard, to 100, easy.")
        lines.append(aim.format(grade=TARGET_GRADE) + ease)
    else:
        aim = _tr("From 0, hard, to 100, easy: {ease} or more is easy for most people.")
        lines.append(aim.format(ease=TARGET_EASE))
    lines.append(
        _tr(
            "A line without a full stop counts as a sentence, a number as one syllable, an address "
            "as nothing. More than {count} words are many for one sentence."
        ).format(count=LONG_SENTENCE)
    )
    if reading.long_words:
        lines.append(_tr("Long words: {words}").format(words=", ".join(reading.long_words)))
    return "\n".join(lines)


def _grade_words(reading: Reading) -> str:
    if reading.grade is not None:
        return _tr("Reads at grade {grade}.").format(grade=max(1, round(reading.grade)))
    ease = min(100, max(0, round(reading.ease or 0)))
    return _tr("Ease of reading: {ease} of 100.").format(ease=ease)


def _some(count: int, one: str, many: str) -> str:
    return counted(count, one, many) if count else ""
