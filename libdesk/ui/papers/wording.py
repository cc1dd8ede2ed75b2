"""The window for papers in words: signs that can't be printed, and disks that say no."""

import errno
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from libdesk.ui.papers.parts import MissingSign

LISTED = 24
"""So many signs are listed one by one."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ESTALE})


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


def missing_words(missing: tuple[MissingSign, ...]) -> str:
    """Return which signs can't be printed; "" where all can."""
    if not missing:
        return ""
    if len(missing) == 1:
        lead = _tr("1 character can’t be printed and stands as its code:")
    else:
        lead = _tr("{count} characters can’t be printed and stand as their codes:")
    listed = [_missing(one) for one in missing[:LISTED]]
    if (more := len(missing) - LISTED) > 0:
        listed.append(_tr("and {count} more").format(count=QLocale().toString(more)))
    count = QLocale().toString(len(missing))
    return f"{lead.format(count=count)} {', '.join(listed)}."


def _missing(one: MissingSign) -> str:
    # A mark that stands on the letter before it, or nowhere, is told by its code alone.
    shown = f"{one.sign} " if one.sign.isprintable() and one.sign.strip() else ""
    if one.count == 1:
        return f"{shown}[{one.code}]"
    return _tr("{sign}[{code}], {count} times").format(
        sign=shown, code=one.code, count=QLocale().toString(one.count)
    )


def cut_words() -> str:
    """Return that a paper does not fit on its one page."""
    return _tr(
        "This doesn’t fit on one page, even in its smallest text. It goes on to the next page; to "
        "have it on one, say some of it in fewer words."
    )


def not_saved_words(error: OSError, path: Path) -> str:
    """Return why a file could not be saved: what happened, what is safe, what to do."""
    folder, name = path.parent, path.name
    if error.errno in _FULL:
        why = _tr("The disk with {folder} is full, so {name} was not saved.")
        what = _tr("Make room, or save it in another folder.")
    elif error.errno in _FORBIDDEN:
        why = _tr("{name} may not be saved in {folder}: nothing may be written there.")
        what = _tr("Choose another folder, or another name.")
    elif error.errno in _GONE:
        why = _tr("The folder {folder} is not there, so {name} was not saved.")
        what = _tr("Choose another folder.")
    elif error.errno == errno.ENAMETOOLONG:
        why = _tr("The name {name} is too long for {folder}.")
        what = _tr("Save it under a shorter name.")
    else:
        why = _tr("{name} could not be saved in {folder}: {reason}.")
        what = _tr("Try again, or choose another folder.")
    reason = (error.strerror or _tr("the disk did not say why")).lower()
    told = why.format(folder=folder, name=name, reason=reason)
    return " ".join((told, _tr("The paper itself is still here."), what))
