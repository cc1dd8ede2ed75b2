"""The words of problems, and how problems are found by them: FTS5 on SQLite, GIN on PostgreSQL.

The words were cut by libdesk.domain.words and reach both databases as they are, so that both give
the same hits. Nothing that a person typed has a meaning of its own here: a word is a run of
letters and digits, quoted and bound.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, text, update

from libdesk.domain.words import Query
from libdesk.storage.columns import holdable
from libdesk.storage.schema import WORD_VECTOR, problem_words

WORDS_BYTES = 400_000
"""Bytes of one problem's words; PostgreSQL holds no more than a megabyte. 60,000 words and more."""

_SIGNS = re.compile(r"[\W_]+")
_ADD = insert(problem_words)
_INDEX = text("INSERT INTO word_index (rowid, words) VALUES (:problem, :words)")
_LEAVE = text(
    "INSERT INTO word_index (word_index, rowid, words) VALUES ('delete', :problem, :words)"
)
_OF = select(problem_words.c.problem, problem_words.c.words).where(
    problem_words.c.problem.in_(bindparam("problems_", expanding=True))
)
_CHANGE = (
    update(problem_words)
    .where(problem_words.c.problem == bindparam("problem_"))
    .values(words=bindparam("words_"))
)
_FIND_SQLITE = text(
    "SELECT rowid FROM word_index WHERE word_index MATCH :wanted ORDER BY rowid DESC LIMIT :limit"
)
_FIND_POSTGRESQL = text(
    f"SELECT problem FROM problem_words WHERE {WORD_VECTOR} @@ CAST(:wanted AS tsquery) "  # noqa: S608 - a constant of ours
    "ORDER BY problem DESC LIMIT :limit"
)


def add(connection: Connection, words_of: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Index the words of new problems, given by their sequence."""
    rows = [{"problem": problem, "words": joined(words)} for problem, words in words_of]
    connection.execute(_ADD, rows)
    if connection.dialect.name == "sqlite":
        connection.execute(_INDEX, rows)


def move(connection: Connection, from_problems: Sequence[int], to_problem: int) -> None:
    """Let one problem be found by others' words too, and those by none any more.

    A word's room is kept for the words of the one; beyond WORDS_BYTES the last are left out.
    """
    asked = {"problems_": [to_problem, *from_problems]}
    old: dict[int, str] = dict(connection.execute(_OF, asked).all())
    had = old[to_problem].split()
    words = dict.fromkeys(had)
    words.update(dict.fromkeys(" ".join(old[one] for one in from_problems).split()))
    new = {**dict.fromkeys(from_problems, ""), to_problem: joined(tuple(words))}
    changed = [{"problem_": one, "words_": new[one]} for one in new if new[one] != old[one]]
    if changed:
        connection.execute(_CHANGE, changed)
    if connection.dialect.name == "sqlite":
        # The index holds no words itself: what is to leave it must be told.
        left = [{"problem": one, "words": old[one]} for one in from_problems]
        connection.execute(_LEAVE, left)
        # It knows of each word who has it, so what is new is added beside what is there. To take
        # all out and put it in again, for each follow-up of many, would be far more work.
        more = new[to_problem].split()[len(dict.fromkeys(had)) :]
        connection.execute(_INDEX, [{"problem": to_problem, "words": " ".join(more)}])


def replace(connection: Connection, words_of: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Let problems, given by their sequence, be found by these words and by no others."""
    asked = {"problems_": [problem for problem, _ in words_of]}
    old = connection.execute(_OF, asked).all()
    new = [{"problem": problem, "words": joined(words)} for problem, words in words_of]
    if not new:
        return
    changed = [{"problem_": one["problem"], "words_": one["words"]} for one in new]
    connection.execute(_CHANGE, changed)
    if connection.dialect.name == "sqlite":
        connection.execute(_LEAVE, [{"problem": one, "words": words} for one, words in old])
        connection.execute(_INDEX, new)


def joined(words: Sequence[str]) -> str:
    """Return the words as they are stored; beyond WORDS_BYTES the rest is left out."""
    line = holdable(" ".join(words))
    if len(line) * 4 > WORDS_BYTES and len(raw := line.encode()) > WORDS_BYTES:
        line = raw[:WORDS_BYTES].decode(errors="ignore").rpartition(" ")[0]
    return line


def find(connection: Connection, wanted: Query, limit: int) -> tuple[int, ...]:
    """Return the sequences of the newest problems that hold all words, newest first."""
    words = [word for word in map(_bare, wanted.words) if word]
    beginning = _bare(wanted.beginning)
    if not (words or beginning) or limit < 1:
        return ()
    if connection.dialect.name == "sqlite":
        question, asked = _FIND_SQLITE, _for_fts5(words, beginning)
    else:
        question, asked = _FIND_POSTGRESQL, _for_tsquery(words, beginning)
    return tuple(connection.execute(question, {"wanted": asked, "limit": limit}).scalars())


def _bare(word: str) -> str:
    # The domain's words are bare already; a caller's mistake must not become a search language.
    return _SIGNS.sub("", holdable(word))


def _for_fts5(words: Sequence[str], beginning: str) -> str:
    parts = [f'"{word}"' for word in words]
    if beginning:
        parts.append(f'"{beginning}"*')
    return " AND ".join(parts)


def _for_tsquery(words: Sequence[str], beginning: str) -> str:
    parts = [f"'{word}'" for word in words]
    if beginning:
        parts.append(f"'{beginning}':*")
    return " & ".join(parts)
