"""When the ledger is signed, under which name and key, and where the signed checkpoints are kept.

A checkpoint is due after a thousand lines or an hour, after each release, and at a command. It is written
beside the data, so that a database that went back in time, or was cut short, is noticed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from flask import Flask, Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.checkpoints import ExportRefused, behind_export, export, is_due, issue, not_exported
from tracker.ledger.destroyed import DisposalList, add_batch, read_list
from tracker.ledger.notes import Signer
from tracker.ledger.verify import Witness
from tracker.policy.actors import SYSTEM
from tracker.policy.wording import counted
from tracker.settings import Settings
from tracker.vault.models import DestroyedKey
from tracker.vault.vault import vault_of

DISPOSE_ANEW = "flask --app wsgi dispose-anew"
"""The command that destroys again what a backup brought back, and completes the list."""
LOOK_EVERY = timedelta(minutes=1)
"""How often a process asks whether a checkpoint is due."""

log = logging.getLogger(__name__)


def signer_of(session: Session) -> Signer:
    """Return the agency's key for the ledger; its name is the ledger's origin."""
    settings = cast(Settings, session.info["settings"])
    return Signer(f"{settings.agency_domain}/tracker", vault_of(session).secret("ledger-signing"))


def witness_of(session: Session) -> Witness:
    """Return what is known of the ledger from outside of it."""
    settings = cast(Settings, session.info["settings"])
    signer = signer_of(session)
    return Witness(signer.name, (signer.verifier,), settings.checkpoints)


def gone_back(session: Session) -> str:
    """Say, in one sentence, how the database contradicts what was exported last; empty if it does not."""
    witness = witness_of(session)
    folder = cast(Settings, session.info["settings"]).checkpoints
    return behind_export(session, folder, witness.verifiers, witness.origin)


def taken_away(session: Session) -> str:
    """Say, in one sentence, which exported files of the newest checkpoint are missing; empty if none is."""
    return not_exported(session, cast(Settings, session.info["settings"]).checkpoints)


def disposals_of(session: Session) -> DisposalList:
    """Return the signed list of what was disposed of, as it is kept beside the checkpoints."""
    witness = witness_of(session)
    return read_list(cast(Settings, session.info["settings"]).checkpoints, witness.verifiers, witness.origin)


def keep_disposal(folder: Path, signer: Signer, batch: Mapping[str, Any]) -> bool:
    """Add a batch to the signed list; its keys are gone already, so a full disk is only told."""
    try:
        add_batch(folder, signer, batch)
    except OSError as trouble:
        log.error("disposals: batch %s is not in the list outside the database: %s", batch["batch"], trouble)
        return False
    return True


def shut_destroyed(session: Session) -> None:
    """Let no key be used in this process that the list says is destroyed."""
    vault_of(session).shut(disposals_of(session).keys)


def came_back(session: Session) -> str:
    """Say, in one sentence, what of the list is in the database again, or what the list lacks."""
    found = disposals_of(session)
    back = vault_of(session).brought_back(session, found.keys)
    rows = session.execute(select(DestroyedKey.domain, DestroyedKey.holder_id, DestroyedKey.dek_version))
    destroyed = {(row.domain, row.holder_id, row.dek_version) for row in rows}
    if back:
        words = counted(len({holder for _, holder, _ in back}), "holder")
        return (
            f"an older backup brought back keys of {words} whose records were disposed of; they open "
            f"nothing, and go anew with: {DISPOSE_ANEW}"
        )
    if found.fault:
        return f"{found.fault}; keep the file as it is, and put it back from a copy"
    if lacking := destroyed - found.keys:
        words = counted(len(lacking), "destroyed key")
        return f"the list outside lacks {words}, so a backup could bring them back; run: {DISPOSE_ANEW}"
    return ""


def make_checkpoint() -> Path:
    """Sign the ledger as it stands, and export it; raises ExportRefused if the data went back in time."""
    session = db.session
    with unit_of_work(SYSTEM) as work:
        issued = issue(work, signer_of(work.session))
    return export(issued, cast(Settings, session.info["settings"]).checkpoints)


def install(app: Flask) -> None:
    """Let the processes that serve make checkpoints as they fall due."""
    watch = _Watch()
    app.after_request(watch.look)


class _Watch:
    """Remembers when this process last asked, so that asking costs nothing most of the time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._asked: datetime | None = None

    def look(self, response: Response) -> Response:
        """Make a checkpoint after a request that may have written, if one is due."""
        unread = response.status_code == HTTPStatus.BAD_REQUEST or response.status_code >= 500
        if request.method == "POST" and not unread and self._is_time():
            try:
                if is_due(db.session, clock_of(db.session).now()):
                    make_checkpoint()
            except (ExportRefused, OSError) as trouble:
                log.error("the ledger's checkpoint was not exported: %s", trouble)
        return response

    def _is_time(self) -> bool:
        now = clock_of(db.session).now()
        with self._turn:
            if self._asked is not None and abs(now - self._asked) < LOOK_EVERY:
                return False
            self._asked = now
            return True
