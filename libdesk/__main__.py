"""Picks a face or a command from the arguments, and imports only that one."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from libdesk import __version__

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

_FILE_EXAMPLE = """\
The file holds one JSON object; only the category must be there:

  {"category": "PRINT", "branch": "CEN", "saw": "Gray stripes on every page",
   "who_is_stopped": "several", "how_bad": "badly", "answers": {"sees": ["faint"]}}

who_is_stopped: one, several, everyone.  how_bad: stopped, worse, badly, can_wait.
Also: guess, item, only_one, only_accessible, deadline_at, risks, contact, here_until.
Facts about this computer go along, and are told when it is filed; left_out lists those that must
not, such as ["user"].
The categories and the keys of answers are listed in resources/questions/answers.schema.json.
The report is kept on this computer; libdesk deliver takes it to the desk.
"""

_CPU_EXAMPLE = """\
One line comes out for each name, the verdict first:

  libdesk donation cpu "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz"
  yes  Intel Core of the 8th generation or newer.

yes: can run Windows 11.  no: cannot.  check: ask IT, the name alone doesn't tell.
A name may be typed as people do (i5 8250u) and with small faults; what can't be placed, or could be
read in two ways, is check. The rules are in resources/lifecycle/processors.json.
"""

_CHECK_EXAMPLE = """\
A CSV or a spreadsheet has a heading over each column: make, model, processor, memory, disk, year,
serial, count, kind, notes (English, Spanish or French), or a cell in which everything stands. A
list can't say that the donor owns it, that no lease, lock, recall or damage is on it, that it works
and may be wiped: without that a machine is "maybe" at best. --confirmed says that the donor has.

JSON is a list of machines, or of offers; all facts of a machine may be left out:

  [{"offer": "1", "donor": {"organization": "A law firm"}, "asked_on": "2026-11-21", "machines": [
     {"kind": "desktop", "count": 10, "make": "HP", "model": "ProDesk 400 G7",
      "processor": "i5-10500", "memory_gb": 16, "disk_gb": 256, "disk_kind": "SSD",
      "made_on": "2023-05-01", "is_owned": true, "on_lease": false, "works": true}]}]

With --json: [{"offer", "machine", "count", "verdict", "lines": [{"rule", "fate", "fact", "policy",
"known"}], "cost_to_accept": {"once", "per_year", "currency"}, "cost_to_buy": {"price", "per_year",
"currency"}}], one entry for each listed machine; verdict is accept, spare, parts, maybe, refer or
decline, fate is pass, soft or fail.
"""

Add = Callable[..., argparse.ArgumentParser]
"""Adds a command by its name and what it does."""


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage in one sentence and leaves with 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sys.stderr.write(f"libdesk: {message}\n")
        raise SystemExit(WRONG_USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run LibDesk and return its exit code: 0 done, 1 refused, 2 wrong usage."""
    # Given here and not as defaults: argparse shares the common options between all commands, and a
    # default of the whole line would then win over what stands before a command.
    nothing = argparse.Namespace(data=None, database=None, site=None)
    words = sys.argv[1:] if arguments is None else arguments
    is_form = words[:1] == ["report"]  # as its icon says it: the other commands are not even listed
    asked = parser(whole=not is_form).parse_args(words, nothing)
    if asked.command == "report" and asked.at_log_on:
        from libdesk.app import log_on

        if not log_on.is_form_needed(asked):
            return DONE
    if asked.command in (None, "report"):
        if not _has_screen():
            return REFUSED
        gc.disable()  # until the first frame there is no garbage, and looking for it takes time
        # First what knows no Qt: its bindings read the source of all that is imported after them.
        from libdesk.app import site  # noqa: F401 - before Qt
    if asked.command == "report":
        from libdesk.domain import places, tiles  # noqa: F401, I001 - before Qt, see above
        from libdesk.app import staff

        return staff.run(asked)
    if asked.command is None:
        from libdesk.app import desk

        return desk.run(asked)
    from libdesk.app import commands

    return commands.run(asked)


def _has_screen() -> bool:
    """Say whether a face can open, and tell when it can't: Qt would end the program by an abort."""
    from libdesk.app.display import has_screen

    if has_screen():
        return True
    sys.stderr.write(
        "libdesk: There is no screen to open a window on. Nothing was changed. From here, file, "
        "deliver, collect and search work; libdesk --help tells how.\n"
    )
    return False


def parser(*, whole: bool = True) -> argparse.ArgumentParser:
    """Return the command line.

    Args:
        whole: all commands; False for the form's only, which must be on screen in a blink.
    """
    common = _Parser(add_help=False)
    _place(common)
    top: argparse.ArgumentParser = _Parser(
        prog="libdesk",
        description="A small library's computers, looked after. Without a command: the desk.",
        parents=[common],
    )
    top.add_argument("--version", action="version", version=f"LibDesk {__version__}")
    _site(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, help_: str, **options: Any) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse's own
        return commands.add_parser(name, help=help_, description=help_, parents=[common], **options)

    _add_form(add)
    if whole:
        _add_staff_commands(add)
        _add_desk_commands(add)
        _add_donation_commands(add, common)
    return top


