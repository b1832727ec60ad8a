"""What a fingerprint proves of an answer to a concern: that it was sent here, and when."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.affidavits.words import Say
from tracker.answering.queries import sent_with
from tracker.web.formats import day


def prove(session: Session, fingerprint: str, _: Say) -> str:
    """Say when the answer was sent whose text has this fingerprint; empty for no match."""
    sent_at = sent_with(session, fingerprint)
    return _("Matches an answer sent on %(when)s.", when=day(sent_at)) if sent_at else ""
