"""The shipped glossary, and the shipped words that blame (S27, S45, S47)."""

from libdesk import files, paths
from libdesk.domain.blame import parse_blame
from libdesk.domain.glossary import Glossary
from libdesk.domain.glossary_file import parse_glossary
from libdesk.domain.plain_words import PlainWords


def load_glossary() -> Glossary:
    """Return the terms that are shipped."""
    return parse_glossary(files.read_json(paths.resources() / "glossary" / "terms.json"))


def load_plain_words() -> PlainWords:
    """Return what checks words for people: the terms, and what sounds like blame."""
    blame = parse_blame(files.read_json(paths.resources() / "glossary" / "blame.json"))
    return PlainWords(load_glossary(), blame)
