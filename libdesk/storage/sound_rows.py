"""Rows read one by one: a damaged one is left out and noted, the others count.

For what the desk tells its forms: a day that is no day must not keep the other days from them.
Problems are not read this way; of them nothing may be left out silently.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import CursorResult

_Value = TypeVar("_Value")
_LOG = logging.getLogger(__name__)


def sound_rows(
    result: CursorResult[*tuple[Any, ...]], make: Callable[..., _Value]
) -> Iterator[_Value]:
    """Yield what `make` makes of the columns of each row, without those that it cannot take.

    Args:
        result: rows that were asked for.
        make: called with the columns in their order; a ValueError or TypeError leaves the row out.
    """
    while True:
        try:
            row = result.fetchone()
            if row is None:
                return
            value = make(*row)
        except (ValueError, TypeError) as error:
            _LOG.warning("a damaged row was left out: %s", type(error).__name__)
            continue
        yield value
