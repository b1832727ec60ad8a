"""What the walls of the database say, so that a test passes by the wall that it means and by no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError

ADDED_TO = "can only be added to: rows are never changed"
KEPT = "keeps its rows: they are never deleted"
EMPTIED = "keeps its rows: it is never emptied"
REPLACED = "keeps its rows: another cannot take the place of one"
STAYS = "cannot be changed"
ONCE = "can be set only once"


@contextmanager
def refused(words: str) -> Iterator[None]:
    """Make sure that the database refuses what is done here, by the wall that says these words."""
    with pytest.raises(IntegrityError, match=words):
        yield


def against(statement: str) -> str:
    """Return what stands against a change, or a deletion, of what is only added to or stays as it was."""
    return KEPT if statement.startswith("DELETE") else f"{ADDED_TO}|{STAYS}"


def broken(constraint: str, sqlite: str = "") -> str:
    """Return what either database says of a constraint that is not met; SQLite does not name keys."""
    return f"{constraint}|{sqlite}" if sqlite else constraint
