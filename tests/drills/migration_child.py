"""Opens an old database, which upgrades it, and kills itself before the n-th statement.

Drill F21 starts it again and again. It says "opened" when it came through.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from libdesk.storage.database import Database


def main(target: str, last: int) -> int:
    left = [last]

    def count(*_statement: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    place = target if "://" in target else Path(target)
    Database.open(place, now=lambda: datetime.now(UTC)).close()
    sys.stdout.write("opened")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2])))
