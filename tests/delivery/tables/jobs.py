"""What a capped child can be told to do, and what can go wrong in it."""

import os
import sys
import time

from libdesk.delivery.tables.child import no_more_than
from libdesk.services.errors import Refusal, Unavailable


def echo(arguments):
    print("this is no answer")  # noqa: T201 - what a library may do
    return dict(arguments)


def limits(_arguments):
    import resource

    return [
        resource.getrlimit(what)[0]
        for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    ]


def gulp(_arguments):
    return len(bytearray(10**9))


def sip_and_gulp(arguments):
    """Take less, then as much as the limit for a part allows not, then as much without it."""
    with no_more_than(100_000_000):
        bytearray(arguments["least"])
        try:
            bytearray(arguments["most"])
        except MemoryError:
            was_refused = True
        else:
            was_refused = False
    return [was_refused, len(bytearray(arguments["most"]))]


def refuse(_arguments):
    raise Refusal("No.", field="tag")


def be_away(_arguments):
    raise Unavailable("The share is away.")


def slip(arguments):
    raise KeyError(arguments["secret"])


def end(_arguments):
    os._exit(3)


def wait(arguments):
    if "began" in arguments:
        with open(arguments["began"], "w") as stream:  # noqa: PTH123 - plain on purpose
            stream.write(str(os.getpid()))
    time.sleep(60)  # whoever began it must end it


def talk(arguments):
    return "x" * arguments["count"]


def path(_arguments):
    return sys.path
