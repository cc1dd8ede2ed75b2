"""The words of the facts: numbers and makers' names, as a person would say them.

Pure functions, alike for every system. Where the numbers come from is not known here.
"""

import re

_GIGABYTE = 1_000_000_000  # disks are sold by it
_MEMORY_UNIT = 1 << 30  # memory is sold by it, under the same name
_MARKS = re.compile(r"\((?:R|TM|C)\)|[®™©]", re.IGNORECASE)

# What makers of main boards leave where the maker of the computer should have written its name.
_PLACEHOLDERS = frozenset(
    {
        "all series",
        "default string",
        "invalid",
        "n/a",
        "none",
        "not applicable",
        "not available",
        "not specified",
        "o.e.m.",
        "oem",
        "system manufacturer",
        "system product name",
        "system version",
        "to be filled by o.e.m.",
        "unknown",
    }
)
_NAMED_BY_VERSION = "lenovo"


def memory(total: int, available: int | None = None) -> str:
    """Return the size of the memory in words.

    Args:
        total: bytes there are.
        available: bytes a program could still have; None when that is not known.

    Raises:
        ValueError: these cannot be sizes of a memory.
    """
    if total <= 0 or not 0 <= (available or 0) <= total:
        raise ValueError("no memory has such sizes")
    whole = f"{total / _MEMORY_UNIT:.1f} GB"
    return whole if available is None else f"{whole}, {available / _MEMORY_UNIT:.1f} GB of it free"


def disk(free: int, total: int) -> str:
    """Return in words how full a disk is; `free` and `total` are bytes."""
    full = 100 - round(100 * free / total)
    return f"{free / _GIGABYTE:.1f} GB of {total / _GIGABYTE:.0f} GB free ({full}% full)"


def network(*, is_out: bool) -> str:
    """Return the state of the network where only the way out is known."""
    return "connected, with a way out" if is_out else "no network, or no way out of the building"


def running(seconds: float, begun: str = "switched on") -> str:
    """Return in words how long a computer has been running.

    Raises:
        ValueError: the time is negative: a clock was set back.
    """
    if not seconds >= 0:  # "not a number" is neither
        raise ValueError("nothing was switched on in the future")
    for size, one, many in ((86_400, "day", "days"), (3_600, "hour", "hours")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{begun} {count} {one if count == 1 else many} ago"
    return f"{begun} less than an hour ago"


def machine(maker: str, product: str, version: str = "", board: str = "") -> str:
    """Return who made a computer and what they call it; "" when nobody wrote it down.

    Args:
        maker: the maker of the whole computer.
        product: the maker's name for it.
        version: where Lenovo writes the name on the lid; its product name is a part number.
        board: the main board's maker and name, for a computer built from parts.
    """
    maker, product, version = given(maker), given(product), given(version)
    if maker.casefold() == _NAMED_BY_VERSION and version and product:
        return f"{maker} {version} ({product})"
    if product:
        return joined(maker, product)
    return f"main board {board}" if board else maker


def joined(maker: str, name: str) -> str:
    """Return a maker and a name; once only where the name begins with the maker.

    What nobody filled in is left out.
    """
    maker, name = given(maker), given(name)
    if name.casefold().startswith(maker.casefold()):
        return name
    return f"{maker} {name}".rstrip()


def processor(name: str) -> str:
    """Return a processor's name without its legal marks."""
    return " ".join(_MARKS.sub(" ", name).replace(" CPU @", " @").split())


def given(name: str) -> str:
    """Return a name; "" for what stands where nobody has written one."""
    name = " ".join(name.split())
    return "" if name.casefold() in _PLACEHOLDERS else name
