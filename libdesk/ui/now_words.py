"""*Now* reports in words: how many, and their numbers; never anything that was written in them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

MOST_TOLD = 3
"""More numbers are not read on a notice; all of them stand on the list."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("now", words)


def now_words(numbers: Sequence[str]) -> str:
    """Return a notice of *Now* reports; "" for none."""
    if not numbers:
        return ""
    told = ", ".join(numbers[:MOST_TOLD])
    if len(numbers) > MOST_TOLD:
        told = _tr("{numbers} and others").format(numbers=told)
    if len(numbers) == 1:
        return _tr("New Now report: {numbers}").format(numbers=told)
    count = QLocale().toString(len(numbers))
    return _tr("{count} new Now reports: {numbers}").format(count=count, numbers=told)
