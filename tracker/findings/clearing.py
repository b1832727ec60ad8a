"""What a disposal leaves lying on disk is cleared away once it stands, and again by night if that failed."""

from __future__ import annotations

import logging
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.engines import scrub
from tracker.findings.keepers import disposed_files
from tracker.vault.models import DataKey, DestroyedKey
from tracker.vault.store import FileStore
from tracker.vault.vault import vault_of

log = logging.getLogger(__name__)


def clear(engine: Engine, files: FileStore, gone: Collection[UUID]) -> bool:
    """Remove sealed files that nobody can open, and the bytes of keys from the database's own files.

    The keys are destroyed already, so nothing here undoes a disposal: what cannot be cleared now, on a full
    disk or beside somebody who reads for long, is told in the log and cleared by the next night's round.
    """
    left = [file_id for file_id in gone if not _discarded(files, file_id)]
    try:
        scrubbed = scrub(engine, DataKey.__tablename__)
    except (SQLAlchemyError, OSError):
        scrubbed = False
    if left or not scrubbed:
        log.warning("a disposal stands, but is not cleared from the disk yet; the next night's round does it")
    return scrubbed and not left


def clear_again(session: Session, engine: Engine) -> bool:
    """Clear away whatever a disposal that was broken off left on disk; for every night."""
    files = vault_of(session).files
    destroyed = session.scalars(select(DestroyedKey.id).limit(1)).first()
    gone = () if destroyed is None else disposed_files(session, frozenset(files.ids()))
    session.rollback()
    return destroyed is None or clear(engine, files, gone)


def _discarded(files: FileStore, file_id: UUID) -> bool:
    try:
        files.discard(file_id)
    except OSError:
        return False
    return True
