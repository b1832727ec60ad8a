"""The database keeps no form whose address is that of an invitation, whoever writes to it."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

import pytest
from sqlalchemy import Table, insert
from sqlalchemy.exc import IntegrityError

from tracker.accounts.kept_forms import LINKS
from tracker.accounts.models import KeptForm
from tracker.db import clock_of, db

pytestmark = pytest.mark.usefixtures("context")
TABLE = cast(Table, KeptForm.__table__)


def put(path: str) -> None:
    """Write a row with a path, past the application."""
    row = {"id": uuid4(), "version": 1, "subject_id": uuid4(), "content": b"", "path": path}
    kept_at = clock_of(db.session).now()
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(insert(TABLE).values(**row, kept_at=kept_at))


@pytest.mark.parametrize("before", LINKS)
def test_no_row_holds_the_link_of_an_invitation(before: str) -> None:
    for path in (f"{before}hLteTJPTIqNQtAzNnNKl", f"{before.upper()}hLteTJPTIqNQtAzNnNKl"):
        with pytest.raises(IntegrityError, match="that of an invitation"):
            put(path)


@pytest.mark.parametrize("path", ["/a/names", "/es/a/names", "/admin/invitations", "/is/open"])
def test_other_addresses_are_kept(path: str) -> None:
    put(path)
