"""At log-on: takes to the desk what is kept here, and says whether the form has to wait for more.

No window is opened, and Qt is not even loaded, unless an answer is awaited on this computer.
"""

import argparse

from libdesk import logs, paths, settings
from libdesk.app.site import now
from libdesk.delivery import ways
from libdesk.domain.problems import Progress
from libdesk.services.dispatch import Dispatch
from libdesk.services.errors import Unavailable
from libdesk.services.problems import Following, awaits_answer, threads


def is_form_needed(asked: argparse.Namespace) -> bool:
    """Deliver once; say whether something is still kept here, or an answer is to come.

    Args:
        asked: `data` from the command line.
    """
    data = paths.data_folder(asked.data)
    site = settings.load(data.site).site
    staff = ways.staff_ways(data, site, now=now)
    try:
        reports = Following(staff.outbox).list()
        if not reports:
            return False
        logs.start(data.logs, "form")
        dispatch = Dispatch(staff.outbox, staff.courier, now)
        dispatch.deliver()
        dispatch.fetch_replies()
        reports = Following(staff.outbox).list()
    except Unavailable:
        return False
    moment = now()
    is_kept = any(kept.progress is Progress.KEPT for kept in reports)
    awaits = any(awaits_answer(thread, moment) for thread in threads(reports))
    return is_kept or (awaits and not site.public)
