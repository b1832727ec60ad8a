"""Destroys the data keys of a holder: what was sealed under them is read by nobody any more.

The rows go, and a mark stays for each. Their bytes go from the database's own file once the act is committed,
see :func:`tracker.engines.scrub`.
"""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.db import JOURNAL_WRITE, clock_of
from tracker.vault.format import Domain
from tracker.vault.models import DataKey, DestroyedKey
from tracker.vault.register import forget_read


def destroy_keys(session: Session, domain: Domain, holder_id: uuid.UUID) -> int:
    """Destroy every data key of a holder, inside a unit of work, and return how many there were."""
    session.flush()
    theirs = (DataKey.domain == domain, DataKey.holder_id == holder_id)
    versions = session.scalars(select(DataKey.dek_version).where(*theirs)).all()
    now = clock_of(session).now()
    for version in versions:
        session.add(DestroyedKey(holder_id=holder_id, domain=domain, dek_version=version, destroyed_at=now))
    session.execute(delete(DataKey).where(*theirs).execution_options(**{JOURNAL_WRITE: True}))
    session.flush()  # whoever asks for the newest one that was destroyed finds these
    forget_read(session)
    return len(versions)


def newest_destroyed(session: Session, domain: Domain, holder_id: uuid.UUID) -> int:
    """Return the version of the last key of a holder that was destroyed; 0 where none was."""
    found = select(DestroyedKey.dek_version).where(
        DestroyedKey.domain == domain, DestroyedKey.holder_id == holder_id
    )
    return max(session.scalars(found), default=0)
