"""At log-on: takes to the desk what is kept here, and says whether the form has to wait for more.

No window is opened, and Qt is not even loaded, unless an answer is awaited on this computer. A
share that never answers must not hold up a log-on: after a few seconds only what is known here
decides, and the form, whose workers may wait for as long as they like, goes on.
"""

import argparse
from dataclasses import dataclass
from threading import Thread

from libdesk import logs, paths, settings
from libdesk.app.site import now
from libdesk.delivery import ways
from libdesk.delivery.outbox import FileOutbox
from libdesk.domain.problems import Progress
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Courier, Kept
from libdesk.services.problems import Following, awaits_answer, threads

PATIENCE_S = 5.0
"""So long a share may take; then what is known on this computer decides."""


def is_form_needed(
    asked: argparse.Namespace, *, courier: Courier | None = None, patience_s: float = PATIENCE_S
) -> bool:
    """Deliver once; say whether something is still kept here, or an answer is to come.

    What was begun and takes longer goes on beside the form, or ends with the program. Neither
    loses anything: a report leaves the outbox by no other way than by being handed over, and what
    is handed over twice counts once.

    Args:
        asked: `data` from the command line.
        courier: another way to the desk than the settings name; a drill's.
        patience_s: seconds to wait at most.
    """
    data = paths.data_folder(asked.data)
    site = settings.load(data.site).site
    staff = ways.staff_ways(data, site, now=now)
    known = _Known()
    # A daemon: the program may end while it waits. No pool: that would be waited for at the end.
    work = Thread(
        target=_go_round,
        args=(data, staff.outbox, courier or staff.courier, known),
        name="log-on",
        daemon=True,
    )
    work.start()
    work.join(patience_s)
    reports = known.reports
    if reports is None:
        # Not even the outbox has answered. What lies in it is not known, so it may be waited for.
        return True
    moment = now()
    is_kept = any(kept.progress is Progress.KEPT for kept in reports)
    awaits = any(awaits_answer(thread, moment) for thread in threads(reports))
    return is_kept or (awaits and not site.public)


@dataclass(slots=True)
class _Known:
    """What is known of this computer's reports: as they lay here, then as they lie after all."""

    reports: tuple[Kept, ...] | None = None


def _go_round(data: DataFolder, outbox: FileOutbox, courier: Courier, known: _Known) -> None:
    following = Following(outbox)
    try:
        known.reports = following.list()
        if not known.reports:
            return
        logs.start(data.logs, "form")
        dispatch = Dispatch(outbox, courier, now)
        dispatch.deliver()
        dispatch.fetch_replies()
        known.reports = following.list()
    except Unavailable:
        known.reports = ()
