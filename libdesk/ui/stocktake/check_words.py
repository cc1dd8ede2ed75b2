"""What the scanner test says: whether a scan is fine, and what to do where it is not."""

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.domain.keyboard_layouts import Layout, Mixup
from libdesk.domain.scanner_checks import Arrival, Checked, Ending, Finding


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


def layout_name(layout: Layout) -> str:
    """Return what a keyboard is called."""
    return {
        Layout.GERMAN: _tr("German"),
        Layout.FRENCH: _tr("French"),
        Layout.BRITISH: _tr("British"),
        Layout.SPANISH: _tr("Spanish"),
        Layout.NORDIC: _tr("Nordic"),
    }[layout]


def verdict_words(checked: Checked) -> str:
    """Return the verdict in a few words."""
    if Finding.PATRON in checked.findings:
        return _tr("That looks like a patron’s card")
    if not checked.is_fine:
        return _tr("Something should be set")
    return _tr("This scanner is fine")


def arrival_words(arrival: Arrival) -> tuple[tuple[str, str], ...]:
    """Return how a scan came, as names with their values."""
    pace = arrival.pace
    ends = {
        Ending.ENTER: _tr("Enter"),
        Ending.TAB: _tr("Tab"),
        Ending.NOTHING: _tr("nothing"),
    }
    locale = QLocale()
    speed = "" if pace is None else _tr("{ms} ms from key to key").format(ms=locale.toString(pace))
    return (
        (_tr("Characters"), locale.toString(len(arrival.typed))),
        (_tr("Ends with"), ends[arrival.ending]),
        (_tr("Speed"), speed or _tr("not known, of one character")),
    )


def finding_words(finding: Finding, checked: Checked) -> str:
    """Return what is to be known of a scan, and to be done."""
    if finding is Finding.LAYOUT:
        return _layout_words(checked.mixup)
    if finding is Finding.SURROUNDED:
        around = (*checked.around.prefixes, *checked.around.suffixes)
        return _tr(
            "The scanner puts “{around}” around the label. Let LibDesk pass over it, with the "
            "button below, or switch it off with the scanner’s own setup barcodes."
        ).format(around="” “".join(around))
    return {
        Finding.FINE: _tr("The label arrived as it is printed. Nothing is to be done."),
        Finding.NO_ENTER: _tr(
            "It sends no Enter after the label. That works here. In other programs it may be "
            "useful: the manual calls it “suffix CR”."
        ),
        Finding.TAB: _tr("It sends Tab after the label. That works here."),
        Finding.CAPS_LOCK: _tr(
            "Caps Lock is on, so capitals and small letters changed places. That does no harm "
            "here; switch it off for other programs."
        ),
        Finding.CONTROLS: _tr(
            "It sends signs that nobody sees, shown in brackets above. They are passed over."
        ),
        Finding.SLOW: _tr(
            "It sends its keys slowly, so that it can’t be told from typing. Let LibDesk wait "
            "longer for it, with the button below, or set “inter-character delay” to 0 as its "
            "manual says."
        ),
        Finding.GLUED: _tr(
            "Several codes came in one breath. They are cut apart where that is certain. Let the "
            "scanner send Enter after each: the manual calls it “suffix CR”."
        ),
        Finding.UNKNOWN: _tr(
            "Nothing in the list has this number. If that is what is printed below the bars, the "
            "scanner is fine; scan a label of a thing that is in the list."
        ),
        Finding.GARBAGE: _tr(
            "That is no label: too long, or signs that nobody can read. Unplug the scanner, plug "
            "it in again, and scan the barcode “factory defaults” of its manual."
        ),
        Finding.PATRON: _tr("Nothing was kept or shown of it. Scan the label of a thing."),
    }[finding]


def _layout_words(mixup: Mixup | None) -> str:
    if mixup is None:
        return _tr(
            "The scanner types as on another keyboard than this computer has. Set its “keyboard "
            "country” to that of this computer: its manual has a barcode for each."
        )
    name = layout_name(mixup.layout)
    if mixup.by_scanner:
        return _tr(
            "The scanner types as on a {name} keyboard, and this computer reads as on a US one. "
            "The label was made out all the same. For other programs, scan the barcode “US "
            "keyboard” of the scanner’s manual."
        ).format(name=name)
    return _tr(
        "This computer reads as on a {name} keyboard, and the scanner types as on a US one. The "
        "label was made out all the same. For other programs, scan the barcode “{name} keyboard” "
        "of the scanner’s manual."
    ).format(name=name)
