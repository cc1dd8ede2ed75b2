"""The shipped rules about which processors let a computer run Windows 11."""

from libdesk import files, paths
from libdesk.domain.processors import Processors
from libdesk.domain.processors_file import parse_processors


def load_processors() -> Processors:
    """Return the rules that are shipped."""
    return parse_processors(files.read_json(paths.resources() / "lifecycle" / "processors.json"))
