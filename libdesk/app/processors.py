"""The shipped rules about processors: which can run Windows 11, and in which year each came."""

from functools import cache, lru_cache

from libdesk import files, paths
from libdesk.domain.processor_years import ProcessorYears, parse_processor_years
from libdesk.domain.processors import Processors
from libdesk.domain.processors_file import parse_processors
from libdesk.domain.windows11 import Fit


@cache
def load_processors() -> Processors:
    """Return the rules that are shipped."""
    return parse_processors(files.read_json(paths.resources() / "lifecycle" / "processors.json"))


@cache
def load_processor_years() -> ProcessorYears:
    """Return the years that are shipped."""
    path = paths.resources() / "lifecycle" / "processor_years.json"
    return parse_processor_years(files.read_json(path))


@lru_cache(maxsize=2_000)  # a library has many of one kind
def processor_fit(name: str) -> Fit:
    """Return whether a processor of this name lets a computer run Windows 11."""
    return Fit(load_processors().judge(name).can.value) if name else Fit.CHECK


@lru_cache(maxsize=2_000)
def processor_since(name: str) -> int | None:
    """Return the year in which a processor of this name came; None for not known."""
    return load_processor_years().since(name)
