"""Whether something is what was filed or sent here, in whatever room, told by its fingerprint alone.

Each later room whose documents prove themselves names a function in ``tracker.journey``, asked here in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from sqlalchemy.orm import Session

from tracker.affidavits.own import filed_with
from tracker.affidavits.words import Say
from tracker.web.formats import day

Prover = Callable[[Session, str, Say], str]
"""Says what a fingerprint belongs to, in a sentence without any name; empty for no match."""


def said_of(session: Session, fingerprint: str, say: Say) -> str:
    """Say what was filed or sent with a fingerprint (SHA-256 in hex); empty for no match."""
    provers = cast(tuple[Prover, ...], session.info["provers"])
    return next(
        (said for prover in (_affidavit, *provers) if (said := prover(session, fingerprint, say))), ""
    )


def _affidavit(session: Session, fingerprint: str, _: Say) -> str:
    filed_at = filed_with(session, fingerprint)
    return _("Matches an affidavit filed on %(when)s.", when=day(filed_at)) if filed_at else ""
