"""The order of the work: the system, the environment, LibDesk in it, shortcuts, the window."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import checks, display, environment, launch, package, system
from installer.console import Stop, data_home, say


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks and return the exit code; a reason to stop is one sentence."""
    try:
        if list(arguments[:1]) == ["test"]:
            return _test(arguments[1:])
        return _start(_parse(arguments))
    except Stop as stop:
        print(stop.sentence, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("Stopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    except OSError as error:
        print(_os_sentence(error), file=sys.stderr)
        return 2


def _os_sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"The disk is full ({error.filename or data_home()}). Make room and start again."
    named = f" ({error.filename})" if error.filename else ""
    return f"This computer refused: {error.strerror or error}{named}."


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Set LibDesk up here and open it. 'start.py test' runs every check.",
    )
    wish = parser.add_mutually_exclusive_group()
    wish.add_argument(
        "--shortcuts", action="store_true", default=None, help="make the shortcuts without asking"
    )
    wish.add_argument(
        "--no-shortcuts", action="store_false", dest="shortcuts", help="make none and do not ask"
    )
    parser.add_argument("--no-open", action="store_true", help="set up only; do not open LibDesk")
    return parser.parse_args(arguments)


def _start(options: argparse.Namespace) -> int:
    """Set LibDesk up, then open its window, or its tour where there is no screen."""
    system.check_platform()
    system.check_system(tests=False, screens=display.named())
    env = environment.place(tests=False)
    lock = environment.lock_file(tests=False)
    made = environment.ensure(env, lock)
    if package.refresh(env):
        _import_test(env)
        say(f"LibDesk's commands: {package.script(env)} --help")
    screen = display.find()
    _offer_shortcuts(env, options.shortcuts, made=made, on_screen=bool(screen.kind))
    if options.no_open:
        return 0
    if not screen.kind:
        say(f"there is no screen here: {screen.why}. Running LibDesk's tour without one")
        launch.tour(env, screen.environ(os.environ))
        return 0
    try:
        launch.open_window(env, screen.environ(os.environ))
    except Stop:
        if environment.loads(env):
            raise
        say("the environment is damaged: making it again")
        environment.ensure(env, lock, anew=True)
        package.refresh(env)
        launch.open_window(env, screen.environ(os.environ))
    return 0


def _import_test(env: Path) -> None:
    if not environment.loads(env):
        log = data_home() / "logs" / "install.log"
        raise Stop(f"LibDesk is installed but does not load; its last words are in {log}.", 1)


def _offer_shortcuts(env: Path, wish: bool | None, *, made: bool, on_screen: bool) -> None:  # noqa: FBT001 - the command line's yes, no or nothing
    """Make the shortcuts when told to, ask once at a terminal, else say how to get them."""
    answered = env.with_name(f".{env.name}.shortcuts-asked")  # outlives the environment
    if wish is None:
        if not on_screen or answered.exists():
            return
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
            if made:
                say("for shortcuts on the desktop and in the menu, add --shortcuts")
            return
        question = (
            "Put 'LibDesk' and 'Report a problem' on the desktop and in the menu, and take kept "
            "reports to IT at each log-on? [Y/n] "
        )
        try:
            wish = input(question).strip().lower() in ("", "y", "yes")
        except EOFError:  # Ctrl+D: no answer, so the question stays open
            return
    answered.touch()
    if wish:
        launch.make_shortcuts(env)


def _test(arguments: Sequence[str]) -> int:
    """Set up the test environment and run every check."""
    system.check_platform()
    system.check_system(tests=True, screens=("x11",))
    env = environment.place(tests=True)
    environment.ensure(env, environment.lock_file(tests=True))
    package.point_at_checkout(env)
    return checks.run_all(env, arguments)
