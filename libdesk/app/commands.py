"""The commands that need no window: each prints a line for people or one JSON document.

A command ends with 0 when it is done and with 1 when it was refused, in one plain sentence on
standard error. What needs the database is in desk_commands.py and imported only then.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from libdesk import logs, paths
from libdesk.app.answers import SIZE_LIMIT, read
from libdesk.app.printing import DONE, REFUSED, repeat, say, tell
from libdesk.app.site import load_guidance, now, take_site
from libdesk.delivery import ways
from libdesk.delivery.facts import read_facts
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.forgetting import Forgetting
from libdesk.services.problems import Filing


def run(asked: argparse.Namespace) -> int:
    """Run the command that was asked for and return the exit code."""
    data = paths.data_folder(asked.data)
    try:
        return _COMMANDS[asked.command](asked, data)
    except (Refusal, Unavailable, Conflict) as no:
        print(f"libdesk: {no.sentence}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return DONE


def _file(asked: argparse.Namespace, data: DataFolder) -> int:
    site = take_site(asked.site, data)
    try:
        if _is_dash(asked.file):
            content = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        else:
            # A pipe will do here: whoever named it waits for it.
            with asked.file.open("rb") as stream:
                content = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise Refusal(f"{asked.file} can't be read: {error.strerror}.") from error
    tiles = load_guidance()
    draft = read(content, tiles)
    draft = replace(
        draft,
        branch=draft.branch or site.branch,
        facts=read_facts(public=site.public),
    )
    outbox = ways.open_outbox(data, site, now=now)
    receipt = Filing(outbox, tiles, now, uuid4).submit(draft)
    number = receipt.report.number
    sentence = f"{number} is kept on this computer."
    if not receipt.lasts:
        sentence += " It forgets when it restarts: run libdesk deliver before that."
    if receipt.shortened:
        sentence += " The text was longer than 100,000 characters; the rest was left out."
    facts = {fact.key: fact.value for fact in receipt.report.facts}
    if facts:
        listed = "; ".join(f"{key}: {value}" for key, value in facts.items())
        sentence += f"\nSent along: {listed}."
    document = {
        "id": str(receipt.report.id),
        "number": number,
        "priority": receipt.priority.name.lower(),
        "progress": "kept",
        "lasts": receipt.lasts,
        "shortened": receipt.shortened,
        "facts": facts,
    }
    say(asked, document, sentence)
    return DONE


def _deliver(asked: argparse.Namespace, data: DataFolder) -> int:
    site = take_site(asked.site, data)
    logs.start(data.logs, "deliver")
    staff = ways.staff_ways(data, site, now=now)
    forgetting = Forgetting(staff.outbox, staff.board, now)
    dispatch = Dispatch(staff.outbox, staff.courier, now, forgetting)

    kept = 0

    def once() -> int:
        nonlocal kept
        round_ = dispatch.deliver()
        kept = round_.kept
        sentence = f"{round_.handed_over} handed over, {round_.kept} kept on this computer."
        if round_.why:
            print(f"libdesk: {round_.why}", file=sys.stderr)
        say(asked, {"kept": round_.kept, "handed_over": round_.handed_over}, sentence)
        return DONE

    return repeat(asked, once, lambda: kept == 0)


def _with_database(asked: argparse.Namespace, data: DataFolder) -> int:
    from libdesk.app import desk_commands

    return desk_commands.run(asked, data)


def _with_copies(asked: argparse.Namespace, data: DataFolder) -> int:
    from libdesk.app import backup_commands

    return backup_commands.run(asked, data)


def _with_donations(asked: argparse.Namespace, data: DataFolder) -> int:
    from libdesk.app import donation_commands

    return donation_commands.run(asked, data)


def _with_lists(asked: argparse.Namespace, data: DataFolder) -> int:
    from libdesk.app import import_commands

    return import_commands.run(asked, data)


def _shortcut(asked: argparse.Namespace, data: DataFolder) -> int:
    from libdesk.app import shortcuts

    if asked.what == "remove":
        changed = shortcuts.remove()
        tell("\n".join(f"removed {path}" for path in changed) or "There was no shortcut.")
        return DONE
    # -I: a checkout that happens to be the current folder must never win over what is installed.
    command = [sys.executable, "-I", "-m", "libdesk"]
    for path in shortcuts.install(command, data.root if asked.data else None):
        tell(f"made {path}")
    return DONE


def _support(asked: argparse.Namespace, data: DataFolder) -> int:
    from libdesk.app import support_command

    return support_command.run(asked, data)


def _tour(asked: argparse.Namespace, _data: DataFolder) -> int:
    from libdesk.app import tour

    return tour.run(asked.folder, asked.scale)


def _is_dash(path: Path) -> bool:
    return str(path) == "-"


_COMMANDS: dict[str, Callable[[argparse.Namespace, DataFolder], int]] = {
    "file": _file,
    "deliver": _deliver,
    "collect": _with_database,
    "search": _with_database,
    "check": _with_database,
    "backup": _with_copies,
    "restore": _with_copies,
    "export": _with_database,
    "donation": _with_donations,
    "import": _with_lists,
    "sample": _with_database,
    "shortcut": _shortcut,
    "support": _support,
    "tour": _tour,
}
