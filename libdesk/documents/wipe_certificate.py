"""The certificate of sanitization: what was wiped, how far, by whom, and who checked it (3.6)."""

from datetime import date

from libdesk.documents.content import Blanks, Facts, Heading, Paper, Paragraph, Tone, Words
from libdesk.documents.disposal_words import goes_words, media_words, method_words
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.records import Record
from libdesk.domain.wiping import Result, WipeRecord, WipingRules


def wipe_certificate(
    wipe: WipeRecord,
    record: Record,
    rules: WipingRules,
    words: Wording,
    *,
    printed_on: date,
    library: str = "",
) -> Paper:
    """Return the certificate of one wipe.

    Args:
        wipe: what was done.
        record: the item, as it is now.
        rules: what is known of wiping: the guideline, and the name of the technique.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    is_done = wipe.result is Result.DONE
    lead = (
        words.tr("The storage of this item was sanitized as told here.")
        if is_done
        else words.tr("This item was NOT sanitized: the try that is told here failed.")
    )
    return Paper(
        title=words.tr("Certificate of sanitization"),
        blocks=(
            Paragraph(lead, Tone.LEAD),
            Heading(words.tr("The item")),
            Facts(_item(wipe, record, words)),
            Heading(words.tr("What was done")),
            Facts(_done(wipe, rules, words)),
            Heading(words.tr("Signed")),
            Paragraph(words.tr("Who did it")),
            Blanks((words.tr("Name and position"), words.tr("Signature"), words.tr("Date"))),
            Paragraph(words.tr("Who checked it, another person where there is one")),
            Blanks((words.tr("Name and position"), words.tr("Signature"), words.tr("Date"))),
        ),
        language=words.language,
        above=library,
        below=DOT.join((wipe.tag, words.day(wipe.on))),
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        name=words.tr("Certificate of sanitization, {label}").format(label=wipe.tag),
        text_pt=10.5,
        least_pt=10.5,
        furniture=furniture(words),
    )


def _item(wipe: WipeRecord, record: Record, words: Wording) -> tuple[tuple[str, Words], ...]:
    return (
        (words.tr("Label"), wipe.tag),
        (words.tr("What it is"), DOT.join(filter(None, (record.kind, wipe.machine)))),
        (words.tr("Serial number"), wipe.serial or words.tr("not known")),
        (words.tr("Kind of storage"), media_words(wipe.media, words)),
        (words.tr("Goes"), goes_words(wipe.goes, words)),
    )


def _done(wipe: WipeRecord, rules: WipingRules, words: Wording) -> tuple[tuple[str, Words], ...]:
    checked = wipe.checked_by or (
        words.tr("nobody: there is no second person here")
        if wipe.is_alone
        else words.tr("nobody yet")
    )
    result = words.tr("done") if wipe.result is Result.DONE else words.tr("FAILED")
    facts = (
        (words.tr("Method"), method_words(wipe.method, words)),
        (words.tr("How"), words.tr(rules.name(wipe.technique))),
        (words.tr("Tool and version"), wipe.tool or "–"),
        (words.tr("Done by"), wipe.by),
        (words.tr("On"), words.day(wipe.on)),
        (words.tr("Result"), result),
        (words.tr("Checked by"), checked),
        (words.tr("How it was checked"), wipe.how_checked or "–"),
        (words.tr("Guideline"), rules.source),
    )
    return (*facts, (words.tr("Note"), wipe.note)) if wipe.note else facts
