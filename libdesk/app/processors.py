"""The shipped rules about which processors let a computer run Windows 11."""

from functools import cache, lru_cache

from libdesk import files, paths
from libdesk.domain.processors import Processors
from libdesk.domain.processors_file import parse_processors
from libdesk.domain.windows11 import Fit


@cache
def load_processors() -> Processors:
    """Return the rules that are shipped."""
    return parse_processors(files.read_json(paths.resources() / "lifecycle" / "processors.json"))


@lru_cache(maxsize=2_000)  # a library has many of one kind
def processor_fit(name: str) -> Fit:
    """Return whether a processor of this name lets a computer run Windows 11."""
    return Fit(load_processors().judge(name).can.value) if name else Fit.CHECK