def _place(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the data folder"
    )
    command.add_argument(
        "--database", metavar="URL", default=argparse.SUPPRESS, help="a file or a PostgreSQL URL"
    )


def _add_form(add: Add) -> None:
    report = add("report", "open the problem form")
    report.add_argument("--about", metavar="TAG", default="", help="the label of the thing")
    report.add_argument(
        "--register", action="store_true", help="put this computer on IT's list of items"
    )
    report.add_argument(
        "--at-log-on",
        action="store_true",
        help="open no window: take kept reports to the desk, and tell of answers when they come",
    )
    _site(report)


def _add_staff_commands(add: Add) -> None:
    filed = add(
        "file",
        "file a report from answers in a JSON file",
        epilog=_FILE_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    filed.add_argument("file", type=Path, metavar="FILE.json")
    _site(filed)
    _json(filed)
    for name, help_ in (
        ("deliver", "take kept reports to the desk"),
        ("collect", "bring dropped reports into the inbox"),
    ):
        moving = add(name, help_)
        moving.add_argument("--watch", action="store_true", help="go on until stopped")
        if name == "deliver":
            moving.add_argument(
                "--until-empty",
                action="store_true",
                help="go on until nothing is kept on this computer only",
            )
        _site(moving)
        _json(moving)
    shortcut = add("shortcut", "put LibDesk on the desktop and into the menu, or take it away")
    shortcut.add_argument("what", choices=("install", "remove"))


def _add_desk_commands(add: Add) -> None:
    sample = add("sample", "write a fresh database of the sample library")
    sample.add_argument("file", type=Path, metavar="FILE.sqlite")
    sample.add_argument("--problems", type=int, default=200, metavar="N")
    sample.add_argument("--items", type=int, default=119, metavar="N")
    tour = add("tour", "open every window on sample data and save its pictures")
    tour.add_argument("folder", type=Path, metavar="OUT_DIR")
    tour.add_argument("--scale", type=float, default=1.0, choices=(1.0, 1.5, 2.0))
    search = add("search", "find problems and items by their words")
    search.add_argument("words", nargs="+", metavar="WORDS")
    _json(search)
    _add_import(add)
    export = add("export", "write everything as tables, with the database and an explanation")
    export.add_argument("folder", type=Path, metavar="OUT_DIR")
    _json(export)
    check = add("check", "check the database, its copies and the outbox")
    _json(check)
    support = add("support", "save what helps whoever helps you; it holds no report")
    support.add_argument("file", type=Path, metavar="OUT.zip")
    _json(support)
    backup = add("backup", "make a copy of the database now")
    backup.add_argument("--to", type=Path, metavar="DIR", help="put it into this folder too")
    _json(backup)
    restore = add("restore", "put a copy in the database's place; the old one is kept beside it")
    restore.add_argument("file", type=Path, metavar="FILE")
    _json(restore)


def _add_donation_commands(add: Add, common: _Parser) -> None:
    donation = add("donation", "judge what people offer to the library")
    judged = donation.add_subparsers(
        dest="judged", metavar="WHAT", required=True, parser_class=_Parser
    )
    help_ = "say whether a processor lets a computer run Windows 11"
    cpu = judged.add_parser(
        "cpu",
        help=help_,
        description=help_,
        parents=[common],
        epilog=_CPU_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    cpu.add_argument(
        "name", nargs="+", metavar="NAME", help="its name; - reads names from standard input"
    )
    help_ = "say for a list of offered machines which to accept, and why"
    check = judged.add_parser(
        "check",
        help=help_,
        description=help_,
        parents=[common],
        epilog=_CHECK_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("file", type=Path, metavar="FILE", help="CSV, a spreadsheet, or JSON")
    check.add_argument(
        "--policy",
        choices=("fits", "nearly-nothing", "refurbishing"),
        help="a shipped policy; without it the library's own, or else the one that takes what fits",
    )
    check.add_argument(
        "--confirmed", action="store_true", help="the donor has confirmed what a list can't say"
    )
    _json(check)
    help_ = "print what this computer tells of itself, to be pasted where it is offered"
    facts = judged.add_parser("facts", help=help_, description=help_, parents=[common])
    _json(facts)


def _add_import(add: Add) -> None:
    importing = add("import", "read an equipment list in, or take the last one back")
    parts = importing.add_subparsers(
        dest="what", metavar="WHAT", required=True, parser_class=_Parser
    )
    items = parts.add_parser("items", help="read a list in: CSV, TSV, XLSX, XLS or ODS")
    items.add_argument("file", type=Path, metavar="FILE")
    items.add_argument("--map", type=Path, metavar="FILE", help="read its columns as it says")
    items.add_argument("--save-map", type=Path, metavar="FILE", help="write how they were read")
    items.add_argument(
        "--fix-these", type=Path, metavar="FILE.csv", help="write the refused rows, with the reason"
    )
    items.add_argument("--dry-run", action="store_true", help="tell what would become of each row")
    for one in (items, parts.add_parser("undo", help="take the last list back, whole")):
        _place(one)
        _json(one)


def _site(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="take over this site file first",
    )


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document only")


if __name__ == "__main__":
    raise SystemExit(main())
