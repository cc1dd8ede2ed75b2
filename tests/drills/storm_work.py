"""What goes on beside drill F12's storm: one process files reports, another delivers them.

Each works with the real services until its standard input ends. The one that files says a line for
every report that a person would have been told is kept; the careless one, for the control, says so
before it is.
"""

import argparse
import select
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from libdesk.delivery import ways
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from tests.drills import jobs

EVERY_S = 0.1


def say(promise: str) -> None:
    sys.stdout.write(f"{promise}\n")
    sys.stdout.flush()


def deliver(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Take what is kept to the desk's inbox, round after round; say how many went each time."""
    staff = ways.staff_ways(DataFolder(folder), jobs.SITE, now=jobs.now, trust=lambda _: None)
    dispatch = Dispatch(staff.outbox, staff.courier, jobs.now)
    while True:
        say(f"handed {dispatch.deliver().handed_over}")
        yield


def until_the_end(steps: Iterator[None]) -> None:
    for _ in steps:
        if select.select([sys.stdin], [], [], EVERY_S)[0]:
            return


WORK = {"file": jobs.file_reports, "carelessly": jobs.file_carelessly, "deliver": deliver}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=WORK)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    until_the_end(WORK[asked.work](asked.folder, say))
